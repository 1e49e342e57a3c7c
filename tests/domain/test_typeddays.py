"""A day in an address has one form; in a field it is read as people write it."""

from datetime import date

import pytest

from policies.domain.typeddays import day_in_address, day_typed

MAY = date(2016, 5, 1)


@pytest.mark.parametrize(
    "written",
    ["2016-02-30", "0000-01-01", "10000-01-01", "2016-5-1", "20160501", "2016-W18-7", "2016-13-01",
     "٢٠١٦-٠٥-٠١", "-2016-05-01", "2016-05-01T00:00", " 2016-05-01", "2015-02-29", "", "today"],
)  # fmt: skip
def test_an_address_that_names_no_day(written):
    assert day_in_address(written) is None


def test_an_address_names_a_day_in_one_form():
    assert day_in_address("2016-05-01") == MAY
    assert day_in_address("2016-02-29") == date(2016, 2, 29)
    assert (day_in_address("0001-01-01"), day_in_address("9999-12-31")) == (date.min, date.max)


@pytest.mark.parametrize(
    "typed",
    ["2016-05-01", "1 May 2016", " 1  MAY  2016 ", "1st May 2016", "May 1, 2016", "1 may, 2016",
     "1/5/2016", "01.05.2016", "1-5-2016", "1 5 2016", "2016/5/1"],
)  # fmt: skip
def test_a_field_is_read_as_people_write(typed):
    assert day_typed(typed) == MAY


@pytest.mark.parametrize(
    "typed",
    ["", "30 February 2016", "31/4/2016", "5/13/2016", "1 May 16", "1 Ma 2016", "1 ju 2016",
     "1 Mai 2016", "yesterday", "1 May 0", "1 May 10000", "9" * 10_000, "'; DROP TABLE",
     "٣/٥/٢٠١٦"],
)  # fmt: skip
def test_what_is_no_day_is_not_guessed_at(typed):
    assert day_typed(typed) is None
