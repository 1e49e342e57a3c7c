"""A day as people type it into a field, and as an address writes it (ISO 8601)."""

import re
from datetime import date

from policies.domain.language import spoken

_IN_AN_ADDRESS = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_IN_NUMBERS = re.compile(r"([0-9]{1,2})[./ -]([0-9]{1,2})[./ -]([0-9]{4})")
_YEAR_FIRST = re.compile(r"([0-9]{4})[./ -]([0-9]{1,2})[./ -]([0-9]{1,2})")
_WITH_A_MONTH = re.compile(r"([0-9]{1,2})(?:st|nd|rd|th)? ([^\W\d_]{3,}),? ([0-9]{4})")
_MONTH_FIRST = re.compile(r"([^\W\d_]{3,}) ([0-9]{1,2})(?:st|nd|rd|th)?,? ([0-9]{4})")
# A longer entry is no date.
_LONGEST = 40
_MONTHS = {
    "en": ("january", "february", "march", "april", "may", "june", "july", "august",
           "september", "october", "november", "december"),
    "cy": ("ionawr", "chwefror", "mawrth", "ebrill", "mai", "mehefin", "gorffennaf", "awst",
           "medi", "hydref", "tachwedd", "rhagfyr"),
}  # fmt: skip


def day_in_address(written: str) -> date | None:
    """Return the day that an address names as 2016-05-01, or None if it names none.

    No other form is taken there, so that a day has one address.
    """
    return _day(*written.split("-")) if _IN_AN_ADDRESS.fullmatch(written) else None


def day_typed(typed: str) -> date | None:
    """Return the day that someone typed, or None if it cannot be told which one.

    Read are 2016-05-01, 1 May 2016, May 1, 2016 and, as Britain writes it, 1/5/2016 with the day
    first. The year has four digits. Months have their English or, in Welsh pages, Welsh names too.
    """
    words = " ".join(typed.split()).lower()
    if len(words) > _LONGEST:
        return None
    if found := _YEAR_FIRST.fullmatch(words):
        return _day(*found.groups())
    if found := _IN_NUMBERS.fullmatch(words):
        day, month, year = found.groups()
        return _day(year, month, day)
    if found := _WITH_A_MONTH.fullmatch(words):
        day, name, year = found.groups()
        return _day(year, _month_named(name), day)
    if found := _MONTH_FIRST.fullmatch(words):
        name, day, year = found.groups()
        return _day(year, _month_named(name), day)
    return None


def _day(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def _month_named(name: str) -> str:
    """The number of the month whose name begins so, or "0", which no month has."""
    languages = ("en", "cy") if spoken() == "cy" else ("en",)
    for language in languages:
        found = [n for n, month in enumerate(_MONTHS[language], 1) if month.startswith(name)]
        if len(found) == 1:
            return str(found[0])
    return "0"
