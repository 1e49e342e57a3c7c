"""Copying a document row by row, with all that belongs to it, many times and fast."""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Max

from policies.actions.backups.numbers import go_on_numbering
from policies.actions.backups.tables import (
    Column,
    Row,
    Table,
    columns_of,
    history_of,
    insert_rows,
    rows_of,
)
from policies.actions.collection.pattern import number_in_words
from policies.domain.content import sha256_of
from policies.models import (
    Article,
    Authorship,
    Decision,
    Document,
    GuidanceItem,
    PageStamp,
    PublicItem,
    PublicLawUse,
    PublicSection,
    Section,
    StatusChange,
    Submission,
    Version,
    guards,
)
from policies.models.search import index_of

Progress = Callable[[int], object]

# How each table says which document its rows belong to.
_BELONGS_BY: dict[Table, str] = {
    Document: "pk",
    PageStamp: "document",
    Version: "document",
    Authorship: "version__document",
    StatusChange: "version__document",
    Section: "version__document",
    Section.laws.through: "section__version__document",
    GuidanceItem: "section__version__document",
    Submission: "version__document",
    Decision: "submission__version__document",
    Article: "submission__version__document",
    PublicSection: "version__document",
    PublicItem: "section__version__document",
    PublicLawUse: "section__version__document",
}
_AT_A_TIME = 20


@dataclass(frozen=True, slots=True)
class _Copied:
    """The rows of one table that belong to the pattern.

    The number of a row in the n-th copy is ``top + (n - 1) * span + number - low``. ``shifted``
    says which columns hold a number of which table.
    """

    table: Table
    rows: tuple[Row, ...]
    shifted: dict[int, Table]
    low: int
    span: int
    top: int

    def number_in(self, copy: int, number: int) -> int:
        """The number that a row of the pattern has in the n-th copy."""
        return self.top + (copy - 1) * self.span + number - self.low


def add_copies(
    *, pattern: Document, number: int, copies: int, on_progress: Progress | None = None
) -> None:
    """Add so many copies of a document that ``make_pattern`` made under this number.

    They are numbered on from it. A few documents are one transaction, in which the guards step
    aside; nobody ever sees the database without them. ``on_progress`` is told of the documents.
    """
    parts = _parts_of(pattern)
    for first in range(1, copies + 1, _AT_A_TIME):
        some = range(first, min(first + _AT_A_TIME, copies + 1))
        with transaction.atomic():
            guards.uninstall(connection)
            _insert(parts, number, some)
            if connection.vendor == "postgresql":
                # No trigger is made there while checks of the rows are pending.
                connection.check_constraints()
            guards.install(connection)
        if on_progress:
            on_progress(len(some))
    with transaction.atomic():
        go_on_numbering(parts)


def _parts_of(pattern: Document) -> dict[Table, _Copied]:
    parts: dict[Table, _Copied] = {}
    for table, belongs in _tables_and_paths(pattern):
        rows = tuple(rows_of(table, **belongs))
        if rows:
            parts[table] = _copied(table, rows)
    return parts


def _tables_and_paths(pattern: Document) -> Iterator[tuple[Table, dict[str, Any]]]:
    """Each table, those of the histories too, with what its rows of the pattern are found by."""
    for table, path in _BELONGS_BY.items():
        yield table, {path: pattern.pk}
    for table, path in _BELONGS_BY.items():
        history = history_of(table)
        if history:
            rows = table._base_manager.filter(**{path: pattern.pk})
            numbers = list(rows.values_list("pk", flat=True))
            yield history, {"id__in": numbers}
            for linked in history._meta.related_objects:
                yield linked.related_model, {"history__id__in": numbers}


def _copied(table: Table, rows: tuple[Row, ...]) -> _Copied:
    columns = columns_of(table)
    place = next(place for place, column in enumerate(columns) if column.primary_key)
    numbers = [row[place] for row in rows]
    return _Copied(
        table=table,
        rows=rows,
        shifted={
            place: of for place, one in enumerate(columns) if (of := _numbered_by(table, one))
        },
        low=min(numbers),
        span=max(numbers) - min(numbers) + 1,
        top=table._base_manager.aggregate(top=Max("pk"))["top"] + 1,
    )


def _numbered_by(table: Table, column: Column) -> Table | None:
    """The table whose rows a column numbers: another, its own, or the one it is the history of."""
    if column.related_model:
        return column.related_model
    if column.primary_key:
        return table
    told_of = getattr(table, "instance_type", None)
    return told_of if told_of and column.name == told_of._meta.pk.name else None


def _insert(parts: dict[Table, _Copied], number: int, copies: Iterable[int]) -> None:
    made: dict[Table, list[Row]] = {table: [] for table in parts}
    for copy in copies:
        was, now = number_in_words(number), number_in_words(number + copy)
        for table, part in parts.items():
            made[table] += [_row_in(parts, part, row, copy, was, now) for row in part.rows]
    for table, rows in made.items():
        insert_rows(table, rows)
    sections = parts[PublicSection]
    keys = [sections.number_in(copy, row[0]) for copy in copies for row in sections.rows]
    index_of(connection).add(list(PublicSection.objects.filter(pk__in=keys)))


def _row_in(
    parts: dict[Table, _Copied], part: _Copied, row: Row, copy: int, was: str, now: str
) -> list[Any]:
    values = [_renamed(value, was, now) for value in row]
    for place, table in part.shifted.items():
        if table in parts and values[place] is not None:
            values[place] = parts[table].number_in(copy, values[place])
    if part.table is Submission:
        names = [column.name for column in columns_of(Submission)]
        values[names.index("sha256")] = sha256_of(values[names.index("canonical")])
    return values


def _renamed(value: Any, was: str, now: str) -> Any:
    """A value in which the document is named by its new number."""
    if isinstance(value, str):
        return value.replace(was, now)
    if isinstance(value, bytes | memoryview):
        return bytes(value).replace(was.encode(), now.encode())
    if isinstance(value, UUID):
        return UUID(value.hex.replace(was, now))
    if isinstance(value, list | dict):
        return json.loads(json.dumps(value).replace(was, now))
    return value
