"""Keeping readers told by e-mail: asking for it, confirming the address, leaving."""

from datetime import datetime

from django.core.signing import BadSignature, Signer, TimestampSigner
from django.db import transaction
from django.template.loader import render_to_string

from policies.actions.addresses import whole_as_spoken
from policies.actions.outbox import TO_READERS, forget_recipient, write_message
from policies.domain.dates import in_words, london_day
from policies.domain.errors import ContentRefused
from policies.domain.hiding import public_title
from policies.domain.language import gettext
from policies.domain.retention import ERASED
from policies.models import Council, Document, Subscription
from policies.models.subscription import CONFIRM_WITHIN

_TO_CONFIRM = TimestampSigner(salt="policies.subscription.confirm", sep=".")
_TO_LEAVE = Signer(salt="policies.subscription.leave", sep=".")
# Whoever types a stranger’s address again and again fills no mailbox.
MOST_UNCONFIRMED = 5


@transaction.atomic
def ask_to_be_told(*, email: str, document: Document | None, language: str, at: datetime) -> None:
    """Write to an address whose reader wants to be told of a document, or of every document.

    Nothing is told before the link in that message is used. Whoever asks learns nothing of
    whether the address is known: that is told to the address alone, once a day at most. Raises
    ContentRefused if the document has no text that everyone may read.
    """
    if document and not document.versions.for_public().exists():
        raise ContentRefused("There is no such document.")
    email = email.strip().lower()
    own = Subscription.objects.filter(email=email)
    if own.filter(confirmed_at__isnull=True).exclude(document=document).count() >= MOST_UNCONFIRMED:
        return
    subscription, _ = own.get_or_create(
        email=email, document=document, defaults={"language": language, "asked_at": at}
    )
    is_confirmed = subscription.confirmed_at is not None
    if not is_confirmed:
        subscription.asked_at, subscription.language = at, language
        subscription.save()
    what = "again" if is_confirmed else "confirm"
    write_message(
        key=f"{_about(subscription)}{what}/{london_day(at)}",
        recipient=email,
        subject=gettext("You are told already")
        if is_confirmed
        else gettext("Please confirm your e-mail address"),
        body=render_to_string(f"mail/subscription_{what}.txt", _told_in(subscription)),
        at=at,
        leave_address=leave_address(subscription) if is_confirmed else "",
    )


def subscription_to_confirm(token: str) -> Subscription | None:
    """Return the subscription that this token confirms, or None if it has ended or is unknown."""
    try:
        key = _TO_CONFIRM.unsign(token, max_age=CONFIRM_WITHIN)
    except BadSignature:
        return None
    return _of(key)


def subscription_to_leave(token: str) -> Subscription | None:
    """Return the subscription that this token ends, or None if that was done."""
    try:
        key = _TO_LEAVE.unsign(token)
    except BadSignature:
        return None
    return _of(key)


def _of(key: str) -> Subscription | None:
    return Subscription.objects.select_related("document").filter(pk=key).first()


@transaction.atomic
def confirm_subscription(*, subscription: Subscription, at: datetime) -> Subscription:
    """Note that whoever reads the address wants to be told. A second time changes nothing."""
    row: Subscription = Subscription.objects.select_for_update().get(pk=subscription.pk)
    if row.confirmed_at is None:
        row.confirmed_at = at
        row.save()
    return row


@transaction.atomic
def end_subscription(*, subscription: Subscription, at: datetime) -> None:
    """Delete a subscription, and its address from every message that went to it."""
    instead = f"{ERASED}{in_words(london_day(at))}"
    forget_recipient(about=_about(subscription), instead=instead)
    Subscription.objects.filter(pk=subscription.pk).delete()


def title_told(subscription: Subscription) -> str:
    """Return what the subscription is to, as the public may read it; empty for everything."""
    return public_name(subscription.document) if subscription.document else ""


def public_name(document: Document) -> str:
    """Return the title of the newest text of a document that everyone may read, without what is
    hidden by law; empty if there is none."""
    version = document.versions.for_public().order_by("-in_force_from").first()
    return public_title(version.title, version.restrictions.hidden()) if version else ""


def leave_address(subscription: Subscription) -> str:
    """Return the address that ends this subscription, whenever it is used."""
    return whole_as_spoken("subscription_leave", _TO_LEAVE.sign(str(subscription.pk)))


def about_change(subscription: Subscription, change: int) -> str:
    """Return the key of the one message that tells this subscription of a change."""
    return f"{_about(subscription)}change/{change}"


def _about(subscription: Subscription) -> str:
    return f"{TO_READERS}subscription/{subscription.pk}/"


def _told_in(subscription: Subscription) -> dict[str, object]:
    return {
        "title": title_told(subscription),
        "council": Council.objects.first(),
        "days": CONFIRM_WITHIN.days,
        "confirm": whole_as_spoken("subscription_confirm", _TO_CONFIRM.sign(str(subscription.pk))),
        "leave": leave_address(subscription),
    }
