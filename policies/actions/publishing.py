"""Putting a version in force and taking it out: publish, supersede, withdraw, rescind."""

from datetime import date, datetime

from django.db import transaction

from policies.actions.record import keep, make_move, take_turn_with
from policies.actions.reviewing import count_as_review
from policies.actions.situations import refuse_unless_open, situation_of
from policies.domain.dates import london_day, months_after
from policies.domain.errors import MoveRefused
from policies.domain.lifecycle import Move, Status
from policies.domain.readiness import exception_relied_on, reasons_against
from policies.models import User, Version


def proposed_next_review(version: Version, day: date) -> date:
    """Return the day of the next review if the version comes into force on this day."""
    return months_after(day, version.document.review_interval_months)


@transaction.atomic
def publish_version(
    *,
    version: Version,
    by: User,
    at: datetime,
    next_review_on: date | None = None,
    exception: str = "",
    note: str = "",
) -> Version:
    """Put an approved version in force from the London date of ``at``.

    The version in force before it is superseded first, in the same transaction, so that the
    text in force is unique at every instant. ``next_review_on`` is proposed from the review
    interval if it is not given. Publishing while a review is near or overdue counts as that
    review. Files are built afterwards and never hold this up. Raises MoveRefused with every
    reason against.
    """
    version = take_turn_with(version)
    day = london_day(at)
    review = next_review_on or proposed_next_review(version, day)
    situation = situation_of(version, by=by, at=at, exception=exception, next_review_on=review)
    refuse_unless_open(Move.PUBLISH, situation)
    current = version.document.versions.in_force().first()
    if current:
        current.in_force_until = day
        make_move(
            version=current,
            move=Move.SUPERSEDE,
            to=Status.SUPERSEDED,
            by=by,
            at=at,
            note=f"By version {version.number}",
            successor=version,
        )
        count_as_review(version=current, successor=version, next_review_on=review, by=by, at=at)
    version.in_force_from = day
    version.next_review_on = review
    make_move(
        version=version,
        move=Move.PUBLISH,
        to=Status.IN_FORCE,
        by=by,
        at=at,
        note=note,
        exception=exception_relied_on(situation),
    )
    document = version.document
    if document.title != version.title:
        document.title = version.title
        keep(document, by=by, at=at, why=f"Title of version {version.number}")
    return version


@transaction.atomic
def withdraw_version(*, version: Version, by: User, at: datetime, reason: str) -> Version:
    """Take the version in force out of force without a successor.

    It stays readable under a dated notice with this reason. Raises MoveRefused.
    """
    version = take_turn_with(version)
    refuse_unless_open(Move.WITHDRAW, situation_of(version, by=by, at=at, reason=reason))
    version.in_force_until = london_day(at)
    return make_move(
        version=version, move=Move.WITHDRAW, to=Status.WITHDRAWN, by=by, at=at, note=reason
    )


@transaction.atomic
def rescind_version(
    *, version: Version, by: User, at: datetime, reason: str, authority: str
) -> Version:
    """Give up an approved version that will not be published after all.

    ``authority`` names the decision: a body with its minute, or a call-in. Raises MoveRefused
    with every reason against.
    """
    version = take_turn_with(version)
    situation = situation_of(version, by=by, at=at, reason=reason)
    reasons = list(reasons_against(Move.RESCIND, situation))
    if not authority.strip():
        reasons.append("Say who decided that it will not be published, and under which minute.")
    if reasons:
        raise MoveRefused(reasons)
    return make_move(
        version=version,
        move=Move.RESCIND,
        to=Status.DISCARDED,
        by=by,
        at=at,
        note=reason,
        authority=authority,
    )
