"""What changed between two texts: sections matched by lineage, then paragraphs, then words.

Paragraphs come first so that a long text costs little, words after them so that a reader
sees what was said before and after; small unchanged islands between two changes are joined
to them, because fewer marks are easier to read and to hear.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz.distance import Indel

from policies.domain.content import GuidanceItem, Section, VersionContent

# An unchanged run of at most this many words between two changes is marked with them.
SMALLEST_ISLAND = 2
_TOKENS = re.compile(r"\s+|[^\W_]+(?:['’-][^\W_]+)*|[^\w\s]|_")
_PARAGRAPHS = re.compile(r"(?<=\n\n)(?=\S)")


class Mark(StrEnum):
    """What became of a passage."""

    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Passage:
    """A run of words and what became of it."""

    mark: Mark
    text: str


class SectionMark(StrEnum):
    """What became of a section."""

    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionChange:
    """One section before and after, matched by lineage; one of the two may be absent.

    ``is_renamed``, ``is_reworded`` and ``is_moved`` tell a changed section's changes apart.
    """

    mark: SectionMark
    before: Section | None = None
    after: Section | None = None
    is_renamed: bool = False
    is_reworded: bool = False
    is_moved: bool = False

    @property
    def lineage(self) -> str:
        """The lineage that the two share."""
        present = self.after or self.before
        return present.lineage if present else ""


def compared_words(before: str, after: str) -> tuple[Passage, ...]:
    """Return the passages of two texts in reading order, removed before added.

    Leaving the removed out gives ``after`` to the letter, leaving the added out ``before``.
    """
    if before == after:
        return (Passage(Mark.SAME, before),) if before else ()
    paragraphs_before, paragraphs_after = _PARAGRAPHS.split(before), _PARAGRAPHS.split(after)
    passages: list[Passage] = []
    for step in Indel.opcodes(*_numbered(paragraphs_before, paragraphs_after)):
        removed = "".join(paragraphs_before[step.src_start : step.src_end])
        added = "".join(paragraphs_after[step.dest_start : step.dest_end])
        if step.tag == "equal":
            passages.append(Passage(Mark.SAME, removed))
        else:
            passages.extend(_marked(removed, added))
    return tuple(_words_within(_runs_joined(passages)))


def _numbered(before: Sequence[str], after: Sequence[str]) -> tuple[list[int], list[int]]:
    """Give equal parts equal numbers, because numbers compare faster than texts."""
    numbers: dict[str, int] = {}
    return (
        [numbers.setdefault(part, len(numbers)) for part in before],
        [numbers.setdefault(part, len(numbers)) for part in after],
    )


def _marked(removed: str, added: str) -> Iterator[Passage]:
    if removed:
        yield Passage(Mark.REMOVED, removed)
    if added:
        yield Passage(Mark.ADDED, added)


def _runs_joined(passages: Sequence[Passage]) -> Iterator[Passage]:
    """Join what was removed between two unchanged passages, and what was added there."""
    removed, added = "", ""
    for passage in passages:
        if passage.mark is Mark.SAME:
            yield from _marked(removed, added)
            removed, added = "", ""
            yield passage
        elif passage.mark is Mark.REMOVED:
            removed += passage.text
        else:
            added += passage.text
    yield from _marked(removed, added)


def _words_within(passages: Iterator[Passage]) -> Iterator[Passage]:
    """Compare word by word where paragraphs stand in the place of others."""
    held: Passage | None = None
    for passage in passages:
        if passage.mark is Mark.REMOVED:
            held = passage
        elif passage.mark is Mark.ADDED and held is not None:
            yield from _by_words(held.text, passage.text)
            held = None
        else:
            if held is not None:
                yield held
            held = None
            yield passage
    if held is not None:
        yield held


def _by_words(before: str, after: str) -> Iterator[Passage]:
    words_before, words_after = _TOKENS.findall(before), _TOKENS.findall(after)
    runs: list[Passage] = []
    for step in Indel.opcodes(*_numbered(words_before, words_after)):
        removed = "".join(words_before[step.src_start : step.src_end])
        added = "".join(words_after[step.dest_start : step.dest_end])
        is_equal = step.tag == "equal"
        is_island = is_equal and step.src_start > 0 and step.src_end < len(words_before)
        if is_island and len(removed.split()) <= SMALLEST_ISLAND and "\n" not in removed:
            runs.extend([Passage(Mark.REMOVED, removed), Passage(Mark.ADDED, added)])
        elif is_equal:
            runs.append(Passage(Mark.SAME, removed))
        else:
            runs.extend(_marked(removed, added))
    yield from _runs_joined(runs)


def compared_versions(before: VersionContent, after: VersionContent) -> tuple[SectionChange, ...]:
    """Return every section of two versions in the order of the later text.

    A removed section stands where it stood before the one that followed it.
    """
    old = {section.lineage: section for section in before.sections}
    new = {section.lineage: section for section in after.sections}
    moved = _moved([s.lineage for s in before.sections if s.lineage in new],
                   [s.lineage for s in after.sections if s.lineage in old])  # fmt: skip
    changes = [
        _change(old.get(section.lineage), section, section.lineage in moved)
        for section in after.sections
    ]
    place = 0
    for section in before.sections:
        if section.lineage in new:
            place = next(
                number
                for number, change in enumerate(changes, start=1)
                if change.after and change.after.lineage == section.lineage
            )
        else:
            changes.insert(place, SectionChange(mark=SectionMark.REMOVED, before=section))
            place += 1
    return tuple(changes)


def _moved(before: list[str], after: list[str]) -> set[str]:
    """Those that do not keep their place among the others: all but the longest common order."""
    numbers = _numbered(before, after)
    kept = {
        lineage
        for step in Indel.opcodes(*numbers)
        if step.tag == "equal"
        for lineage in before[step.src_start : step.src_end]
    }
    return set(before) - kept


def _change(before: Section | None, after: Section, is_moved: bool) -> SectionChange:
    if before is None:
        return SectionChange(mark=SectionMark.ADDED, after=after)
    is_renamed = (before.title, before.level) != (after.title, after.level)
    is_reworded = (before.markdown, before.items, before.laws) != (
        after.markdown,
        after.items,
        after.laws,
    )
    changed = is_renamed or is_reworded or is_moved
    return SectionChange(
        mark=SectionMark.CHANGED if changed else SectionMark.SAME,
        before=before,
        after=after,
        is_renamed=is_renamed,
        is_reworded=is_reworded,
        is_moved=is_moved,
    )


def text_of(section: Section | None) -> str:
    """Return all that a section says as one text to compare: heading, Markdown, items."""
    if section is None:
        return ""
    items = "\n".join(_item(item) for item in section.items)
    return "\n\n".join(part for part in (section.title, section.markdown, items) if part)


def _item(item: GuidanceItem) -> str:
    reason = f" Why: {item.reason}" if item.reason else ""
    return f"- {item.kind.label}: {item.text}{reason}"


def sentences_about(changes: Iterable[SectionChange]) -> list[str]:
    """Return what became of each section, in a sentence; of the unchanged ones nothing is said."""
    return [sentence for change in changes for sentence in _sentences(change)]


def _sentences(change: SectionChange) -> Iterator[str]:
    before, after = change.before, change.after
    if change.mark is SectionMark.ADDED and after:
        yield f"“{after.title}” was added."
    elif change.mark is SectionMark.REMOVED and before:
        yield f"“{before.title}” was removed."
    elif change.mark is SectionMark.CHANGED and before and after:
        done = list(_done(change, renamed=before.title != after.title))
        name = f"“{before.title}” " if before.title != after.title else f"“{after.title}” "
        if done:
            yield f"{name}was {_listed(done)}."


def _done(change: SectionChange, *, renamed: bool) -> Iterator[str]:
    if renamed and change.after:
        yield f"renamed “{change.after.title}”"
    elif change.is_renamed:
        yield "put on another level"
    if change.is_moved:
        yield "moved"
    if change.is_reworded:
        yield "reworded"


def _listed(words: list[str]) -> str:
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)
