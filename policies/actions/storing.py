"""Keeping bytes in the store under a name that is made of their hash."""

from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage

from policies.domain.content import sha256_of
from policies.models.rendition import storage_name


def keep_bytes(data: bytes, name: str) -> None:
    """Store these bytes under this name, which their hash is part of; once for all."""
    if default_storage.exists(name):
        with default_storage.open(name) as kept:
            if sha256_of(kept.read()) == sha256_of(data):
                return
        # Whoever wrote it died: the name is the hash, so the rest can only be this.
        default_storage.delete(name)
    default_storage.save(name, ContentFile(data))


def read_file(sha256: str) -> "File[bytes]":
    """Return the stored bytes with this hash, open for reading. Raises FileNotFoundError."""
    return default_storage.open(storage_name(sha256))
