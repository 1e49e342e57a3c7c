"""Guards in the database, so that the record holds against raw SQL too, on both databases.

Each rule of ``guard_rules`` becomes a trigger. They are put back after every migration,
because SQLite drops triggers silently when it rebuilds a table.
"""

from typing import Any

from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from policies.models.guard_rules import Guard, guards

__all__ = ["Guard", "guards", "install", "missing", "uninstall"]


def install(connection: BaseDatabaseWrapper) -> None:
    """Put every guard in place on this database, all at once. Safe to run again.

    On PostgreSQL a guard is replaced and not dropped, because only dropping makes readers wait.
    """
    there = set(connection.introspection.table_names())
    replaced = _wanted(connection.vendor, there) if connection.vendor == "postgresql" else set()
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        _take_away(connection, all_but=replaced)
        for guard in guards():
            if guard.table in there:
                for statement in _statements(guard, connection.vendor):
                    cursor.execute(statement)
        if connection.vendor == "postgresql":
            _install_truncate_guards(cursor, {g.table for g in guards()} & there)


def _statements(guard: Guard, vendor: str) -> list[str]:
    sentence = guard.sentence.replace("'", "''")
    if vendor == "sqlite":
        condition = guard.condition.format(
            differs="IS NOT", a_year_ago="datetime('now', '-363 days')"
        )
        return [
            f"CREATE TRIGGER {guard.trigger} BEFORE {guard.event} ON {guard.table}"
            f" FOR EACH ROW WHEN {condition}"
            f" BEGIN SELECT RAISE(ABORT, '{sentence}'); END"
        ]
    condition = guard.condition.format(
        differs="IS DISTINCT FROM", a_year_ago="now() - interval '363 days'"
    )
    row = "OLD" if guard.event == "DELETE" else "NEW"
    return [
        f"CREATE OR REPLACE FUNCTION {guard.trigger}() RETURNS trigger LANGUAGE plpgsql AS $$"
        f" BEGIN IF {condition} THEN"
        f" RAISE EXCEPTION '{sentence}' USING ERRCODE = '23514'; END IF;"
        f" RETURN {row}; END $$",
        f"CREATE OR REPLACE TRIGGER {guard.trigger} BEFORE {guard.event} ON {guard.table}"
        f" FOR EACH ROW EXECUTE FUNCTION {guard.trigger}()",
    ]


def _install_truncate_guards(cursor: Any, tables: set[str]) -> None:
    cursor.execute(
        "CREATE OR REPLACE FUNCTION guard_truncate() RETURNS trigger LANGUAGE plpgsql AS $$"
        " BEGIN RAISE EXCEPTION 'The record is never emptied.' USING ERRCODE = '23514'; END $$"
    )
    for table in sorted(tables):
        cursor.execute(
            f"CREATE OR REPLACE TRIGGER guard_truncate BEFORE TRUNCATE ON {table}"
            " FOR EACH STATEMENT EXECUTE FUNCTION guard_truncate()"
        )


def uninstall(connection: BaseDatabaseWrapper) -> None:
    """Take every guard away. Only migrations, restores and the tests' clean-up do this."""
    _take_away(connection, all_but=set())


def _take_away(connection: BaseDatabaseWrapper, all_but: set[tuple[str, str]]) -> None:
    with connection.cursor() as cursor:
        for trigger, table in set(_installed(cursor, connection.vendor)) - all_but:
            where = f" ON {table}" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER IF EXISTS {trigger}{where}")


def _installed(cursor: Any, vendor: str) -> list[tuple[str, str]]:
    if vendor == "sqlite":
        cursor.execute(
            "SELECT name, tbl_name FROM sqlite_master"
            " WHERE type = 'trigger' AND name LIKE 'guard\\_%' ESCAPE '\\'"
        )
    else:
        cursor.execute(
            "SELECT t.tgname, c.relname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid"
            " WHERE NOT t.tgisinternal AND t.tgname LIKE 'guard\\_%'"
            " AND pg_table_is_visible(c.oid) AND t.tgenabled <> 'D'"
        )
    return list(cursor.fetchall())


def missing(connection: BaseDatabaseWrapper) -> list[str]:
    """Return the names of the guards that should be on this database and are not."""
    there = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        installed = set(_installed(cursor, connection.vendor))
    wanted = _wanted(connection.vendor, there)
    return sorted(f"{trigger} on {table}" for trigger, table in wanted - installed)


def _wanted(vendor: str, there: set[str]) -> set[tuple[str, str]]:
    """The guards that should be on these tables, each with its table."""
    wanted = {(guard.trigger, guard.table) for guard in guards() if guard.table in there}
    if vendor == "postgresql":
        wanted |= {("guard_truncate", table) for _, table in wanted}
    return wanted
