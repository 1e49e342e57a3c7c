"""The file itself: a tar that any machine can open, with a seal at its end.

It is written and read from beginning to end, a member at a time, so that memory stays flat.
"""

import hashlib
import io
import os
import tarfile
import tempfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from policies.domain.errors import BackupRefused

Progress = Callable[[int], object]

SEAL_LENGTH = 64
_PIECE = 1 << 20
_OF_DAMAGE = (
    tarfile.TarError, zlib.error, EOFError, OSError, ValueError, TypeError, LookupError,
)  # fmt: skip
DAMAGED = "The archive is damaged, cut short or no backup of the portal: {why}"


def no_progress(done: int) -> None:
    """Tell nobody how far it has come."""


class ArchiveWriter:
    """Adds members to an archive that is being made."""

    def __init__(self, tar: tarfile.TarFile) -> None:
        self._tar = tar

    def add(self, name: str, data: IO[bytes], size: int) -> None:
        """Add a member of so many bytes, read from where ``data`` stands."""
        member = tarfile.TarInfo(name)
        member.size = size
        member.mode = 0o600
        self._tar.addfile(member, data)
        _forget_members(self._tar)

    def add_bytes(self, name: str, data: bytes) -> None:
        """Add a member that is in memory."""
        self.add(name, io.BytesIO(data), len(data))


def _forget_members(tar: tarfile.TarFile) -> None:
    """Clear the list, asked for by nobody here, in which a tar remembers each of its members."""
    tar.members.clear()  # type: ignore[attr-defined]


@contextmanager
def new_archive(path: Path) -> Iterator[ArchiveWriter]:
    """Yield a writer of an archive that is at ``path`` once it is whole, for its owner alone.

    Raises BackupRefused if there is something already. After a fault nothing is left behind.
    """
    _refuse_to_overwrite(path)
    if not path.parent.is_dir():
        raise BackupRefused(f"There is no folder {path.parent}. Nothing was written.")
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
    unfinished = Path(name)
    try:
        with os.fdopen(descriptor, "w+b") as file:
            with tarfile.open(fileobj=file, mode="w", format=tarfile.PAX_FORMAT) as tar:
                yield ArchiveWriter(tar)
            _seal(file)
        _refuse_to_overwrite(path)
        unfinished.rename(path)
    finally:
        unfinished.unlink(missing_ok=True)


def _refuse_to_overwrite(path: Path) -> None:
    if path.exists():
        raise BackupRefused(f"{path} is there already, and a backup overwrites nothing.")


def _seal(file: IO[bytes]) -> None:
    length = file.seek(0, os.SEEK_END)
    file.write(_hash_of_first(file, length).encode())
    file.flush()
    os.fsync(file.fileno())


def _hash_of_first(file: IO[bytes], length: int, on_progress: Progress = no_progress) -> str:
    hash, left = hashlib.sha256(), length
    file.seek(0)
    while left and (piece := file.read(min(_PIECE, left))):
        hash.update(piece)
        left -= len(piece)
        on_progress(len(piece))
    return hash.hexdigest()


def refuse_unless_sealed(path: Path, *, on_progress: Progress = no_progress) -> None:
    """Raise BackupRefused unless the file has the bytes that it was sealed with.

    ``on_progress`` is told of the bytes read.
    """
    try:
        with path.open("rb") as file:
            length = file.seek(0, os.SEEK_END) - SEAL_LENGTH
            if length > 0 and _is_sealed(file, length, on_progress):
                return
    except OSError as error:
        raise BackupRefused(f"{path} cannot be read: {error.strerror}.") from error
    raise BackupRefused(DAMAGED.format(why="its bytes do not have the hash at its end."))


def _is_sealed(file: IO[bytes], length: int, on_progress: Progress) -> bool:
    found = _hash_of_first(file, length, on_progress)
    return file.read(SEAL_LENGTH) == found.encode()


def members_of(path: Path) -> Iterator[tuple[str, IO[bytes]]]:
    """Yield the name and the bytes of each member in turn. Read them within ``damage_refused``.

    Raises BackupRefused where a member is not a plain file.
    """
    with tarfile.open(path, "r:") as tar:
        while (member := tar.next()) is not None:
            data = tar.extractfile(member) if member.isreg() else None
            if data is None:
                raise BackupRefused(DAMAGED.format(why=f"“{member.name}” is not a plain file."))
            yield member.name, data
            _forget_members(tar)


@contextmanager
def damage_refused() -> Iterator[None]:
    """Turn whatever reading a broken archive raises into one refusal."""
    try:
        yield
    except _OF_DAMAGE as error:
        raise BackupRefused(DAMAGED.format(why="it cannot be read to its end.")) from error
