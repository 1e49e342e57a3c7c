"""The blocks of a text as XHTML, for the pages of an e-book.

Built as a tree, so that whatever an author typed comes out well formed (XML 1.0, 2.4).
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from xml.etree.ElementTree import Element, tostring

from policies.domain.language import _
from policies.formats import blocks
from policies.formats.leading import address_from_file
from policies.formats.markup import Part as Piece
from policies.formats.markup import made
from policies.formats.repairs import printable
from policies.formats.words import BREAK, Phrase, Words, WordsKind

# A heading of the text stands one level higher here, because each page begins with its own first.
HIGHER = 1
DEEPEST = 6
# A point of these kinds must say which it is, even read without the heading over its list.
LABELLED = {"do", "dont", "key"}


@dataclass(frozen=True, slots=True)
class Pages:
    """Turns blocks into XHTML.

    ``places`` says on which page of the book each anchor stands, ``portal`` where addresses
    begin that are on the portal.
    """

    places: Mapping[str, str]
    portal: str

    def pieces(self, part: Iterable[blocks.Block]) -> list[Piece]:
        """Return these blocks as elements, in their order."""
        return [piece for block in part for piece in self._block(block)]

    def words(self, phrase: Phrase) -> list[Piece]:
        """Return a phrase as words and the elements in it."""
        pieces: list[Piece] = []
        # Runs side by side that lead to one place are one link to a reader by ear.
        for link, runs in groupby(phrase, attrgetter("link")):
            inside = [_run(words) for words in runs]
            address = self._address(link)
            pieces += [made("a", *inside, href=address)] if address else inside
        return pieces

    def _block(self, block: blocks.Block) -> Iterator[Piece]:
        match block:
            case blocks.Heading():
                yield heading(block.level, *self.words(block.words))
            case blocks.Paragraph(is_quotation=True):
                yield made("blockquote", made("p", *self.words(block.words)))
            case blocks.Paragraph():
                yield made("p", *self.words(block.words))
            case blocks.ListBlock():
                yield self._list(block)
            case blocks.Table():
                yield self._table(block)
            case blocks.Guidance():
                yield from self._guidance(block)
            case blocks.Law():
                yield self._law(block)
            case blocks.Note():
                yield made("p", *self.words(block.words), class_="note")
            case blocks.Code():
                yield made("pre", made("code", block.text))

    def _address(self, link: str) -> str:
        """Where a link leads from inside the book; "" where nothing is at its end."""
        address = address_from_file(link, self.portal)
        if not address.startswith("#"):
            return address
        page = self.places.get(address.removeprefix("#"), "")
        return f"{page}{address}" if page else ""

    def _list(self, block: blocks.ListBlock) -> Element:
        items = [made("li", *self.pieces(item.blocks)) for item in block.items]
        if not block.is_ordered:
            return made("ul", *items)
        return made("ol", *items, start=str(block.start))

    def _table(self, block: blocks.Table) -> Element:
        caption = [made("caption", *self.words(block.caption))] if block.caption else []
        header = [self._cell(cell, "col") for cell in block.header]
        head = [made("thead", made("tr", *header))] if header else []
        rows = []
        for row in block.rows:
            first = "row" if block.has_row_headings else ""
            cells = [self._cell(cell, "" if place else first) for place, cell in enumerate(row)]
            rows.append(made("tr", *cells))
        return made("table", *caption, *head, made("tbody", *rows))

    def _cell(self, cell: Phrase, scope: str) -> Element:
        # A heading without words would be announced for each cell under it.
        if scope and cell:
            return made("th", *self.words(cell), scope=scope)
        return made("td", *self.words(cell))

    def _guidance(self, block: blocks.Guidance) -> Iterator[Piece]:
        if block.heading:
            yield heading(block.level, block.heading)
        points = (self._point(point, block.kind in LABELLED) for point in block.points)
        yield made("ul", *points, class_="points")

    def _point(self, point: blocks.Point, is_labelled: bool) -> Element:
        label: list[Piece] = [made("strong", f"{point.label}:"), " "] if is_labelled else []
        reason = [made("p", _("Why:"), " ", *self.words(point.reason))] if point.reason else []
        return made("li", made("p", *label, *self.words(point.text)), *reason)

    def _law(self, block: blocks.Law) -> Element:
        lines = (made("p", *self.words(line)) for line in block.lines)
        return made("section", made("h2", block.name), *lines, id=block.anchor)


def _run(words: Words) -> Piece:
    if words == BREAK:
        return made("br")
    piece: Piece = words.text
    # Numbers and addresses run from left to right in every language.
    if words.kind is not WordsKind.PLAIN:
        piece = made("bdi", piece, dir="ltr")
    return made("strong", piece) if words.strong else piece


def heading(level: int, *pieces: Piece, **attributes: str) -> Element:
    """Return a heading whose level in the whole text is ``level``, as it stands on its page."""
    return made(f"h{min(max(level - HIGHER, 1), DEEPEST)}", *pieces, **attributes)


def written(pieces: Iterable[Element]) -> str:
    """Return these elements as XHTML, without characters that XML cannot hold."""
    return printable("".join(tostring(piece, encoding="unicode") for piece in pieces))
