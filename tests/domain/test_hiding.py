"""Hidden words give way to a mark, wherever they stand, and the text around them stays sound."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.domain import markdown
from policies.domain.content import (
    Contact,
    GuidanceItem,
    ItemKind,
    Kind,
    LawReference,
    RelatedDocument,
    Section,
    VersionContent,
)
from policies.domain.hiding import (
    Hidden,
    occurs_in,
    places_of,
    public_content,
    public_title,
    public_words,
    still_says,
)

MARK = "[Removed by law on 3 May 2026: see the notice]"


def hiding(passage: str) -> Hidden:
    return Hidden(
        passage=passage, ground="A court order", notice="The court asked.", on=date(2026, 5, 3)
    )


def text_with(body: str) -> VersionContent:
    return VersionContent(
        reference="R-1",
        slug="rules",
        number="1.0",
        title="Rules",
        kind=Kind.POLICY,
        sections=(Section(lineage="a" * 32, heading="Scope", markdown=body),),
    )


def shown(body: str, passage: str) -> str:
    """The HTML of a section of which a passage is hidden."""
    public = public_content(text_with(body), (hiding(passage),))
    return " ".join(markdown.as_html(public.sections[0].markdown).split())


@pytest.mark.parametrize(
    ("body", "passage", "html"),
    [
        ("It binds Ash Fell and all.", "Ash Fell", f"<p>It binds {MARK} and all.</p>"),
        ("It binds ash\nFELL and all.", "Ash Fell", f"<p>It binds {MARK} and all.</p>"),
        ("It binds **Ash** Fell and all.", "Ash Fell", f"<p>It binds {MARK} and all.</p>"),
        (
            "It binds **Ash Fell and** all.",
            "Ash Fell",
            f"<p>It binds <strong>{MARK} and</strong> all.</p>",
        ),
        ("A **bold end** of Ash.", "end of Ash", f"<p>A bold {MARK}.</p>"),
        (
            "- one Ash\n- Fell two\n- three",
            "Ash Fell",
            f"<ul> <li>one {MARK}</li> <li>{MARK} two</li> <li>three</li> </ul>",
        ),
        ("1. Ash\n2. Fell", "Ash Fell", f"<ol> <li>{MARK}</li> <li>{MARK}</li> </ol>"),
        ("first Ash\n\nFell last", "Ash Fell", f"<p>first {MARK}</p> <p>{MARK} last</p>"),
        ("See [the Ash Fell case](/cases/af) now.", "Ash Fell", f"<p>See {MARK} now.</p>"),
        ("Write to ash.fell@x.example now.", "ash", f"<p>Write to {MARK} now.</p>"),
        ("Ash Fell: /not/a/definition", "Ash Fell", f"<p>{MARK}: /not/a/definition</p>"),
        ("Ash Fell(see below)", "Ash Fell", f"<p>{MARK}(see below)</p>"),
        ("Ashen fells and Ash.", "Ash", f"<p>Ashen fells and {MARK}.</p>"),
    ],
)
def test_a_passage_gives_way_and_the_markdown_stays_sound(body, passage, html):
    assert shown(body, passage) == html


def test_a_table_keeps_its_cells():
    html = shown("| A | B |\n|---|---|\n| Ash | Fell |\n| c | d |", "Ash Fell")
    assert html.count("<td>") == 4
    assert html.count(MARK) == 2
    assert "Fell" not in html


def test_it_goes_from_headings_items_title_summary_and_what_is_copied_too():
    content = replace(
        text_with("Ash Fell."),
        title="Rules for Ash Fell",
        summary="What Ash Fell asks.",
        keywords=("Ash Fell", "rules"),
        change_reason="Ash Fell asked.",
        contacts=(Contact(name="Ash Fell team", email="ash.fell@x.example"),),
        related=(RelatedDocument(title="Ash Fell plan", address="/documents/ash-fell/"),),
        laws=(LawReference(code="ash-fell", short_title="Ash Fell Act"),),
        sections=(
            Section(
                lineage="a" * 32,
                heading="Ash Fell",
                markdown="Ash Fell.",
                items=(GuidanceItem(kind=ItemKind.DO, text="Ask Ash Fell.", reason="Ash Fell."),),
            ),
        ),
    )
    public = public_content(content, (hiding("Ash Fell"),))
    kept_names = replace(public, laws=(replace(public.laws[0], code=""),))
    assert "Ash Fell" not in repr(kept_names)
    assert public.title == f"Rules for {MARK}"
    assert public.sections[0].heading == MARK
    assert len(places_of(content, "Ash Fell")) == 12


def test_an_address_that_says_it_goes_whole():
    content = replace(text_with("x"), contacts=(Contact(name="Team", email="ash@x.example"),))
    assert public_content(content, (hiding("ash"),)).contacts[0].email == ""


def test_of_a_whole_version_only_what_names_it_is_left():
    content = replace(text_with("Everything."), summary="In short.", change_summary="All.")
    public = public_content(content, (hiding(""),))
    assert (public.title, public.number, public.reference) == ("Rules", "1.0", "R-1")
    assert list(public.words()) == ["Rules", ""]
    assert public.change_summary == ""
    assert public_words("Any words.", [hiding("")]) == MARK
    assert public_title("Rules", [hiding("")]) == "Rules"


def test_nothing_hidden_is_the_text_as_it_was():
    content = text_with("It binds **all** members.")
    assert public_content(content, ()) == content


def test_words_in_a_form_that_cannot_be_taken_out_are_found_out():
    content = text_with("It binds [Ash](/a) Fell, and Ash Fell.")
    assert occurs_in(content, "Ash Fell")
    assert still_says(content, "Ash Fell")
    assert not still_says(text_with("It binds Ash Fell."), "Ash Fell")


@given(
    st.text(alphabet="abÁ *_`[]()|>-#\n1.", max_size=60),
    st.sampled_from(["a", "b a", "ab", "Á"]),
)
def test_whatever_the_markup_the_words_are_gone_or_it_is_found_out(body, passage):
    content = text_with(body)
    public = public_content(content, (hiding(passage),))
    left = markdown.as_plain_text(public.sections[0].markdown).replace(MARK, "|||")
    words = " ".join(left.split())
    assert not occurs_in(text_with(words), passage) or still_says(content, passage)
