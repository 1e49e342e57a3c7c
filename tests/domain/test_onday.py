"""What the page of a day says first."""

from datetime import date

from policies.domain.content import Kind
from policies.domain.numbering import VersionNumber
from policies.domain.onday import Asked, sentences_about_day
from policies.domain.periods import Period, place_of

TODAY = date(2026, 11, 21)
OLD = Period(number=VersionNumber(1, 0), begins=date(2015, 5, 1), ends=date(2017, 3, 9))
GONE = Period(
    number=VersionNumber(2, 0), begins=date(2017, 3, 9), ends=date(2020, 1, 1), is_withdrawn=True
)
NOW = Period(number=VersionNumber(3, 0), begins=date(2021, 6, 1))


def said(day, *periods, **more):
    place = place_of(min(day, TODAY), periods or (OLD, GONE, NOW))
    return sentences_about_day(Asked(day=day, place=place, today=TODAY, **more))


def test_a_past_day_names_the_version_and_from_when_to_when_and_what_followed():
    assert said(date(2016, 5, 1)) == (
        "On 1 May 2016 version 1.0 of this policy was in force.",
        "It was in force from 1 May 2015 until 9 March 2017, when version 2.0 took its place.",
    )


def test_a_version_that_was_withdrawn_says_so():
    assert said(date(2018, 1, 1), kind=Kind.GUIDELINES) == (
        "On 1 January 2018 version 2.0 of these guidelines was in force.",
        "It was in force from 9 March 2017 until 1 January 2020, when it was withdrawn.",
    )


def test_today_is_told_as_today():
    assert said(TODAY) == (
        "Today, 21 November 2026, version 3.0 of this policy is in force.",
        "It has been in force since 1 June 2021 and still is.",
    )


def test_before_the_first_none_was_in_force_and_the_first_is_named():
    assert said(date(1900, 1, 1)) == (
        "On 1 January 1900 no public version of this document was in force.",
        "The first version on record, 1.0, came into force on 1 May 2015.",
    )


def test_in_a_gap_both_sides_are_named():
    assert said(date(2020, 1, 1)) == (
        "On 1 January 2020 no public version of this document was in force.",
        "Version 2.0 was withdrawn from 1 January 2020 on.",
        "The next version, 3.0, came into force on 1 June 2021.",
    )


def test_after_a_withdrawal_without_a_successor_nothing_follows():
    assert said(TODAY, GONE)[1:] == ("Version 2.0 was withdrawn from 1 January 2020 on.",)


def test_a_day_to_come_says_what_is_in_force_today_and_what_is_announced():
    assert said(date(2027, 1, 1)) == (
        "1 January 2027 is still to come, so what will be in force then is not certain.",
        "Today, 21 November 2026, version 3.0 of this policy is in force.",
        "No change has been announced.",
    )
    planned = said(date(2027, 1, 1), planned_on=date(2026, 12, 1))
    assert planned[-1] == "From 1 December 2026 a new version applies, as announced."
    assert "no public version of this document is in force." in said(date(2027, 1, 1), GONE)[1]


def test_a_clock_that_is_late_is_told_on_the_day():
    late = said(TODAY, planned_on=TODAY)
    assert late[0] == "Today, 21 November 2026, version 3.0 of this policy is in force."
    assert late[-1] == "A new version was announced for 21 November 2026 and is not in force yet."
