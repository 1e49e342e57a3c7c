"""Searching by SQLite FTS5: two tables that keep the words' places, and no second copy of the text.

Words are stemmed after Porter and folded without accents. An external-content table is told of
every row that goes, with the words that it had (SQLite FTS5, section 4.4.3).
"""

from collections.abc import Sequence

from django.db.backends.base.base import BaseDatabaseWrapper

from policies.domain.search.query import SearchQuery
from policies.models.publicsection import PublicSection
from policies.models.search.source import (
    CLOSES,
    HEADING_WEIGHT,
    OPENS,
    PASSAGE_WORDS,
    Source,
)

IN_FORCE, EARLIER = "policies_search_in_force", "policies_search_earlier"


def _table(in_force: bool) -> str:
    return IN_FORCE if in_force else EARLIER


class SQLiteIndex:
    """The index of a portal that keeps its record in SQLite."""

    def __init__(self, connection: BaseDatabaseWrapper) -> None:
        self.connection = connection

    def is_there(self) -> bool:
        """Whether both tables are."""
        with self.connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM sqlite_master WHERE name IN (%s, %s)", [IN_FORCE, EARLIER]
            )
            return bool(cursor.fetchone()[0] == 2)

    def add(self, sections: Sequence[PublicSection]) -> None:
        """Index rows that were saved just now."""
        self._tell("INSERT INTO {table}(rowid, heading, words) VALUES (%s, %s, %s)", sections)

    def remove(self, sections: Sequence[PublicSection]) -> None:
        """Forget rows, as they still are."""
        self._tell(
            "INSERT INTO {table}({table}, rowid, heading, words) VALUES ('delete', %s, %s, %s)",
            sections,
        )

    def _tell(self, statement: str, sections: Sequence[PublicSection]) -> None:
        with self.connection.cursor() as cursor:
            for in_force in (True, False):
                rows = [(s.pk, s.heading, s.words) for s in sections if s.is_in_force == in_force]
                if rows:
                    cursor.executemany(statement.format(table=_table(in_force)), rows)

    def empty(self) -> None:
        """Forget every row."""
        with self.connection.cursor() as cursor:
            for table in (IN_FORCE, EARLIER):
                cursor.execute(f"INSERT INTO {table}({table}) VALUES ('delete-all')")

    def matching(self, query: SearchQuery, *, in_force: bool) -> Source:
        """The rows of one tier; CROSS JOIN holds SQLite to begin with the index."""
        table = _table(in_force)
        return Source(
            rank=f"bm25({table}, {HEADING_WEIGHT}.0, 1.0)",
            tables=(
                f"FROM {table} CROSS JOIN {PublicSection._meta.db_table} s ON s.id = {table}.rowid"
            ),
            condition=f"{table} MATCH %s",
            parameters=(_expression(query),),
        )

    def marked(
        self, query: SearchQuery, sections: Sequence[PublicSection]
    ) -> dict[int, tuple[str, str]]:
        """Heading and passage of each row by its id, with marks around each match."""
        parts, parameters = [], []
        for in_force in (True, False):
            wanted = [section.pk for section in sections if section.is_in_force == in_force]
            if wanted:
                table = _table(in_force)
                places = ", ".join(["%s"] * len(wanted))
                parts.append(
                    f"SELECT rowid, highlight({table}, 0, %s, %s),"
                    f" snippet({table}, 1, %s, %s, '…', {PASSAGE_WORDS})"
                    f" FROM {table} WHERE {table} MATCH %s AND rowid IN ({places})"
                )
                marks = [OPENS, CLOSES] * 2
                parameters += [*marks, _expression(query), *wanted]
        if not parts:
            return {}
        with self.connection.cursor() as cursor:
            cursor.execute(" UNION ALL ".join(parts), parameters)
            return {row: (heading, passage) for row, heading, passage in cursor.fetchall()}


def _expression(query: SearchQuery) -> str:
    """The query as FTS5 writes it; in a string of FTS5 nothing but a quotation mark has a meaning,
    and no alternative has one."""
    terms = (
        " OR ".join(f'"{alternative}"' for alternative in term.alternatives) for term in query.terms
    )
    return " AND ".join(f"({term})" for term in terms)
