"""Random histories of a document, and the plainest way to say what was in force on each day."""

from datetime import date, timedelta

from hypothesis import strategies as st

from policies.domain.numbering import VersionNumber
from policies.domain.periods import Period

# The clocks go forward on 29 March and back on 25 October 2026: neither makes a day less or more.
FIRST, LAST = date(2026, 3, 20), date(2026, 5, 20)


@st.composite
def histories(draw) -> list[Period]:
    """Versions one after another, with gaps after withdrawals, some without a single day."""
    periods, day = [], FIRST + timedelta(days=draw(st.integers(0, 12)))
    for major in range(1, draw(st.integers(1, 7)) + 1):
        lasts = timedelta(days=draw(st.integers(0, 9)))
        periods.append(Period(number=VersionNumber(major, 0), begins=day, ends=day + lasts))
        gap = draw(st.sampled_from([0, 0, 0, 1, 4]))
        day = day + max(lasts + timedelta(days=gap), timedelta(days=1))
    if draw(st.booleans()):
        last = periods[-1]
        periods[-1] = Period(number=last.number, begins=last.begins)
    return draw(st.permutations(periods))


def oracle(periods: list[Period]) -> dict[date, VersionNumber]:
    """The number in force on each day, found by walking through every day of every period."""
    found = {}
    for period in periods:
        day = period.begins
        while day < (period.ends or LAST + timedelta(days=10)):
            assert day not in found
            found[day] = period.number
            day += timedelta(days=1)
    return found
