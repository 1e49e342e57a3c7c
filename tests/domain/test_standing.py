"""What a page says first: whether the text is in force, from when to when, by whom, until when."""

from dataclasses import replace
from datetime import date

import pytest

from policies.domain.content import Kind
from policies.domain.lifecycle import Status
from policies.domain.record import DecisionRecord
from policies.domain.standing import Standing, sentences_about

DECISION = DecisionRecord(
    body="Standards Committee",
    decided_on=date(2026, 2, 24),
    outcome="Approved",
    minute_reference="Minute 12",
)
IN_FORCE = Standing(
    number="2.1",
    kind=Kind.POLICY,
    status=Status.IN_FORCE,
    day=date(2026, 5, 3),
    in_force_from=date(2026, 3, 2),
    next_review_on=date(2028, 3, 2),
    decisions=(DECISION,),
    current_number="2.1",
)
SUPERSEDED = replace(
    IN_FORCE, status=Status.SUPERSEDED, in_force_until=date(2026, 4, 1), current_number="3.0"
)


def test_a_text_in_force_says_since_when_by_whom_and_until_when():
    assert sentences_about(IN_FORCE) == (
        "Version 2.1 of this policy is in force. It has been since 2 March 2026.",
        "Approved by the Standards Committee on 24 February 2026 (Minute 12).",
        "The council will review it by 2 March 2028.",
    )


def test_a_superseded_text_says_that_it_is_not_in_force():
    sentences = sentences_about(SUPERSEDED)
    assert sentences[0] == (
        "Version 2.1 of this policy is not in force. "
        "It was in force from 2 March 2026 until 1 April 2026."
    )
    assert not [sentence for sentence in sentences if "review" in sentence]
    assert "No version is in force now." not in sentences


def test_a_withdrawn_text_says_why_and_that_nothing_replaced_it():
    withdrawn = replace(
        SUPERSEDED, status=Status.WITHDRAWN, withdrawal_reason="The law changed.", current_number=""
    )
    assert sentences_about(withdrawn)[1:3] == (
        "It was withdrawn: The law changed.",
        "No version is in force now.",
    )


@pytest.mark.parametrize(("day", "overdue"), [(date(2028, 3, 2), False), (date(2028, 3, 3), True)])
def test_an_overdue_review_is_said_and_the_text_still_applies(day, overdue):
    last = sentences_about(replace(IN_FORCE, day=day))[-1]
    assert ("is overdue. The text still applies" in last) is overdue


def test_a_text_without_a_next_review_says_nothing_about_one():
    sentences = sentences_about(replace(IN_FORCE, next_review_on=None))
    assert not [sentence for sentence in sentences if "review" in sentence]


def test_exceptions_and_records_from_paper_are_said_in_public():
    alone = replace(DECISION, exception="One clerk.", minute_reference="", body="The Council")
    sentences = sentences_about(
        replace(
            IN_FORCE,
            decisions=(alone,),
            publication_exception="One clerk.",
            recorded_from_paper_on=date(2026, 4, 4),
        )
    )
    assert sentences[1:5] == (
        "Approved by the Council on 24 February 2026.",
        "The council has a sole officer, who gave this reason: One clerk.",
        "It was published by an officer who wrote part of it, for this reason: One clerk.",
        "This version is from before the portal. It was recorded from paper on 4 April 2026.",
    )


def test_a_decision_is_read_back_from_what_was_kept_of_it():
    assert DecisionRecord.from_plain(DECISION.as_plain()) == DECISION


@pytest.mark.parametrize("kind", list(Kind))
def test_the_first_sentence_is_english_for_every_kind(kind):
    first = sentences_about(replace(IN_FORCE, kind=kind))[0]
    assert "this guidelines" not in first
