"""What became of each section between two versions: matched by lineage, whatever their headings."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from policies.domain.comparison.pairs import out_of_order, paired_by_name, with_those_gone
from policies.domain.content import GuidanceItem, Section, VersionContent
from policies.domain.language import _


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


def compared_versions(before: VersionContent, after: VersionContent) -> tuple[SectionChange, ...]:
    """Return every section of two versions in the order of the later text.

    A removed section stands behind the one that it followed.
    """
    sources = paired_by_name(
        [section.lineage for section in before.sections],
        [section.lineage for section in after.sections],
    )
    moved = out_of_order(sources)
    return tuple(
        _change(
            None if was is None else before.sections[was],
            None if now is None else after.sections[now],
            was in moved,
        )
        for was, now in with_those_gone(sources, len(before.sections))
    )


def _change(before: Section | None, after: Section | None, is_moved: bool) -> SectionChange:
    if before is None or after is None:
        mark = SectionMark.REMOVED if before else SectionMark.ADDED
        return SectionChange(mark=mark, before=before, after=after)
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
    """Return what became of each section, in a sentence of the language that is spoken now; of the
    unchanged ones nothing is said."""
    return [sentence for change in changes for sentence in _sentences(change)]


def _sentences(change: SectionChange) -> Iterator[str]:
    before, after = change.before, change.after
    if change.mark is SectionMark.ADDED and after:
        yield _("“{title}” was added.").format(title=after.title)
    elif change.mark is SectionMark.REMOVED and before:
        yield _("“{title}” was removed.").format(title=before.title)
    elif change.mark is SectionMark.CHANGED and before and after:
        done = list(_done(change, renamed=before.title != after.title))
        if done:
            became = _("“{title}” was {changed}.")
            yield became.format(title=before.title, changed=_listed(done))


def _done(change: SectionChange, *, renamed: bool) -> Iterator[str]:
    if renamed and change.after:
        yield _("renamed “{title}”").format(title=change.after.title)
    elif change.is_renamed:
        yield _("put on another level")
    if change.is_moved:
        yield _("moved")
    if change.is_reworded:
        yield _("reworded")


def _listed(words: list[str]) -> str:
    if len(words) == 1:
        return words[0]
    return _("{others} and {last}").format(others=", ".join(words[:-1]), last=words[-1])
