"""Erasing the personal data of consultees, once the rule of retention says so."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from policies.actions.outbox import HOLDS_A_SECRET
from policies.actions.record import take_turn_with
from policies.domain.dates import in_words, london_day
from policies.domain.errors import MoveRefused
from policies.domain.retention import ERASED, reasons_against_erasing
from policies.models import Consultation, Invitation, Message, Response, User


@transaction.atomic
def erase_consultees(*, consultation: Consultation, by: User, at: datetime) -> int:
    """Take the names, the addresses and the words of the answers out of a closed consultation;
    return how many links they were of.

    Which answer was given on each link stays, and so does which links went to one address. The
    messages that were sent to consultees lose address and words too. Raises MoveRefused with
    every reason against.
    """
    take_turn_with(consultation.submission.version)
    consultation = Consultation.objects.get(pk=consultation.pk)
    reasons = reasons_against_erasure(consultation, by=by, at=at)
    if reasons:
        raise MoveRefused(reasons)
    instead = f"{ERASED}{in_words(london_day(at))}"
    first_of: dict[str, int] = {}
    invitations = list(Invitation.objects.filter(consultation=consultation))
    for invitation in invitations:
        number = first_of.setdefault(invitation.email, len(first_of) + 1)
        erase_invitation(invitation=invitation, instead=instead, number=number)
    return len(invitations)


@transaction.atomic
def erase_invitation(*, invitation: Invitation, instead: str, number: int) -> None:
    """Take a consultee out of a link, of the messages about it and of the answer on it.

    ``instead`` stands in their place, and ``number`` tells one erased address from another.
    """
    for message in _sent_about(invitation):
        message.recipient, message.body = instead, ""
        message.save()
    invitation.name, invitation.email = instead, f"{instead} ({number})"
    invitation.save()
    for response in Response.objects.filter(invitation=invitation):
        response.text = ""
        response.save()


def _sent_about(invitation: Invitation) -> Iterable[Message]:
    """The messages that were sent to a consultee about this link."""
    first = Q(key=f"{HOLDS_A_SECRET}{invitation.pk}")
    later = Q(
        key__startswith=f"consultation:{invitation.consultation_id}:",
        key__endswith=f":{invitation.pk}",
    )
    return Message.objects.filter(first | later, sent_at__isnull=False)


def reasons_against_erasure(
    consultation: Consultation, *, by: User, at: datetime
) -> tuple[str, ...]:
    """Return every reason why this person cannot erase the consultees of this consultation now."""
    day = london_day(at)
    closed_at = consultation.closed_at
    return reasons_against_erasing(
        by.roles_on(day),
        is_active=by.is_active,
        closed_on=london_day(closed_at) if closed_at else None,
        is_erased=not consultation.invitations.named().exists(),
        day=day,
    )
