"""Erasing one person on request (UK GDPR, article 17), and leaving the public record whole.

What the record of a public decision needs stays (article 17(3)(b) and (d)): who decided, and how
many gave which answer.
"""

from datetime import datetime

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.contrib.admin.models import LogEntry
from django.db import transaction

from policies.actions.disclosing import (
    is_on_record,
    refuse_unless_allowed,
    rows_under,
)
from policies.actions.erasing import erase_invitation
from policies.actions.forgetting import erase_letter, erase_message
from policies.actions.keeping_told import end_subscription
from policies.actions.securityevents import done_by, note_event
from policies.domain.dates import in_words, london_day
from policies.domain.errors import MoveRefused
from policies.domain.privacy import (
    reasons_against_erasing_account,
    reasons_against_erasing_address,
)
from policies.domain.retention import ERASED
from policies.domain.securityevents import EventKind
from policies.models import Invitation, Message, Presence, User


@transaction.atomic
def erase_address(*, email: str, by: User, at: datetime) -> tuple[str, ...]:
    """Erase what is held of whoever has this e-mail address; return what was done, in sentences.

    Letters keep what was asked for and when, consultations which answer was given. Raises
    MoveRefused with every reason against, and changes nothing then.
    """
    refuse_unless_allowed(by)
    rows = rows_under(email)
    letters = [*rows["requests for a format"], *rows["reports of a problem"]]
    invitations = list(rows["invitations"].select_related("consultation"))
    reasons = reasons_against_erasing_address(
        open_letters=[letter.reference for letter in letters if letter.is_open],
        open_consultations=[
            one.consultation.consulted for one in invitations if not one.consultation.is_closed
        ],
        is_known=any(found.exists() for found in rows.values()),
    )
    if reasons:
        raise MoveRefused(reasons)
    for letter in letters:
        erase_letter(letter=letter, at=at)
    subscriptions = list(rows["subscriptions"])
    for subscription in subscriptions:
        end_subscription(subscription=subscription, at=at)
    for invitation in invitations:
        instead = f"{ERASED}{in_words(london_day(at))}"
        number = _numbered_so_far(invitation) + 1
        erase_invitation(invitation=invitation, instead=instead, number=number)
    messages = _erase_messages(email, at)
    note_event(kind=EventKind.DATA_ERASED, words="Of a reader or consultee.", by=by, at=at)
    return (
        f"{len(letters)} letters were erased.",
        f"{len(subscriptions)} subscriptions were ended.",
        f"{len(invitations)} invitations were erased, and the words of the answers on them.",
        f"{messages} other messages were erased.",
    )


def _numbered_so_far(invitation: Invitation) -> int:
    erased = Invitation.objects.filter(
        consultation=invitation.consultation_id, email__startswith=ERASED
    )
    return erased.values("email").distinct().count()


def _erase_messages(email: str, at: datetime) -> int:
    """Erase what was sent to this address, take what waits for it away, and return how many."""
    messages = list(Message.objects.filter(recipient__iexact=email))
    for message in messages:
        if message.sent_at is None:
            message.delete()
        else:
            erase_message(message=message, at=at)
    return len(messages)


@transaction.atomic
def erase_account(*, person: User, by: User, at: datetime) -> tuple[str, ...]:
    """Erase the account of somebody who has left; return what was done and what stays, in
    sentences.

    The name stays where the record names the person, because it must be possible to show who
    acted. Raises MoveRefused with every reason against, and changes nothing then.
    """
    refuse_unless_allowed(by)
    row: User = User.objects.select_for_update().get(pk=person.pk)
    held = row.post_holdings.held_on(london_day(at)).select_related("post")
    reasons = reasons_against_erasing_account(
        has_open_account=row.is_active,
        posts_held=[holding.signature for holding in held],
        is_superuser=row.is_superuser,
    )
    if reasons:
        raise MoveRefused(reasons)
    if row.email:
        _erase_messages(row.email, at)
    Presence.objects.filter(person=row).delete()
    stays = is_on_record(row)
    with done_by(by):
        _empty(row, keeps_name=stays)
    note_event(kind=EventKind.DATA_ERASED, about=row, words="The account.", by=by, at=at)
    return (
        "The e-mail address, all that the person signed in with, the roles and the last sign-in "
        "were erased.",
        "What they wrote or asked for as a reader is apart: erase it by their e-mail address.",
        "The name stays, because the record says what the person did."
        if stays
        else "The name was erased: nothing on record names the person.",
    )


def _empty(row: User, *, keeps_name: bool) -> None:
    row.email = row.calendar_secret = ""
    row.last_login = None
    row.set_unusable_password()
    row.groups.clear()
    for lets_in in (Authenticator, SocialAccount):
        lets_in.objects.filter(user=row).delete()
    row.sign_in_links.all().delete()
    if not keeps_name:
        row.username, row.first_name, row.last_name = f"erased-{row.pk}", "", ""
        for entry in LogEntry.objects.filter(
            content_type__app_label="policies", content_type__model="user", object_id=str(row.pk)
        ):
            entry.object_repr = row.username
            entry.save()
    row.save()
