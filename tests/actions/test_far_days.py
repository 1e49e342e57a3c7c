"""A day that is a slip of the keyboard is refused wherever a day to come is given."""

from datetime import date, timedelta

import pytest

from policies.actions import consulting, keeping_law, planning, publishing, reviewing
from policies.domain.dates import furthest_day, in_words
from policies.domain.reviews import ReviewOutcome, TriggerKind

SLIP = date(9999, 12, 31)


@pytest.fixture
def refusal(town) -> str:
    last = in_words(furthest_day(town.at.date()))
    return f"31 December 9999 is more than 30 years away. Choose a day until {last}."


def test_the_furthest_day_is_thirty_years_on():
    assert furthest_day(date(2026, 2, 28)) == date(2056, 2, 28)


def test_no_publication_and_no_next_review_is_planned_for_it(town, approved, reasons_when, refusal):
    who = {"version": approved, "by": town.officer, "at": town.now()}
    assert reasons_when(planning.plan_publication, day=SLIP, **who) == (refusal,)
    assert reasons_when(publishing.publish_version, next_review_on=SLIP, **who) == (refusal,)


def test_no_review_is_put_there(town, in_force, reasons_when, refusal):
    who = {"by": town.officer, "at": town.now()}
    reviewed = {"version": in_force, "outcome": ReviewOutcome.NO_CHANGE, "reason": "Read."}
    assert reasons_when(
        reviewing.record_review, **reviewed, next_review_on=SLIP, **who
    ) == (refusal,)  # fmt: skip
    raised = {"document": in_force.document, "kind": TriggerKind.OTHER, "what": "A flood."}
    assert reasons_when(reviewing.raise_trigger, **raised, due_on=SLIP, **who) == (refusal,)


def test_no_consultation_closes_then(town, in_review, reasons_when, refusal):
    who = {"by": town.officer, "at": town.now()}
    opened = {"version": in_review, "consulted": "All members", "opens_on": town.at.date()}
    assert reasons_when(
        consulting.open_consultation, **opened, closes_on=SLIP, **who
    ) == (refusal,)  # fmt: skip
    going = consulting.open_consultation(
        **opened, closes_on=town.at.date() + timedelta(days=30), **who
    )
    assert reasons_when(
        consulting.extend_consultation, consultation=going, closes_on=SLIP, why="More.", **who
    ) == (refusal,)  # fmt: skip


def test_no_law_ends_then(town, in_force, reasons_when, refusal):
    law = town.law
    law.in_force_to = SLIP
    who = {"by": town.officer, "at": town.now(), "why": "It ends."}
    assert reasons_when(keeping_law.keep_law, law=law, **who) == (refusal,)
