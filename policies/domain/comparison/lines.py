"""What changed in the lines of a text as a reader sees them: paragraphs, points, rows of tables.

A line keeps how its words are set and where they lead, so that a changed address or a word in
bold is told of as well. Whatever is made of two texts gives both of them back exactly.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from policies.domain.comparison.pairs import paired_in_order
from policies.domain.comparison.words import Mark, aligned, words_aligned


@dataclass(frozen=True, slots=True)
class Run:
    """Words that are set alike; ``link`` is where they lead, or "". "\\n" is a line break."""

    text: str
    is_stressed: bool = False
    link: str = ""


Phrase = tuple[Run, ...]


class LineKind(StrEnum):
    """What a line is to its reader."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    QUOTATION = "quotation"
    POINT = "point"
    CAPTION = "caption"
    HEADINGS = "headings"
    ROW = "row"
    VERBATIM = "verbatim"


@dataclass(frozen=True, slots=True)
class Line:
    """One line: a row has a part for each cell, any other line has one part.

    ``label`` is the printed number of a point; ``depth`` is how deep lists stand in each other.
    """

    kind: LineKind
    parts: tuple[Phrase, ...]
    depth: int = 0
    label: str = ""

    @property
    def text(self) -> str:
        """The words alone, cells told apart."""
        return "\x1f".join(text_of_phrase(part) for part in self.parts)


@dataclass(frozen=True, slots=True)
class Piece:
    """Words before and after: both for what stayed, one of them for what went or came."""

    mark: Mark
    before: Phrase = ()
    after: Phrase = ()


@dataclass(frozen=True, slots=True)
class LineChange:
    """One line before and after; ``parts`` are the pieces of each of its cells.

    It is SAME or RESTYLED where no word changed, REMOVED or ADDED where one of the two is
    absent; where words changed in it, ``mark`` is None.
    """

    mark: Mark | None
    before: Line | None
    after: Line | None
    parts: tuple[tuple[Piece, ...], ...]

    @property
    def line(self) -> Line:
        """The line as it reads now, or as it last read."""
        line = self.after or self.before
        assert line is not None
        return line


def text_of_phrase(phrase: Phrase) -> str:
    """Return the words of a phrase without how they are set."""
    return "".join(run.text for run in phrase)


def plain(text: str) -> Phrase:
    """Return words that are set in no special way."""
    return (Run(text),) if text else ()


def compared_lines(before: Sequence[Line], after: Sequence[Line]) -> tuple[LineChange, ...]:
    """Return what became of each line, in the order of the later text."""
    return tuple(_lines(before, after))


def compared_paragraphs(before: str, after: str) -> tuple[LineChange, ...]:
    """Return what became of two texts by whole paragraphs, as they were typed.

    It costs little however long they are; paragraphs that share their fate are one line.
    """
    old, new = before.split("\n\n"), after.split("\n\n")
    changes: list[LineChange] = []
    for stretch in aligned(old, new):
        was, now = _paragraphs(old[slice(*stretch.before)]), _paragraphs(new[slice(*stretch.after)])
        if stretch.is_same:
            changes.append(_kept(was, now))
        else:
            changes += [_gone(was)] if was.text else []
            changes += [_come(now)] if now.text else []
    return tuple(changes)


def _paragraphs(texts: Sequence[str]) -> Line:
    return Line(LineKind.PARAGRAPH, (plain("\n\n".join(texts)),))


def _lines(before: Sequence[Line], after: Sequence[Line]) -> Iterator[LineChange]:
    for stretch in aligned([line.text for line in before], [line.text for line in after]):
        old, new = before[slice(*stretch.before)], after[slice(*stretch.after)]
        if stretch.is_same:
            yield from map(_kept, old, new)
        else:
            for was, now in paired_in_order([_worded(o) for o in old], [_worded(n) for n in new]):
                yield from _changed(
                    None if was is None else old[was], None if now is None else new[now]
                )


def _worded(line: Line) -> str:
    """What a line is compared by: a row is never another wording of a paragraph."""
    return line.text if len(line.parts) == 1 else f"{line.text}\x1f{len(line.parts)}"


def _kept(before: Line, after: Line) -> LineChange:
    if before == after:
        parts = tuple((Piece(Mark.SAME, part, part),) if part else () for part in before.parts)
        return LineChange(Mark.SAME, before, after, parts)
    return LineChange(Mark.RESTYLED, before, after, _parts(before, after))


def _changed(before: Line | None, after: Line | None) -> Iterator[LineChange]:
    if before and after and len(before.parts) == len(after.parts):
        yield LineChange(None, before, after, _parts(before, after))
        return
    if before:
        yield _gone(before)
    if after:
        yield _come(after)


def _parts(before: Line, after: Line) -> tuple[tuple[Piece, ...], ...]:
    return tuple(map(compared_phrases, before.parts, after.parts))


def _gone(line: Line) -> LineChange:
    parts = tuple((Piece(Mark.REMOVED, before=part),) if part else () for part in line.parts)
    return LineChange(Mark.REMOVED, line, None, parts)


def _come(line: Line) -> LineChange:
    parts = tuple((Piece(Mark.ADDED, after=part),) if part else () for part in line.parts)
    return LineChange(Mark.ADDED, None, line, parts)


def compared_phrases(before: Phrase, after: Phrase) -> tuple[Piece, ...]:
    """Return the pieces of two phrases in reading order, what went before what came."""
    if before == after:
        return (Piece(Mark.SAME, before, after),) if before else ()
    return tuple(_pieces(before, after))


def _pieces(before: Phrase, after: Phrase) -> Iterator[Piece]:
    for stretch in words_aligned(text_of_phrase(before), text_of_phrase(after)):
        old, new = _cut(before, *stretch.before), _cut(after, *stretch.after)
        if stretch.is_same:
            yield from _set_otherwise(old, new)
            continue
        if old:
            yield Piece(Mark.REMOVED, before=old)
        if new:
            yield Piece(Mark.ADDED, after=new)


def _cut(phrase: Phrase, start: int, end: int) -> Phrase:
    """The runs between two places, those at the ends cut to what is within."""
    cut, place = [], 0
    for run in phrase:
        first, last = max(start - place, 0), min(end - place, len(run.text))
        if first < last:
            cut.append(Run(run.text[first:last], run.is_stressed, run.link))
        place += len(run.text)
    return tuple(cut)


def _set_otherwise(before: Phrase, after: Phrase) -> Iterator[Piece]:
    """The same words as pieces that are set alike, and pieces that are set otherwise now."""
    if before == after:
        yield Piece(Mark.SAME, before, after)
        return
    edges = sorted({0, *_edges(before), *_edges(after)})
    for start, end in pairwise(edges):
        old, new = _cut(before, start, end), _cut(after, start, end)
        yield Piece(Mark.SAME if old == new else Mark.RESTYLED, old, new)


def _edges(phrase: Phrase) -> Iterator[int]:
    place = 0
    for run in phrase:
        place += len(run.text)
        yield place
