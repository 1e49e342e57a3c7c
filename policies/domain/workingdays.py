"""Working days: Monday to Friday without the bank holidays of the council's nations.

The only module that knows the library of bank holidays: its table has those that Parliament
moved or added for one year, which no rule yields.
"""

from datetime import date, timedelta
from functools import cache

_SUBDIVISIONS = {"E": "ENG", "W": "WLS", "S": "SCT", "NI": "NIR"}
_SATURDAY = 5


def is_working_day(day: date, nations: str) -> bool:
    """Return whether people work on this day in all of the nations: “E”, “W”, “E,W”."""
    return day.weekday() < _SATURDAY and not any(
        day in _bank_holidays(nation.strip(), day.year) for nation in nations.split(",")
    )


def working_days_between(first: date, last: date, nations: str) -> int:
    """Return how many working days there are from ``first`` to ``last``, both of them included."""
    days = (first + timedelta(days=number) for number in range((last - first).days + 1))
    return sum(is_working_day(day, nations) for day in days)


def working_days_after(day: date, count: int, nations: str) -> date:
    """Return the working day that is this many working days after ``day``, which is not counted.

    With 0 it is ``day`` itself, whether anybody works on it or not.
    """
    while count > 0:
        day += timedelta(days=1)
        count -= is_working_day(day, nations)
    return day


@cache
def _bank_holidays(nation: str, year: int) -> frozenset[date]:
    # Imported here: it takes a fifth of a second, and most commands count no working days.
    from holidays import country_holidays

    # The nations are a setting that somebody types: what cannot be read counts as England.
    subdivision = _SUBDIVISIONS.get(nation.upper(), "ENG")
    return frozenset(country_holidays("GB", subdiv=subdivision, years=year))
