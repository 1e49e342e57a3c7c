"""The standard PDF of a version, in clear print of 12 points (UKAAF G003)."""

from policies.domain.content import VersionContent
from policies.domain.record import PublicationRecord
from policies.formats import print_page, typesetting
from policies.formats.rendered_file import RenderedFile

check_library = typesetting.check_library


def render(content: VersionContent, record: PublicationRecord) -> RenderedFile:
    """Return this version as a tagged A4 PDF, with tables where they fit.

    Raises RenderingRefused if Pango or WeasyPrint is missing on this machine.
    """
    page = print_page.page(content, record, print_page.STANDARD)
    return typesetting.typeset(page)
