"""The Braille of a version in a .brf file, for an embosser or a display.

It is made by computer and nobody has proof-read it; the file says so on its first page.
"""

from collections.abc import Mapping

from django.conf import settings

from policies.domain.content import VersionContent
from policies.domain.language import gettext_noop
from policies.domain.record import PublicationRecord
from policies.formats import louis, wording
from policies.formats.braille_pages import PageSize, bound
from policies.formats.braille_text import Transcript, passages_of
from policies.formats.editions import edition_of
from policies.formats.rendered_file import RenderedFile

MEDIA_TYPE = "application/x-brf"
CODES = {
    "en": gettext_noop("Contracted Unified English Braille, grade 2"),
    "cy": gettext_noop("Contracted Welsh Braille, grade 2"),
    "ur": gettext_noop("Contracted Urdu Braille, grade 2"),
}
NO_SIGN = "Braille has no sign for “{sign}”: the file has the number of that character instead."


def check_library(language: str = "en-GB") -> None:
    """Raise RenderingRefused if liblouis, or its table for texts in this language, is missing."""
    louis.table_for(language, louis.CONTRACTED)


def render(content: VersionContent, record: PublicationRecord) -> RenderedFile:
    """Return this version in contracted Braille.

    Raises RenderingRefused if liblouis is missing on this machine, or its table for the
    language, or if the text is too long.
    """
    return transcribed(content, record, louis.CONTRACTED, CODES)


@wording.in_its_language
def transcribed(
    content: VersionContent,
    record: PublicationRecord,
    tables: Mapping[str, str],
    codes: Mapping[str, str],
) -> RenderedFile:
    """Return this version in the Braille of its language.

    ``tables`` are those of liblouis, ``codes`` their names in words, both by language.

    Raises RenderingRefused as ``render`` does.
    """
    table = louis.table_for(content.language, tables)
    code = codes[content.language.split("-")[0].lower()]
    edition = edition_of(content, record)
    transcript = Transcript(table)
    size = PageSize(cells=settings.PORTAL_BRAILLE_CELLS, lines=settings.PORTAL_BRAILLE_LINES)
    title = transcript.cells(edition.title)
    text, pages = bound(tuple(passages_of(edition, code, transcript)), size, title)
    return RenderedFile(
        data=text.encode("ascii"),
        media_type=MEDIA_TYPE,
        pages=pages,
        findings=tuple(NO_SIGN.format(sign=sign) for sign in transcript.signs_without_cells()),
    )
