"""The page of HTML from which the printed editions of a version are typeset."""

import re
from dataclasses import dataclass

from django.template.loader import render_to_string

from policies.domain.content import VersionContent
from policies.domain.record import DecisionRecord, PublicationRecord
from policies.formats import wording
from policies.formats.outline import outlined

BAND = ("#1d3c34", "#ffffff")
# WCAG 2.2, 1.4.6 (AAA): UKAAF and RNIB give no ratio, so the stricter one is the aim.
LEAST_CONTRAST = 7.0
LONGEST_FOOTER_NAME = 80
# These stand on the title page; the rest of the control block stands at the end.
ON_TITLE_PAGE = {
    "Title",
    "In short",
    "Council",
    "Kind of document",
    "Version",
    "Reference",
    "Author",
    "Owner",
    "Classification",
}

_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """How one printed edition differs from the other."""

    name: str
    stylesheet: str
    has_tables: bool


STANDARD = Edition(name="", stylesheet="formats/standard.css", has_tables=True)
LARGE = Edition(
    name="Large print edition, 18 point", stylesheet="formats/large.css", has_tables=False
)


def standard(content: VersionContent, record: PublicationRecord) -> str:
    """Return the page of the standard edition: 12 points, dos and don'ts as a table."""
    return _page(content, record, STANDARD)


def large(content: VersionContent, record: PublicationRecord) -> str:
    """Return the page of the large-print edition: 18 points, nothing in columns (UKAAF G003)."""
    return _page(content, record, LARGE)


def _page(content: VersionContent, record: PublicationRecord, edition: Edition) -> str:
    outline = outlined(content)
    control = dict(outline.control)
    band, on_band = _band(record)
    return render_to_string(
        "formats/print.html",
        {
            "content": content,
            "record": record,
            "edition": edition,
            "outline": outline,
            "title_rows": _title_rows(content, record),
            "control": [row for row in control.items() if row[0] not in ON_TITLE_PAGE],
            "decisions": [
                (decision, wording.written_date(decision.decided_on))
                for decision in record.decisions
            ],
            "recorded_from_paper": wording.written_date(record.from_paper_on),
            "check_address": wording.web_address(record.check_address),
            "footer": _footer(content, record),
            "related": [
                (document, wording.web_address(document.address, _portal(record)))
                for document in content.related
            ],
            "band": band,
            "on_band": on_band,
        },
    )


def _title_rows(content: VersionContent, record: PublicationRecord) -> list[tuple[str, str]]:
    """What identifies this text, with nothing in it that goes stale on a reader's shelf."""
    rows = (
        ("Version", content.number),
        ("Reference", content.reference),
        ("In force from", wording.written_date(record.in_force_from)),
        ("Decided by", _decided_by(record.decisions)),
        ("Next review, as at publication", wording.written_date(record.next_review_on)),
        ("Author", content.author_post),
        ("Owner", content.owner_post),
        ("Classification", content.classification),
        ("SHA-256 of the text", record.sha256),
    )
    return [(label, words) for label, words in rows if words.strip()]


def _decided_by(decisions: tuple[DecisionRecord, ...]) -> str:
    if not decisions:
        return ""
    last = decisions[-1]
    minute = f", minute {last.minute_reference}" if last.minute_reference else ""
    return f"{last.body}, {wording.written_date(last.decided_on)}{minute}"


def _footer(content: VersionContent, record: PublicationRecord) -> str:
    """Name, version, author post and date: what tells two printed pages apart."""
    name = wording.shortened(content.title, LONGEST_FOOTER_NAME)
    in_force = wording.written_date(record.in_force_from)
    second_line = (
        wording.shortened(content.author_post, LONGEST_FOOTER_NAME // 2),
        f"In force from {in_force}" if in_force else "",
    )
    lines = (
        f"{name}, version {content.number}",
        " · ".join(part for part in second_line if part),
    )
    return "\n".join(line for line in lines if line)


def _band(record: PublicationRecord) -> tuple[str, str]:
    """The council's colours for the title, or ours if words could not be read on them."""
    colours = (record.brand_colour, record.brand_text_colour)
    if not all(_COLOUR.fullmatch(colour) for colour in colours):
        return BAND
    lighter, darker = sorted((_luminance(colour) for colour in colours), reverse=True)
    return colours if (lighter + 0.05) / (darker + 0.05) >= LEAST_CONTRAST else BAND


def _luminance(colour: str) -> float:
    """Relative luminance of an sRGB colour (WCAG 2.2, definition)."""
    channels = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _portal(record: PublicationRecord) -> str:
    """The address of the portal, from the page where the reader is told to check."""
    return record.check_address.split("/documents/")[0]
