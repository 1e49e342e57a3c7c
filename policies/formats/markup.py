"""A piece of HTML as a list of its parts, so that repairs can move words without losing any.

ElementTree keeps the words after an element in the element itself; taking an element
out would take those words with it. These few functions are the only place that minds.
"""

from collections.abc import Iterable
from xml.etree.ElementTree import Element

Part = str | Element


def parts_of(element: Element) -> list[Part]:
    """Return the words and elements inside this element in reading order, each by itself."""
    parts: list[Part] = [element.text] if element.text else []
    for child in element:
        after, child.tail = child.tail, None
        parts.append(child)
        if after:
            parts.append(after)
    return parts


def fill(element: Element, parts: Iterable[Part]) -> Element:
    """Make these parts the whole content of this element, and return it."""
    element.text = None
    element[:] = []
    last: Element | None = None
    for part in parts:
        if isinstance(part, Element):
            part.tail = None
            element.append(part)
            last = part
        elif last is None:
            element.text = (element.text or "") + part
        else:
            last.tail = (last.tail or "") + part
    return element


def made(tag: str, *parts: Part, **attributes: str) -> Element:
    """Return a new element with these parts. ``class_`` stands for the attribute ``class``."""
    named = {name.rstrip("_"): value for name, value in attributes.items()}
    return fill(Element(tag, named), parts)


def words_of(part: Part) -> str:
    """Return what a reader would read of this part, with single spaces."""
    if isinstance(part, str):
        return " ".join(part.split())
    return " ".join(" ".join(part.itertext()).split())


def has_words(parts: Iterable[Part]) -> bool:
    """Return whether a reader would see anything of these parts."""
    return any(words_of(part) for part in parts)
