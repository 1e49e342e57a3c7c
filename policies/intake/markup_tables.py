"""A table of a page as rows of words, with the places under merged cells left empty."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from policies.intake.markup_tree import Node, is_inline
from policies.intake.tables import guidance_kind, guidance_kinds

_MOST_COLUMNS = 60
_MOST_ROWS = 2_000
_PARTS = frozenset({"thead", "tbody", "tfoot"})


@dataclass(slots=True)
class Cell:
    """The passages in a cell, one for each paragraph or entry of a list; empty under a merge."""

    passages: list[list[Node | str]] = field(default_factory=list)
    has_list: bool = False
    is_item: bool = False
    spans: int = 1


@dataclass(slots=True)
class Grid:
    """A table with as many cells in a row as it has columns."""

    rows: list[list[Cell]]
    has_header: bool
    is_merged: bool

    @property
    def width(self) -> int:
        """How many columns the widest row has."""
        return max((len(row) for row in self.rows), default=0)


def rows_in(table: Node) -> list[Node]:
    """Return the rows of a table, and none of a table inside it."""
    found: list[Node] = []
    for child in table.children:
        if isinstance(child, Node) and child.name == "tr":
            found.append(child)
        elif isinstance(child, Node) and child.name in _PARTS:
            found += [c for c in child.children if isinstance(c, Node) and c.name == "tr"]
    return found


def cells_in(row: Node) -> list[Node]:
    """Return the cells of a row."""
    return [c for c in row.children if isinstance(c, Node) and c.name in {"td", "th"}]


def strays_in(table: Node) -> list[Node | str]:
    """Return what stands in a table and in no cell: its caption, and words out of place."""
    found: list[Node | str] = []
    for part in [table, *(c for c in table.children if isinstance(c, Node) and c.name in _PARTS)]:
        found += [c for c in part.children if _is_stray(c)]
    for row in rows_in(table):
        found += [c for c in row.children if isinstance(c, str) or c.name not in {"td", "th"}]
    return [c for c in found if isinstance(c, Node) or c.strip()]


def _is_stray(child: Node | str) -> bool:
    return isinstance(child, str) or child.name not in {*_PARTS, "tr", "colgroup", "col"}


def is_layout(table: Node) -> bool:
    """Whether a table only puts blocks beside or under each other."""
    if table.get("role") in {"presentation", "none"}:
        return True
    cells = [cell for row in rows_in(table) for cell in cells_in(row)]
    if all(len(cells_in(row)) <= 1 for row in rows_in(table)):
        return True
    return any(part.name == "table" for cell in cells for part in cell.nodes())


def grid_of(table: Node) -> Grid:
    """Return the rows of a table with the places under merged cells left empty."""
    rows: list[list[Cell]] = []
    below: dict[int, int] = {}
    is_merged = False
    for row in rows_in(table):
        filled: list[Cell] = []
        for cell in cells_in(row):
            _fill_below(filled, below)
            is_wide = len(filled) >= _MOST_COLUMNS
            across = 1 if is_wide else _span(cell.get("colspan"), _MOST_COLUMNS)
            down = 1 if is_wide else _span(cell.get("rowspan"), _MOST_ROWS)
            is_merged = is_merged or across > 1 or down > 1
            for offset in range(across):
                if down > 1:
                    below[len(filled)] = down - 1
                filled.append(_cell_of(cell, across) if not offset else Cell())
        _fill_below(filled, below)
        rows.append(filled)
    first = rows_in(table)[:1]
    has_header = bool(first) and all(cell.name == "th" for cell in cells_in(first[0]))
    return Grid(rows, has_header, is_merged)


def _fill_below(filled: list[Cell], below: dict[int, int]) -> None:
    while below.get(len(filled), 0) > 0:
        below[len(filled)] -= 1
        filled.append(Cell())


def _span(value: str, most: int) -> int:
    return max(1, min(int(value), most)) if value.isdigit() and len(value) < 9 else 1


def _cell_of(node: Node, across: int) -> Cell:
    cell = Cell(list(_passages(node)), spans=across)
    cell.has_list = sum(part.name == "li" for part in node.nodes()) > 1
    return cell


def _passages(node: Node) -> Iterator[list[Node | str]]:
    """The runs of words between the ends of blocks."""
    run: list[Node | str] = []
    for child in node.children:
        if isinstance(child, Node) and not is_inline(child):
            if _has_words(run):
                yield run
            run = []
            yield from _passages(child)
        else:
            run.append(child)
    if _has_words(run):
        yield run


def _has_words(run: list[Node | str]) -> bool:
    return any(
        item.strip()
        if isinstance(item, str)
        else item.name in {"img", "note"} or item.text().strip()
        for item in run
    )


def with_one_item_a_row(grid: Grid) -> Iterator[list[Cell]]:
    """Yield the rows; a list inside a table of dos and don'ts takes a row for each entry."""
    words = [[_words(cell) for cell in row] for row in grid.rows]
    in_columns = bool(words) and bool(guidance_kinds(words[0]))
    names = [row[0] for row in words if row and row[0]]
    in_rows = len(names) > 1 and all(guidance_kind(name) for name in names[1:])
    is_whole = len(grid.rows) == 2
    for position, row in enumerate(grid.rows):
        most = max((len(cell.passages) for cell in row), default=0)
        has_list = any(cell.has_list for cell in row) or is_whole or in_rows
        if most < 2 or not has_list or not (in_rows or (in_columns and position)):
            yield row
            continue
        for place in range(most):
            yield [Cell(cell.passages[place : place + 1], is_item=True) for cell in row]


def _words(cell: Cell) -> str:
    words = (
        item if isinstance(item, str) else item.text()
        for passage in cell.passages
        for item in [*passage, " "]
    )
    return " ".join("".join(words).split())
