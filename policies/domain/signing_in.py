"""Signing in: how long a link lasts, and when somebody must say again who they are."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from enum import StrEnum

from policies.domain.language import _

# Somebody who begins after a week's leave still finds their invitation working.
INVITATION_LASTS = timedelta(days=7)
# A new password was asked for by somebody who is there.
NEW_PASSWORD_LASTS = timedelta(hours=24)


class Purpose(StrEnum):
    """Why somebody was sent a link by which they set a password."""

    INVITED = "invited"
    SENT = "sent"
    ASKED_FOR = "asked_for"

    @property
    def lasts(self) -> timedelta:
        """How long the link of this purpose works."""
        return INVITATION_LASTS if self is Purpose.INVITED else NEW_PASSWORD_LASTS


def reasons_against_link(
    *, at: datetime, expires_at: datetime, is_used: bool, is_replaced: bool, is_active: bool
) -> tuple[str, ...]:
    """Return every reason why a link no longer sets a password, one sentence each.

    A link works once, until its moment, and only as long as no newer one was sent.
    """
    reasons = []
    if is_used:
        reasons.append(_("This link has been used. It works once."))
    if is_replaced:
        reasons.append(_("A newer link was sent. Use the link in the latest message."))
    if at >= expires_at and not is_used:
        reasons.append(_("This link has ended."))
    if not is_active:
        reasons.append(_("This account is closed. An Administrator can open it again."))
    return tuple(reasons)


def reasons_against_sending_link(
    *, may_keep_people: bool, is_active: bool, has_address: bool, is_beyond: bool
) -> tuple[str, ...]:
    """Return every reason why an Administrator cannot send this person a link.

    ``is_beyond``: the person is a superuser and whoever sends is not.
    """
    reasons = []
    if not may_keep_people:
        reasons.append("Only the Administrator can send links for signing in.")
    if is_beyond:
        reasons.append("Only a superuser can send a superuser a link.")
    if not is_active:
        reasons.append("The account is closed. Open it before you send a link.")
    if not has_address:
        reasons.append("The account has no e-mail address to send the link to.")
    return tuple(reasons)


def was_proved_lately(moments: Iterable[float], *, now: float, within: float) -> bool:
    """Return whether somebody said who they are within so many seconds.

    ``moments`` are those at which a password, a code, a passkey or the council's own server
    proved it, in seconds since 1970, as ``now`` is. A moment in the future proves nothing.
    """
    return any(0 <= now - moment < within for moment in moments)
