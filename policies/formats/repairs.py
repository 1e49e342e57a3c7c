"""Bring a page of HTML into the shape that can be tagged for PDF/UA-1, without losing a word.

Each repair answers a rule that a text of ordinary Markdown breaks once WeasyPrint has
tagged it (ISO 14289-1, 7; measured case by case): tables inside list items, irregular
tables, items outside their lists, headings that skip a level. What else a list item or a
link holds is put right in the tags themselves (`formats.structure`).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from policies.formats import tables
from policies.formats.markup import Part, fill, has_words, made, parts_of, words_of
from policies.formats.unbroken import keep_unbroken

HEADINGS = {f"h{level}" for level in range(1, 7)}
LISTS = {"ul", "ol", "dl"}
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
    address behind its link. Telephone numbers and dates are marked, to stay on one line.
    """
    body = root.find("body")
    if body is None:
        return
    wishes = _Wishes(measure=measure, written_addresses=written_addresses)
    fill(body, _inside(body, frozenset(), wishes))
    _close_gaps(body)
    keep_unbroken(body)


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
        return list(_link(element, wishes))
    if tag == "table":
        return _table(element, around, wishes)
    if tag in {"ul", "ol"}:
        return _list(element)
    if tag == "dl":
        return _definitions(element)
    if OWNERS.get(tag, {parent}).isdisjoint({parent}):
        return [made("div", *parts_of(element))]
    if tag in HEADINGS and around & NO_HEADINGS_IN:
        return [made("p", made("strong", *parts_of(element)))]
    return [element]


def _link(link: Element, wishes: _Wishes) -> Iterator[Part]:
    """A link without words leads nobody anywhere; on paper its address stands behind it."""
    words, address = words_of(link), link.get("href", "")
    if not words:
        return
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
        return tables.linearised(table, rows)
    return [tables.regular(table, rows)]


def _list(element: Element) -> list[Part]:
    """Only items in a list (7.6): what stands between them joins the item before it."""
    items: list[Element] = []
    for part in parts_of(element):
        if isinstance(part, Element) and part.tag == "li":
            items.append(part)
        elif has_words([part]):
            items = items or [made("li")]
            fill(items[-1], [*parts_of(items[-1]), part])
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
    return [fill(element, lines)] if lines else []


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
