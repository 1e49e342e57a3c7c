"""The database goes away under whoever uses it, and comes back."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager

from django.db import connection


@contextmanager
def database_away() -> Iterator[None]:
    """Cut every line to the database and let nobody in, as while PostgreSQL is started again.

    SQLite has no server that could be away: there another program has the file to itself.
    """
    connection.close()
    away = _postgresql_away if connection.vendor == "postgresql" else _sqlite_away
    with away(connection.settings_dict):
        yield


@contextmanager
def _postgresql_away(named: dict) -> Iterator[None]:
    import psycopg

    words = {"host": named["HOST"], "port": named["PORT"] or 5432, "user": named["USER"],
             "password": named["PASSWORD"]}  # fmt: skip
    name = connection.ops.quote_name(named["NAME"])
    with psycopg.connect(dbname="postgres", autocommit=True, **words) as outside:
        outside.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false")
        try:
            outside.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s",
                [named["NAME"]],
            )
            yield
        finally:
            outside.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS true")


@contextmanager
def _sqlite_away(named: dict) -> Iterator[None]:
    with closing(sqlite3.connect(named["NAME"], isolation_level=None, timeout=20)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")
