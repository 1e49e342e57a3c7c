"""The files themselves: accessible by the validator, complete, and readable on paper."""

import io
import re
from collections import Counter

import pdfplumber
import pikepdf
import pytest

from policies import formats
from policies.formats.outline import outlined
from tests.formats import samples
from tests.formats.hard_cases import HARD
from tests.formats.printed import PRINTED, failures

pytestmark = pytest.mark.usefixtures("typesetter")

# The editions that hold the whole text; the leaflet has tests of its own.
EDITIONS = tuple(name for name in PRINTED if name != "at-a-glance")


def words(text):
    return " ".join(text.split())


@pytest.fixture(scope="module")
def texts(files):
    """The words of each page, by name of format."""
    found = {}
    for name, made in files.items():
        with pdfplumber.open(io.BytesIO(made.data)) as pdf:
            found[name] = [words(sheet.extract_text()) for sheet in pdf.pages]
    return found


@pytest.mark.parametrize("case", HARD)
def test_a_hard_case_conforms_to_both_standards(case):
    parts = (
        samples.section("1", "Introduction", HARD[case], level=3, items=samples.ITEMS),
        samples.section("", "", HARD[case]),
    )
    made = formats.render("pdf", samples.policy(sections=parts), samples.record())
    assert failures(made) == []
    assert made.findings == ()


@pytest.mark.parametrize("name", PRINTED)
def test_guidance_in_several_paragraphs_conforms_to_both_standards(name):
    text = "First.\n\n- [**a**](https://example.org)\n\n> b"
    items = tuple(samples.item(kind, text, text, is_key_point=True) for kind in samples.ItemKind)
    parts = (samples.section("1", "Introduction", items=items),)
    assert failures(formats.render(name, samples.policy(sections=parts), samples.record())) == []


@pytest.mark.parametrize("name", EDITIONS)
def test_language_title_and_embedded_fonts(files, name):
    with pikepdf.open(io.BytesIO(files[name].data)) as pdf:
        assert str(pdf.Root.Lang) == "en-GB"
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        assert str(pdf.docinfo.Title).startswith("Social media policy for members, version 2.2")
        assert str(pdf.docinfo.Author) == "Monitoring Officer"
        assert len(pdf.pages) == files[name].pages
        descriptors = [
            thing
            for thing in pdf.objects
            if isinstance(thing, pikepdf.Dictionary) and thing.get("/Type") == "/FontDescriptor"
        ]
        assert descriptors
        for descriptor in descriptors:
            assert {"/FontFile", "/FontFile2", "/FontFile3"} & set(descriptor.keys())


@pytest.mark.parametrize("name", EDITIONS)
def test_every_heading_stands_in_the_file_in_order(texts, name):
    whole = words(" ".join(texts[name]))
    place = whole.rindex("Key points")
    for section in outlined(samples.policy()).sections:
        place = whole.index(words(section.title), place)


@pytest.mark.parametrize("name", EDITIONS)
def test_every_page_says_what_it_is_and_which_page(texts, name):
    count = len(texts[name])
    for number, text in enumerate(texts[name], start=1):
        assert f"Page {number} of {count}" in text
        if name == "giant-print":
            assert f"Page {number} of {count} · Version 2.2" in text
            continue
        assert "Social media policy for members, version 2.2" in text
        assert "Monitoring Officer · In force from 3 May 2026" in text


@pytest.mark.parametrize("name", EDITIONS)
def test_the_contents_list_names_the_page_on_which_a_section_starts(texts, name):
    whole = " ".join(texts[name])
    listed = whole[whole.index("Contents") :]
    between = " " if name == "pdf" else ", page "
    for title in ("1 Introduction", "11 Review", "Decisions"):
        number = re.search(rf"{title}{between}(\d+)", listed)[1]
        assert title in texts[name][int(number) - 1]


@pytest.mark.parametrize("name", EDITIONS)
def test_numbered_lists_keep_the_numbers_that_were_typed(name):
    parts = (samples.section("1", "Rules", "9. Nine\n10. Ten\n\nText\n\n11. Eleven\n"),)
    made = formats.render(name, samples.policy(sections=parts), samples.record())
    with pdfplumber.open(io.BytesIO(made.data)) as pdf:
        whole = words(" ".join(sheet.extract_text() for sheet in pdf.pages))
    assert "9. Nine 10. Ten Text 11. Eleven" in whole
    assert failures(made) == []


def test_the_standard_edition_has_headed_tables(files):
    with pikepdf.open(io.BytesIO(files["pdf"].data)) as pdf:
        kinds = Counter(
            str(thing.S)
            for thing in pdf.objects
            if isinstance(thing, pikepdf.Dictionary) and thing.get("/Type") == "/StructElem"
        )
    assert kinds["/Table"] >= 5
    assert kinds["/TH"] > kinds["/THead"] >= 3
    assert kinds["/H1"] == 1


def test_large_print_has_no_tables_and_labels_each_line(files, texts):
    assert b"/Table" not in files["large-print"].data
    whole = " ".join(texts["large-print"])
    assert "Don’t: Answer abuse with abuse." in whole
    assert "Platform: Video Who answers: Communications team How soon: 2 working days" in whole


def test_large_print_shows_the_address_of_a_link(texts):
    whole = " ".join(texts["large-print"])
    assert "national guidance for councillors (https:// example.org/guidance) first" in whole
