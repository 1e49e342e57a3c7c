"""Braille: every page as an embosser takes it, and every word as a reader gets it back."""

import re
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

import pytest

from policies import formats
from policies.domain.errors import RenderingRefused
from policies.domain.record import PublicationRecord
from policies.formats import braille, braille_text, louis
from policies.formats.braille_pages import PageSize, Passage, bound
from policies.formats.editions import edition_of
from tests import missing
from tests.formats import samples
from tests.formats.texts import demonstration

NAMES = ("braille", "braille-uncontracted")
CONTRACTED = louis.CONTRACTED["en"]
TABLES = {"braille": CONTRACTED, "braille-uncontracted": louis.UNCONTRACTED["en"]}

pytestmark = pytest.mark.skipif(
    bool(formats.available("braille")), reason=formats.available("braille") or "liblouis is here"
)

HARD = {
    "long word": "x" * 400,
    "long address": "See https://policies.example.org/documents/a-very-long-name/of-a-document/.",
    "endless heading": f"# {'word ' * 200}",
    "headings alone": "# a\n\n## b\n\n### c\n\n" * 12,
    "deep list": "\n".join(f"{'    ' * depth}- level {depth}" for depth in range(14)),
    "table": "| a | b |\n| --- | --- |\n" + "| some words | more |\n" * 60,
    "odd characters": "\x01 a\u00adb c\u200bd 😀 ☐ ½ “q” – … £ € • Ŵŷ x\u0301 \\ ^ ~ ` { } | @ _",
    "code": "```\nif a:\n    b\n\nc\n```\n",
    "nothing": "",
}

# Numbers beside letters, quotations, addresses, money: what contractions could blur.
SENTENCES = (
    "Members of the council speak with residents every day.",
    "What is fitting in a public meeting is fitting online.",
    "Don't post about a planning application before the committee has decided.",
    "You could be found to have made up your mind.",
    "Telephone 01632 960 123 between 9 and 5.",
    "In an emergency call 999.",
    "The policy is in force from 3 May 2026.",
    "Write to monitoring.officer@brackenmoor.example about conduct.",
    "It was decided under minute SC/26/31.",
    "Read section 149 of the Equality Act 2010.",
    "The fine was £1,000, and the fee is £5.",
    'He said: "I will not answer abuse with abuse."',
    "Check a claim before you share; it may be false.",
    "A member's account may be personal, or used for casework.",
    "Children and young people must never be shown without permission.",
    "Their rights, together with yours, ought to be known.",
    "The reference is POL-014, version 2.2.",
    "Is this text still in force?",
    "Every ward has its own group (see part 3).",
    "Mr O'Brien cannot himself receive such letters immediately.",
    "Ask the Democratic Services team first!",
    "Look at policies.example.org/documents/.",
    "The hash begins 9f86d081 884c7d65 9a2feaa0.",
)


def made(name="braille", **changes):
    return formats.render(name, samples.policy(**changes), samples.record())


def pages_of(rendered):
    """The lines of each page, without its line ends."""
    text = rendered.data.decode("ascii")
    assert text.endswith("\f")
    pages = [page.split("\r\n") for page in text.removesuffix("\f").split("\f")]
    assert all(page.pop() == "" for page in pages)
    return pages


def assert_embossable(rendered, cells=40, lines=25):
    pages = pages_of(rendered)
    assert rendered.pages == len(pages)
    for page in pages:
        assert len(page) == lines
        assert all(len(line) <= cells for line in page)
        assert all(0x20 <= ord(sign) <= 0x5F for line in page for sign in line)


def folded(text):
    """What Braille does not tell apart: the forms of apostrophes and quotation marks."""
    return text.translate({ord("’"): "'", ord("‘"): "'", ord("“"): '"', ord("”"): '"'})


def read_back(rendered, name="braille"):
    """The words of a file in print, without running titles, what goes on in a line joined."""
    lines = [line.strip() for page in pages_of(rendered) for line in page[1:] if line]
    body = "".join(line[:-1] if line.endswith('"') else f"{line} " for line in lines)
    return " ".join(folded(louis.in_print(body, TABLES[name])).split())


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("case", HARD)
def test_every_page_can_be_embossed(name, case):
    parts = (
        samples.section("1", "Introduction", HARD[case], level=3, items=samples.ITEMS),
        samples.section("", "", HARD[case]),
    )
    assert_embossable(made(name, sections=parts))


@pytest.mark.parametrize("name", NAMES)
def test_every_text_of_the_demonstration_can_be_embossed_and_has_every_sign(name):
    for content in demonstration():
        rendered = formats.render(name, content, samples.record())
        assert_embossable(rendered)
        assert rendered.findings == ()


def test_the_size_of_the_page_is_a_setting(settings):
    settings.PORTAL_BRAILLE_CELLS, settings.PORTAL_BRAILLE_LINES = 32, 28
    assert_embossable(made(), cells=32, lines=28)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("sentence", SENTENCES)
def test_a_sentence_comes_back_as_it_was(name, sentence):
    cells = louis.in_braille(sentence, TABLES[name])
    assert folded(louis.in_print(cells, TABLES[name])) == sentence


@pytest.mark.parametrize("name", NAMES)
def test_every_section_comes_back_in_order(name):
    rendered = made(name)
    whole = read_back(rendered, name)
    place = whole.index("Contents")
    for part in edition_of(samples.policy(), samples.record()).all_parts:
        place = whole.index(folded(part.title), place)
    for said in (
        "Members of Brackenmoor Borough Council speak with residents every day, in the street",
        "Don't: Post about a planning application before the committee has decided.",
        "Platform: Short posts",
        "Take care: Sharing somebody else's statement can count as making it.",
        "Telephone: 01632 960 123",
    ):
        assert said in whole


def test_contracted_braille_is_shorter_and_says_what_it_is():
    contracted, plain = made(), made("braille-uncontracted")
    assert len(contracted.data.replace(b" ", b"")) < 0.9 * len(plain.data.replace(b" ", b""))
    assert "Contracted Unified English Braille, grade 2" in read_back(contracted)
    assert "Uncontracted Unified English Braille, grade 1" in read_back(
        plain, "braille-uncontracted"
    )


@pytest.mark.parametrize("name", NAMES)
def test_the_first_pages_say_what_this_text_is_and_who_made_the_braille(name):
    whole = read_back(made(name), name)
    for said in (
        "Transcribed by computer, not proof-read.",
        "Version: 2.2",
        "In force from: 3 May 2026",
        "Decided by: Standards Committee, 14 April 2026, minute SC/26/31",
        "Next review, as at publication: 3 May 2028",
        "Is this text still in force? Check at http",
        "//policies.example.org/documents/social-media-policy-for-members/",
    ):
        assert said in whole
    for start in range(0, 64, 8):
        assert samples.HASH[start : start + 8] in whole
    assert "certified" not in whole


def test_each_page_has_the_title_and_its_number():
    for count, page in enumerate(pages_of(made()), start=1):
        title, number = page[0].rsplit("#", 1)
        assert folded(louis.in_print(title.strip(), CONTRACTED)) == samples.policy().title
        assert louis.in_print(f"#{number}", CONTRACTED) == str(count)
        assert len(page[0]) == 40


def test_a_contents_line_names_the_page_where_its_section_begins():
    pages = pages_of(made())
    heading = louis.in_braille("9 Elections", CONTRACTED)
    [entry] = [line for page in pages for line in page if line.startswith(f'{heading} "')]
    begins = int(louis.in_print("#" + entry.rsplit("#", 1)[1], CONTRACTED))
    assert heading in [line.strip() for line in pages[begins - 1]]


def test_no_heading_stands_last_on_a_page():
    for count in range(1, 40):
        passages = (
            *(Passage(cells=f"P{place}") for place in range(count)),
            Passage(cells="HEAD", is_heading=True, is_centred=True, has_space_before=True),
            Passage(cells="SUB", is_heading=True, has_space_before=True),
            Passage(cells="WORD " * 30),
        )
        text, _ = bound(passages, PageSize(cells=40, lines=25), "TITLE")
        for page in text.split("\f")[:-1]:
            words = [line.strip() for line in page.split("\r\n") if line]
            assert words[-1] not in ("HEAD", "SUB")
            for before, line in pairwise(words):
                assert before != "SUB" or line.startswith("WORD")


def test_paragraphs_begin_in_the_third_cell_and_items_in_the_first():
    body = f"{'word ' * 20}\n\n1. {'item ' * 20}\n\n    - {'inner ' * 20}\n"
    lines = pages_of(made("braille-uncontracted", sections=(samples.section("1", "A", body),)))
    lines = [line for page in lines for line in page]
    at = next(place for place, line in enumerate(lines) if line.startswith("  WORD"))
    indents = [len(line) - len(line.lstrip()) for line in lines[at : at + 10] if line]
    assert indents[:3] == [2, 0, 0]
    starts = {line.strip()[:6]: len(line) - len(line.lstrip()) for line in lines[at:]}
    assert starts["#A4 IT"] == 0
    assert starts["ITEM I"] == 2
    assert starts["_4 INN"] == 2
    assert starts["INNER "] == 4


def test_a_word_too_long_for_a_line_goes_on_in_the_next():
    text, _ = bound((Passage(cells="X" * 100),), PageSize(cells=40, lines=25), "T")
    lines = [line for line in text.split("\r\n")[1:] if line.strip("\f")]
    assert [line.endswith('"') for line in lines] == [True, True, False]
    assert "".join(line.strip().removesuffix('"') for line in lines) == "X" * 100


def test_a_sign_that_braille_lacks_is_told_to_the_desk():
    rendered = made(sections=(samples.section("1", "A", "Tick ☐ and 😀, but not é or £."),))
    assert [re.search("“(.)”", finding)[1] for finding in rendered.findings] == ["☐", "😀"]


def test_the_same_text_makes_the_same_bytes():
    assert made().data == made().data


def test_a_text_without_anything_but_a_title_has_its_pages():
    bare = samples.VersionContent(
        reference="", slug="bees", number="0.1", title="Bees", kind=samples.Kind.LEAFLET
    )
    assert_embossable(braille.render(bare, PublicationRecord(sha256=samples.HASH)))


def test_a_kind_of_braille_that_a_language_lacks_is_refused_in_a_sentence():
    for language, name in (("bn", "Bengali"), ("fr", "fr")):
        with pytest.raises(RenderingRefused, match=f"cannot be made here in {name}: liblouis has"):
            made(language=language)


def test_an_endless_text_is_refused(monkeypatch):
    monkeypatch.setattr(braille_text, "MOST_LETTERS", 1000)
    with pytest.raises(RenderingRefused, match="too long"):
        made()


def test_a_missing_library_is_named_with_its_package(monkeypatch, tmp_path):
    with monkeypatch.context() as patch:
        missing.hide("liblouis", patch, tmp_path)
        with pytest.raises(RenderingRefused, match="install liblouis20"):
            braille.check_library()
    missing.forget()


def test_missing_tables_are_named_with_their_package():
    with pytest.raises(RenderingRefused, match="install liblouis-data"):
        louis.table_for("en-GB", {"en": "en-us-brf.dis,no-such-table.ctb"})


def test_many_threads_get_the_same_cells():
    texts = SENTENCES * 20
    alone = [louis.in_braille(text, CONTRACTED) for text in texts]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(lambda text: louis.in_braille(text, CONTRACTED), texts)) == alone
