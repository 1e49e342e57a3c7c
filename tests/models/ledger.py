"""A record with a row in every guarded table."""

import uuid

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
    Version,
)
from tests.models.deciding_rows import make_deciding_rows
from tests.models.translation_rows import make_translations

RECORD = ("submission", "decision", "officerdecision", "confirmation", "certificate", "comment",
          "impactassessment", "optionconsidered", "attachment", "invitation", "response", "callin",
          "callinrelease", "review", "restriction", "restrictionword", "statuschange",
          "authorship", "rendition", "translationauthorship", "translationcheck",
          "decidedtranslation", "earlieraddress", "securityevent")  # fmt: skip


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
