"""Putting a version in force and taking it out."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection

from policies.actions import deciding, drafting, publishing, submitting, text
from policies.domain.roles import Role
from policies.models import StatusChange, Submission, Version, guards

WROTE = (
    "You wrote part of this text, and nobody may publish text that they wrote. "
    "Someone who is not among its authors can."
)
TAMPERED = (
    "The text is not the text that was decided: its hash differs from the submission’s. "
    "Nothing can go on until the monitoring officer has looked into it."
)
# At this moment it is the first of July in London already.
SUMMER_NIGHT = datetime(2026, 6, 30, 23, 30, tzinfo=UTC)


def test_publishing_puts_a_version_in_force_from_today(town, approved):
    version = publishing.publish_version(version=approved, by=town.officer, at=town.now())
    kept = town.fresh(version)
    assert kept.is_in_force
    assert (kept.in_force_from, kept.in_force_until) == (date(2026, 3, 2), None)
    change = kept.status_changes.last()
    assert (change.move, change.from_status, change.to_status) == (
        "publish",
        "approved",
        "in_force",
    )
    assert (change.by, change.at, change.post) == (town.officer, town.at, "Corporate Officer")
    assert change.submission == kept.submission


def test_publishing_supersedes_the_version_in_force(town, in_force):
    successor = town.make_successor(in_force)
    before = town.fresh(in_force)
    assert successor.is_in_force
    assert before.is_superseded
    assert before.in_force_until == successor.in_force_from


def test_the_old_version_is_superseded_first_and_names_its_successor(town, in_force):
    successor = town.make_successor(in_force)
    superseded, published = StatusChange.objects.order_by("-id")[:2][::-1]
    assert (superseded.move, superseded.version) == ("supersede", in_force)
    assert superseded.successor == successor
    assert superseded.note == "By version 2.0"
    assert (published.move, published.version) == ("publish", successor)
    assert superseded.at == published.at


def test_one_text_is_in_force_on_every_day(town, in_force):
    successor = town.make_successor(in_force)
    document, change = in_force.document, successor.in_force_from
    assert document.in_force_on(in_force.in_force_from - timedelta(days=1)) is None
    assert document.in_force_on(in_force.in_force_from) == in_force
    assert document.in_force_on(change - timedelta(days=1)) == in_force
    assert document.in_force_on(change) == successor
    assert document.in_force_on(change + timedelta(days=9999)) == successor


def test_one_version_a_day_comes_into_force(town, in_force, reasons_when):
    successor = town.make_approved(in_force.document)
    act = {"version": successor, "by": town.officer}
    assert reasons_when(publishing.publish_version, **act, at=town.now()) == (
        "The version in force came into force on 2 March 2026. "
        "One version a day: publish this one tomorrow or later.",
    )
    town.wait(days=1)
    assert publishing.publish_version(**act, at=town.now()).is_in_force


def test_a_version_published_late_on_a_summer_evening_is_in_force_from_the_london_day(
    town, approved
):
    version = publishing.publish_version(version=approved, by=town.officer, at=SUMMER_NIGHT)
    assert version.in_force_from == date(2026, 7, 1)


def test_the_next_review_is_proposed_from_the_interval(town, approved):
    version = publishing.publish_version(version=approved, by=town.officer, at=town.now())
    assert version.next_review_on == date(2028, 3, 2)


def test_the_next_review_is_what_the_officer_gives(town, approved, reasons_when):
    act = {"version": approved, "by": town.officer, "at": town.now()}
    today = date(2026, 3, 2)
    for day in (today, today - timedelta(days=1)):
        assert reasons_when(publishing.publish_version, **act, next_review_on=day) == (
            "The next review must be after the day of publication.",
        )
    version = publishing.publish_version(**act, next_review_on=date(2027, 1, 1))
    assert town.fresh(version).next_review_on == date(2027, 1, 1)
    assert not version.is_review_overdue_on(date(2027, 1, 1))
    assert version.is_review_overdue_on(date(2027, 1, 2))


def test_the_document_takes_the_title_of_the_version_in_force(town, in_force):
    successor = town.make_successor(in_force, title="Members online")
    document = type(in_force.document).objects.get(pk=in_force.document_id)
    assert document.title == "Members online"
    row = document.history.first()
    assert (row.history_user, row.history_change_reason) == (
        town.officer,
        f"Title of version {successor.number}",
    )


def published_by_its_author(town):
    version = town.make_draft()
    section = version.sections.first()
    text.save_section(section=section, by=town.officer, at=town.now())
    submitting.submit_version(version=version, by=town.author, at=town.now())
    decision = town.enter_decision(town.fresh(version))
    deciding.confirm_decision(decision=decision, by=town.confirmer, at=town.now())
    return {"version": town.fresh(version), "by": town.officer, "at": town.now()}


def test_an_author_does_not_publish_even_if_someone_else_submitted(town, reasons_when):
    act = published_by_its_author(town)
    assert reasons_when(publishing.publish_version, **act) == (WROTE,)
    assert reasons_when(publishing.publish_version, **act, exception="In a hurry.") == (WROTE,)


def test_a_sole_officer_publishes_own_text_with_a_reason_that_is_kept(town, reasons_when):
    act = published_by_its_author(town)
    town.council.has_sole_officer = True
    town.council.save()
    assert reasons_when(publishing.publish_version, **act) == (WROTE,)
    version = publishing.publish_version(**act, exception=" The parish has one clerk. ")
    assert version.is_in_force
    assert version.status_changes.last().exception == "The parish has one clerk."


def test_a_reason_that_nobody_needed_is_not_shown_as_an_exception(town, approved):
    """The page would say that the officer who published it wrote part of it."""
    version = publishing.publish_version(
        version=approved, by=town.officer, at=town.now(), exception="Just in case."
    )
    assert version.status_changes.last().exception == ""


def test_a_sole_officer_who_wrote_nothing_needs_no_exception_to_publish(town):
    """Having entered the decision is an exception of the confirming, not of the publishing."""
    town.council.has_sole_officer = True
    town.council.save()
    version = town.make_in_review()
    sole = town.make_person("sole", *Role)
    town.clerk = town.confirmer = sole
    decision = town.enter_decision(version)
    act = {"by": sole, "exception": "The parish has one clerk."}
    deciding.confirm_decision(decision=decision, at=town.now(), **act)
    published = publishing.publish_version(version=version, at=town.now(), **act)
    assert published.status_changes.get(move="approve").exception == act["exception"]
    assert published.status_changes.get(move="publish").exception == ""


def in_hand(version, change):
    """Let a change through that only someone with the database in hand could make."""
    connection.check_constraints()
    guards.uninstall(connection)
    with connection.cursor() as cursor:
        cursor.execute(*change)
    guards.install(connection)
    return version


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE policies_section SET body = 'Anything goes.' WHERE version_id = %s",
        "UPDATE policies_section SET heading = 'Anything goes' WHERE version_id = %s",
        "UPDATE policies_section SET position = 9 - position WHERE version_id = %s",
        "UPDATE policies_version SET title = 'Anything goes' WHERE id = %s",
        "UPDATE policies_version SET summary = 'Anything goes' WHERE id = %s",
        "UPDATE policies_guidanceitem SET text = 'Post it.' WHERE section_id IN"
        " (SELECT id FROM policies_section WHERE version_id = %s)",
        "DELETE FROM policies_section_laws WHERE section_id IN"
        " (SELECT id FROM policies_section WHERE version_id = %s)",
    ],
    ids=["body", "heading", "order", "title", "summary", "item", "law"],
)
def test_a_text_changed_behind_the_portal_is_not_published(town, approved, reasons_when, sql):
    in_hand(approved, (sql, [approved.pk]))
    assert reasons_when(
        publishing.publish_version, version=town.fresh(approved), by=town.officer, at=town.now()
    ) == (TAMPERED,)


def test_bytes_changed_behind_the_portal_are_not_published(town, approved, reasons_when):
    submission = approved.submission
    data = bytes(submission.canonical).replace(b"**all** members", b"**no** members.")
    sql = "UPDATE policies_submission SET canonical = %s WHERE id = %s"
    in_hand(approved, (sql, [data, submission.pk]))
    assert not Submission.objects.get(pk=submission.pk).is_intact
    assert reasons_when(
        publishing.publish_version, version=town.fresh(approved), by=town.officer, at=town.now()
    ) == (TAMPERED,)


def test_a_renamed_post_or_a_new_mailbox_is_no_change_of_the_text(town, approved):
    town.author_post.title = "Adviser"
    town.author_post.save()
    town.contact.email = "new@brackenmoor.example"
    town.contact.save()
    town.law.summary = "Other words."
    town.law.save()
    version = publishing.publish_version(
        version=town.fresh(approved), by=town.officer, at=town.now()
    )
    assert version.is_in_force


def test_all_reasons_against_publishing_come_at_once(town, in_force, reasons_when):
    successor = town.make_approved(in_force.document)
    sql = "UPDATE policies_version SET title = 'Anything' WHERE id = %s"
    in_hand(successor, (sql, [successor.pk]))
    reasons = reasons_when(
        publishing.publish_version,
        version=town.fresh(successor),
        by=town.officer,
        at=town.now(),
        next_review_on=date(2020, 1, 1),
    )
    assert len(reasons) == 3


def test_a_draft_cannot_be_published(town, draft, reasons_when):
    assert reasons_when(
        publishing.publish_version, version=draft, by=town.officer, at=town.now()
    ) == ("This version is a draft; only one that is approved allows this.",)


def test_a_withdrawn_version_stays_readable_with_its_reason(town, in_force):
    town.wait(days=3)
    publishing.withdraw_version(
        version=in_force, by=town.officer, at=town.now(), reason=" The law changed. "
    )
    version = town.fresh(in_force)
    assert version.is_withdrawn
    assert version.in_force_until == version.in_force_from + timedelta(days=3)
    assert version in Version.objects.for_public()
    assert version.status_changes.last().note == "The law changed."
    document = version.document
    assert document.in_force_on(version.in_force_until) is None
    assert document.in_force_on(version.in_force_until - timedelta(days=1)) == version


def test_withdrawing_needs_a_reason_for_the_public(town, in_force, reasons_when):
    assert reasons_when(
        publishing.withdraw_version, version=in_force, by=town.officer, at=town.now(), reason=""
    ) == ("Say why. The reason is kept on the record.",)


def test_a_successor_is_published_after_a_withdrawal(town, in_force):
    town.wait(days=1)
    publishing.withdraw_version(version=in_force, by=town.officer, at=town.now(), reason="Old.")
    successor = town.make_successor(in_force)
    assert successor.is_in_force
    assert town.fresh(in_force).is_withdrawn


def test_a_text_withdrawn_on_its_first_day_is_not_replaced_on_the_same_day(
    town, in_force, reasons_when
):
    """One version a day: a second one that day would leave the first without a day of its own."""
    successor = town.make_approved(in_force.document)
    publishing.withdraw_version(version=in_force, by=town.officer, at=town.now(), reason="Wrong.")
    (reason,) = reasons_when(
        publishing.publish_version, version=successor, by=town.officer, at=town.now()
    )
    assert "One version a day" in reason
    town.wait(days=1)
    version = publishing.publish_version(version=successor, by=town.officer, at=town.now())
    assert version.is_in_force


def test_rescinding_gives_up_an_approved_version_and_says_who_decided(town, approved):
    version = publishing.rescind_version(
        version=approved,
        by=town.officer,
        at=town.now(),
        reason="Called in.",
        authority=" Scrutiny Committee, minute 3 ",
    )
    assert town.fresh(version).status == "discarded"
    change = version.status_changes.last()
    assert (change.move, change.note) == ("rescind", "Called in.")
    assert change.authority == "Scrutiny Committee, minute 3"
    assert version not in Version.objects.for_public()
    again = drafting.start_version(document=version.document, by=town.author, at=town.now())
    assert str(again.number) == "2.0"


def test_rescinding_names_every_reason_at_once(town, approved, reasons_when):
    authority = "Say who decided that it will not be published, and under which minute."
    act = {"version": approved, "at": town.now(), "authority": " "}
    assert reasons_when(
        publishing.rescind_version, **act, by=town.officer, reason="Called in."
    ) == (authority,)
    assert set(reasons_when(publishing.rescind_version, **act, by=town.clerk, reason="")) == {
        "Only the Corporate Officer can rescind an approved version.",
        "Say why. The reason is kept on the record.",
        authority,
    }


def test_a_second_officer_may_publish_what_the_first_wrote(town):
    act = published_by_its_author(town)
    second = town.make_person("second", Role.CORPORATE_OFFICER)
    assert publishing.publish_version(**act | {"by": second}).is_in_force
