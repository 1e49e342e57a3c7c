"""A section as its reader meets it: the words without marks, line for line with the Markdown.

Markdown itself is known only to ``domain.markdown``. Here marks are merely taken away, each
line staying where it was, so that a remark can say in which line a word stands.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from html import unescape

from policies.domain.checks.remark import Remark, shortened
from policies.domain.content import GuidanceItem, ItemKind, Section

_CODE = re.compile(r"`[^`\n]*`")
_LINK = re.compile(
    r"!?\[([^\[\]]{0,400})\](?:\((?:[^()\n]|\([^()\n]{0,200}\)){0,2000}+\)|\[[^\[\]\n]{0,100}\])"
)
_DEFINITION = re.compile(r"^ {0,3}\*?\[[^\[\]\n]{1,200}\]:.*$", re.MULTILINE)
_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
_ADDRESS = re.compile(r"\b(?:https?://|www\.)[^\s<>|]+")
_STARS = re.compile(r"\*+|(?<!\w)_+|(?<=[^\W_])_+(?!\w)")
_LIST_MARK = re.compile(r"^\s{0,40}(?:[-+*•·–]|\d{1,3}[.)]|\(?[a-z]\))\s+")
_HEADING_MARK = re.compile(r"^ {0,3}#{1,6}\s*")
_QUOTE_MARK = re.compile(r"^ {0,3}>[> ]*")
_RULE_LINE = re.compile(r"^[\s|:=*_-]+$")
_HALF_LETTER = re.compile("[\ud800-\udfff]")
_BLOCK = re.compile(r"[^\n]+(?:\n(?![\n•¶|])[^\n]+)*")
_SENTENCE_END = re.compile(r"[.!?…][\"'”’)\]]{0,3}(?=\s+[\"'“‘(\[]?[A-Z0-9])")
_ABBREVIATED = re.compile(
    r"(?:\b(?:e\.g|i\.e|etc|cf|Mr|Mrs|Ms|Dr|Prof|St|No|no|nos|para|paras|art|arts|ch|pt|v|vs|ss?"
    r"|reg|regs|sch|p|pp|vol|ed)|\b[A-Z])\.$"
)


class Place(StrEnum):
    """Where in a section a sentence stands."""

    PROSE = "prose"
    LIST = "list"
    CELL = "cell"
    HEADING = "heading"


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence without marks, where it begins, and what it stands in."""

    text: str
    start: int
    place: Place


@dataclass(frozen=True, slots=True)
class PlainText:
    """One section (or the title and summary, if ``section`` is none) read for checking.

    ``source`` is the Markdown with the items after it; ``plain`` has the same lines without
    marks, and the heading last. Lines after ``written`` are not lines of the Markdown.
    """

    name: str
    source: str
    plain: str
    written: int
    section: Section | None = None
    sentences: tuple[Sentence, ...] = ()
    source_lines: list[int] = field(default_factory=list)
    plain_lines: list[int] = field(default_factory=list)

    @property
    def lineage(self) -> str:
        """The section that a remark on this text names."""
        return self.section.lineage if self.section else ""

    def line_in_source(self, offset: int) -> int:
        """Return the line of the Markdown at this offset of ``source``, or 0 if it is none."""
        return self._counted(bisect_right(self.source_lines, offset))

    def line_in_plain(self, offset: int) -> int:
        """Return the line of the Markdown at this offset of ``plain``, or 0 if it is none."""
        return self._counted(bisect_right(self.plain_lines, offset))

    def _counted(self, line: int) -> int:
        return line if line <= self.written else 0

    def sentence_at(self, offset: int) -> str:
        """Return the sentence around this offset of ``plain``, or "" outside of any."""
        found = bisect_right(self.sentences, offset, key=lambda sentence: sentence.start)
        return self.sentences[found - 1].text if found else ""

    def where(self, line: int = 0) -> str:
        """Return the words that begin a remark: “Scope”, line 3."""
        return f"{self.name}, line {line}" if line else self.name

    def remark(self, code: str, words: str, *, line: int = 0, passage: str = "") -> Remark:
        """Return advice on this text that begins by saying where it is."""
        return Remark(
            code=code,
            sentence=f"{self.where(line)}: {words}",
            blocks=False,
            lineage=self.lineage,
            line=line,
            passage=shortened(passage),
        )

    def fault(self, code: str, words: str, *, line: int = 0, passage: str = "") -> Remark:
        """Return a remark on this text that keeps it from being submitted."""
        return Remark(
            code=code,
            sentence=f"{self.where(line)}: {words}",
            blocks=True,
            lineage=self.lineage,
            line=line,
            passage=shortened(passage),
        )


def whole_characters(text: str) -> str:
    """Return this text with line feeds for line ends and no half of a character."""
    return _HALF_LETTER.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))


def read_section(section: Section, number: int) -> PlainText:
    """Return this section, the ``number``-th of its text, read for checking."""
    title = shortened(whole_characters(section.title), 80)
    written = whole_characters(section.markdown)
    parts = [written, *(_spoken(item) for item in section.items)]
    heading = f"¶ {whole_characters(section.heading)}"
    name = f"“{title}”" if title else f"Section number {number}, which has no heading"
    return _read(name, "\n\n".join(parts), written.count("\n") + 1, section, heading)


def read_words(name: str, *words: str) -> PlainText:
    """Return words that stand outside the sections, such as the title, read for checking."""
    return _read(name, "\n\n".join(whole_characters(part) for part in words), 0, None, "")


def _spoken(item: GuidanceItem) -> str:
    """An item as it is read aloud: a don't means the opposite of its words."""
    opening = "Don’t: " if item.kind is ItemKind.DONT else ""
    words = "\n\n".join(part for part in (opening + item.text, item.reason) if part.strip())
    return whole_characters(words)


def _read(name: str, source: str, written: int, section: Section | None, last: str) -> PlainText:
    plain = without_marks(source) + (f"\n\n{last}" if last else "")
    return PlainText(
        name=name,
        source=source,
        plain=plain,
        written=written,
        section=section,
        sentences=tuple(_sentences(plain)),
        source_lines=_line_starts(source),
        plain_lines=_line_starts(plain),
    )


def _line_starts(text: str) -> list[int]:
    return [0, *(match.end() for match in re.finditer("\n", text))]


def without_marks(source: str) -> str:
    """Return the words of this Markdown line for line, a list item behind •, a heading behind ¶."""
    text = without_comments(source)
    text = _DEFINITION.sub("", text)
    # Twice, since a link may stand around a picture.
    for _ in range(2):
        text = _LINK.sub(_link_words, text)
    text = _TAG.sub(lambda tag: "\n" * tag[0].count("\n"), text)
    text = _ADDRESS.sub("…", text).replace("`", "")
    return "\n".join(map(_without_marks, text.split("\n")))


def without_comments(source: str) -> str:
    """Return this source without HTML comments, every line staying where it was."""
    if "<!--" not in source:
        return source
    parts, place = [], 0
    while (start := source.find("<!--", place)) >= 0:
        end = source.find("-->", start)
        if end < 0:
            break
        parts += [source[place:start], "\n" * source.count("\n", start, end)]
        place = end + 3
    return "".join([*parts, source[place:]])


def without_code(source: str) -> str:
    """Return this source with code in backticks blanked out, every letter staying in place."""
    return _CODE.sub(lambda code: " " * len(code[0]), source)


def _link_words(link: re.Match[str]) -> str:
    return link[1] + "\n" * (link[0].count("\n") - link[1].count("\n"))


def _without_marks(line: str) -> str:
    if _RULE_LINE.fullmatch(line):
        return ""
    line = _QUOTE_MARK.sub("", line)
    if _HEADING_MARK.match(line):
        line = "¶ " + _HEADING_MARK.sub("", line).rstrip("# ")
    elif _LIST_MARK.match(line):
        line = "• " + _LIST_MARK.sub("", line)
    if "&" in line:
        line = " ".join(unescape(line).splitlines())
    return _STARS.sub("", line)


def _sentences(plain: str) -> Iterator[Sentence]:
    for block in _BLOCK.finditer(plain):
        words = block[0]
        if words.startswith("|") or words.count("|") > 1:
            yield from _cells(words, block.start())
            continue
        place = {"•": Place.LIST, "¶": Place.HEADING}.get(words[0], Place.PROSE)
        skipped = 2 if place is not Place.PROSE else 0
        start = skipped
        for end in _SENTENCE_END.finditer(words):
            if not _ABBREVIATED.search(words[max(0, end.start() - 6) : end.start() + 1]):
                yield from _sentence(words[start : end.end()], block.start() + start, place)
                start = end.end()
        yield from _sentence(words[start:], block.start() + start, place)


def _cells(row: str, start: int) -> Iterator[Sentence]:
    for cell in re.finditer(r"[^|]+", row):
        yield from _sentence(cell[0], start + cell.start(), Place.CELL)


def _sentence(words: str, start: int, place: Place) -> Iterator[Sentence]:
    text = " ".join(words.split())
    if text:
        yield Sentence(text, start, place)
