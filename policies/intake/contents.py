"""The word processor's contents list: dropped, and believed about what is a heading."""

import re
from collections import Counter
from collections.abc import Sequence

from policies.intake.placing import Placing
from policies.intake.source import Line
from policies.intake.tables import cells_of, is_row, is_rule
from policies.intake.wording import plain, without_emphasis

_TITLE = {"contents", "table of contents", "contents page", "contents list", "index"}
_LEADERS = re.compile(
    r"^(.{2,160}?)(?:[ .…_]{0,3}(?:\.{3,}|…{2,}|\. \. \.)[ .…]*|[ ]{3,})(\d{1,3})$"
)


def entry_of(text: str) -> str:
    """Return the heading that a line of a contents list names, or "" if it is no such line."""
    bare = text.strip()
    if len(bare) > 250:
        return ""
    if is_row(bare):
        cells = [cell for cell in cells_of(bare) if cell]
        if len(cells) >= 2 and re.fullmatch(r"\d{1,3}", cells[-1]):
            named = " ".join(cells[:-1]).rstrip(" .…")
            return named if re.search(r"[^\W\d_]", named) else ""
        return ""
    match = _LEADERS.match(bare)
    return match[1].rstrip(" .…") if match else ""


def without_contents(lines: Sequence[Line], placing: Placing) -> tuple[list[Line], frozenset[str]]:
    """Return the lines without contents lists, and the headings that these named."""
    later = Counter(plain(line.text) for line in lines if 0 < len(line.text) < 200)
    gone: set[int] = set()
    named: set[str] = set()
    index = 0
    while index < len(lines):
        is_title = _is_title(lines[index].text)
        found = _entries_from(lines, index + 1 if is_title else index, is_title, later)
        if len(found) >= (2 if is_title else 4):
            indexes = [*([index] if is_title else []), *found]
            rules = (i for i in range(indexes[0], indexes[-1]) if is_rule(lines[i].text))
            gone.update(indexes, rules)
            named.update(_name(lines[i].text) for i in found)
            placing.drop([lines[i] for i in indexes], "contents list")
            index = indexes[-1]
        index += 1
    return [line for i, line in enumerate(lines) if i not in gone], frozenset(named - {""})


def _is_title(text: str) -> bool:
    return len(text) < 60 and plain(without_emphasis(text.replace("#", ""))) in _TITLE


def _name(text: str) -> str:
    return plain(entry_of(text) or text)


def _entries_from(
    lines: Sequence[Line], start: int, has_title: bool, later: Counter[str]
) -> list[int]:
    """The lines of a contents list from here on: with page numbers, or repeated below."""
    found: list[int] = []
    for index in range(start, len(lines)):
        text = lines[index].text
        if lines[index].is_blank or (has_title and is_rule(text)):
            continue
        is_page_column = has_title and not found and plain(text) in {"page", "section page"}
        repeats = (
            has_title and len(text) < 200 and later[plain(text)] > 1 and text.strip()[-1] != "."
        )
        if not (entry_of(text) or repeats or is_page_column):
            break
        if repeats and not entry_of(text):
            later[plain(text)] -= 1
        found.append(index)
    return found
