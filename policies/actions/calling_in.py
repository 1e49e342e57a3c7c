"""Holding an approved version when scrutiny calls it in, and releasing it."""

from datetime import datetime

from django.db import transaction

from policies.actions.record import raise_page_stamp, take_turn_with
from policies.actions.situations import situation_of
from policies.domain.callin import reasons_against_calling_in, reasons_against_releasing
from policies.domain.dates import london_day
from policies.domain.errors import MoveRefused
from policies.domain.roles import ABILITIES, Ability
from policies.models import CallIn, CallInRelease, User, Version


@transaction.atomic
def call_in(*, version: Version, authority: str, reason: str, by: User, at: datetime) -> CallIn:
    """Hold an approved version: it is not published until it is released, but can be rescinded.

    ``authority`` names who called it in and where it says so. Raises MoveRefused with every
    reason against.
    """
    version = take_turn_with(version)
    reasons = list(reasons_against_calling_in(situation_of(version, by=by, at=at)))
    if not authority.strip():
        reasons.append("Say who called it in, and where it says so.")
    if not reason.strip():
        reasons.append("Say why. The reason is kept on the record.")
    if reasons:
        raise MoveRefused(reasons)
    # The page of the version in force may announce from when this one applies.
    raise_page_stamp(version.document)
    return CallIn.objects.create(
        version=version,
        authority=authority.strip(),
        reason=reason.strip(),
        by=by,
        post=by.post_on(london_day(at), ABILITIES[Ability.CALL_IN]),
        at=at,
    )


@transaction.atomic
def release(
    *, call_in: CallIn, authority: str, reason: str = "", by: User, at: datetime
) -> CallInRelease:
    """Let a version that was called in go on to be published.

    ``authority`` names who released it, under which minute. Raises MoveRefused with every reason
    against.
    """
    version = take_turn_with(call_in.version)
    reasons = list(reasons_against_releasing(situation_of(version, by=by, at=at)))
    if not reasons and not CallIn.objects.standing().filter(pk=call_in.pk).exists():
        reasons.append("This call-in was released already.")
    if not authority.strip():
        reasons.append("Say who released it, and under which minute.")
    if reasons:
        raise MoveRefused(reasons)
    raise_page_stamp(version.document)
    return CallInRelease.objects.create(
        call_in=call_in,
        authority=authority.strip(),
        reason=reason.strip(),
        by=by,
        post=by.post_on(london_day(at), ABILITIES[Ability.CALL_IN]),
        at=at,
    )
