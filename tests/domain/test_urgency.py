"""What the public is told of a text that was published urgently, on every day and by every body."""

from dataclasses import replace
from datetime import date

import pytest

from policies.domain.lifecycle import Status
from policies.domain.record import DecisionRecord, Ratification
from policies.domain.standing import sentence_about_urgency

IN_FORCE_FROM = date(2026, 3, 2)
URGENT = DecisionRecord(
    body="Corporate Officer",
    decided_on=date(2026, 3, 1),
    outcome="Approved",
    is_by_officer=True,
    ratification=Ratification(bodies=("Council",), needs_all=True, within_days=30),
)
BY_COUNCIL = DecisionRecord(
    body="Council",
    decided_on=date(2026, 3, 20),
    outcome="Ratified",
    minute_reference="Minute 9",
    ratifies=True,
)
BY_CABINET = replace(BY_COUNCIL, body="The Cabinet", minute_reference="")


def told(*decisions, status=Status.IN_FORCE, day=IN_FORCE_FROM):
    return sentence_about_urgency(decisions, status=status, in_force_from=IN_FORCE_FROM, day=day)


def needing(*bodies, all_of_them=True):
    wanted = Ratification(bodies=bodies, needs_all=all_of_them, within_days=30)
    return replace(URGENT, ratification=wanted)


def test_nothing_is_said_of_a_text_that_nobody_decided_urgently():
    assert told() == ""
    assert told(replace(URGENT, ratification=None), BY_COUNCIL) == ""


@pytest.mark.parametrize(("day", "overdue"), [(date(2026, 4, 1), False), (date(2026, 4, 2), True)])
def test_the_last_day_counts_from_publication(day, overdue):
    sentence = told(URGENT, day=day)
    assert sentence.startswith("Published urgently, to be ratified by the Council by 1 April 2026.")
    assert ("That is overdue. The text still applies" in sentence) is overdue


def test_once_ratified_no_day_matters():
    assert told(URGENT, BY_COUNCIL, day=date(2027, 1, 1)) == (
        "Published urgently, then ratified by the Council on 20 March 2026 (Minute 9)."
    )


def test_of_two_bodies_the_one_that_is_missing_is_named():
    both = needing("Council", "The Cabinet")
    assert "by the Council and the Cabinet by 1 April 2026." in told(both)
    assert "to be ratified by the Cabinet by 1 April 2026." in told(both, BY_COUNCIL)
    assert told(both, BY_COUNCIL, BY_CABINET) == (
        "Published urgently, then ratified by the Council on 20 March 2026 (Minute 9) and by the "
        "Cabinet on 20 March 2026."
    )


def test_where_one_of_two_is_enough_one_is_enough():
    either = needing("Council", "The Cabinet", all_of_them=False)
    assert "by the Council or the Cabinet by" in told(either)
    assert told(either, BY_CABINET) == (
        "Published urgently, then ratified by the Cabinet on 20 March 2026."
    )


def test_where_the_route_names_no_body_any_one_may():
    assert "to be ratified by a body by 1 April 2026." in told(needing())
    assert "then ratified by the Council" in told(needing(), BY_COUNCIL)


def test_one_refusal_is_enough():
    refused = replace(BY_CABINET, ratifies=False)
    both = needing("Council", "The Cabinet")
    assert told(both, BY_COUNCIL, refused) == (
        "Published urgently. It was not ratified by the Cabinet on 20 March 2026. "
        "It still applies until it is replaced or withdrawn."
    )
    assert told(both, refused, status=Status.WITHDRAWN) == (
        "Published urgently. It was not ratified by the Cabinet on 20 March 2026."
    )


@pytest.mark.parametrize("status", [Status.SUPERSEDED, Status.WITHDRAWN])
def test_a_text_that_went_out_of_force_first_is_overdue_no_more(status):
    assert told(URGENT, status=status, day=date(2027, 1, 1)) == (
        "Published urgently, to be ratified by the Council by 1 April 2026. "
        "It was not ratified while it was in force."
    )


def test_an_urgent_decision_is_read_back_from_what_was_kept_of_it():
    import json

    for record in (URGENT, BY_COUNCIL, needing()):
        kept = json.loads(json.dumps(record.as_plain()))
        assert DecisionRecord.from_plain(kept) == record


def test_what_was_kept_before_there_were_officers_decisions_is_read_as_a_body_s():
    kept = {"body": "Council", "decided_on": "2026-03-01", "outcome": "Approved",
            "minute_reference": "", "resolution": "", "exception": ""}  # fmt: skip
    record = DecisionRecord.from_plain(kept)
    assert (record.is_by_officer, record.ratification, record.ratifies) == (False, None, None)
