"""Keeping bytes in the store under a name that is made of their hash."""

import errno

from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage

from policies.domain.content import sha256_of
from policies.domain.errors import StoreFull
from policies.models.rendition import storage_name

# The disk, the share of it that the portal may fill, or the longest file that it may write.
_NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
FULL = (
    "There is no room for the file on the disk of the portal, and nothing was kept. Whoever runs "
    "the portal has to make room."
)


def keep_bytes(data: bytes, name: str) -> None:
    """Store these bytes under this name, which their hash is part of; once for all.

    A file that was damaged meanwhile is made whole. Raises StoreFull.
    """
    if _is_kept(data, name):
        return
    try:
        default_storage.save(name, ContentFile(data))
    except OSError as error:
        if error.errno in _NO_ROOM:
            raise StoreFull(FULL) from error
        raise


def _is_kept(data: bytes, name: str) -> bool:
    try:
        with default_storage.open(name) as kept:
            return sha256_of(kept.read()) == sha256_of(data)
    except FileNotFoundError:
        return False


def read_file(sha256: str) -> "File[bytes]":
    """Return the stored bytes with this hash, open for reading. Raises FileNotFoundError."""
    return default_storage.open(storage_name(sha256))
