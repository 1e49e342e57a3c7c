"""What a backup says of itself: by which release, of which schema, what is in it."""

import json
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from django.db import connection

from policies.actions.schema import applied_migrations
from policies.domain.errors import BackupRefused
from policyportal import __version__

# How the archive is laid out. A release that cannot read it says so.
LAYOUT = 1
NAME = "manifest.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class TableSaid:
    """What the manifest says of one table. ``sha256`` is of its lines, not compressed."""

    columns: tuple[str, ...]
    rows: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FilesSaid:
    """What the manifest says of the stored files. ``sha256`` is of their names, a line each.

    A file has its hash for a name, so the names stand for the bytes. ``absent`` are the names of
    those that the record has and the store had not, or had altered.
    """

    count: int
    sha256: str
    absent: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What is in an archive; ``migrations`` are those that its database had seen."""

    portal: str
    database: str
    made_at: str
    migrations: tuple[str, ...]
    tables: dict[str, TableSaid]
    files: FilesSaid
    layout: int = field(default=LAYOUT)

    @property
    def rows(self) -> int:
        """How many rows there are in all tables."""
        return sum(table.rows for table in self.tables.values())

    def as_bytes(self) -> bytes:
        """This manifest as the member of an archive."""
        return json.dumps(asdict(self), indent=1, sort_keys=True).encode()


def manifest_of(*, tables: dict[str, TableSaid], files: FilesSaid, made_at: datetime) -> Manifest:
    """Return the manifest of a backup of this database."""
    return Manifest(
        portal=__version__,
        database=connection.vendor,
        made_at=made_at.isoformat(),
        migrations=applied_migrations(),
        tables=tables,
        files=files,
    )


def manifest_from(data: bytes) -> Manifest:
    """Return what the bytes of a manifest say.

    Raises BackupRefused if the archive has another layout, and ValueError, TypeError or KeyError
    if the bytes are no manifest.
    """
    said: dict[str, Any] = json.loads(data)
    if said["layout"] != LAYOUT:
        raise BackupRefused(
            f"The archive was made by release {said['portal']} of the portal, and this release "
            "cannot read how it is laid out. Restore it with that release."
        )
    tables = {
        name: TableSaid(**{**table, "columns": tuple(table["columns"])})
        for name, table in said.pop("tables").items()
    }
    files = said.pop("files")
    return Manifest(
        **{**said, "migrations": tuple(said["migrations"])},
        tables=tables,
        files=FilesSaid(**{**files, "absent": tuple(files["absent"])}),
    )
