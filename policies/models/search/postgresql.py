"""Searching by PostgreSQL full text: a column of words and places with an index of each tier.

The configuration stems English and leaves no word out, so that a phrase is found with its small
words and both databases find the same. Words go in folded, as they are looked for: PostgreSQL
on its own keeps accents, and takes “council.gov.uk” for one word.
"""

from collections.abc import Sequence

from django.db.backends.base.base import BaseDatabaseWrapper

from policies.domain.search.query import SearchQuery, folded
from policies.models.publicsection import PublicSection
from policies.models.search.source import (
    CLOSES,
    HEADING_WEIGHT,
    OPENS,
    PASSAGE_WORDS,
    Source,
)

CONFIGURATION = "policies_search"
COLUMN = "searched"
_TABLE = PublicSection._meta.db_table
# A column of words and places holds one megabyte: far more than a section that can be read.
_MOST_CHARACTERS = 100_000


class PostgreSQLIndex:
    """The index of a portal that keeps its record in PostgreSQL."""

    def __init__(self, connection: BaseDatabaseWrapper) -> None:
        self.connection = connection

    def is_there(self) -> bool:
        """Whether the column is."""
        with self.connection.cursor() as cursor:
            columns = self.connection.introspection.get_table_description(cursor, _TABLE)
            return COLUMN in {column.name for column in columns}

    def add(self, sections: Sequence[PublicSection]) -> None:
        """Index rows that were saved just now."""
        rows = [(folded(s.heading), folded(s.words)[:_MOST_CHARACTERS], s.pk) for s in sections]
        if not rows:
            return
        with self.connection.cursor() as cursor:
            cursor.executemany(
                f"UPDATE {_TABLE} SET {COLUMN} ="
                f" setweight(to_tsvector('{CONFIGURATION}', %s), 'A')"
                f" || setweight(to_tsvector('{CONFIGURATION}', %s), 'D') WHERE id = %s",
                rows,
            )

    def remove(self, sections: Sequence[PublicSection]) -> None:
        """Forget rows: their words stand in the rows themselves, and go with them."""

    def empty(self) -> None:
        """Forget every row: their words go with them too."""

    def matching(self, query: SearchQuery, *, in_force: bool) -> Source:
        """The rows of one tier, each of which has its own index."""
        asked, parameters = _expression(query)
        tier = "s.is_in_force" if in_force else "NOT s.is_in_force"
        return Source(
            rank=f"-ts_rank('{{{1 / HEADING_WEIGHT}, 0, 0, 1}}', s.{COLUMN}, asked.words)",
            tables=f"FROM (SELECT {asked} AS words) asked CROSS JOIN {_TABLE} s",
            condition=f"s.{COLUMN} @@ asked.words AND {tier}",
            parameters=parameters,
        )

    def marked(
        self, query: SearchQuery, sections: Sequence[PublicSection]
    ) -> dict[int, tuple[str, str]]:
        """Heading and passage of each row by its id, with marks around each match."""
        asked, parameters = _expression(query)
        marks = f"StartSel={OPENS}, StopSel={CLOSES}"
        length = f"MaxWords={PASSAGE_WORDS}, MinWords={PASSAGE_WORDS // 2}"
        with self.connection.cursor() as cursor:
            cursor.execute(
                f"SELECT s.id, ts_headline('{CONFIGURATION}', s.heading, asked.words, %s),"
                f" ts_headline('{CONFIGURATION}', left(s.words, {_MOST_CHARACTERS}),"
                " asked.words, %s)"
                f" FROM (SELECT {asked} AS words) asked, {_TABLE} s WHERE s.id = ANY(%s)",
                [
                    f"{marks}, HighlightAll=true",
                    f"{marks}, {length}",
                    *parameters,
                    [section.pk for section in sections],
                ],
            )
            return {row: (heading, passage) for row, heading, passage in cursor.fetchall()}


def _expression(query: SearchQuery) -> tuple[str, tuple[str, ...]]:
    """The query as PostgreSQL builds it, word by word, and its parameters."""
    one = f"phraseto_tsquery('{CONFIGURATION}', %s)"
    terms = [" || ".join([one] * len(term.alternatives)) for term in query.terms]
    said = tuple(words for term in query.terms for words in term.alternatives)
    return " && ".join(f"({term})" for term in terms), said
