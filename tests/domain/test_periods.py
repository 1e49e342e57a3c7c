"""In force on a day: the first day counts, the day on which it ends does not."""

from datetime import date, timedelta

import pytest
from hypothesis import given

from policies.domain.numbering import VersionNumber
from policies.domain.periods import Period, place_of
from tests.domain.histories import FIRST, LAST, histories, oracle

OLD = Period(number=VersionNumber(1, 0), begins=date(2015, 5, 1), ends=date(2017, 3, 9))
NEW = Period(number=VersionNumber(2, 0), begins=date(2017, 3, 9), ends=date(2020, 1, 1))
LATE = Period(number=VersionNumber(3, 0), begins=date(2021, 6, 1))
ALL = (LATE, OLD, NEW)


def numbers(place):
    return [one and str(one.number) for one in (place.before, place.in_force, place.after)]


@pytest.mark.parametrize(
    ("day", "before_there_after"),
    [
        (date.min, [None, None, "1.0"]),
        (date(2015, 4, 30), [None, None, "1.0"]),
        (date(2015, 5, 1), [None, "1.0", "2.0"]),
        (date(2017, 3, 8), [None, "1.0", "2.0"]),
        (date(2017, 3, 9), ["1.0", "2.0", "3.0"]),
        (date(2020, 1, 1), ["2.0", None, "3.0"]),
        (date(2021, 5, 31), ["2.0", None, "3.0"]),
        (date(2021, 6, 1), ["2.0", "3.0", None]),
        (date.max, ["2.0", "3.0", None]),
    ],
)
def test_a_day_has_its_version_and_the_ones_next_to_it(day, before_there_after):
    assert numbers(place_of(day, ALL)) == before_there_after


def test_a_version_gives_way_only_if_no_day_is_between():
    assert place_of(date(2016, 1, 1), ALL).gave_way
    assert not place_of(date(2018, 1, 1), ALL).gave_way
    assert not place_of(date(2022, 1, 1), ALL).gave_way


def test_a_version_withdrawn_on_its_first_day_was_in_force_on_none():
    gone = Period(number=VersionNumber(2, 1), begins=date(2020, 2, 2), ends=date(2020, 2, 2))
    assert numbers(place_of(date(2020, 2, 2), (*ALL, gone))) == ["2.0", None, "3.0"]


@given(histories())
def test_the_lookup_equals_a_brute_force_search(periods):
    expected = oracle(periods)
    for n in range(-3, (LAST - FIRST).days + 3):
        day = FIRST + timedelta(days=n)
        place = place_of(day, periods)
        assert (place.in_force and place.in_force.number) == expected.get(day)
        lived = [one for one in periods if one.ends is None or one.ends > one.begins]
        earlier = [one for one in lived if one.begins <= day and not one.covers(day)]
        later = [one for one in lived if one.begins > day]
        assert place.before == max(earlier, key=lambda one: one.begins, default=None)
        assert place.after == min(later, key=lambda one: one.begins, default=None)
