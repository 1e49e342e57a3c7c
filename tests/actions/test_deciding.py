"""What bodies decided: entered by one person, confirmed by another, and neither an author."""

from datetime import timedelta

import pytest

from policies.actions import deciding, submitting, text
from policies.domain.lifecycle import Outcome
from policies.domain.roles import Role
from policies.models import Confirmation, Decision

WROTE = (
    "You wrote part of this text, and nobody may {} text that they wrote. "
    "Someone who is not among its authors can."
)
SECOND = "You entered this decision, and a second person confirms it. The Confirming Officer can."
DEALT_WITH = "This decision has been dealt with by a second officer already."


def minuted(town, version, **other):
    at = town.now()
    return {
        "version": version,
        "body": town.body,
        "outcome": Outcome.APPROVED,
        "decided_on": at.date(),
        "minute_reference": "Minute 12",
        "resolution": "RESOLVED: that the text be adopted.",
        "by": town.clerk,
        "at": at,
    } | other


def test_a_decision_is_entered_as_it_was_minuted(town, in_review):
    decision = deciding.enter_decision(
        **minuted(town, in_review, agenda_item=" 7 ", comment="Unanimous.")
    )
    kept = Decision.objects.get(pk=decision.pk)
    assert kept.submission == in_review.submission
    assert (kept.body, kept.outcome, kept.agenda_item) == (town.body, "approved", "7")
    assert (kept.minute_reference, kept.comment) == ("Minute 12", "Unanimous.")
    assert (kept.entered_by, kept.entered_at) == (town.clerk, town.at)
    assert kept.entered_post == "Democratic Services Clerk"
    assert kept.exception == ""


def test_entering_a_decision_moves_nothing_until_it_is_confirmed(town, in_review):
    deciding.enter_decision(**minuted(town, in_review))
    assert town.fresh(in_review).is_in_review
    assert not Decision.objects.confirmed().exists()


def test_a_decision_is_confirmed_by_a_second_officer(town, in_review):
    decision = town.enter_decision(in_review)
    version = deciding.confirm_decision(decision=decision, by=town.confirmer, at=town.now())
    assert version.is_approved
    confirmation = Confirmation.objects.get(decision=decision)
    assert (confirmation.by, confirmation.at) == (town.confirmer, town.at)
    assert confirmation.post == "Confirming Officer"
    change = version.status_changes.last()
    assert change.move == "approve"
    assert change.authority == "Standards Committee, Minute 12"


def test_whoever_enters_a_decision_does_not_confirm_it(town, in_review, reasons_when):
    both = town.make_person("both", Role.DEMOCRATIC_SERVICES_CLERK, Role.CONFIRMING_OFFICER)
    decision = deciding.enter_decision(**minuted(town, in_review, by=both))
    act = {"decision": decision, "by": both, "at": town.now()}
    assert reasons_when(deciding.confirm_decision, **act) == (SECOND,)
    assert reasons_when(deciding.decline_decision, **act, reason="No.") == (SECOND,)


@pytest.fixture
def everybody(town):
    """A person with every role, who is not excused from anything by that."""
    return town.make_person("everybody", *Role)


@pytest.fixture
def written_by_everybody(town, draft, everybody):
    """A text in review that someone else submitted, one section of it by a person of all roles."""
    section = draft.sections.first()
    section.body = "All members, and co-opted ones."
    text.save_section(section=section, by=everybody, at=town.now())
    submitting.submit_version(version=draft, by=town.author, at=town.now())
    return town.fresh(draft)


def test_an_author_enters_no_decision_even_if_someone_else_submitted(
    town, written_by_everybody, everybody, reasons_when
):
    act = minuted(town, written_by_everybody, by=everybody)
    assert reasons_when(deciding.enter_decision, **act) == (WROTE.format("enter a decision on"),)


@pytest.mark.parametrize("outcome", [Outcome.APPROVED, Outcome.REJECTED, Outcome.DEFERRED])
def test_an_author_confirms_no_decision_even_if_someone_else_submitted(
    town, written_by_everybody, everybody, reasons_when, outcome
):
    decision = town.enter_decision(written_by_everybody, outcome)
    act = {"decision": decision, "by": everybody, "at": town.now()}
    assert reasons_when(deciding.confirm_decision, **act) == (WROTE.format("confirm"),)
    assert reasons_when(deciding.decline_decision, **act, reason="No.") == (
        WROTE.format("confirm"),
    )


def test_a_reason_does_not_excuse_where_the_council_has_other_officers(
    town, written_by_everybody, everybody, reasons_when
):
    act = minuted(town, written_by_everybody, by=everybody, exception="In a hurry.")
    assert reasons_when(deciding.enter_decision, **act) == (WROTE.format("enter a decision on"),)


def test_a_sole_officer_decides_own_text_with_a_reason_that_is_kept(
    town, written_by_everybody, everybody
):
    town.council.has_sole_officer = True
    town.council.save()
    why = "The parish has one clerk."
    decision = deciding.enter_decision(
        **minuted(town, written_by_everybody, by=everybody, exception=f" {why} ")
    )
    version = deciding.confirm_decision(
        decision=decision, by=everybody, at=town.now(), exception=why
    )
    assert version.is_approved
    assert Decision.objects.get().exception == why
    assert Confirmation.objects.get().exception == why
    assert version.status_changes.last().exception == why


def test_a_sole_officer_without_a_reason_is_refused(
    town, written_by_everybody, everybody, reasons_when
):
    town.council.has_sole_officer = True
    town.council.save()
    act = minuted(town, written_by_everybody, by=everybody)
    assert reasons_when(deciding.enter_decision, **act) == (WROTE.format("enter a decision on"),)


def test_a_reason_that_nobody_needed_is_not_shown_as_an_exception(town, in_review):
    decision = deciding.enter_decision(**minuted(town, in_review, exception="Just in case."))
    deciding.confirm_decision(
        decision=decision, by=town.confirmer, at=town.now(), exception="Just in case."
    )
    assert Decision.objects.get().exception == ""
    assert Confirmation.objects.get().exception == ""


def test_all_that_is_missing_of_a_minute_is_named_at_once(town, in_review, reasons_when):
    later = town.at.date() + timedelta(days=1)
    act = minuted(
        town, in_review, by=town.member, minute_reference=" ", resolution="", decided_on=later
    )
    assert reasons_when(deciding.enter_decision, **act) == (
        "Only the Democratic Services Clerk can enter a decision.",
        "Give the reference of the minute, so that it can be found.",
        "Give the wording of the resolution, as minuted.",
        "The decision cannot be dated in the future.",
    )


def test_a_decision_before_the_submission_was_on_another_text(town, in_review, reasons_when):
    day = town.at.date() - timedelta(days=1)
    assert reasons_when(deciding.enter_decision, **minuted(town, in_review, decided_on=day)) == (
        "The text was submitted on 2 March 2026; a decision before that day was on another text.",
    )


def test_the_day_of_a_decision_is_a_london_day(town, in_review):
    """At 23:30 UTC in summer it is tomorrow in London already."""
    summer = town.at.replace(month=6, day=30, hour=23, minute=30)
    decision = deciding.enter_decision(
        **minuted(town, in_review, at=summer, decided_on=summer.date() + timedelta(days=1))
    )
    assert decision.decided_on.isoformat() == "2026-07-01"


def test_a_second_decision_waits_for_the_first(town, in_review, reasons_when):
    town.enter_decision(in_review)
    assert reasons_when(deciding.enter_decision, **minuted(town, in_review)) == (
        "A decision on this submission waits to be confirmed.",
    )


def test_a_declined_decision_stays_on_record_and_is_entered_again(town, in_review):
    decision = town.enter_decision(in_review, Outcome.REJECTED)
    deciding.decline_decision(
        decision=decision, by=town.confirmer, at=town.now(), reason=" It was approved. "
    )
    kept = Confirmation.objects.get(decision=decision)
    assert (kept.is_confirmed, kept.note) == (False, "It was approved.")
    assert town.fresh(in_review).is_in_review
    again = town.enter_decision(in_review)
    deciding.confirm_decision(decision=again, by=town.confirmer, at=town.now())
    assert town.fresh(in_review).is_approved
    assert Decision.objects.count() == 2
    assert list(Decision.objects.standing()) == [again]


def test_declining_says_what_is_wrong_and_all_reasons_come_at_once(town, in_review, reasons_when):
    decision = town.enter_decision(in_review)
    wrong = "Say what is wrong, so that the clerk can enter it again."
    act = {"decision": decision, "at": town.now(), "reason": " "}
    assert reasons_when(deciding.decline_decision, **act, by=town.confirmer) == (wrong,)
    assert set(reasons_when(deciding.decline_decision, **act, by=town.member)) == {
        "Only the Confirming Officer can confirm a decision.",
        wrong,
    }


def test_a_decision_is_dealt_with_once(town, in_review, reasons_when):
    decision = town.enter_decision(in_review, Outcome.DEFERRED)
    deciding.confirm_decision(decision=decision, by=town.confirmer, at=town.now())
    act = {"decision": Decision.objects.get(), "by": town.confirmer, "at": town.now()}
    assert reasons_when(deciding.confirm_decision, **act) == (DEALT_WITH,)
    assert reasons_when(deciding.decline_decision, **act, reason="No.") == (DEALT_WITH,)


def test_two_officers_who_looked_at_once_do_not_both_confirm(town, in_review, reasons_when):
    """The second one's page was loaded before the first one confirmed."""
    town.enter_decision(in_review, Outcome.DEFERRED)
    looked_at = Decision.objects.get()
    assert not looked_at.is_confirmed
    deciding.confirm_decision(decision=Decision.objects.get(), by=town.confirmer, at=town.now())
    other = town.make_person("other", Role.CONFIRMING_OFFICER)
    act = {"decision": looked_at, "by": other, "at": town.now()}
    assert reasons_when(deciding.confirm_decision, **act) == (DEALT_WITH,)


@pytest.mark.parametrize(("discard", "status"), [(False, "draft"), (True, "discarded")])
def test_a_rejected_version_goes_back_to_draft_or_is_discarded(town, in_review, discard, status):
    decision = town.enter_decision(in_review, Outcome.REJECTED)
    version = deciding.confirm_decision(
        decision=decision, by=town.confirmer, at=town.now(), discard=discard
    )
    assert town.fresh(version).status == status
    change = version.status_changes.last()
    assert (change.move, change.to_status) == ("reject", status)
    assert "Standards Committee" in change.authority


def test_a_rejected_version_can_be_written_and_submitted_again(town, in_review):
    decision = town.enter_decision(in_review, Outcome.REJECTED)
    deciding.confirm_decision(decision=decision, by=town.confirmer, at=town.now())
    town.write_section(town.fresh(in_review), "More", "More words.")
    submission = submitting.submit_version(version=in_review, by=town.author, at=town.now())
    assert submission.pk != decision.submission_id
    assert town.fresh(in_review).is_in_review


def test_a_returned_version_goes_back_to_its_authors(town, in_review):
    decision = town.enter_decision(in_review, Outcome.RETURNED)
    deciding.confirm_decision(
        decision=decision, by=town.confirmer, at=town.now(), note="Say more on elections."
    )
    version = town.fresh(in_review)
    assert version.is_draft
    change = version.status_changes.last()
    assert (change.move, change.note) == ("request_changes", "Say more on elections.")


@pytest.mark.parametrize(
    "outcome",
    [Outcome.DEFERRED, Outcome.NOTED, Outcome.RECOMMENDED, Outcome.APPROVED_IN_PRINCIPLE],
)
def test_any_other_outcome_is_recorded_and_the_version_stays(town, in_review, outcome):
    changes = in_review.status_changes.count()
    decision = town.enter_decision(in_review, outcome)
    deciding.confirm_decision(decision=decision, by=town.confirmer, at=town.now())
    version = town.fresh(in_review)
    assert version.is_in_review
    assert version.status_changes.count() == changes
    assert Decision.objects.confirmed().get().result is outcome
    # The body comes back to it.
    again = town.enter_decision(version)
    deciding.confirm_decision(decision=again, by=town.confirmer, at=town.now())
    assert town.fresh(version).is_approved


def test_a_decision_is_on_a_version_in_review(town, draft, reasons_when):
    assert reasons_when(deciding.enter_decision, **minuted(town, draft)) == (
        "This version is a draft; decisions are on a version in review.",
    )


def test_a_closed_account_enters_and_confirms_nothing(town, in_review, reasons_when):
    decision = town.enter_decision(in_review)
    for person in (town.clerk, town.confirmer):
        person.is_active = False
        person.save()
    closed = "This account is closed. An Administrator can open it again."
    act = minuted(town, in_review)
    assert closed in reasons_when(deciding.enter_decision, **act)
    act = {"decision": decision, "by": town.confirmer, "at": town.now()}
    assert reasons_when(deciding.confirm_decision, **act) == (closed,)
    assert reasons_when(deciding.decline_decision, **act, reason="No.") == (closed,)
