"""Telephone numbers and dates stay on one line of print.

Clear print does not split a single piece of information over lines (UKAAF G003).
"""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from policies.formats.markup import Part, fill, made, parts_of
from policies.formats.words import WordsKind, words_in

CLASS = "unbroken"
KINDS = {WordsKind.TELEPHONE, WordsKind.DATE}
# In giant print a longer one would not fit on a line of its own.
LONGEST = 26
# A link holds words only, and code stands as it was typed.
_LEFT_ALONE = {"a", "pre", "code"}


def keep_unbroken(element: Element) -> None:
    """Mark each telephone number and date inside this element, in place."""
    parts: list[Part] = []
    for part in parts_of(element):
        if isinstance(part, str):
            parts.extend(_marked(part))
            continue
        if part.tag not in _LEFT_ALONE:
            keep_unbroken(part)
        parts.append(part)
    fill(element, parts)


def _marked(text: str) -> Iterator[Part]:
    if not any(letter.isdigit() for letter in text):
        yield text
        return
    for run in words_in(text):
        if run.kind in KINDS and " " in run.text and len(run.text) <= LONGEST:
            yield made("span", run.text, class_=CLASS)
        else:
            yield run.text
