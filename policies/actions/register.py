"""Gathering the public register and what was published, in as many queries for ten thousand
documents as for ten."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import F, OuterRef, QuerySet, Subquery

from policies.domain.hiding import public_words
from policies.domain.lifecycle import Move
from policies.domain.numbering import VersionNumber
from policies.domain.register import RegisterEntry
from policies.models import Document, StatusChange, Version
from policies.models.restriction import as_public, marked_if_restricted

# What the public is told of as news of a document, newest first.
_NEWS = (Move.PUBLISH.value, Move.WITHDRAW.value)
# A reader of feeds looks back some weeks; who wants all of it has the register and the history.
MOST_NEWS = 50

Address = Callable[[str, VersionNumber | None], str]


def public_register(address: Address) -> list[RegisterEntry]:
    """Return a line for each document with a public version, in the order of titles.

    ``address`` is given a slug and a number, or None for the text in force, and returns the
    whole address of that page.
    """
    latest = Version.objects.for_public().filter(document=OuterRef("document"))
    rows = (
        marked_if_restricted(Version.objects.for_public())
        .annotate(latest=Subquery(latest.order_by("-in_force_from").values("pk")[:1]))
        .filter(pk=F("latest"))
        .select_related("document__owner_post", "submission")
        .defer("submission__canonical")
        .order_by("title", "pk")
    )
    return [_entry(as_public(version), address) for version in rows]


def _entry(version: Any, address: Address) -> RegisterEntry:
    document = version.document
    return RegisterEntry(
        slug=document.slug,
        reference=document.reference,
        title=version.title,
        kind=version.kind,
        version=str(version.number),
        status=version.state.phrase,
        in_force_from=version.in_force_from,
        in_force_until=version.in_force_until,
        next_review_on=version.next_review_on if version.is_in_force else None,
        owner_post=document.owner_post.title,
        sha256=version.submission.sha256,
        address=address(document.slug, None),
        version_address=address(document.slug, version.number),
    )


@dataclass(frozen=True, slots=True)
class News:
    """That a public version came into force or was withdrawn, and when the portal said so."""

    version: Version
    is_withdrawal: bool
    at: datetime
    note: str


def public_news(document: Document | None = None) -> list[News]:
    """Return what was published and withdrawn of one document, or of all, the newest first.

    Versions recorded from paper are no news: they were in force long before.
    """
    changes: QuerySet[StatusChange] = StatusChange.objects.filter(
        move__in=_NEWS, version__in=Version.objects.for_public()
    )
    if document:
        changes = changes.filter(version__document=document)
    newest = list(changes.order_by("-at", "-pk")[:MOST_NEWS])
    rows = marked_if_restricted(Version.objects.select_related("document", "submission__article"))
    wanted = rows.filter(pk__in={change.version_id for change in newest})
    versions = {
        version.pk: as_public(version)
        for version in wanted.defer("submission__canonical", "submission__article__html")
    }
    return [_news(change, versions[change.version_id]) for change in newest]


def _news(change: StatusChange, version: Any) -> News:
    is_withdrawal = change.move == Move.WITHDRAW.value
    note = public_words(change.note, version.hidden) if is_withdrawal else ""
    return News(version, is_withdrawal, change.at, note)
