"""The yellow-on-black PDF of a version: large print in yellow on black pages."""

from policies.domain.content import VersionContent
from policies.domain.record import PublicationRecord
from policies.formats import print_page, typesetting
from policies.formats.rendered_file import RenderedFile

check_library = typesetting.check_library


def render(content: VersionContent, record: PublicationRecord) -> RenderedFile:
    """Return this version as a tagged A4 PDF with yellow letters of 18 points on black.

    Raises RenderingRefused if Pango or WeasyPrint is missing on this machine.
    """
    page = print_page.page(content, record, print_page.YELLOW_ON_BLACK)
    return typesetting.typeset(page, measure=0, written_addresses=True)
