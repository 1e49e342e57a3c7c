"""The plain text of a version: for any device, any program and any reader that takes words only.

Nothing stands in columns, and no marks are read out as words: what is stressed is not
marked, and a table is said cell by cell. Telephone numbers, dates and addresses are
never divided over lines.
"""

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from textwrap import TextWrapper

from policies.domain.content import VersionContent
from policies.domain.language import _
from policies.domain.record import PublicationRecord
from policies.formats import wording
from policies.formats.blocks import (
    Block,
    Code,
    Guidance,
    Heading,
    Law,
    ListBlock,
    Note,
    Paragraph,
    Point,
    Table,
)
from policies.formats.editions import Edition, Fact, Part, edition_of
from policies.formats.rendered_file import RenderedFile
from policies.formats.repairs import printable
from policies.formats.words import Phrase, Words, WordsKind

# A browser that is not told would take the bytes for Windows-1252.
MEDIA_TYPE = "text/plain; charset=utf-8"
COLUMNS = 78
UNDERLINES = {1: "=", 2: "-"}
DEEPER_UNDERLINE = "."
BULLET = "-"
# Keeps a number or a date on one line while lines are filled; it is a space again afterwards.
GLUE = "\u0001"
# A number or an address runs from left to right in a text that runs from right to left
# (Unicode Standard Annex 9: left-to-right isolate, pop directional isolate).
ISOLATED = "\u2066{}\u2069"

Lines = list[str]


def check_library(language: str = "en-GB") -> None:
    """Plain text needs no part of the system."""


@wording.in_its_language
def render(content: VersionContent, record: PublicationRecord) -> RenderedFile:
    """Return this version as UTF-8 text whose lines have at most 78 characters.

    A line is longer only if one address or word in it is. Raises RenderingRefused if the text
    is nested too deeply.
    """
    text = _Writer(edition_of(content, record)).text()
    return RenderedFile(data=text.encode(), media_type=MEDIA_TYPE)


class _Writer:
    """Writes one edition: each block is a list of lines, and an empty line parts two blocks."""

    def __init__(self, edition: Edition, columns: int = COLUMNS) -> None:
        self.edition, self.columns = edition, columns
        self.is_right_to_left = edition.direction == "rtl"

    def text(self) -> str:
        """The whole file."""
        edition = self.edition
        front = [
            *([self.filled(edition.council)] if edition.council else []),
            self.underlined(edition.title, 1),
            self.filled(edition.subtitle),
            *([self.filled(edition.summary)] if edition.summary else []),
            [line for fact in edition.front for line in self.fact(fact)],
            *(self.paragraph(note.words) for note in edition.notes),
        ]
        parts = (blocks for part in edition.all_parts for blocks in self.part(part))
        lines = _with_gaps([*front, *parts])
        return printable("\n".join(lines).replace(GLUE, " ")) + "\n"

    def part(self, part: Part) -> Iterator[Lines]:
        yield self.underlined(part.title, part.level)
        for block in part.blocks:
            yield from self.block(block, part.level)

    def block(self, block: Block, level: int) -> Iterator[Lines]:
        match block:
            case Heading():
                yield self.underlined(self.said(block.words), block.level)
            case Paragraph():
                yield self.paragraph(block.words, indent="    " if block.is_quotation else "")
            case ListBlock():
                yield self.list_of(block, level)
            case Table():
                for inner in block.linear():
                    yield from self.block(inner, level)
            case Guidance():
                yield from self.guidance(block)
            case Law():
                yield self.underlined(block.name, level + 1)
                yield from map(self.paragraph, block.lines)
            case Note():
                yield self.paragraph(block.words)
            case Code():
                yield [f"    {line}".rstrip() for line in block.text.splitlines()]

    def list_of(self, block: ListBlock, level: int) -> Lines:
        """The items of a list; an empty line parts them only if one has more than a paragraph."""
        items = [
            self.labelled(
                item.label or BULLET, partial(_Writer.inside_item, blocks=item.blocks, level=level)
            )
            for item in block.items
        ]
        is_loose = any("" in item for item in items)
        return _with_gaps(items) if is_loose else [line for item in items for line in item]

    def inside_item(self, *, blocks: Iterable[Block], level: int) -> Lines:
        """What stands in an item; a list follows the words above it without a gap."""
        lines: Lines = []
        for block in blocks:
            for more in self.block(block, level):
                is_close = not lines or isinstance(block, ListBlock)
                lines += more if is_close else ["", *more]
        return lines

    def guidance(self, guidance: Guidance) -> Iterator[Lines]:
        if guidance.heading:
            yield self.underlined(guidance.heading, guidance.level)
        is_labelled = guidance.kind in {"key", "do", "dont"}
        yield [
            line
            for point in guidance.points
            for line in self.labelled(
                BULLET, partial(_Writer.point, point=point, is_labelled=is_labelled)
            )
        ]

    def point(self, *, point: Point, is_labelled: bool) -> Lines:
        label = (Words(f"{point.label}: "),) if is_labelled else ()
        lines = self.paragraph((*label, *point.text))
        why = (Words(_("Why:")), Words(" "), *point.reason)
        return lines + (self.paragraph(why) if point.reason else [])

    def fact(self, fact: Fact) -> Lines:
        return self.filled(f"{fact.label}: {self.said(fact.words)}", hanging="  ")

    def paragraph(self, words: Phrase, *, indent: str = "") -> Lines:
        return self.filled(self.said(words), indent=indent, hanging=indent)

    def said(self, phrase: Phrase) -> str:
        """The words of a phrase, with the address behind each link that does not show it."""
        return "".join(self.run(words) for words in phrase)

    def run(self, words: Words) -> str:
        text = words.text
        if words.kind is not WordsKind.PLAIN:
            text = self.isolated(text.replace(" ", GLUE))
        shown = words.link.removeprefix("mailto:")
        is_shown = shown == words.text or words.link.startswith(("tel:", "#"))
        return f"{text} ({self.isolated(shown)})" if words.link and not is_shown else text

    def underlined(self, words: str, level: int) -> Lines:
        lines = self.filled(words)
        mark = UNDERLINES.get(level, DEEPER_UNDERLINE)
        return [*lines, mark * max(map(len, lines), default=0)]

    def filled(self, text: str, *, indent: str = "", hanging: str = "") -> Lines:
        """Fill lines with these words; a line break in them stays one."""
        wrapper = TextWrapper(
            self.columns,
            initial_indent=indent,
            subsequent_indent=hanging,
            break_long_words=False,
            break_on_hyphens=False,
        )
        return [line for one in text.split("\n") for line in wrapper.wrap(one)]

    def labelled(self, label: str, write: Callable[["_Writer"], Lines]) -> Lines:
        """Put the label before the first of the lines that are written, and set in the others."""
        gap = " " * (len(label) + 1)
        first, *rest = write(_Writer(self.edition, self.columns - len(gap))) or [""]
        return [f"{label} {first}".rstrip(), *(f"{gap}{line}" if line else "" for line in rest)]

    def isolated(self, text: str) -> str:
        return ISOLATED.format(text) if self.is_right_to_left else text


def _with_gaps(blocks: Iterable[Lines]) -> Lines:
    return [line for block in blocks if block for line in ("", *block)][1:]
