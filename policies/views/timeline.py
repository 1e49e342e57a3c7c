"""The periods of a document's versions as a picture: a bar for each, on one line of time."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from policies.models import Version
from policies.views.picture import WIDTH

# The units are those of the picture of an approval, nearly a pixel on the narrowest screen.
BARS_FROM, BARS_TO = 52, WIDTH - 14
ROW_HEIGHT = 24
BAR_HEIGHT = 14
YEARS_AT = 18
SHORTEST_BAR = 3
MOST_YEARS = 5
_STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000)


@dataclass(frozen=True, slots=True)
class Bar:
    """One version: its number, how far down and from where to where its bar goes, its look."""

    number: str
    look: str
    y: int
    x: int
    width: int

    @property
    def end(self) -> int:
        return self.x + self.width

    @property
    def middle(self) -> int:
        return self.y + BAR_HEIGHT // 2

    @property
    def words_at(self) -> int:
        return self.y + BAR_HEIGHT - 1


@dataclass(frozen=True, slots=True)
class Year:
    """The beginning of a year, and how far to the right it stands."""

    words: str
    x: int


@dataclass(frozen=True, slots=True)
class Timeline:
    """The bars from the newest version down to the first, over the years."""

    bars: tuple[Bar, ...]
    years: tuple[Year, ...]
    first: date
    width: int = WIDTH
    bar_height: int = BAR_HEIGHT
    years_at: int = YEARS_AT

    @classmethod
    def of(cls, versions: Sequence[Version], *, today: date) -> "Timeline":
        """Return the picture of published versions, one at least, the newest first."""
        first = min(version.in_force_from for version in versions)
        last = max([today, *(version.in_force_until or today for version in versions)])
        scale = _Scale(first, max(last, first + timedelta(days=1)))
        bars = tuple(
            _bar(version, YEARS_AT + 12 + place * ROW_HEIGHT, scale, last)
            for place, version in enumerate(versions)
        )
        return cls(bars, tuple(_years(scale)), first)

    @property
    def height(self) -> int:
        return YEARS_AT + 12 + len(self.bars) * ROW_HEIGHT


@dataclass(frozen=True, slots=True)
class _Scale:
    first: date
    last: date

    def x(self, day: date) -> int:
        share = (day - self.first).days / (self.last - self.first).days
        return BARS_FROM + round(share * (BARS_TO - BARS_FROM))


def _bar(version: Version, y: int, scale: _Scale, last: date) -> Bar:
    begins = scale.x(version.in_force_from)
    ends = scale.x(version.in_force_until or last)
    # A bar of a few days is still seen, and never goes over the edge.
    width = max(SHORTEST_BAR, ends - begins)
    return Bar(str(version.number), version.status, y, min(begins, BARS_TO - width), width)


def _years(scale: _Scale) -> Iterator[Year]:
    """The beginnings of years, few enough that their words stand apart."""
    first, last = scale.first.year + 1, scale.last.year
    step = next(step for step in _STEPS if (last - first) // step < MOST_YEARS)
    for year in range(first, last + 1):
        # The words of a year too near to an edge would be cut off.
        if year % step == 0 and BARS_FROM + 4 <= scale.x(date(year, 1, 1)) <= BARS_TO - 4:
            yield Year(str(year), scale.x(date(year, 1, 1)))
