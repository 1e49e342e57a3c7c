"""Tables made regular, or set as labelled lists, without losing a word."""

from xml.etree import ElementTree

import pytest

from policies.formats import tables
from policies.formats.markup import words_of


def table(inner):
    return ElementTree.fromstring(f"<table>{inner}</table>")


def head(*names):
    return f"<thead><tr>{''.join(f'<th>{name}</th>' for name in names)}</tr></thead>"


def body(*rows):
    built = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    return f"<tbody>{built}</tbody>"


def shape(element):
    return [[words_of(cell) for cell in row.cells if cell is not None] for row in rows(element)]


def rows(element):
    return tables.rows_of(element)


def lines(element):
    parts = tables.linearised(element, tables.rows_of(element))
    return [words_of(line) for part in parts for line in ([part] if part.tag == "p" else part)]


def test_short_rows_are_filled_up():
    assert shape(table(head("A", "B") + body(("1",), ("2", "3")))) == [
        ["A", "B"],
        ["1", ""],
        ["2", "3"],
    ]


def test_a_cell_that_spans_rows_is_said_in_each_of_them():
    spanning = '<tbody><tr><td rowspan="3">All</td><td>1</td></tr><tr><td>2</td></tr></tbody>'
    assert shape(table(head("A", "B") + spanning)) == [["A", "B"], ["All", "1"], ["All", "2"]]


def test_a_cell_that_spans_rows_at_the_end_is_said_there():
    spanning = '<tbody><tr><td>1</td><td rowspan="2">All</td></tr><tr><td>2</td></tr></tbody>'
    assert shape(table(spanning)) == [["1", "All"], ["2", "All"]]


def test_a_heading_that_spans_columns_is_said_over_each():
    heads = '<thead><tr><th colspan="2">Online</th></tr><tr><td colspan="2">Both</td></tr></thead>'
    assert shape(table(heads + body(("1", "2")))) == [
        ["Online", "Online"],
        ["Both", "Both"],
        ["1", "2"],
    ]


def test_a_cell_that_spans_columns_keeps_its_width_in_the_body():
    element = table(head("A", "B") + '<tr><td colspan="2">Both</td></tr>')
    built = tables.regular(element, rows(element))
    assert built.find("tbody/tr/td").get("colspan") == "2"
    assert lines(element) == ["A: Both"]


@pytest.mark.parametrize(("span", "width"), [("0", 30), ("x", 1), ("-4", 1), ("9999", 30)])
def test_a_senseless_span_does_no_harm(span, width):
    element = table(f'<tr><td colspan="{span}">1</td></tr>')
    assert len(rows(element)[0].cells) == width


def test_a_first_row_of_headings_becomes_the_head():
    element = table("<tr><th>A</th><th>B</th></tr><tr><td>1</td><td>2</td></tr>")
    built = tables.regular(element, rows(element))
    assert [cell.get("scope") for cell in built.findall("thead/tr/th")] == ["col", "col"]


def test_only_the_first_cell_of_a_row_is_its_heading():
    element = table(head("A", "B") + "<tr><th>1</th><th>2</th></tr>")
    built = tables.regular(element, rows(element))
    assert built.find("tbody/tr/th").get("scope") == "row"
    assert built.find("tbody/tr/td").text == "2"


def test_a_footer_written_first_is_read_last():
    element = table(f"<tfoot><tr><td>sum</td></tr></tfoot>{body(('1',))}")
    assert shape(element) == [["1"], ["sum"]]


@pytest.mark.parametrize(
    ("inner", "is_clear"),
    [
        (head("A") + body(("1",)), True),
        (head("A"), False),
        ("<tr><th>A</th><td>1</td></tr>", True),
        ("<tr><td>A</td><td>1</td></tr>", False),
    ],
)
def test_a_table_is_clear_if_each_cell_has_a_heading(inner, is_clear):
    assert tables.is_clear(rows(table(inner))) is is_clear


def test_each_cell_follows_the_heading_of_its_column():
    element = table(
        f"<caption>Platforms</caption>{head('Platform', 'Who answers:')}"
        f"{body(('Video', 'The team'), ('Ward group', ''))}"
    )
    assert lines(element) == [
        "Platforms",
        "Platform: Video",
        "Who answers: The team",
        "Platform: Ward group",
    ]


def test_rows_with_a_heading_of_their_own_become_one_list():
    element = table("<tr><th>Version</th><td>2.2</td></tr><tr><th>Owner</th><td>Clerk</td></tr>")
    parts = tables.linearised(element, rows(element))
    assert len(parts) == 1
    assert lines(element) == ["Version: 2.2", "Owner: Clerk"]


def test_two_headings_over_one_column_are_both_said():
    two = "<thead><tr><th>Online</th><th>x</th></tr><tr><th>Posts</th><th>x</th></tr></thead>"
    assert lines(table(two + body(("1", "2")))) == ["Online, Posts: 1", "x: 2"]


def test_a_table_of_headings_alone_is_a_list_of_them():
    assert lines(table(head("A", "B"))) == ["A", "B"]


def test_a_paragraph_in_a_cell_follows_the_label_on_its_line():
    element = table(head("A", "B") + body(("<p>Yes</p><p>No</p>", "2")))
    first = tables.linearised(element, rows(element))[0][0]
    assert [child.tag for child in first] == ["strong", "p"]
    assert words_of(first) == "A: Yes No"


def test_a_table_needs_room_for_its_longest_words():
    narrow = rows(table(head("A", "B") + body(("four", "two"))))
    assert tables.measure(narrow) == (4 + tables.PADDING) + (3 + tables.PADDING)


def test_an_address_may_be_broken_and_so_needs_no_more_room_than_a_long_word():
    element = table(head("A") + body(("https://example.org/a/very/long/address",)))
    assert tables.measure(rows(element)) == tables.LONGEST_WORD + tables.PADDING
    assert element.find("tbody/tr/td").get("class") == "long"
