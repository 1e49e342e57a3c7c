"""The large-print PDF of a version: 18 points, reflowed, without tables (UKAAF G003)."""

from policies.domain.content import VersionContent
from policies.domain.record import PublicationRecord
from policies.formats import print_page, typesetting
from policies.formats.rendered_file import RenderedFile

check_library = typesetting.check_library


def render(content: VersionContent, record: PublicationRecord) -> RenderedFile:
    """Return this version as a tagged A4 PDF whose smallest letters are 16 points.

    Raises RenderingRefused if Pango or WeasyPrint is missing on this machine.
    """
    page = print_page.page(content, record, print_page.LARGE)
    return typesetting.typeset(page, measure=0, written_addresses=True)
