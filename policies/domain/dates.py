"""Dates of the record: always London dates, whatever the clock of the machine says."""

import calendar
from datetime import date, datetime
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")


def london_day(at: datetime) -> date:
    """Return the date in London at this moment. ``at`` must carry a time zone."""
    if at.tzinfo is None:
        raise ValueError("A moment of the record carries its time zone.")
    return at.astimezone(LONDON).date()


def months_after(day: date, months: int) -> date:
    """Return the same day of the month this many months on, or the last day of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))


def in_words(day: date) -> str:
    """Return the date as a sentence has it: 3 May 2026."""
    return f"{day.day} {day:%B %Y}"
