"""The stored files that the record names: each is kept under its hash."""

import re
from collections.abc import Iterator

from django.core.files.storage import default_storage
from django.db import models

from policies.domain.content import sha256_of
from policies.models import Attachment, Rendition
from policies.models.rendition import storage_name
from policies.models.report import attachment_name

# Where each table that names files keeps them.
_NAMED_BY = ((Attachment, attachment_name), (Rendition, storage_name))
_NAME = re.compile(r"(?:attachments|renditions)/(?P<first>[0-9a-f]{2})/(?P<sha256>[0-9a-f]{64})")


def _hashes(table: type[models.Model]) -> "models.QuerySet[models.Model, str]":
    return table._base_manager.order_by("sha256").values_list("sha256", flat=True).distinct()


def count_files() -> int:
    """Return how many stored files the record names."""
    return sum(_hashes(table).count() for table, _ in _NAMED_BY)


def names_on_record() -> Iterator[str]:
    """Yield the name in the store of each file that the record names, each once, in order."""
    for table, name_of in _NAMED_BY:
        for sha256 in _hashes(table).iterator(chunk_size=1000):
            yield name_of(sha256)


def some_on_record(most: int) -> list[str]:
    """Return the names of at most so many files of each kind, as chance has it."""
    return [
        name_of(sha256)
        for table, name_of in _NAMED_BY
        for sha256 in table._base_manager.order_by("?").values_list("sha256", flat=True)[:most]
    ]


def hash_in(name: str) -> str | None:
    """Return the hash that a name in the store promises, or None if no stored file is named so."""
    found = _NAME.fullmatch(name)
    if found is None or not found["sha256"].startswith(found["first"]):
        return None
    return found["sha256"]


def sound_bytes(name: str) -> bytes | None:
    """Return the bytes of a stored file, or None if it is missing or its hash is another."""
    try:
        with default_storage.open(name) as file:
            data: bytes = file.read()
    except FileNotFoundError:
        return None
    return data if sha256_of(data) == hash_in(name) else None
