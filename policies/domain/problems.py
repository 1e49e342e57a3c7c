"""What keeps a text from being kept on record, and what more keeps a draft from being submitted."""

from collections.abc import Iterator
from itertools import zip_longest

from policies.domain import checks, markdown
from policies.domain.content import VersionContent
from policies.domain.sizes import reasons_against_size

MOST_KEY_POINTS = 7
# Faults that a reader by ear or by keyboard meets, and links that lead to harm. A text from
# before the portal is recorded as it was, so these are asked of drafts alone.
_OF_DRAFTS = frozenset({"broken-reference", "image-alternative", "table-header", "unsafe-link"})


def problems_of_draft(content: VersionContent) -> tuple[str, ...]:
    """Return every fault of a text that keeps it from being submitted, one sentence each.

    A text that is too large is looked through no further: that would take minutes.
    """
    too_large = tuple(reasons_against_size(content))
    if too_large:
        return too_large
    faults = (remark for remark in checks.faults(content) if remark.code in _OF_DRAFTS)
    return (*problems_in(content), *dict.fromkeys(fault.sentence for fault in faults))


def problems_in(content: VersionContent) -> tuple[str, ...]:
    """Return every fault of a text that keeps it from being kept on record, one sentence each."""
    return tuple(reasons_against_size(content)) or tuple(_problems(content))


def _problems(content: VersionContent) -> Iterator[str]:
    if not content.title.strip():
        yield "The version has no title. Give it one under “Title”."
    if not content.sections:
        yield "The version has no section. Add at least one."
    for section, following in zip_longest(content.sections, content.sections[1:]):
        has_parts = following is not None and following.level > section.level
        empty = markdown.is_empty(section.markdown) and not section.items
        if empty and not has_parts:
            yield f"Section “{section.title}” is empty. Write it or remove it."
    if len(content.key_points) > MOST_KEY_POINTS:
        yield (
            f"{len(content.key_points)} items are marked as key points. "
            f"Mark at most {MOST_KEY_POINTS}, so that a member can take them in."
        )
    if not content.change_summary.strip():
        yield "Say in plain English what this version changes, under “Change summary”."
    if not content.change_reason.strip():
        yield "Say why it is changed, under “Change reason”."
