"""Footnotes of a page: found by the links that lead there and back, and put at their marks."""

import re
from itertools import islice

from policies.intake.conversion import Notes
from policies.intake.markup_tree import Node

_HOLDERS = frozenset({"li", "p", "div", "aside", "section", "dd", "td", "tr"})
_MOST, _MOST_HELD = 2_000, 300
_MARK = re.compile(r"\s*[\[(]?\s*(?:\d{1,3}|[a-z]{1,4}|[*†‡§¶]{1,3})\s*[\])]?\s*", re.IGNORECASE)


def place_footnotes(root: Node, notes: Notes) -> int:
    """Put each footnote in brackets at its mark; return how many there were."""
    parents: dict[int, Node] = {}
    named: dict[str, Node] = {}
    for node in [root, *root.nodes()]:
        for key in (node.get("id"), node.get("name")):
            if key:
                named.setdefault(key, node)
        for child in node.children:
            if isinstance(child, Node):
                parents[id(child)] = node
    count = 0
    links = (n for n in root.nodes() if n.name == "a" and n.get("href")[:1] == "#")
    for link in list(islice(links, _MOST)):
        if not _MARK.fullmatch(link.text()):
            continue
        target = named.get(link.get("href")[1:])
        holder = _holder_of(target, parents)
        own = {link.get("id"), link.get("name"), _id_above(link, parents)} - {""}
        if holder is None or holder is root:
            continue
        held = list(islice(holder.nodes(), _MOST_HELD))
        backs = [n for n in held if n.name == "a" and n.get("href")[1:] in own]
        if backs and link not in held:
            _move(link, holder, backs, parents, notes)
            count += 1
    return count


def _id_above(link: Node, parents: dict[int, Node]) -> str:
    above = parents.get(id(link))
    return above.get("id") if above is not None and above.name in {"sup", "span"} else ""


def _holder_of(target: Node | None, parents: dict[int, Node]) -> Node | None:
    """The element that holds the whole note; Word wraps its paragraphs in a division."""
    while target is not None and target.name not in _HOLDERS:
        target = parents.get(id(target))
    above = parents.get(id(target)) if target is not None else None
    if target is not None and above is not None and above.get("id").startswith(("ftn", "edn")):
        return above
    return target


def _move(
    link: Node, holder: Node, backs: list[Node], parents: dict[int, Node], notes: Notes
) -> None:
    notes.removed.append(link.text())
    for back in backs:
        notes.removed.append(back.text())
        back.children = []
    parents[id(holder)].children.remove(holder)
    link.name, link.attributes = "note", {}
    link.children, holder.children = holder.children, []
