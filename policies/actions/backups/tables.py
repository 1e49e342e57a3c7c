"""Every table as lines of JSON that no database has a say in, and lines back into a table.

A row is the list of its columns in the order of the model. Moments are in UTC, bytes in Base64,
the keys of JSON sorted: the same record gives the same lines on SQLite and PostgreSQL. What the
migrations themselves fill (content types, permissions) is named, not numbered.
"""

import base64
import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime
from itertools import islice
from typing import Any, TypeAlias

from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db import DatabaseError, connection, models

from policies.domain.errors import BackupRefused

Table = type[models.Model]
Column: TypeAlias = "models.Field[Any, Any]"
Row = Sequence[Any]

# People sign in again; what migrations make is there already; the clock of another installation
# says nothing about this one.
_LEFT_OUT = {
    "sessions.Session",
    "contenttypes.ContentType",
    "auth.Permission",
    "policies.ClockRun",
}
# Setting the roles up before a restore is no data: the backup brings its own.
_REPLACED: tuple[Table, ...] = (Group.permissions.through, Group)
# What names a row of those tables that migrations fill.
_NAMES: dict[Table, tuple[str, ...]] = {
    ContentType: ("app_label", "model"),
    Permission: ("codename", "content_type__app_label", "content_type__model"),
}
# So few rows at a time that memory stays flat, and so many that the database is kept busy.
_BATCH = 200


def tables() -> list[Table]:
    """Return the model of every table that a backup holds, by the names of the tables."""
    found = {
        model._meta.db_table: model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy and model._meta.label not in _LEFT_OUT
    }
    return [found[name] for name in sorted(found)]


def columns_of(table: Table) -> list[Column]:
    """Return the columns of a table in the order in which a row has them."""
    return list(table._meta.local_concrete_fields)


def column_names(table: Table) -> list[str]:
    """Return the names of the columns in the order in which a row has them."""
    return [column.attname for column in columns_of(table)]


def history_of(table: Table) -> Table | None:
    """Return the table that keeps the saved states of this one's rows, if there is one."""
    name = getattr(table._meta, "simple_history_manager_attribute", None)
    return getattr(table, name).model if name else None


def tables_with_data() -> list[Table]:
    """Return the tables that hold rows which a restore would mix with others."""
    return [table for table in tables() if table not in _REPLACED and _rows(table).exists()]


def make_room() -> None:
    """Take away the rows that a backup brings along and that may be there already."""
    for table in _REPLACED:
        _rows(table).delete()


def _rows(table: Table) -> "models.QuerySet[Any]":
    return table._base_manager.order_by("pk")


def rows_of(table: Table, **which: Any) -> Iterator[Row]:
    """Yield the rows of a table as Python values, by primary key: all, or ``which``."""
    rows = _rows(table).filter(**which).values_list(*column_names(table))
    yield from rows.iterator(chunk_size=_BATCH)


def lines_of(table: Table) -> Iterator[bytes]:
    """Yield every row of a table as a line, by primary key."""
    named = _named_columns(table)
    for row in rows_of(table):
        plain = list(row)
        for place, names in named.items():
            plain[place] = names.outward(plain[place])
        line = json.dumps(
            plain, default=_plain, ensure_ascii=False, sort_keys=True, separators=(",", ":")
        )
        yield line.encode() + b"\n"


def _plain(value: Any) -> str:
    """What JSON has no type for, as the column reads it back."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bytes | memoryview):
        return base64.b64encode(value).decode()
    return str(value)


def insert_lines(table: Table, lines: Iterable[bytes]) -> Iterator[int]:
    """Put lines into a table past every action and guard; yield the number after each batch.

    Raises BackupRefused if the database does not take a row.
    """
    columns, named = columns_of(table), _named_columns(table)

    def kept(place: int, value: Any) -> Any:
        if place in named:
            return named[place].inward(value)
        column = columns[place]
        return value if isinstance(column, models.JSONField) else column.to_python(value)

    rows = ([kept(place, value) for place, value in enumerate(json.loads(line))] for line in lines)
    while batch := list(islice(rows, _BATCH)):
        insert_rows(table, batch)
        yield len(batch)


def insert_rows(table: Table, rows: Iterable[Row]) -> None:
    """Put rows of Python values into a table past every action and guard.

    Raises BackupRefused if the database does not take a row.
    """
    columns, quoted = columns_of(table), connection.ops.quote_name
    names = ", ".join(quoted(str(column.column)) for column in columns)
    places = ", ".join(["%s"] * len(columns))
    prepared = [
        [
            column.get_db_prep_save(value, connection)
            for column, value in zip(columns, row, strict=True)
        ]
        for row in rows
    ]
    statement = f"INSERT INTO {quoted(table._meta.db_table)} ({names}) VALUES ({places})"
    try:
        with connection.cursor() as cursor:
            cursor.executemany(statement, prepared)
    except DatabaseError as error:
        # What the database says may quote the row, so it stays out of the sentence.
        raise BackupRefused(
            f"This database does not take a row of {table._meta.db_table} "
            f"({type(error).__name__}). Nothing was restored."
        ) from error


class _Names:
    """The rows of a table that migrations fill, by names that are the same everywhere."""

    def __init__(self, table: Table) -> None:
        self._table = table
        rows = table._base_manager.values_list("pk", *_NAMES[table])
        self._by_key: dict[int, list[str]] = {key: name for key, *name in rows}
        self._by_name = {tuple(name): key for key, name in self._by_key.items()}

    def outward(self, key: int | None) -> list[str] | None:
        """The name of the row with this key."""
        return None if key is None else self._by_key[key]

    def inward(self, name: list[str] | None) -> int | None:
        """The key of the row with this name; an earlier release may have had more of them."""
        if name is None:
            return None
        if tuple(name) not in self._by_name:
            self._by_name[tuple(name)] = self._make(name)
        return self._by_name[tuple(name)]

    def _make(self, name: list[str]) -> int:
        *codename, app_label, model = name
        kind, _ = ContentType.objects.get_or_create(app_label=app_label, model=model)
        if not codename:
            return int(kind.pk)
        made = Permission.objects.create(codename=codename[0], name=codename[0], content_type=kind)
        return int(made.pk)


def _named_columns(table: Table) -> dict[int, _Names]:
    """The columns that point to what migrations fill, by their place in a row."""
    return {
        place: _Names(column.related_model)
        for place, column in enumerate(columns_of(table))
        if column.related_model in _NAMES
    }
