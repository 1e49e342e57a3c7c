"""One statement for each guard of the database to refuse."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from policies.models import ImportedFile, Submission, Version
from tests.models.ledger import Ledger
from tests.models.translation_rows import against_translations

ADDED = "Rows of the record are only ever added."
NEVER_CHANGED = "A rendition is never changed; a faulty one gets a successor."
FROZEN = "The text of a version is changed only while it is a draft."
TAKEN = "This document has a version with this number."
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
    # The first is of an account that was made: no coming or going.
    "policies_securityevent": (
        "by_id = NULL, about_id = NULL, words = '', network = ''",
        "network = '192.0.2.0/24'",
    ),
}


@dataclass(frozen=True)
class Provocation:
    """A statement that one guard, and it alone if need be, refuses with its sentence."""

    trigger: str
    sql: str
    sentence: str


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
