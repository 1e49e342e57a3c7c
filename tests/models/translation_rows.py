"""Translations in a record of everything, and what is sent against them past the portal."""

from collections.abc import Iterator

from policies.models import (
    DecidedTranslation,
    Decision,
    Submission,
    TranslatedItem,
    TranslatedSection,
    Translation,
)
from tests.translated import Translating

FROZEN = "A translation is changed only while it is open."
KNOWN = "This version has a translation into this language."
OWN_TEXT = "A version is decided on in its own text, not in a translation of it."


def make_translations(town, version) -> None:
    """A submitted and checked Welsh text, named by a decision, and an Urdu one being written."""
    translating = Translating(town)
    welsh = translating.make(version)
    translating.check(welsh)
    decision = Decision.objects.filter(submission=version.submission).first()
    DecidedTranslation.objects.create(decision=decision, submission=welsh.submission)
    translating.write(translating.start(version, "ur"))


def against_translations(ledger) -> Iterator[tuple[str, str, str]]:
    """Yield a guard, the statement that it refuses, and its sentence."""
    table = "policies_translation"
    closed, free = Translation.objects.get(language="cy"), Translation.objects.get(language="ur")

    def update(event: str, row: Translation, change: str, sentence: str):
        sql = f"UPDATE {table} SET {change} WHERE id = {row.pk}"
        return f"guard_translation_update_{event}", sql, sentence

    delete = f"DELETE FROM {table} WHERE id = {free.pk}"
    yield "guard_translation_delete_kept", delete, "A translation is never deleted."
    again = ledger.insert(table, free, language="'bn'")
    yield "guard_translation_insert_new0", again, KNOWN
    yield "guard_translation_insert_new1", ledger.insert(table, free, id=90001), KNOWN
    yield update("identity", free, "language = 'bn'", "A translation keeps its identity.")
    yield update("frozen", closed, "title = 'Other'", FROZEN)
    own = f"submission_id = {closed.version.submission_id}"
    yield update("submission", free, own, "This is no submission of the translation.")
    yield from _against_words(ledger, TranslatedSection, closed, free)
    yield from _against_words(ledger, TranslatedItem, closed, free)
    yield from _against_mistaking(ledger, closed.submission)


def _against_words(ledger, model, closed, free) -> Iterator[tuple[str, str, str]]:
    table = model._meta.db_table
    name = f"guard_{table.removeprefix('policies_')}"
    owner = "translation" if model is TranslatedSection else "section__translation"
    frozen = model.objects.filter(**{owner: closed}).first()
    open_row = model.objects.filter(**{owner: free}).first()
    column = f"{owner.split('__')[0]}_id"
    into = {"id": 90001, column: getattr(frozen, column)}
    new = {"lineage": ledger.lineage()} if model is TranslatedSection else {}
    yield f"{name}_insert_frozen", ledger.insert(table, open_row, **into, **new), FROZEN
    moved = f"UPDATE {table} SET {column} = {into[column]} WHERE id = {open_row.pk}"
    yield f"{name}_update_frozen", moved, FROZEN
    yield f"{name}_delete_frozen", f"DELETE FROM {table} WHERE id = {frozen.pk}", FROZEN
    taking = ledger.insert(table, open_row, id=frozen.pk, **new)
    yield f"{name}_insert_new0", taking, FROZEN
    renamed = f"UPDATE {table} SET id = 90001 WHERE id = {open_row.pk}"
    yield f"{name}_update_id", renamed, "A row keeps its identity."


def _against_mistaking(ledger, text: Submission) -> Iterator[tuple[str, str, str]]:
    """A translation’s submission taken for its version’s, or for that of another."""
    other = Submission.objects.exclude(version=text.version).filter(translation=None).first()
    astray = ledger.insert("policies_submission", text, id=90001, translates_id=other.pk)
    yield (
        "guard_submission_insert_translation",
        astray,
        "A translation is of a submission of its own version.",
    )
    taken = f"UPDATE policies_version SET submission_id = {text.pk} WHERE id = {ledger.draft.pk}"
    yield "guard_version_update_translation", taken, OWN_TEXT
    decided = ledger.insert("policies_decision", ledger.decision, id=90001, submission_id=text.pk)
    yield "guard_decision_insert_translation", decided, OWN_TEXT
