"""Backups taken apart and put together again, as chance or malice would."""

import gzip
import hashlib
import io
import json
import tarfile
from collections.abc import Callable
from pathlib import Path

from django.core.management import call_command
from django.db import connection

from policies.models import guards
from tests.actions.conftest import read_everything

# The clock is of one installation, and in no backup.
_OF_THIS_INSTALLATION = "policies_clockrun"


def empty_the_database() -> None:
    """Make the test database what a new one is after its migrations."""
    guards.uninstall(connection)
    call_command("flush", interactive=False, verbosity=0)


def record() -> dict[str, list]:
    """Every row of every table of the portal; a table has no order of its own."""
    return {
        table: sorted((tuple(map(_without_order, row)) for row in rows), key=repr)
        for table, rows in read_everything().items()
        if table != _OF_THIS_INSTALLATION
    }


def _without_order(value):
    """A value as it is; of a JSON object, whose keys have no order, with them sorted."""
    if isinstance(value, str) and value[:1] in ("{", "["):
        try:
            return json.dumps(json.loads(value), sort_keys=True)
        except ValueError:
            pass
    return value


def members(path: Path) -> dict[str, bytes]:
    """The members of an archive by their names."""
    with tarfile.open(path) as tar:
        return {name: tar.extractfile(name).read() for name in tar.getnames()}


def manifest(path: Path) -> dict:
    """What an archive says of itself."""
    return json.loads(members(path)["manifest.json"])


def write(path: Path, parts: dict[str, bytes], add: Callable | None = None) -> Path:
    """Write an archive of these members with a good seal: only its contents can give it away."""
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w") as tar:
        for name, data in parts.items():
            member = tarfile.TarInfo(name)
            member.size = len(data)
            tar.addfile(member, io.BytesIO(data))
        if add:
            add(tar)
    data = file.getvalue()
    path.write_bytes(data + hashlib.sha256(data).hexdigest().encode())
    return path


def rewritten(parts: dict[str, bytes], table: str, rows: list) -> dict[str, bytes]:
    """The members with other rows in a table, and a manifest that knows of them."""
    form = {"ensure_ascii": False, "sort_keys": True, "separators": (",", ":")}
    lines = b"".join(json.dumps(row, **form).encode() + b"\n" for row in rows)
    said = json.loads(parts["manifest.json"])
    said["tables"][table] |= {"rows": len(rows), "sha256": hashlib.sha256(lines).hexdigest()}
    changed = {f"tables/{table}.jsonl.gz": gzip.compress(lines)}
    return parts | changed | {"manifest.json": json.dumps(said).encode()}


def rows_in(parts: dict[str, bytes], table: str) -> list:
    """The rows of a table as the archive has them."""
    lines = gzip.decompress(parts[f"tables/{table}.jsonl.gz"]).splitlines()
    return [json.loads(line) for line in lines]
