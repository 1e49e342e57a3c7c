"""Numbering rows on after a restore: no row gets a number that any row ever had."""

from collections.abc import Iterable

from django.db import connection
from django.db.models import AutoField, BigAutoField, Max

from policies.actions.backups.tables import Table, history_of


def go_on_numbering(tables: Iterable[Table]) -> None:
    """Let the next row of each table have the number after the highest that was ever given.

    The history of a row is found by its number: one that a deleted row had would be given that
    row's history.
    """
    with connection.cursor() as cursor:
        for table in tables:
            key = table._meta.pk
            highest = _highest(table)
            if not highest or not isinstance(key, AutoField | BigAutoField):
                continue
            if connection.vendor == "postgresql":
                cursor.execute(
                    "SELECT setval(pg_get_serial_sequence(%s, %s), %s)",
                    [table._meta.db_table, key.column, highest],
                )
            else:
                name = table._meta.db_table
                cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [name])
                cursor.execute("INSERT INTO sqlite_sequence VALUES (%s, %s)", [name, highest])


def _highest(table: Table) -> int:
    """The highest number that a row of this table has, or had by its history."""
    found = [table._base_manager.aggregate(highest=Max("pk"))["highest"]]
    history = history_of(table)
    if history:
        found.append(history._base_manager.aggregate(highest=Max(table._meta.pk.name))["highest"])
    return max((number for number in found if isinstance(number, int)), default=0)
