"""The form in which a text leaves the portal and comes back: headings, items, escaping."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.domain import markdown, portable
from policies.domain.content import GuidanceItem, ItemKind

WORDS = st.text(alphabet="ab *_[]<>#`\\{}&.1’", min_size=1).filter(str.strip)


@given(WORDS, WORDS, st.integers(1, 6))
def test_a_heading_comes_back_with_its_number(number, heading, level):
    line = portable.heading_line(number, heading, level)
    expected = (level, " ".join(number.split()), " ".join(heading.split()))
    assert "\n" not in line
    if "&lt;" not in number + heading:
        assert portable.read_heading(line) == expected


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Check a claim.", ""),
        ("One\n\n- two\n- three", "Because\n\nof this"),
        ("**Why:** not", "**Why:** so"),
        ("One\n- **Do:** two", "Three"),
    ],
)
def test_items_come_back_whatever_stands_in_them(text, reason):
    items = tuple(
        GuidanceItem(kind=kind, text=text, reason=reason, is_key_point=kind is ItemKind.DO)
        for kind in ItemKind
    )
    assert portable.read_items(portable.item_lines(items)) == items


@pytest.mark.parametrize(
    ("written", "below", "expected"),
    [
        ("# One\n\n### Two", 2, "### One\n\n#### Two"),
        ("One\n===\n\nTwo\n---\n\nWords", 3, "#### One\n\n##### Two\n\nWords"),
        ("#One#", 2, "### One#"),
        ("    # code\n\n\\# words", 2, "    # code\n\n\\# words"),
        ("<div>\n# words\n</div>", 2, "<div>\n# words\n</div>"),
    ],
)
def test_headings_are_written_as_deep_as_they_are_shown(written, below, expected):
    assert markdown.with_headings_below(written, below) == expected


@given(st.text(alphabet="#ab\n=- <>div/`1.", max_size=60), st.integers(1, 5))
def test_rewriting_headings_never_changes_the_page(text, below):
    rewritten = markdown.with_headings_below(text, below)
    assert markdown.as_html(rewritten, below=below) == markdown.as_html(text, below=below)


@given(st.text(alphabet="ab*_[]<#`\\{}", min_size=1, max_size=20))
def test_escaped_words_are_shown_as_they_are(words):
    shown = markdown.as_plain_text(f"x {markdown.escaped(words)} x")
    assert shown == f"x {' '.join(words.split())} x"
