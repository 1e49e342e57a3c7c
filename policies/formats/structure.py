"""The structure tree of a tagged PDF, and the repairs that a typesetter leaves to us.

A screen reader walks this tree, not the pages. What comes from the typesetter has one
branch for each page; here what was broken over pages becomes one element again, lists
and links get the shape that ISO 14289-1 asks for, and tables say what their headings
head. The tree knows nothing of the library that made it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from xml.etree.ElementTree import Element as Source

from policies.formats.markup import words_of

# These hold blocks; words that stand in them directly belong in a paragraph (ISO 32000-1, 14.8.4).
GROUPING = {"Document", "Part", "Art", "Sect", "Div", "BlockQuote"}
INLINE = {"Span", "Link", "Reference"}
CELLS = {"TH", "TD"}
NUMBERING = {
    "1": "Decimal",
    "a": "LowerAlpha",
    "A": "UpperAlpha",
    "i": "LowerRoman",
    "I": "UpperRoman",
}


@dataclass(frozen=True, slots=True)
class Words:
    """Words on a page, by their number in it. ``text`` is set where the letters do not say it."""

    page: int
    number: int
    text: str = ""


@dataclass(frozen=True, slots=True)
class Area:
    """The place on a page where a link can be pressed; ``reference`` leads to its annotation."""

    page: int
    reference: bytes


@dataclass(slots=True, eq=False)
class Node:
    """One element: its kind in PDF, what it was made from, and what is in it in reading order."""

    kind: str
    page: int
    source: Source | None = None
    part: str = ""
    kids: "list[Kid]" = field(default_factory=list)
    attributes: dict[str, object] = field(default_factory=dict)

    def leaves(self) -> Iterator[Words | Area]:
        """Every piece of a page in this element, in reading order."""
        for kid in self.kids:
            if isinstance(kid, Node):
                yield from kid.leaves()
            else:
                yield kid

    @property
    def said(self) -> str:
        """What this element says: its title, if its words alone would not tell a listener."""
        return "" if self.source is None else self.source.get("title") or words_of(self.source)


Kid = Node | Words | Area


def repaired(document: Node) -> Node:
    """Return the document with whole elements in place of one for each page, in right shape.

    Nothing that a reader reads is lost; only the repeated heading rows of a table, which
    are there for the eye, are no longer in the tree.
    """
    whole: list[Kid] = []
    for page in _by_page(document.kids):
        _join(whole, page)
    return _shaped(replace(document, kids=whole), in_contents=False)


def _by_page(kids: Iterable[Kid]) -> Iterator[list[Kid]]:
    page: list[Kid] = []
    for kid in kids:
        if page and page[-1].page != kid.page:
            yield page
            page = []
        page.append(kid)
    yield page


def _join(before: list[Kid], after: list[Kid]) -> None:
    """Add what follows on the next page; what goes on there goes on in the same element.

    Only the first elements of a page can go on from the page before it, in the same order.
    """
    place = 0
    for count, kid in enumerate(after):
        begun = next((n for n in range(place, len(before)) if _is_same(before[n], kid)), None)
        if begun is None:
            before.extend(after[count:])
            return
        _go_on(before[begun], kid)
        place = begun + 1


def _is_same(one: Kid, other: Kid) -> bool:
    return (
        isinstance(one, Node)
        and isinstance(other, Node)
        and one.source is not None
        and (one.source, one.kind, one.part) == (other.source, other.kind, other.part)
    )


def _go_on(node: Kid, rest: Kid) -> None:
    # The heading row of a table is printed again on every page, and said once.
    if isinstance(node, Node) and isinstance(rest, Node) and node.kind != "THead":
        _join(node.kids, rest.kids)


def _shaped(node: Node, *, in_contents: bool) -> Node:
    in_contents = in_contents or (node.source is not None and node.source.tag == "nav")
    kids: list[Kid] = []
    for kid in node.kids:
        if isinstance(kid, Node):
            _add(kids, _shaped(kid, in_contents=in_contents))
        else:
            kids.append(kid)
    node.kids = kids
    _SHAPES.get(node.kind, _as_it_is)(node)
    if node.kind in GROUPING:
        _in_paragraphs(node)
    if in_contents:
        _as_contents(node)
    return node


def _add(kids: list[Kid], kid: Node) -> None:
    """Add an element, or its content if it means nothing by itself."""
    if not kid.kids and kid.kind not in CELLS:
        return
    last = kids[-1] if kids else None
    if kid.kind in {"NonStruct", "Span"}:
        kids.extend(kid.kids)
    elif kid.kind == "Link" and isinstance(last, Node) and _is_same(last, kid):
        # One link over two lines is one link.
        last.kids.extend(kid.kids)
    else:
        kids.append(kid)


def _as_it_is(node: Node) -> None:
    pass


def _as_link(link: Node) -> None:
    """A link holds its words and the places to press, nothing else (ISO 14289-1, 7.18.5)."""
    link.kids = list(link.leaves())
    if not any(isinstance(kid, Area) for kid in link.kids):
        link.kind = "Span"


def _as_list(listed: Node) -> None:
    """A list inside a list belongs to the item before it, and a list says how it counts (7.6)."""
    items: list[Kid] = []
    for kid in listed.kids:
        if items and isinstance(kid, Node) and kid.kind in {"L", "TOC"}:
            _body_of(items[-1]).kids.append(kid)
        else:
            items.append(kid)
    listed.kids = items
    has_labels = any(
        isinstance(part, Node) and part.kind == "Lbl"
        for item in items
        if isinstance(item, Node)
        for part in item.kids
    )
    listed.attributes = {"O": "/List", "ListNumbering": f"/{_numbering(listed, has_labels)}"}


def _numbering(listed: Node, has_labels: bool) -> str:
    if not has_labels or listed.source is None:
        return "None"
    if listed.source.tag != "ol":
        return "Disc"
    return NUMBERING.get(listed.source.get("type", "1"), "Decimal")


def _body_of(item: Kid) -> Node:
    assert isinstance(item, Node)
    for kid in item.kids:
        if isinstance(kid, Node) and kid.kind == "LBody":
            return kid
    body = Node("LBody", item.page)
    item.kids.append(body)
    return body


def _as_item(item: Node) -> None:
    """An item is its label and its body, whatever stands in it (7.6)."""
    labels = [kid for kid in item.kids if isinstance(kid, Node) and kid.kind == "Lbl"]
    rest = [kid for kid in item.kids if kid not in labels]
    body = Node("LBody", item.page)
    for kid in rest:
        body.kids.extend(kid.kids if isinstance(kid, Node) and kid.kind == "LBody" else [kid])
    item.kids = [*labels, body] if body.kids else [*labels]


def _as_body(body: Node) -> None:
    """An item inside the body of an item is the typesetter's, not the writer's."""
    kids: list[Kid] = []
    for kid in body.kids:
        is_ours = isinstance(kid, Node) and kid.kind == "LBody"
        kids.extend(kid.kids if is_ours and isinstance(kid, Node) else [kid])
    body.kids = kids


def _as_heading_cell(cell: Node) -> None:
    """A heading says what it heads (7.5); rows are regular, so that needs no list of cells."""
    is_row = cell.source is not None and cell.source.get("scope") == "row"
    cell.attributes["Scope"] = "/Row" if is_row else "/Column"


def _in_paragraphs(node: Node) -> None:
    """Put words that stand between blocks into paragraphs of their own."""
    if node.kind == "Div" and node.kids and all(map(_is_inline, node.kids)):
        node.kind = "P"
        return
    kids: list[Kid] = []
    paragraph: Node | None = None
    for kid in node.kids:
        if not _is_inline(kid):
            paragraph = None
            kids.append(kid)
            continue
        if paragraph is None:
            paragraph = Node("P", kid.page)
            kids.append(paragraph)
        paragraph.kids.append(kid)
    node.kids = kids


def _is_inline(kid: Kid) -> bool:
    return not isinstance(kid, Node) or kid.kind in INLINE


def _as_contents(node: Node) -> None:
    """The lists in the navigation are the table of contents (ISO 32000-1, table 333)."""
    if node.kind == "L":
        node.kind, node.attributes = "TOC", {}
    elif node.kind == "LI":
        node.kind = "TOCI"
        node.kids = [
            part
            for kid in node.kids
            for part in (kid.kids if isinstance(kid, Node) and kid.kind == "LBody" else [kid])
        ]
    elif node.kind == "Link":
        node.kids = [Node("Link", node.page, node.source, node.part, node.kids)]
        node.kind = "Reference"


_SHAPES = {
    "Link": _as_link,
    "L": _as_list,
    "LI": _as_item,
    "LBody": _as_body,
    "TH": _as_heading_cell,
}
