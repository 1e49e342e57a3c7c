"""What the database itself refuses, whoever asks: the rules of the record as conditions."""

from collections.abc import Iterator

from django.apps import apps
from django.db import models

from policies.domain.lifecycle import Status
from policies.domain.retention import ERASED
from policies.domain.securityevents import COMINGS_AND_GOINGS
from policies.models import (
    Attachment,
    Authorship,
    CallIn,
    CallInRelease,
    Certificate,
    Comment,
    Confirmation,
    DecidedTranslation,
    Decision,
    EarlierAddress,
    GuidanceItem,
    ImpactAssessment,
    ImportedFile,
    Invitation,
    OfficerDecision,
    OptionConsidered,
    RelatedDocument,
    Rendition,
    Response,
    Restriction,
    RestrictionWord,
    Review,
    Section,
    SecurityEvent,
    StatusChange,
    Submission,
    TranslationAuthorship,
    TranslationCheck,
    User,
    Version,
)
from policies.models.guard import Guard, row_exists
from policies.models.translation_guards import translation_guards
from policies.models.version_guards import version_guards

__all__ = ["APPEND_ONLY", "Guard", "guards"]

APPEND_ONLY = (
    Submission,
    Decision,
    OfficerDecision,
    Confirmation,
    Certificate,
    Comment,
    ImpactAssessment,
    OptionConsidered,
    Attachment,
    Invitation,
    Response,
    CallIn,
    CallInRelease,
    Review,
    Restriction,
    RestrictionWord,
    StatusChange,
    Authorship,
    Rendition,
    TranslationAuthorship,
    TranslationCheck,
    DecidedTranslation,
    EarlierAddress,
    SecurityEvent,
)


_COMINGS_AND_GOINGS = ", ".join(f"'{kind.value}'" for kind in sorted(COMINGS_AND_GOINGS))
# Personal data that the rule of retention ends: what is written in their place, and nothing else.
_ERASED = {
    Invitation: {
        "name": f"substr(NEW.name, 1, {len(ERASED)}) = '{ERASED}'",
        "email": f"substr(NEW.email, 1, {len(ERASED)}) = '{ERASED}'",
    },
    Response: {"text": "NEW.text = ''"},
    # Whoever broke in must not sweep the traces away, so that this waits for its time.
    SecurityEvent: {
        "by": f"NEW.by_id IS NULL AND NEW.kind IN ({_COMINGS_AND_GOINGS})",
        "about": "NEW.about_id IS NULL AND NEW.at < {a_year_ago}",
        "words": "NEW.words = ''",
        "network": "NEW.network = ''",
    },
}


def guards() -> Iterator[Guard]:
    """Yield every guard, in no particular order."""
    for model in _append_only_models():
        yield from _append_only(model)
    for model, version_of in _text_models():
        yield from _frozen_text(model, version_of)
    yield from version_guards()
    yield from translation_guards()
    yield from _people()
    yield from _imported_files()
    yield Guard(
        Rendition._meta.db_table,
        "INSERT",
        "first",
        "NEW.replaces_id IS NULL AND "
        + row_exists(
            Rendition._meta.db_table,
            ("submission_id", "format", "language"),
            "kept.replaces_id IS NULL",
        ),
        "A rendition is never changed; a faulty one gets a successor.",
    )


def _people() -> Iterator[Guard]:
    table, sentence = User._meta.db_table, "People are deactivated, never deleted."
    yield Guard(table, "DELETE", "kept", "TRUE", sentence)
    yield Guard(table, "INSERT", "new0", row_exists(table, ("id",)), sentence)
    yield Guard(table, "INSERT", "new1", row_exists(table, ("username",)), sentence)
    yield Guard(table, "UPDATE", "id", "OLD.id <> NEW.id", "A person keeps their identity.")
    yield Guard(
        table,
        "UPDATE",
        "name",
        row_exists(table, ("username",), "kept.id <> NEW.id"),
        "Another person has this name.",
    )


def _imported_files() -> Iterator[Guard]:
    """A file stays as it was brought in; where its words go is for the officer to say."""
    table = ImportedFile._meta.db_table
    sentence = "A file that was brought in is kept as it came."
    free = {"title", "kind", "placements", "version_id"}
    columns = [field.column for field in ImportedFile._meta.local_fields]
    changed = " OR ".join(f"OLD.{c} {{differs}} NEW.{c}" for c in columns if c not in free)
    yield Guard(table, "UPDATE", "kept", changed, sentence)
    yield Guard(table, "DELETE", "kept", "TRUE", sentence)
    yield Guard(table, "INSERT", "new0", row_exists(table, ("id",)), sentence)


def _append_only_models() -> list[type[models.Model]]:
    histories = [
        model
        for model in apps.get_app_config("policies").get_models(include_auto_created=True)
        if model.__name__.startswith("Historical")
    ]
    return [*APPEND_ONLY, *histories]


def _append_only(model: type[models.Model]) -> Iterator[Guard]:
    table, sentence = model._meta.db_table, "Rows of the record are only ever added."
    yield Guard(table, "UPDATE", "kept", _more_than_erased(model), sentence)
    yield Guard(table, "DELETE", "kept", "TRUE", sentence)
    for number, columns in enumerate(_unique_columns(model)):
        # INSERT OR REPLACE deletes the row in its way without asking the guard against deletion.
        yield Guard(table, "INSERT", f"new{number}", row_exists(table, columns), sentence)


def _more_than_erased(model: type[models.Model]) -> str:
    """The condition that an update is anything but the erasing of personal data."""
    erased = _ERASED.get(model)
    if erased is None:
        return "TRUE"
    columns = [field.column for field in model._meta.local_fields if field.name not in erased]
    changed = [f"OLD.{column} {{differs}} NEW.{column}" for column in columns]
    return " OR ".join([*changed, *(f"NOT ({condition})" for condition in erased.values())])


def _unique_columns(model: type[models.Model]) -> Iterator[tuple[str, ...]]:
    for field in model._meta.local_fields:
        if field.primary_key or field.unique:
            yield (field.column,)
    for constraint in model._meta.constraints:
        if isinstance(constraint, models.UniqueConstraint) and constraint.condition is None:
            yield tuple(model._meta.get_field(name).column for name in constraint.fields)


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
        yield Guard(table, "INSERT", f"new{number}", row_exists(table, columns), sentence)
    yield Guard(table, "UPDATE", "id", "OLD.id <> NEW.id", "A row keeps its identity.")
