"""The Braille of a version letter by letter, for readers who do not know the contractions."""

from policies.domain.content import VersionContent
from policies.domain.record import PublicationRecord
from policies.formats import braille, louis
from policies.formats.rendered_file import RenderedFile

UNCONTRACTED = "Uncontracted Unified English Braille, grade 1"

check_library = louis.check_library


def render(content: VersionContent, record: PublicationRecord) -> RenderedFile:
    """Return this version in uncontracted Braille. Raises RenderingRefused as ``braille`` does."""
    return braille.transcribed(content, record, louis.UNCONTRACTED, UNCONTRACTED)
