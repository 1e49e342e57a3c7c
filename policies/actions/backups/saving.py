"""Making a backup: the whole record as it is at one moment, while everybody works on."""

import gzip
import hashlib
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO, Any

from django.db import connection, transaction

from policies.actions.backups.container import ArchiveWriter, Progress, new_archive, no_progress
from policies.actions.backups.manifest import (
    NAME,
    FilesSaid,
    Manifest,
    TableSaid,
    manifest_of,
)
from policies.actions.backups.stored import count_files, names_on_record, sound_bytes
from policies.actions.backups.tables import Table, column_names, lines_of, tables
from policies.actions.schema import waiting_migrations
from policies.domain.errors import BackupRefused

# A table that is larger waits on disk until its size is known.
_IN_MEMORY = 8 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved:
    """What a backup holds, and in ``absent`` the stored files that it should hold and cannot."""

    rows: int
    files: int
    absent: tuple[str, ...]


def things_to_save() -> int:
    """Return how many rows and files there are to save, for a progress bar."""
    rows = sum(table._base_manager.order_by().count() for table in tables())
    return rows + count_files()


def save_backup(*, path: Path, at: datetime, on_progress: Progress = no_progress) -> Saved:
    """Save every table and every stored file that the record names in one archive at ``path``.

    All tables are read as they are at one moment; nobody waits meanwhile. A stored file that is
    missing or altered is named in what is returned and in the archive, and keeps nothing else
    from being saved. ``on_progress`` is told of the rows and files done. Raises BackupRefused if
    there is a file already or migrations wait; OSError if the disk does not take it.
    """
    if waiting_migrations():
        raise BackupRefused("The database is not up to date. Run: manage.py migrate")
    with new_archive(path) as archive, _one_moment():
        said = {
            table._meta.db_table: _save_table(archive, table, path.parent, on_progress)
            for table in tables()
        }
        files = _save_files(archive, on_progress)
        manifest = manifest_of(tables=said, files=files, made_at=at)
        archive.add_bytes(NAME, manifest.as_bytes())
    return _as_saved(manifest)


def _as_saved(manifest: Manifest) -> Saved:
    files = manifest.files
    return Saved(rows=manifest.rows, files=files.count, absent=files.absent)


@contextmanager
def _one_moment() -> Iterator[None]:
    """See the database as it is at one moment, without keeping a writer waiting."""
    if connection.vendor == "sqlite":
        with _without_the_writers_turn(), transaction.atomic(durable=True):
            yield
        return
    with transaction.atomic(durable=True):
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


@contextmanager
def _without_the_writers_turn() -> Iterator[None]:
    """Begin as a reader: as settings have it, each transaction takes the one writer's turn."""
    line: Any = connection
    mode, line.transaction_mode = line.transaction_mode, "DEFERRED"
    try:
        yield
    finally:
        line.transaction_mode = mode


def _save_table(
    archive: ArchiveWriter, table: Table, folder: Path, on_progress: Progress
) -> TableSaid:
    hash, rows = hashlib.sha256(), 0
    with tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY, dir=str(folder)) as spool:
        with gzip.GzipFile(fileobj=spool, mode="wb", compresslevel=6, mtime=0) as packed:
            for line in lines_of(table):
                hash.update(line)
                packed.write(line)
                rows += 1
                on_progress(1)
        _add_whole(archive, f"tables/{table._meta.db_table}.jsonl.gz", spool)
    return TableSaid(columns=tuple(column_names(table)), rows=rows, sha256=hash.hexdigest())


def _add_whole(archive: ArchiveWriter, name: str, spool: IO[bytes]) -> None:
    size = spool.seek(0, os.SEEK_END)
    spool.seek(0)
    archive.add(name, spool, size)


def _save_files(archive: ArchiveWriter, on_progress: Progress) -> FilesSaid:
    hash, count, absent = hashlib.sha256(), 0, []
    for name in names_on_record():
        data = sound_bytes(name)
        if data is None:
            absent.append(name)
        else:
            archive.add_bytes(f"files/{name}", data)
            hash.update(f"{name}\n".encode())
            count += 1
        on_progress(1)
    return FilesSaid(count=count, sha256=hash.hexdigest(), absent=tuple(absent))
