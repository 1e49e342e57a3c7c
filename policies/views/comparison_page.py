"""How a comparison is laid out: tables whole, points as lists, long unchanged runs folded."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.template.loader import render_to_string

from policies.domain.comparison.lines import LineChange, LineKind
from policies.domain.comparison.words import Mark
from policies.formats.comparison import ComparedSection
from policies.models import Version

# So many unchanged lines in a row are shown; of more, only the ones beside a change.
MOST_SHOWN = 3
_IN_TABLES = {LineKind.HEADINGS, LineKind.ROW}

Lines = tuple[LineChange, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Lines that stand together: a table, a list of points, or one line of another kind."""

    lines: Lines

    @property
    def is_table(self) -> bool:
        return self.lines[0].line.kind in _IN_TABLES

    @property
    def is_list(self) -> bool:
        return self.lines[0].line.kind is LineKind.POINT

    @property
    def width(self) -> int:
        """How many columns a table has, at its widest."""
        return max(len(line.parts) for line in self.lines)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Groups that are shown, or that are folded because nothing changed in them."""

    groups: tuple[Group, ...]
    is_folded: bool

    @property
    def count(self) -> int:
        """How many lines there are."""
        return sum(len(group.lines) for group in self.groups)


@dataclass(frozen=True, slots=True)
class ShownSection:
    """One compared section with its lines laid out, and the versions that changed it."""

    compared: ComparedSection
    stretches: tuple[Stretch, ...]
    changed_by: tuple[Version, ...] = ()

    @classmethod
    def of(cls, compared: ComparedSection, changed_by: Iterable[Version] = ()) -> "ShownSection":
        """Return this section as it is laid out."""
        return cls(compared, tuple(_stretches(compared.lines)), tuple(changed_by))

    @property
    def groups(self) -> tuple[Group, ...]:
        """All of its lines, nothing folded."""
        return tuple(group for stretch in self.stretches for group in stretch.groups)


def explained(version: Version) -> Version:
    """Return a version with ``why_changed``, why it changed the text and who decided that, and
    ``named_with_why``, the same under its number.

    Both are made once: a page can name one version under each of its sections.
    """
    told = {"version": version}
    version.why_changed = render_to_string("policies/_why_changed.html", told)
    version.named_with_why = render_to_string("policies/_changed_by_version.html", told)
    return version


def _stretches(lines: Sequence[LineChange]) -> Iterator[Stretch]:
    runs = [list(run) for _, run in groupby(_wholes(lines), _is_same)]
    for place, run in enumerate(runs):
        if not _is_same(run[0]) or len(run) <= MOST_SHOWN:
            yield Stretch(tuple(_groups(run)), is_folded=False)
            continue
        first = 1 if place else 0
        last = len(run) - 1 if place < len(runs) - 1 else len(run)
        for part, is_folded in ((run[:first], False), (run[first:last], True), (run[last:], False)):
            if part:
                yield Stretch(tuple(_groups(part)), is_folded)


def _wholes(lines: Iterable[LineChange]) -> Iterator[Lines]:
    """Each table as a whole, every other line by itself."""
    table: list[LineChange] = []
    for line in lines:
        kind = line.line.kind
        is_next = kind is LineKind.HEADINGS and any(row.line.kind is LineKind.ROW for row in table)
        if table and (is_next or kind not in _IN_TABLES):
            yield tuple(table)
            table = []
        if kind in _IN_TABLES:
            table.append(line)
        else:
            yield (line,)
    if table:
        yield tuple(table)


def _is_same(lines: Lines) -> bool:
    return all(line.mark is Mark.SAME for line in lines)


def _groups(wholes: Iterable[Lines]) -> Iterator[Group]:
    """Points beside each other become one list."""
    for is_point, together in groupby(wholes, lambda lines: lines[0].line.kind is LineKind.POINT):
        if is_point:
            yield Group(tuple(lines[0] for lines in together))
        else:
            yield from map(Group, together)
