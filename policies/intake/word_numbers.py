"""The numbers that Word prints before headings and paragraphs without keeping them as words.

Word keeps "the third entry of list 5" and prints "3.1"; members cite what is printed, so
the count is made again here (ECMA-376 Part 1, 17.9).
"""

import re
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from policies.intake.numerals import letters, roman
from policies.intake.word_styles import Styles, W, is_on, style_of, value_of

_PLACE = re.compile(r"%([1-9])")


@dataclass(frozen=True, slots=True)
class Label:
    """What is printed before a paragraph: a number, or a bullet at a depth from 0."""

    text: str
    depth: int
    is_bullet: bool = False
    is_known: bool = True


@dataclass(slots=True)
class Numbers:
    """Counts the lists of a document while its paragraphs are read in order."""

    levels: dict[str, dict[int, Element]] = field(default_factory=dict)
    abstracts: dict[str, str] = field(default_factory=dict)
    starts: dict[tuple[str, int], int] = field(default_factory=dict)
    counts: dict[str, dict[int, int]] = field(default_factory=dict)
    restarted: set[tuple[str, int]] = field(default_factory=set)

    def label(self, paragraph: Element, styles: Styles) -> Label | None:
        """Return what Word prints before the next paragraph, or None if it is in no list."""
        place = styles.numbering(paragraph)
        if place is None:
            return None
        number, depth = place
        levels = self.levels.get(number)
        if levels is None:
            return Label("", max(depth, 0), is_known=False)
        if depth < 0:
            depth = _depth_for(style_of(paragraph), levels)
        level = levels.get(depth)
        if level is None:
            return Label("", depth, is_known=False)
        form = value_of(level.find(f"{W}numFmt")) or "decimal"
        printed = value_of(level.find(f"{W}lvlText"))
        if form == "bullet":
            return Label("", depth, is_bullet=True)
        count = self._counted(number, depth)
        if form == "none" and not _PLACE.search(printed):
            return Label(printed, depth) if printed else None
        return self._printed(levels, level, printed, count, depth)

    def _counted(self, number: str, depth: int) -> dict[int, int]:
        """Lists that share a definition count on together, unless one is told to start anew."""
        count = self.counts.setdefault(self.abstracts.get(number, number), {})
        levels = self.levels[number]
        told = (number, depth) in self.starts and (number, depth) not in self.restarted
        if told:
            self.restarted.add((number, depth))
            count[depth] = self.starts[number, depth]
        elif depth in count:
            count[depth] += 1
        else:
            count[depth] = _start_of(levels.get(depth))
        for deeper in [d for d in count if d > depth]:
            if value_of(_child(levels.get(deeper), "lvlRestart")) != "0":
                del count[deeper]
        for higher in range(depth):
            count.setdefault(higher, _start_of(levels.get(higher)))
        return count

    def _printed(
        self, levels: dict[int, Element], level: Element, printed: str,
        count: dict[int, int], depth: int,
    ) -> Label:  # fmt: skip
        is_legal = is_on(level.find(f"{W}isLgl"))
        unknown = False

        def written(match: re.Match[str]) -> str:
            nonlocal unknown
            place = int(match[1]) - 1
            form = value_of(_child(levels.get(place), "numFmt")) or "decimal"
            text = _in_form(count.get(place, 1), "decimal" if is_legal else form)
            unknown = unknown or text is None
            return text or ""

        text = _PLACE.sub(written, printed)
        return Label("" if unknown else text.strip(), depth, is_known=not unknown)


def _child(level: Element | None, name: str) -> Element | None:
    return level.find(f"{W}{name}") if level is not None else None


def _start_of(level: Element | None) -> int:
    start = value_of(_child(level, "start"))
    return int(start) if start.isdigit() else 1


def _depth_for(style_id: str, levels: dict[int, Element]) -> int:
    """A level may name the style that it is printed for."""
    return next(
        (depth for depth, level in levels.items() if value_of(_child(level, "pStyle")) == style_id),
        0,
    )


def _in_form(count: int, form: str) -> str | None:
    if form == "decimalZero":
        return f"{count:02}"
    if form in {"upperLetter", "lowerLetter"}:
        return letters(count).upper() if form == "upperLetter" else letters(count)
    if form in {"upperRoman", "lowerRoman"}:
        return roman(count).upper() if form == "upperRoman" else roman(count)
    if form == "none":
        return ""
    return str(count) if form == "decimal" else None


def numbers_of(root: Element | None, styles: Styles) -> Numbers:
    """Return the lists that the part for numbering defines, with nothing counted yet."""
    numbers = Numbers()
    if root is None:
        return numbers
    abstracts = {a.get(f"{W}abstractNumId", ""): a for a in root.findall(f"{W}abstractNum")}
    for num in root.findall(f"{W}num"):
        key, abstract = num.get(f"{W}numId", ""), value_of(num.find(f"{W}abstractNumId"))
        defined = _followed(abstracts.get(abstract), abstracts, root, styles)
        if defined is None:
            continue
        levels = _levels_in(defined)
        for change in num.findall(f"{W}lvlOverride"):
            depth = change.get(f"{W}ilvl", "")
            start = value_of(change.find(f"{W}startOverride"))
            levels.update(_levels_in(change))
            if depth.isdigit() and start.isdigit():
                numbers.starts[key, int(depth)] = int(start)
        numbers.levels[key] = levels
        numbers.abstracts[key] = f"abstract {defined.get(f'{W}abstractNumId', abstract)}"
    return numbers


def _levels_in(parent: Element) -> dict[int, Element]:
    return {
        int(level.get(f"{W}ilvl", "0")): level
        for level in parent.findall(f"{W}lvl")
        if level.get(f"{W}ilvl", "0").isdigit()
    }


def _followed(
    abstract: Element | None, abstracts: dict[str, Element], root: Element, styles: Styles
) -> Element | None:
    """A definition may only point to a list style, which points to another definition."""
    link = value_of(_child(abstract, "numStyleLink"))
    if not link or link not in styles.by_id:
        return abstract
    number = value_of(styles.by_id[link].find(f"{W}pPr/{W}numPr/{W}numId"))
    for num in root.findall(f"{W}num"):
        if num.get(f"{W}numId") == number:
            return abstracts.get(value_of(num.find(f"{W}abstractNumId")), abstract)
    return abstract
