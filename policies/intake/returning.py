"""A text that this portal wrote as Markdown and that comes back: nothing in it is guessed."""

import re
from collections.abc import Sequence
from dataclasses import replace

from policies.domain import markdown, portable
from policies.domain.outline import key_for
from policies.domain.portable import Passage
from policies.intake.headings import split_number
from policies.intake.placing import Placing, key_of
from policies.intake.result import ImportedItem, ImportedSection
from policies.intake.source import Line

_FACT = re.compile(r"- \*\*(.+?):\*\* (.*)")
# The portal's labels, by the names that the control block of an import has for the same.
_KEYS = {"in short": "description", "kind of document": "document type"}
_FIELDS = {portable.ABOUT, "about-this-document"}
_WHY_DROPPED = {
    portable.LAWS: "laws that a section relies on; link them on the desk",
    "contacts": "whom to ask; the desk links contacts from their register",
    "related-documents": "related documents; add them on the desk",
    "decisions": "decisions on the version that the file was made from",
}
_LAW = "law as the register said it when the file was made"


def sections_returned(text: str, placing: Placing) -> list[ImportedSection]:
    """Return the sections of a text in the portal's own form, everything else placed or dropped.

    A section that was written into the file by hand is one too.
    """
    title, *passages = portable.passages_of(text)
    _take_title(title, placing)
    sections: list[ImportedSection] = []
    marks: list[str] = []
    for passage in passages:
        if passage.name != portable.WRITTEN_IN:
            marks.append(portable.anchor_line(passage.name))
        if passage.is_section:
            sections.append(_section(passage))
        elif passage.part == portable.ITEMS and sections:
            sections[-1] = replace(sections[-1], items=_items(passage, placing))
        elif passage.name in _FIELDS:
            _take_fields(passage, placing)
        else:
            reason = _WHY_DROPPED.get(passage.part, _LAW)
            placing.drop_text(_lines(passage.first), passage.text, reason)
    placing.drop_text(_lines(1), "\n".join(marks), "marks that part the text, which nobody sees")
    return sections


def _lines(number: int) -> Sequence[Line]:
    return (Line(number, number, ""),)


def _take_title(passage: Passage, placing: Placing) -> None:
    heading, *rest = passage.text.split("\n")
    placing.state("title", portable.read_heading(heading)[2], _lines(1)[0])
    placing.leave([Line(number, number, line) for number, line in enumerate(rest, start=2)])


def _section(passage: Passage) -> ImportedSection:
    heading, *body = passage.text.split("\n")
    level, number, words = portable.read_heading(heading)
    if passage.name == portable.WRITTEN_IN:
        number, words = split_number(words, is_marked=True)
    return ImportedSection(
        number=number,
        level=max(level - 1, 1),
        heading=words,
        key=key_for(words),
        body="\n".join(body).strip("\n"),
        lines=(passage.first, passage.first + len(passage.lines)),
    )


def _items(passage: Passage, placing: Placing) -> tuple[ImportedItem, ...]:
    read = portable.read_items(passage.text.split("\n"))
    labels = [
        " ".join((item.kind.label, "key point" * item.is_key_point, "Why" * bool(item.reason)))
        for item in read
    ]
    placing.drop_text(
        _lines(passage.first), " ".join(labels), "labels; each item now says what it is"
    )
    return tuple(
        ImportedItem(
            kind=item.kind, text=item.text, reason=item.reason, is_key_point=item.is_key_point
        )
        for item in read
    )


def _take_fields(passage: Passage, placing: Placing) -> None:
    """The rows about the version are fields; what else stands there was said by the portal."""
    for number, line in enumerate(passage.lines, start=passage.first + 1):
        fact = _FACT.fullmatch(line)
        if fact:
            label, value = markdown.unescaped(fact[1]), markdown.unescaped(fact[2])
            key = key_of(label)
            placing.state(_KEYS.get(key, key), value, _lines(number)[0], label=label)
        elif line.strip():
            placing.drop_text(_lines(number), line, "said by the portal about its file")
