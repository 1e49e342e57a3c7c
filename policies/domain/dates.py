"""Dates of the record: always London dates, whatever the clock of the machine says."""

import calendar
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from policies.domain.language import _, gettext_noop

LONDON = ZoneInfo("Europe/London")
# Nothing is planned further ahead: a later day is a slip of the keyboard.
FURTHEST_YEARS = 30
_MONTHS = (
    gettext_noop("January"),
    gettext_noop("February"),
    gettext_noop("March"),
    gettext_noop("April"),
    gettext_noop("May"),
    gettext_noop("June"),
    gettext_noop("July"),
    gettext_noop("August"),
    gettext_noop("September"),
    gettext_noop("October"),
    gettext_noop("November"),
    gettext_noop("December"),
)


def london_day(at: datetime) -> date:
    """Return the date in London at this moment. ``at`` must carry a time zone."""
    if at.tzinfo is None:
        raise ValueError("A moment of the record carries its time zone.")
    return at.astimezone(LONDON).date()


def end_of(day: date) -> datetime:
    """Return the moment at which this day is over in London: the first of the next."""
    return datetime.combine(day + timedelta(days=1), time.min, tzinfo=LONDON)


def months_after(day: date, months: int) -> date:
    """Return the same day of the month this many months on, or the last day of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))


def in_words(day: date) -> str:
    """Return the date as a sentence has it: 3 May 2026, or in Welsh 3 Mai 2026."""
    return f"{day.day} {_(_MONTHS[day.month - 1])} {day.year}"


def furthest_day(today: date) -> date:
    """Return the last day that can be planned for today."""
    return months_after(today, 12 * FURTHEST_YEARS)


def about_being_far(day: date | None, *, today: date) -> Iterator[str]:
    """Yield that a day is too far away to be planned for, if it is."""
    if day and day > furthest_day(today):
        yield (
            f"{in_words(day)} is more than {FURTHEST_YEARS} years away. Choose a day until "
            f"{in_words(furthest_day(today))}."
        )
