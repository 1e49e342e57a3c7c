"""HTML becomes lines of text: a page of the council's site, or what Word saved as one.

What stands around the document on the page is listed apart; what stays is written as the
Markdown that the reader of texts takes. Nothing is fetched and nothing runs.
"""

import codecs
import re
from collections.abc import Mapping, Sequence

from policies.domain.errors import SourceRefused
from policies.intake.conversion import Conversion, Notes, lines_named
from policies.intake.markup_lines import Lines
from policies.intake.markup_notes import place_footnotes
from policies.intake.markup_tree import tree_of
from policies.intake.web_page import SILENT, document_in

MAX_BYTES = 5 * 1024 * 1024
_LOOKS_LIKE = re.compile(
    rb"(?:\xef\xbb\xbf)?(?:\s|<!--.{0,4000}?-->|<\?xml[^>]{0,200}\?>){0,20}"
    rb"<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_SOME_TAG = re.compile(
    rb"<(?:p|div|h[1-6]|ul|ol|table|main|article|section|br)\b[^<>]{0,500}>", re.I
)
_CHARSET = re.compile(rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?([\w-]{2,40})", re.IGNORECASE)
# What pages call Latin 1 has been this since the browsers agreed on it (WHATWG Encoding, 4.2).
_WINDOWS = {"iso-8859-1", "latin1", "us-ascii", "ascii", "windows-1252", "cp1252", "iso8859-1"}
_OTHERS = {"utf-8", "utf8", "iso-8859-15", "macintosh", "windows-1250", "windows-1257"}
_DATA = re.compile(r"data:[\w/+.-]{0,60};base64,[A-Za-z0-9+/=\s%]{0,6000000}", re.IGNORECASE)

_SENTENCES: Mapping[str, tuple[str, str]] = {
    "bare-picture": ("image-without-alternative",
        "{n} picture{s} without a description stood in {where} of the text as read. Pictures are "
        "left out; if one says something, write it in words there."),
    "picture": ("image-left-out",
        "{n} described picture{s} in {where} of the text as read went out. The descriptions are "
        "listed with what was left out; write them into the text if needed."),
    "deleted": ("tracked-changes",
        "{n} deleted passage{s}, still marked in the file ({where} of the text as read), went "
        "out. Check that this is the wording that was meant."),
    "inserted": ("tracked-changes",
        "{n} inserted passage{s}, still marked in the file ({where} of the text as read), stayed. "
        "Check that this is the wording that was meant."),
    "struck": ("struck-through",
        "{n} passage{s} struck through stayed as plain words ({where} of the text as read). "
        "Delete them if they no longer hold."),
    "underlined": ("underlined",
        "{n} underlined passage{s} became plain words ({where} of the text as read), because "
        "readers take underlined words for links. A short line underlined from end to end was "
        "taken for a heading."),
    "link": ("link-left-out",
        "{n} link{s} led to no address on the web and became plain words ({where} of the text as "
        "read). Give the whole address if the link is needed."),
    "link-around": ("link-left-out",
        "{n} link{s} around whole blocks went out, their words stayed ({where} of the text as "
        "read). Give the address in a sentence if it is needed."),
    "inner-link": ("link-inside",
        "{n} link{s} to another place in the document became plain words ({where} of the text as "
        "read)."),
    "link-in-heading": ("link-left-out",
        "{n} link{s} in a heading became plain words ({where} of the text as read). Give the "
        "address in the text under it."),
}  # fmt: skip


def is_markup(content: bytes, name: str = "") -> bool:
    """Whether these bytes are HTML: by how they begin, or by their name and a tag among them."""
    if _LOOKS_LIKE.match(content[:8000]):
        return True
    return name.casefold().endswith((".html", ".htm", ".xhtml")) and bool(
        _SOME_TAG.search(content[:200_000])
    )


def convert_markup(content: bytes) -> Conversion:
    """Return an HTML file as lines of text with what was noticed.

    Raises SourceRefused if it is too large, in an unknown encoding, or nested beyond reason.
    """
    if len(content) > MAX_BYTES:
        raise SourceRefused(
            f"The page is larger than {MAX_BYTES // 1024 // 1024} MiB. Copy its text into a new "
            "file and import that."
        )
    notes = Notes()
    text = _DATA.sub("data:,", _decoded(content, notes))
    return lines_from(text, notes, keeps_tabs=False)[0]


def lines_from(text: str, notes: Notes, *, keeps_tabs: bool) -> tuple[Conversion, Lines]:
    """Return the conversion of this HTML, and the lines with the places of what was met.

    ``keeps_tabs`` for text that a word processor set with tabs. Raises SourceRefused if the
    page is nested beyond reason.
    """
    root = tree_of(text)
    source = "" if keeps_tabs else root.text(SILENT - {"head"} | {"del"})
    chosen = root if keeps_tabs else document_in(root, notes)
    count = place_footnotes(chosen, notes)
    lines = Lines(notes, keeps_tabs=keeps_tabs)
    lines.blocks(chosen.children)
    if count:
        notes.note(
            1,
            "footnotes",
            f"{count} footnote{'s were' if count > 1 else ' was'} put in brackets where the mark "
            "stood. Check that the sentences still read well.",
        )
    note_places(lines.inline.places, notes)
    _note_tables(lines, notes)
    conversion = Conversion(
        text=lines.text, findings=tuple(notes.findings), dropped=tuple(notes.dropped),
        source=source, added=tuple(notes.added), removed=tuple(notes.removed),
    )  # fmt: skip
    return conversion, lines


def note_places(places: Mapping[str, Sequence[int]], notes: Notes) -> None:
    """Record a finding for each sort of thing that was met in the lines."""
    for met, where in places.items():
        if met in _SENTENCES:
            code, sentence = _SENTENCES[met]
            count = len(where)
            message = sentence.format(
                n=count, s="s" if count > 1 else "", where=lines_named(list(where))
            )
            notes.note(where[0], code, message)


def _note_tables(lines: Lines, notes: Notes) -> None:
    for first, last, grid in lines.tables:
        where = f"The table in lines {first} to {last} of the text as read"
        if grid.is_merged:
            notes.note(
                first,
                "merged-cells",
                f"{where} has merged cells. Their words stand in the first of the cells; fill the "
                "others, or divide the table.",
            )
        if not grid.has_header and len(grid.rows) > 1:
            notes.note(
                first,
                "table-header-assumed",
                f"{where} has no row marked as its header. Its first row was taken for it; check "
                "that it names the columns.",
            )


def _decoded(content: bytes, notes: Notes) -> str:
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encoding = "utf-16"
    else:
        declared = _CHARSET.search(content[:4000])
        encoding = declared[1].decode("ascii").casefold() if declared else "utf-8"
        encoding = "utf-8" if content.startswith(codecs.BOM_UTF8) else encoding
        encoding = "cp1252" if encoding in _WINDOWS else encoding
        if encoding != "cp1252" and encoding not in _OTHERS:
            raise _unreadable(encoding)
    if b"\x00" in content and encoding != "utf-16":
        raise _unreadable("bytes that no text has")
    try:
        return content.decode("utf-8-sig" if encoding in {"utf-8", "utf8"} else encoding)
    except UnicodeDecodeError as error:
        if encoding == "utf-16":
            raise _unreadable(encoding) from error
    notes.note(
        1,
        "encoding-guessed",
        "The page is not in the encoding that it names. It was read as a Windows text; check "
        "quotation marks, dashes and pound signs.",
    )
    return content.decode("cp1252", "replace")


def _unreadable(encoding: str) -> SourceRefused:
    return SourceRefused(
        f"The page is in an encoding that cannot be read ({encoding[:40]}). Open it in a browser "
        "or in Word, save it again as a web page in UTF-8, and import that."
    )
