"""The Braille of a version letter by letter, for readers who do not know the contractions."""

from policies.domain.content import VersionContent
from policies.domain.language import gettext_noop
from policies.domain.record import PublicationRecord
from policies.formats import braille, louis
from policies.formats.rendered_file import RenderedFile

CODES = {
    "en": gettext_noop("Uncontracted Unified English Braille, grade 1"),
    "cy": gettext_noop("Uncontracted Welsh Braille, grade 1"),
    "ur": gettext_noop("Uncontracted Urdu Braille, grade 1"),
    "bn": gettext_noop("Uncontracted Bengali Braille, grade 1"),
}


def check_library(language: str = "en-GB") -> None:
    """Raise RenderingRefused if liblouis, or its table for texts in this language, is missing."""
    louis.table_for(language, louis.UNCONTRACTED)


def render(content: VersionContent, record: PublicationRecord) -> RenderedFile:
    """Return this version in uncontracted Braille. Raises RenderingRefused as ``braille`` does."""
    return braille.transcribed(content, record, louis.UNCONTRACTED, CODES)
