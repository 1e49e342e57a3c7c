"""Once a version is no draft, no word of it is added, changed, moved or taken away by anyone."""

import uuid

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.db.models import ProtectedError

from policies.domain.errors import Refusal
from policies.models import (
    Authorship,
    Certificate,
    Confirmation,
    Contact,
    Decision,
    Document,
    GuidanceItem,
    RelatedDocument,
    Rendition,
    Section,
    StatusChange,
    Submission,
    User,
    Version,
)
from tests.models.raw_sql import refused, run

FROZEN = "The text of a version is changed only while it is a draft."
STAGES = ["in_review", "approved", "in_force", "superseded", "withdrawn", "discarded"]


@pytest.mark.parametrize("stage", STAGES)
def test_every_word_of_a_version_is_frozen_once_it_is_no_draft(ledger, stage):
    version = ledger.version_in(stage)
    moving = {"status", "submission_id", "in_force_from", "in_force_until", "next_review_on"}
    for field in Version._meta.local_fields:
        if field.column in moving | {"id"}:
            continue
        other = ledger.another_value(field)
        message = refused(
            f"UPDATE policies_version SET {field.column} = {other} WHERE id = {version.pk}"
        )
        assert FROZEN in message or "keeps its identity" in message, field.column


@pytest.mark.parametrize("stage", STAGES)
def test_no_part_of_a_frozen_text_is_added_changed_moved_or_removed(ledger, stage):
    version = ledger.version_in(stage)
    for part in ("section", "guidanceitem", "relateddocument", "section_laws", "version_contacts"):
        table, frozen, free = (
            f"policies_{part}",
            ledger.part_of(version, part),
            ledger.part_of(ledger.draft, part),
        )
        owner = "version_id" if hasattr(frozen, "version_id") else "section_id"
        to_frozen, to_draft = getattr(frozen, owner), getattr(free, owner)
        for sql in (
            f"UPDATE {table} SET {owner} = {owner} WHERE id = {frozen.pk}",
            f"UPDATE {table} SET {owner} = {to_draft} WHERE id = {frozen.pk}",
            f"UPDATE {table} SET {owner} = {to_frozen} WHERE id = {free.pk}",
            f"DELETE FROM {table} WHERE id = {frozen.pk}",
            f"DELETE FROM {table}",
            ledger.insert(table, free, id=90001, **{owner: to_frozen}, **ledger.new(part)),
        ):
            assert FROZEN in refused(sql), sql


def test_the_text_of_a_draft_stays_editable(ledger):
    section, item = ledger.draft.sections.first(), None
    run(f"UPDATE policies_section SET body = 'Other words' WHERE id = {section.pk}")
    run(f"UPDATE policies_version SET title = 'Other title' WHERE id = {ledger.draft.pk}")
    run(ledger.insert("policies_section", section, id=90002, lineage=ledger.lineage()))
    run("DELETE FROM policies_section WHERE id = 90002")
    item = ledger.part_of(ledger.draft, "guidanceitem")
    run(f"UPDATE policies_guidanceitem SET text = 'Other' WHERE id = {item.pk}")
    run(f"DELETE FROM policies_guidanceitem WHERE id = {item.pk}")
    section.refresh_from_db()
    assert section.body == "Other words"


def test_only_status_dates_and_next_review_move_after_approval(ledger):
    moves = {
        "next_review_on": "'2031-01-01'",
        "in_force_from": "'2026-01-01'",
        "status": "'withdrawn', in_force_until = '2030-01-01'",
    }
    version = ledger.in_force
    for column, value in moves.items():
        with transaction.atomic():
            run(f"UPDATE policies_version SET {column} = {value} WHERE id = {version.pk}")
            transaction.set_rollback(True)
    for stage in ("approved", "in_force", "superseded", "withdrawn"):
        version = ledger.version_in(stage)
        other = Submission.objects.exclude(version=version).first()
        for value in (other.pk, "NULL"):
            assert "What was decided stays what was decided." in refused(
                f"UPDATE policies_version SET submission_id = {value} WHERE id = {version.pk}"
            )


RECORD = [Submission, Decision, Confirmation, Certificate, StatusChange, Authorship, Rendition]
REFUSALS = (DatabaseError, IntegrityError, ProtectedError)


@pytest.mark.parametrize("model", RECORD)
def test_no_queryset_and_no_row_alters_the_record(ledger, model):
    row = model.objects.first()
    for act in (
        lambda: model.objects.update(id=1),
        lambda: model.objects.filter(pk=row.pk)._raw_delete("default"),
        lambda: model.objects.all().delete(),
        lambda: model.objects.bulk_update([row], [model._meta.local_fields[1].name]),
        row.delete,
        row.save,
    ):
        with pytest.raises(REFUSALS), transaction.atomic():
            act()


def test_bulk_acts_cannot_alter_a_frozen_text(ledger):
    version = ledger.in_force
    section, title = version.sections.first(), version.title
    section.body, version.title = "Other", "Other"
    newcomer = Contact.objects.create(council=ledger.town.council, name="Newcomer")
    for act in (
        lambda: Section.objects.update(body="Other"),
        lambda: Section.objects.bulk_update([section], ["body"]),
        lambda: Section.objects.bulk_create([Section(version=version, position=9, heading="x")]),
        lambda: Section.objects.filter(version=version).delete(),
        lambda: Version.objects.bulk_update([version], ["title"]),
        lambda: Version.objects.filter(pk=version.pk).update(title="Other"),
        lambda: Version.objects.filter(pk=version.pk).delete(),
        lambda: version.save(update_fields=["title"]),
        version.delete,
        section.save,
        section.delete,
        lambda: GuidanceItem.objects.update(text="Other"),
        lambda: GuidanceItem.objects.create(section=section, kind="do", text="x"),
        lambda: RelatedDocument.objects.create(version=version, title="x"),
        lambda: version.contacts.clear(),
        lambda: version.contacts.add(newcomer),
        lambda: section.laws.clear(),
    ):  # fmt: skip
        with pytest.raises(REFUSALS), transaction.atomic():
            act()
    assert Version.objects.get(pk=version.pk).title == title


def test_what_the_record_stands_on_is_not_deleted(ledger):
    for model in (Document, Submission, Decision, StatusChange, Version):
        with pytest.raises((ProtectedError, IntegrityError)), transaction.atomic():
            model.objects.all().delete()


def test_deleting_a_person_is_refused_by_row_by_queryset_and_by_sql(ledger):
    with pytest.raises(Refusal, match="People are not deleted"):
        ledger.leaver.delete()
    with pytest.raises((ProtectedError, IntegrityError)), transaction.atomic():
        User.objects.filter(pk=ledger.leaver.pk).delete()
    assert "People are deactivated, never deleted." in refused(
        f"DELETE FROM policies_user WHERE id = {ledger.leaver.pk}"
    )
    ledger.leaver.is_active = False
    ledger.leaver.save()


def test_a_sections_lineage_is_not_rewritten(ledger):
    section = ledger.in_force.sections.first()
    assert FROZEN in refused(
        f"UPDATE policies_section SET lineage = {ledger.lineage(uuid.uuid4())}"
        f" WHERE id = {section.pk}"
    )
