"""What every action shares: taking a document's turn, keeping history, writing the record."""

from collections.abc import Iterable
from datetime import datetime
from typing import TypeVar

from django.db.models import Model

from policies.actions.searching import end_in_search, follow_in_search
from policies.domain.dates import london_day
from policies.domain.lifecycle import MOVES, Move, Status
from policies.models import (
    Document,
    PageStamp,
    StatusChange,
    User,
    Version,
)

Row = TypeVar("Row", bound=Model)

# What a move does to what readers can find.
_FOR_SEARCHES = {
    Move.PUBLISH: follow_in_search,
    Move.RECORD_PAST: follow_in_search,
    Move.SUPERSEDE: end_in_search,
    Move.WITHDRAW: end_in_search,
}


def take_turn(document: Document) -> Document:
    """Wait until no other action works on this document, and return it as it now is.

    Call inside a transaction: the turn ends with it. SQLite lets one writer in at a time anyway.
    """
    return Document.objects.select_for_update().get(pk=document.pk)


def take_turn_with(version: Version) -> Version:
    """Take the turn of the version's document and return the version as it now is."""
    document = take_turn(version.document)
    rows = Version.objects.select_related("submission", "author_post")
    fresh: Version = rows.get(pk=version.pk)
    fresh.document = document
    return fresh


def keep(row: Row, *, by: User | None, at: datetime, why: str) -> Row:
    """Save a row so that its history says who saved it, when and why."""
    row._history_user = by  # type: ignore[attr-defined]
    row._history_date = at  # type: ignore[attr-defined]
    row._change_reason = why  # type: ignore[attr-defined]
    row.save()
    return row


def set_links(
    row: Model, field: str, others: Iterable[Model], *, by: User | None, at: datetime, why: str
) -> None:
    """Set what a row is linked to so that its history says who did, when and why.

    Nothing is written where the links are the same as before.
    """
    links = getattr(row, field)
    wanted = {other.pk for other in others}
    if set(links.values_list("pk", flat=True)) == wanted:
        return
    row._history_user = by  # type: ignore[attr-defined]
    row._history_date = at  # type: ignore[attr-defined]
    row._change_reason = why  # type: ignore[attr-defined]
    links.set(wanted)


def drop(row: Row, *, by: User, at: datetime, why: str) -> None:
    """Delete a row of a draft so that its history says who deleted it, when and why."""
    row._history_user = by  # type: ignore[attr-defined]
    row._history_date = at  # type: ignore[attr-defined]
    row._change_reason = why  # type: ignore[attr-defined]
    row.delete()


def raise_page_stamp(document: Document) -> None:
    """Note that what the public sees of this document has changed. Call inside a transaction."""
    PageStamp.objects.get_or_create(document=document)
    stamp = PageStamp.objects.select_for_update().get(document=document)
    stamp.changes += 1
    stamp.save()


def write_change(
    *,
    version: Version,
    move: Move,
    from_status: Status | None,
    by: User,
    at: datetime,
    note: str = "",
    authority: str = "",
    exception: str = "",
    successor: Version | None = None,
) -> StatusChange:
    """Add the row of the record that says which move was made, by whom and when."""
    raise_page_stamp(version.document)
    if move in _FOR_SEARCHES:
        _FOR_SEARCHES[move](version=version)
    return StatusChange.objects.create(
        version=version,
        submission=version.submission,
        move=move.value,
        from_status=from_status.value if from_status else "",
        to_status=version.status,
        by=by,
        post=by.post_on(london_day(at), MOVES[move].roles),
        at=at,
        note=note.strip(),
        authority=authority.strip(),
        exception=exception.strip(),
        successor=successor,
    )


def make_move(
    *,
    version: Version,
    move: Move,
    to: Status,
    by: User,
    at: datetime,
    note: str = "",
    authority: str = "",
    exception: str = "",
    successor: Version | None = None,
) -> Version:
    """Change the status of a version whose move was found open, and write it on the record."""
    was = version.state
    version.status = to.value
    keep(version, by=by, at=at, why=f"{move.label}. {note}".strip())
    write_change(
        version=version,
        move=move,
        from_status=was,
        by=by,
        at=at,
        note=note,
        authority=authority,
        exception=exception,
        successor=successor,
    )
    return version
