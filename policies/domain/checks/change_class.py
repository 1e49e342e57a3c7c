"""Which class a change looks to be and why, and what to say of a draft that is called otherwise."""

from collections.abc import Iterator
from dataclasses import dataclass

from policies.domain.checks.changes import is_minor
from policies.domain.comparison import SectionMark, compared_versions
from policies.domain.content import VersionContent
from policies.domain.counting import counted
from policies.domain.numbering import ChangeClass


@dataclass(frozen=True, slots=True)
class FoundClass:
    """The class that a change looks to be, with a sentence for each reason."""

    change: ChangeClass
    reasons: tuple[str, ...]

    def advice_on(self, called: ChangeClass) -> str:
        """Return the advice for a draft that is called something else; "" if it is called this."""
        if called is self.change:
            return ""
        advice = (
            "Call it minor, so that members see how little changed."
            if self.change is ChangeClass.MINOR
            else f"Call it a {self.change.label.lower()}, or take the wording back."
        )
        looks = "minor" if self.change is ChangeClass.MINOR else "substantive"
        return f"This draft is called “{called.label}”, but its text looks {looks}. {advice}"


def found_class(before: VersionContent, after: VersionContent) -> FoundClass | None:
    """Return what the change between these versions looks to be, or None if nothing changed.

    It is minor where ``is_minor`` has no reason against it. The officer has the last word.
    """
    against = is_minor(before, after)
    if against:
        return FoundClass(ChangeClass.SUBSTANTIVE, against)
    done = tuple(_done(before, after))
    return FoundClass(ChangeClass.MINOR, (*done, "No duty changed.")) if done else None


def _done(before: VersionContent, after: VersionContent) -> Iterator[str]:
    changes = [change for change in compared_versions(before, after)
               if change.mark is SectionMark.CHANGED]  # fmt: skip
    for done, count in (
        ("reworded", sum(change.is_reworded for change in changes)),
        ("renamed or put on another level", sum(change.is_renamed for change in changes)),
        ("moved", sum(change.is_moved for change in changes)),
    ):
        if count:
            yield counted(count, f"section was {done}.", f"sections were {done}.")
    if (before.title, before.summary) != (after.title, after.summary):
        yield "The title or the summary was reworded."
