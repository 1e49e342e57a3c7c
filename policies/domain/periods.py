"""What was in force on a day: a period holds its first day, and not the day on which it ends."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date

from policies.domain.numbering import VersionNumber


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """From when to when a version was in force; ``ends`` is None while it is.

    ``ends`` is the first London date on which it was no longer in force.
    """

    number: VersionNumber
    begins: date
    ends: date | None = None
    is_withdrawn: bool = False

    def covers(self, day: date) -> bool:
        """Whether the version was in force on this day."""
        return self.begins <= day and (self.ends is None or day < self.ends)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a day stands among the periods of a document.

    ``before`` and ``after`` are the periods next to the one that covers the day or, where none
    does, next to the day itself. A period without a day in it is passed over.
    """

    day: date
    in_force: Period | None = None
    before: Period | None = None
    after: Period | None = None

    @property
    def gave_way(self) -> bool:
        """Whether the next version took the place of the one in force without a day between."""
        there, after = self.in_force, self.after
        return bool(there and after and there.ends == after.begins)


def place_of(day: date, periods: Collection[Period]) -> Place:
    """Return where this day stands among the periods of one document, in whatever order.

    Periods of one document never overlap: the database keeps them so.
    """
    place = Place(day=day)
    for period in sorted(periods, key=lambda one: one.begins):
        if period.ends is not None and period.ends <= period.begins:
            continue
        if period.covers(day):
            place = replace(place, in_force=period)
        elif period.begins <= day:
            place = replace(place, before=period)
        elif place.after is None:
            place = replace(place, after=period)
    return place
