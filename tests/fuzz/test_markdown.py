"""Any Markdown at all becomes a page in which nothing runs and nothing is left open."""

from html.parser import HTMLParser
from pathlib import Path

import tinyhtml5
from hypothesis import given
from hypothesis import strategies as st

from policies.domain.markdown import (
    as_html,
    as_inline_html,
    as_plain_text,
    is_empty,
    with_headings_below,
)
from tests.attacks.active import SAFE, acting_in_html, scheme_of
from tests.domain.test_markdown import ATTACKS, ATTRIBUTES, ELEMENTS, assert_harmless
from tests.fuzz import scraps
from tests.fuzz.doses import fuzzed, in_time
from tests.fuzz.mutations import mutated

DEMONSTRATION = Path(__file__).resolve().parent.parent.parent / "fixtures" / "demonstration"
TEXTS = [one.read_text(encoding="utf-8")[:6_000] for one in sorted(DEMONSTRATION.glob("*.md"))]
VOID = {"br", "hr"}
# A browser puts these in where a table has none.
ADDED = {"tbody"}
SCRAPS = st.one_of(scraps.TEXT, scraps.HTML, st.sampled_from(ATTACKS))
MARKDOWN = st.one_of(
    st.lists(SCRAPS, max_size=14).map("".join),
    mutated(ATTACKS, SCRAPS),
    mutated(TEXTS, SCRAPS),
)


class Open(HTMLParser):
    """The elements in the order in which they are written, and those that are closed wrongly."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.names: list[str] = []
        self.open: list[str] = []
        self.astray: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.names.append(tag)
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.astray.append(tag)


def in_a_browser(html: str) -> list[tuple[str, dict[str, str]]]:
    """The elements that the rules of browsers see in the body of a page (HTML Standard, 13.2)."""
    page = tinyhtml5.parse(
        f"<!doctype html><html><head></head><body><main>{html}</main></body></html>",
        namespace_html_elements=False,
    )
    body = page.find("body/main")
    return [(one.tag, dict(one.attrib)) for one in body.iter() if one is not body]


@fuzzed("Markdown")
@given(MARKDOWN)
def test_nothing_escapes_whatever_is_written(text):
    with in_time():
        html = as_html(text)
        line = as_inline_html(text)
        words = as_plain_text(text)
    for shown in (html, line):
        assert_harmless(shown)
        assert acting_in_html(shown) == []
        seen = in_a_browser(shown)
        for name, attributes in seen:
            assert name in ELEMENTS, name
            assert attributes.keys() <= ATTRIBUTES, attributes
            assert scheme_of(attributes.get("href", "")) in SAFE, attributes
        written = Open(shown)
        assert not written.astray
        assert not written.open
        # A browser that saw another page than the one that was cleaned could see what was not.
        assert sorted(name for name, _ in seen if name not in ADDED) == sorted(
            name for name in written.names if name not in ADDED
        )
    assert is_empty(text) == (not words.strip())


@fuzzed("headings of Markdown")
@given(MARKDOWN, st.integers(1, 5))
def test_headings_go_below_theirs_and_the_page_stays_the_same(text, below):
    with in_time():
        moved = with_headings_below(text, below)
        assert as_html(moved, below=below) == as_html(text, below=below)
        assert is_empty(moved) == is_empty(text)
