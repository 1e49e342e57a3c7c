"""The Markdown in which a version leaves the portal and comes back with the same sections.

Any Markdown program shows it as a policy. What is the text, and what only stands about it, is
told apart by marks that nobody sees: an empty anchor on a line by itself, before each part.
So nothing has to be guessed when the file is read, whatever the text looks like.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from policies.domain import markdown
from policies.domain.content import GuidanceItem, ItemKind
from policies.domain.language import ENGLISH, _, gettext_noop, speaking
from policies.domain.languages import TARGETS

# The parts of a file besides its sections, by the names of their anchors.
ABOUT = "about-this-version"
ITEMS, LAWS = "items", "laws"
WRITTEN_IN = "s-written-in"

_ANCHOR = re.compile(r'<a id="([a-z][a-z0-9-]*)"></a>')
_PART_OF_SECTION = re.compile(rf"(s-[a-z0-9-]*?)(?:-({ITEMS}|{LAWS}))?")
_LINE_END = re.compile(r"\r\n|\r|\n")
_HEADING = re.compile(r"(#{1,6}) (.*)")
# Two spaces part a printed number from its heading; they are shown as one.
_GAP = "  "
_ITEM = re.compile(r"- \*\*([^*():]+?)(?: \(([^*():]+)\))?:\*\* ?(.*)")
_KEY_POINT = gettext_noop("key point")
_INDENT = "    "


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """What stands under one anchor; ``first`` is the line of the anchor, counted from 1."""

    name: str
    first: int
    lines: tuple[str, ...]

    @property
    def text(self) -> str:
        """The words under the anchor, without the empty lines around them."""
        return "\n".join(self.lines).strip("\n")

    @property
    def is_section(self) -> bool:
        """Whether a section begins here."""
        found = _PART_OF_SECTION.fullmatch(self.name)
        return bool(found and not found[2])

    @property
    def part(self) -> str:
        """ITEMS or LAWS for such a part of a section, otherwise the name itself."""
        found = _PART_OF_SECTION.fullmatch(self.name)
        return found[2] if found and found[2] else self.name


def anchor_line(*names: str) -> str:
    """Return the line that opens a part; ``names`` are the section's anchor and ITEMS or LAWS."""
    return f'<a id="{"-".join(names)}"></a>'


def is_portable(text: str) -> bool:
    """Return whether a text was written in this form."""
    return anchor_line(ABOUT) in _lines_of(text)


def passages_of(text: str) -> tuple[Passage, ...]:
    """Return the parts of such a text in order; the first, before any anchor, has the name "".

    A heading as high as that of the part it stands in was written by hand later: it opens a
    section too, with the name WRITTEN_IN.
    """
    passages: list[Passage] = []
    name, first, level, lines = "", 1, 0, list[str]()
    for number, line in enumerate(_lines_of(text), start=1):
        anchor, heading = _ANCHOR.fullmatch(line), _HEADING.fullmatch(line)
        rank = len(heading[1]) if heading else 0
        if anchor or (any(lines) and 0 < rank <= level):
            passages.append(Passage(name=name, first=first, lines=tuple(lines)))
            name, first, lines = anchor[1] if anchor else WRITTEN_IN, number, []
        if not anchor:
            level = rank if rank and not any(lines) else level
            lines.append(line)
    return (*passages, Passage(name=name, first=first, lines=tuple(lines)))


def _lines_of(text: str) -> list[str]:
    return _LINE_END.split(text)


def heading_line(number: str, heading: str, level: int) -> str:
    """Return the line of a heading of this level, with its printed number if it has one."""
    printed = " ".join(number.split())
    words = markdown.escaped(heading)
    return f"{'#' * level} {markdown.escaped(printed)}{_GAP * bool(printed)}{words}".rstrip()


def read_heading(line: str) -> tuple[int, str, str]:
    """Return the level, the printed number and the words of a heading line."""
    found = _HEADING.fullmatch(line)
    if not found:
        return 2, "", markdown.unescaped(line)
    number, gap, heading = found[2].partition(_GAP)
    if not gap:
        number, heading = "", number
    return len(found[1]), markdown.unescaped(number), markdown.unescaped(heading)


def item_lines(items: Iterable[GuidanceItem]) -> Iterator[str]:
    """Yield the lines of a list of guidance items, with what each is and its reason."""
    for item in items:
        mark = f" ({_(_KEY_POINT)})" if item.is_key_point else ""
        first, *rest = item.text.strip().split("\n")
        yield f"- **{item.kind.label}{mark}:** {first}"
        yield from (f"{_INDENT}{line}".rstrip() for line in rest)
        if item.reason:
            why, *more = item.reason.strip().split("\n")
            yield f"{_INDENT}{_why()}{why}"
            yield from (f"{_INDENT}{line}".rstrip() for line in more)


def read_items(lines: Iterable[str]) -> tuple[GuidanceItem, ...]:
    """Return the guidance items in such a list."""
    opened: list[tuple[ItemKind, bool, list[str]]] = []
    words = _words_of_items()
    for line in lines:
        found = _ITEM.fullmatch(line)
        if found and found[1] in words.kinds and (found[2] or "") in words.key_points:
            opened.append((words.kinds[found[1]], bool(found[2]), [found[3]]))
        elif opened:
            opened[-1][2].append(line.removeprefix(_INDENT))
    return tuple(_item(kind, is_key_point, said) for kind, is_key_point, said in opened)


@dataclass(frozen=True, slots=True)
class _WordsOfItems:
    """The fixed words of a list of items in every language in which a file can be."""

    kinds: dict[str, ItemKind]
    key_points: frozenset[str]
    whys: tuple[str, ...]


@cache
def _words_of_items() -> _WordsOfItems:
    kinds: dict[str, ItemKind] = {}
    key_points, whys = {""}, []
    for code in (ENGLISH, *TARGETS):
        with speaking(code):
            kinds |= {kind.label: kind for kind in ItemKind}
            key_points.add(_(_KEY_POINT))
            whys.append(_why())
    return _WordsOfItems(kinds, frozenset(key_points), tuple(whys))


def _why() -> str:
    return f"**{_('Why:')}** "


def _item(kind: ItemKind, is_key_point: bool, said: list[str]) -> GuidanceItem:
    whys = _words_of_items().whys
    places = [place for place, line in enumerate(said) if place and line.startswith(whys)]
    end = places[-1] if places else len(said)
    reason = "\n".join(said[end:])
    for why in whys:
        reason = reason.removeprefix(why)
    return GuidanceItem(
        kind=kind,
        text="\n".join(said[:end]).strip(),
        reason=reason.strip(),
        is_key_point=is_key_point,
    )
