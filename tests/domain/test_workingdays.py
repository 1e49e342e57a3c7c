"""Working days: weekends and the bank holidays of England and Wales, Scotland, Northern Ireland."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.domain.workingdays import (
    is_working_day,
    working_days_after,
    working_days_between,
)

DAYS = st.dates(date(2016, 1, 1), date(2035, 12, 31))
NATIONS = st.sampled_from(["E", "W", "E,W", "S", "NI"])


@pytest.mark.parametrize("nation", ["E", "W", "E,W"])
class TestEnglandAndWales:
    def test_ten_days_without_a_holiday_are_two_weeks(self, nation):
        assert working_days_between(date(2026, 3, 2), date(2026, 3, 13), nation) == 10

    def test_christmas_of_2026_when_boxing_day_is_a_saturday(self, nation):
        # Friday is Christmas Day, and Monday the 28th stands in for Boxing Day.
        assert working_days_between(date(2026, 12, 24), date(2027, 1, 4), nation) == 5
        assert working_days_after(date(2026, 12, 24), 1, nation) == date(2026, 12, 29)

    def test_easter_of_2026(self, nation):
        assert not is_working_day(date(2026, 4, 3), nation)
        assert not is_working_day(date(2026, 4, 6), nation)
        assert working_days_between(date(2026, 3, 30), date(2026, 4, 10), nation) == 8
        assert working_days_after(date(2026, 4, 2), 1, nation) == date(2026, 4, 7)

    def test_a_holiday_that_parliament_added_for_one_year(self, nation):
        assert not is_working_day(date(2023, 5, 8), nation)
        assert not is_working_day(date(2022, 6, 3), nation)
        assert is_working_day(date(2022, 5, 30), nation)


def test_scotland_works_on_easter_monday_and_not_on_the_second_of_january():
    assert is_working_day(date(2026, 4, 6), "S")
    assert not is_working_day(date(2026, 1, 2), "S")
    assert is_working_day(date(2026, 1, 2), "E")


def test_a_council_of_two_nations_works_when_both_do():
    assert not is_working_day(date(2026, 4, 6), "E, S")
    assert not is_working_day(date(2026, 1, 2), "E, S")


def test_no_day_is_between_a_later_and_an_earlier_one():
    assert working_days_between(date(2026, 3, 13), date(2026, 3, 2), "E") == 0


@given(DAYS, st.integers(1, 30), NATIONS)
def test_counting_there_and_back_agrees(day, count, nations):
    reached = working_days_after(day, count, nations)
    assert is_working_day(reached, nations)
    counted_too = is_working_day(day, nations)
    assert working_days_between(day, reached, nations) == count + counted_too
