"""What the database refuses of translations: words once submitted, a text decided on by mistake."""

from collections.abc import Iterator

from policies.models.decision import Decision
from policies.models.guard import Guard, row_exists
from policies.models.submission import Submission
from policies.models.translation import TranslatedItem, TranslatedSection, Translation
from policies.models.version import Version

# Columns of a translation that go on moving once it was submitted.
MOVING_COLUMNS = {"is_open", "correction", "submission_id", "source_id"}
_FROZEN = "A translation is changed only while it is open."
_IDENTITY = {"id", "version_id", "language", "started_by_id", "started_at"}


def translation_guards() -> Iterator[Guard]:
    """Yield the guards of translations, their words and their submissions."""
    yield from _translations()
    section = f"SELECT translation_id FROM {TranslatedSection._meta.db_table} WHERE id = "
    yield from _words(TranslatedSection._meta.db_table, "{row}.translation_id")
    yield from _words(TranslatedItem._meta.db_table, f"({section}{{row}}.section_id)")
    yield from _submissions()


def _translations() -> Iterator[Guard]:
    table = Translation._meta.db_table
    columns = [field.column for field in Translation._meta.local_fields]
    yield Guard(table, "DELETE", "kept", "TRUE", "A translation is never deleted.")
    known = "This version has a translation into this language."
    for number, unique in enumerate([("id",), ("version_id", "language")]):
        yield Guard(table, "INSERT", f"new{number}", row_exists(table, unique), known)
    moved = " OR ".join(f"OLD.{c} {{differs}} NEW.{c}" for c in columns if c in _IDENTITY)
    yield Guard(table, "UPDATE", "identity", moved, "A translation keeps its identity.")
    changed = " OR ".join(
        f"OLD.{c} {{differs}} NEW.{c}" for c in columns if c not in MOVING_COLUMNS | _IDENTITY
    )
    closed = f"NOT OLD.is_open AND ({changed})"
    yield Guard(table, "UPDATE", "frozen", closed, _FROZEN)
    other = (
        f"NEW.submission_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM {Submission._meta.db_table} s"
        " WHERE s.id = NEW.submission_id AND s.translation_id = NEW.id)"
    )
    yield Guard(table, "UPDATE", "submission", other, "This is no submission of the translation.")


def _words(table: str, translation_of: str) -> Iterator[Guard]:
    def frozen(row: str) -> str:
        return (
            f"EXISTS (SELECT 1 FROM {Translation._meta.db_table} t"
            f" WHERE t.id = {translation_of.format(row=row)} AND NOT t.is_open)"
        )

    yield Guard(table, "INSERT", "frozen", frozen("NEW"), _FROZEN)
    yield Guard(table, "UPDATE", "frozen", f"{frozen('OLD')} OR {frozen('NEW')}", _FROZEN)
    yield Guard(table, "DELETE", "frozen", frozen("OLD"), _FROZEN)
    yield Guard(table, "INSERT", "new0", row_exists(table, ("id",)), _FROZEN)
    yield Guard(table, "UPDATE", "id", "OLD.id <> NEW.id", "A row keeps its identity.")


def _submissions() -> Iterator[Guard]:
    """A translation’s submission is of its version, and stands for that version nowhere."""
    table = Submission._meta.db_table
    yield Guard(
        table,
        "INSERT",
        "translation",
        "NEW.translation_id IS NOT NULL AND NOT EXISTS ("
        f"SELECT 1 FROM {Translation._meta.db_table} t JOIN {table} s ON s.id = NEW.translates_id"
        " WHERE t.id = NEW.translation_id AND t.version_id = NEW.version_id"
        " AND s.version_id = NEW.version_id AND s.translation_id IS NULL)",
        "A translation is of a submission of its own version.",
    )
    of_translation = (
        f"EXISTS (SELECT 1 FROM {table} s"
        " WHERE s.id = NEW.submission_id AND s.translation_id IS NOT NULL)"
    )
    sentence = "A version is decided on in its own text, not in a translation of it."
    yield Guard(Version._meta.db_table, "UPDATE", "translation", of_translation, sentence)
    yield Guard(Decision._meta.db_table, "INSERT", "translation", of_translation, sentence)
