"""The blocks of a text as the body of a Word file, with real headings, lists and header rows."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import groupby
from operator import attrgetter
from xml.etree.ElementTree import Element

from policies.domain.language import _
from policies.formats import blocks, word_markup
from policies.formats.leading import address_from_file
from policies.formats.word_markup import paragraph, w
from policies.formats.words import BREAK, Phrase, Words, joined, text_of

# The title is above the headings, so a heading of the text is one lower in rank than its level.
ABOVE = 1
LOWEST_RANK = 5
# Word counts nine levels of a list; styles for them it has three.
LEVELS, STYLES = 9, 3
BULLETS = "1"
# Lists of our own begin after the two that the styles have.
FIRST_LIST = 3
LABELLED = {"do", "dont", "key"}


@dataclass(frozen=True, slots=True)
class NumberedList:
    """A list with numbers of its own, which begin with ``start`` at its level."""

    number: str
    level: int
    start: int


@dataclass(slots=True)
class Body:
    """Turns blocks into paragraphs and tables, and keeps the links and lists that they need."""

    bookmarks: Mapping[str, str]
    portal: str
    is_right_to_left: bool
    links: dict[str, str] = field(default_factory=dict)
    lists: list[NumberedList] = field(default_factory=list)

    def elements(self, part: Iterable[blocks.Block]) -> Iterator[Element]:
        """Yield these blocks as paragraphs and tables, in their order."""
        for block in part:
            yield from self._block(block)

    def styled(self, style: str, phrase: Phrase, *, bookmark: str = "") -> Element:
        """Return a phrase as one paragraph of this style."""
        return paragraph(style, self._words(phrase), bookmark=bookmark)

    def heading(self, level: int, phrase: Phrase, *, anchor: str = "") -> Element:
        """Return a heading whose level in the whole text, below the title, is ``level``."""
        rank = min(max(level - ABOVE, 1), LOWEST_RANK)
        return self.styled(f"Heading{rank}", phrase, bookmark=self.bookmarks.get(anchor, ""))

    def _block(self, block: blocks.Block) -> Iterator[Element]:
        match block:
            case blocks.Heading():
                yield self.heading(block.level, block.words)
            case blocks.Paragraph():
                yield self.styled("Quote" if block.is_quotation else "Normal", block.words)
            case blocks.ListBlock():
                yield from self._list(block, 0)
            case blocks.Table():
                yield from self._table(block)
            case blocks.Guidance():
                yield from self._guidance(block)
            case blocks.Law():
                yield self.heading(3, (Words(block.name),), anchor=block.anchor)
                yield from (self.styled("Normal", line) for line in block.lines)
            case blocks.Note():
                yield self.styled("Note", block.words)
            case blocks.Code():
                lines = (((Words(line),) if line else ()) for line in block.text.split("\n"))
                yield self.styled("PlainText", joined(lines, BREAK))

    def _words(self, phrase: Phrase) -> Iterator[Element]:
        # Runs side by side that lead to one place are one link to a reader by ear.
        for leads_to, runs in groupby(phrase, attrgetter("link")):
            address = address_from_file(leads_to, self.portal)
            bookmark = self.bookmarks.get(address.removeprefix("#"), "")
            if not address or (address.startswith("#") and not bookmark):
                yield from map(self._run, runs)
                continue
            inside = [self._run(words, "Hyperlink") for words in runs]
            if address.startswith("#"):
                yield word_markup.link(inside, bookmark=bookmark)
            else:
                relation = self.links.setdefault(address, f"link{len(self.links) + 1}")
                yield word_markup.link(inside, relation=relation)

    def _run(self, words: Words, style: str = "") -> Element:
        return word_markup.run(words, is_right_to_left=self.is_right_to_left, style=style)

    def _list(self, block: blocks.ListBlock, depth: int) -> Iterator[Element]:
        level = min(depth, LEVELS - 1)
        kind, number = "Bullet", BULLETS
        if block.is_ordered:
            kind, number = "Number", str(FIRST_LIST + len(self.lists))
            self.lists.append(NumberedList(number, level, block.start))
        rank = style_rank(level)
        for item in block.items:
            first, *rest = item.blocks
            words: Phrase = ()
            if isinstance(first, blocks.Paragraph):
                words = first.words
            else:
                rest = [first, *rest]
            yield paragraph(f"List{kind}{rank}", self._words(words), number=number, level=level)
            yield from self._under_item(rest, depth)

    def _under_item(self, part: Iterable[blocks.Block], depth: int) -> Iterator[Element]:
        for block in part:
            match block:
                case blocks.ListBlock():
                    yield from self._list(block, depth + 1)
                case blocks.Paragraph(is_quotation=False):
                    yield self.styled(f"ListContinue{style_rank(depth)}", block.words)
                case _:
                    yield from self._block(block)

    def _table(self, block: blocks.Table) -> Iterator[Element]:
        if block.caption:
            yield self.styled("Caption", block.caption)
        rows = (
            [
                self._cell(cell, is_heading=block.has_row_headings and place == 0)
                for place, cell in enumerate(row)
            ]
            for row in block.rows
        )
        yield word_markup.table(
            [self._cell(cell, is_heading=True) for cell in block.header],
            rows,
            block.width,
            caption=text_of(block.caption),
            has_row_headings=block.has_row_headings,
            is_right_to_left=self.is_right_to_left,
        )

    def _cell(self, cell: Phrase, *, is_heading: bool) -> Element:
        words = tuple(replace(run, strong=True) if run != BREAK else run for run in cell)
        return self.styled("TableText", words if is_heading else cell)

    def _guidance(self, block: blocks.Guidance) -> Iterator[Element]:
        if block.heading:
            yield self.heading(block.level, (Words(block.heading),))
        for point in block.points:
            label = (Words(f"{point.label}:", strong=True), Words(" "))
            said = (*label, *point.text) if block.kind in LABELLED else point.text
            # In the same paragraph, because a paragraph between two items would end the list.
            why = (BREAK, Words(_("Why:")), Words(" "), *point.reason) if point.reason else ()
            yield paragraph("ListBullet", self._words((*said, *why)), number=BULLETS)


def style_rank(level: int) -> str:
    """Return what the name of a list style ends with at this level: "", "2" or "3"."""
    return str(min(level + 1, STYLES)) if level else ""


def parted(elements: Iterable[Element]) -> list[Element]:
    """Put a paragraph behind each table that has none: Word would make two tables one."""
    found: list[Element] = []
    for element in elements:
        if found and found[-1].tag == element.tag == "w:tbl":
            found.append(w("p"))
        found.append(element)
    return [*found, w("p")] if found and found[-1].tag == "w:tbl" else found
