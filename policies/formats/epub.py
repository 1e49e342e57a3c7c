"""The e-book of a version: EPUB 3.3 with the metadata of EPUB Accessibility 1.1.

It claims no conformance of its own (``dcterms:conformsTo``): that takes a person who has
read the file, and this one is made by a program.
"""

from collections.abc import Iterator
from datetime import datetime, time
from uuid import NAMESPACE_OID, uuid5

from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

from policies.domain.content import VersionContent
from policies.domain.record import PublicationRecord
from policies.formats import epub_book, wording
from policies.formats.archive import FIRST_DAY, Member, packed
from policies.formats.editions import Edition, edition_of
from policies.formats.epub_pages import Pages
from policies.formats.leading import portal_of
from policies.formats.rendered_file import RenderedFile
from policies.formats.repairs import printable

MEDIA_TYPE = "application/epub+zip"
CONTENTS_PAGE = "contents.xhtml"


def check_library(language: str = "en-GB") -> None:
    """Return nothing: an e-book needs no part of the system, so it can be made everywhere."""


@wording.in_its_language
def render(content: VersionContent, record: PublicationRecord) -> RenderedFile:
    """Return this version as an e-book; the same version and record give the same bytes.

    Raises RenderingRefused if the text is nested too deeply to be set out.
    """
    members = _members(content, record, edition_of(content, record))
    # A reader tells the type of the file from the first bytes (OCF 3.3, 4.3).
    data = packed(members, record.in_force_from, stored=frozenset({"mimetype"}))
    return RenderedFile(data=data, media_type=MEDIA_TYPE)


def _members(
    content: VersionContent, record: PublicationRecord, edition: Edition
) -> Iterator[Member]:
    book = epub_book.pages_of(edition)
    places = {anchor: page.name for page in book for anchor in page.anchors}
    pages = Pages(places, portal_of(record))
    yield "mimetype", MEDIA_TYPE.encode()
    yield "META-INF/container.xml", _written("container.xml")
    yield (
        "EPUB/package.opf",
        _written(
            "package.opf",
            content=content,
            edition=edition,
            pages=book,
            identifier=uuid5(NAMESPACE_OID, record.sha256),
            modified=datetime.combine(record.in_force_from or FIRST_DAY, time.min),
            check_address=record.check_address,
        ),
    )
    yield "EPUB/style.css", _written("style.css")
    yield f"EPUB/{epub_book.TITLE_PAGE}", _page(edition, "", epub_book.title_page(edition, pages))
    yield (
        f"EPUB/{CONTENTS_PAGE}",
        _written(
            "contents.xhtml",
            edition=edition,
            contents=mark_safe(epub_book.contents(book)),
            first=next((page for page in book if page.kind == "chapter"), None),
        ),
    )
    for page in book:
        yield f"EPUB/{page.name}", _page(edition, page.title, epub_book.page(page, pages))


def _page(edition: Edition, title: str, body: str) -> bytes:
    # What the body holds was escaped when the tree was written.
    return _written("page.xhtml", edition=edition, title=title, body=mark_safe(body))


def _written(template: str, **context: object) -> bytes:
    return printable(render_to_string(f"formats/epub/{template}", context)).encode()
