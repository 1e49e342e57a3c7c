"""The clean HTML of a body as blocks: what `domain.markdown` lets through, and nothing else."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from html.parser import HTMLParser
from itertools import groupby
from xml.etree.ElementTree import Element, TreeBuilder

from policies.formats import tables
from policies.formats.blocks import Block, Code, Heading, ListBlock, ListItem, Paragraph, Table
from policies.formats.markup import Part, has_words, parts_of
from policies.formats.words import BREAK, Phrase, Words, joined, linked, words_in

HEADINGS = {f"h{level}" for level in range(1, 7)}
LISTS = {"ul", "ol", "dl"}
BLOCKS = {"p", "pre", "blockquote", "hr", "table", *LISTS, *HEADINGS}
STRESSED = {"strong", "em"}
VOID = {"br", "hr"}

# What HTML shows as one space; a no-break space stays as it is.
_SPACES = re.compile(r"[ \t\r\n\f]+")


def blocks_in(html: str) -> tuple[Block, ...]:
    """Return the blocks of a body that `domain.markdown` made, in reading order."""
    return tuple(_blocks(parts_of(_tree(html)), is_quotation=False))


def phrase_in(html: str) -> Phrase:
    """Return the words of a passage as one phrase; what stood in blocks is parted by breaks."""
    return flattened(blocks_in(html))


def flattened(blocks: Iterable[Block]) -> Phrase:
    """Return the words of these blocks as one phrase with a line break between any two."""
    return joined(map(_flat, blocks), BREAK)


class _Reader(HTMLParser):
    """Builds the tree of HTML whose elements are all closed, as the cleaner leaves them."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.builder = TreeBuilder()
        self.builder.start("body", {})

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.builder.start(tag, {name: value or "" for name, value in attrs})
        if tag in VOID:
            self.builder.end(tag)

    def handle_endtag(self, tag: str) -> None:
        self.builder.end(tag)

    def handle_data(self, data: str) -> None:
        self.builder.data(data)


def _tree(html: str) -> Element:
    reader = _Reader()
    reader.feed(html)
    reader.close()
    reader.builder.end("body")
    return reader.builder.close()


def _blocks(parts: Iterable[Part], *, is_quotation: bool) -> Iterator[Block]:
    """Each block by itself; words that stand beside blocks are a paragraph."""
    for is_block, together in groupby(parts, _is_block):
        if not is_block:
            yield from _paragraph(together, is_quotation)
            continue
        for element in together:
            if isinstance(element, Element):
                yield from _block(element, is_quotation)


def _is_block(part: Part) -> bool:
    """Whether it starts a line of its own: a block, or stress or a link around blocks."""
    return isinstance(part, Element) and any(inner.tag in BLOCKS for inner in part.iter())


def _block(element: Element, is_quotation: bool) -> Iterator[Block]:
    tag = str(element.tag)
    if tag == "p":
        yield from _blocks(parts_of(element), is_quotation=is_quotation)
    elif tag in HEADINGS:
        words = _phrase(parts_of(element))
        if words:
            yield Heading(int(tag[1]), words)
    elif tag == "pre":
        text = "".join(element.itertext()).strip("\n")
        if text.strip():
            yield Code(text)
    elif tag in {"ul", "ol"}:
        yield from _list(element)
    elif tag == "dl":
        yield from _definitions(element)
    elif tag == "table":
        yield from _table(element)
    elif tag == "blockquote":
        yield from _blocks(parts_of(element), is_quotation=True)
    else:
        yield from _blocks(parts_of(element), is_quotation=is_quotation)


def _paragraph(parts: Iterable[Part], is_quotation: bool) -> Iterator[Block]:
    words = _phrase(parts)
    if words:
        yield Paragraph(words, is_quotation)


def _list(element: Element) -> Iterator[Block]:
    is_ordered = element.tag == "ol"
    written = element.get("start", "")
    start = int(written) if written.lstrip("-").isdecimal() and len(written) < 7 else 1
    items: list[ListItem] = []
    for part in parts_of(element):
        inside = parts_of(part) if isinstance(part, Element) and part.tag == "li" else [part]
        blocks = tuple(_inside_item(inside))
        if blocks:
            label = f"{start + len(items)}." if is_ordered else ""
            items.append(ListItem(label, blocks))
    if items:
        yield ListBlock(tuple(items), is_ordered=is_ordered, start=start)


def _inside_item(parts: Iterable[Part]) -> Iterator[Block]:
    """A heading inside an item would break the outline of the document: it is stressed words."""
    for block in _blocks(parts, is_quotation=False):
        if isinstance(block, Heading):
            yield Paragraph(tuple(Words(w.text, True, w.link, w.kind) for w in block.words))
        else:
            yield block


def _definitions(element: Element) -> Iterator[Block]:
    """A list of terms: each item is the term, stressed, and then what it means."""
    items: list[list[Block]] = []
    for part in parts_of(element):
        if not has_words([part]):
            continue
        is_term = isinstance(part, Element) and part.tag == "dt"
        parts = parts_of(part) if isinstance(part, Element) else [part]
        if is_term:
            items.append([Paragraph(_phrase(parts, strong=True))])
        else:
            items = items or [[]]
            items[-1].extend(_inside_item(parts))
    if items:
        yield ListBlock(tuple(ListItem("", tuple(blocks)) for blocks in items))


def _table(element: Element) -> Iterator[Block]:
    caption = element.find("caption")
    rows = tables.rows_of(element)
    head = [_cells(row) for row in rows if row.is_head]
    body = [row for row in rows if not row.is_head]
    if not body:
        # Headings of nothing are the words of the table.
        head, body = [], rows
    filled = [cells for cells in map(_cells, body) if any(cells)]
    if not filled:
        return
    header = tuple(joined(column, Words(", ")) for column in zip(*head, strict=True))
    yield Table(
        caption=_phrase(parts_of(caption)) if caption is not None else (),
        header=header if any(header) else (),
        rows=tuple(filled),
        has_row_headings=all(row.cells[0] is not None and row.cells[0].tag == "th" for row in body),
    )


def _cells(row: tables.Row) -> tuple[Phrase, ...]:
    return tuple(
        () if cell is None else flattened(_blocks(parts_of(cell), is_quotation=False))
        for cell in row.cells
    )


def _flat(block: Block) -> Phrase:
    match block:
        case Heading(words=words) | Paragraph(words=words):
            return words
        case Code(text=text):
            return (Words(text),)
        case ListBlock(items=items):
            return joined((_flat_item(item) for item in items), BREAK)
        case Table() as table:
            return flattened(table.linear())
        case _:
            raise TypeError(f"{type(block).__name__} does not stand inside a body.")


def _flat_item(item: ListItem) -> Phrase:
    label = f"{item.label} " if item.label else "– "
    return (Words(label), *flattened(item.blocks))


def _phrase(parts: Iterable[Part], *, strong: bool = False) -> Phrase:
    """These words with single spaces, with what is stressed or linked told apart."""
    lines = [[Words("")]]
    for run in _runs(parts, Words("", strong)):
        if run is BREAK:
            lines.append([Words("")])
            continue
        last = lines[-1][-1]
        text = _SPACES.sub(" ", run.text)
        if not last.text or last.text.endswith(" "):
            text = text.lstrip(" ")
        if (last.strong, last.link) == (run.strong, run.link):
            lines[-1][-1] = replace(last, text=last.text + text)
        elif text:
            lines[-1].append(replace(run, text=text))
    return joined(map(_line, lines), BREAK)


def _runs(parts: Iterable[Part], around: Words) -> Iterator[Words]:
    for part in parts:
        if isinstance(part, str):
            yield replace(around, text=part)
        elif part.tag == "br":
            yield BREAK
        elif part.tag == "a":
            yield from _link(part, around)
        else:
            yield from _runs(parts_of(part), Words("", around.strong or part.tag in STRESSED))


def _link(element: Element, around: Words) -> Iterator[Words]:
    """The words of a link are one run, whatever stands in it; spaces at its ends are not in it."""
    text = _SPACES.sub(" ", "".join(element.itertext()))
    yield replace(around, text=" " if text.startswith(" ") else "")
    yield replace(around, text=text.strip(" "), link=element.get("href", ""))
    yield replace(around, text=" " if text.endswith(" ") else "")


def _line(runs: list[Words]) -> Phrase:
    runs[-1] = replace(runs[-1], text=runs[-1].text.rstrip(" "))
    return tuple(
        marked
        for run in runs
        for marked in (
            (linked(run.text, run.link, strong=run.strong),)
            if run.link and run.text
            else words_in(run.text, strong=run.strong)
        )
    )
