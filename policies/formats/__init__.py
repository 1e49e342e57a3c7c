"""From the text of a version to a file that a member can keep: one module a format.

This floor knows `policies.domain` and Django's templates, and never the models. Each
renderer has one function, ``render(content, record) -> RenderedFile``, and imports the
one outside library that it needs inside the function that needs it, so that a machine
without that library loses its own formats and nothing else.

The formats are rows of ``FORMATS``; the rest of the portal asks this table what can be
read, under which name, and why something cannot be made here.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from types import MappingProxyType

from policies.domain.content import VersionContent
from policies.domain.errors import RenderingRefused
from policies.domain.record import PublicationRecord
from policies.formats.rendered_file import RenderedFile

__all__ = ["FORMATS", "Format", "RenderedFile", "available", "file_name", "render"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """One way to read a version, and the module that makes its file."""

    name: str
    label: str
    media_type: str
    extension: str
    module: str
    suffix: str = ""

    def renderer(self) -> Callable[[VersionContent, PublicationRecord], RenderedFile]:
        """Return the function that makes this file; its library is not imported by this."""
        found: Callable[[VersionContent, PublicationRecord], RenderedFile] = import_module(
            self.module
        ).render
        return found


FORMATS = MappingProxyType(
    {
        row.name: row
        for row in (
            Format(
                name="pdf",
                label="PDF",
                media_type="application/pdf",
                extension="pdf",
                module="policies.formats.pdf",
            ),
            Format(
                name="large-print",
                label="Large print, PDF",
                media_type="application/pdf",
                extension="pdf",
                suffix="-large-print",
                module="policies.formats.large_print",
            ),
        )
    }
)


def file_name(content: VersionContent, format_name: str) -> str:
    """Return the name under which this version is downloaded, for instance ``…-2.2.pdf``.

    Raises KeyError for a format that is not in ``FORMATS``.
    """
    wanted = FORMATS[format_name]
    return f"{content.slug}-{content.number}{wanted.suffix}.{wanted.extension}"


@cache
def available(format_name: str) -> str:
    """Return "" if this format can be made on this machine, or else a sentence saying why not.

    The answer is found once in each process: a system library does not come or go while it runs.
    Raises KeyError for a format that is not in ``FORMATS``.
    """
    check: Callable[[], object] = import_module(FORMATS[format_name].module).check_library
    try:
        check()
    except RenderingRefused as refusal:
        return str(refusal)
    return ""


def render(format_name: str, content: VersionContent, record: PublicationRecord) -> RenderedFile:
    """Return the file of this version in this format.

    Raises KeyError for a format that is not in ``FORMATS`` and RenderingRefused if the file
    cannot be made here.
    """
    return FORMATS[format_name].renderer()(content, record)
