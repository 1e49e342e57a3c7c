"""Erasing personal data when its time is over: letters, messages, sessions; by the clock."""

from collections.abc import Iterator
from datetime import datetime

from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import QuerySet

from policies.actions.asking import about_request
from policies.actions.keeping_told import end_subscription
from policies.actions.outbox import forget_recipient
from policies.actions.page_problems import about_problem
from policies.actions.securityevents import forget_event
from policies.domain.dates import end_of, in_words, london_day
from policies.domain.letters import USUAL_DAYS_KEPT, last_day_to_forget
from policies.domain.retention import ERASED, RULES, RecordKind
from policies.models import (
    Council,
    FormatRequest,
    Message,
    PageProblem,
    Presence,
    SecurityEvent,
    Subscription,
)

# So many messages are erased in one run at most: the next run is a minute later.
MOST_AT_ONCE = 500


def days_letters_are_kept(council: Council | None) -> int:
    """Return for how many days after its closing a letter names whoever wrote it."""
    return council.letter_days_kept if council else USUAL_DAYS_KEPT


def letters_to_erase(at: datetime) -> list[FormatRequest | PageProblem]:
    """Return the letters that were closed so long ago that whoever wrote them is to be erased."""
    kept = days_letters_are_kept(Council.objects.first())
    last_day = last_day_to_forget(london_day(at), days_kept=kept)
    return [
        *FormatRequest.objects.to_erase(last_day),
        *PageProblem.objects.to_erase(last_day),
    ]


def forget(*, at: datetime) -> Iterator[str]:
    """Erase what is past its time, and yield what was done, a sentence each.

    Of a letter the format or the page, the version and the dates stay, and what the council
    answered. Subscriptions that nobody confirmed are deleted with their messages. Of an old
    message its subject and its moments stay, of a sign-in that there was one. Ended
    sessions, and who had a section open, go without a word.
    """
    for letter in letters_to_erase(at):
        erase_letter(letter=letter, at=at)
        yield f"Whoever wrote {letter.reference} was erased."
    for subscription in Subscription.objects.unconfirmed_since(at):
        end_subscription(subscription=subscription, at=at)
        yield f"Subscription {subscription.pk} was deleted: nobody confirmed it."
    for message in messages_to_erase(at)[:MOST_AT_ONCE]:
        erase_message(message=message, at=at)
        yield f"Whoever message {message.pk} went to was erased."
    Session.objects.filter(expire_date__lt=at).delete()
    Presence.objects.long_over(at).delete()
    forgotten = 0
    for event in events_to_forget(at)[:MOST_AT_ONCE]:
        forget_event(event=event)
        forgotten += 1
    if forgotten:
        yield f"Who signed in a year ago was erased: {forgotten} events."


def events_to_forget(at: datetime) -> "QuerySet[SecurityEvent]":
    """Return the comings and goings of so long ago that whose they were is to be erased."""
    last_day = RULES[RecordKind.SIGN_INS].last_day_past(london_day(at))
    rows: QuerySet[SecurityEvent] = (
        SecurityEvent.objects.to_forget(end_of(last_day))
        if last_day
        else SecurityEvent.objects.none()
    )
    return rows


def messages_to_erase(at: datetime) -> "QuerySet[Message]":
    """Return the messages that were sent so long ago that whom they went to is to be erased."""
    last_day = RULES[RecordKind.MESSAGES].last_day_past(london_day(at))
    rows: QuerySet[Message] = (
        Message.objects.to_erase(end_of(last_day)) if last_day else (Message.objects.none())
    )
    return rows


@transaction.atomic
def erase_message(*, message: Message, at: datetime) -> None:
    """Take the recipient and the words out of a message that was sent."""
    message.recipient = f"{ERASED}{in_words(london_day(at))}"
    message.body = message.leave_address = message.last_failure = ""
    message.save()


@transaction.atomic
def erase_letter(*, letter: FormatRequest | PageProblem, at: datetime) -> None:
    """Take whoever wrote a closed letter out of it, and out of the messages about it."""
    if isinstance(letter, FormatRequest):
        letter.which = letter.name = letter.postal_address = ""
        about = about_request(letter)
    else:
        about = about_problem(letter)
    letter.email = letter.words = ""
    letter.erased_at = at
    letter.save()
    forget_recipient(about=about, instead=f"{ERASED}{in_words(london_day(at))}")
