"""The Braille of a version: Unified English Braille in a .brf file, for an embosser or a display.

It is made by computer and nobody has proof-read it; the file says so on its first page.
"""

from django.conf import settings

from policies.domain.content import VersionContent
from policies.domain.errors import RenderingRefused
from policies.domain.record import PublicationRecord
from policies.formats import louis
from policies.formats.braille_pages import PageSize, bound
from policies.formats.braille_text import Transcript, passages_of
from policies.formats.editions import edition_of
from policies.formats.rendered_file import RenderedFile

MEDIA_TYPE = "application/x-brf"
CONTRACTED = "Contracted Unified English Braille, grade 2"
NOT_ENGLISH = (
    "Braille files are made here for texts in English only. "
    "A transcription agency can make one of this text."
)
NO_SIGN = "Braille has no sign for “{sign}”: the file has the number of that character instead."

check_library = louis.check_library


def render(content: VersionContent, record: PublicationRecord) -> RenderedFile:
    """Return this version in contracted Braille.

    Raises RenderingRefused if liblouis is missing on this machine, or for a text that is not
    in English or is too long.
    """
    return transcribed(content, record, louis.CONTRACTED, CONTRACTED)


def transcribed(
    content: VersionContent, record: PublicationRecord, table: str, code: str
) -> RenderedFile:
    """Return this version in the Braille of a table of liblouis; ``code`` is its name in words.

    Raises RenderingRefused as ``render`` does.
    """
    check_library()
    edition = edition_of(content, record)
    if not edition.language.startswith("en"):
        raise RenderingRefused(NOT_ENGLISH)
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
