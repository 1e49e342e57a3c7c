"""Taking a text into review and back: the hash, the record, and what a recall voids."""

import hashlib
import json

import pytest

from policies.actions import deciding, drafting, submitting
from policies.actions.situations import last_decision
from policies.domain.content import canonical_bytes
from policies.domain.lifecycle import Outcome
from policies.models import Decision, Section, Submission


def test_a_submission_keeps_the_exact_bytes_and_their_hash(town, draft):
    submission = submitting.submit_version(version=draft, by=town.author, at=town.now())
    kept = Submission.objects.get(pk=submission.pk)
    data = bytes(kept.canonical)
    assert data == canonical_bytes(town.fresh(draft).as_content())
    assert kept.sha256 == hashlib.sha256(data).hexdigest()
    assert kept.is_intact
    assert kept.content.title == "Social media policy"
    assert json.loads(data)["schema"] == 1
    assert (kept.by, kept.at, kept.post) == (town.author, town.at, "Governance Adviser")


def test_submitting_freezes_the_version_and_writes_it_on_the_record(town, draft):
    submission = submitting.submit_version(version=draft, by=town.author, at=town.now())
    version = town.fresh(draft)
    assert version.is_in_review
    assert version.submission == submission
    change = version.status_changes.last()
    assert (change.move, change.from_status, change.to_status) == ("submit", "draft", "in_review")
    assert change.submission == submission


def test_the_page_is_made_at_the_submitting(town, in_review):
    assert "This policy applies to" in in_review.submission.article.html


def test_a_submission_copies_the_law_rows_and_the_register_moves_on(town, in_review):
    town.law.summary = "Something else."
    town.law.save()
    (law,) = in_review.submission.content.laws
    assert law.summary.startswith("You answer yourself")


def test_every_fault_of_a_text_is_named_at_once(town, reasons_when):
    version = town.make_draft(title=" ", change_summary="", change_reason="")
    for section in version.sections.all():
        section.body = ""
        section.save()
    assert reasons_when(
        submitting.submit_version, version=version, by=town.author, at=town.now()
    ) == (
        "The version has no title. Give it one under “Title”.",
        "Section “Private groups” is empty. Write it or remove it.",
        "Say in plain English what this version changes, under “Change summary”.",
        "Say why it is changed, under “Change reason”.",
    )


def test_a_draft_without_a_section_is_refused_with_a_sentence(town, reasons_when):
    version = drafting.start_version(document=town.make_document(), by=town.author, at=town.now())
    assert "The version has no section. Add at least one." in reasons_when(
        submitting.submit_version, version=version, by=town.author, at=town.now()
    )


def test_the_wrong_role_hears_of_the_role_and_of_the_text(town, reasons_when):
    version = town.make_draft(change_reason="")
    assert reasons_when(
        submitting.submit_version, version=version, by=town.member, at=town.now()
    ) == (
        "Only the Author or the Corporate Officer can submit a draft.",
        "Say why it is changed, under “Change reason”.",
    )


@pytest.mark.parametrize("take_back", [submitting.recall_version, submitting.request_changes])
def test_taking_back_voids_the_decisions_and_keeps_them(town, in_review, take_back):
    decision = town.enter_decision(in_review)
    take_back(version=in_review, by=town.officer, at=town.now(), reason="A section is missing.")
    version = town.fresh(in_review)
    assert version.is_draft
    assert Decision.objects.filter(pk=decision.pk).exists()
    assert not Decision.objects.standing().exists()
    assert last_decision(decision.submission) is None
    change = version.status_changes.last()
    assert (change.note, change.to_status) == ("A section is missing.", "draft")
    assert change.submission == decision.submission


@pytest.mark.parametrize("take_back", [submitting.recall_version, submitting.request_changes])
def test_taking_back_needs_a_reason(town, in_review, reasons_when, take_back):
    assert reasons_when(
        take_back, version=in_review, by=town.officer, at=town.now(), reason=""
    ) == ("Say why. The reason is kept on the record.",)


def test_a_voided_decision_cannot_be_confirmed_later(town, in_review, reasons_when):
    decision = town.enter_decision(in_review)
    submitting.recall_version(version=in_review, by=town.author, at=town.now(), reason="A slip.")
    submitting.submit_version(version=in_review, by=town.author, at=town.now())
    decision = Decision.objects.get(pk=decision.pk)
    assert reasons_when(
        deciding.confirm_decision, decision=decision, by=town.confirmer, at=town.now()
    ) == ("This is not the decision that waits to be confirmed.",)


def test_submitting_again_makes_a_new_submission_and_keeps_the_old(town, in_review):
    first = in_review.submission
    submitting.recall_version(version=in_review, by=town.author, at=town.now(), reason="A slip.")
    section = in_review.sections.first()
    section.version = town.fresh(in_review)
    town.write_section(section.version, "More", "More words.")
    second = submitting.submit_version(version=in_review, by=town.author, at=town.now())
    assert second.pk != first.pk
    assert second.sha256 != first.sha256
    assert in_review.submissions.count() == 2
    assert town.fresh(in_review).submission == second
    first.refresh_from_db()
    assert first.is_intact


def test_the_same_text_submitted_again_has_the_same_hash(town, in_review):
    first = in_review.submission
    submitting.recall_version(version=in_review, by=town.author, at=town.now(), reason="A slip.")
    second = submitting.submit_version(version=in_review, by=town.author, at=town.now())
    assert second.pk != first.pk
    assert second.sha256 == first.sha256


def test_a_decision_before_the_recall_does_not_approve_what_was_submitted_after(town, in_review):
    town.enter_decision(in_review)
    submitting.recall_version(version=in_review, by=town.author, at=town.now(), reason="A slip.")
    submitting.submit_version(version=in_review, by=town.author, at=town.now())
    again = town.enter_decision(town.fresh(in_review), Outcome.REJECTED)
    deciding.confirm_decision(decision=again, by=town.confirmer, at=town.now())
    assert town.fresh(in_review).is_draft


def test_a_stale_page_does_not_submit_twice(town, draft, reasons_when):
    stale = town.fresh(draft)
    submitting.submit_version(version=draft, by=town.author, at=town.now())
    assert reasons_when(
        submitting.submit_version, version=stale, by=town.author, at=town.now()
    ) == ("This version is in review; only one that is a draft allows this.",)
    assert Submission.objects.count() == 1


def test_decomposed_letters_and_windows_lines_do_not_make_another_text(town):
    version = town.make_draft()
    Section.objects.get(pk=version.sections.first().pk)
    section = version.sections.first()
    section.body = "Cafe\u0301 rules.\r\nTwo lines."
    section.save()
    submission = submitting.submit_version(version=version, by=town.author, at=town.now())
    assert submission.content.sections[0].markdown == "Café rules.\nTwo lines."
    decision = town.enter_decision(town.fresh(version))
    deciding.confirm_decision(decision=decision, by=town.confirmer, at=town.now())
    assert town.fresh(version).is_approved
