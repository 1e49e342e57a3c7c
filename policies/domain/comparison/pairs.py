"""Which part of one text stands for which part of another: the same words, or most of them."""

from collections.abc import Hashable, Iterable, Sequence

from rapidfuzz.distance import Indel

from policies.domain.comparison.words import aligned

# Parts that share at least this much of their words are two wordings of one part.
LEAST_ALIKE = 0.5
# Likeness is asked of each part with each other: beyond so many pairs it is not asked.
MOST_ASKED = 10_000

# The place of a part in the one sequence and in the other; None where it has none.
Pair = tuple[int | None, int | None]


def with_those_gone(sources: Sequence[int | None], count: int) -> list[Pair]:
    """Return the pairs of places in the order of the later text.

    ``sources`` has for each later part its place among the ``count`` earlier ones, or None. A
    part that is gone stands behind the one that it followed.
    """
    present, behind = set(sources), -1
    gone: dict[int, list[int]] = {}
    for place in range(count):
        if place in present:
            behind = place
        else:
            gone.setdefault(behind, []).append(place)
    pairs: list[Pair] = [(place, None) for place in gone.get(-1, ())]
    for place, source in enumerate(sources):
        pairs.append((source, place))
        if source is not None:
            pairs += [(one, None) for one in gone.get(source, ())]
    return pairs


def out_of_order(sources: Iterable[int | None]) -> set[int]:
    """Return the earlier places that do not keep their order: all but the longest common one."""
    present = [source for source in sources if source is not None]
    kept = {
        place
        for stretch in aligned(sorted(present), present)
        if stretch.is_same
        for place in present[slice(*stretch.after)]
    }
    return set(present) - kept


def paired_by_name(before: Sequence[Hashable], after: Sequence[Hashable]) -> list[int | None]:
    """Return for each later name the place of the same one before; the second for a second."""
    free: dict[Hashable, list[int]] = {}
    for place in reversed(range(len(before))):
        free.setdefault(before[place], []).append(place)
    return [free[name].pop() if free.get(name) else None for name in after]


def paired_by_words(before: Sequence[str], after: Sequence[str]) -> list[int | None]:
    """Return for each later text the place of the one that it was before, or None.

    Equal texts come first, in their order as far as that goes; what is left is paired by the
    words that it shares.
    """
    sources: list[int | None] = [None] * len(after)
    for stretch in aligned(before, after):
        if stretch.is_same:
            for place, source in zip(range(*stretch.after), range(*stretch.before), strict=True):
                sources[place] = source
    left = [place for place, source in enumerate(sources) if source is None]
    for find in (_equal, _alike):
        for place in left:
            if sources[place] is None:
                used = set(sources)
                free = [source for source in range(len(before)) if source not in used]
                if len(free) * len(left) <= MOST_ASKED:
                    sources[place] = find(before, free, after[place])
    return sources


def _equal(before: Sequence[str], free: Sequence[int], text: str) -> int | None:
    return next((place for place in free if before[place] == text), None)


def _alike(before: Sequence[str], free: Sequence[int], text: str) -> int | None:
    alike = [(likeness(before[place].split(), text.split()), -place) for place in free]
    best, place = max(alike, default=(0.0, 0))
    return -place if best else None


def likeness(before: Sequence[str], after: Sequence[str]) -> float:
    """Return how much two texts share, from 0 to 1 of their words; 0 if it is less than half."""
    return Indel.normalized_similarity(before, after, score_cutoff=LEAST_ALIKE)


def paired_in_order(before: Sequence[str], after: Sequence[str]) -> list[Pair]:
    """Return the pairs of texts that are most alike together, without crossing, and the rest.

    What is gone comes before what stands in its place.
    """
    if len(before) * len(after) > MOST_ASKED:
        return [*((place, None) for place in range(len(before))),
                *((None, place) for place in range(len(after)))]  # fmt: skip
    best = _best_together([text.split() for text in before], [text.split() for text in after])
    pairs: list[Pair] = []
    old, new = 0, 0
    while old < len(before) or new < len(after):
        here = best[old][new]
        if old < len(before) and best[old + 1][new] == here:
            pairs.append((old, None))
            old += 1
        elif new < len(after) and best[old][new + 1] == here:
            pairs.append((None, new))
            new += 1
        else:
            pairs.append((old, new))
            old, new = old + 1, new + 1
    return pairs


def _best_together(before: list[list[str]], after: list[list[str]]) -> list[list[float]]:
    """The most that the texts from each place on can share in all."""
    best = [[0.0] * (len(after) + 1) for _ in range(len(before) + 1)]
    for old in reversed(range(len(before))):
        for new in reversed(range(len(after))):
            shared = likeness(before[old], after[new])
            together = shared + best[old + 1][new + 1] if shared else 0.0
            best[old][new] = max(best[old + 1][new], best[old][new + 1], together)
    return best
