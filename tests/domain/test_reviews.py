"""When to tell of what is due, and what can come of a review."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from policies.domain.lifecycle import Status
from policies.domain.readiness import Situation
from policies.domain.reviews import (
    DueItem,
    DueKind,
    ReviewOutcome,
    day_to_answer_law,
    reasons_against_outcome,
    reasons_against_reviewing,
    start_of,
)
from policies.domain.roles import Role

TODAY = date(2026, 3, 2)
DUE = date(2026, 6, 30)


def item(**other) -> DueItem:
    given = {
        "key": "review-1", "kind": DueKind.REVIEW, "document": "Social media policy",
        "document_pk": 1, "what": "The review of version 2.1", "due_on": DUE,
        "known_from": datetime(2024, 6, 30, tzinfo=UTC), "act": "Record a review",
        "address": "/review/",
    }  # fmt: skip
    return DueItem(**given | other)


def noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)


@pytest.mark.parametrize("offset", [-90, -30, -7, 7, 30, 90])
def test_each_warning_is_told_from_the_beginning_of_its_day(offset):
    day = DUE + timedelta(days=offset)
    assert item().told_from(noon(day)) == start_of(day)
    before = item().told_from(noon(day - timedelta(days=1)))
    assert before is None or before < start_of(day)


def test_of_the_warnings_that_were_missed_the_last_one_counts():
    assert item().told_from(noon(DUE)) == start_of(DUE - timedelta(days=7))


def test_what_is_raised_late_is_told_from_the_moment_it_was_raised():
    raised = noon(DUE - timedelta(days=3))
    late = item(known_from=raised)
    assert late.told_from(raised + timedelta(hours=1)) == raised


def test_a_consultation_is_not_told_of_months_ahead():
    closing = item(kind=DueKind.CONSULTATION)
    assert closing.told_from(noon(DUE - timedelta(days=30))) is None
    assert closing.told_from(noon(DUE - timedelta(days=7))) is not None


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        (DUE - timedelta(days=30), "is due by 30 June 2026, in 30 days."),
        (DUE - timedelta(days=1), "is due by 30 June 2026, in 1 day."),
        (DUE, "is due by 30 June 2026, today."),
        (DUE + timedelta(days=1), "was due by 30 June 2026 and is 1 day overdue."),
    ],
)
def test_the_sentence_has_the_day_in_full_and_how_far_off_it_is(day, sentence):
    assert item().sentence_on(day) == f"The review of version 2.1 {sentence}"


REVIEWING = Situation(
    status=Status.IN_FORCE,
    day=TODAY,
    roles=frozenset({Role.CORPORATE_OFFICER}),
    reason="Read against the new code.",
    next_review_on=date(2027, 3, 1),
)


def against(outcome, was_due_on=date(2026, 6, 30), **other):
    situation = replace(REVIEWING, **other)
    return reasons_against_outcome(outcome, situation, was_due_on=was_due_on)


def test_only_the_version_in_force_is_reviewed_and_only_by_the_corporate_officer():
    assert reasons_against_reviewing(REVIEWING) == ()
    other = replace(REVIEWING, roles=frozenset({Role.AUTHOR}), status=Status.SUPERSEDED)
    assert reasons_against_reviewing(other) == (
        "Only the Corporate Officer can record a review.",
        "This version is superseded; the version in force is what is reviewed.",
    )


@pytest.mark.parametrize("outcome", [ReviewOutcome.NO_CHANGE, ReviewOutcome.EXTEND])
def test_a_review_that_changes_nothing_needs_a_day_after_today_and_a_reason(outcome):
    assert against(outcome) == ()
    assert against(outcome, next_review_on=None) == ("Give the day of the next review.",)
    assert against(outcome, next_review_on=TODAY) == ("The next review must be after today.",)
    assert len(against(outcome, reason=" ")) == 1


def test_a_review_is_put_off_by_a_year_at_most_and_to_a_later_day():
    extend = ReviewOutcome.EXTEND
    assert against(extend, next_review_on=date(2027, 3, 2)) == ()
    assert against(extend, next_review_on=date(2027, 3, 3)) == (
        "A review is put off by 12 months at most, until 2 March 2027.",
    )
    assert against(extend, next_review_on=date(2026, 6, 30)) == (
        "The review is due on 30 June 2026: putting it off needs a later day.",
    )


@pytest.mark.parametrize(
    "outcome", [ReviewOutcome.MINOR, ReviewOutcome.SUBSTANTIVE, ReviewOutcome.WITHDRAW]
)
def test_what_is_to_be_changed_or_withdrawn_gets_no_new_day(outcome):
    assert against(outcome, next_review_on=None) == ()
    assert "Leave the day out." in against(outcome)[0]


@pytest.mark.parametrize(
    ("ends_on", "due"),
    [
        (None, date(2026, 4, 1)),
        (date(2026, 3, 10), date(2026, 4, 1)),
        (date(2027, 1, 1), date(2027, 1, 1)),
    ],
)
def test_what_relies_on_a_law_is_looked_at_by_its_end_but_never_within_days(ends_on, due):
    assert day_to_answer_law(ends_on, TODAY) == due
