"""What a draft changes in the text in force, in sentences."""

from collections.abc import Iterator

from policies.admin.checking import text_in_force
from policies.domain.comparison import SectionChange, SectionMark, compared_versions
from policies.models import Version


def sentences_about_changes(version: Version) -> list[str] | None:
    """Return what changed since the version in force; None if there is none to compare with."""
    before = text_in_force(version)
    if before is None:
        return None
    changes = compared_versions(before, version.as_content())
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
