"""The printed pages as a ruler sees them: nothing cut off, too small, slanted or overlapping."""

import io

import pdfplumber
import pytest

from policies import formats
from policies.formats import print_page
from tests.formats import samples, texts, whole_texts

pytestmark = pytest.mark.usefixtures("typesetter")

# By edition: the smallest letters in points, and the margin at the sides in millimetres.
RULES = {
    "pdf": (10, 22),
    "large-print": (16, 20),
    "giant-print": (24, 15),
    "high-contrast": (16, 20),
    "yellow-on-black": (16, 20),
    "at-a-glance": (10, 18),
}
LONG = "Neighbourhood responsibilities and representation of the borough on " * 3
WIDE = {
    "wide table": "|" + " responsibilities |" * 9 + "\n|" + " --- |" * 9 + "\n|" + " a |" * 9,
    "long word": "x" * 400,
    "long address": f"<https://example.org/{'a' * 200}>",
    "long table": "| a | b |\n| --- | --- |\n" + "| some words | more |\n" * 60,
    "nested lists": "- a\n    - b\n        - c\n            - d\n                1. duties",
}


def test_every_printed_edition_has_rules():
    assert set(RULES) == {n for n, row in formats.FORMATS.items() if row.extension == "pdf"}


@pytest.mark.parametrize("name", RULES)
def test_the_pages_of_an_ordinary_policy(files, name):
    check(files[name], name)


@pytest.mark.parametrize("name", RULES)
def test_the_pages_of_what_is_wide_or_long(name):
    parts = tuple(
        samples.section("1.1.1.1", f"{case}: {LONG}", text, items=samples.ITEMS)
        for case, text in WIDE.items()
    )
    check(formats.render(name, samples.policy(sections=parts, title=LONG), samples.record()), name)


@pytest.mark.parametrize("name", ["pdf", "large-print", "giant-print"])
def test_the_pages_of_sixty_sections(name):
    made = formats.render(name, whole_texts.long(), samples.record())
    # The measuring of every page would take longer than all the other tests of the files.
    check(made, name, every=9)


@pytest.mark.parametrize("name", RULES)
def test_the_pages_of_the_demonstration(name):
    newest = {content.slug: content for content in texts.demonstration()}
    assert len(newest) > 3
    for content in newest.values():
        check(formats.render(name, content, samples.record()), name, every=7)


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


def check(made, name, every=1, *, is_sloping=False):
    least, margin = RULES[name]
    assert made.findings == ()
    with pdfplumber.open(io.BytesIO(made.data)) as pdf:
        for sheet in pdf.pages[::every]:
            check_sheet(sheet, least, margin * 72 / 25.4, is_sloping=is_sloping)


def check_sheet(sheet, least, margin, *, is_sloping=False):
    letters = [letter for letter in sheet.chars if letter["text"].strip()]
    assert letters
    assert (round(sheet.width), round(sheet.height)) == (595, 842)
    assert min(letter["size"] for letter in letters) >= least - 0.01
    assert not [name for name in {x["fontname"] for x in letters} if "talic" in name]
    assert min(letter["x0"] for letter in letters) >= margin - 1
    assert max(letter["x1"] for letter in letters) <= sheet.width - margin + 1
    assert min(letter["top"] for letter in letters) >= 30
    assert max(letter["bottom"] for letter in letters) <= sheet.height - 15
    found = [] if is_sloping else sheet.extract_words()
    # Abbreviations are short; the words of the texts themselves are the writer's.
    assert not [
        w["text"]
        for w in found
        if w["text"].isalpha() and w["text"].isupper() and len(w["text"]) > 9
    ]
    for place, one in enumerate(found):
        for other in found[place + 1 :]:
            across = min(one["x1"], other["x1"]) - max(one["x0"], other["x0"])
            down = min(one["bottom"], other["bottom"]) - max(one["top"], other["top"])
            assert across <= 2 or down <= 6, (one["text"], other["text"])


def under(word, drawn):
    """The colour around this word: what most of the drawn page is there."""
    box = (word["x0"] - 2, word["top"], word["x1"] + 2, word["bottom"])
    found = drawn.crop(tuple(map(round, box))).getcolors(maxcolors=100_000)
    return written([part / 255 for part in max(found)[1]])


def written(colour):
    if len(colour) == 1:
        colour = colour * 3
    return "#" + "".join(f"{round(part * 255):02x}" for part in colour)
