"""What the database itself refuses, whoever asks: the rules of the record as conditions."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.apps import apps
from django.db import models

from policies.domain.lifecycle import Status, changes_of_status
from policies.models import (
    Authorship,
    Certificate,
    Confirmation,
    Decision,
    GuidanceItem,
    RelatedDocument,
    Rendition,
    Section,
    StatusChange,
    Submission,
    User,
    Version,
)

APPEND_ONLY = (
    Submission,
    Decision,
    Confirmation,
    Certificate,
    StatusChange,
    Authorship,
    Rendition,
)
# Columns of a version that go on moving when its text no longer does.
MOVING_COLUMNS = {"status", "submission_id", "in_force_from", "in_force_until", "next_review_on"}


@dataclass(frozen=True, slots=True)
class Guard:
    """Refuses an event on a table under a condition, with a sentence.

    ``condition`` writes ``{differs}`` for “is not the same as”, NULL counted as a value.
    """

    table: str
    event: str
    name: str
    condition: str
    sentence: str

    @property
    def trigger(self) -> str:
        return f"guard_{self.table.removeprefix('policies_')}_{self.event.lower()}_{self.name}"[:63]


def guards() -> Iterator[Guard]:
    """Yield every guard, in no particular order."""
    for model in _append_only_models():
        yield from _append_only(model)
    for model, version_of in _text_models():
        yield from _frozen_text(model, version_of)
    yield from _version_guards()
    yield from _people()
    yield Guard(
        Rendition._meta.db_table,
        "INSERT",
        "first",
        "NEW.replaces_id IS NULL AND "
        + _row_exists(
            Rendition._meta.db_table,
            ("submission_id", "format", "language"),
            "kept.replaces_id IS NULL",
        ),
        "A rendition is never changed; a faulty one gets a successor.",
    )


def _people() -> Iterator[Guard]:
    table, sentence = User._meta.db_table, "People are deactivated, never deleted."
    yield Guard(table, "DELETE", "kept", "TRUE", sentence)
    yield Guard(table, "INSERT", "new0", _row_exists(table, ("id",)), sentence)
    yield Guard(table, "INSERT", "new1", _row_exists(table, ("username",)), sentence)
    yield Guard(table, "UPDATE", "id", "OLD.id <> NEW.id", "A person keeps their identity.")
    yield Guard(
        table,
        "UPDATE",
        "name",
        _row_exists(table, ("username",), "kept.id <> NEW.id"),
        "Another person has this name.",
    )


def _append_only_models() -> list[type[models.Model]]:
    histories = [
        model
        for model in apps.get_app_config("policies").get_models(include_auto_created=True)
        if model.__name__.startswith("Historical")
    ]
    return [*APPEND_ONLY, *histories]


def _append_only(model: type[models.Model]) -> Iterator[Guard]:
    table, sentence = model._meta.db_table, "Rows of the record are only ever added."
    yield Guard(table, "UPDATE", "kept", "TRUE", sentence)
    yield Guard(table, "DELETE", "kept", "TRUE", sentence)
    for number, columns in enumerate(_unique_columns(model)):
        # INSERT OR REPLACE deletes the row in its way without asking the guard against deletion.
        yield Guard(table, "INSERT", f"new{number}", _row_exists(table, columns), sentence)


def _unique_columns(model: type[models.Model]) -> Iterator[tuple[str, ...]]:
    for field in model._meta.local_fields:
        if field.primary_key or field.unique:
            yield (field.column,)
    for constraint in model._meta.constraints:
        if isinstance(constraint, models.UniqueConstraint) and constraint.condition is None:
            yield tuple(model._meta.get_field(name).column for name in constraint.fields)


def _row_exists(table: str, columns: tuple[str, ...], *conditions: str) -> str:
    same = [f"kept.{column} = NEW.{column}" for column in columns]
    return f"EXISTS (SELECT 1 FROM {table} kept WHERE {' AND '.join([*same, *conditions])})"


def _text_models() -> list[tuple[type[models.Model], str]]:
    """The tables of a version's text, each with how to find the version of a row."""
    section = f"(SELECT version_id FROM {Section._meta.db_table} WHERE id = {{row}}.section_id)"
    return [
        (Section, "{row}.version_id"),
        (RelatedDocument, "{row}.version_id"),
        (Version.contacts.through, "{row}.version_id"),
        (GuidanceItem, section),
        (Section.laws.through, section),
    ]


def _frozen_text(model: type[models.Model], version_of: str) -> Iterator[Guard]:
    table = model._meta.db_table
    sentence = "The text of a version is changed only while it is a draft."

    def frozen(row: str) -> str:
        return (
            f"EXISTS (SELECT 1 FROM {Version._meta.db_table} v"
            f" WHERE v.id = {version_of.format(row=row)} AND v.status <> '{Status.DRAFT.value}')"
        )

    yield Guard(table, "INSERT", "frozen", frozen("NEW"), sentence)
    yield Guard(table, "UPDATE", "frozen", f"{frozen('OLD')} OR {frozen('NEW')}", sentence)
    yield Guard(table, "DELETE", "frozen", frozen("OLD"), sentence)
    for number, columns in enumerate(_unique_columns(model)):
        yield Guard(table, "INSERT", f"new{number}", _row_exists(table, columns), sentence)
    yield Guard(table, "UPDATE", "id", "OLD.id <> NEW.id", "A row keeps its identity.")


def _version_guards() -> Iterator[Guard]:
    table = Version._meta.db_table
    draft, in_review, in_force = (
        Status.DRAFT.value,
        Status.IN_REVIEW.value,
        Status.IN_FORCE.value,
    )
    yield Guard(table, "DELETE", "kept", "TRUE", "A version is never deleted.")
    yield Guard(
        table, "INSERT", "draft", f"NEW.status <> '{draft}'", "A version begins as a draft."
    )
    for number, columns in enumerate([("id",), ("document_id", "major", "minor")]):
        yield Guard(
            table,
            "INSERT",
            f"new{number}",
            _row_exists(table, columns),
            "This document has a version with this number.",
        )
    yield Guard(
        table,
        "INSERT",
        "open",
        _row_exists(
            table,
            ("document_id",),
            f"kept.status IN ('{draft}', '{in_review}', '{Status.APPROVED.value}')",
            "(kept.recorded_from_paper_on IS NULL) = (NEW.recorded_from_paper_on IS NULL)",
        ),
        "This document has an open version.",
    )
    yield Guard(
        table,
        "UPDATE",
        "identity",
        "OLD.id <> NEW.id OR OLD.document_id <> NEW.document_id"
        " OR OLD.recorded_from_paper_on {differs} NEW.recorded_from_paper_on",
        "A version keeps its identity.",
    )
    frozen = " OR ".join(
        f"OLD.{field.column} {{differs}} NEW.{field.column}"
        for field in Version._meta.local_fields
        if field.column not in MOVING_COLUMNS
    )
    yield Guard(
        table,
        "UPDATE",
        "frozen",
        f"OLD.status <> '{draft}' AND ({frozen})",
        "The text of a version is changed only while it is a draft.",
    )
    yield Guard(
        table,
        "UPDATE",
        "submission",
        f"OLD.status NOT IN ('{draft}', '{in_review}')"
        " AND OLD.submission_id {differs} NEW.submission_id",
        "What was decided stays what was decided.",
    )
    yield Guard(
        table,
        "UPDATE",
        "move",
        f"OLD.status <> NEW.status AND NOT ({_allowed_moves()})",
        "There is no such move between these statuses.",
    )
    yield Guard(
        table,
        "UPDATE",
        "number",
        _row_exists(table, ("document_id", "major", "minor"), "kept.id <> NEW.id"),
        "This document has a version with this number.",
    )
    yield Guard(
        table,
        "UPDATE",
        "one_in_force",
        f"NEW.status = '{in_force}' AND "
        + _row_exists(table, ("document_id",), "kept.id <> NEW.id", f"kept.status = '{in_force}'"),
        "Another version of this document is in force.",
    )
    yield Guard(
        table,
        "UPDATE",
        "same_day",
        "NEW.in_force_from IS NOT NULL AND "
        + _row_exists(table, ("document_id", "in_force_from"), "kept.id <> NEW.id"),
        "Another version of this document came into force on that day.",
    )
    yield Guard(
        table,
        "UPDATE",
        "one_a_day",
        "NEW.in_force_from IS NOT NULL AND "
        + _row_exists(
            table,
            ("document_id",),
            "kept.id <> NEW.id",
            "kept.in_force_from IS NOT NULL",
            "(NEW.in_force_until IS NULL OR kept.in_force_from < NEW.in_force_until)",
            "(kept.in_force_until IS NULL OR NEW.in_force_from < kept.in_force_until)",
        ),
        "Another version of this document was in force in that time.",
    )


def _allowed_moves() -> str:
    pairs = sorted((origin.value, target.value) for origin, target in changes_of_status())
    moves = [
        f"(OLD.status = '{origin}' AND NEW.status = '{target}'"
        " AND OLD.recorded_from_paper_on IS NULL)"
        if origin == Status.DRAFT.value
        else f"(OLD.status = '{origin}' AND NEW.status = '{target}')"
        for origin, target in pairs
    ]
    recorded = (
        f"(OLD.status = '{Status.DRAFT.value}' AND OLD.recorded_from_paper_on IS NOT NULL"
        f" AND NEW.status IN ('{Status.SUPERSEDED.value}', '{Status.IN_FORCE.value}'))"
    )
    return " OR ".join([*moves, recorded])
