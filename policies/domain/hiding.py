"""Hiding by law: the text as the public may read it while restrictions stand.

What is hidden gives way to a mark that names the day. The text around it stays sound
Markdown: list marks, table bars and line breaks stay, a link that is touched goes whole, since
its address may say the same again, and emphasis that would be left open is dropped.
"""

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date
from enum import Enum
from functools import lru_cache
from typing import Any

from policies.domain import markdown
from policies.domain.content import VersionContent
from policies.domain.dates import in_words
from policies.domain.language import _


@dataclass(frozen=True, slots=True, kw_only=True)
class Hidden:
    """One passage that is hidden by law, or the whole text where ``passage`` is empty."""

    passage: str = ""
    ground: str
    notice: str
    on: date

    @property
    def mark(self) -> str:
        """What stands in the place of the hidden words."""
        return _("[Removed by law on {day}: see the notice]").format(day=in_words(self.on))

    @property
    def sentence(self) -> str:
        """What the public is told first; the notice follows."""
        said = (
            _("A passage was removed by law on {day}. Ground: {ground}.")
            if self.passage
            else _("The text of this version was removed by law on {day}. Ground: {ground}.")
        )
        return said.format(day=in_words(self.on), ground=self.ground.lower())


# Fields that are no words of the text: what names it, orders it or leads to it.
_NAMES = frozenset(
    {"reference", "slug", "number", "language", "classification", "change_class", "lineage",
     "printed_number", "kind", "key", "code", "checked_on", "jurisdictions"}
)  # fmt: skip
_MARKDOWN = frozenset({"markdown", "text", "reason"})
_ADDRESSES = frozenset({"address", "email", "telephone"})
# These stay when the whole text is hidden: which version of which document it was.
_STAYS = ("reference", "slug", "number", "title", "kind", "council", "language", "classification")

# Between the words of a passage the text may have line breaks and marks of emphasis, lists,
# quotations, tables and links.
_BETWEEN = r"(?:[\s*_`~\\>|\[\]#+-]|(?<=\n)\d{1,3}[.)](?=\s))*"
_WORD = re.compile(r"[^\W_]+|[^\w\s*_`~\\>|\[\]#+-]")
_WHOLE = re.compile(
    r"!?\[[^\[\]]*\](?:\([^()]*\)|\[[^\[\]]*\])|<[^<>]+>|\w+://[^\s<>()]+|[\w.+-]+@[\w-]+\.[\w.-]+"
)
_STRUCTURE = re.compile(r"(\n(?:[ \t>]*(?:(?:[-*+]|\d+[.)]|#{1,6}|:)[ \t]+)?)|[ \t]*\|[ \t]*)")
_EMPHASIS = re.compile(r"(?<!\\)(?:\*+|`+|~~|(?<![^\W_])_+|_+(?![^\W_]))")
_BULLET = re.compile(r"^[ \t>]*\*[ \t]")
_BLOCKS = re.compile(r"(\n[ \t]*\n)")


def public_content(content: VersionContent, hidden: Collection[Hidden]) -> VersionContent:
    """Return the text as the public may read it while these restrictions stand."""
    if any(not one.passage for one in hidden):
        kept = {name: getattr(content, name) for name in _STAYS}
        content = VersionContent(**kept)
    public: VersionContent = _without(content, tuple(one for one in hidden if one.passage))
    return public


def public_words(text: str, hidden: Iterable[Hidden]) -> str:
    """Return plain words as the public may read them; of a hidden text only the mark is left."""
    for one in hidden:
        if text and not one.passage:
            return one.mark
        text = _pattern(one.passage).sub(lambda found, mark=one.mark: mark, text)  # type: ignore[misc]
    return text


def public_title(title: str, hidden: Iterable[Hidden]) -> str:
    """Return a title as the public may read it. It stays when the text under it is hidden."""
    return public_words(title, [one for one in hidden if one.passage])


def says(words: str, passage: str) -> bool:
    """Return whether a passage stands in these words."""
    return bool(_pattern(passage).search(unicodedata.normalize("NFC", words)))


def occurs_in(content: VersionContent, passage: str) -> bool:
    """Return whether a passage stands in a text word for word; the empty passage is all of it."""
    return not passage.strip() or any(_places(content, passage))


def places_of(content: VersionContent, passage: str, around: int = 60) -> tuple[str, ...]:
    """Return each place where a passage stands, with some words around it, for an officer."""
    return tuple(
        " ".join(text[max(0, found.start() - around) : found.end() + around].split())
        for text, found in (_places(content, passage) if passage.strip() else ())
    )


@lru_cache(maxsize=256)
def _pattern(passage: str) -> re.Pattern[str]:
    """Finds a passage whatever its line breaks, its emphasis and its capitals."""
    words = _WORD.findall(unicodedata.normalize("NFC", passage))
    begins = r"(?<![^\W_])" if words and words[0][0].isalnum() else ""
    ends = r"(?![^\W_])" if words and words[-1][-1].isalnum() else ""
    said = _BETWEEN.join(re.escape(word) for word in words)
    return re.compile(f"{begins}{said}{ends}" if said else r"(?!)", re.IGNORECASE)


def _without(value: Any, hidden: tuple[Hidden, ...], name: str = "") -> Any:
    """The value with every passage taken out of its words, whatever it is made of."""
    if isinstance(value, Enum) or name in _NAMES or not hidden:
        return value
    if isinstance(value, str):
        return _words_without(value, hidden, name)
    if isinstance(value, tuple):
        return tuple(_without(part, hidden, name) for part in value)
    if is_dataclass(value) and not isinstance(value, type):
        parts = {one.name: getattr(value, one.name) for one in fields(value)}
        return replace(value, **{key: _without(part, hidden, key) for key, part in parts.items()})
    return value


def _words_without(text: str, hidden: tuple[Hidden, ...], name: str) -> str:
    if name in _ADDRESSES:
        return "" if any(_pattern(one.passage).search(text) for one in hidden) else text
    if name not in _MARKDOWN:
        return public_words(text, hidden)
    for one in hidden:
        text = _markdown_without(text, one)
    return text


def _places(value: Any, passage: str, name: str = "") -> Iterator[tuple[str, re.Match[str]]]:
    """Each string of the text with each place where the passage stands in it."""
    if isinstance(value, Enum) or name in _NAMES:
        return
    if isinstance(value, str):
        for found in _pattern(passage).finditer(value):
            yield value, found
    elif isinstance(value, tuple):
        for part in value:
            yield from _places(part, passage, name)
    elif is_dataclass(value) and not isinstance(value, type):
        for one in fields(value):
            yield from _places(getattr(value, one.name), passage, one.name)


def still_says(content: VersionContent, passage: str) -> bool:
    """Return whether a reader would find the words all the same: in a form not taken out."""
    trial = Hidden(passage=passage, ground="", notice="", on=date.min)
    left = public_content(content, (trial,))
    wanted = _pattern(passage)
    return any(
        wanted.search(" ".join(markdown.as_plain_text(words).split())) for words in left.words()
    )


def _markdown_without(text: str, hidden: Hidden) -> str:
    """The Markdown without the passage, and still sound."""
    spans = _widened(text, [found.span() for found in _pattern(hidden.passage).finditer(text)])
    if not spans:
        return text
    mark = hidden.mark.replace("[", r"\[").replace("]", r"\]")
    blocks, place = [], 0
    for block in _BLOCKS.split(text):
        end = place + len(block)
        inside = [(max(a, place) - place, min(b, end) - place) for a, b in spans]
        blocks.append(_block_without(block, [(a, b) for a, b in inside if a < b], mark))
        place = end
    return "".join(blocks)


def _widened(text: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The spans with the links and tags that they touch, in order and apart."""
    wholes = [whole.span() for whole in _WHOLE.finditer(text)]
    apart: list[tuple[int, int]] = []
    for start, end in spans:
        touched = [(a, b) for a, b in wholes if a < end and start < b]
        start = min([start, *(a for a, _ in touched)])
        end = max([end, *(b for _, b in touched)])
        if apart and start <= apart[-1][1]:
            start, end = apart[-1][0], max(end, apart.pop()[1])
        apart.append((start, end))
    return apart


def _block_without(block: str, spans: list[tuple[int, int]], mark: str) -> str:
    """One paragraph, list or table with the mark for each passage; its structure stays."""
    if not spans:
        return block
    kept, place, removed = [], 0, ""
    for start, end in spans:
        kept += [block[place:start], _marked(block[start:end], mark)]
        removed += block[start:end]
        place = end
    kept.append(block[place:])
    marks = _EMPHASIS.findall(removed)
    if any(marks.count(one) % 2 for one in marks):
        kept = [part if mark in part else _plain(part) for part in kept]
    return "".join(kept)


def _marked(passage: str, mark: str) -> str:
    """The mark in place of the words of each line and each cell."""
    if not any(character.isalnum() for character in passage):
        return passage
    parts = [
        part if at % 2 else mark if any(character.isalnum() for character in part) else part.strip()
        for at, part in enumerate(_STRUCTURE.split(passage))
    ]
    return "".join(parts).replace(f"{mark}\n{mark}", mark)


def _plain(part: str) -> str:
    """The words without their marks of emphasis; bullets stay."""
    lines = []
    for line in part.split("\n"):
        bullet = _BULLET.match(line)
        opening = bullet[0] if bullet else ""
        lines.append(opening + _EMPHASIS.sub("", line[len(opening) :]))
    return "\n".join(lines)
