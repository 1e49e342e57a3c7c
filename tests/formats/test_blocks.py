"""The block model: golden shapes, and that no word of a version is lost or added on the way."""

import re
from collections import Counter

import pytest
from hypothesis import given, settings

from policies.domain import markdown
from policies.domain.errors import RenderingRefused
from policies.formats.blocks import (
    Code,
    Guidance,
    Heading,
    Law,
    ListBlock,
    ListItem,
    Paragraph,
    Point,
    Table,
)
from policies.formats.bodies import blocks_in, flattened, phrase_in
from policies.formats.editions import edition_of
from policies.formats.words import BREAK, Words, WordsKind, text_of
from tests.formats import samples, texts


def body(text):
    """The blocks of a body, as a section of the second level has them."""
    return blocks_in(markdown.as_html(text, below=2))


def paragraph(text):
    return Paragraph((Words(text),))


def said(html_or_text):
    """How often each word stands in a text; a word may hold marks."""
    return Counter(re.findall(r"[^\W_]+", html_or_text))


def words_of_blocks(blocks):
    """Every word of a body once, without the numbers that a list prints."""
    found = []
    for block in blocks:
        match block:
            case ListBlock(items=items):
                found += [words for item in items for words in words_of_blocks(item.blocks)]
            case Table(caption=caption, header=header, rows=rows):
                found += [text_of(cell) for row in (header, *rows) for cell in (caption, *row)]
            case _:
                found.append(text_of(flattened([block])))
    return found


def test_paragraphs_keep_stress_links_and_line_breaks():
    text = "Ask **before**\nyou *post*.  \nSee [the **rules**, all](https://example.org/r)."
    assert body(text) == (
        Paragraph(
            (
                Words("Ask "),
                Words("before", strong=True),
                Words(" you "),
                Words("post", strong=True),
                Words("."),
                BREAK,
                Words("See "),
                Words("the rules, all", link="https://example.org/r"),
                Words("."),
            )
        ),
    )  # fmt: skip


def test_what_is_recognised_stands_by_itself_in_a_paragraph():
    [block] = body("Ring 01632 960 123 before 3 May 2026.")
    assert [(words.text, words.kind) for words in block.words] == [
        ("Ring ", WordsKind.PLAIN),
        ("01632 960 123", WordsKind.TELEPHONE),
        (" before ", WordsKind.PLAIN),
        ("3 May 2026", WordsKind.DATE),
        (".", WordsKind.PLAIN),
    ]


def test_lists_have_their_printed_labels_and_what_stands_in_their_items():
    assert body("3. one\n\n4. two\n\n    - inner\n\n    more") == (
        ListBlock(
            (
                ListItem("3.", (paragraph("one"),)),
                ListItem(
                    "4.",
                    (
                        paragraph("two"),
                        ListBlock((ListItem("", (paragraph("inner"),)),)),
                        paragraph("more"),
                    ),
                ),
            ),
            is_ordered=True,
            start=3,
        ),
    )


def test_headings_quotations_code_and_terms():
    text = "# Deep\n\n> Quoted\n>\n> - said\n\n***\n\n    a  b\n    c\n\nTerm\n:   Meaning"
    assert body(text) == (
        Heading(3, (Words("Deep"),)),
        Paragraph((Words("Quoted"),), is_quotation=True),
        ListBlock((ListItem("", (paragraph("said"),)),)),
        Code("a  b\nc"),
        ListBlock(
            (ListItem("", (Paragraph((Words("Term", strong=True),)), paragraph("Meaning"))),)
        ),
    )


def test_a_heading_in_a_list_is_stressed_words():
    [block] = body("- # Loud\n- quiet")
    assert block.items[0].blocks == (Paragraph((Words("Loud", strong=True),)),)


def test_a_table_is_regular_and_has_a_linear_form():
    [table] = body("| Who | When |\n| --- | --- |\n| Team | Today |\n| Member |\n")
    assert table == Table(
        caption=(),
        header=((Words("Who"),), (Words("When"),)),
        rows=(((Words("Team"),), (Words("Today"),)), ((Words("Member"),), ())),
    )
    who = (Words("Who:", strong=True), Words(" "))
    assert table.linear() == (
        ListBlock(
            (
                ListItem("", (Paragraph((*who, Words("Team"))),)),
                ListItem(
                    "", (Paragraph((Words("When:", strong=True), Words(" "), Words("Today"))),)
                ),
            )
        ),
        ListBlock((ListItem("", (Paragraph((*who, Words("Member"))),)),)),
    )


def test_a_table_in_html_keeps_its_caption_spans_and_lists():
    [table] = body(
        "<table><caption>Who answers</caption><tr><th rowspan=2>Team</th><td>Mail</td></tr>"
        "<tr><td><ul><li>call</li><li>chat</li></ul></td></tr></table>"
    )
    assert text_of(table.caption) == "Who answers"
    assert table.has_row_headings
    assert [[text_of(cell) for cell in row] for row in table.rows] == [
        ["Team", "Mail"],
        ["Team", "– call\n– chat"],
    ]
    linear = [text_of(flattened([block])) for block in table.linear()]
    assert linear == ["Who answers", "– Team: Mail\n– Team: – call\n– chat"]


def test_an_edition_has_the_parts_in_the_order_of_the_page():
    edition = edition_of(samples.policy(), samples.record())
    names = ["Key points", *(heading for _, heading in samples.HEADINGS)]
    assert [part.heading for part in edition.all_parts] == [
        *names,
        "The law that this text relies on",
        "Who to ask",
        "Related documents",
        "About this document",
        "Decisions",
    ]
    assert edition.sections[0].title == "1 Introduction"
    anchors = [part.anchor for part in edition.all_parts]
    assert len(anchors) == len(set(anchors))


def test_the_front_states_what_stays_true():
    edition = edition_of(samples.policy(), samples.record())
    front = {fact.label: text_of(fact.words) for fact in edition.front}
    assert front["Version"] == "2.2"
    assert front["In force from"] == "3 May 2026"
    assert front["Decided by"] == "Standards Committee, 14 April 2026, minute SC/26/31"
    assert front["Next review, as at publication"] == "3 May 2028"
    assert front["SHA-256 of the text"] == samples.HASH
    notes = [text_of(note.words) for note in edition.notes]
    assert notes[0].startswith("Is this text still in force? Check at https://policies.example.org")


def test_what_the_law_hides_and_what_came_from_paper_is_said():
    record = samples.record(notices=("Removed on 1 May 2026.",), from_paper_on=samples.DAY)
    notes = [text_of(note.words) for note in edition_of(samples.policy(), record).notes]
    assert "Removed by law: Removed on 1 May 2026." in notes
    assert "Recorded from paper on 3 May 2026." in notes


def test_guidance_says_what_each_point_is_and_why():
    edition = edition_of(samples.policy(), samples.record())
    lists = [block for block in edition.sections[5].blocks if isinstance(block, Guidance)]
    assert [(part.kind, part.heading, part.level) for part in lists] == [
        ("do", "Do", 3),
        ("dont", "Don’t", 3),
        ("tip", "Tips", 3),
        ("risk", "Risks", 3),
        ("benefit", "Benefits", 3),
    ]
    assert lists[0].points[0] == Point(
        "Do", (Words("Say who you are."),), (Words("Residents trust a name."),)
    )


def test_a_law_has_its_address_once_an_officer_has_confirmed_it():
    laws = edition_of(samples.policy(), samples.record()).closing[0].blocks
    assert all(isinstance(law, Law) for law in laws)
    confirmed, unconfirmed = ("\n".join(map(text_of, law.lines)) for law in laws)
    assert "Applies in England and Wales.\nRead Defamation Act 2013, section 1." in confirmed
    assert unconfirmed.endswith("An officer has not yet confirmed this entry.")
    assert "example.org" not in str(laws[1])


def test_a_section_names_the_laws_that_it_relies_on():
    last = edition_of(samples.policy(), samples.record()).sections[7].blocks[-1]
    assert text_of(last.words) == (
        "This section relies on Defamation Act 2013, section 1; Equality Act 2010, section 149."
    )
    assert [words.link for words in last.words if words.link] == ["#law-1", "#law-2"]


def test_an_address_on_the_portal_is_written_in_full_in_a_file():
    section = samples.section(
        "1", "Scope", "Read [the code](/documents/code/) and [x](//evil.example)."
    )
    edition = edition_of(samples.policy(sections=(section,)), samples.record())
    links = [words.link for words in edition.sections[0].blocks[0].words if words.link]
    assert links == ["https://policies.example.org/documents/code/", "//evil.example"]


@pytest.mark.parametrize(
    ("language", "direction"), [("en-GB", "ltr"), ("ur", "rtl"), ("bn", "ltr")]
)
def test_an_edition_knows_which_way_its_language_runs(language, direction):
    assert edition_of(samples.policy(language=language), samples.record()).direction == direction


def test_a_text_nested_beyond_reason_is_refused_in_a_sentence():
    deep = samples.section("1", "Deep", "<blockquote>" * 2000 + "deep")
    with pytest.raises(RenderingRefused, match="Make them shallower"):
        edition_of(samples.policy(sections=(deep,)), samples.record())


@settings(deadline=None, max_examples=50)
@given(texts.BODIES)
def test_no_word_of_a_body_is_lost_or_added(text):
    blocks = body(text)
    assert said(" ".join(words_of_blocks(blocks))) == said(markdown.as_plain_text(text))


@settings(deadline=None, max_examples=50)
@given(texts.SENTENCES)
def test_no_word_of_an_item_is_lost_or_added(text):
    phrase = phrase_in(markdown.as_inline_html(text))
    expected, found = said(markdown.as_plain_text(text)), said(text_of(phrase))
    assert not expected - found
    # A list prints its numbers.
    assert all(word.isdecimal() for word in found - expected)


@settings(deadline=None, max_examples=50)
@given(texts.BODIES)
def test_runs_are_never_empty_and_lines_have_no_spaces_around_them(text):
    for words in words_of_blocks(body(text)):
        assert words == "" or words.strip(" ")
    for block in body(text):
        if isinstance(block, Paragraph):
            assert all(words.text for words in block.words)
            lines = text_of(block.words).split("\n")
            assert all(line and line == line.strip(" ") for line in lines)


@pytest.mark.parametrize("content", texts.demonstration(), ids=lambda c: f"{c.slug}-{c.number}")
def test_the_demonstration_loses_no_word(content):
    edition = edition_of(content, samples.record())
    for section, part in zip(content.sections, edition.sections, strict=True):
        own = [b for b in part.blocks if not isinstance(b, Guidance)]
        assert said(" ".join(words_of_blocks(own))) == said(
            markdown.as_plain_text(section.markdown)
        )
