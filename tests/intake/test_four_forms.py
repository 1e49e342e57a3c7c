"""A text gives the same sections whatever form it comes in, and loses no word in any of them."""

from collections.abc import Callable, Sequence

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from policies.domain.errors import SourceRefused
from policies.domain.markdown import as_plain_text
from policies.intake.form import convert
from policies.intake.reading import read_document, read_file
from policies.intake.result import ImportedDocument
from policies.intake.tally import words_invented, words_lost
from policies.intake.wording import plain
from tests.intake import four_forms as forms
from tests.intake.four_forms import Block, Bullets, Heading, Steps, Table, Words

LONG = "Members write to residents online, and what they write is read by many people for years."
TITLE = Heading("Brackenmoor networks policy", 1)

HAZARDS: dict[str, list[Block]] = {
    "typed numbers that jump": [
        TITLE, Heading("Purpose", 2, "1."), Words(LONG), Heading("Sharing", 3, "1.1"), Words(LONG),
        Heading("Scope", 2, "5."), Words(LONG), Heading("Posts", 3, "7.1"), Words(LONG),
        Heading("Contact", 2, "8."), Words("Ask policy@brackenmoor.example or 01632 960123."),
    ],
    "headings faked in bold": [
        TITLE, Heading("Purpose"), Words(LONG), Words("Scope", is_bold=True), Words(LONG),
        Words("3. Risks of sharing", is_bold=True), Words(LONG),
    ],
    "numbered paragraphs that run on": [
        TITLE, Heading("Purpose"), Words(f"1. {LONG}"), Words(f"2. {LONG}"), Heading("Scope"),
        Words(f"3. {LONG}"), Words("3.1 As such, members must keep to it at all times."),
    ],
    "a contents list": [
        TITLE, Words("Contents"), Table((("1. Purpose", "2"), ("2. Scope", "3"),
                                         ("3. Contact", "4"), ("4. Review", "5"))),
        Heading("Purpose", 2, "1."), Words(LONG), Heading("Scope", 2, "2."), Words(LONG),
        Heading("Contact", 2, "3."), Words(LONG), Heading("Review", 2, "4."), Words(LONG),
    ],
    "footers and classifications between the text": [
        TITLE, Heading("Purpose"), Words(LONG), Words("OFFICIAL"), Words("Page 1 of 3"),
        Words("Members may post"), Words("Page 2 of 3"), Words("OFFICIAL"), Words(LONG),
        Heading("Scope"), Words(LONG), Words("Page 3 of 3"), Words("OFFICIAL"),
    ],
    "a control table with a path and an empty approval": [
        TITLE, Heading("Scope"), Words(LONG), Heading("Document control"),
        Table((("Owner", "Corporate Officer"), ("Version", "2.1"), ("Location", "S:\\policies\\a"),
               ("Next review", "1 May 2027"))),
        Words("Document history"),
        Table((("Date", "Summary of changes", "Version"), ("May 2024", "First", "1.0"),
               ("May 2025", "Second", "1.0"))),
    ],
    "a table of dos and don’ts in columns": [
        TITLE, Heading("Scope"), Words(LONG), Heading("Dos and don’ts"),
        Table((("Do", "Don’t"), ("Listen first", "Shout"), ("Check a claim", "Share gossip"))),
    ],
    "a table of dos and don’ts in rows": [
        TITLE, Heading("Dos and don’ts"),
        Table((("Do", "Listen first"), ("Do", "Check a claim"), ("Don’t", "Share gossip"))),
    ],
    "lists in lists, bullets and steps": [
        TITLE, Heading("Scope"), Words("We ask:"),
        Bullets(("Be kind", ("in public", "in private"), "Be brief")),
        Words("Then:"), Steps(("Read it again", "Think", "Post")), Words(LONG),
    ],
    "lists that are items": [
        TITLE, Heading("Do"), Bullets(("Listen", "Check")), Heading("Don’t"), Bullets(("Shout",)),
    ],
    "other tables": [
        TITLE, Heading("Responsibilities"), Words(LONG),
        Table((("Who", "What"), ("Clerk", "keeps the register"), ("Leader", "sets an example"))),
        Words(LONG),
    ],
    "quotes, soft hyphens and spaces that are none": [
        TITLE, Heading("Scope"),
        Words("The “pol\u00adicy”\u200b of\u00a0members – it’s ‘ours’ & costs £5 < £6."),
    ],
    "other languages and formats on the cover": [
        TITLE, Words("This document is available in large print and Braille."), Heading("Scope"),
        Words(LONG), Heading("নীতি"), Words(LONG),
    ],
}  # fmt: skip


def shape(imported: ImportedDocument) -> list[tuple[object, ...]]:
    return [
        (
            part.number, part.level, part.heading, part.key, plain(as_plain_text(part.body)),
            tuple((item.kind, item.text, item.reason) for item in part.items),
        )
        for part in imported.sections
    ]  # fmt: skip


def check_words(content: bytes) -> None:
    """No word is lost or invented: from the file to lines, nor from lines to sections."""
    try:
        converted = convert(content)
    except SourceRefused as refusal:
        assume("is empty" not in str(refusal))
        raise
    assert converted.words_lost() == ()
    assert converted.words_invented() == ()
    imported = read_document(converted.text)
    assert words_lost(converted.text, imported) == ()
    assert words_invented(converted.text, imported) == ()


@pytest.mark.parametrize("name", HAZARDS)
def test_every_form_gives_the_same_sections(name: str) -> None:
    blocks = HAZARDS[name]
    found = {form: read_file(write(blocks)) for form, write in forms.FORMS.items()}

    expected = shape(found["md"])
    assert expected
    for form, imported in found.items():
        assert shape(imported) == expected, form
        assert imported.title == "Brackenmoor networks policy", form
        assert dict(imported.control) == dict(found["md"].control), form
        assert [p.text for p in imported.unplaced] == [p.text for p in found["md"].unplaced], form


@pytest.mark.parametrize("name", HAZARDS)
@pytest.mark.parametrize("form", forms.FORMS)
def test_no_form_loses_a_word(name: str, form: str) -> None:
    check_words(forms.FORMS[form](HAZARDS[name]))


WORD = st.sampled_from(
    ["members", "must", "Scope", "purpose", "Risks", "3", "2024", "policy", "Do", "Don’t", "Page",
     "Contents", "OFFICIAL", "Author:", "1.0", "Version", "£5", "café", "বাংলা", "a@b.example",
     "#tag", "<i>", "a|b", "**", "_x_", "&amp;", "1.", "3.1", "(a)", "-", "•", "it’s",
     "pol\u00adicy", "no\u00a0break", "<script>", "[law](#)", "*", "C:\\a", "o", ">", "APPENDIX"]
)  # fmt: skip
PHRASE = st.lists(WORD, min_size=1, max_size=8).map(" ".join)
ROWS = st.integers(1, 4).flatmap(
    lambda width: st.lists(
        st.lists(st.one_of(PHRASE, st.just("")), min_size=width, max_size=width).map(tuple),
        min_size=1,
        max_size=4,
    )
)
BLOCK: st.SearchStrategy[Block] = st.one_of(
    st.builds(Heading, PHRASE, st.integers(1, 6), st.sampled_from(["", "1.", "2.1", "7"])),
    st.builds(Words, PHRASE, st.booleans()),
    st.lists(
        st.one_of(PHRASE, st.lists(PHRASE, min_size=1, max_size=2).map(tuple)),
        min_size=1,
        max_size=4,
    ).map(lambda entries: Bullets(tuple(entries))),
    st.lists(PHRASE, min_size=1, max_size=4).map(lambda entries: Steps(tuple(entries))),
    ROWS.map(lambda rows: Table(tuple(rows))),
)


@pytest.mark.parametrize("form", forms.FORMS)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(blocks=st.lists(BLOCK, min_size=1, max_size=8))
def test_random_documents_keep_their_words_in_every_form(
    form: str, blocks: Sequence[Block]
) -> None:
    write: Callable[[Sequence[Block]], bytes] = forms.FORMS[form]

    check_words(write(blocks))


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.one_of(
            st.sampled_from(
                ["<p>", "</p>", "<b>", "</b>", "<ul>", "<li>", "</ul>", "<table>", "<tr>", "<td>",
                 "</table>", "<h2>", "</h2>", "<br>", "<a href='https://a.example'>", "</a>", "<",
                 "<div class=nav>", "</div>", "<!-- x -->", "&lt;", "&nbsp;", "<main>", "</main>",
                 "<dl>", "<dt>", "<dd>", "<ol>", "</ol>", "<pre>", "</pre>", "<em>", "</em>", "\n",
                 "<span style='font-weight:bold'>", "</span>", "<del>", "</del>", "<p title=\"",
                 "<script>", "</script>", "<td colspan=2 rowspan=3>", "<blockquote>", "<i"]
            ),
            PHRASE.filter(lambda text: not set("*_") & set(text)),
        ),
        max_size=30,
    ).map("".join)
)  # fmt: skip
def test_broken_pages_are_read_without_a_crash_and_without_loss(body: str) -> None:
    check_words(f"<!DOCTYPE html><html><body>a {body}".encode())
