"""Putting back what a section of a draft said before. It is a new edit: nothing is undone."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from policies.actions.record import drop, keep, take_turn_with
from policies.actions.text import refuse_unless_writable, save_section
from policies.domain import content as words
from policies.domain.dates import LONDON, in_words, london_day
from policies.domain.errors import ContentRefused, StaleSave
from policies.models import GuidanceItem, LawReference, Section, User, Version

# A saved state of a row: its class is made when the program runs.
Revision = Any

_OF_SECTION = ("level", "printed_number", "heading", "key", "body")
_OF_ITEM = ("position", "kind", "text", "reason", "is_key_point")


def wording_as_of(*, version: Version, lineage: UUID, as_of: datetime) -> words.Section | None:
    """Return what a section of this version said at a moment, or None if it was not there."""
    revision = _revision(version, lineage, as_of)
    if revision is None:
        return None
    items = sorted(_items(revision, as_of), key=lambda item: (item.position, item.id))
    return words.Section(
        lineage=lineage.hex,
        heading=revision.heading,
        level=revision.level,
        printed_number=revision.printed_number,
        key=revision.key,
        markdown=revision.body,
        items=tuple(item.instance.as_content() for item in items),
        laws=tuple(sorted(law.code for law in _laws(revision))),
    )


def _revision(version: Version, lineage: UUID, as_of: datetime) -> Revision | None:
    """The last saved state of the section at this moment."""
    rows = Section.history.filter(version=version, lineage=lineage, history_date__lte=as_of)
    last = rows.order_by("-history_id").first()
    return last if last and last.history_type != "-" else None


def _items(revision: Revision, as_of: datetime) -> list[Revision]:
    """The last saved states of the items that the section had at this moment."""
    rows = GuidanceItem.history.filter(section_id=revision.id, history_date__lte=as_of)
    last = rows.order_by().values("id").annotate(last=Max("history_id")).values("last")
    return list(GuidanceItem.history.filter(history_id__in=last).exclude(history_type="-"))


def _laws(revision: Revision) -> list[LawReference]:
    return list(LawReference.objects.filter(pk__in=revision.laws.values("lawreference")))


@transaction.atomic
def restore_section(
    *,
    version: Version,
    lineage: UUID,
    as_of: datetime,
    opened_as: str,
    by: User,
    at: datetime,
) -> Section:
    """Give a section of a draft the wording it had at a moment, its items and laws included.

    A section that was removed comes back with its lineage, where it stood. ``opened_as`` is the
    fingerprint of the section when this person looked, or "" if it was not there. Raises
    MoveRefused if the version is not a draft or the role is wrong, StaleSave if someone changed
    the section since, ContentRefused if there is no such wording or the section has it now.
    """
    version = take_turn_with(version)
    refuse_unless_writable(version, by=by, at=at)
    revision = _revision(version, lineage, as_of)
    if revision is None:
        raise ContentRefused("The section was not there at that moment.")
    present = version.sections.filter(lineage=lineage).first()
    _refuse_if_changed(present, opened_as)
    if present and present.as_content() == wording_as_of(
        version=version, lineage=lineage, as_of=as_of
    ):
        raise ContentRefused("The section says this now. There is nothing to restore.")
    section = present or Section(version=version, lineage=lineage, position=revision.position)
    for name in _OF_SECTION:
        setattr(section, name, getattr(revision, name))
    why = f"Restored from {in_words(london_day(as_of))}, {as_of.astimezone(LONDON):%H:%M}"
    save_section(section=section, laws=_laws(revision), opened_as=opened_as, by=by, at=at, why=why)
    _restore_items(section, _items(revision, as_of), by=by, at=at, why=why)
    return section


def _refuse_if_changed(present: Section | None, opened_as: str) -> None:
    now = words.fingerprint(present.as_content()) if present else ""
    if now != opened_as:
        raise StaleSave(
            "Someone changed this section after you opened this page. "
            "Look at the differences again before you restore the wording."
        )


def _restore_items(
    section: Section, wanted: list[Revision], *, by: User, at: datetime, why: str
) -> None:
    present = {item.pk: item for item in section.items.all()}
    for item in present.values():
        if item.pk not in {row.id for row in wanted}:
            drop(item, by=by, at=at, why=why)
    for row in wanted:
        item = present.get(row.id) or GuidanceItem(section=section)
        was = [getattr(item, name) for name in _OF_ITEM]
        for name in _OF_ITEM:
            setattr(item, name, getattr(row, name))
        if item.pk is None or was != [getattr(row, name) for name in _OF_ITEM]:
            keep(item, by=by, at=at, why=why)
