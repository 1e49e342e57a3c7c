"""A record of approval as a picture: a line from the first stage down to the last."""

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import wrap

from policies.domain.dates import in_words
from policies.domain.entries import Entry
from policies.domain.language import _

# The picture is 300 units wide: on the narrowest screen a unit is nearly a pixel.
WIDTH = 300
LINE_HEIGHT = 22
GAP = 20
LONGEST_LINE = 27
FIRST_LINE_AT = 24


@dataclass(frozen=True, slots=True)
class Line:
    """One line of words beside a mark, and how far down it stands."""

    words: str
    y: int
    is_first: bool


@dataclass(frozen=True, slots=True)
class Mark:
    """One stage: where its mark stands, how it looks, and what is written beside it."""

    look: str
    y: int
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """The marks from top to bottom, and how tall the picture is."""

    marks: tuple[Mark, ...]
    height: int
    width: int = WIDTH

    @classmethod
    def of(cls, entries: Sequence[Entry]) -> "Picture":
        """Return the picture of a record in the order of time."""
        marks, top = [], FIRST_LINE_AT
        for entry in entries:
            words = _words(entry)
            lines = tuple(
                Line(line, top + place * LINE_HEIGHT, place == 0)
                for place, line in enumerate(words)
            )
            marks.append(Mark(_look(entry), top - 6, lines))
            top += len(words) * LINE_HEIGHT + GAP
        return cls(tuple(marks), top - GAP)

    @property
    def line_from(self) -> int:
        return self.marks[0].y if self.marks else 0

    @property
    def line_to(self) -> int:
        return self.marks[-1].y if self.marks else 0


def _words(entry: Entry) -> list[str]:
    what = ": ".join(part for part in (entry.who, entry.outcome) if part)
    day = in_words(entry.on) if entry.on else _("still to come")
    state = [] if entry.counts else [_("no longer counts")]
    return [*wrap(entry.stage, LONGEST_LINE), *wrap(what, LONGEST_LINE), day, *state]


def _look(entry: Entry) -> str:
    """Told by its shape, not by its colour alone."""
    if entry.on is None:
        return "to-come"
    if not entry.counts:
        return "voided"
    return "decided" if entry.outcome and entry.minute else "done"
