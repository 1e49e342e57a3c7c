"""A part of the system that is really missing turns only its own formats off, with a sentence.

Each test hides a part from a process of its own: its library cannot be loaded, or its program
cannot be found.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def check_without(
    tmp_path, *, libraries: tuple[str, ...] = (), programs: bool = False, fonts: bool = False
) -> str:
    """What ``manage.py check`` says where these libraries are broken, no program or no font is
    found."""
    environment = {**os.environ, "DJANGO_DEBUG": "1"}
    for name in libraries:
        # A file of this name that is no library stands before the real one.
        (tmp_path / name).write_bytes(b"not a library")
        environment["LD_LIBRARY_PATH"] = str(tmp_path)
    if programs:
        (tmp_path / "fc-list").symlink_to(str(shutil.which("fc-list")))
        environment["PATH"] = str(tmp_path)
    if fonts:
        # The library of fonts is told to look into an empty folder only.
        (tmp_path / "empty").mkdir()
        environment["FONTCONFIG_FILE"] = str(tmp_path / "fonts.conf")
        (tmp_path / "fonts.conf").write_text(
            f"<fontconfig><dir>{tmp_path}/empty</dir></fontconfig>", encoding="utf-8"
        )
    done = subprocess.run(
        [sys.executable, "manage.py", "check"],
        cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stderr


def formats_off(said: str) -> str:
    return "\n".join(line for line in said.splitlines() if "policies.W002" in line)


def test_without_liblouis_only_braille_is_off(tmp_path):
    told = formats_off(check_without(tmp_path, libraries=("liblouis.so.20",)))
    assert "Braille, contracted, BRF: Braille files cannot be made on this machine" in told
    assert "liblouis20" in told
    assert "PDF" not in told


def test_without_pango_only_the_pdfs_are_off(tmp_path):
    names = ("libpango-1.0.so.0", "libpangoft2-1.0.so.0", "libpango-1.0.so")
    told = formats_off(check_without(tmp_path, libraries=names))
    assert "PDF: PDF files cannot be made on this machine: the Pango library is missing" in told
    assert "libpangoft2-1.0-0" in told
    assert "Braille" not in told
    assert "EPUB" not in told


def test_without_fonts_only_the_pdfs_are_off(tmp_path):
    told = formats_off(check_without(tmp_path, fonts=True))
    assert "PDF: PDF files in English cannot be made on this machine: no font has" in told
    assert "fonts-noto-core" in told
    assert "Braille" not in told
    assert "EPUB" not in told


@pytest.mark.skipif(not shutil.which("espeak-ng"), reason="espeak-ng is here")
def test_without_the_voice_only_the_recording_is_off(tmp_path):
    told = formats_off(check_without(tmp_path, programs=True))
    assert "Audio, MP3 files in a zip: Audio files cannot be made on this machine" in told
    assert "An administrator can install espeak-ng." in told
    assert told.count("policies.W002") == 1
