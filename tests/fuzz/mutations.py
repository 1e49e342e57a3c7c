"""Inputs that are almost right, which get further in than noise: our own documents, edited."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from hypothesis import strategies as st

Piece = TypeVar("Piece", str, bytes)
Edit = Callable[[Piece, Piece, int, int], Piece]

# Each takes the whole, a scrap, and the two ends of a span.
EDITS: tuple[Edit, ...] = (
    lambda whole, scrap, a, b: whole[:a] + scrap + whole[b:],
    lambda whole, scrap, a, b: whole[:a] + scrap + whole[a:],
    lambda whole, scrap, a, b: whole[:a] + whole[b:],
    lambda whole, scrap, a, b: whole[:b] + whole[a:],
    lambda whole, scrap, a, b: whole[:a] + whole[a:b][:80] * 9 + whole[b:],
    lambda whole, scrap, a, b: whole[b:] + whole[a:b] + whole[:a],
    lambda whole, scrap, a, b: whole[:b],
    lambda whole, scrap, a, b: whole[:a] + scrap * 40 + whole[a:],
)
_PLACES = st.integers(0, 10_000)
_LENGTHS = st.one_of(st.integers(0, 12), _PLACES)


def mutated(
    wholes: Sequence[Piece], scraps: st.SearchStrategy[Piece], *, most_edits: int = 6
) -> st.SearchStrategy[Piece]:
    """One of these texts or files after some edits, each of which may put a scrap in."""
    edits = st.lists(
        st.tuples(st.sampled_from(EDITS), scraps, _PLACES, _LENGTHS), max_size=most_edits
    )
    return st.builds(_edited, st.sampled_from(wholes), edits)


def _edited(whole: Piece, edits: Sequence[tuple[Edit, Piece, int, int]]) -> Piece:
    for edit, scrap, place, length in edits:
        # As a share of the whole, so that a place means something in each.
        start = place * len(whole) // 10_000
        # What doubles at every edit is no document any more.
        whole = edit(whole, scrap, start, start + length)[:60_000]
    return whole
