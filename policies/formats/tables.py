"""Tables for print: every row with every cell, or the same words as labelled lists.

PDF/UA-1 (ISO 14289-1, 7.5) asks for regular rows and headers that can be found; large
print, and any reader who hears a table, is better served by "Do: … Don't: …" (UKAAF G003:
columns are avoided).
"""

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from policies.formats.markup import Part, fill, has_words, made, parts_of, words_of

GROUPS = ("thead", "tbody", "tfoot")
CELLS = {"th", "td"}
# HTML lets a cell span a thousand columns; no table on paper has more than these.
WIDEST_SPAN = 30
# A run of letters longer than this is an address or a hash, which may be broken over lines.
LONGEST_WORD = 24
# The space inside a cell, in letters.
PADDING = 2


@dataclass(slots=True)
class Row:
    """One row: a cell for every column, or None where the cell before it spreads."""

    is_head: bool
    cells: list[Element | None] = field(default_factory=list)


def rows_of(table: Element) -> list[Row]:
    """Return the rows with a place for every column; a cell that spans rows is said in each.

    So is a heading that spans columns: each column then has its own heading.
    """
    rows: list[Row] = []
    for group, elements in _groups(table):
        rows.extend(_spread(elements, is_head=group == "thead"))
    rows = [row for row in rows if row.cells]
    if rows and not any(row.is_head for row in rows) and _is_heading(rows[0]) and len(rows) > 1:
        rows[0].is_head = True
    width = max((len(row.cells) for row in rows), default=0)
    for row in rows:
        row.cells.extend(made("td") for _ in range(width - len(row.cells)))
        if row.is_head:
            _as_headings(row)
        else:
            _with_one_heading(row)
    return rows


def is_clear(rows: list[Row]) -> bool:
    """Return whether every cell has a heading, above it or at the start of its row."""
    body = [row.cells for row in rows if not row.is_head]
    if len(body) < len(rows):
        return bool(body)
    return all(
        cells[0] is not None
        and cells[0].tag == "th"
        and all(cell is None or cell.tag == "td" for cell in cells[1:])
        for cells in body
    )


def measure(rows: list[Row]) -> int:
    """Return how many letters must stand side by side so that no word of the table is broken."""
    columns = zip(*(row.cells for row in rows), strict=True)
    return sum(PADDING + max(map(_longest_word, column)) for column in columns)


def _longest_word(cell: Element | None) -> int:
    words = words_of(cell).split() if cell is not None else []
    longest = max(map(len, words), default=0)
    if longest > LONGEST_WORD and cell is not None:
        cell.set("class", "long")
    return min(longest, LONGEST_WORD)


def regular(table: Element, rows: list[Row]) -> Element:
    """Rebuild this table from its rows, in place, and return it."""
    caption = table.find("caption")
    parts: list[Part] = [caption] if caption is not None else []
    for tag, wanted in (("thead", True), ("tbody", False)):
        built = [
            made("tr", *(cell for cell in row.cells if cell is not None))
            for row in rows
            if row.is_head is wanted
        ]
        if built:
            parts.append(made(tag, *built))
    return fill(table, parts)


def linearised(table: Element, rows: list[Row]) -> list[Part]:
    """Return the words of a table as lists: each cell behind the heading of its column.

    A table that has headings only at the start of its rows becomes one list. Cells
    without words are left out.
    """
    parts: list[Part] = []
    caption = table.find("caption")
    if caption is not None and has_words([caption]):
        parts.append(made("p", made("strong", *parts_of(caption))))
    head = [row for row in rows if row.is_head]
    body = [row for row in rows if not row.is_head]
    if not body:
        head, body = [], head
    labels = [_label(column) for column in zip(*(row.cells for row in head), strict=True)]
    lists = [list(_lines(row, labels)) for row in body]
    kind = "row"
    if len(labels) < 2:
        lists, kind = [[line for lines in lists for line in lines]], "facts"
    parts.extend(made("ul", *lines, class_=kind) for lines in lists if lines)
    return parts


def _lines(row: Row, labels: list[str]) -> Iterator[Element]:
    """The cells of one row, each with its column's heading or, without one, its row's."""
    cells = [(place, cell) for place, cell in enumerate(row.cells) if cell is not None]
    kinds = [cell.tag for _, cell in cells]
    if not labels and kinds[:1] == ["th"] and set(kinds[1:]) == {"td"}:
        label = words_of(cells[0][1]).rstrip(":")
        rest = [part for _, cell in cells[1:] for part in _spaced(cell)]
        yield _line(label, rest)
        return
    for place, cell in cells:
        parts = parts_of(cell)
        if has_words(parts):
            yield _line(labels[place] if labels else "", parts)


def _line(label: str, parts: list[Part]) -> Element:
    if not label:
        return made("li", *parts)
    return made("li", made("strong", f"{label}:"), " ", *_on_the_same_line(parts))


def _on_the_same_line(parts: list[Part]) -> list[Part]:
    """Let the first paragraph of a cell follow its label instead of starting a line of its own."""
    first = next((part for part in parts if has_words([part])), None)
    if not isinstance(first, Element) or first.tag != "p":
        return parts
    place = parts.index(first)
    return [*parts_of(first), *parts[place + 1 :]]


def _spaced(cell: Element) -> list[Part]:
    return [*parts_of(cell), " "]


def _label(column: tuple[Element | None, ...]) -> str:
    names = dict.fromkeys(words_of(cell) for cell in column if cell is not None)
    return ", ".join(name for name in names if name).rstrip(":")


def _groups(table: Element) -> Iterator[tuple[str, list[Element]]]:
    loose = [child for child in table if child.tag == "tr"]
    found = [(str(c.tag), [r for r in c if r.tag == "tr"]) for c in table if c.tag in GROUPS]
    if loose:
        found.append(("tbody", loose))
    # A footer may be written before the body that it follows.
    return iter(sorted(found, key=lambda group: GROUPS.index(group[0])))


def _spread(elements: list[Element], *, is_head: bool) -> list[Row]:
    rows = [Row(is_head=is_head) for _ in elements]
    waiting: list[dict[int, Element | None]] = [{} for _ in elements]
    for place, element in enumerate(elements):
        cells = [cell for cell in element if cell.tag in CELLS]
        for cell in cells:
            _take_waiting(rows[place], waiting[place])
            down = _span(cell, "rowspan", len(elements) - place)
            slots = _across(cell)
            column = len(rows[place].cells)
            rows[place].cells.extend(slots)
            for below in range(place + 1, place + down):
                for offset, slot in enumerate(slots):
                    waiting[below][column + offset] = deepcopy(slot)
        _take_waiting(rows[place], waiting[place])
    return rows


def _take_waiting(row: Row, waiting: dict[int, Element | None]) -> None:
    while len(row.cells) in waiting:
        row.cells.append(waiting.pop(len(row.cells)))


def _across(cell: Element) -> list[Element | None]:
    across = _span(cell, "colspan", WIDEST_SPAN)
    cell.attrib.pop("rowspan", None)
    cell.attrib.pop("colspan", None)
    cell.tail = None
    if cell.tag == "th":
        return [cell, *(deepcopy(cell) for _ in range(across - 1))]
    if across > 1:
        cell.set("colspan", str(across))
    return [cell, *[None] * (across - 1)]


def _span(cell: Element, name: str, most: int) -> int:
    try:
        wanted = int(cell.get(name, "1"))
    except ValueError:
        return 1
    return most if wanted == 0 else max(1, min(wanted, most))


def _is_heading(row: Row) -> bool:
    return all(cell is not None and cell.tag == "th" for cell in row.cells)


def _with_one_heading(row: Row) -> None:
    """Only the first cell of a row can be a heading of that row."""
    for place, cell in enumerate(row.cells):
        if cell is None or cell.tag != "th":
            continue
        if place == 0:
            cell.set("scope", "row")
        else:
            cell.tag = "td"
            cell.attrib.pop("scope", None)


def _as_headings(row: Row) -> None:
    heading = made("th")
    for place, cell in enumerate(row.cells):
        heading = deepcopy(heading) if cell is None else cell
        heading.attrib.pop("colspan", None)
        heading.tag = "th"
        heading.set("scope", "col")
        row.cells[place] = heading
