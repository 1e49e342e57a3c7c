"""What is done to a page before it is typeset, one rule at a time."""

from xml.etree import ElementTree

import pytest

from policies.formats import repairs
from policies.formats.markup import words_of


def repaired(inner, *, measure=60, written_addresses=False):
    root = ElementTree.fromstring(f"<html><body>{inner}</body></html>")
    repairs.repair(root, measure=measure, written_addresses=written_addresses)
    text = ElementTree.tostring(root.find("body"), encoding="unicode", method="html")
    return text.removeprefix("<body>").removesuffix("</body>")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<ul> <li>a</li> </ul>", "<ul><li>a</li></ul>"),
        ("<ul><li></li></ul>", ""),
        ("<ul><li><h3>a</h3></li></ul>", "<ul><li><p><strong>a</strong></p></li></ul>"),
        ("<ul>b<li>a</li>c</ul>", "<ul><li>b</li><li>ac</li></ul>"),
        ("<ul><li>a</li><ul><li>b</li></ul></ul>", "<ul><li>a<ul><li>b</li></ul></li></ul>"),
        ("<p>x<li>a</li></p>", "<p>x<div>a</div></p>"),
        ("<dd>a</dd>", "<div>a</div>"),
        ("<dl> </dl>", ""),
        ("<dl>x</dl>", "<dl><dd>x</dd></dl>"),
        ("<h1>a</h1><h3>b</h3><h6>c</h6><h2>d</h2>", "<h1>a</h1><h2>b</h2><h3>c</h3><h2>d</h2>"),
        ("<table><tr></tr></table>", ""),
    ],
)
def test_structure_that_could_not_be_tagged_is_put_right(before, after):
    assert repaired(before) == after


@pytest.mark.parametrize(
    "inside",
    [
        "<p>a</p><p>b</p>",
        "a<p>b</p>c",
        "<blockquote><p>a</p></blockquote>",
        "<dl><dt>a</dt><dd>b</dd></dl>",
        '<a href="https://example.org"><strong>the</strong> <code>page</code></a>',
    ],
)
def test_what_can_be_tagged_in_an_item_stays_as_it_was_written(inside):
    assert repaired(f"<ul><li>{inside}</li></ul>") == f"<ul><li>{inside}</li></ul>"


def test_a_list_starts_at_the_number_that_was_typed():
    assert repaired('<ol start="9"><li>a</li></ol>') == (
        '<ol start="9" style="counter-reset: list-item 8"><li>a</li></ol>'
    )
    assert repaired('<ol start="x"><li>a</li></ol>') == '<ol start="x"><li>a</li></ol>'


def test_a_link_without_words_is_dropped():
    assert repaired('<p>a<a href="https://example.org"> </a>b</p>') == "<p>ab</p>"


@pytest.mark.parametrize(
    ("link", "after"),
    [
        ('<a href="https://example.org/a">the page</a>', " (https://example.org/a)"),
        ('<a href="https://example.org/a">https://example.org/a</a>', ""),
        ('<a href="mailto:a@example.org">a@example.org</a>', ""),
        ('<a href="mailto:a@example.org">the desk</a>', " (a@example.org)"),
        ('<a href="tel:01632960123">01632 960 123</a>', ""),
        ('<a href="#law-1">the law</a>', ""),
    ],
)
def test_on_paper_the_address_follows_a_link_that_does_not_show_it(link, after):
    assert repaired(link, written_addresses=True) == link + after


def test_a_table_in_an_item_becomes_a_list_in_the_item():
    cells = "<thead><tr><th>Do</th></tr></thead><tbody><tr><td><p>Ask</p></td></tr></tbody>"
    assert repaired(f"<ul><li>a<table>{cells}</table></li></ul>") == (
        '<ul><li>a<ul class="facts"><li><strong>Do:</strong> Ask</li></ul></li></ul>'
    )


def test_a_captioned_table_in_an_item_keeps_its_caption():
    cells = "<caption>Terms</caption><tr><td>a</td></tr>"
    after = repaired(f"<ul><li>a<table>{cells}</table></li></ul>")
    assert "<strong>Terms</strong>" in after


def test_a_table_that_is_wider_than_the_page_becomes_lists():
    row = "".join("<td>responsibilities</td>" for _ in range(6))
    heads = "".join(f"<th>Column {n}</th>" for n in range(6))
    before = f"<table><thead><tr>{heads}</tr></thead><tbody><tr>{row}</tr></tbody></table>"
    assert repaired(before, measure=62).startswith('<ul class="row"><li><strong>Column 0:')
    assert repaired(before, measure=200).startswith("<table>")


def test_a_heading_in_a_heading_or_a_cell_is_only_stressed():
    assert repaired("<h2>a<h3>b</h3></h2>") == "<h1>a<p><strong>b</strong></p></h1>"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<p>Ring 01632 960 123 now</p>", "<p>Ring <span>01632 960 123</span> now</p>"),
        ("<h1>By 3 May 2026</h1>", "<h1>By <span>3 May 2026</span></h1>"),
        ("<td>3 Mai 2026</td>", "<td><span>3 Mai 2026</span></td>"),
        ("<p>Call 999</p>", "<p>Call 999</p>"),
        ('<p><a href="tel:01632960123">01632 960 123</a></p>', ""),
        ("<pre>01632 960 123</pre>", ""),
    ],
)
def test_a_number_or_a_date_is_marked_to_stay_on_one_line(before, after):
    wanted = (after or before).replace("<span>", '<span class="unbroken">')
    assert repaired(before) == wanted


def test_no_word_is_lost():
    before = (
        "<ul>one<li><p>two</p><blockquote><p>three</p></blockquote><pre>four</pre>"
        "<table><caption>five</caption><tr><th>six</th><td>seven<ul><li>eight</li></ul></td></tr>"
        "</table>nine</li></ul><dl>ten<dt>eleven</dt><dd><dl><dt>twelve</dt></dl></dd></dl>"
    )
    words = words_of(ElementTree.fromstring(f"<p>{repaired(before).replace('<br>', ' ')}</p>"))
    assert words.replace(":", "") == (
        "one two three four five six seven eight nine ten eleven twelve"
    )


def test_characters_that_no_font_draws_are_taken_out_or_shown_as_unknown():
    assert repairs.printable("a\x01b\ufeffc\x85d \uf0b7 e\n") == "abcd \ufffd e\n"


def test_a_page_without_a_body_is_left_alone():
    root = ElementTree.fromstring("<html><p>a</p></html>")
    repairs.repair(root, measure=60)
    assert root.find("p").text == "a"
