"""The at-a-glance leaflet of a version: one sheet of A4 with what a member must know.

It holds the key points, the other dos and don'ts and the contacts. If they do not fit on
two sides, the letters become smaller, then the reasons are left out, then the last dos,
don'ts and contacts, and key points only after all these. The sheet says what is missing
and where it stands.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

from policies.domain.content import VersionContent
from policies.domain.language import _, gettext_noop
from policies.domain.languages import direction_of
from policies.domain.record import PublicationRecord
from policies.formats import print_page, typesetting, wording
from policies.formats.editions import subtitle_of, title_rows
from policies.formats.footers import page_of_pages
from policies.formats.isolation import isolated_words
from policies.formats.outline import Outline, OutlinedItem, outlined
from policies.formats.rendered_file import RenderedFile

SIDES = 2
# Clear print ought to be 14 points and must be 12 (UKAAF G003).
SIZES = (14, 12)
# How many dos, don'ts and contacts are tried when not all of them fit.
FEWER = (9, 7, 6, 5, 4, 3, 2, 1)
LONGEST_SUMMARY = 300
KEY_POINTS = gettext_noop("Key points")
DOS, DONTS = gettext_noop("Do"), gettext_noop("Don’t")
CONTACTS = gettext_noop("Who to ask")
NAMES = {
    KEY_POINTS: gettext_noop("{left_out} of the {count} key points"),
    DOS: gettext_noop("{left_out} of the {count} dos"),
    DONTS: gettext_noop("{left_out} of the {count} don’ts"),
    CONTACTS: gettext_noop("{left_out} of the {count} contacts"),
}
NOT_ONE_SHEET = "The leaflet needs more than one sheet, even with the fewest items."

check_library = typesetting.check_library


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """How much of a version one attempt puts on the sheet; None means all of them."""

    size: int = SIZES[0]
    has_reasons: bool = True
    most: int | None = None
    most_key_points: int | None = None

    def most_of(self, heading: str) -> int | None:
        """How many items stand under this heading at most."""
        return self.most_key_points if heading == KEY_POINTS else self.most


def render(content: VersionContent, record: PublicationRecord) -> RenderedFile:
    """Return the leaflet of this version as a tagged PDF of one sheet, two sides at most.

    Raises RenderingRefused if Pango or WeasyPrint is missing on this machine.
    """
    for sheet in _attempts():
        made = typesetting.typeset(page(content, record, sheet), measure=0)
        if made.pages <= SIDES:
            return made
    return replace(made, findings=(*made.findings, NOT_ONE_SHEET))


def _attempts() -> Iterator[Sheet]:
    """From everything in comfortable letters to one item of each kind."""
    for size in SIZES:
        yield Sheet(size=size)
    yield Sheet(size=SIZES[-1], has_reasons=False)
    for most in FEWER:
        yield Sheet(size=SIZES[-1], has_reasons=False, most=most)
    for most in FEWER[1:]:
        yield Sheet(size=SIZES[-1], has_reasons=False, most=1, most_key_points=most)


@wording.in_its_language
def page(content: VersionContent, record: PublicationRecord, sheet: Sheet) -> str:
    """Return the page of HTML from which this attempt at the leaflet is typeset."""
    outline = outlined(content)
    lists = _lists(outline)
    band, on_band = print_page.colours(record)
    return render_to_string(
        "formats/leaflet.html",
        {
            "content": content,
            "record": record,
            "sheet": sheet,
            "page_of_pages": page_of_pages(),
            "summary": wording.shortened(content.summary, LONGEST_SUMMARY),
            "key_points": _(KEY_POINTS),
            "direction": direction_of(content.language),
            "lists": [(_(heading), items[: sheet.most_of(heading)]) for heading, items in lists],
            "headings": [] if lists else [part.title for part in outline.sections][: sheet.most],
            "contacts": outline.contacts[: sheet.most],
            "subtitle": subtitle_of(content),
            "left_out": _left_out(outline, sheet),
            "title_rows": print_page.marked(title_rows(content, record)),
            "check_address": wording.web_address(record.check_address),
            "other_formats": mark_safe(isolated_words(record.other_formats)),
            "footer": print_page.footer(content, record),
            "band": band,
            "on_band": on_band,
        },
    )


def _lists(outline: Outline) -> list[tuple[str, list[OutlinedItem]]]:
    """The key points, and the dos and don'ts that are not among them."""
    dos = [item for section in outline.sections if section.dos for item in section.dos.items]
    donts = [item for section in outline.sections if section.donts for item in section.donts.items]
    lists = (
        (KEY_POINTS, list(outline.key_points)),
        (DOS, [item for item in dos if item not in outline.key_points]),
        (DONTS, [item for item in donts if item not in outline.key_points]),
    )
    return [(heading, items) for heading, items in lists if items]


def _left_out(outline: Outline, sheet: Sheet) -> str:
    """What this attempt leaves out, in a sentence for the reader."""
    lists = _lists(outline)
    missing = []
    if not sheet.has_reasons and any(item.reason for _, items in lists for item in items):
        missing.append(_("the reasons"))
    counted = [(heading, len(items)) for heading, items in lists]
    for heading, count in (*counted, (CONTACTS, len(outline.contacts))):
        most = sheet.most_of(heading)
        if most is not None and count > most:
            missing.append(_(NAMES[heading]).format(left_out=count - most, count=count))
    return _("It leaves out {parts}.").format(parts=wording.listed(missing)) if missing else ""
