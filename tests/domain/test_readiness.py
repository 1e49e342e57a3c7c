"""Every reason against a move, as the sentence that an officer reads."""

from dataclasses import replace
from datetime import date

import pytest

from policies.domain.content import (
    GuidanceItem,
    ItemKind,
    Kind,
    Section,
    VersionContent,
)
from policies.domain.deciding import reasons_against_entering
from policies.domain.lifecycle import Move, Outcome, Status
from policies.domain.problems import problems_in, problems_of_draft
from policies.domain.readiness import (
    DecisionFacts,
    Situation,
    reasons_against,
    reasons_against_writing,
)
from policies.domain.roles import Role

DAY = date(2026, 3, 2)
OFFICER = frozenset({Role.CORPORATE_OFFICER})
CLERK = frozenset({Role.DEMOCRATIC_SERVICES_CLERK})
CONFIRMER = frozenset({Role.CONFIRMING_OFFICER})
MONITORING = frozenset({Role.MONITORING_OFFICER})
APPROVED = DecisionFacts(outcome=Outcome.APPROVED, is_confirmed=False, entered_by_actor=False)
AMENDED = replace(APPROVED, outcome=Outcome.APPROVED_AS_AMENDED, is_confirmed=True)

WROTE = "You wrote part of this text, and nobody may {} text that they wrote. "
SOMEONE = "Someone who is not among its authors can."
TAMPERED = (
    "The text is not the text that was decided: its hash differs from the submission’s. "
    "Nothing can go on until the monitoring officer has looked into it."
)
CLOSED = "This account is closed. An Administrator can open it again."

PUBLISHING = Situation(status=Status.APPROVED, day=DAY, roles=OFFICER)
APPROVING = Situation(status=Status.IN_REVIEW, day=DAY, roles=CONFIRMER, decision=APPROVED)


def test_an_open_move_has_no_reason_against_it():
    assert reasons_against(Move.PUBLISH, PUBLISHING) == ()
    assert reasons_against(Move.APPROVE, APPROVING) == ()


@pytest.mark.parametrize(
    ("move", "sentence"),
    [
        (Move.START, "Only the Author or the Corporate Officer can start a version."),
        (Move.SUBMIT, "Only the Author or the Corporate Officer can submit a draft."),
        (Move.RECALL, "Only the Author or the Corporate Officer can recall a version in review."),
        (
            Move.REQUEST_CHANGES,
            "Only the Corporate Officer, the Monitoring Officer or the Section 151 Officer "
            "can request changes to a version in review.",
        ),
        (
            Move.CONFORM,
            "Only the Author or the Corporate Officer can conform a version to its minute.",
        ),
        (Move.REJECT, "Only the Confirming Officer can confirm that a version was rejected."),
        (Move.APPROVE, "Only the Confirming Officer can confirm that a version was approved."),
        (Move.RESCIND, "Only the Corporate Officer can rescind an approved version."),
        (Move.PUBLISH, "Only the Corporate Officer can publish an approved version."),
        (Move.WITHDRAW, "Only the Corporate Officer can withdraw the version in force."),
        (Move.DISCARD, "Only the Author or the Corporate Officer can discard a draft."),
        (Move.RECORD_PAST, "Only the Corporate Officer can record a past version."),
    ],
)
def test_a_refusal_says_who_can(move, sentence):
    auditor = Situation(status=None, day=DAY, roles=frozenset({Role.AUDITOR}))
    assert reasons_against(move, auditor)[0] == sentence


def test_a_closed_account_is_told_so_and_by_whom_it_is_opened():
    for move in set(Move) - {Move.SUPERSEDE}:
        closed = Situation(status=None, day=DAY, roles=frozenset(Role), is_active=False)
        assert reasons_against(move, closed)[0] == CLOSED
    assert reasons_against_writing(replace(PUBLISHING, is_active=False))[0] == CLOSED
    assert reasons_against_entering(replace(PUBLISHING, is_active=False))[0] == CLOSED


@pytest.mark.parametrize("status", [None, *Status])
def test_superseding_alone_is_refused_whatever_the_status(status):
    everybody = Situation(status=status, day=DAY, roles=frozenset(Role))
    assert reasons_against(Move.SUPERSEDE, everybody) == (
        "A version is superseded only by publishing its successor.",
    )


@pytest.mark.parametrize(
    ("move", "status", "sentence"),
    [
        (Move.SUBMIT, None, "This version is not there yet; only one that is a draft allows this."),
        (
            Move.SUBMIT,
            Status.IN_REVIEW,
            "This version is in review; only one that is a draft allows this.",
        ),
        (
            Move.RECALL,
            Status.APPROVED,
            "This version is approved; only one that is in review allows this.",
        ),
        (
            Move.PUBLISH,
            Status.DRAFT,
            "This version is a draft; only one that is approved allows this.",
        ),
        (
            Move.WITHDRAW,
            Status.SUPERSEDED,
            "This version is superseded; only one that is in force allows this.",
        ),
    ],
)
def test_a_refusal_names_the_status_and_the_one_it_takes(move, status, sentence):
    everybody = Situation(status=status, day=DAY, roles=frozenset(Role), reason="Because.")
    assert sentence in reasons_against(move, everybody)


def test_a_document_has_one_open_version_at_a_time():
    situation = Situation(status=None, day=DAY, roles=OFFICER, open_version="2.0")
    assert reasons_against(Move.START, situation) == (
        "Version 2.0 is already open. "
        "Finish, discard or rescind it first: a document has one open version at a time.",
    )


@pytest.mark.parametrize("move", [Move.APPROVE, Move.REJECT])
def test_nobody_confirms_text_that_they_wrote(move):
    outcome = Outcome.APPROVED if move is Move.APPROVE else Outcome.REJECTED
    wrote = replace(APPROVING, wrote=True, decision=replace(APPROVED, outcome=outcome))
    assert reasons_against(move, wrote) == (WROTE.format("confirm") + SOMEONE,)


def test_nobody_publishes_text_that_they_wrote():
    assert reasons_against(Move.PUBLISH, replace(PUBLISHING, wrote=True)) == (
        WROTE.format("publish") + SOMEONE,
    )


def test_a_sole_officer_needs_a_reason_and_a_reason_needs_a_sole_officer():
    wrote = replace(PUBLISHING, wrote=True)
    refused = (WROTE.format("publish") + SOMEONE,)
    assert reasons_against(Move.PUBLISH, replace(wrote, sole_officer=True)) == refused
    assert reasons_against(Move.PUBLISH, replace(wrote, exception="Only me.")) == refused
    blank = replace(wrote, sole_officer=True, exception="  ")
    assert reasons_against(Move.PUBLISH, blank) == refused
    excused = replace(wrote, sole_officer=True, exception="Only me.")
    assert reasons_against(Move.PUBLISH, excused) == ()


def test_the_clerk_who_entered_a_decision_does_not_confirm_it():
    entered = replace(APPROVING, decision=replace(APPROVED, entered_by_actor=True))
    assert reasons_against(Move.APPROVE, entered) == (
        "You entered this decision, and a second person confirms it. The Confirming Officer can.",
    )


def test_nothing_is_approved_without_a_decision():
    assert reasons_against(Move.APPROVE, replace(APPROVING, decision=None)) == (
        "No decision on this submission has been entered. "
        "The Democratic Services Clerk can enter it.",
    )


@pytest.mark.parametrize(
    ("move", "outcome", "label"),
    [
        (Move.APPROVE, Outcome.REJECTED, "rejected"),
        (Move.APPROVE, Outcome.DEFERRED, "deferred"),
        (Move.REJECT, Outcome.APPROVED, "approved"),
        (Move.APPROVE, Outcome.APPROVED_IN_PRINCIPLE, "approved in principle"),
    ],
)
def test_a_decision_leads_only_where_it_says(move, outcome, label):
    situation = replace(APPROVING, decision=replace(APPROVED, outcome=outcome))
    assert reasons_against(move, situation) == (f"The decision entered is “{label}”.",)


def test_an_amended_text_is_conformed_before_it_is_approved():
    assert reasons_against(Move.APPROVE, replace(APPROVING, decision=AMENDED)) == (
        "The decision entered is “approved as amended”.",
        "The Author or the Corporate Officer can conform the text to the minute; "
        "the Monitoring Officer then certifies it.",
    )


@pytest.mark.parametrize(
    "decision", [None, APPROVED, replace(APPROVED, is_confirmed=True),
                 replace(AMENDED, is_confirmed=False)]
)  # fmt: skip
def test_a_text_is_conformed_only_to_what_was_decided_and_confirmed(decision):
    situation = Situation(
        status=Status.IN_REVIEW, day=DAY, roles=OFFICER, reason="As minuted.", decision=decision
    )
    assert reasons_against(Move.CONFORM, situation) == (
        "A text is conformed only to a confirmed decision “approved as amended”.",
    )
    assert reasons_against(Move.CONFORM, replace(situation, decision=AMENDED)) == ()


def test_only_the_monitoring_officer_certifies_a_conformed_text():
    conformed = replace(APPROVING, is_conformed=True, decision=None)
    assert reasons_against(Move.APPROVE, replace(conformed, roles=MONITORING)) == ()
    assert reasons_against(Move.APPROVE, conformed) == (
        "Only the Monitoring Officer can confirm that a version was approved.",
    )


@pytest.mark.parametrize("move", [Move.APPROVE, Move.PUBLISH])
def test_a_text_that_is_not_the_submitted_one_goes_nowhere(move):
    situation = APPROVING if move is Move.APPROVE else PUBLISHING
    assert reasons_against(move, replace(situation, text_is_as_submitted=False)) == (TAMPERED,)


def test_one_version_a_day_comes_into_force():
    assert reasons_against(
        Move.PUBLISH,
        replace(PUBLISHING, last_in_force="The version in force", last_in_force_from=DAY),
    ) == (
        "The version in force came into force on 2 March 2026. "
        "One version a day: publish this one tomorrow or later.",
    )
    yesterday = replace(
        PUBLISHING, last_in_force="The version in force", last_in_force_from=date(2026, 3, 1)
    )
    assert reasons_against(Move.PUBLISH, yesterday) == ()


def test_the_next_review_is_after_publication():
    assert reasons_against(Move.PUBLISH, replace(PUBLISHING, next_review_on=DAY)) == (
        "The next review must be after the day of publication.",
    )
    assert reasons_against(Move.PUBLISH, replace(PUBLISHING, next_review_on=date(2026, 3, 3))) == ()


def test_what_is_taken_back_needs_a_reason_but_its_button_is_not_dead():
    situation = Situation(status=Status.IN_FORCE, day=DAY, roles=OFFICER, reason=" ")
    assert reasons_against(Move.WITHDRAW, situation) == (
        "Say why. The reason is kept on the record.",
    )
    assert reasons_against(Move.WITHDRAW, situation, by_form=True) == ()


def test_all_reasons_come_at_once():
    wrong = Situation(
        status=Status.APPROVED,
        day=DAY,
        roles=OFFICER,
        wrote=True,
        text_is_as_submitted=False,
        last_in_force="The version in force",
        last_in_force_from=DAY,
        next_review_on=DAY,
    )
    assert len(reasons_against(Move.PUBLISH, wrong)) == 4
    stranger = Situation(status=Status.DRAFT, day=DAY)
    assert reasons_against(Move.WITHDRAW, stranger) == (
        "Only the Corporate Officer can withdraw the version in force.",
        "This version is a draft; only one that is in force allows this.",
        "Say why. The reason is kept on the record.",
    )


def test_the_text_is_changed_by_writers_and_in_a_draft():
    draft = Situation(status=Status.DRAFT, day=DAY, roles=OFFICER)
    assert reasons_against_writing(draft) == ()
    assert reasons_against_writing(replace(draft, roles=CLERK, status=Status.IN_FORCE)) == (
        "Only the Author or the Corporate Officer can change the text of a version.",
        "This version is in force; only the text of a draft can be changed.",
    )
    assert reasons_against_writing(replace(draft, status=None)) == (
        "This version is not there yet; only the text of a draft can be changed.",
    )


def test_a_decision_is_entered_by_the_clerk_on_a_version_in_review():
    entering = Situation(status=Status.IN_REVIEW, day=DAY, roles=CLERK)
    assert reasons_against_entering(entering) == ()
    assert reasons_against_entering(replace(entering, roles=OFFICER, status=Status.DRAFT)) == (
        "Only the Democratic Services Clerk can enter a decision.",
        "This version is a draft; decisions are on a version in review.",
    )
    assert reasons_against_entering(replace(entering, wrote=True)) == (
        WROTE.format("enter a decision on") + SOMEONE,
    )
    assert reasons_against_entering(replace(entering, status=None)) == (
        "This version is not there yet; decisions are on a version in review.",
    )


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"is_conformed": True}, "The decision was carried over to this conformed text."),
        ({"decision": APPROVED}, "A decision on this submission waits to be confirmed."),
        (
            {"decision": AMENDED},
            "The decision “approved as amended” is confirmed: conform the text.",
        ),
    ],
)
def test_a_second_decision_is_entered_only_when_the_first_is_settled(changes, sentence):
    entering = Situation(status=Status.IN_REVIEW, day=DAY, roles=CLERK, **changes)
    assert reasons_against_entering(entering) == (sentence,)


@pytest.mark.parametrize("outcome", [Outcome.DEFERRED, Outcome.NOTED, Outcome.RECOMMENDED])
def test_a_body_decides_again_after_it_deferred(outcome):
    settled = DecisionFacts(outcome=outcome, is_confirmed=True, entered_by_actor=True)
    entering = Situation(status=Status.IN_REVIEW, day=DAY, roles=CLERK, decision=settled)
    assert reasons_against_entering(entering) == ()


SECTION = Section(lineage="a", heading="Scope", markdown="All members.")
TEXT = VersionContent(
    reference="R",
    slug="s",
    number="1.0",
    title="Policy",
    kind=Kind.POLICY,
    change_summary="All of it.",
    change_reason="It was missing.",
    sections=(SECTION,),
)
KEY_POINT = GuidanceItem(kind=ItemKind.DO, text="Check.", is_key_point=True)


def test_a_whole_text_has_no_problem():
    assert problems_in(TEXT) == ()


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"title": " "}, "The version has no title. Give it one under “Title”."),
        ({"sections": ()}, "The version has no section. Add at least one."),
        (
            {"sections": (replace(SECTION, printed_number="2.", markdown="<!-- -->"),)},
            "Section “2. Scope” is empty. Write it or remove it.",
        ),
        (
            {"sections": (replace(SECTION, items=(KEY_POINT,) * 8),)},
            "8 items are marked as key points. Mark at most 7, so that a member can take them in.",
        ),
        (
            {"change_summary": ""},
            "Say in plain English what this version changes, under “Change summary”.",
        ),
        ({"change_reason": "\n"}, "Say why it is changed, under “Change reason”."),
    ],
)
def test_a_fault_of_the_text_is_a_sentence(changes, sentence):
    assert problems_in(replace(TEXT, **changes)) == (sentence,)


def test_every_fault_is_listed_at_once():
    blank = replace(TEXT, title="", sections=(), change_summary="", change_reason="")
    assert len(problems_in(blank)) == 4


def test_a_heading_over_parts_or_items_is_not_empty():
    over = replace(SECTION, markdown="")
    part = replace(SECTION, level=2)
    assert problems_in(replace(TEXT, sections=(over, part))) == ()
    assert problems_in(replace(TEXT, sections=(replace(over, items=(KEY_POINT,) * 7),))) == ()
    assert problems_in(replace(TEXT, sections=(over, SECTION))) == (
        "Section “Scope” is empty. Write it or remove it.",
    )


@pytest.mark.parametrize(
    "markdown",
    [
        "See [below](#s-none).",
        "A plan. ![](plan.png)",
        "Read [the code](javascript:alert).",
        "When.\n\n<table><tr><td>Monday</td><td>Noon</td></tr></table>",
    ],
)
def test_a_draft_with_a_fault_that_some_readers_meet_is_not_submitted(markdown):
    faulty = replace(TEXT, sections=(replace(SECTION, markdown=markdown),))
    assert problems_in(faulty) == ()
    assert len(problems_of_draft(faulty)) >= 1
