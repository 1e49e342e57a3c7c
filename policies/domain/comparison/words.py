"""What changed between two texts, word by word, with few and large marks.

Paragraphs come first so that a long text costs little, words after them so that a reader
sees what was said before and after; small unchanged islands between two changes are joined
to them, because fewer marks are easier to read and to hear.
"""

import re
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz.distance import Indel

# An unchanged run of at most this many words between two changes is marked with them.
SMALLEST_ISLAND = 2
# Comparing takes memory and time for every pair of parts: some 12 MB and 50 ms at this many.
MOST_PAIRS = 100_000_000
_TOKENS = re.compile(r"\s+|[^\W_]+(?:['’-][^\W_]+)*|[^\w\s]|_")
_PARAGRAPHS = re.compile(r"(?<=\n\n)(?=\S)")


class Mark(StrEnum):
    """What became of a passage. Restyled: the same words, set or linked otherwise."""

    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"
    RESTYLED = "restyled"


@dataclass(frozen=True, slots=True)
class Passage:
    """A run of words and what became of it."""

    mark: Mark
    text: str


@dataclass(frozen=True, slots=True)
class Stretch:
    """Parts of the one sequence and what stands in their place in the other, as half-open spans."""

    is_same: bool
    before: tuple[int, int]
    after: tuple[int, int]


def aligned(before: Sequence[Hashable], after: Sequence[Hashable]) -> list[Stretch]:
    """Return two sequences as stretches in order: the same in both, or standing for each other.

    Beyond ``MOST_PAIRS`` only what they begin and end with alike is found.
    """
    start, end = _alike_at_the_ends(before, after)
    middle_before, middle_after = before[start : len(before) - end], after[start : len(after) - end]
    stretches = [Stretch(True, (0, start), (0, start))]
    if len(middle_before) * len(middle_after) > MOST_PAIRS:
        stretches.append(_moved_on(False, (0, len(middle_before), 0, len(middle_after)), start))
    else:
        steps = Indel.opcodes(*_numbered(middle_before, middle_after))
        stretches += (
            _moved_on(s.tag == "equal", (s.src_start, s.src_end, s.dest_start, s.dest_end), start)
            for s in steps
        )
    ends = (len(before) - end, len(before)), (len(after) - end, len(after))
    stretches.append(Stretch(True, *ends))
    return _joined(s for s in stretches if s.before[1] > s.before[0] or s.after[1] > s.after[0])


def _alike_at_the_ends(before: Sequence[Hashable], after: Sequence[Hashable]) -> tuple[int, int]:
    shorter = min(len(before), len(after))
    start = 0
    while start < shorter and before[start] == after[start]:
        start += 1
    end = 0
    while end < shorter - start and before[-1 - end] == after[-1 - end]:
        end += 1
    return start, end


def _moved_on(is_same: bool, spans: tuple[int, int, int, int], by: int) -> Stretch:
    a, b, c, d = (place + by for place in spans)
    return Stretch(is_same, (a, b), (c, d))


def _numbered(before: Sequence[Hashable], after: Sequence[Hashable]) -> tuple[list[int], list[int]]:
    """Give equal parts equal numbers, because numbers compare faster than texts."""
    numbers: dict[Hashable, int] = {}
    return (
        [numbers.setdefault(part, len(numbers)) for part in before],
        [numbers.setdefault(part, len(numbers)) for part in after],
    )


def _joined(stretches: Iterable[Stretch]) -> list[Stretch]:
    """Join neighbours that are both the same or both changed."""
    joined: list[Stretch] = []
    for stretch in stretches:
        if joined and joined[-1].is_same is stretch.is_same:
            last = joined.pop()
            stretch = Stretch(
                stretch.is_same,
                (last.before[0], stretch.before[1]),
                (last.after[0], stretch.after[1]),
            )
        joined.append(stretch)
    return joined


def words_aligned(before: str, after: str) -> list[Stretch]:
    """Return two texts word by word as stretches of letters, small islands joined to changes."""
    old, new = _TOKENS.findall(before), _TOKENS.findall(after)
    stretches = aligned(old, new)
    last = len(stretches) - 1
    with_islands = [
        Stretch(False, stretch.before, stretch.after)
        if stretch.is_same and 0 < place < last and _is_island(old[slice(*stretch.before)])
        else stretch
        for place, stretch in enumerate(stretches)
    ]
    old_ends, new_ends = _ends_of(old), _ends_of(new)
    return [
        Stretch(
            stretch.is_same,
            (old_ends[stretch.before[0]], old_ends[stretch.before[1]]),
            (new_ends[stretch.after[0]], new_ends[stretch.after[1]]),
        )
        for stretch in _joined(with_islands)
    ]


def _is_island(tokens: Sequence[str]) -> bool:
    words = "".join(tokens)
    return len(words.split()) <= SMALLEST_ISLAND and "\n" not in words


def _ends_of(tokens: Sequence[str]) -> list[int]:
    """Where each token begins in the text, and at last where the text ends."""
    ends = [0]
    for token in tokens:
        ends.append(ends[-1] + len(token))
    return ends


def compared_words(before: str, after: str) -> tuple[Passage, ...]:
    """Return the passages of two texts in reading order, removed before added.

    Leaving the removed out gives ``after`` to the letter, leaving the added out ``before``.
    """
    if before == after:
        return (Passage(Mark.SAME, before),) if before else ()
    return tuple(_passages(before, after))


def _passages(before: str, after: str) -> Iterator[Passage]:
    old, new = _PARAGRAPHS.split(before), _PARAGRAPHS.split(after)
    for stretch in aligned(old, new):
        removed = "".join(old[slice(*stretch.before)])
        added = "".join(new[slice(*stretch.after)])
        if stretch.is_same:
            yield Passage(Mark.SAME, removed)
        elif removed and added:
            for within in words_aligned(removed, added):
                yield from _marked(
                    within.is_same, removed[slice(*within.before)], added[slice(*within.after)]
                )
        else:
            yield from _marked(False, removed, added)


def _marked(is_same: bool, removed: str, added: str) -> Iterator[Passage]:
    if is_same:
        yield Passage(Mark.SAME, removed)
        return
    if removed:
        yield Passage(Mark.REMOVED, removed)
    if added:
        yield Passage(Mark.ADDED, added)
