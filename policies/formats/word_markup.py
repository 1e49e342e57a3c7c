"""The few elements of WordprocessingML that a text needs (ISO/IEC 29500-1, 17).

The order of the properties inside an element is that of the standard: Word refuses others.
"""

from collections.abc import Iterable
from xml.etree.ElementTree import Element

from policies.formats.markup import fill
from policies.formats.words import BREAK, Words, WordsKind

# Without these around it, Word turns the parts of "3 May 2026" round where words run to the left.
LEFT_TO_RIGHT = "\u202a{}\u202c"
# Between the margins of our page, in twentieths of a point.
LINE = 9412


def w(tag: str, *inside: Element | str, **values: str) -> Element:
    """Return an element of the main namespace; so are its attributes."""
    return fill(Element(f"w:{tag}", {f"w:{name}": value for name, value in values.items()}), inside)


def paragraph(
    style: str, pieces: Iterable[Element], *, number: str = "", level: int = 0, bookmark: str = ""
) -> Element:
    """Return a paragraph of this style.

    ``number`` is the list to which it belongs as an item at ``level``; ``bookmark`` is the
    name under which links find it.
    """
    item = [w("numPr", w("ilvl", val=str(level)), w("numId", val=number))] if number else []
    properties = w("pPr", w("pStyle", val=style), *item)
    if not bookmark:
        return w("p", properties, *pieces)
    start = w("bookmarkStart", id=bookmark.removeprefix(BOOKMARK), name=bookmark)
    return w("p", properties, start, *pieces, w("bookmarkEnd", id=start.attrib["w:id"]))


# The names of bookmarks begin with a letter; their numbers are those after it.
BOOKMARK = "place"


def run(words: Words, *, is_right_to_left: bool = False, style: str = "") -> Element:
    """Return these words, stressed if they are, running from right to left if the text does.

    Numbers, dates and addresses run from left to right in every language.
    """
    marks = [w("rStyle", val=style)] if style else []
    marks += [w("b"), w("bCs")] if words.strong else []
    if is_right_to_left and words.kind is WordsKind.PLAIN:
        marks.append(w("rtl"))
    properties = [w("rPr", *marks)] if marks else []
    if words == BREAK:
        return w("r", *properties, w("br"))
    is_turned = is_right_to_left and words.kind is not WordsKind.PLAIN
    text = w("t", LEFT_TO_RIGHT.format(words.text) if is_turned else words.text)
    text.set("xml:space", "preserve")
    return w("r", *properties, text)


def link(pieces: Iterable[Element], *, relation: str = "", bookmark: str = "") -> Element:
    """Return words that lead to an address, by its relation, or to a bookmark."""
    if bookmark:
        return w("hyperlink", *pieces, anchor=bookmark, history="1")
    found = w("hyperlink", *pieces, history="1")
    found.set("r:id", relation)
    return found


def field(instruction: str, paragraphs: list[Element]) -> list[Element]:
    """Make these paragraphs the result of a field, which Word makes anew when it is asked to."""
    begin = (
        w("r", w("fldChar", fldCharType="begin")),
        w("r", w("instrText", instruction)),
        w("r", w("fldChar", fldCharType="separate")),
    )
    for place, element in enumerate(begin, start=1):
        paragraphs[0].insert(place, element)
    paragraphs[-1].append(w("r", w("fldChar", fldCharType="end")))
    return paragraphs


def table(
    header: list[Element],
    rows: Iterable[list[Element]],
    width: int,
    *,
    caption: str = "",
    has_row_headings: bool = False,
    is_right_to_left: bool = False,
) -> Element:
    """Return a table of these paragraphs, one a cell; the header is repeated on each page."""
    properties = w("tblPr", w("tblStyle", val="TableGrid"))
    if is_right_to_left:
        properties.append(w("bidiVisual"))
    look = {"firstRow": bool(header), "firstColumn": has_row_headings, "noHBand": True}
    properties.append(w("tblW", w=str(LINE), type="dxa"))
    properties.append(w("tblLook", **{name: str(int(is_on)) for name, is_on in look.items()}))
    if caption:
        properties.append(w("tblCaption", val=caption))
    # Labels need less room than what they stand for.
    first = LINE // 3 if width == 2 and has_row_headings else LINE // width
    columns = [str(first), *[str((LINE - first) // max(width - 1, 1))] * (width - 1)]
    grid = w("tblGrid", *(w("gridCol", w=column) for column in columns))
    head = [_row(header, columns, w("tblHeader"))] if header else []
    return w("tbl", properties, grid, *head, *(_row(row, columns) for row in rows))


def _row(cells: Iterable[Element], columns: list[str], *marks: Element) -> Element:
    made = (
        w("tc", w("tcPr", w("tcW", w=column, type="dxa")), cell)
        for column, cell in zip(columns, cells, strict=True)
    )
    return w("tr", w("trPr", w("cantSplit"), *marks), *made)
