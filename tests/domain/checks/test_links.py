"""Links: unsafe ones and broken ones block; what their words say is advice."""

import pytest

from policies.domain import markdown
from policies.domain.checks.links import why_unsafe
from policies.domain.content import RelatedDocument
from tests.domain.checks.texts import codes, item, lineage, remarks_on, section, text, with_items

REFUSED = [
    "javascript:alert(1)", "JavaScript:alert(1)", "java&#x73;cript:x", "data:text/html,x",
    "vbscript:x", "file:///s:/members/policy.docx", "ftp://fernley.example/x", "S:\\Members\\x",
    "c:/Users/x", "\\\\server\\share\\x", "https://clerk:secret@fernley.example/x",
    "http://clerk@fernley.example", "ms-word:ofe|u|x", "\tjavascript:x", "java\u200bscript:x",
]  # fmt: skip
PUBLISHED = [
    "https://fernley.example/a", "HTTP://FERNLEY.EXAMPLE", "mailto:clerk@fernley.example",
    "tel:01632960001", "/documents/online/", "https://fernley.example/@clerk",
    "https://fernley.example/a?to=x@y.example", "../history/", "#s-000000000000",
]  # fmt: skip


@pytest.mark.parametrize("address", REFUSED)
def test_an_unsafe_address_is_refused(address):
    assert why_unsafe(address)


@pytest.mark.parametrize("address", PUBLISHED)
def test_an_address_that_may_be_published_is_not_refused(address):
    assert why_unsafe(address) == ""
    assert "href=" in markdown.as_html(f"[the page]({address})")


@pytest.mark.parametrize("address", REFUSED)
def test_what_the_cleaning_drops_is_refused_here(address):
    if "href=" not in markdown.as_html(f'<a href="{address}">page</a>'):
        assert why_unsafe(address)


@pytest.mark.parametrize(
    "source",
    [
        "Read [the page](javascript:x).",
        "Read [the page](<javascript:x y> 'title').",
        "Read [the page][1].\n\n[1]: javascript:x",
        "Read <javascript:x>.",
        'Read <a href="javascript:x">the page</a>.',
        "Read <a class=x href=javascript:x>the page</a>.",
        "Read [the **bold** [page]](javascript:x).",
    ],
)
def test_an_unsafe_link_blocks_in_every_form(source):
    [remark] = remarks_on(source)
    assert (remark.code, remark.blocks) == ("unsafe-link", True)


def test_the_line_and_the_section_of_a_link_are_said():
    [remark] = remarks_on(text("Be kind.", "One.\n\nTwo [x y](data:z).\n"))
    assert remark.sentence.startswith("“Part 2”, line 3: the link to “data:z” begins with “data:”")
    assert (remark.lineage, remark.line, remark.passage) == (lineage(2), 3, "data:z")


def test_links_in_items_count_and_have_no_line():
    [remark] = remarks_on(with_items("Be kind.", item("Read [the page](data:x).")))
    assert (remark.code, remark.line) == ("unsafe-link", 0)


@pytest.mark.parametrize("source", ["`[x](javascript:y)`", "<!-- [x](javascript:y) --> Hello."])
def test_code_and_comments_are_not_links(source):
    assert codes(source) == []


def test_the_address_of_a_related_document_blocks_too():
    related = RelatedDocument(title="Code of Conduct", address="file:///s:/code.docx")
    [remark] = remarks_on(text("Be kind.", related=(related,)))
    assert (remark.code, remark.blocks, remark.lineage) == ("unsafe-link", True, "")
    assert codes(text("Be kind.", related=(RelatedDocument(title="Code of Conduct"),))) == []


@pytest.mark.parametrize("source", ["[part 2](#s-none)", "[part 2](#)", '<a href="#top">up</a>'])
def test_an_internal_link_to_no_section_blocks(source):
    [remark] = remarks_on(f"Read {source}.")
    assert (remark.code, remark.blocks) == ("broken-reference", True)


def test_an_internal_link_to_a_section_is_fine():
    there = section("Ask first.", 2)
    assert codes(text(f"Read [how to ask](#{there.anchor}).", there)) == []


@pytest.mark.parametrize("words", ["click here", "Here", "read more", "**this link**", "", " "])
def test_link_text_that_says_nothing(words):
    assert codes(f"Please [{words}](https://fernley.example/a).") == ["link-text"]


@pytest.mark.parametrize("words", ["the Code of Conduct", "here to help", "More about imprints"])
def test_link_text_that_says_where_it_leads(words):
    assert codes(f"Read [{words}](https://fernley.example/a).") == []


@pytest.mark.parametrize(
    "source",
    [
        "https://fernley.example/code",
        "(www.fernley.example)",
        "<https://fernley.example/code>",
        "[https://fernley.example/code](https://fernley.example/code)",
    ],
)
def test_a_bare_address(source):
    assert codes(f"Read {source} first.") == ["bare-address"]


def test_an_address_behind_words_is_not_bare():
    assert codes("Read [the Code][c].\n\n[c]: https://fernley.example/code") == []
    assert codes("Write to clerk@fernley.example.") == []


def test_an_address_without_https_leads_nowhere():
    assert codes("Read [the Code](www.fernley.example/code).") == ["part-address"]
    assert codes("Read [the Code](/documents/code/).") == []
