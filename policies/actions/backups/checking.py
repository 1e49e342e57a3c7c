"""Looking through an archive before anything of it is believed."""

import gzip
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from policies.actions.backups.container import (
    DAMAGED,
    Progress,
    damage_refused,
    members_of,
    no_progress,
    refuse_unless_sealed,
)
from policies.actions.backups.manifest import NAME, FilesSaid, Manifest, manifest_from
from policies.actions.backups.stored import hash_in
from policies.domain.content import sha256_of
from policies.domain.errors import BackupRefused

_TABLE = re.compile(r"tables/([a-z0-9_]+)\.jsonl\.gz")


@dataclass(frozen=True, slots=True)
class Archive:
    """An archive that was looked through: it is whole, and this is what it says it holds."""

    path: Path
    manifest: Manifest


@dataclass(slots=True)
class _Found:
    """What is really in the archive."""

    tables: dict[str, tuple[int, str]] = field(default_factory=dict)
    files: int = 0
    hash: "hashlib._Hash" = field(default_factory=hashlib.sha256)
    manifest: Manifest | None = None


def look_through(path: Path, *, on_progress: Progress = no_progress) -> Archive:
    """Return the archive at ``path`` if it is whole: its seal, and the hash of all that it holds.

    ``on_progress`` is told of the bytes read. Raises BackupRefused if one byte is not as it was
    written, if something lacks, or if there is anything that no backup has.
    """
    refuse_unless_sealed(path, on_progress=on_progress)
    found = _Found()
    with damage_refused():
        for name, data in members_of(path):
            _note(found, name, data)
    if found.manifest is None:
        raise BackupRefused(DAMAGED.format(why="it has no manifest."))
    reasons = list(_about(found, found.manifest))
    if reasons:
        raise BackupRefused([DAMAGED.format(why=reasons[0]), *reasons[1:]])
    return Archive(path, found.manifest)


def table_in(name: str) -> str | None:
    """Return the table whose rows a member with this name holds, or None."""
    matched = _TABLE.fullmatch(name)
    return matched[1] if matched else None


def file_in(name: str) -> str | None:
    """Return the name in the store of the file that a member holds, or None."""
    stored = name.removeprefix("files/")
    return stored if stored != name and hash_in(stored) else None


def lines_in(data: IO[bytes]) -> Iterator[bytes]:
    """Yield the lines of a table's member."""
    with gzip.GzipFile(fileobj=data) as lines:
        yield from lines


def _note(found: _Found, name: str, data: IO[bytes]) -> None:
    table, stored = table_in(name), file_in(name)
    if found.manifest is not None:
        raise BackupRefused(DAMAGED.format(why="something follows its manifest."))
    if name == NAME:
        found.manifest = manifest_from(data.read())
    elif table and table not in found.tables:
        found.tables[table] = _counted(lines_in(data))
    elif stored and sha256_of(data.read()) == hash_in(stored):
        found.files += 1
        found.hash.update(f"{stored}\n".encode())
    elif stored:
        raise BackupRefused(DAMAGED.format(why=f"the bytes of {stored} are not those named."))
    else:
        # A path that leads out of the store is such a name too: nothing is written under it.
        raise BackupRefused(DAMAGED.format(why=f"“{name}” is in no backup of the portal."))


def _counted(lines: Iterator[bytes]) -> tuple[int, str]:
    hash, count = hashlib.sha256(), 0
    for line in lines:
        hash.update(line)
        count += 1
    return count, hash.hexdigest()


def _about(found: _Found, manifest: Manifest) -> Iterator[str]:
    for name in sorted({*found.tables, *manifest.tables}):
        said = manifest.tables.get(name)
        if said is None:
            yield f"its manifest does not know the table {name}."
        elif name not in found.tables:
            yield f"the table {name} is missing."
        elif found.tables[name] != (said.rows, said.sha256):
            yield f"the rows of the table {name} are not those of the manifest."
    files = FilesSaid(
        count=found.files, sha256=found.hash.hexdigest(), absent=manifest.files.absent
    )
    if files != manifest.files:
        yield "its files are not those of the manifest."
