"""The blocks of an edition as words for the ear: what a good reader would say aloud.

Printed numbers, tables and telephone numbers are written for the eye. Here they become
sentences, so that any voice, or a person at a microphone, can read them as they stand.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from policies.domain.language import _, gettext_noop
from policies.domain.language import spoken as language_now
from policies.formats import wording
from policies.formats.blocks import (
    Block,
    Code,
    Guidance,
    Heading,
    Law,
    ListBlock,
    ListItem,
    Note,
    Paragraph,
    Point,
    Table,
)
from policies.formats.editions import Edition, Part
from policies.formats.words import Words, WordsKind

COMPUTER_VOICE = gettext_noop("This recording was made by a computer voice.")
OPENING = gettext_noop("About this recording")
HASH_UNSPOKEN = gettext_noop("a code of 64 characters, which stands in the list of contents")
# A voice would try to pronounce these, or say them as words.
SPELT = {
    "AI", "EU", "FAQ", "FAQs", "FOI", "HR", "ICO", "ID", "IP", "LGA", "UK", "URL", "US", "USA",
}  # fmt: skip

_MONTH_NAMES = {
    "Jan": "January", "Feb": "February", "Mar": "March", "Apr": "April", "Jun": "June",
    "Jul": "July", "Aug": "August", "Sep": "September", "Sept": "September", "Oct": "October",
    "Nov": "November", "Dec": "December",
}  # fmt: skip
_NUMERIC_DATES = ("%Y-%m-%d", "%d/%m/%Y", "%d/%m/%y")
_DAY_AND_MONTH = re.compile(r"\b(\d{1,2})(?:st|nd|rd|th)?\s([A-Z][a-z]+)")
_HASH = re.compile(r"\b[0-9a-f]{64}\b")
_NUMBERED = re.compile(r"\d+(?:\.\d+)*\.?")
_ENDED = (".", "!", "?", ":", ";", "۔", "؟", "।")
# Control characters and double brackets are commands to a voice.
_COMMANDS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]|(?<=\[)(?=\[)")

_EXPANSIONS = tuple(
    (re.compile(written), spoken)
    for written, spoken in (
        (r"\be\.\s?g\.,?", "for example,"),
        (r"\bi\.\s?e\.,?", "that is,"),
        (r"\betc\.(?=\s+[a-z])|\betc\b,?(?!\.)", "and so on"),
        (r"\betc\.", "and so on."),
        (r"\band/or\b", "and or"),
        (r"§§?\s?|\bss?\.\s?(?=\d)", "section "),
        (r"\bparas?\.?\s?(?=\d)", "paragraph "),
        (r"\b[Nn]os?\.\s?(?=\d)", "number "),
        (r"\bCllr(s?)\b\.?", r"Councillor\1"),
        (r"\bapprox\.", "approximately"),
        (r"£([\d,]+(?:\.\d+)?)(?:\s?(million|billion)\b)?", r"\1 \2 pounds"),
        (r"\b(\d{4})/(\d\d)\b", r"\1 to \2"),
        (r"(?<=\d)\s?–\s?(?=\d)", " to "),
        (r"\s[–—]\s|—", ", "),
        (r"(?<=\d)\.(?=\d)", " point "),
        (r"\s&\s", " and "),
    )
)
_TWICE = re.compile(r"\bthe the(?= \d)")
_WORD = re.compile(r"\b[A-Z]{2,4}s?\b")


@dataclass(frozen=True, slots=True)
class Track:
    """One part of a recording: its title as written, and its words as they are spoken."""

    title: str
    text: str


def tracks_of(edition: Edition) -> Iterator[Track]:
    """Yield the recording part by part: first what it is, then one track for each section."""
    yield Track(_(OPENING), _paragraphs(_opening(edition)))
    for part in edition.all_parts:
        yield Track(part.title, _paragraphs((_part_heading(part), *_blocks(part.blocks))))


def spoken(phrase: Iterable[Words]) -> str:
    """Return how a phrase is said: numbers digit by digit, dates and addresses in words."""
    return "".join(_SAYERS[words.kind](words.text) for words in phrase)


def _opening(edition: Edition) -> Iterator[str]:
    about = (edition.council, edition.title, edition.subtitle, _(COMPUTER_VOICE), edition.summary)
    yield from map(_plain, about)
    for fact in edition.front:
        yield f"{fact.label}: {spoken(fact.words)}"
    yield from _blocks(edition.notes)


def _part_heading(part: Part) -> str:
    number = _plain(part.number.rstrip("."))
    named = (
        _("Section {number}").format(number=number) if _NUMBERED.fullmatch(part.number) else number
    )
    return ". ".join(words for words in (named, _plain(part.heading)) if words)


def _blocks(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        yield from _block(block)


def _block(block: Block) -> Iterator[str]:
    match block:
        case Paragraph(words, True):
            yield _("Quotation: {words}").format(words=spoken(words))
            yield _("End of quotation")
        case Heading(_, words) | Paragraph(words) | Note(words):
            yield spoken(words)
        case ListBlock(items):
            for item in items:
                yield from _item(item)
        case Table(header=()):
            yield from _blocks(block.linear())
        case Table():
            yield _("A table")
            yield from _blocks(block.linear())
            yield _("End of the table")
        case Guidance(points=points):
            # Each point says what it is, so the heading above them would be said twice.
            for point in points:
                yield from _point(point)
        case Law():
            yield _plain(block.name)
            yield from map(spoken, block.lines)
        case Code(text):
            yield from map(_plain, text.splitlines())


def _item(item: ListItem) -> Iterator[str]:
    label = item.label.strip(".()[] ")
    first, *rest = [*_blocks(item.blocks), ""]
    told = {"number": _plain(label), "words": first}
    yield _("Point {number}: {words}").format(**told) if label else first
    yield from rest


def _point(point: Point) -> Iterator[str]:
    yield f"{point.label}: {spoken(point.text)}"
    if point.reason:
        yield f"{_('Why:')} {spoken(point.reason)}"


def _plain(text: str) -> str:
    text = _HASH.sub(_(HASH_UNSPOKEN), text)
    if not _is_english():
        return text
    for written, said in _EXPANSIONS:
        text = written.sub(said, text)
    return _WORD.sub(lambda found: _spelt(found[0]), text)


def _is_english() -> bool:
    """What is written short for the eye is known for English only."""
    return language_now().startswith("en")


def _spelt(word: str) -> str:
    return " ".join(word.removesuffix("s")) + "s" * word.endswith("s") if word in SPELT else word


def _digits(text: str) -> str:
    """A telephone number digit by digit, with a pause where a space is written."""
    written = text.replace("(0)", " ").replace("+", f"{_('plus')} ")
    groups = re.findall(r"\d+|[^\W\d_]+", written.lower().replace("ext.", _("extension")))
    return ", ".join(" ".join(group) if group.isdigit() else group for group in groups)


def _date(text: str) -> str:
    for form in _NUMERIC_DATES:
        try:
            text = wording.written_date(datetime.strptime(text, form).date())
        except ValueError:
            continue
    return _DAY_AND_MONTH.sub(_said_day, text) if _is_english() else text


def _said_day(found: re.Match[str]) -> str:
    day, month = int(found[1]), found[2]
    ending = "th" if day in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")
    return f"the {day}{ending} of {_MONTH_NAMES.get(month, month)}"


_SIGNS = {
    "@": gettext_noop("at"),
    ".": gettext_noop("dot"),
    "-": gettext_noop("hyphen"),
    "_": gettext_noop("underscore"),
    "+": gettext_noop("plus"),
}


def _email(text: str) -> str:
    return "".join(f" {_(_SIGNS[letter])} " if letter in _SIGNS else letter for letter in text)


def _address(text: str) -> str:
    """Nobody can write a whole address down while listening, so only whose it is is said."""
    host = re.sub(r"^[a-z]+://", "", text, flags=re.IGNORECASE).split("/")[0]
    return _("a web address at {host}").format(host=_email(host))


_SAYERS = {
    WordsKind.PLAIN: _plain,
    WordsKind.TELEPHONE: _digits,
    WordsKind.DATE: _date,
    WordsKind.EMAIL: _email,
    WordsKind.ADDRESS: _address,
}


def _paragraphs(lines: Iterable[str]) -> str:
    """The lines as sentences, each with the pause that its full stop makes."""
    said = (line for whole in lines for line in _COMMANDS.sub(" ", whole).split("\n"))
    told = (_TWICE.sub("the", " ".join(line.split())) for line in said)
    return "\n\n".join(line if line.endswith(_ENDED) else f"{line}." for line in told if line)
