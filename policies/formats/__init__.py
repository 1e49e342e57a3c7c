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
from policies.domain.errors import NotInLanguage, RenderingRefused
from policies.domain.record import PublicationRecord
from policies.formats.rendered_file import RenderedFile

__all__ = [
    "FORMATS",
    "Format",
    "RenderedFile",
    "available",
    "file_name",
    "missing_part",
    "render",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """One way to read a version, and the module that makes its file.

    What is not ``built_on_request`` only the clock makes. What ``is_slow`` takes minutes, and is
    not tried before a text is decided. ``note`` is what a reader must know before relying on it.
    """

    name: str
    label: str
    media_type: str
    extension: str
    module: str
    suffix: str = ""
    built_on_request: bool = False
    is_slow: bool = False
    note: str = ""

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
                built_on_request=True,
            ),
            Format(
                name="large-print",
                label="Large print, PDF",
                media_type="application/pdf",
                extension="pdf",
                suffix="-large-print",
                module="policies.formats.large_print",
                built_on_request=True,
            ),
            Format(
                name="giant-print",
                label="Giant print, PDF",
                media_type="application/pdf",
                extension="pdf",
                suffix="-giant-print",
                module="policies.formats.giant_print",
                built_on_request=True,
            ),
            Format(
                name="high-contrast",
                label="Large print, white on black, PDF",
                media_type="application/pdf",
                extension="pdf",
                suffix="-high-contrast",
                module="policies.formats.high_contrast",
                built_on_request=True,
            ),
            Format(
                name="yellow-on-black",
                label="Large print, yellow on black, PDF",
                media_type="application/pdf",
                extension="pdf",
                suffix="-yellow-on-black",
                module="policies.formats.yellow_on_black",
                built_on_request=True,
            ),
            Format(
                name="at-a-glance",
                label="At a glance, one sheet, PDF",
                media_type="application/pdf",
                extension="pdf",
                suffix="-at-a-glance",
                module="policies.formats.leaflet",
                built_on_request=True,
            ),
            Format(
                name="braille",
                label="Braille, contracted, BRF",
                media_type="application/x-brf",
                extension="brf",
                suffix="-braille",
                module="policies.formats.braille",
                note="transcribed by computer, not proof-read",
            ),
            Format(
                name="braille-uncontracted",
                label="Braille, uncontracted, BRF",
                media_type="application/x-brf",
                extension="brf",
                suffix="-braille-uncontracted",
                module="policies.formats.braille_uncontracted",
                note="transcribed by computer, not proof-read",
            ),
            Format(
                name="epub",
                label="E-book, EPUB",
                media_type="application/epub+zip",
                extension="epub",
                module="policies.formats.epub",
            ),
            Format(
                name="audio",
                label="Audio, MP3 files in a zip",
                media_type="application/zip",
                extension="zip",
                suffix="-audio",
                module="policies.formats.audio",
                is_slow=True,
                note="a computer voice",
            ),
            Format(
                name="word",
                label="Word",
                media_type=(
                    "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
                ),
                extension="docx",
                module="policies.formats.word",
            ),
            Format(
                name="text",
                label="Plain text",
                media_type="text/plain; charset=utf-8",
                extension="txt",
                module="policies.formats.plain_text",
                built_on_request=True,
            ),
            Format(
                name="markdown",
                label="Markdown",
                media_type="text/markdown; charset=utf-8",
                extension="md",
                module="policies.formats.markdown_file",
            ),
        )
    }
)


def file_name(content: VersionContent, format_name: str, translated_into: str = "") -> str:
    """Return the name under which this version is downloaded, for instance ``…-2.2.pdf``.

    That of a translation has the code of its language after the number: ``…-2.2-cy.pdf``.
    Raises KeyError for a format that is not in ``FORMATS``.
    """
    wanted = FORMATS[format_name]
    language = f"-{translated_into}" if translated_into else ""
    return f"{content.slug}-{content.number}{language}{wanted.suffix}.{wanted.extension}"


def _refusal(format_name: str, language: str) -> RenderingRefused | None:
    check: Callable[[str], object] = import_module(FORMATS[format_name].module).check_library
    try:
        check(language)
    except RenderingRefused as refusal:
        return refusal
    return None


@cache
def available(format_name: str, language: str = "en-GB") -> str:
    """Return "" if texts in this language can be had in this format, or else why not.

    The answer is found once in each process: a system library does not come or go while it runs.
    Raises KeyError for a format that is not in ``FORMATS``.
    """
    return str(_refusal(format_name, language) or "")


def missing_part(format_name: str, language: str = "en-GB") -> str:
    """Return what ``available`` says if a part of the system could be installed against it, or "".

    Raises KeyError for a format that is not in ``FORMATS``.
    """
    why_not = available(format_name, language)
    if why_not and isinstance(_refusal(format_name, language), NotInLanguage):
        return ""
    return why_not


def render(format_name: str, content: VersionContent, record: PublicationRecord) -> RenderedFile:
    """Return the file of this version in this format.

    Raises KeyError for a format that is not in ``FORMATS`` and RenderingRefused if the file
    cannot be made here.
    """
    return FORMATS[format_name].renderer()(content, record)
