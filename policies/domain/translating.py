"""A text in another language: its words over the frame of its source.

Lineages, levels, printed numbers, keys, law references, contacts and related documents are those
of the source, so that anchors and comparison work in every language alike.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from policies.domain.content import Section, VersionContent
from policies.domain.errors import ContentRefused

DESCRIPTION = {
    "title": "Title",
    "summary": "Summary",
    "audience": "Who it is written for",
    "coverage": "Who is bound by it",
    "keywords": "Keywords",
    "change_summary": "Change summary",
    "change_reason": "Change reason",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class WordsOfSection:
    """The words of one section in another language; each item is its text and its reason."""

    lineage: str
    heading: str = ""
    markdown: str = ""
    items: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TranslatedWords:
    """All that is written anew in another language; keywords with commas between them."""

    title: str = ""
    summary: str = ""
    audience: str = ""
    coverage: str = ""
    keywords: str = ""
    change_summary: str = ""
    change_reason: str = ""
    sections: tuple[WordsOfSection, ...] = ()


def framed(words: TranslatedWords, source: VersionContent, language: str) -> VersionContent:
    """Return the text in the other language: these words over the frame of its source.

    Raises ContentRefused, naming each, if sections or items are not those of the source.
    """
    by_lineage = {section.lineage: section for section in words.sections}
    astray = tuple(_astray(by_lineage, source.sections))
    if astray:
        raise ContentRefused(astray)
    return replace(
        source,
        language=language,
        title=words.title.strip(),
        summary=words.summary.strip(),
        audience=words.audience.strip(),
        coverage=words.coverage.strip(),
        keywords=tuple(word.strip() for word in words.keywords.split(",") if word.strip()),
        change_summary=words.change_summary.strip(),
        change_reason=words.change_reason.strip(),
        sections=tuple(_framed(by_lineage[one.lineage], one) for one in source.sections),
    )


def _framed(words: WordsOfSection, section: Section) -> Section:
    items = tuple(
        replace(item, text=text, reason=reason)
        for item, (text, reason) in zip(section.items, words.items, strict=True)
    )
    return replace(section, heading=words.heading, markdown=words.markdown, items=items)


def _astray(by_lineage: dict[str, WordsOfSection], sections: tuple[Section, ...]) -> Iterator[str]:
    known = {section.lineage for section in sections}
    for section in sections:
        words = by_lineage.get(section.lineage)
        if words is None:
            yield f"Section “{section.title}” of the source is not in the translation."
        elif len(words.items) != len(section.items):
            yield (
                f"Section “{section.title}” has {len(section.items)} guidance items in the source "
                f"and {len(words.items)} in the translation."
            )
    for words in by_lineage.values():
        if words.lineage not in known:
            yield f"Section “{words.heading}” is not in the source."


def words_over(
    source: VersionContent, before: tuple[VersionContent, TranslatedWords] | None = None
) -> TranslatedWords:
    """Return the words with which a translation of this source begins.

    ``before`` is an earlier source with its translation: what has not changed since is taken
    over, everything else is empty.
    """
    old, words = before or (None, TranslatedWords())
    old_sections = {section.lineage: section for section in old.sections} if old else {}
    old_words = {section.lineage: section for section in words.sections}
    kept = {
        name: getattr(words, name)
        for name in DESCRIPTION
        if old and getattr(old, name) == getattr(source, name)
    }
    return TranslatedWords(
        **kept,
        sections=tuple(
            _begun(section, old_sections.get(section.lineage), old_words.get(section.lineage))
            for section in source.sections
        ),
    )


def _begun(section: Section, old: Section | None, words: WordsOfSection | None) -> WordsOfSection:
    empty = ("", "")
    if old is None or words is None:
        return WordsOfSection(lineage=section.lineage, items=(empty,) * len(section.items))
    known = dict(zip(((i.text, i.reason) for i in old.items), words.items, strict=False))
    return WordsOfSection(
        lineage=section.lineage,
        heading=words.heading if old.heading == section.heading else "",
        markdown=words.markdown if old.markdown == section.markdown else "",
        items=tuple(known.get((item.text, item.reason), empty) for item in section.items),
    )


def missing_in(words: TranslatedWords, source: VersionContent) -> tuple[str, ...]:
    """Return what the source says and these words do not yet say, one sentence each."""
    return tuple(_missing(words, source))


def _missing(words: TranslatedWords, source: VersionContent) -> Iterator[str]:
    for name, label in DESCRIPTION.items():
        if getattr(source, name) and not getattr(words, name).strip():
            yield f"“{label}” is not translated."
    by_lineage = {section.lineage: section for section in words.sections}
    for section in source.sections:
        said = by_lineage.get(section.lineage)
        lacks = list(_lacking(said, section)) if said else ["the whole section"]
        if lacks:
            yield f"Section “{section.title}” lacks {', '.join(lacks)}."


def _lacking(words: WordsOfSection, section: Section) -> Iterator[str]:
    if not words.heading.strip():
        yield "its heading"
    if section.markdown.strip() and not words.markdown.strip():
        yield "its text"
    for number, (item, (text, reason)) in enumerate(
        zip(section.items, words.items, strict=False), start=1
    ):
        if not text.strip():
            yield f"item {number}"
        elif item.reason and not reason.strip():
            yield f"the reason of item {number}"


def words_of(content: VersionContent) -> TranslatedWords:
    """Return the words of a text, apart from its frame."""
    return TranslatedWords(
        **{name: getattr(content, name) for name in DESCRIPTION if name != "keywords"},
        keywords=", ".join(content.keywords),
        sections=tuple(
            WordsOfSection(
                lineage=section.lineage,
                heading=section.heading,
                markdown=section.markdown,
                items=tuple((item.text, item.reason) for item in section.items),
            )
            for section in content.sections
        ),
    )
