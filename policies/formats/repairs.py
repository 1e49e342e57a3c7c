"""Bring a page of HTML into the shape that can be tagged for PDF/UA-1, without losing a word.

Each repair answers a rule that a text of ordinary Markdown breaks once WeasyPrint has
tagged it (ISO 14289-1, 7; measured case by case): paragraphs and tables inside list
items, links with other elements inside, irregular tables, headings that skip a level.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from policies.formats import tables
from policies.formats.markup import Part, fill, has_words, made, parts_of, words_of

HEADINGS = {f"h{level}" for level in range(1, 7)}
LISTS = {"ul", "ol", "dl"}
BLOCKS = {"p", "div", "blockquote", "pre", "hr", "section", "dt", "dd", "li", *HEADINGS}
# An item outside its list is no item (7.6).
OWNERS = {"li": {"ul", "ol"}, "dt": {"dl"}, "dd": {"dl"}}
# Inside these a heading would break the outline of the document.
NO_HEADINGS_IN = {"li", "td", "th", "dt", "dd", "caption", *HEADINGS}

# Control and private-use characters and non-characters: no font draws them (7.21.8, .notdef).
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufeff\ufffe\uffff\u2028\u2029]")
_WITHOUT_MEANING = re.compile("[\ue000-\uf8ff]")


def printable(html: str) -> str:
    """Return the page without characters that cannot be drawn; unknown symbols become "�"."""
    return _WITHOUT_MEANING.sub("\ufffd", _UNPRINTABLE.sub("", html))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wishes:
    measure: int
    written_addresses: bool


def repair(root: Element, *, measure: int, written_addresses: bool = False) -> None:
    """Repair the body of this page in place.

    Tables that need more than ``measure`` characters across the page, and all that stand
    inside another table or a list, become lists. ``written_addresses`` puts each web
    address behind its link.
    """
    body = root.find("body")
    if body is None:
        return
    wishes = _Wishes(measure=measure, written_addresses=written_addresses)
    fill(body, _inside(body, frozenset(), wishes))
    _close_gaps(body)


def _inside(element: Element, around: frozenset[str], wishes: _Wishes) -> list[Part]:
    around |= {str(element.tag)}
    repaired: list[Part] = []
    for part in parts_of(element):
        if isinstance(part, Element):
            repaired.extend(_repaired(part, str(element.tag), around, wishes))
        else:
            repaired.append(part)
    return repaired


def _repaired(element: Element, parent: str, around: frozenset[str], wishes: _Wishes) -> list[Part]:
    """The parts that take this element's place; what is inside it is repaired first."""
    fill(element, _inside(element, around, wishes))
    tag = str(element.tag)
    if tag == "a":
        return list(_plain_link(element, wishes))
    if tag == "table":
        return _table(element, around, wishes)
    if tag in {"ul", "ol"}:
        return _list(element)
    if tag == "dl":
        return _definitions(element)
    if tag == "li" and parent in {"ul", "ol"}:
        return [_tidy_item(element)]
    if OWNERS.get(tag, {parent}).isdisjoint({parent}):
        return [made("div", *parts_of(element))]
    if tag in HEADINGS and around & NO_HEADINGS_IN:
        return [made("p", made("strong", *parts_of(element)))]
    return [element]


def _plain_link(link: Element, wishes: _Wishes) -> Iterator[Part]:
    """A link holds words only (7.18.5): what stressed or explained them would be tagged apart."""
    words, address = words_of(link), link.get("href", "")
    if not words:
        return
    fill(link, [words])
    yield link
    shown = address.removeprefix("mailto:")
    is_written = address.startswith(("http://", "https://", "mailto:"))
    if wishes.written_addresses and is_written and shown != words:
        yield f" ({shown})"


def _table(table: Element, around: frozenset[str], wishes: _Wishes) -> list[Part]:
    rows = tables.rows_of(table)
    if not rows:
        return []
    is_nested = around & (LISTS | {"td", "th", "caption"})
    if is_nested or not tables.is_clear(rows) or tables.measure(rows) > wishes.measure:
        lists = tables.linearised(table, rows)
        for item in (item for part in lists if isinstance(part, Element) for item in part):
            if item.tag == "li":
                _tidy_item(item)
        return lists
    return [tables.regular(table, rows)]


def _list(element: Element) -> list[Part]:
    """Only items in a list (7.6): what stands between them joins the item before it."""
    items: list[Element] = []
    for part in parts_of(element):
        if isinstance(part, Element) and part.tag == "li":
            items.append(part)
        elif has_words([part]):
            items = items or [made("li")]
            _tidy_item(fill(items[-1], [*parts_of(items[-1]), part]))
    items = [item for item in items if has_words([item])]
    start = element.get("start", "")
    if re.fullmatch(r"-?\d{1,6}", start):
        # WeasyPrint counts from 1 whatever the list says, and members cite the printed number.
        element.set("style", f"counter-reset: list-item {int(start) - 1}")
    return [fill(element, items)] if items else []


def _definitions(element: Element) -> list[Part]:
    lines = [
        part if isinstance(part, Element) and part.tag in {"dt", "dd"} else made("dd", part)
        for part in parts_of(element)
        if has_words([part])
    ]
    return [fill(element, map(_tidy_item, lines))] if lines else []


def _as_plain_list(definitions: Element) -> Element:
    """Inside an item, the terms and meanings of a list would not be tagged as items (7.6)."""
    lines = [
        made("li", made("strong", *parts_of(part)) if part.tag == "dt" else part)
        for part in definitions
    ]
    for line in lines:
        _tidy_item(line)
    return made("ul", *lines, class_="facts")


def _tidy_item(item: Element) -> Element:
    """Leave only words, line breaks and lists in an item: blocks are tagged beside it (7.6)."""
    return fill(item, _flowing(parts_of(item)))


def _flowing(parts: Iterable[Part]) -> Iterator[Part]:
    after_block, has_begun = False, False
    for part in parts:
        is_block = isinstance(part, Element) and _is_block(part)
        if not has_words([part]) and (is_block or isinstance(part, str)):
            if not is_block and has_begun and not after_block:
                yield part
            continue
        if has_begun and (is_block or after_block) and not _is_list(part):
            yield made("br")
        if isinstance(part, Element) and is_block:
            yield from _flowing(parts_of(part))
        elif isinstance(part, Element) and part.tag == "dl":
            yield _as_plain_list(part)
        else:
            yield part
        has_begun, after_block = True, is_block
        if _is_list(part):
            has_begun = False


def _is_block(element: Element) -> bool:
    """Whether it starts a line of its own; stress around whole paragraphs does, and is given up."""
    if element.tag in LISTS:
        return False
    return element.tag in BLOCKS or any(inner.tag in BLOCKS | LISTS for inner in element.iter())


def _is_list(part: Part) -> bool:
    return isinstance(part, Element) and part.tag in LISTS


def _close_gaps(body: Element) -> None:
    """Let no heading be more than one level below the heading before it (7.4.2)."""
    open_levels: list[int] = []
    for heading in body.iter():
        if heading.tag not in HEADINGS:
            continue
        written = int(str(heading.tag)[1])
        while open_levels and open_levels[-1] >= written:
            open_levels.pop()
        open_levels.append(written)
        heading.tag = f"h{len(open_levels)}"
