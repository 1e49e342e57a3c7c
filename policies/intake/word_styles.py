"""What the styles of a Word file say of a paragraph: its rank as a heading, its list, its print."""

import re
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_OFF = {"0", "false", "off", "none"}
_HEADING = re.compile(r"heading (\d)\b", re.IGNORECASE)
_CONTENTS = re.compile(r"toc (?:\d|heading)\b|table of (?:contents|figures)", re.IGNORECASE)
_MAX_CHAIN = 12


@dataclass(slots=True)
class Styles:
    """The styles by their ids; a style that is not there says nothing."""

    by_id: dict[str, Element] = field(default_factory=dict)

    def chain(self, style_id: str) -> list[Element]:
        """Return a style and those that it is based on, nearest first."""
        found: list[Element] = []
        while style_id in self.by_id and len(found) < _MAX_CHAIN:
            found.append(self.by_id[style_id])
            style_id = value_of(self.by_id[style_id].find(f"{W}basedOn"))
        return found

    def name(self, style_id: str) -> str:
        """Return the name of a style as Word shows it."""
        style = self.by_id.get(style_id)
        return value_of(style.find(f"{W}name")) if style is not None else style_id

    def heading_level(self, paragraph: Element) -> int:
        """Return 1 for the title, 2 for a heading of the first rank and so on, 0 for text."""
        properties = paragraph.find(f"{W}pPr")
        direct = properties.find(f"{W}outlineLvl") if properties is not None else None
        if direct is not None:
            return _level_of(direct)
        for style in self.chain(style_of(paragraph)):
            name = value_of(style.find(f"{W}name"))
            if name.casefold() == "title":
                return 1
            match = _HEADING.match(name)
            if match:
                return min(int(match[1]) + 1, 6)
            outline = style.find(f"{W}pPr/{W}outlineLvl")
            if outline is not None:
                return _level_of(outline)
        return 0

    def is_contents(self, paragraph: Element) -> bool:
        """Whether a paragraph is printed as a line of the contents list."""
        return bool(_CONTENTS.match(self.name(style_of(paragraph))))

    def says(self, run: Element, mark: str, paragraph_style: str) -> bool:
        """Whether a run is printed so ("b", "i", "vanish"): by itself or by its styles."""
        direct = run.find(f"{W}rPr/{W}{mark}")
        if direct is not None:
            return is_on(direct)
        character = value_of(run.find(f"{W}rPr/{W}rStyle"))
        for style in [*self.chain(character), *self.chain(paragraph_style)]:
            found = style.find(f"{W}rPr/{W}{mark}")
            if found is not None:
                return is_on(found)
        return False

    def numbering(self, paragraph: Element) -> tuple[str, int] | None:
        """Return the list and the depth in it that a paragraph belongs to, if it is in one."""
        own = paragraph.find(f"{W}pPr/{W}numPr")
        places = [] if own is None else [own]
        for style in self.chain(style_of(paragraph)):
            places += style.findall(f"{W}pPr/{W}numPr")
        number = next((n for p in places if (n := value_of(p.find(f"{W}numId")))), "")
        depth = next((d for p in places if (d := value_of(p.find(f"{W}ilvl")))), "")
        if not number or number == "0":
            return None
        return number, min(int(depth), 8) if depth.isdigit() else -1


def _level_of(outline: Element) -> int:
    level = value_of(outline)
    return min(int(level) + 2, 6) if level.isdigit() and int(level) < 9 else 0


def styles_of(root: Element | None) -> Styles:
    """Return the styles that the part for styles defines."""
    found = root.iter(f"{W}style") if root is not None else ()
    return Styles({style.get(f"{W}styleId", ""): style for style in found})


def style_of(paragraph: Element) -> str:
    """Return the id of the style of a paragraph, or ""."""
    return value_of(paragraph.find(f"{W}pPr/{W}pStyle"))


def value_of(element: Element | None) -> str:
    """Return what a property is set to, or "" if it is not there."""
    return element.get(f"{W}val", "") if element is not None else ""


def is_on(element: Element | None) -> bool:
    """Whether a property that is on or off is on; to name it is to switch it on."""
    return element is not None and element.get(f"{W}val", "1").casefold() not in _OFF
