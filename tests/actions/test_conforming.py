"""A text approved as amended: conformed to its minute, certified, and only then approved."""

import pytest
from django.db import connection

from policies.actions import certifying, deciding, publishing, submitting
from policies.domain.lifecycle import Outcome
from policies.domain.roles import Role
from policies.models import Certificate, Decision, Submission, guards

SUMMARY = "In section 1, “every member” for “all members”."


@pytest.fixture
def amended(town, in_review):
    """A version in review with a confirmed decision “approved as amended”."""
    decision = town.enter_decision(in_review, Outcome.APPROVED_AS_AMENDED)
    deciding.confirm_decision(decision=decision, by=town.confirmer, at=town.now())
    return town.fresh(in_review)


def first_section(version):
    section = version.sections.first()
    body = "This policy applies to every member."
    return submitting.Amendment(section=section, heading=section.heading, body=body)


@pytest.fixture
def conformed(town, amended):
    """A version whose text says what the body amended."""
    submitting.conform_version(
        version=amended,
        amendments=[first_section(amended)],
        summary=SUMMARY,
        by=town.officer,
        at=town.now(),
    )
    return town.fresh(amended)


def test_conforming_amends_the_text_and_carries_the_decision_over(town, amended):
    decided = amended.submission
    submission = submitting.conform_version(
        version=amended,
        amendments=[first_section(amended)],
        summary=f" {SUMMARY} ",
        by=town.author,
        at=town.now(),
    )
    assert submission.sha256 != decided.sha256
    assert submission.conforms_to == Decision.objects.get(submission=decided)
    assert submission.amendments == SUMMARY
    assert submission.content.sections[0].markdown == "This policy applies to every member."
    assert submission.content.sections[1:] == decided.content.sections[1:]
    version = town.fresh(amended)
    assert version.is_in_review
    assert version.submission == submission
    change = version.status_changes.last()
    assert (change.move, change.from_status, change.to_status) == (
        "conform",
        "in_review",
        "in_review",
    )
    assert (change.note, change.by) == (SUMMARY, town.author)


def test_the_text_that_was_decided_stays_on_record(town, conformed):
    first, second = conformed.submissions.order_by("id")
    assert first.is_intact
    assert "**all** members" in first.content.sections[0].markdown
    assert second.is_intact


def test_whoever_conforms_a_text_counts_as_its_author(town, conformed):
    assert conformed.is_written_by(town.officer)


def test_sections_are_added_and_removed_and_items_reworded(town, amended):
    scope, groups, dos = amended.sections.all()
    item, unchanged = dos.items.all()
    reworded = ((item, "Check twice."), (unchanged, unchanged.text))
    submission = submitting.conform_version(
        version=amended,
        amendments=[
            submitting.Amendment(section=groups, is_removed=True),
            submitting.Amendment(section=dos, heading=dos.heading, body=dos.body, items=reworded),
            submitting.Amendment(section=None, heading="Elections", body="Be careful."),
        ],
        summary=SUMMARY,
        by=town.author,
        at=town.now(),
    )
    content = submission.content
    assert [section.heading for section in content.sections] == [
        "Scope",
        "Dos and don’ts",
        "Elections",
    ]
    assert content.sections[0].lineage == scope.lineage.hex
    assert content.sections[1].items[0].text == "Check twice."
    assert content.sections[2].level == 1


def test_conforming_needs_a_summary_and_amendments(town, amended, reasons_when):
    act = {"version": amended, "by": town.author, "at": town.now()}
    amendments = [first_section(amended)]
    assert reasons_when(submitting.conform_version, **act, amendments=amendments, summary=" ") == (
        "Say why. The reason is kept on the record.",
    )
    same = "The text is the same as the text that was decided. Enter the amendments."
    scope = amended.sections.first()
    unchanged = submitting.Amendment(section=scope, heading=scope.heading, body=scope.body)
    for nothing in ([], [unchanged]):
        assert reasons_when(
            submitting.conform_version, **act, amendments=nothing, summary=SUMMARY
        ) == (same,)


def test_an_amendment_that_leaves_a_fault_is_refused(town, amended, reasons_when):
    section = amended.sections.last()
    for item in section.items.all():
        assert item.text
    emptied = submitting.Amendment(section=amended.sections.all()[1], heading="Groups", body="")
    assert reasons_when(
        submitting.conform_version,
        version=amended,
        amendments=[emptied],
        summary=SUMMARY,
        by=town.author,
        at=town.now(),
    ) == ("Section “Groups” is empty. Write it or remove it.",)


def test_a_section_of_another_version_is_not_amended(town, amended, reasons_when):
    other = town.make_draft(town.make_document("other", "Other"))
    section = other.sections.first()
    (reason,) = reasons_when(
        submitting.conform_version,
        version=amended,
        amendments=[submitting.Amendment(section=section, heading="X", body="X")],
        summary=SUMMARY,
        by=town.author,
        at=town.now(),
    )
    assert reason == "Section “Scope” is not a section of this version."


def test_a_text_that_was_tampered_with_is_not_taken_over_by_conforming(town, amended, reasons_when):
    tamper(amended)
    reasons = reasons_when(
        submitting.conform_version,
        version=town.fresh(amended),
        amendments=[first_section(amended)],
        summary=SUMMARY,
        by=town.author,
        at=town.now(),
    )
    assert any("hash differs" in reason for reason in reasons)


def tamper(version):
    """Change the last section as only someone with the database in hand could."""
    connection.check_constraints()
    guards.uninstall(connection)
    section = version.sections.last()
    section.body = "Anything goes."
    section.save()
    guards.install(connection)


def test_the_monitoring_officer_certifies_and_the_version_is_approved(town, conformed):
    version = certifying.certify_conformed(
        version=conformed,
        by=town.monitoring,
        at=town.now(),
        statement=" Compared with the minute. ",
    )
    assert version.is_approved
    certificate = Certificate.objects.get()
    assert certificate.submission == version.submission
    assert certificate.decision == version.submission.conforms_to
    assert (certificate.by, certificate.at) == (town.monitoring, town.at)
    assert certificate.post == "Monitoring Officer"
    assert certificate.statement == "Compared with the minute."
    assert version.status_changes.last().authority == "Standards Committee, Minute 12"


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.MONITORING_OFFICER])
def test_nobody_else_certifies(town, conformed, reasons_when, role):
    person = town.make_person("newcomer", role)
    assert reasons_when(
        certifying.certify_conformed,
        version=conformed,
        by=person,
        at=town.now(),
        statement="Compared.",
    ) == ("Only the Monitoring Officer can confirm that a version was approved.",)


def test_a_monitoring_officer_who_conformed_the_text_does_not_certify_it(
    town, amended, reasons_when
):
    both = town.make_person("both", Role.MONITORING_OFFICER, Role.AUTHOR)
    submitting.conform_version(
        version=amended,
        amendments=[first_section(amended)],
        summary=SUMMARY,
        by=both,
        at=town.now(),
    )
    (reason,) = reasons_when(
        certifying.certify_conformed,
        version=amended,
        by=both,
        at=town.now(),
        statement="Compared.",
    )
    assert reason.startswith("You wrote part of this text")


def test_certifying_states_what_was_compared(town, conformed, reasons_when):
    assert reasons_when(
        certifying.certify_conformed,
        version=conformed,
        by=town.monitoring,
        at=town.now(),
        statement=" ",
    ) == ("State what the text was compared with.",)


def test_a_text_that_was_not_conformed_is_not_certified(town, amended, reasons_when):
    reasons = reasons_when(
        certifying.certify_conformed,
        version=amended,
        by=town.monitoring,
        at=town.now(),
        statement="Compared.",
    )
    assert reasons[0] == "There is no conformed text to certify."


def test_a_conformed_text_is_certified_once(town, conformed, reasons_when):
    act = {"by": town.monitoring, "statement": "Compared."}
    certifying.certify_conformed(version=conformed, at=town.now(), **act)
    assert reasons_when(certifying.certify_conformed, version=conformed, at=town.now(), **act) == (
        "This version is approved; only one that is in review allows this.",
    )


def test_what_is_published_is_the_conformed_text(town, conformed):
    certifying.certify_conformed(
        version=conformed, by=town.monitoring, at=town.now(), statement="Compared."
    )
    publisher = town.make_person("publisher", Role.CORPORATE_OFFICER)
    version = publishing.publish_version(version=conformed, by=publisher, at=town.now())
    assert version.is_in_force
    assert version.submission.conforms_to_id
    assert "every member" in version.submission.content.sections[0].markdown
    assert list(Decision.objects.for_public(version.submission)) == [Decision.objects.get()]


def test_a_conformed_text_sent_back_begins_again_without_the_decision(town, conformed):
    carried = conformed.submission.conforms_to
    submitting.request_changes(
        version=conformed, by=town.monitoring, at=town.now(), reason="Not what the minute says."
    )
    assert carried not in Decision.objects.standing()
    submission = submitting.submit_version(version=conformed, by=town.author, at=town.now())
    assert submission.conforms_to is None
    assert Submission.objects.count() == 3
    decision = town.enter_decision(town.fresh(conformed))
    assert decision.submission == submission


def test_a_decided_text_is_not_recalled_by_its_authors(town, conformed, reasons_when):
    assert reasons_when(
        submitting.recall_version, version=conformed, by=town.author, at=town.now(), reason="Slip"
    ) == (
        "A body has decided on this text. The Corporate Officer, the Monitoring Officer or the "
        "Section 151 Officer can request changes.",
    )


def test_a_slip_in_a_conformed_text_is_mended_by_conforming_again(town, conformed):
    first = conformed.submission
    section = conformed.sections.first()
    again = submitting.conform_version(
        version=conformed,
        amendments=[
            submitting.Amendment(section=section, heading=section.heading, body="As minuted.")
        ],
        summary="A word was mistyped.",
        by=town.author,
        at=town.now(),
    )
    assert again.conforms_to == first.conforms_to
    assert again.sha256 != first.sha256
    assert town.fresh(conformed).is_in_review


def test_the_public_is_told_what_was_amended_and_who_certified_it(town, conformed):
    certifying.certify_conformed(
        version=conformed, by=town.monitoring, at=town.now(), statement="Compared with the minute."
    )
    told = town.fresh(conformed).submission.article.conforming
    assert told["amendments"] == conformed.submission.amendments
    assert told["statement"] == "Compared with the minute."
    assert told["sha256_before"] == conformed.submission.conforms_to.submission.sha256
