"""Keeping what bodies delegated to officers."""

from datetime import datetime

from django.db import transaction

from policies.actions.record import keep, take_turn
from policies.domain.dates import london_day
from policies.domain.delegating import Terms, Used, reasons_against_delegating
from policies.domain.errors import ContentRefused
from policies.domain.roles import Role
from policies.models import Delegation, User

# What the uses of a delegation rest on; only its end may still move, and only nearer.
_TERMS = (
    "document_id", "granted_by_id", "granted_on", "minute_reference", "delegate_post_id",
    "consultee_post_id", "limits", "minor_only", "starts_on",
)  # fmt: skip


@transaction.atomic
def keep_delegation(*, delegation: Delegation, by: User, at: datetime, why: str = "") -> Delegation:
    """Keep a new or changed delegation, with who, when and why in its history.

    Once it was used, its terms stay: it can only be made to expire earlier, and not before its
    last use. Raises ContentRefused with every reason against.
    """
    take_turn(delegation.document)
    before = Delegation.objects.filter(pk=delegation.pk).first()
    if before and before.document_id != delegation.document_id:
        take_turn(before.document)
    post, consultee = delegation.delegate_post, delegation.consultee_post
    terms = Terms(
        delegate=post.title,
        delegate_role=Role(post.role) if post.role else None,
        consultee=consultee.title if consultee else "",
        minute_reference=delegation.minute_reference,
        limits=delegation.limits,
        granted_on=delegation.granted_on,
        starts_on=delegation.starts_on,
        expires_on=delegation.expires_on,
    )
    day = london_day(at)
    reasons = reasons_against_delegating(
        terms,
        roles=by.roles_on(day),
        is_active=by.is_active,
        day=day,
        used=_used(before, delegation) if before else None,
    )
    if reasons:
        raise ContentRefused(reasons)
    return keep(delegation, by=by, at=at, why=why or ("Changed" if before else "Entered"))


def _used(before: Delegation, now: Delegation) -> Used | None:
    last = before.uses.order_by("-decision__decided_on").select_related("decision").first()
    if last is None:
        return None
    return Used(
        last_on=last.decision.decided_on,
        expires_on=before.expires_on,
        other_terms_change=any(getattr(before, name) != getattr(now, name) for name in _TERMS),
    )
