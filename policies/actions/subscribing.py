"""The address under which an officer’s own calendar reads what is due, and its revocation."""

from datetime import datetime
from secrets import token_urlsafe

from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.signing import BadSignature, Signer
from django.db import transaction

from policies.models import User

_SIGNER = Signer(salt="policies.calendar", sep=".")


def calendar_token(person: User) -> str:
    """Return the token of this person’s calendar: who it is for, signed with the secret key.

    It also holds the person's ``calendar_secret``, which is another one after each revoking: a
    token with an older one opens nothing.
    """
    return _SIGNER.sign(f"{person.pk}-{person.calendar_secret}")


def subscriber(token: str) -> User | None:
    """Return whose calendar this token opens: an officer with an open account, or None."""
    try:
        key, _, secret = _SIGNER.unsign(token).partition("-")
    except BadSignature:
        return None
    person = User.objects.filter(pk=key).first()
    return person if person and person.has_desk and person.calendar_secret == secret else None


@transaction.atomic
def revoke_calendar(*, by: User, at: datetime) -> None:
    """Close the address of this person’s calendar; the next token is another one."""
    row = User.objects.select_for_update().get(pk=by.pk)
    row.calendar_secret = by.calendar_secret = token_urlsafe(16)
    row.save()
    LogEntry.objects.create(
        user=by,
        content_type=ContentType.objects.get_for_model(User),
        object_id=str(by.pk),
        object_repr=str(by)[:200],
        action_flag=CHANGE,
        change_message="Calendar address revoked",
        action_time=at,
    )
