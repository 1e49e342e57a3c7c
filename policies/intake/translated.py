"""A translator’s Markdown file: the words of a text in another language, found by their marks.

The file is the portal's own Markdown (``domain.portable``) with its words in another language, or
any Markdown whose headings come in the order of the source.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from policies.domain import markdown, portable
from policies.domain.content import Section, VersionContent
from policies.domain.errors import SourceRefused
from policies.domain.language import _
from policies.domain.portable import Passage
from policies.domain.translating import DESCRIPTION, TranslatedWords, WordsOfSection

# More than this is no policy; reading it would only hold the desk up.
LONGEST = 2_000_000
_FACT = re.compile(r"- \*\*(.+?):\*\* ?(.*)")
_PLAIN_HEADING = re.compile(r"#{2,6} \S")
_FENCE = re.compile(r"(?:```|~~~)")
_NAMES = {label: name for name, label in DESCRIPTION.items()} | {"In short": "summary"}


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadTranslation:
    """The words of a file, and what of it is no words of the text, one sentence each."""

    words: TranslatedWords
    left: tuple[str, ...]


def working_file(words: TranslatedWords, source: VersionContent) -> str:
    """Return the Markdown file that a translator works on, and that reads back exactly.

    What is not translated yet stands in the language of the source, so that nothing is lost.
    """
    facts = [
        f"- **{label}:** {markdown.escaped(' '.join(_said(words, source, name).split()))}"
        for name, label in DESCRIPTION.items()
        if name != "title" and _said(words, source, name)
    ]
    title = portable.heading_line("", words.title or source.title, 1)
    passages = [title, portable.anchor_line(portable.ABOUT), "\n".join(facts)]
    by_lineage = {section.lineage: section for section in words.sections}
    for section in source.sections:
        said = by_lineage.get(section.lineage, WordsOfSection(lineage=section.lineage))
        passages.extend(_passages(said, section))
    return "\n\n".join(passage for passage in passages if passage) + "\n"


def _said(words: TranslatedWords, source: VersionContent, name: str) -> str:
    in_source = ", ".join(source.keywords) if name == "keywords" else getattr(source, name)
    return str(getattr(words, name) or in_source)


def _passages(words: WordsOfSection, section: Section) -> Iterator[str]:
    level = section.level + 1
    yield portable.anchor_line(section.anchor)
    heading = words.heading or section.heading
    yield portable.heading_line(section.printed_number, heading, level)
    body = words.markdown or section.markdown
    yield markdown.with_headings_below(body, level).strip("\n")
    items = [
        replace(item, text=text or item.text, reason=reason or item.reason)
        for item, (text, reason) in zip(
            section.items, words.items or ((("", ""),) * len(section.items)), strict=True
        )
    ]
    if items:
        yield portable.anchor_line(section.anchor, portable.ITEMS)
        yield "\n".join(portable.item_lines(items))


def read_translation(text: str, source: VersionContent, before: TranslatedWords) -> ReadTranslation:
    """Return the words of a file over the frame of its source.

    What the file does not say about the version stays as ``before``. Sections are found by their
    marks, or by their order where there is none. Raises SourceRefused, naming each, if sections or
    guidance items do not match those of the source, or if the file is too long.
    """
    if len(text) > LONGEST:
        raise SourceRefused("This file is longer than two million characters.")
    title, *passages = portable.passages_of(text)
    if not any(one.is_section and one.name != portable.WRITTEN_IN for one in passages):
        title, passages = _by_headings(text)
    left: list[str] = []
    said = {"title": portable.read_heading(title.text.split("\n")[0])[2]} if title.text else {}
    for passage in passages:
        if passage.name == portable.ABOUT:
            said |= _facts(passage, left)
        elif not passage.is_section and passage.part != portable.ITEMS:
            left.append(f"“{passage.name}” was left out: it is kept from the source.")
    sections = _sections(passages, source)
    kept = {name: getattr(before, name) for name in DESCRIPTION}
    words = TranslatedWords(**(kept | {n: w for n, w in said.items() if w}), sections=sections)
    return ReadTranslation(words=words, left=tuple(left))


def _by_headings(text: str) -> tuple[Passage, list[Passage]]:
    """The parts of a file without marks: the title, the rows about the version, and a section for
    each heading below the title."""
    parts: list[tuple[int, list[str]]] = [(1, [])]
    fenced = False
    for number, line in enumerate(text.splitlines(), start=1):
        fenced ^= bool(_FENCE.match(line))
        if not fenced and _PLAIN_HEADING.match(line):
            parts.append((number, []))
        parts[-1][1].append(line)
    front = [line for line in parts[0][1] if line.strip()]
    titles = [line for line in front if line.startswith("# ")][:1]
    about = [line for line in front if line not in titles and not line.startswith("<a id=")]
    return Passage(name="", first=1, lines=tuple(titles)), [
        Passage(name=portable.ABOUT, first=1, lines=tuple(about)),
        *(
            Passage(name=portable.WRITTEN_IN, first=number, lines=tuple(lines))
            for number, lines in parts[1:]
        ),
    ]


def _facts(passage: Passage, left: list[str]) -> dict[str, str]:
    said: dict[str, str] = {}
    names = _NAMES | {_("In short"): "summary"}
    for line in passage.lines:
        fact = _FACT.fullmatch(line)
        name = names.get(markdown.unescaped(fact[1])) if fact else None
        if fact and name:
            said[name] = markdown.unescaped(fact[2])
        elif line.strip():
            left.append(f"“{line.strip()[:80]}” was left out: it is no part of the text.")
    return said


def _sections(passages: list[Passage], source: VersionContent) -> tuple[WordsOfSection, ...]:
    """The sections of the file, each with the lineage of the section that it translates."""
    opened = [passage for passage in passages if passage.is_section]
    items = _items_by_section(passages)
    by_anchor = {section.anchor: section for section in source.sections}
    if all(passage.name == portable.WRITTEN_IN for passage in opened):
        matched = dict(enumerate(source.sections))
    else:
        matched = {
            place: by_anchor[passage.name]
            for place, passage in enumerate(opened)
            if passage.name in by_anchor
        }
    faults = list(_unmatched(opened, matched, source))
    found = []
    for place, passage in enumerate(opened):
        section = matched.get(place)
        if section is None:
            continue
        words = _words(passage, section, items.get(place))
        if words is None:
            faults.append(
                f"Section “{section.title}”: its guidance items are not those of the source "
                f"({len(section.items)}), one for one and of the same kind."
            )
        else:
            found.append(words)
    if faults:
        raise SourceRefused(faults)
    return tuple(found)


def _items_by_section(passages: list[Passage]) -> dict[int, Passage]:
    found: dict[int, Passage] = {}
    place = -1
    for passage in passages:
        if passage.is_section:
            place += 1
        elif passage.part == portable.ITEMS:
            found[place] = passage
    return found


def _unmatched(
    opened: list[Passage], matched: dict[int, Section], source: VersionContent
) -> Iterator[str]:
    for place, passage in enumerate(opened):
        if place not in matched:
            heading = portable.read_heading(passage.text.split("\n")[0])[2]
            yield (
                f"Section “{heading}” (line {passage.first} of the file) is not a section of "
                "the source."
            )
    met = [matched[place].lineage for place in range(len(opened)) if place in matched]
    for section in source.sections:
        if section.lineage not in met:
            yield f"Section “{section.title}” of the source is not in the file."
        elif met.count(section.lineage) > 1:
            yield f"Section “{section.title}” of the source is in the file more than once."


def _words(passage: Passage, section: Section, items: Passage | None) -> WordsOfSection | None:
    """The words of one section, or None if its guidance items do not match."""
    heading, *body = passage.text.split("\n")
    _, number, words = portable.read_heading(heading)
    if not number and section.printed_number and words.startswith(section.printed_number):
        words = words.removeprefix(section.printed_number).lstrip(" .")
    lines = items.text.split("\n") if items else body
    read = portable.read_items(lines)
    kinds = [item.kind for item in section.items]
    if not items and read:
        # Without marks the list of items is the end of the section.
        first = next(n for n, line in enumerate(body) if portable.read_items([line]))
        body = body[:first]
    if [item.kind for item in read] != kinds:
        return None
    return WordsOfSection(
        lineage=section.lineage,
        heading=words,
        markdown="\n".join(body).strip("\n"),
        items=tuple((item.text, item.reason) for item in read),
    )
