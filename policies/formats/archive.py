"""Files that are zip archives inside: the same members on any day give the same bytes."""

import io
from collections.abc import Iterable
from datetime import date
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from policies.domain.errors import RenderingRefused
from policies.formats.editions import TOO_DEEP

Member = tuple[str, bytes]

# The zip format counts from here; a text that is not in force yet has no date of its own.
FIRST_DAY = date(1980, 1, 1)
_UNIX = 3
_PLAIN_FILE = 0o644 << 16


def packed(
    members: Iterable[Member], day: date | None, *, stored: frozenset[str] = frozenset()
) -> bytes:
    """Return a zip archive of these members in this order, each dated ``day``.

    Those whose names are in ``stored`` are not compressed. Raises RenderingRefused if one of
    them is nested too deeply to be written.
    """
    try:
        return _packed(members, day, stored)
    except RecursionError as error:
        raise RenderingRefused(TOO_DEEP) from error


def _packed(members: Iterable[Member], day: date | None, stored: frozenset[str]) -> bytes:
    dated = max(day or FIRST_DAY, FIRST_DAY)
    buffer = io.BytesIO()
    with ZipFile(buffer, "w") as archive:
        for name, data in members:
            entry = ZipInfo(name, (dated.year, dated.month, dated.day, 0, 0, 0))
            entry.create_system = _UNIX
            entry.external_attr = _PLAIN_FILE
            entry.compress_type = ZIP_STORED if name in stored else ZIP_DEFLATED
            archive.writestr(entry, data)
    return buffer.getvalue()
