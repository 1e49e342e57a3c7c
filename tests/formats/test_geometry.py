"""The printed pages as a ruler sees them: nothing cut off, too small, slanted or overlapping."""

import io

import pdfplumber
import pytest

from policies import formats
from policies.formats import print_page
from tests.formats import samples
from tests.formats.printed import PRINTED, RULES, check

pytestmark = pytest.mark.usefixtures("typesetter")

LONG = "Neighbourhood responsibilities and representation of the borough on " * 3
WIDE = {
    "wide table": "|" + " responsibilities |" * 9 + "\n|" + " --- |" * 9 + "\n|" + " a |" * 9,
    "long word": "x" * 400,
    "long address": f"<https://example.org/{'a' * 200}>",
    "long table": "| a | b |\n| --- | --- |\n" + "| some words | more |\n" * 60,
    "nested lists": "- a\n    - b\n        - c\n            - d\n                1. duties",
}


def test_every_printed_edition_has_rules():
    assert set(RULES) == set(PRINTED)


@pytest.mark.parametrize("name", RULES)
def test_the_pages_of_what_is_wide_or_long(name):
    parts = tuple(
        samples.section("1.1.1.1", f"{case}: {LONG}", text, items=samples.ITEMS)
        for case, text in WIDE.items()
    )
    made = formats.render(name, samples.policy(sections=parts, title=LONG), samples.record())
    assert made.findings == ()
    check(made, name)


@pytest.mark.parametrize("name", RULES)
def test_words_stand_out_from_the_page_everywhere(files, name):
    """The contrast between each letter and what lies under it (WCAG 2.2, 1.4.6)."""
    ink = set()
    with pdfplumber.open(io.BytesIO(files[name].data)) as pdf:
        for sheet in pdf.pages:
            drawn = sheet.to_image(resolution=72).original.convert("RGB")
            for word in sheet.extract_words(extra_attrs=["non_stroking_color"]):
                colours = written(word["non_stroking_color"]), under(word, drawn)
                assert print_page.contrast(*colours) >= print_page.LEAST_CONTRAST, word["text"]
                ink.add(colours)
    if name == "yellow-on-black":
        assert ink == {("#ffff00", "#000000")}
    elif name == "high-contrast":
        assert ink == {("#ffffff", "#000000")}


@pytest.mark.parametrize("name", ["high-contrast", "yellow-on-black"])
def test_dark_pages_are_dark_to_the_edge(files, name):
    with pdfplumber.open(io.BytesIO(files[name].data)) as pdf:
        for sheet in pdf.pages:
            drawn = sheet.to_image(resolution=36).original.convert("RGB")
            wide, high = drawn.width - 1, drawn.height - 1
            corners = [(0, 0), (wide, 0), (0, high), (wide, high)]
            assert {drawn.getpixel(corner) for corner in corners} == {(0, 0, 0)}


def under(word, drawn):
    """The colour around this word: what most of the drawn page is there."""
    box = (word["x0"] - 2, word["top"], word["x1"] + 2, word["bottom"])
    found = drawn.crop(tuple(map(round, box))).getcolors(maxcolors=100_000)
    return written([part / 255 for part in max(found)[1]])


def written(colour):
    if len(colour) == 1:
        colour = colour * 3
    return "#" + "".join(f"{round(part * 255):02x}" for part in colour)
