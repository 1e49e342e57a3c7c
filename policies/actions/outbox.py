"""The outbox: messages are written in the transaction that causes them, and sent by the clock."""

import logging
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.db.models import Q

from policies.domain.content import sha256_of
from policies.domain.pauses import pause_after
from policies.models import Message

logger = logging.getLogger(__name__)

# A sender that has not noted what became of a message after this long has died.
CLAIM_LASTS = timedelta(minutes=10)
# After a failure the clock waits 2, 4, 8 … minutes, and this long at most.
LONGEST_PAUSE = timedelta(hours=6)
# These messages hold a link that is a secret: once they are sent, only its recipient has it.
HOLDS_A_SECRET = "invitation:"
# Messages to people who are not officers: what they were told is theirs, once it is sent.
TO_READERS = "reader/"
NOT_TAKEN = "The mail server did not take it. Its answer is in the log of the portal."
NOT_REACHED = "The mail server could not be reached. Why is in the log of the portal."


@transaction.atomic
def write_message(
    *, key: str, recipient: str, subject: str, body: str, at: datetime, leave_address: str = ""
) -> Message:
    """Put a message in the outbox, once for each key, and return the one that is there.

    Call it in the transaction of what the message tells about: both happen or neither. A
    subject is one line, whatever it was made from. ``leave_address`` ends the subscription that
    the message belongs to.
    """
    message, _ = Message.objects.get_or_create(
        key=key,
        defaults={
            "recipient": recipient,
            "subject": " ".join(subject.split())[:200],
            "body": body,
            "written_at": at,
            "leave_address": leave_address,
        },
    )
    return message


def messages_to_send(at: datetime) -> list[Message]:
    """Return the messages that may be sent now, without their claims being taken."""
    dead = Q(claimed_at__isnull=True) | Q(claimed_at__lte=at - CLAIM_LASTS)
    ready = Q(not_before__isnull=True) | Q(not_before__lte=at)
    return list(Message.objects.waiting().filter(dead, ready))


def send_waiting(*, at: datetime) -> Iterator[tuple[Message, str]]:
    """Send what waits, and yield each message with the reason why it could not be sent, if any.

    A message is claimed, sent, and marked as sent, each in a transaction of its own, so that of
    two hosts one sends it. A claim of ten minutes ago is taken over, because whoever had it
    died: if that was between the sending and the mark, the message is sent a second time.
    Nobody misses a message, at the price of a rare double; both copies have the same
    Message-ID, by which most mail programs show them as one. What fails is tried again after
    2, 4, 8 … minutes, at most six hours apart, and never given up. All go through one
    connection; if there is none to be had, the rest waits for the next run.
    """
    began = time.monotonic()

    def now() -> datetime:
        return at + timedelta(seconds=time.monotonic() - began)

    line = get_connection()
    try:
        for waiting in messages_to_send(at):
            message = _claim(waiting, now())
            if message is None:
                continue
            failure = _send(message, line)
            _note(message, failure, now())
            yield message, failure
            if failure == NOT_REACHED:
                return
    finally:
        _hang_up(line)


@transaction.atomic
def _claim(waiting: Message, at: datetime) -> Message | None:
    """Return the message if it is ours now, or None if another sender has or had it."""
    message: Message = Message.objects.select_for_update().get(pk=waiting.pk)
    is_held = message.claimed_at and message.claimed_at > at - CLAIM_LASTS
    if message.sent_at or is_held or (message.not_before and message.not_before > at):
        return None
    message.claimed_at = at
    message.save()
    return message


def _send(message: Message, line: BaseEmailBackend) -> str:
    """Hand the message over to the mail server; return what went wrong, or nothing."""
    failure = NOT_REACHED
    try:
        line.open()
        failure = NOT_TAKEN
        line.send_messages([_as_mail(message)])
    except Exception:
        # Whatever a mail server answers must not keep the other messages back; nor must what is
        # left of the conversation in which it did.
        logger.exception("Message %s was not sent", message.pk)
        _hang_up(line)
        return failure
    return ""


def _hang_up(line: BaseEmailBackend) -> None:
    try:
        line.close()
    except Exception:
        logger.exception("The connection to the mail server was not closed in order")


def _as_mail(message: Message) -> EmailMessage:
    host = urlsplit(settings.PUBLIC_ADDRESS).hostname
    return EmailMessage(
        subject=message.subject,
        body=message.body,
        to=[message.recipient],
        headers={
            "Message-ID": f"<{sha256_of(message.key.encode())[:40]}@{host}>",
            # No automatic answers, please (RFC 3834).
            "Auto-Submitted": "auto-generated",
            **_ways_to_leave(message),
        },
    )


def _ways_to_leave(message: Message) -> dict[str, str]:
    """The headers by which a mail program offers to leave with one press (RFC 2369, RFC 8058)."""
    if not message.leave_address:
        return {}
    return {
        "List-Unsubscribe": f"<{message.leave_address}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }


@transaction.atomic
def forget_recipient(*, about: str, instead: str) -> None:
    """Take the recipient out of the messages whose keys begin with ``about``.

    What was sent keeps its subject and its moments, with ``instead`` for the address; what waits
    is taken out of the outbox, because nobody is left to send it to.
    """
    messages = Message.objects.filter(key__startswith=about)
    messages.waiting().delete()
    for message in messages.exclude(recipient=instead):
        message.recipient, message.body, message.leave_address = instead, "", ""
        message.save()


@transaction.atomic
def _note(claimed: Message, failure: str, at: datetime) -> None:
    message = Message.objects.select_for_update().get(pk=claimed.pk)
    if message.sent_at or (failure and message.claimed_at != claimed.claimed_at):
        # Another sender took the claim over meanwhile: what it notes stands.
        return
    message.claimed_at = None
    message.last_failure = failure
    if failure:
        message.failures += 1
        message.not_before = at + pause_after(message.failures, longest=LONGEST_PAUSE)
    else:
        message.sent_at = at
        if message.key.startswith((HOLDS_A_SECRET, TO_READERS)):
            message.body = message.leave_address = ""
    message.save()
