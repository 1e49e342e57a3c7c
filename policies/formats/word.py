"""The Word file of a version, for those who read or quote it in their own word processor.

It is written as the standard has it (ISO/IEC 29500), from templates and the blocks of the
text; the tests read it back with other people's programs.
"""

from collections.abc import Iterator
from itertools import count
from xml.etree.ElementTree import Element, tostring

from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

from policies.domain.content import VersionContent
from policies.domain.language import _
from policies.domain.record import PublicationRecord
from policies.formats import wording
from policies.formats.archive import FIRST_DAY, Member, packed
from policies.formats.blocks import Law, Table
from policies.formats.editions import Edition, Part, edition_of
from policies.formats.footers import footer_lines, page_of_pages
from policies.formats.leading import portal_of
from policies.formats.rendered_file import RenderedFile
from policies.formats.repairs import printable
from policies.formats.word_body import LEVELS, STYLES, Body, parted, style_rank
from policies.formats.word_markup import BOOKMARK, field, link, paragraph, run
from policies.formats.words import Words, words_in

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
# How far each level of a list stands in, in twentieths of a point.
INDENT = 425
# The ranks of headings and their sizes, in half points.
HEADINGS = ((1, 34), (2, 28), (3, 24), (4, 24), (5, 24))
LISTED_LEVELS = 4


def check_library(language: str = "en-GB") -> None:
    """Return nothing: a Word file needs no part of the system, so it can be made everywhere."""


@wording.in_its_language
def render(content: VersionContent, record: PublicationRecord) -> RenderedFile:
    """Return this version as a Word file; the same version and record give the same bytes.

    Raises RenderingRefused if the text is nested too deeply to be set out.
    """
    members = _members(content, record, edition_of(content, record))
    return RenderedFile(data=packed(members, record.in_force_from), media_type=MEDIA_TYPE)


def _members(
    content: VersionContent, record: PublicationRecord, edition: Edition
) -> Iterator[Member]:
    body = Body(_bookmarks(edition), portal_of(record), edition.direction == "rtl")
    # What the body holds was escaped when the tree was written.
    text = "".join(tostring(element, encoding="unicode") for element in _text(edition, body))
    context = {
        "content": content,
        "record": record,
        "edition": edition,
        "author": content.author_post or content.council,
        "day": record.in_force_from or FIRST_DAY,
        "footer": footer_lines(content, record),
        "page_of_pages": page_of_pages(),
        "body": mark_safe(text),
        "links": body.links,
        "lists": body.lists,
        "headings": HEADINGS,
        "levels": [
            (level, INDENT * (level + 1), style_rank(level) if level < STYLES else "")
            for level in range(LEVELS)
        ],
    }
    for name, template in (
        ("[Content_Types].xml", "content_types.xml"),
        ("_rels/.rels", "package_rels.xml"),
        ("docProps/app.xml", "app.xml"),
        ("docProps/core.xml", "core.xml"),
        ("word/_rels/document.xml.rels", "document_rels.xml"),
        ("word/document.xml", "document.xml"),
        ("word/footer.xml", "footer.xml"),
        ("word/numbering.xml", "numbering.xml"),
        ("word/settings.xml", "settings.xml"),
        ("word/styles.xml", "styles.xml"),
    ):
        yield name, printable(render_to_string(f"formats/word/{template}", context)).encode()


def _bookmarks(edition: Edition) -> dict[str, str]:
    """A name for each place that a link can lead to; Word allows no hyphens in one."""
    numbers = count(1)
    return {anchor: f"{BOOKMARK}{next(numbers)}" for anchor in _anchors(edition)}


def _anchors(edition: Edition) -> Iterator[str]:
    for part in edition.all_parts:
        yield part.anchor
        yield from (block.anchor for block in part.blocks if isinstance(block, Law))


def _text(edition: Edition, body: Body) -> list[Element]:
    return parted([*_front(edition, body), *_contents(edition, body), *_parts(edition, body)])


def _front(edition: Edition, body: Body) -> Iterator[Element]:
    if edition.council:
        yield body.styled("Subtitle", (Words(edition.council),))
    yield body.styled("Title", (Words(edition.title),))
    yield body.styled("Subtitle", (Words(edition.subtitle),))
    if edition.summary:
        yield body.styled("Normal", words_in(edition.summary))
    facts = tuple(((Words(fact.label),), fact.words) for fact in edition.front)
    if facts:
        yield from body.elements([Table((), (), facts, has_row_headings=True)])
    yield from body.elements(edition.notes)


def _contents(edition: Edition, body: Body) -> list[Element]:
    """The list of contents, without page numbers, because only Word knows them."""
    lines = [_contents_line(part, body) for part in edition.all_parts]
    if not lines:
        return []
    title = body.styled("TOCHeading", (Words(_("Contents")),))
    return [title, *field(f'TOC \\o "1-{LISTED_LEVELS}" \\n \\h', lines)]


def _contents_line(part: Part, body: Body) -> Element:
    words = run(Words(part.title), is_right_to_left=body.is_right_to_left)
    level = min(part.level - 1, LISTED_LEVELS)
    return paragraph(f"TOC{level}", [link([words], bookmark=body.bookmarks[part.anchor])])


def _parts(edition: Edition, body: Body) -> Iterator[Element]:
    for part in edition.all_parts:
        yield body.heading(part.level, (Words(part.title),), anchor=part.anchor)
        yield from body.elements(part.blocks)
