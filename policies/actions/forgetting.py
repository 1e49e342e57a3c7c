"""Erasing who wrote to the council, some days after it was dealt with; by the clock."""

from collections.abc import Iterator
from datetime import datetime

from django.db import transaction

from policies.actions.asking import about_request
from policies.actions.keeping_told import end_subscription
from policies.actions.outbox import forget_recipient
from policies.actions.page_problems import about_problem
from policies.domain.dates import in_words, london_day
from policies.domain.letters import USUAL_DAYS_KEPT, last_day_to_forget
from policies.domain.retention import ERASED
from policies.models import Council, FormatRequest, PageProblem, Subscription


def letters_to_erase(at: datetime) -> list[FormatRequest | PageProblem]:
    """Return the letters that were closed so long ago that whoever wrote them is to be erased."""
    council = Council.objects.first()
    kept = council.letter_days_kept if council else USUAL_DAYS_KEPT
    last_day = last_day_to_forget(london_day(at), days_kept=kept)
    return [
        *FormatRequest.objects.to_erase(last_day),
        *PageProblem.objects.to_erase(last_day),
    ]


def forget(*, at: datetime) -> Iterator[str]:
    """Erase what is past its time, and yield what was done, a sentence each.

    Of a letter the format or the page, the version and the dates stay, and what the council
    answered. Subscriptions that nobody confirmed are deleted with their messages.
    """
    for letter in letters_to_erase(at):
        _erase(letter, at)
        yield f"Whoever wrote {letter.reference} was erased."
    for subscription in Subscription.objects.unconfirmed_since(at):
        end_subscription(subscription=subscription, at=at)
        yield f"Subscription {subscription.pk} was deleted: nobody confirmed it."


@transaction.atomic
def _erase(letter: FormatRequest | PageProblem, at: datetime) -> None:
    if isinstance(letter, FormatRequest):
        letter.which = letter.name = letter.postal_address = ""
        about = about_request(letter)
    else:
        about = about_problem(letter)
    letter.email = letter.words = ""
    letter.erased_at = at
    letter.save()
    forget_recipient(about=about, instead=f"{ERASED}{in_words(london_day(at))}")
