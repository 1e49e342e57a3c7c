"""Statements sent past the portal: by its own connection, and by a tool that knows none of it."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import DatabaseError, connection, transaction

SQLITE = connection.vendor == "sqlite"


def only_sqlite(test):
    """Collect this test where the database has such statements, and never skip it."""
    return test if SQLITE else None


def only_postgresql(test):
    """Collect this test where the database has such statements, and never skip it."""
    return None if SQLITE else test


def run(sql: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


def refused(sql: str) -> str:
    """The sentence with which the database refuses this."""
    with pytest.raises(DatabaseError) as error:
        run(sql)
    return str(error.value)


def outcome_of(sql: str) -> str:
    """The sentence of the refusal, or “done”; nothing stays done."""
    with transaction.atomic():
        try:
            run(sql)
        except DatabaseError as error:
            return str(error)
        finally:
            transaction.set_rollback(True)
    return "done"


@contextmanager
def no_recursive_triggers() -> Iterator[None]:
    """The connection as a tool that knows nothing of this portal opens it."""
    run("PRAGMA recursive_triggers=OFF")
    yield
    run("PRAGMA recursive_triggers=ON")


@contextmanager
def a_strangers_connection() -> Iterator[sqlite3.Connection]:
    """A copy of the database in the hands of Python's own sqlite3, with no PRAGMA set at all."""
    data = bytearray(connection.connection.serialize())
    data[18:20] = b"\x01\x01"  # A copy in memory has no write-ahead log beside it.
    stranger = sqlite3.connect(":memory:", isolation_level=None)
    stranger.deserialize(bytes(data))
    yield stranger
    stranger.close()


def outcome_for(stranger: sqlite3.Connection, sql: str) -> str:
    """The sentence of the refusal that a stranger gets, or “done”; nothing stays done."""
    stranger.execute("BEGIN")
    try:
        stranger.execute(sql)
    except sqlite3.DatabaseError as error:
        return str(error)
    finally:
        stranger.execute("ROLLBACK")
    return "done"
