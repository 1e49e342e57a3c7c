"""From what a reader typed to what is looked for: words, “phrases” and their synonyms.

There is no other syntax. Whatever an engine would take for an operator is a space between words
here, so that nothing a reader types can mean anything but words.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from policies.domain.errors import SearchRefused
from policies.domain.language import _
from policies.domain.search.synonyms import GROUPS

MOST_CHARACTERS = 300
MOST_WORDS = 40
_QUOTED = re.compile(r"[\"“”„«»]([^\"“”„«»]*)[\"“”„«»]")


@dataclass(frozen=True, slots=True)
class Term:
    """One thing that a section must say, in any of these ways.

    Each alternative is one or more words with single spaces between them, in that order.
    """

    alternatives: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SearchQuery:
    """All that a section must say to be found."""

    terms: tuple[Term, ...]
    words: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.terms)


def read_query(typed: str) -> SearchQuery:
    """Return what these words look for; a query without a word in it is empty.

    Words between quotation marks stand for themselves, in their order; other words may stand
    anywhere, and a synonym may stand for them. Raises SearchRefused if it is too much.
    """
    if len(typed) > MOST_CHARACTERS:
        raise SearchRefused(
            _("That is {count} characters long. Search for {most} characters or fewer.").format(
                count=f"{len(typed):,}", most=MOST_CHARACTERS
            )
        )
    terms: list[Term] = []
    words: list[str] = []
    for part, is_quoted in _parts(typed):
        found = words_of(part)
        words += found
        if is_quoted and found:
            terms.append(Term((" ".join(found),)))
        elif found:
            terms += _with_synonyms(found)
    if len(words) > MOST_WORDS:
        raise SearchRefused(
            _("That is {count} words. Search for {most} words or fewer.").format(
                count=len(words), most=MOST_WORDS
            )
        )
    return SearchQuery(tuple(dict.fromkeys(terms)), tuple(words))


def words_of(text: str) -> tuple[str, ...]:
    """Return the words of a text as the index counts them: folded, without marks between them."""
    return tuple(folded(text).split())


def folded(text: str) -> str:
    """Return a text in small letters without accents, with a space for whatever is no word.

    Letters of scripts that write vowels as marks keep their marks.
    """
    return unicodedata.normalize("NFC", text).translate(_FOLDS).lower()


def _plain(character: str) -> str:
    if character.isascii():
        return character if character.isalnum() else " "
    category = unicodedata.category(character)[0]
    if category == "M":
        return "" if "\u0300" <= character <= "\u036f" else character
    if category not in "LN":
        return " "
    first = unicodedata.normalize("NFD", character)[0]
    return first if first.isascii() else character


def _parts(typed: str) -> Iterator[tuple[str, bool]]:
    """The typed text in parts, each with whether it stood between quotation marks."""
    for place, part in enumerate(_QUOTED.split(typed)):
        yield part, place % 2 == 1


class _Folds(dict[int, str]):
    """What each character is folded to, worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        self[code] = _plain(chr(code))
        return self[code]


_FOLDS = _Folds()


def _with_synonyms(words: tuple[str, ...]) -> Iterator[Term]:
    """The terms of these words; the longest phrase that has synonyms counts as one."""
    place = 0
    while place < len(words):
        for length in range(min(_LONGEST, len(words) - place), 0, -1):
            phrase = " ".join(words[place : place + length])
            if phrase in _SYNONYMS:
                yield Term(_SYNONYMS[phrase])
                place += length
                break
        else:
            yield Term((words[place],))
            place += 1


def _table() -> dict[str, tuple[str, ...]]:
    """Each phrase with all that may stand for it, itself first."""
    table: dict[str, tuple[str, ...]] = {}
    for group in GROUPS:
        phrases = [" ".join(words_of(phrase)) for phrase in group]
        for phrase in phrases:
            others = (phrase, *table.get(phrase, ()), *phrases)
            table[phrase] = tuple(dict.fromkeys(others))
    return table


_SYNONYMS = _table()
_LONGEST = max(phrase.count(" ") + 1 for phrase in _SYNONYMS)
