"""Changing the text of a draft: sections, guidance items, law references, related documents."""

import uuid
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import TypeVar

from django.db import transaction

from policies.actions.record import drop, keep, set_links, take_turn_with
from policies.domain import content as words
from policies.domain.dates import london_day
from policies.domain.errors import ContentRefused, MoveRefused, StaleSave
from policies.domain.readiness import Situation, reasons_against_writing
from policies.domain.sizes import reasons_against_passage, reasons_against_size
from policies.models import (
    Authorship,
    Contact,
    GuidanceItem,
    LawReference,
    RelatedDocument,
    Section,
    User,
    Version,
)
from policies.models.restriction import public_text_of

Named = TypeVar("Named", LawReference, Contact)


def refuse_unless_writable(version: Version, *, by: User, at: datetime) -> None:
    """Raise MoveRefused unless this version is a draft and this person may write."""
    situation = Situation(
        status=version.state, day=london_day(at), roles=by.roles, is_active=by.is_active
    )
    reasons = reasons_against_writing(situation)
    if reasons:
        raise MoveRefused(reasons)


def add_author(version: Version, *, by: User, at: datetime) -> None:
    """Count this person among the authors of this version, for good."""
    Authorship.objects.get_or_create(version=version, person=by, defaults={"since": at})


def _writable(version: Version, *, by: User, at: datetime) -> Version:
    version = take_turn_with(version)
    refuse_unless_writable(version, by=by, at=at)
    add_author(version, by=by, at=at)
    return version


@transaction.atomic
def save_section(
    *,
    section: Section,
    laws: Iterable[LawReference] | None = None,
    opened_as: str = "",
    by: User,
    at: datetime,
    why: str = "",
) -> Section:
    """Keep a new or changed section of a draft, and what it relies on if that is given.

    A new section without a position goes to the end. ``opened_as`` is the fingerprint of the
    section when this person opened it. Raises MoveRefused if the version is not a draft or the
    role is wrong, StaleSave if someone saved the section since, ContentRefused if it is too large.
    """
    version = _writable(section.version, by=by, at=at)
    refuse_if_stale(section, opened_as)
    _refuse_if_too_large(f"Section “{section}”", section.body)
    if section.position is None:
        last = version.sections.order_by("-position").first()
        section.position = last.position + 1 if last else 1
    keep(section, by=by, at=at, why=why or f"Section “{section}” written")
    if laws is not None:
        set_links(section, "laws", laws, by=by, at=at, why=why or "Law references changed")
    return section


def _refuse_if_too_large(where: str, *passages: str) -> None:
    reasons = [one for words in passages for one in reasons_against_passage(words, where=where)]
    if reasons:
        raise ContentRefused(reasons)


def refuse_if_stale(section: Section, opened_as: str) -> None:
    """Raise StaleSave if the section as kept has another fingerprint than when it was opened."""
    if not opened_as:
        return
    kept = Section.objects.filter(pk=section.pk).prefetch_related("items", "laws").first()
    if kept is None:
        raise StaleSave("Someone removed this section since you opened it.")
    if words.fingerprint(kept.as_content()) != opened_as:
        last = kept.history.first()
        who = last.history_user.get_full_name() if last and last.history_user else ""
        raise StaleSave(
            f"{who or 'Someone'} saved this section after you opened it. "
            "Nothing is lost: both texts are below. Bring them together and save again."
        )


@transaction.atomic
def remove_section(*, section: Section, by: User, at: datetime, why: str = "") -> None:
    """Remove a section of a draft with its items. Its history stays."""
    _writable(section.version, by=by, at=at)
    why = why or f"Section “{section}” removed"
    for item in section.items.all():
        drop(item, by=by, at=at, why=why)
    set_links(section, "laws", [], by=by, at=at, why=why)
    drop(section, by=by, at=at, why=why)


@transaction.atomic
def move_section(*, section: Section, up: bool, by: User, at: datetime) -> None:
    """Swap a section of a draft with its neighbour above or below; at the edge nothing happens."""
    version = take_turn_with(section.version)
    refuse_unless_writable(version, by=by, at=at)
    rows = list(version.sections.all())
    here = [row.pk for row in rows].index(section.pk)
    there = here - 1 if up else here + 1
    if not 0 <= there < len(rows):
        return
    add_author(version, by=by, at=at)
    rows[here], rows[there] = rows[there], rows[here]
    for position, row in enumerate(rows, start=1):
        if row.position != position:
            row.position = position
            keep(row, by=by, at=at, why=f"Section “{section}” moved")


@transaction.atomic
def save_item(*, item: GuidanceItem, by: User, at: datetime) -> GuidanceItem:
    """Keep a new or changed guidance item of a draft. Raises as ``save_section`` does."""
    _writable(item.section.version, by=by, at=at)
    _refuse_if_too_large("The item", item.text, item.reason)
    return keep(item, by=by, at=at, why=f"{item.get_kind_display()} written")


@transaction.atomic
def remove_item(*, item: GuidanceItem, by: User, at: datetime) -> None:
    """Remove a guidance item of a draft. Its history stays."""
    _writable(item.section.version, by=by, at=at)
    drop(item, by=by, at=at, why=f"{item.get_kind_display()} removed")


@transaction.atomic
def save_related(*, related: RelatedDocument, by: User, at: datetime) -> RelatedDocument:
    """Keep a new or changed related document of a draft."""
    _writable(related.version, by=by, at=at)
    return keep(related, by=by, at=at, why=f"Related document “{related}” written")


@transaction.atomic
def remove_related(*, related: RelatedDocument, by: User, at: datetime) -> None:
    """Remove a related document of a draft. Its history stays."""
    _writable(related.version, by=by, at=at)
    drop(related, by=by, at=at, why=f"Related document “{related}” removed")


def copy_text(*, source: Version, target: Version, by: User, at: datetime) -> None:
    """Copy the text of one version into a new draft, lineage kept, without what is hidden by law.

    The contacts are those of the register, whatever is hidden of their names in the text.
    """
    content = replace(public_text_of(source), contacts=())
    fill(version=target, content=content, by=by, at=at)
    contacts = source.contacts.all()
    set_links(target, "contacts", contacts, by=by, at=at, why=f"Taken over from {source.number}")


@transaction.atomic
def replace_text(
    *, version: Version, content: words.VersionContent, by: User, at: datetime, why: str
) -> None:
    """Put another text in the place of a draft's sections and related documents.

    Sections keep the lineage that ``content`` gives them. Raises MoveRefused if the version is
    not a draft, ContentRefused as ``fill`` does; then the old text stays.
    """
    version = _writable(version, by=by, at=at)
    for section in version.sections.all():
        remove_section(section=section, by=by, at=at, why=why)
    for related in version.related.all():
        drop(related, by=by, at=at, why=why)
    fill(version=version, content=content, by=by, at=at)


@transaction.atomic
def fill(*, version: Version, content: words.VersionContent, by: User, at: datetime) -> None:
    """Write these sections, items, law references, contacts and related documents into an
    empty draft. Contacts and laws are found by their name and code in the registers.

    Raises ContentRefused if a law code or a contact is not in its register, or if the text is
    too large.
    """
    too_large = list(reasons_against_size(content))
    if too_large:
        raise ContentRefused(too_large)
    laws = _rows_named(LawReference, "code", {c for s in content.sections for c in s.laws})
    contacts = _rows_named(Contact, "name", {contact.name for contact in content.contacts})
    why = f"Taken over into {version.number}"
    for position, section in enumerate(content.sections, start=1):
        row = Section(
            version=version,
            position=position,
            lineage=uuid.UUID(section.lineage) if section.lineage else uuid.uuid4(),
            level=section.level,
            printed_number=section.printed_number,
            heading=section.heading,
            key=section.key,
            body=section.markdown,
        )
        keep(row, by=by, at=at, why=why)
        if section.laws:
            set_links(row, "laws", [laws[code] for code in section.laws], by=by, at=at, why=why)
        _fill_items(row, section.items, by=by, at=at, why=why)
    for position, related in enumerate(content.related, start=1):
        link = RelatedDocument(
            version=version,
            position=position,
            title=related.title,
            link_type=related.link_type,
            address=related.address,
        )
        keep(link, by=by, at=at, why=why)
    if contacts:
        set_links(version, "contacts", contacts.values(), by=by, at=at, why=why)


def _fill_items(
    section: Section, items: Iterable[words.GuidanceItem], *, by: User, at: datetime, why: str
) -> None:
    for position, item in enumerate(items, start=1):
        row = GuidanceItem(
            section=section,
            position=position,
            kind=item.kind.value,
            text=item.text,
            reason=item.reason,
            is_key_point=item.is_key_point,
        )
        keep(row, by=by, at=at, why=why)


def _rows_named(model: type[Named], column: str, names: set[str]) -> dict[str, Named]:
    found = model._default_manager.filter(**{f"{column}__in": names})
    rows = {getattr(row, column): row for row in found}
    absent = sorted(names - rows.keys())
    if absent:
        raise ContentRefused(
            f"There is no {model._meta.verbose_name} “{name}”. Add it to its register first."
            for name in absent
        )
    return rows
