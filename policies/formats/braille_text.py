"""The blocks of an edition as passages of Braille: what is translated, and how far it is set in."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from policies.domain.errors import RenderingRefused
from policies.domain.language import _, gettext_noop
from policies.formats import louis
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
from policies.formats.braille_pages import Passage
from policies.formats.editions import Edition
from policies.formats.words import Phrase, Words, WordsKind, text_of

MOST_LETTERS = 2_000_000
TOO_LONG = "The text is too long for one Braille file. Divide it into several documents."
TRANSCRIBED = gettext_noop(
    "{code}. Transcribed by computer, not proof-read. Where it is unclear, compare it with "
    "another format or ask the council."
)
# Parts at this level have their heading in the middle of the line, all others at its fifth cell.
MIDDLE_LEVEL = 2
SUB_HEADING_CELLS = 4
STEP = 2
BULLET = "•"
# A hash is one endless word to the hand that reads it, so it is parted into groups.
_HASH = re.compile(r"\b[0-9a-f]{64}\b")
_GROUP = re.compile(r"[0-9a-f]{8}(?=[0-9a-f])")
# Neither Arabic nor Bengali letters.
_NOT_OF_THE_SCRIPT = re.compile(r"([^\s\u0600-\u06ff\u0980-\u09ff]+)")
# Letters that normal form C takes apart, and the full stop of Bengali, whose cell is that of ours.
_AS_TABLES_KNOW_IT = {
    "\u09af\u09bc": "\u09df",
    "\u09a1\u09bc": "\u09dc",
    "\u09a2\u09bc": "\u09dd",
    "\u0964": ".",
}
_HAS_NO_SIGN = re.compile(r"'\\[XYZ]")


@dataclass(slots=True)
class Transcript:
    """Words on their way into the cells of one table; it remembers the unusual signs it met."""

    table: str
    letters: int = 0
    unusual: set[str] = field(default_factory=set)

    def cells(self, text: str) -> str:
        """Return these words in Braille. Raises RenderingRefused once there are too many."""
        seen = "".join(letter for letter in text if unicodedata.category(letter) != "Cf")
        said = _HASH.sub(lambda found: _GROUP.sub(r"\g<0> ", found[0]), " ".join(seen.split()))
        self.letters += len(said)
        if self.letters > MOST_LETTERS:
            raise RenderingRefused(TOO_LONG)
        self.unusual.update(letter for letter in said if not letter.isascii())
        return "".join(
            louis.in_braille(piece, self._table_for(piece)) for piece in self._pieces(said)
        )

    def _pieces(self, said: str) -> list[str]:
        """What is not of another script apart: the table of that script does not know it."""
        if self.table in louis.LATIN:
            return [piece for piece in re.split(f"({BULLET})", said) if piece]
        for written, known in _AS_TABLES_KNOW_IT.items():
            said = said.replace(written, known)
        return [piece for piece in _NOT_OF_THE_SCRIPT.split(said) if piece]

    def _table_for(self, piece: str) -> str:
        is_latin = self.table not in louis.LATIN and _NOT_OF_THE_SCRIPT.fullmatch(piece)
        return louis.UNCONTRACTED["en"] if is_latin or piece == BULLET else self.table

    def signs_without_cells(self) -> list[str]:
        """Return the signs met so far for which Braille has only their number."""
        return [
            sign
            for sign in sorted(self.unusual - {"\u0964", "\u09bc"})
            if _HAS_NO_SIGN.match(louis.in_braille(sign, self._table_for(sign)))
        ]


def passages_of(edition: Edition, code: str, transcript: Transcript) -> Iterator[Passage]:
    """Yield everything that the file says: its front, its contents, and its parts.

    ``code`` is the name of the Braille in English words. Raises RenderingRefused for too long
    a text.
    """
    cells = transcript.cells
    for place, line in enumerate((edition.council, edition.title, edition.subtitle)):
        if line:
            yield Passage(cells=cells(line), is_centred=True, has_space_before=place == 1)
    for words in (edition.summary, _(TRANSCRIBED).format(code=_(code))):
        if words:
            yield Passage(cells=cells(words), has_space_before=True)
    for place, fact in enumerate(edition.front):
        told = f"{fact.label}: {text_of(fact.words)}"
        yield Passage(cells=cells(told), first=0, then=STEP, has_space_before=place == 0)
    for note in edition.notes:
        yield from _block(note, transcript, 0)
    yield _heading(_("Contents"), MIDDLE_LEVEL, transcript)
    for part in edition.all_parts:
        depth = STEP * (part.level - MIDDLE_LEVEL)
        yield Passage(cells=cells(part.title), first=depth, then=depth + STEP, leads_to=part.anchor)
    for place, part in enumerate(edition.all_parts):
        heading = _heading(part.title, part.level, transcript)
        yield replace(heading, anchor=part.anchor, starts_page=place == 0)
        yield from _blocks(part.blocks, transcript, 0)


def _heading(words: str, level: int, transcript: Transcript) -> Passage:
    return Passage(
        cells=transcript.cells(words),
        first=SUB_HEADING_CELLS,
        then=SUB_HEADING_CELLS,
        is_centred=level == MIDDLE_LEVEL,
        is_heading=True,
        has_space_before=True,
        has_space_after=level == MIDDLE_LEVEL,
    )


def _blocks(blocks: Iterable[Block], transcript: Transcript, depth: int) -> Iterator[Passage]:
    for block in blocks:
        yield from _block(block, transcript, depth)


def _block(block: Block, transcript: Transcript, depth: int) -> Iterator[Passage]:
    match block:
        case Heading(level, words):
            yield _heading(text_of(words), max(level, MIDDLE_LEVEL + 1), transcript)
        case Paragraph(words, is_quotation):
            inner = depth + STEP * is_quotation
            yield from _lines(words, transcript, first=inner + STEP * (not depth), then=inner)
        case Note(words):
            [first, *rest] = _lines(words, transcript, first=STEP, then=0)
            yield from (replace(first, has_space_before=True), *rest)
        case ListBlock(items):
            for item in items:
                yield from _item(item, transcript, depth)
        case Table():
            yield from _blocks(block.linear(), transcript, depth)
        case Guidance(_, heading, level, points):
            if heading:
                yield _heading(heading, max(level, MIDDLE_LEVEL + 1), transcript)
            for point in points:
                yield from _item(_as_item(point, is_labelled=not heading), transcript, depth)
        case Law(_, name):
            yield _heading(name, MIDDLE_LEVEL + 1, transcript)
            yield from _blocks(map(Paragraph, block.lines), transcript, depth)
        case Code(text):
            for line in text.splitlines():
                start = depth + len(line) - len(line.lstrip())
                yield Passage(cells=transcript.cells(line), first=start, then=start + STEP)


def _item(item: ListItem, transcript: Transcript, depth: int) -> Iterator[Passage]:
    """The label and the words after it on one line; what else is in the item stands deeper."""
    label = item.label or BULLET
    first, *rest = item.blocks or (Paragraph(()),)
    if isinstance(first, Paragraph):
        labelled = Paragraph((Words(f"{label} "), *first.words))
    else:
        labelled, rest = Paragraph((Words(label),)), [first, *rest]
    inner = depth + STEP
    yield from _lines(labelled.words, transcript, first=depth, then=inner)
    yield from _blocks(rest, transcript, inner)


def _as_item(point: Point, *, is_labelled: bool) -> ListItem:
    label = (Words(f"{point.label}: "),) if is_labelled else ()
    reason = (Paragraph((Words(_("Why:")), Words(" "), *point.reason)),) if point.reason else ()
    return ListItem("", (Paragraph((*label, *point.text)), *reason))


def _lines(words: Phrase, transcript: Transcript, *, first: int, then: int) -> Iterator[Passage]:
    """A phrase as one passage; after a line break it goes on where its run-over lines stand."""
    for place, line in enumerate("".join(map(_written, words)).split("\n")):
        yield Passage(cells=transcript.cells(line), first=then if place else first, then=then)


def _written(words: Words) -> str:
    """A reader of paper cannot follow a link: its address stands behind words that hide it."""
    hides_address = words.link.startswith("http") and words.kind is not WordsKind.ADDRESS
    return f"{words.text} ({words.link})" if hides_address else words.text
