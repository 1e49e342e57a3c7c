"""A record with a row in every guarded table, and one statement for each guard to refuse."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.apps import apps
from django.db import connection, models

from policies.actions import certifying, deciding, drafting, publishing, submitting, text
from policies.domain.lifecycle import Outcome
from policies.domain.roles import Role
from policies.models import (
    Certificate,
    Decision,
    GuidanceItem,
    ImportedFile,
    RelatedDocument,
    Rendition,
    Section,
    Submission,
    Version,
)
from tests.models.deciding_rows import make_deciding_rows
from tests.models.translation_rows import against_translations, make_translations

ADDED = "Rows of the record are only ever added."
NEVER_CHANGED = "A rendition is never changed; a faulty one gets a successor."
FROZEN = "The text of a version is changed only while it is a draft."
TAKEN = "This document has a version with this number."
RECORD = ("submission", "decision", "officerdecision", "confirmation", "certificate", "comment",
          "impactassessment", "optionconsidered", "attachment", "invitation", "response", "callin",
          "callinrelease", "review", "restriction", "restrictionword", "statuschange",
          "authorship", "rendition", "translationauthorship", "translationcheck",
          "decidedtranslation", "earlieraddress")  # fmt: skip
# These have a second unique column, or set of columns.
TWICE_UNIQUE = (
    "confirmation", "certificate", "authorship", "invitation", "translationauthorship",
    "earlieraddress",
)  # fmt: skip
# Of these rows personal data are erased: this is not that, or is more than that.
NAME_ERASED = "name = 'Erased on 1 May 2028', email = 'Erased on 1 May 2028 (1)'"
NOT_ERASING = {
    "policies_invitation": (
        "name = 'Cllr Other', email = 'Erased on 1 May 2028 (1)'",
        "name = 'Erased on 1 May 2028', email = 'other@x.example'",
        f"{NAME_ERASED}, consultation_id = 90001",
        f"{NAME_ERASED}, token_sha256 = 'other'",
        f"{NAME_ERASED}, at = '1999-01-01'",
    ),
    "policies_response": (
        "text = 'Other words'",
        "text = '', answer = 'disagrees'",
        "text = '', at = '1999-01-01'",
    ),
}


@dataclass(frozen=True)
class Provocation:
    """A statement that one guard, and it alone if need be, refuses with its sentence."""

    trigger: str
    sql: str
    sentence: str


class Ledger:
    """Versions in every status, and at least one row in every table of the record."""

    def __init__(self, town) -> None:
        self.town = town
        town.contact.save()
        town.law.save()
        self.make_council_history()
        self.superseded = self.published("rules")
        self.successor = town.make_successor(self.superseded)
        self.superseded = town.fresh(self.superseded)
        self.second_draft = town.make_draft(self.superseded.document)
        self.in_force = self.published("guide")
        self.approved = self.published("protocol", until="approved")
        self.in_review = self.published("leaflet", until="in_review")
        self.draft = self.published("strategy", until="draft")
        self.discarded = self.published("notes", until="draft")
        drafting.discard_draft(
            version=self.discarded, by=town.author, at=town.now(), reason="Not needed."
        )
        self.withdrawn = self.published("guidelines")
        publishing.withdraw_version(
            version=self.withdrawn, by=town.officer, at=town.now(), reason="Out of date."
        )
        self.withdrawn, self.discarded = town.fresh(self.withdrawn), town.fresh(self.discarded)
        self.make_certificate()
        self.make_rendition()
        make_translations(town, self.successor)
        ImportedFile.objects.create(
            document=self.draft.document, name="policy.docx", content=b"words", sha256="0" * 64,
            by=town.author, at=town.now(),
        )  # fmt: skip
        make_deciding_rows(
            town, in_review=self.in_review, approved=self.approved, in_force=self.in_force
        )
        self.decision = Decision.objects.first()
        self.leaver = town.make_person("leaver", Role.AUDITOR)

    def make_council_history(self) -> None:
        town = self.town
        for row in (town.council, town.body, town.owner_post, town.contact, town.law):
            row.save()
        town.author.post_holdings.get().save()

    def published(self, slug: str, until: str = "in_force") -> Version:
        town = self.town
        document = town.make_document(slug, f"The {slug}")
        version = town.make_draft(document)
        related = RelatedDocument(version=version, title="Code of conduct")
        text.save_related(related=related, by=town.author, at=town.now())
        if until == "draft":
            return town.fresh(version)
        submitting.submit_version(version=version, by=town.author, at=town.now())
        if until == "in_review":
            return town.fresh(version)
        decision = town.enter_decision(town.fresh(version))
        deciding.confirm_decision(decision=decision, by=town.confirmer, at=town.now())
        if until == "in_force":
            publishing.publish_version(version=version, by=town.officer, at=town.now())
        return town.fresh(version)

    def make_certificate(self) -> None:
        """A text amended by its body, conformed and certified."""
        town = self.town
        version = self.published("amended", until="in_review")
        decision = town.enter_decision(version, Outcome.APPROVED_AS_AMENDED)
        deciding.confirm_decision(decision=decision, by=town.confirmer, at=town.now())
        section = version.sections.first()
        amendment = submitting.Amendment(section=section, heading=section.heading, body="Amended.")
        submitting.conform_version(
            version=version, amendments=[amendment], summary="One word.", by=town.author,
            at=town.now(),
        )  # fmt: skip
        certifying.certify_conformed(
            version=version, by=town.monitoring, at=town.now(), statement="Compared."
        )
        assert Certificate.objects.exists()

    def make_rendition(self) -> None:
        columns = {
            "submission": self.in_force.submission, "format": "pdf", "language": "en-GB",
            "sha256": "0" * 64, "name": "guide.pdf", "media_type": "application/pdf", "size": 1,
            "built_at": self.town.now(),
        }  # fmt: skip
        faulty = Rendition.objects.create(**columns)
        self.rendition = Rendition.objects.create(
            **columns | {"sha256": "1" * 64}, replaces=faulty, reason="A letter was missing."
        )
        self.first_rendition = faulty

    # What the statements are made of

    def version_in(self, stage: str) -> Version:
        return getattr(self, stage)

    def part_of(self, version: Version, table: str) -> models.Model:
        """A row of this table that belongs to the text of this version."""
        return {
            "section": Section.objects.filter(version=version),
            "guidanceitem": GuidanceItem.objects.filter(section__version=version),
            "relateddocument": RelatedDocument.objects.filter(version=version),
            "section_laws": Section.laws.through.objects.filter(section__version=version),
            "version_contacts": Version.contacts.through.objects.filter(version=version),
        }[table].first()

    def lineage(self, value: uuid.UUID | None = None) -> str:
        value = value or uuid.uuid4()
        return f"'{value.hex if connection.vendor == 'sqlite' else value}'"

    def new(self, table: str) -> dict[str, str]:
        """What a copied row of this table must have of its own."""
        return {"lineage": self.lineage()} if table == "section" else {}

    def insert(self, table: str, row: models.Model, verb: str = "INSERT", **other) -> str:
        """A statement that copies a row, some columns put otherwise."""
        columns = [field.column for field in row._meta.local_fields]
        values = ", ".join(str(other.get(column, column)) for column in columns)
        key = row._meta.pk.column
        return (
            f"{verb} INTO {table} ({', '.join(columns)})"
            f" SELECT {values} FROM {table} WHERE {key} = {row.pk}"
        )

    def another_value(self, field: models.Field) -> str:
        """A value that this column of a version does not have."""
        if isinstance(field, models.ForeignKey):
            return "90001"
        if isinstance(field, models.DateField):
            return "'1999-01-01'"
        if isinstance(field, models.IntegerField):
            return "77"
        return "'other'"

    def recorded_tables(self) -> list[str]:
        """Every table of the record to which rows are only ever added."""
        histories = [
            model._meta.db_table
            for model in apps.get_app_config("policies").get_models(include_auto_created=True)
            if "history_id" in {f.name for f in model._meta.local_fields}
            or "m2m_history_id" in {f.name for f in model._meta.local_fields}
        ]
        assert len(histories) == len(set(histories)) >= 21
        return [f"policies_{name}" for name in RECORD] + histories

    def key_of(self, table: str) -> str:
        by_table = {
            model._meta.db_table: model._meta.pk.column
            for model in apps.get_models(include_auto_created=True)
        }
        return by_table[table]

    def first_row(self, table: str) -> models.Model:
        by_table = {m._meta.db_table: m for m in apps.get_models(include_auto_created=True)}
        row = by_table[table]._default_manager.order_by("pk").first()
        assert row, f"nothing is in {table}"
        return row


def provocations(ledger: Ledger) -> Iterator[Provocation]:
    """Yield one statement for each guard, typed from what the design says must hold."""
    for table in ledger.recorded_tables():
        yield from _against_the_record(ledger, table)
    for part in ("section", "guidanceitem", "relateddocument", "section_laws", "version_contacts"):
        yield from _against_the_text(ledger, part)
    yield from _against_versions(ledger)
    yield from _against_people(ledger)
    yield from _against_imported_files(ledger)
    yield from (Provocation(*one) for one in against_translations(ledger))


def _against_imported_files(ledger: Ledger) -> Iterator[Provocation]:
    table, kept = "policies_importedfile", "A file that was brought in is kept as it came."
    file = ImportedFile.objects.get()
    here = f"WHERE id = {file.pk}"
    renamed = f"UPDATE {table} SET name = 'Another' {here}"
    yield Provocation("guard_importedfile_update_kept", renamed, kept)
    yield Provocation("guard_importedfile_delete_kept", f"DELETE FROM {table} {here}", kept)
    again = ledger.insert(table, file)
    yield Provocation("guard_importedfile_insert_new0", again, kept)


def _against_people(ledger: Ledger) -> Iterator[Provocation]:
    table, leaver = "policies_user", ledger.leaver
    kept = "People are deactivated, never deleted."
    delete = f"DELETE FROM {table} WHERE id = {leaver.pk}"
    yield Provocation("guard_user_delete_kept", delete, kept)
    # A row that takes the identity or the name of another would push it out.
    again = ledger.insert(table, leaver, username="'newcomer'")
    yield Provocation("guard_user_insert_new0", again, kept)
    yield Provocation("guard_user_insert_new1", ledger.insert(table, leaver, id=90001), kept)
    renamed = f"UPDATE {table} SET username = 'clerk' WHERE id = {leaver.pk}"
    yield Provocation("guard_user_update_name", renamed, "Another person has this name.")
    moved = f"UPDATE {table} SET id = 90001 WHERE id = {leaver.pk}"
    yield Provocation("guard_user_update_id", moved, "A person keeps their identity.")


def _against_the_record(ledger: Ledger, table: str) -> Iterator[Provocation]:
    name, key = f"guard_{table.removeprefix('policies_')}", ledger.key_of(table)
    row = ledger.first_row(table)
    here = f"WHERE {key} = {row.pk}"
    yield Provocation(f"{name}_update_kept", f"UPDATE {table} SET {key} = {key} {here}", ADDED)
    yield Provocation(f"{name}_delete_kept", f"DELETE FROM {table} {here}", ADDED)
    yield Provocation(f"{name}_insert_new0", ledger.insert(table, row), ADDED)
    for change in NOT_ERASING.get(table, ()):
        yield Provocation(f"{name}_update_kept", f"UPDATE {table} SET {change} {here}", ADDED)
    if table.removeprefix("policies_") in TWICE_UNIQUE:
        yield Provocation(f"{name}_insert_new1", ledger.insert(table, row, id=90001), ADDED)
    if table == "policies_rendition":
        again = ledger.insert(table, ledger.rendition, id=90001)
        yield Provocation(f"{name}_insert_new1", again, ADDED)
        another_first = ledger.insert(table, ledger.first_rendition, id=90001)
        yield Provocation(f"{name}_insert_first", another_first, NEVER_CHANGED)


def _against_the_text(ledger: Ledger, part: str) -> Iterator[Provocation]:
    name, table = f"guard_{part}", f"policies_{part}"
    frozen, free = ledger.part_of(ledger.in_force, part), ledger.part_of(ledger.draft, part)
    owner = "version_id" if hasattr(frozen, "version_id") else "section_id"
    into_frozen = {owner: getattr(frozen, owner), "id": 90001} | ledger.new(part)
    yield Provocation(f"{name}_insert_frozen", ledger.insert(table, free, **into_frozen), FROZEN)
    yield Provocation(
        f"{name}_update_frozen",
        f"UPDATE {table} SET {owner} = {getattr(free, owner)} WHERE id = {frozen.pk}",
        FROZEN,
    )
    yield Provocation(
        f"{name}_delete_frozen", f"DELETE FROM {table} WHERE id = {frozen.pk}", FROZEN
    )
    # A row of a draft that takes the identity of a frozen one would push it out.
    taking = ledger.insert(table, free, id=frozen.pk, **ledger.new(part))
    yield Provocation(f"{name}_insert_new0", taking, FROZEN)
    yield Provocation(
        f"{name}_update_id",
        f"UPDATE {table} SET id = 90001 WHERE id = {free.pk}",
        "A row keeps its identity.",
    )
    if part == "section":
        again = ledger.insert(table, free, id=90001)
        yield Provocation(f"{name}_insert_new1", again, FROZEN)


def _against_versions(ledger: Ledger) -> Iterator[Provocation]:
    table, draft = "policies_version", ledger.draft

    def update(event: str, version: Version, change: str, sentence: str) -> Provocation:
        sql = f"UPDATE {table} SET {change} WHERE id = {version.pk}"
        return Provocation(f"guard_version_update_{event}", sql, sentence)

    def insert(event: str, row: Version, sentence: str, **other) -> Provocation:
        return Provocation(
            f"guard_version_insert_{event}", ledger.insert(table, row, **other), sentence
        )

    yield Provocation(
        "guard_version_delete_kept",
        f"DELETE FROM {table} WHERE id = {draft.pk}",
        "A version is never deleted.",
    )
    review = {"id": 90001, "major": 77, "status": "'in_review'"}
    yield insert("draft", ledger.discarded, "A version begins as a draft.", **review)
    yield insert("new0", draft, TAKEN, major=77)
    yield insert("new1", draft, TAKEN, id=90001)
    yield insert("open", draft, "This document has an open version.", id=90001, major=77)
    yield update("identity", draft, "id = 90001", "A version keeps its identity.")
    yield update("frozen", ledger.approved, "title = 'Other'", FROZEN)
    other = Submission.objects.exclude(version=ledger.approved).first()
    decided = "What was decided stays what was decided."
    yield update("submission", ledger.approved, f"submission_id = {other.pk}", decided)
    no_move = "There is no such move between these statuses."
    yield update("move", draft, "status = 'approved'", no_move)
    number = f"major = {ledger.superseded.major}, minor = {ledger.superseded.minor}"
    yield update("number", ledger.second_draft, number, TAKEN)
    second = f"status = 'in_force', in_force_from = '2031-01-01', submission_id = {other.pk}"
    yield update(
        "one_in_force", ledger.second_draft, second, "Another version of this document is in force."
    )
    yield update(
        "same_day",
        ledger.superseded,
        f"in_force_from = '{ledger.successor.in_force_from}'",
        "Another version of this document came into force on that day.",
    )
    yield update(
        "one_a_day",
        ledger.superseded,
        f"in_force_until = '{date(2040, 1, 1)}'",
        "Another version of this document was in force in that time.",
    )
