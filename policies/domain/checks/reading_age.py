"""L14: how hard a section is to read, by a published formula, and sentences that are too long.

Flesch–Kincaid grade level: 0.39 × words a sentence + 11.8 × syllables a word − 15.59
(Kincaid, Fishburne, Rogers and Chissom, 1975, Research Branch Report 8-75, US Navy). A grade
is a year of school, so five years are added to make an age. Syllables are counted by groups
of vowels, which is right to about one word in ten; the age is a hint and never blocks.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from policies.domain.checks.draft import Draft
from policies.domain.checks.plain_text import Place, PlainText
from policies.domain.checks.remark import Remark

HIGHEST_AGE = 17
FEWEST_WORDS = 100
MOST_WORDS_A_SENTENCE = 40
_WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")
_VOWELS = re.compile(r"[aeiouyàâäéèêëîïôöùûü]+")


def remarks(draft: Draft) -> Iterator[Remark]:
    """Yield advice on sections whose reading age is above 17, and on sentences over 40 words.

    Codes: “L14”, “long-sentence”. Sections of fewer than 100 words have no reading age.
    """
    for text in draft.sections:
        age = reading_age(text)
        if age is not None and round(age) > HIGHEST_AGE:
            yield text.remark(
                "L14",
                f"its reading age is about {round(age)}. Aim at {HIGHEST_AGE} or less: shorter "
                "sentences, and everyday words where the law does not need its own.",
            )
        yield from _long_sentences(text)


def reading_age(text: PlainText) -> float | None:
    """Return the Flesch–Kincaid grade of this section plus five, or None if it is too short.

    A list item counts as a sentence; tables and headings are left out.
    """
    sentences = words = syllables = 0
    for sentence in text.sentences:
        if sentence.place in (Place.PROSE, Place.LIST):
            found = _WORD.findall(sentence.text)
            sentences += bool(found)
            words += len(found)
            syllables += sum(map(syllables_in, found))
    if words < FEWEST_WORDS:
        return None
    return 0.39 * words / sentences + 11.8 * syllables / words - 15.59 + 5


@lru_cache(maxsize=20_000)
def syllables_in(word: str) -> int:
    """Return about how many syllables this word has: its groups of vowels, no silent e."""
    letters = word.casefold()[:60]
    count = len(_VOWELS.findall(letters))
    is_silent = letters.endswith(("e", "es", "ed")) and not letters.endswith(
        ("le", "les", "ted", "ded", "ses", "ces", "ges", "zes", "xes", "shes", "ches", "ee", "ees")
    )
    return max(count - is_silent, 1)


def _long_sentences(text: PlainText) -> Iterator[Remark]:
    long = [
        (sentence, count)
        for sentence in text.sentences
        if len(sentence.text) > 2 * MOST_WORDS_A_SENTENCE
        and sentence.place is not Place.CELL
        and (count := len(_WORD.findall(sentence.text))) > MOST_WORDS_A_SENTENCE
    ]
    if long:
        first, count = long[0]
        more = f" {len(long) - 1} more in this section are as long." if len(long) > 1 else ""
        yield text.remark(
            "long-sentence",
            f"a sentence of {count} words. Make two of it, or a list.{more}",
            line=text.line_in_plain(first.start),
            passage=first.text,
        )
