"""The search index behind one small interface: SQLite FTS5 or PostgreSQL full text.

The index is of the rows of ``PublicSection``. It is in two tiers, texts in force and earlier
ones, so that what members ask most is not slowed by all that ever was. Neither engine sees what
a reader typed: only words without marks, each bound as a parameter (``domain.search.query``).
"""

from collections.abc import Sequence
from typing import Protocol

from django.db.backends.base.base import BaseDatabaseWrapper

from policies.domain.search.query import SearchQuery
from policies.models.publicsection import PublicSection
from policies.models.search.postgresql import PostgreSQLIndex
from policies.models.search.source import Source
from policies.models.search.sqlite import SQLiteIndex

__all__ = ["Index", "index_of"]


class Index(Protocol):
    """What a database does for searching."""

    def is_there(self) -> bool:
        """Whether the migration that makes the index has run, and nobody dropped it since."""

    def add(self, sections: Sequence[PublicSection]) -> None:
        """Index rows that were saved just now."""

    def remove(self, sections: Sequence[PublicSection]) -> None:
        """Forget rows that are about to be changed or deleted, as they still are."""

    def empty(self) -> None:
        """Forget every row."""

    def matching(self, query: SearchQuery, *, in_force: bool) -> Source:
        """Return where the rows of one tier come from that say all that the query asks."""

    def marked(
        self, query: SearchQuery, sections: Sequence[PublicSection]
    ) -> dict[int, tuple[str, str]]:
        """Return heading and passage of each row by its id, with marks around each match."""


def index_of(connection: BaseDatabaseWrapper) -> Index:
    """Return the index of this database."""
    if connection.vendor == "postgresql":
        return PostgreSQLIndex(connection)
    return SQLiteIndex(connection)
