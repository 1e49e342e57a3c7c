"""Restoring: an empty installation becomes what the archive holds, or stays empty."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice

from django.core.files.storage import default_storage
from django.db import IntegrityError, connection, transaction

from policies.actions.backups.checking import Archive, file_in, lines_in, table_in
from policies.actions.backups.container import Progress, members_of, no_progress
from policies.actions.backups.emptiness import reasons_against_filling
from policies.actions.backups.manifest import Manifest
from policies.actions.backups.numbers import go_on_numbering
from policies.actions.backups.tables import (
    Table,
    column_names,
    insert_lines,
    lines_of,
    make_room,
    tables,
)
from policies.actions.schema import applied_migrations, waiting_migrations
from policies.actions.storing import keep_bytes
from policies.domain.errors import BackupRefused
from policies.models import PublicSection, guards
from policies.models.search import index_of

_SECTIONS_AT_A_TIME = 200


def restore_backup(*, archive: Archive, on_progress: Progress = no_progress) -> None:
    """Fill this empty installation with what an archive that was looked through holds.

    All in one transaction: the guards step aside, every row is put in and read back until its
    table has the hash of the manifest, the references between rows are checked, the search
    index is made, and the guards stand again. ``on_progress`` is told of the rows and files
    done. Raises BackupRefused with every reason against; then nothing is changed, and no file
    stays that was not there before.
    """
    reasons = [*_about_release(archive.manifest), *reasons_against_filling()]
    if reasons:
        raise BackupRefused(reasons)
    with _new_files_withdrawn() as new_files, transaction.atomic(durable=True):
        guards.uninstall(connection)
        make_room()
        _put_in(archive, new_files, on_progress)
        _refuse_unless_equal(archive.manifest)
        _check_references()
        go_on_numbering(tables())
        _fill_search_index()
        guards.install(connection)
        if guards.missing(connection):
            raise BackupRefused("The guards of the record could not be put back.")


def _about_release(manifest: Manifest) -> Iterator[str]:
    there, here = {*manifest.migrations}, {*applied_migrations(), *waiting_migrations()}
    if there - here:
        yield (
            f"The archive was made by a newer release of the portal ({manifest.portal}). "
            "Install that release here, then restore."
        )
    elif here - there:
        yield (
            f"The archive was made by an older release of the portal ({manifest.portal}). "
            "Restore it with that release, then upgrade and run: manage.py migrate"
        )
    elif _columns(manifest) != {table._meta.db_table: column_names(table) for table in tables()}:
        yield "The archive has other tables or columns than this release of the portal."


def _columns(manifest: Manifest) -> dict[str, list[str]]:
    return {name: list(said.columns) for name, said in manifest.tables.items()}


@contextmanager
def _new_files_withdrawn() -> Iterator[list[str]]:
    """Yield a list for the names of files that are new; delete them again after a fault."""
    new_files: list[str] = []
    try:
        yield new_files
    except BaseException:
        for name in new_files:
            default_storage.delete(name)
        raise


def _put_in(archive: Archive, new_files: list[str], on_progress: Progress) -> None:
    by_name = {table._meta.db_table: table for table in tables()}
    for name, data in members_of(archive.path):
        table, stored = table_in(name), file_in(name)
        if table:
            for done in insert_lines(by_name[table], lines_in(data)):
                on_progress(done)
        elif stored:
            if not default_storage.exists(stored):
                new_files.append(stored)
            keep_bytes(data.read(), stored)
            on_progress(1)


def _refuse_unless_equal(manifest: Manifest) -> None:
    """Read every row back: what this database tells has the hash of what was saved."""
    other = [
        table._meta.db_table
        for table in tables()
        if _hash_of(table) != manifest.tables[table._meta.db_table].sha256
    ]
    if other:
        raise BackupRefused(
            f"What this database tells of {', '.join(other)} is not what was saved. "
            "Nothing was restored."
        )


def _hash_of(table: Table) -> str:
    hash = hashlib.sha256()
    for line in lines_of(table):
        hash.update(line)
    return hash.hexdigest()


def _check_references() -> None:
    try:
        connection.check_constraints()
    except IntegrityError as error:
        raise BackupRefused(
            "A row of the archive refers to another that is not in it. Nothing was restored."
        ) from error


def _fill_search_index() -> None:
    """Index the public sections in the way of this database; the rows came with the others."""
    index = index_of(connection)
    index.empty()
    sections = PublicSection.objects.order_by("pk").iterator(chunk_size=_SECTIONS_AT_A_TIME)
    while batch := list(islice(sections, _SECTIONS_AT_A_TIME)):
        index.add(batch)
