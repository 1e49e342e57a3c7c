"""How long to wait after failures."""

from datetime import timedelta

from policies.domain.pauses import pause_after

HOUR = timedelta(hours=1)


def test_the_pauses_double_up_to_the_longest():
    minutes = [pause_after(failures, longest=HOUR).seconds // 60 for failures in range(1, 8)]
    assert minutes == [2, 4, 8, 16, 32, 60, 60]


def test_a_year_of_failures_is_no_number_too_large():
    assert pause_after(32_767, longest=HOUR) == HOUR
