"""What must hold whatever befell the portal: looked at in the whole database and every file."""

from itertools import groupby

from django.core.files.storage import default_storage
from django.db import connection

from policies.actions.backups.stored import names_on_record, sound_bytes
from policies.models import StatusChange, Submission, Version, guards
from policies.models.search import index_of
from tests.actions.conftest import Record, read_everything
from tests.actions.test_invariants import APPEND_ONLY, OPEN, PUBLISHED

_KEPT = [model._meta.db_table for model in APPEND_ONLY]


def assert_sound(before: Record | None = None) -> Record:
    """Look at everything, and return the whole record as it is now.

    Of what was on record ``before`` nothing may be lost or changed.
    """
    _the_database_is_whole()
    _one_text_at_every_moment()
    _no_move_is_half_done()
    _every_text_and_file_has_its_hash()
    now = read_everything()
    for table in _kept_tables(now) if before else ():
        lost = set(map(repr, before[table])) - set(map(repr, now[table]))
        assert not lost, f"{table} lost {lost}"
    return now


def _kept_tables(record: Record) -> list[str]:
    """The tables of which rows are only added: the record, and the history of every row."""
    return [*_KEPT, *(table for table in record if "historical" in table)]


def _the_database_is_whole() -> None:
    assert guards.missing(connection) == []
    assert index_of(connection).is_there()
    connection.check_constraints()
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA integrity_check")
            assert cursor.fetchall() == [("ok",)]


def _one_text_at_every_moment() -> None:
    """Never two in force, never two on their way, as they stand and in the order they came."""
    columns = ("document", "status", "in_force_from", "in_force_until")
    rows = Version.objects.order_by("document", "in_force_from", "in_force_until")
    for document, versions in groupby(rows.values_list(*columns), key=lambda row: row[0]):
        _, statuses, begun, ended = zip(*versions, strict=True)
        assert statuses.count("in_force") <= 1, document
        assert sum(status in OPEN for status in statuses) <= 1, document
        periods = [
            period
            for *period, status in zip(begun, ended, statuses, strict=True)
            if status in PUBLISHED
        ]
        for (_, until), (since, _) in zip(periods, periods[1:], strict=False):
            assert until is not None, document
            assert until <= since, document
    in_force: dict[int, int] = {}
    for document, version, to in StatusChange.objects.order_by("pk").values_list(
        "version__document", "version", "to_status"
    ):
        if to == "in_force":
            assert document not in in_force, f"{version} came beside {in_force[document]}"
            in_force[document] = version
        elif in_force.get(document) == version:
            del in_force[document]


def _no_move_is_half_done() -> None:
    """Every version stands where the record says that its last move led."""
    last = dict(StatusChange.objects.order_by("pk").values_list("version", "to_status"))
    assert last == dict(Version.objects.values_list("pk", "status"))


def _every_text_and_file_has_its_hash() -> None:
    assert [row.pk for row in Submission.objects.iterator() if not row.is_intact] == []
    assert faulty_files() == []


def faulty_files() -> list[str]:
    """The stored files that a reader could be given and that are not whole."""
    return [name for name in names_on_record() if sound_bytes(name) is None]


def left_over_files() -> list[str]:
    """What stands in the store beside the files of the record."""
    there = set()
    folders = [""]
    for folder in folders:
        inner, files = default_storage.listdir(folder)
        folders.extend(f"{folder}{name}/" for name in inner)
        there.update(f"{folder}{name}" for name in files)
    return sorted(there - set(names_on_record()))
