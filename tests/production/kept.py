"""Databases for servers: empty ones, and one that is brought back to what it was."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection

from tests.serving.host import database_address


def _run(*statements: str) -> None:
    connection.close()
    # A line to no database in particular: nobody may be in one that is copied or dropped.
    with connection._nodb_cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


@contextmanager
def empty_database(folder: Path, name: str) -> Iterator[str]:
    """A database without a table, of the suite’s own kind; gives its address."""
    if connection.vendor == "sqlite":
        yield sqlite_file(folder, name)
        return
    database = f"{connection.settings_dict['NAME']}_{name}"
    drop = f'DROP DATABASE IF EXISTS "{database}" WITH (FORCE)'
    _run(drop, f'CREATE DATABASE "{database}"')
    try:
        yield database_address(database)
    finally:
        _run(drop)


def sqlite_file(folder: Path, name: str) -> str:
    """The address of a file of SQLite that is not there yet."""
    return f"sqlite:///{folder}/{name}.sqlite3"


# Counts, in the database itself, how often any of its tables was written to.
_COUNTING = """
    CREATE SEQUENCE kept_writes;
    CREATE FUNCTION kept_count() RETURNS trigger LANGUAGE plpgsql AS
        'BEGIN PERFORM nextval(''kept_writes''); RETURN NULL; END';
"""
_COUNTED = """
    CREATE TRIGGER kept_count AFTER INSERT OR UPDATE OR DELETE ON "{table}"
        FOR EACH STATEMENT EXECUTE FUNCTION kept_count();
"""


class Kept:
    """The whole database of the suite as it is now, on PostgreSQL.

    The servers of a test write in transactions of their own, and the record can be neither
    changed nor deleted: so what they wrote is taken back with the database that it was written to.
    """

    def __init__(self, name: str, counts: str = "") -> None:
        """``counts`` is the table in which the portal counts who asked, if it is to be emptied."""
        self.database = connection.settings_dict["NAME"]
        self.copy, self.counts = f"{self.database}_{name}", counts
        if counts:
            self._count_writes()
        self.forget()
        _run(f'CREATE DATABASE "{self.copy}" TEMPLATE "{self.database}"')

    def bring_back(self) -> None:
        """Make the database what it was; every line to it is cut, as in a restart."""
        _run(
            f'DROP DATABASE "{self.database}" WITH (FORCE)',
            f'CREATE DATABASE "{self.database}" TEMPLATE "{self.copy}"',
        )

    def take_back(self) -> None:
        """The same, where anything was written but the counts of who asked."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT is_called FROM kept_writes")
            (has_changed,) = cursor.fetchone()
            if not has_changed:
                cursor.execute(f"DELETE FROM {self.counts}")
        if has_changed:
            self.bring_back()

    def forget(self) -> None:
        _run(f'DROP DATABASE IF EXISTS "{self.copy}"')

    def _count_writes(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute(_COUNTING)
            for table in connection.introspection.table_names(cursor):
                if table != self.counts:
                    cursor.execute(_COUNTED.format(table=table))
