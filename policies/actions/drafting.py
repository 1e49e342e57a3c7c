"""Making documents and drafts, and changing the text of a draft."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from policies.actions.record import (
    keep,
    make_move,
    raise_page_stamp,
    set_links,
    take_turn,
    take_turn_with,
    write_change,
)
from policies.actions.situations import refuse_unless_open, situation_of
from policies.actions.text import add_author, copy_text, refuse_unless_writable
from policies.domain.dates import london_day
from policies.domain.errors import ContentRefused, MoveRefused
from policies.domain.lifecycle import Move, Status
from policies.domain.numbering import ChangeClass, VersionNumber
from policies.domain.readiness import CLOSED_ACCOUNT, Situation, reasons_against
from policies.domain.roles import ABILITIES, Ability, roles_named
from policies.models import (
    Contact,
    Council,
    Document,
    EarlierAddress,
    Post,
    Route,
    User,
    Version,
)
from policies.models.restriction import as_public

# What the form of a draft may change. The rest of the row is moved by the lifecycle alone.
DRAFT_FIELDS = (
    "major",
    "minor",
    "title",
    "kind",
    "language",
    "summary",
    "audience",
    "coverage",
    "classification",
    "publication",
    "keywords",
    "author_post_id",
    "change_class",
    "change_summary",
    "change_reason",
)


@transaction.atomic
def create_document(
    *,
    council: Council,
    slug: str,
    reference: str,
    title: str,
    owner_post: Post,
    route: Route | None = None,
    minor_route: Route | None = None,
    fallback_post: Post | None = None,
    review_interval_months: int = 24,
    by: User,
    at: datetime,
) -> Document:
    """Make a document, still without a version. Raises MoveRefused for the wrong role,
    ContentRefused if the slug or the reference is taken."""
    if not by.is_active:
        raise MoveRefused(CLOSED_ACCOUNT)
    if not by.can(Ability.WRITE):
        raise MoveRefused(f"Only {roles_named(ABILITIES[Ability.WRITE])} can create a document.")
    taken = [
        f"Another document has the {name} “{value}”. Choose another."
        for name, value in (("slug", slug), ("reference", reference))
        if Document.objects.filter(**{name: value}).exists()
    ]
    if EarlierAddress.objects.filter(slug=slug).exists():
        taken.append(f"The address “{slug}” leads to another document. Choose another slug.")
    if taken:
        raise ContentRefused(taken)
    document = Document(
        council=council,
        slug=slug,
        reference=reference,
        title=title,
        owner_post=owner_post,
        route=route,
        minor_route=minor_route,
        fallback_post=fallback_post,
        review_interval_months=review_interval_months,
    )
    return keep(document, by=by, at=at, why="Document created")


@transaction.atomic
def change_document(
    *,
    document: Document,
    reference: str,
    owner_post: Post,
    route: Route | None,
    minor_route: Route | None,
    fallback_post: Post | None,
    review_interval_months: int,
    by: User,
    at: datetime,
    why: str = "",
) -> Document:
    """Change what a document is called by and who owns it.

    Raises MoveRefused for the wrong role, ContentRefused if the reference is taken, or if it is
    to change after a version was published: it is part of the hashed text.
    """
    document = take_turn(document)
    if not by.can(Ability.WRITE):
        raise MoveRefused(f"Only {roles_named(ABILITIES[Ability.WRITE])} can change a document.")
    if reference != document.reference:
        if Document.objects.filter(reference=reference).exists():
            raise ContentRefused(
                f"Another document has the reference “{reference}”. Choose another."
            )
        if document.versions.published().exists():
            raise ContentRefused("The reference is printed in a published text. It stays as it is.")
    document.reference, document.owner_post = reference, owner_post
    document.route, document.minor_route = route, minor_route
    document.fallback_post = fallback_post
    document.review_interval_months = review_interval_months
    keep(document, by=by, at=at, why=why or "Document changed")
    raise_page_stamp(document)
    return document


@transaction.atomic
def start_version(
    *,
    document: Document,
    by: User,
    at: datetime,
    author_post: Post | None = None,
    change_class: ChangeClass = ChangeClass.SUBSTANTIVE,
    number: VersionNumber | None = None,
) -> Version:
    """Start a draft: a copy of the version in force (or the last one), or an empty first version.

    Sections keep their lineage, so that anchors and comparison survive. ``number`` is the
    printed number to use instead of the one that follows. Raises MoveRefused if the role is
    wrong or the document has an open version.
    """
    document = take_turn(document)
    _refuse_unless_startable(document, by, at)
    last = document.versions.in_force().first() or document.latest_version()
    basis = as_public(last) if last else None
    version = Version(
        document=document,
        title=basis.title if basis else document.title,
        change_class=(change_class if basis else ChangeClass.NEW).value,
        author_post=author_post or (basis.author_post if basis else document.owner_post),
    )
    chosen = number or next_number(document, ChangeClass(version.change_class))
    _refuse_if_taken(document, chosen)
    version.major, version.minor = chosen.major, chosen.minor
    if basis:
        version.based_on = basis
        _copy_description(basis, version)
    keep(version, by=by, at=at, why=f"Started from {basis.number}" if basis else "Started")
    if basis:
        copy_text(source=basis, target=version, by=by, at=at)
    write_change(version=version, move=Move.START, from_status=None, by=by, at=at)
    return version


def _refuse_unless_startable(document: Document, by: User, at: datetime) -> None:
    open_version = document.open_version()
    reasons = reasons_against(
        Move.START,
        Situation(
            status=None,
            day=london_day(at),
            roles=by.roles,
            is_active=by.is_active,
            open_version=str(open_version.number) if open_version else "",
        ),
    )
    if reasons:
        raise MoveRefused(reasons)


def next_number(
    document: Document, change: ChangeClass, *, but: Version | None = None
) -> VersionNumber:
    """Return the number that follows the highest one ever used, that of ``but`` left out.

    A number is used once, whatever became of its version.
    """
    others = document.versions.exclude(pk=but.pk) if but else document.versions
    last = others.order_by("-major", "-minor").first()
    return last.number.after(change) if last else VersionNumber(1, 0)


def _refuse_if_taken(document: Document, number: VersionNumber, but: Version | None = None) -> None:
    others = document.versions.exclude(pk=but.pk) if but else document.versions
    if others.filter(major=number.major, minor=number.minor).exists():
        raise ContentRefused(
            f"This document has a version {number}. A number is used once: choose another."
        )
    last = document.versions.published().order_by("-major", "-minor").first()
    if last and number < last.number:
        raise ContentRefused(
            f"Version {last.number} was published before. Choose a number after it."
        )


def _copy_description(basis: Version, version: Version) -> None:
    described = ("kind", "language", "summary", "audience", "coverage", "classification")
    for name in (*described, "publication", "keywords"):
        setattr(version, name, getattr(basis, name))


@transaction.atomic
def save_draft(
    *,
    version: Version,
    contacts: Iterable[Contact] | None = None,
    by: User,
    at: datetime,
    why: str = "",
) -> Version:
    """Keep the description of a draft as this row has it, and its contacts if they are given.

    Only the fields of the form are taken over, so that a stale row never moves a status.
    Raises MoveRefused if the version is no draft any more or the role is wrong,
    ContentRefused if the number is taken.
    """
    kept = take_turn_with(version)
    refuse_unless_writable(kept, by=by, at=at)
    for name in DRAFT_FIELDS:
        setattr(kept, name, getattr(version, name))
    _refuse_if_taken(kept.document, kept.number, but=kept)
    keep(kept, by=by, at=at, why=why or "Draft changed")
    if contacts is not None:
        set_links(kept, "contacts", contacts, by=by, at=at, why=why or "Contacts changed")
    add_author(kept, by=by, at=at)
    return kept


@transaction.atomic
def discard_draft(*, version: Version, by: User, at: datetime, reason: str) -> Version:
    """Give up a draft: kept, not shown. Raises MoveRefused with every reason against."""
    version = take_turn_with(version)
    refuse_unless_open(Move.DISCARD, situation_of(version, by=by, at=at, reason=reason))
    return make_move(
        version=version, move=Move.DISCARD, to=Status.DISCARDED, by=by, at=at, note=reason
    )
