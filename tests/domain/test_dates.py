"""Every date of the record is a London date."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.domain.dates import end_of, in_words, london_day, months_after


@pytest.mark.parametrize(
    ("at", "day"),
    [
        # In summer London is an hour ahead of UTC ...
        (datetime(2026, 6, 30, 22, 59, tzinfo=UTC), date(2026, 6, 30)),
        (datetime(2026, 6, 30, 23, 0, tzinfo=UTC), date(2026, 7, 1)),
        # ... and in winter it is not.
        (datetime(2026, 12, 31, 23, 59, tzinfo=UTC), date(2026, 12, 31)),
        # The clocks went forward at 01:00 UTC on 29 March 2026, and back on 25 October.
        (datetime(2026, 3, 29, 0, 30, tzinfo=UTC), date(2026, 3, 29)),
        (datetime(2026, 3, 29, 23, 30, tzinfo=UTC), date(2026, 3, 30)),
        (datetime(2026, 10, 24, 23, 30, tzinfo=UTC), date(2026, 10, 25)),
        (datetime(2026, 10, 25, 23, 30, tzinfo=UTC), date(2026, 10, 25)),
        # A machine elsewhere says the same.
        (datetime(2026, 7, 1, 9, 0, tzinfo=timezone(timedelta(hours=10))), date(2026, 7, 1)),
        (datetime(2026, 6, 30, 20, 0, tzinfo=timezone(timedelta(hours=-5))), date(2026, 7, 1)),
    ],
)
def test_the_day_is_the_day_in_london(at, day):
    assert london_day(at) == day


def test_a_moment_without_a_time_zone_is_refused():
    with pytest.raises(ValueError, match="carries its time zone"):
        london_day(datetime(2026, 6, 30, 23, 0))


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2028, 2, 29), 48, date(2032, 2, 29)),
        (date(2026, 8, 31), 1, date(2026, 9, 30)),
        (date(2026, 12, 15), 1, date(2027, 1, 15)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2026, 3, 2), 24, date(2028, 3, 2)),
        (date(2026, 3, 2), 0, date(2026, 3, 2)),
    ],
)
def test_months_after_a_day_is_the_same_day_or_the_last_of_a_shorter_month(day, months, later):
    assert months_after(day, months) == later


@given(st.dates(date(1900, 1, 1), date(2200, 12, 31)), st.integers(0, 240))
def test_months_after_a_day_is_always_in_the_month_that_many_months_on(day, months):
    later = months_after(day, months)
    assert later.year * 12 + later.month == day.year * 12 + day.month + months
    assert later.day <= day.day


def test_a_date_is_written_as_a_sentence_has_it():
    assert in_words(date(2026, 5, 3)) == "3 May 2026"
    assert in_words(date(2028, 2, 29)) == "29 February 2028"


@given(st.dates(date(1996, 1, 1), date(2037, 12, 31)))
def test_a_day_ends_in_london_when_the_next_begins(day):
    end = end_of(day)
    assert london_day(end) == day + timedelta(days=1)
    assert london_day(end.astimezone(UTC) - timedelta(microseconds=1)) == day
