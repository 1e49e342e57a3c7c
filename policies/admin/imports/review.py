"""What the page for looking through a file shows: each section with what was noticed in it."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from policies.actions.importedfiles import Proposal
from policies.actions.importing import content_from_import, sections_with_words
from policies.domain.comparison import (
    Passage,
    SectionChange,
    SectionMark,
    compared_versions,
    compared_words,
    text_of,
)
from policies.domain.content import Section, VersionContent
from policies.domain.errors import ContentRefused, SourceRefused
from policies.domain.markdown import as_html
from policies.intake.result import DroppedPassage, Finding, ImportedDocument
from policies.intake.result import Passage as StrayPassage
from policies.intake.wording import shortened

_LINE_END = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True, slots=True)
class ShownFinding:
    """Something to look at: where in the file, with the words there, what it is, what to do."""

    line: int
    words: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownSection:
    """One section as it will be; ``passages`` are there where its words would change."""

    section: Section
    mark: str = ""
    passages: tuple[Passage, ...] = ()
    findings: tuple[ShownFinding, ...] = ()

    @property
    def html(self) -> SafeString:
        # Made by domain.markdown, which cleans whatever a file holds.
        return mark_safe(as_html(self.section.markdown, below=3))


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """All that the page shows besides its form."""

    sections: tuple[ShownSection, ...]
    findings: tuple[ShownFinding, ...]
    summary: str
    description: tuple[tuple[str, tuple[Passage, ...]], ...]
    left_out: tuple[DroppedPassage, ...]
    control: tuple[tuple[str, str], ...]
    lines: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TextAsRead:
    """How a text was read that goes on record as it is: ``unplaced`` is what has no section."""

    text: str
    sections: tuple[ShownSection, ...]
    findings: tuple[ShownFinding, ...]
    unplaced: tuple[StrayPassage, ...]
    left_out: tuple[DroppedPassage, ...]
    lines: tuple[tuple[int, str], ...]


def text_as_read(imported: ImportedDocument) -> TextAsRead:
    """Return how a text was read. Raises SourceRefused for a committee report."""
    lines = _lines_of(imported)
    by_section, general = _findings_by_section(imported, lines)
    sections = content_from_import(imported).sections
    return TextAsRead(
        text=imported.text,
        sections=tuple(
            ShownSection(section=section, findings=tuple(findings))
            for section, findings in zip(sections, by_section, strict=True)
        ),
        findings=tuple(general),
        unplaced=imported.unplaced,
        left_out=_left_out(imported),
        lines=_with_words(lines),
    )


def _left_out(imported: ImportedDocument) -> tuple[DroppedPassage, ...]:
    return tuple(one for one in imported.dropped if any(map(str.isalnum, one.text)))


def _lines_of(imported: ImportedDocument) -> dict[int, str]:
    return dict(enumerate(_LINE_END.split(imported.text), start=1))


def _with_words(lines: Mapping[int, str]) -> tuple[tuple[int, str], ...]:
    return tuple((number, words) for number, words in lines.items() if words.strip())


def review_of(proposal: Proposal) -> Review:
    """Return what there is to look through."""
    lines = _lines_of(proposal.read)
    by_section, general = _findings_by_section(proposal.placed, lines)
    try:
        after = proposal.after()
    except (SourceRefused, ContentRefused):
        sections, description = (), ()
    else:
        sections = tuple(_shown(proposal.before, after, by_section))
        description = tuple(_described(proposal.before, after))
    return Review(
        sections=sections,
        findings=tuple(general),
        summary=_summary(sections, is_first=proposal.before is None),
        description=description,
        left_out=_left_out(proposal.placed),
        control=tuple(_control(proposal.read.control)),
        lines=_with_words(lines),
    )


def _findings_by_section(
    imported: ImportedDocument, lines: Mapping[int, str]
) -> tuple[list[list[ShownFinding]], list[ShownFinding]]:
    """Findings beside the last section that begins above their line; the rest are general."""
    sections = sections_with_words(imported)
    by_section: list[list[ShownFinding]] = [[] for _ in sections]
    general: list[ShownFinding] = []
    for finding in imported.findings:
        above = [p for p, section in enumerate(sections) if section.lines[0] <= finding.line]
        target = by_section[above[-1]] if above else general
        target.append(_shown_finding(finding, lines))
    return by_section, general


def _shown_finding(finding: Finding, lines: Mapping[int, str]) -> ShownFinding:
    # What is said of the file as a whole names its first line, whose words say nothing.
    words = lines.get(finding.line, "").strip(" #*|") if finding.line > 1 else ""
    return ShownFinding(finding.line, shortened(words), finding.message)


def _shown(
    before: VersionContent | None, after: VersionContent, findings: Sequence[Sequence[ShownFinding]]
) -> Iterator[ShownSection]:
    noticed = iter(findings)
    if before is None:
        for section in after.sections:
            yield ShownSection(section=section, findings=tuple(next(noticed)))
        return
    for change in compared_versions(before, after):
        if change.after:
            yield _changed(change, change.after, tuple(next(noticed)))
        elif change.before:
            yield ShownSection(section=change.before, mark="Removed")


def _changed(
    change: SectionChange, section: Section, findings: tuple[ShownFinding, ...]
) -> ShownSection:
    old, new = text_of(change.before), text_of(section)
    passages = compared_words(old, new) if change.before and old != new else ()
    mark = _mark(change, is_reworded=bool(passages))
    return ShownSection(section=section, mark=mark, passages=passages, findings=findings)


def _mark(change: SectionChange, *, is_reworded: bool) -> str:
    if change.mark is SectionMark.ADDED:
        return "New"
    if is_reworded:
        return "Changed"
    if change.is_moved:
        return "Moved"
    return "On another level" if change.is_renamed else "As it is"


def _described(
    before: VersionContent | None, after: VersionContent
) -> Iterator[tuple[str, tuple[Passage, ...]]]:
    """What the file would change in the description of the draft."""
    if before is None:
        return
    for label, old, new in (
        ("Title", before.title, after.title),
        ("Kind", before.kind.label, after.kind.label),
        ("Summary", before.summary, after.summary),
        ("Keywords", ", ".join(before.keywords), ", ".join(after.keywords)),
        ("Classification", before.classification, after.classification),
    ):
        if old != new:
            yield label, compared_words(old, new)


_COUNTED = {
    "New": "new",
    "Changed": "changed",
    "Moved": "moved",
    "On another level": "on another level",
    "Removed": "removed",
    "As it is": "as before",
}


def _summary(sections: Sequence[ShownSection], *, is_first: bool) -> str:
    if is_first:
        return f"{len(sections)} section{'' if len(sections) == 1 else 's'}."
    counted = Counter(shown.mark for shown in sections)
    named = [f"{counted[mark]} {words}" for mark, words in _COUNTED.items() if counted[mark]]
    return f"{', '.join(named)}."


def _control(control: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """What the file says about itself, as rows: a table inside it as lines."""
    for label, said in control.items():
        rows = said if isinstance(said, list) else [said]
        lines = (", ".join(map(str, r.values())) if isinstance(r, dict) else str(r) for r in rows)
        yield label[:1].upper() + label[1:], "\n".join(line for line in lines if line)
