"""Making documents and drafts."""

import pytest

from policies.actions import drafting, publishing, submitting
from policies.domain.errors import ContentRefused
from policies.domain.numbering import ChangeClass, VersionNumber
from policies.domain.roles import Role
from policies.models import Authorship, Contact, StatusChange, Version

CLOSED = "This account is closed. An Administrator can open it again."


def test_a_document_begins_without_a_version(town):
    document = town.make_document()
    assert document.slug == "social-media"
    assert not document.versions.exists()
    assert document.review_interval_months == 24
    assert document.history.get().history_user == town.author


def described(town, **other):
    return {
        "council": town.council,
        "slug": "rules",
        "reference": "BBC-rules",
        "title": "Rules",
        "owner_post": town.owner_post,
        "by": town.author,
        "at": town.now(),
    } | other


def test_a_document_is_not_created_by_the_wrong_role(town, reasons_when):
    assert reasons_when(drafting.create_document, **described(town, by=town.clerk)) == (
        "Only the Author or the Corporate Officer can create a document.",
    )


def test_a_document_is_not_created_by_a_closed_account(town, reasons_when):
    town.author.is_active = False
    town.author.save()
    assert reasons_when(drafting.create_document, **described(town)) == (CLOSED,)


def test_a_slug_and_a_reference_are_used_once_and_both_clashes_are_named(town, reasons_when):
    town.make_document()
    taken = described(town, slug="social-media", reference="BBC-social-media")
    assert reasons_when(drafting.create_document, **taken) == (
        "Another document has the slug “social-media”. Choose another.",
        "Another document has the reference “BBC-social-media”. Choose another.",
    )


def test_a_first_version_is_empty_and_numbered_1_0(town):
    document = town.make_document()
    version = drafting.start_version(document=document, by=town.author, at=town.now())
    assert version.is_draft
    assert str(version.number) == "1.0"
    assert version.change_class == ChangeClass.NEW.value
    assert version.author_post == document.owner_post
    assert version.based_on is None
    assert not version.sections.exists()
    change = StatusChange.objects.get(version=version)
    assert (change.move, change.from_status, change.to_status) == ("start", "", "draft")
    assert (change.by, change.at, change.post) == (town.author, town.at, "Governance Adviser")


def test_a_document_gets_a_printed_number_that_the_council_uses(town):
    version = drafting.start_version(
        document=town.make_document(), number=VersionNumber(2, 1), by=town.author, at=town.now()
    )
    assert str(version.number) == "2.1"


@pytest.mark.parametrize(
    ("change", "number"), [(ChangeClass.SUBSTANTIVE, "2.0"), (ChangeClass.MINOR, "1.1")]
)
def test_a_new_version_copies_the_one_in_force_with_its_lineage(town, in_force, change, number):
    version = drafting.start_version(
        document=in_force.document, change_class=change, by=town.author, at=town.now()
    )
    assert str(version.number) == number
    assert version.based_on == in_force
    before, after = in_force.as_content(), version.as_content()
    assert after.sections == before.sections
    assert [section.lineage for section in after.sections] == [
        section.lineage for section in before.sections
    ]
    assert after.contacts == before.contacts
    assert after.laws == before.laws
    assert (after.summary, after.audience, after.coverage) == (
        before.summary,
        before.audience,
        before.coverage,
    )
    # What the last version changed is not what this one changes.
    assert (after.change_summary, after.change_reason) == ("", "")
    assert version.submission is None
    assert version.in_force_from is None


def test_starting_a_copy_is_not_yet_writing_it(town, in_force):
    version = drafting.start_version(document=in_force.document, by=town.officer, at=town.now())
    assert not version.is_written_by(town.officer)


def test_a_new_version_is_based_on_the_last_one_when_none_is_in_force(town, in_force):
    publishing.withdraw_version(version=in_force, by=town.officer, at=town.now(), reason="Old.")
    version = drafting.start_version(document=in_force.document, by=town.author, at=town.now())
    assert version.based_on == in_force
    assert version.sections.count() == in_force.sections.count()


def test_the_number_of_a_discarded_version_is_not_used_again(town, draft):
    drafting.discard_draft(version=draft, by=town.author, at=town.now(), reason="No.")
    again = drafting.start_version(document=draft.document, by=town.author, at=town.now())
    assert str(again.number) == "2.0"
    assert again.based_on is None


@pytest.mark.parametrize("stage", ["draft", "in_review", "approved"])
def test_a_document_has_one_open_version(town, reasons_when, request, stage):
    version = request.getfixturevalue(stage)
    assert reasons_when(
        drafting.start_version, document=version.document, by=town.author, at=town.now()
    ) == (
        "Version 1.0 is already open. "
        "Finish, discard or rescind it first: a document has one open version at a time.",
    )


def test_a_version_is_not_started_with_a_number_that_is_taken(town, in_force, reasons_when):
    (reason,) = reasons_when(
        drafting.start_version,
        document=in_force.document,
        number=VersionNumber(1, 0),
        by=town.author,
        at=town.now(),
    )
    assert "A number is used once" in reason


def test_a_version_is_not_started_by_a_closed_account(town, in_force, reasons_when):
    town.author.is_active = False
    town.author.save()
    assert reasons_when(
        drafting.start_version, document=in_force.document, by=town.author, at=town.now()
    ) == (CLOSED,)


def test_the_description_of_a_draft_is_kept_and_its_writer_counts(town, draft):
    draft.title, draft.keywords, draft.major = "Members online", "posts, groups", 3
    contact = Contact.objects.create(council=town.council, name="Monitoring Officer")
    kept = drafting.save_draft(
        version=draft, contacts=[contact], by=town.officer, at=town.now(), why="New title"
    )
    assert kept.as_content().title == "Members online"
    assert kept.as_content().keywords == ("posts", "groups")
    assert str(kept.number) == "3.0"
    assert list(kept.contacts.all()) == [contact]
    assert kept.is_written_by(town.officer)
    assert kept.is_written_by(town.author)
    row = kept.history.first()
    assert (row.history_user, row.history_date) == (town.officer, town.at)
    assert row.history_change_reason == "New title"


def test_a_stale_row_never_moves_a_status(town, draft):
    stale = town.fresh(draft)
    stale.status, stale.in_force_from, stale.evidence = "in_force", town.at.date(), "None."
    kept = drafting.save_draft(version=stale, by=town.author, at=town.now())
    assert kept.is_draft
    assert town.fresh(draft).in_force_from is None
    assert town.fresh(draft).evidence == ""


def test_a_stale_row_does_not_change_a_submitted_text(town, draft, reasons_when):
    stale = town.fresh(draft)
    submitting.submit_version(version=draft, by=town.author, at=town.now())
    stale.title = "Another title"
    assert reasons_when(drafting.save_draft, version=stale, by=town.author, at=town.now()) == (
        "This version is in review; only the text of a draft can be changed.",
    )


def test_a_draft_does_not_take_the_number_of_another_version(town, in_force, reasons_when):
    version = drafting.start_version(document=in_force.document, by=town.author, at=town.now())
    version.major, version.minor = 1, 0
    assert reasons_when(drafting.save_draft, version=version, by=town.author, at=town.now()) == (
        "This document has a version 1.0. A number is used once: choose another.",
    )


@pytest.mark.parametrize("stage", ["draft", "in_force"])
def test_a_description_is_not_kept_for_the_wrong_role(town, reasons_when, request, stage):
    version = request.getfixturevalue(stage)
    reasons = reasons_when(drafting.save_draft, version=version, by=town.auditor, at=town.now())
    assert reasons[0] == (
        "Only the Author or the Corporate Officer can change the text of a version."
    )
    assert len(reasons) == (1 if stage == "draft" else 2)


def test_discarding_keeps_the_draft_out_of_sight_with_its_reason(town, draft):
    drafting.discard_draft(version=draft, by=town.author, at=town.now(), reason=" Not needed. ")
    kept = Version.objects.get(pk=draft.pk)
    assert kept.status == "discarded"
    assert kept.sections.exists()
    assert draft.document.latest_version() is None
    change = kept.status_changes.last()
    assert (change.move, change.note, change.by) == ("discard", "Not needed.", town.author)


def test_discarding_needs_a_reason(town, draft, reasons_when):
    assert reasons_when(
        drafting.discard_draft, version=draft, by=town.author, at=town.now(), reason="  "
    ) == ("Say why. The reason is kept on the record.",)


def test_an_empty_draft_can_be_discarded(town):
    version = drafting.start_version(document=town.make_document(), by=town.author, at=town.now())
    drafting.discard_draft(version=version, by=town.author, at=town.now(), reason="A slip.")
    assert town.fresh(version).status == "discarded"


def test_two_officers_may_both_be_authors_once(town, draft):
    other = town.make_person("second", Role.AUTHOR)
    for person in (other, town.author, other):
        drafting.save_draft(version=draft, by=person, at=town.now())
    assert set(Authorship.objects.values_list("person__username", flat=True)) == {
        "author",
        "second",
    }


def test_a_refused_draft_is_a_refusal_of_content(town, in_force):
    version = drafting.start_version(document=in_force.document, by=town.author, at=town.now())
    version.major, version.minor = 1, 0
    with pytest.raises(ContentRefused):
        drafting.save_draft(version=version, by=town.author, at=town.now())
