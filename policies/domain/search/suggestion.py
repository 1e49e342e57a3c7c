"""What a reader may have meant by a word that no text has."""

from collections.abc import Collection, Mapping
from functools import cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from policies.domain.search.query import words_of
from policies.domain.search.synonyms import GROUPS

SHORTEST, LONGEST = 4, 60
MOST = 5


def words_like(word: str, known: Collection[str]) -> tuple[str, ...]:
    """Return the known words that a slip of the finger or two away from this one, nearest first.

    The words of the synonyms count as known. Empty where the word itself is known, or so short
    that everything is near it. A slip is one letter more, less, wrong or changed places with its
    neighbour (optimal string alignment).
    """
    if len(word) < SHORTEST or word in known or word in synonym_words():
        return ()
    slips = 1 if len(word) < 6 else 2
    near = process.extract(
        word,
        sorted({*known, *synonym_words()}),
        scorer=OSA.distance,
        score_cutoff=slips,
        limit=None,
    )
    ranked = sorted(near, key=lambda found: (found[1], found[0][0] != word[0], found[0]))
    return tuple(found for found, _, _ in ranked[:MOST])


def corrected(typed: str, instead: Mapping[str, str]) -> str:
    """Return what was typed with these words in place of others, and nothing else but words."""
    return " ".join(instead.get(word, word) for word in words_of(typed))


@cache
def synonym_words() -> frozenset[str]:
    """Return every word that stands in the table of synonyms."""
    return frozenset(
        word
        for group in GROUPS
        for phrase in group
        for word in words_of(phrase)
        if len(word) >= SHORTEST
    )
