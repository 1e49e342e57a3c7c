"""Entries of lists: the marks before them, how deep they stand, and what they hold."""

import re
from collections.abc import Iterator

from policies.intake.markup_tree import Node, is_inline
from policies.intake.numerals import letters, roman

LISTS = frozenset({"ul", "ol", "menu", "dir"})
ITEM_MARK = re.compile(r"\s*(?:([·•▪●◦‣\uf0b7\uf0a7§])\s*|([o–-])\s+)(?=\S)")
ITEM_LABEL = re.compile(r"\s*\(?(?:\d{1,3}(?:\.\d{1,3})*|[a-z]|[ivx]{1,5})[.)]\s")
OWN_LABEL = re.compile(r"\s*\(?(?:\d{1,3}(?:\.\d{1,3}){0,3}|[A-Za-z])[.)]\s")
_LEVEL = re.compile(r"\blevel([1-9])\b")
_INDENT = re.compile(r"margin-left\s*:\s*([\d.]{1,6})(pt|cm|in)", re.IGNORECASE)
_POINTS = {"pt": 36.0, "cm": 1.27, "in": 0.5}


def is_entry(line: str) -> bool:
    """Whether a line that was written is an entry of a list."""
    return bool(re.match(r"\s*(?:- |\(?[\w]{1,5}[.)]\s)", line))


def depth_of(node: Node) -> int:
    """Return how deep in lists Word printed a paragraph, from 0."""
    level = _LEVEL.search(node.get("style"))
    if level:
        return int(level[1]) - 1
    indent = _INDENT.search(node.get("style"))
    if indent is None or indent[1].count(".") > 1 or indent[1] == ".":
        return 0
    return max(0, min(4, round(float(indent[1]) / _POINTS[indent[2].casefold()]) - 1))


def label_for(node: Node, number: int) -> str:
    """Return what is printed before an entry of a list that counts."""
    form = node.get("type")
    if form in {"a", "A"} and number <= 26:
        return f"({letters(number)})"
    return f"({roman(number)})" if form in {"i", "I"} else f"{number}."


def part(node: Node, words: list[Node | str], lists: list[Node]) -> None:
    """Part the words of an entry from the lists inside it."""
    for child in node.children:
        if isinstance(child, str):
            words.append(child)
        elif child.name in LISTS:
            lists.append(child)
        elif not is_inline(child):
            words.append(" ")
            part(child, words, lists)
            words.append(" ")
        else:
            words.append(child)


def terms(node: Node) -> Iterator[tuple[str, list[Node | str]]]:
    """Yield the terms ("dt") and definitions ("dd") of a list of them, and words out of place."""
    run: list[Node | str] = []
    for child in node.children:
        if isinstance(child, str) or is_inline(child):
            run.append(child)
            continue
        yield "", run
        run = []
        if child.name in {"dt", "dd"}:
            yield child.name, child.children
        else:
            yield from terms(child)
    yield "", run
