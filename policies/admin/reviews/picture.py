"""What is due as a picture: a row for each document, a column for each month."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from policies.domain.dates import months_after
from policies.domain.reviews import DueItem, DueKind

MONTHS = 18
# As many documents as can be taken in; the tables have them all.
MOST_ROWS = 40
# Sizes of the picture in its own units; the first column has a longer word than the months.
_LABEL, _OVERDUE, _COLUMN, _ROW, _HEAD = 260, 72, 44, 28, 56


@dataclass(frozen=True, slots=True)
class Mark:
    """One thing that is due, where the picture shows it."""

    kind: DueKind
    x: int
    y: int


@dataclass(frozen=True, slots=True)
class Row:
    """One document: its name and where it stands in the picture."""

    title: str
    y: int
    line: int


@dataclass(frozen=True, slots=True)
class Column:
    """One month, or all that is overdue."""

    label: str
    year: str
    x: int
    line: int


@dataclass(frozen=True, slots=True)
class Timeline:
    """The whole picture in numbers, for a template to draw."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    marks: tuple[Mark, ...]
    kinds: tuple[DueKind, ...]
    left_out: int

    @property
    def width(self) -> int:
        return _LABEL + _OVERDUE + _COLUMN * MONTHS

    @property
    def height(self) -> int:
        return _HEAD + _ROW * len(self.rows) + 4

    @property
    def top(self) -> int:
        return _HEAD


def timeline(items: Iterable[DueItem], day: date) -> Timeline:
    """Return the picture of what is overdue and of what is due in the next 18 months."""
    first = day.replace(day=1)
    shown: dict[str, list[tuple[int, DueItem]]] = defaultdict(list)
    for item in items:
        months = (item.due_on.year - first.year) * 12 + item.due_on.month - first.month
        column = 0 if item.due_on < day else months + 1
        if column <= MONTHS:
            shown[item.document].append((column, item))
    rows, marks = [], []
    for number, (document, placed) in enumerate(list(shown.items())[:MOST_ROWS]):
        y = _HEAD + _ROW * number + _ROW // 2
        rows.append(Row(_shortened(document), y, y + _ROW // 2))
        marks.extend(_marks(placed, y))
    kinds = {item.kind for placed in shown.values() for _, item in placed}
    return Timeline(
        columns=tuple(_columns(first)),
        rows=tuple(rows),
        marks=tuple(marks),
        kinds=tuple(kind for kind in DueKind if kind in kinds),
        left_out=max(0, len(shown) - MOST_ROWS),
    )


def _marks(placed: list[tuple[int, DueItem]], y: int) -> Iterator[Mark]:
    """A mark for each kind in a column; several of one kind are one mark."""
    in_column: dict[int, list[DueKind]] = defaultdict(list)
    for column, item in placed:
        if item.kind not in in_column[column]:
            in_column[column].append(item.kind)
    for column, kinds in in_column.items():
        for number, kind in enumerate(kinds):
            step = _width(column) // (len(kinds) + 1)
            yield Mark(kind, _left(column) + step * (number + 1), y)


def _left(column: int) -> int:
    return _LABEL + _OVERDUE + _COLUMN * (column - 1) if column else _LABEL


def _width(column: int) -> int:
    return _COLUMN if column else _OVERDUE


def _columns(first: date) -> Iterator[Column]:
    yield Column("Overdue", "", _left(0) + _width(0) // 2, _left(0))
    for number in range(1, MONTHS + 1):
        month = months_after(first, number - 1)
        year = f"{month:%Y}" if number == 1 or month.month == 1 else ""
        yield Column(f"{month:%b}", year, _left(number) + _COLUMN // 2, _left(number))


def _shortened(title: str) -> str:
    return title if len(title) <= 34 else f"{title[:33].rstrip()}…"
