"""What the desk shows beside a text while it is written: faults that block, and advice.

``look_through`` asks every check; each lives in the module of its noun and yields remarks
that say where and what to do. Nothing here is mended silently, and nothing is kept.
"""

from collections.abc import Sequence
from datetime import date

from policies.domain.checks import (
    abbreviations,
    changes,
    consistency,
    control,
    law,
    links,
    people,
    pictures,
    reading_age,
    references,
    structure,
    tables,
    wording,
)
from policies.domain.checks.changes import is_minor, share_changed
from policies.domain.checks.draft import read_draft
from policies.domain.checks.duties import DutyChange, duty_changes
from policies.domain.checks.remark import Remark
from policies.domain.content import VersionContent

__all__ = [
    "DutyChange",
    "Remark",
    "duty_changes",
    "faults",
    "is_minor",
    "look_through",
    "share_changed",
]

_CHECKS = (
    structure,
    control,
    links,
    pictures,
    tables,
    references,
    law,
    people,
    wording,
    consistency,
    changes,
    reading_age,
    abbreviations,
)


def faults(content: VersionContent) -> tuple[Remark, ...]:
    """Return the remarks that block submitting, in the order of the checks.

    They lie in the text alone, whatever the day and whatever is in force.
    """
    draft = read_draft(content, day=date.min, in_force=None, related=())
    found = {remark: None for check in _CHECKS for remark in check.remarks(draft)}
    return tuple(remark for remark in found if remark.blocks)


def look_through(
    content: VersionContent,
    *,
    day: date,
    in_force: VersionContent | None = None,
    related_texts: Sequence[VersionContent] = (),
) -> tuple[Remark, ...]:
    """Return all that an officer should mend or think about: faults first, then advice.

    ``day`` is today, ``in_force`` the version that this one would replace, ``related_texts``
    what is read with it. Both lists are in the order of the text. Never raises on any text.
    """
    draft = read_draft(content, day=day, in_force=in_force, related=related_texts)
    order = {text.lineage: place for place, text in enumerate(draft.texts)}
    remarks = {remark: None for check in _CHECKS for remark in check.remarks(draft)}
    return tuple(
        sorted(remarks, key=lambda one: (not one.blocks, order.get(one.lineage, 0), one.line))
    )
