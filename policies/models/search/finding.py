"""Finding sections of public texts, the best first, in as many queries for ten texts as for ten
thousand."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db import connection

from policies.domain.lifecycle import PUBLISHED, Status
from policies.domain.search.marking import Part, parts_of
from policies.domain.search.query import SearchQuery, read_query
from policies.domain.search.suggestion import SHORTEST, words_like
from policies.models.publicsection import IndexedWord, PublicSection
from policies.models.search import index_of
from policies.models.search.source import CLOSES, OPENS
from policies.models.version import Version

# So many matches of each tier are ranked: who finds more asks for too little.
MOST_RANKED = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What a reader narrowed the search to; empty means everything.

    ``topic`` is a topic of the law relied on, ``key`` what a section is about. On a day other
    than today texts are searched that were in force then.
    """

    every_version: bool = False
    kind: str = ""
    audience: str = ""
    key: str = ""
    topic: str = ""
    on: date | None = None


@dataclass(slots=True)
class Hit:
    """One section that was found, in the version that says it best; others may say it too."""

    section_id: int
    version_id: int
    document_id: int
    language: str
    anchor: str
    number: tuple[int, int]
    is_in_force: bool
    rank: float
    others: list[tuple[int, int]] = field(default_factory=list)
    section: PublicSection | None = None
    heading: tuple[Part, ...] = ()
    passage: tuple[Part, ...] = ()

    @property
    def text(self) -> tuple[int, str]:
        """Which text it is of: the document, in one language."""
        return self.document_id, self.language

    @property
    def other_numbers(self) -> list[str]:
        """The other versions that say it, the newest first: 2.1, 2.0, 1.0."""
        return [f"{major}.{minor}" for major, minor in sorted(self.others)[::-1]]


def find(query: SearchQuery, limits: Limits) -> tuple[list[Hit], bool]:
    """Return what says all that was asked, text by text, and whether there was more than that.

    Texts are in the order of their best section, sections in theirs. A section that several
    versions have is found once: in the version in force, or else in the newest.
    """
    if not query:
        return [], False
    tiers = (True, False) if limits.every_version or limits.on else (True,)
    rows: list[Hit] = []
    has_more = False
    for in_force in tiers:
        found = _matches(query, limits, in_force=in_force)
        has_more = has_more or len(found) > MOST_RANKED
        rows += found[:MOST_RANKED]
    return _text_by_text(_once_each(rows)), has_more


def with_words(query: SearchQuery, hits: Sequence[Hit]) -> list[Hit]:
    """Return these hits with their sections and what matched in them marked."""
    ids = [hit.section_id for hit in hits]
    sections = PublicSection.objects.with_documents().in_bulk(ids)
    marked = index_of(connection).marked(query, list(sections.values()))
    shown = []
    for hit in hits:
        # A section that was hidden between the two queries is left out.
        if hit.section_id in sections and hit.section_id in marked:
            heading, passage = marked[hit.section_id]
            hit.section = sections[hit.section_id]
            hit.heading = parts_of(heading, opens=OPENS, closes=CLOSES)
            hit.passage = parts_of(passage, opens=OPENS, closes=CLOSES)
            shown.append(hit)
    return shown


def instead_of(query: SearchQuery, limits: Limits) -> dict[str, str]:
    """Return what may have been meant by each word that no text has.

    Whatever is offered finds something now.
    """
    lengths = {len(word) + step for word in query.words for step in (-2, -1, 0, 1, 2)}
    near = IndexedWord.objects.of_lengths(length for length in lengths if length >= SHORTEST)
    known = set(near.values_list("word", flat=True))
    offered = {}
    for word in dict.fromkeys(query.words[:5]):
        for candidate in words_like(word, known):
            if find(read_query(candidate), limits)[0]:
                offered[word] = candidate
                break
    return offered


def _matches(query: SearchQuery, limits: Limits, *, in_force: bool) -> list[Hit]:
    """The matches of one tier. CROSS JOIN holds SQLite to begin with the index of words."""
    source = index_of(connection).matching(query, in_force=in_force)
    narrowed, parameters = _narrowed(limits, in_force=in_force)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT s.id, v.id, v.document_id, s.language, s.anchor, v.major, v.minor,"
            f" {source.rank} {source.tables} CROSS JOIN {Version._meta.db_table} v"
            f" WHERE {source.condition} AND v.id = s.version_id AND {narrowed}"
            f" LIMIT {MOST_RANKED + 1}",
            [*source.parameters, *parameters],
        )
        return [
            Hit(pk, version, document, language, anchor, (major, minor), in_force, rank)
            for pk, version, document, language, anchor, major, minor, rank in cursor.fetchall()
        ]


def _narrowed(limits: Limits, *, in_force: bool) -> tuple[str, list[object]]:
    """The conditions on a section and its version. The row of the version has the last word on
    whether the text is public."""
    statuses = [Status.IN_FORCE] if in_force else sorted(PUBLISHED - {Status.IN_FORCE})
    conditions = ["v.publication = %s", f"v.status IN ({', '.join(['%s'] * len(statuses))})"]
    parameters: list[object] = [Version.Publication.PUBLIC.value, *(s.value for s in statuses)]
    for column, wanted in (
        ("v.kind", limits.kind),
        ("s.audience", limits.audience),
        ("s.key", limits.key),
    ):
        if wanted:
            conditions.append(f"{column} = %s")
            parameters.append(wanted)
    if limits.topic:
        conditions.append("s.topics LIKE %s ESCAPE '!'")
        parameters.append(f"%|{_literally(limits.topic)}|%")
    if limits.on:
        conditions.append(
            "v.in_force_from <= %s AND (v.in_force_until IS NULL OR v.in_force_until > %s)"
        )
        parameters += [limits.on, limits.on]
    return " AND ".join(conditions), parameters


def _literally(words: str) -> str:
    for special in "!%_":
        words = words.replace(special, f"!{special}")
    return words


def _once_each(rows: list[Hit]) -> list[Hit]:
    """One hit for each section of a document in a language, with the numbers of the other
    versions."""
    best: dict[tuple[int, str, str], Hit] = {}
    for hit in sorted(rows, key=lambda hit: (hit.is_in_force, hit.number), reverse=True):
        kept = best.setdefault((*hit.text, hit.anchor), hit)
        if kept is not hit:
            kept.others.append(hit.number)
            kept.rank = min(kept.rank, hit.rank)
    return list(best.values())


def _text_by_text(hits: list[Hit]) -> list[Hit]:
    """The hits ordered so that those of one text stand together, the best text first."""
    hits = sorted(hits, key=lambda hit: (hit.rank, -hit.section_id))
    first: dict[tuple[int, str], int] = {}
    for place, hit in enumerate(hits):
        first.setdefault(hit.text, place)
    return sorted(hits, key=lambda hit: first[hit.text])
