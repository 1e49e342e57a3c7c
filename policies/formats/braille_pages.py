"""Braille cells set out on pages: lines of one width, a running title, and a number on each page.

The measures are those of the United Kingdom's Braille: paragraphs begin in the third cell and
run over to the first, items begin in the first and run over to the third, and a heading never
stands last on a page (UKAAF B004 leaves the rest to each producer).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

# The line continuation sign of Unified English Braille, and the dots that lead to a page number.
CONTINUED = '"'
LEADER = '"'
DIGITS = "JABCDEFGHI"
NUMBER_SIGN = "#"
# How many lines of what follows a heading stand with it at least.
KEPT_WITH_HEADING = 2
# What is kept free at the right of a contents line for the page number, and beside centred words.
NUMBER_ROOM = 6
LINE_END = "\r\n"
PAGE_END = "\f"


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """Cells that run on, and how they stand: ``first`` and ``then`` count the cells before them.

    ``anchor`` is a place that a contents line can name; ``leads_to`` is the place that this
    line names, whose page number then ends it.
    """

    cells: str
    first: int = 2
    then: int = 0
    is_centred: bool = False
    is_heading: bool = False
    has_space_before: bool = False
    has_space_after: bool = False
    starts_page: bool = False
    anchor: str = ""
    leads_to: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageSize:
    """How many cells a line has, and how many lines a page, the running title among them."""

    cells: int
    lines: int


@dataclass(slots=True)
class Volume:
    """Pages as they fill up, without their running titles, and on which page each anchor stands."""

    page_lines: int
    pages: list[list[str]] = field(default_factory=lambda: [[]])
    page_of: dict[str, int] = field(default_factory=dict)

    def room(self) -> int:
        """How many lines are left on the last page."""
        return self.page_lines - len(self.pages[-1])

    def turn(self) -> None:
        """Begin a new page, unless the last one is empty."""
        if self.pages[-1]:
            self.pages.append([])

    def add(self, line: str) -> None:
        """Put a line after the others."""
        if not self.room():
            self.pages.append([])
        self.pages[-1].append(line)


def number(count: int) -> str:
    """Return a number in Braille ASCII: ``#AB`` for 12."""
    return NUMBER_SIGN + "".join(DIGITS[int(digit)] for digit in str(count))


def bound(passages: Sequence[Passage], size: PageSize, title: str) -> tuple[str, int]:
    """Return the pages as the text of a .brf file, and how many they are.

    Every page is full, with blank lines at its end if need be, and ends with a form feed.
    """
    # A contents line is as long without its number, so one round finds the page of every anchor.
    pages_of_anchors = _filled(passages, size, {}).page_of
    pages = _filled(passages, size, pages_of_anchors).pages
    written = []
    for count, page in enumerate(pages, start=1):
        blank = [""] * (size.lines - 1 - len(page))
        lines = [_running_title(title, count, size.cells), *page, *blank]
        written.append("".join(line + LINE_END for line in lines) + PAGE_END)
    return "".join(written), len(pages)


def _filled(passages: Sequence[Passage], size: PageSize, page_of: Mapping[str, int]) -> Volume:
    volume = Volume(page_lines=size.lines - 1)
    set_out = [_lines(passage, size.cells, page_of) for passage in passages]
    for place, passage in enumerate(passages):
        if passage.starts_page or volume.room() < _least_lines(passages, set_out, place):
            volume.turn()
        elif _has_gap(passages, place) and volume.pages[-1]:
            volume.add("")
        for line in set_out[place]:
            volume.add(line)
            volume.page_of.setdefault(passage.anchor, len(volume.pages))
    return volume


def _has_gap(passages: Sequence[Passage], place: int) -> bool:
    follows = place > 0 and passages[place - 1].has_space_after
    return follows or passages[place].has_space_before


def _least_lines(passages: Sequence[Passage], set_out: Sequence[Sequence[str]], place: int) -> int:
    """How many lines must fit on this page: headings stand with the beginning of what follows."""
    count = 0
    for at in range(place, len(passages)):
        gap = int(_has_gap(passages, at))
        if not passages[at].is_heading:
            return count + gap + min(len(set_out[at]), KEPT_WITH_HEADING if count else 1)
        count += gap + len(set_out[at])
    return count


def _lines(passage: Passage, width: int, page_of: Mapping[str, int]) -> list[str]:
    if passage.is_centred:
        broken = _broken(passage.cells, width - NUMBER_ROOM, width - NUMBER_ROOM)
        return [line.center(width).rstrip() for line in broken if line]
    # Whatever is set in too deep for the line still has half of it.
    first, then = min(passage.first, width // 2), min(passage.then, width // 2)
    room = NUMBER_ROOM if passage.leads_to else 0
    broken = _broken(passage.cells, width - first - room, width - then - room)
    lines = [" " * (then if place else first) + line for place, line in enumerate(broken) if line]
    if passage.leads_to and lines:
        told = number(page_of.get(passage.leads_to, 0))
        lines[-1] = _led(lines[-1], told, width)
    return lines


def _led(line: str, told: str, width: int) -> str:
    dots = width - len(line) - len(told) - 2
    return f"{line} {LEADER * dots if dots > 2 else ' ' * dots} {told}"


def _broken(cells: str, first: int, then: int) -> list[str]:
    """The words in lines of these widths; what is too long for a line goes on in the next."""
    lines: list[str] = []
    line = ""
    for word in _words(cells, min(first, then)):
        width = then if lines else first
        if line and len(line) + 1 + len(word) > width:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}" if line else word
    return [*lines, line]


def _words(cells: str, width: int) -> Iterator[str]:
    for word in cells.split():
        while len(word) > width:
            yield word[: width - 1] + CONTINUED
            word = word[width - 1 :]
        yield word


def _running_title(title: str, count: int, width: int) -> str:
    told = number(count)
    shown = _first_words(title.split(), width - 2 * (len(told) + 1))
    return f"{shown.center(width)[: width - len(told)]}{told}"


def _first_words(words: Iterable[str], width: int) -> str:
    shown = ""
    for word in words:
        longer = f"{shown} {word}".strip()
        if len(longer) > width:
            break
        shown = longer
    return shown
