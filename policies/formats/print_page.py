"""The page of HTML from which the printed editions of a version are typeset."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from policies.domain.content import VersionContent
from policies.domain.language import _, gettext_noop
from policies.domain.languages import direction_of
from policies.domain.record import PublicationRecord
from policies.formats import wording
from policies.formats.editions import outcome_of, relies_on, subtitle_of, title_rows
from policies.formats.footers import footer_lines, page_of_pages
from policies.formats.isolation import isolated_words
from policies.formats.leading import portal_of
from policies.formats.outline import outlined

BAND = ("#1d3c34", "#ffffff")
# WCAG 2.2, 1.4.6 (AAA): UKAAF and RNIB give no ratio, so the stricter one is the aim.
LEAST_CONTRAST = 7.0

_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedEdition:
    """How one printed edition differs from the others. ``paper`` is white unless it is dark."""

    name: str = ""
    stylesheets: tuple[str, ...]
    has_tables: bool = False
    has_long_footer: bool = True
    ink: str = "#000000"
    paper: str = "#ffffff"

    @property
    def is_dark(self) -> bool:
        """Whether light letters stand on dark pages."""
        return _luminance(self.paper) < _luminance(self.ink)


STANDARD = PrintedEdition(stylesheets=("formats/standard.css",), has_tables=True)
LARGE = PrintedEdition(
    name=gettext_noop("Large print edition, 18 point"), stylesheets=("formats/large.css",)
)
GIANT = PrintedEdition(
    name=gettext_noop("Giant print edition, 28 point"),
    stylesheets=("formats/large.css", "formats/giant.css"),
    has_long_footer=False,
)
HIGH_CONTRAST = PrintedEdition(
    name=gettext_noop("High contrast edition, white on black, 18 point"),
    stylesheets=("formats/large.css", "formats/dark.css"),
    ink="#ffffff",
    paper="#000000",
)
YELLOW_ON_BLACK = PrintedEdition(
    name=gettext_noop("High contrast edition, yellow on black, 18 point"),
    stylesheets=("formats/large.css", "formats/dark.css"),
    ink="#ffff00",
    paper="#000000",
)


@wording.in_its_language
def page(content: VersionContent, record: PublicationRecord, edition: PrintedEdition) -> str:
    """Return the whole text as the page of HTML from which this edition is typeset."""
    outline = outlined(content)
    band, on_band = (edition.paper, edition.ink) if edition.is_dark else colours(record)
    return render_to_string(
        "formats/print.html",
        {
            "content": content,
            "record": record,
            "edition": edition,
            "direction": direction_of(content.language),
            "outline": outline,
            "relies_on": relies_on(),
            "page_of_pages": page_of_pages(),
            "title_rows": marked(title_rows(content, record)),
            "about": marked(outline.about),
            "subtitle": subtitle_of(content),
            "decisions": [
                (decision, outcome_of(decision), wording.written_date(decision.decided_on))
                for decision in record.decisions
            ],
            "recorded_from_paper": wording.written_date(record.from_paper_on),
            "check_address": wording.web_address(record.check_address),
            "other_formats": mark_safe(isolated_words(record.other_formats)),
            "footer": footer(content, record, is_long=edition.has_long_footer),
            "related": [
                (document, wording.web_address(document.address, portal_of(record)))
                for document in content.related
            ],
            "band": band,
            "on_band": on_band,
        },
    )


def footer(content: VersionContent, record: PublicationRecord, *, is_long: bool = True) -> str:
    """Return what stands at the foot of each page beside its number, in lines."""
    if not is_long:
        return _("Version {number}").format(number=content.number)
    return "\n".join(footer_lines(content, record))


def colours(record: PublicationRecord) -> tuple[str, str]:
    """Return the council's colours for the title, or ours if words could not be read on them."""
    theirs = (record.brand_colour, record.brand_text_colour)
    if not all(_COLOUR.fullmatch(colour) for colour in theirs):
        return BAND
    return theirs if contrast(*theirs) >= LEAST_CONTRAST else BAND


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours such as "#1d3c34" (WCAG 2.2, definition)."""
    darker, lighter = sorted(map(_luminance, (one, other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    """Relative luminance of an sRGB colour (WCAG 2.2, definition)."""
    channels = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def marked(rows: Iterable[tuple[str, str]]) -> list[tuple[str, SafeString]]:
    """Return labels and words with the words as HTML, numbers and dates in them in order."""
    return [(label, mark_safe(isolated_words(words))) for label, words in rows]
