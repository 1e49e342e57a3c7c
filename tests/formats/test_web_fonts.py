"""The fonts that browsers fetch are made from those that are installed, and from nothing else."""

import shutil
from pathlib import Path

import pytest

from policies.formats.web_fonts import INSTALLED_IN, collect

BENGALI = "NotoSansBengali-Regular"
INSTALLED = [path for place in INSTALLED_IN for path in Path(place).rglob(f"{BENGALI}.ttf")]


@pytest.mark.skipif(not INSTALLED, reason="fonts-noto-core is not installed.")
def test_a_font_is_made_once_and_the_missing_ones_are_named(tmp_path):
    shutil.copy(INSTALLED[0], tmp_path / f"{BENGALI}.ttf")
    made = tmp_path / "made"
    missing = collect(made, installed_in=[str(tmp_path)])
    assert missing == ("Noto Nastaliq Urdu", "Noto Sans Bengali")
    assert [path.name for path in made.iterdir()] == [f"{BENGALI}.woff2"]
    font = made / f"{BENGALI}.woff2"
    assert font.read_bytes()[:4] == b"wOF2"
    before = font.stat().st_mtime_ns
    collect(made, installed_in=[str(tmp_path)])
    assert font.stat().st_mtime_ns == before


def test_without_fonts_nothing_is_made_and_nothing_fails(tmp_path):
    assert collect(tmp_path / "made", installed_in=[str(tmp_path)])
    assert not list((tmp_path / "made").iterdir())
