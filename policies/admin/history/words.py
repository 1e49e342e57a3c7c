"""What a saved state says, as plain values to compare: a row that was deleted says nothing."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from policies.domain import content as words
from policies.domain.dates import LONDON, in_words, london_day

# The columns of a version that people fill in, as a sentence names them.
_DESCRIPTION = {
    "title": "the title",
    "kind": "the kind",
    "language": "the language",
    "summary": "the summary",
    "audience": "the audience",
    "coverage": "the coverage",
    "classification": "the classification",
    "publication": "who may read it",
    "keywords": "the keywords",
    "author_post": "the author’s post",
    "change_class": "the class of the change",
    "change_summary": "the summary of the change",
    "change_reason": "the reason of the change",
    "next_review_on": "the next review",
    "in_force_from": "the first day in force",
    "in_force_until": "the day on which its force ends",
    "evidence": "the evidence on paper",
}


def section_of(row, laws: Sequence[str]) -> words.Section | None:
    """Return what this state of a section says, with the names of the laws it relied on."""
    if row.history_type == "-":
        return None
    return words.Section(
        lineage=row.lineage.hex,
        heading=row.heading,
        level=row.level,
        printed_number=row.printed_number,
        key=row.key,
        markdown=row.body,
        laws=tuple(laws),
    )


def item_of(row) -> words.GuidanceItem | None:
    """Return what this state of a guidance item says."""
    if row is None or row.history_type == "-":
        return None
    return words.GuidanceItem(
        kind=words.ItemKind(row.kind),
        text=row.text,
        reason=row.reason,
        is_key_point=row.is_key_point,
    )


def related_of(row) -> dict[str, str] | None:
    """Return the values of this state of a related document, its name first."""
    if row is None or row.history_type == "-":
        return None
    return {"title": row.title, "link": row.get_link_type_display(), "address": row.address}


def description_of(row) -> dict[str, str]:
    """Return what this state of a version says of itself, by the names that a sentence uses."""
    number = f"{row.major}.{row.minor}"
    return {"the number": number, **{name: read(row, c) for c, name in _DESCRIPTION.items()}}


def read(row, column: str) -> str:
    """Return one value of a row as a person reads it."""
    display = getattr(row, f"get_{column}_display", None)
    value = display() if display else getattr(row, column)
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return f"{in_words(london_day(value))}, {value.astimezone(LONDON):%H:%M}"
    return in_words(value) if hasattr(value, "strftime") else str(value)


def linked(model, name: str, rows: Sequence) -> dict[int, tuple[str, ...]]:
    """Return the names of what each of these saved states was linked to, in one query."""
    link = model._meta.get_field(name)
    other = link.m2m_reverse_field_name()
    histories = getattr(model.history.model, name).model.objects
    found: dict[int, list[str]] = defaultdict(list)
    ids = [row.history_id for row in rows]
    for one in histories.filter(history__in=ids).select_related(other):
        found[one.history_id].append(str(getattr(one, other)))
    return {history_id: tuple(sorted(names)) for history_id, names in found.items()}
