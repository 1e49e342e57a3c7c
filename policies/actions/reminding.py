"""Telling people what is due: one message a person, on working days, each warning once."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db.models import Max
from django.db.models.functions import Lower
from django.template.loader import render_to_string

from policies.actions.due import Keepers, Recipient, due_items, page_at_desk
from policies.actions.outbox import write_message
from policies.domain.content import sha256_of
from policies.domain.dates import london_day
from policies.domain.reviews import DueItem
from policies.domain.workingdays import is_working_day
from policies.models import Council, Message

_ABOUT = "due/"


@dataclass(frozen=True, slots=True)
class Reminder:
    """What one person is to be told now."""

    recipient: Recipient
    items: tuple[DueItem, ...]


def reminders_to_write(at: datetime) -> list[Reminder]:
    """Return what is to be told now, one reminder an address; none on days without work.

    A warning is told if it came after the last reminder to this address, which the outbox
    knows by its key and its moment: so a run that is repeated tells nothing again, one that was
    missed is made up for on the next working day, and whoever takes up a post hears what is due
    already.
    """
    council = Council.objects.first()
    if council is None or not is_working_day(london_day(at), council.nations):
        return []
    keepers, told = Keepers(at), _last_told()
    items: dict[str, list[DueItem]] = defaultdict(list)
    recipients: dict[str, Recipient] = {}
    for item in due_items():
        since = item.told_from(at)
        for recipient in keepers.of(item.document_pk) if since else ():
            address = recipient.address.lower()
            last = told.get(address)
            if last is None or (since and last < max(since, recipient.since)):
                recipients.setdefault(address, recipient)
                items[address].append(item)
    return [Reminder(recipients[address], tuple(items[address])) for address in items]


def _last_told() -> dict[str, datetime]:
    """When each address was last reminded of anything."""
    rows = Message.objects.filter(key__startswith=_ABOUT).order_by()
    last = rows.annotate(address=Lower("recipient")).values("address")
    return {row["address"]: row["last"] for row in last.annotate(last=Max("written_at"))}


def write_reminders(*, at: datetime) -> Iterator[Reminder]:
    """Put the reminders that are to be told now in the outbox, and yield them.

    The key has the day and the address: nobody has two on a day, and of two hosts that come to
    the same reminder one writes it.
    """
    council = Council.objects.first()
    day = london_day(at)
    for reminder in reminders_to_write(at):
        address = reminder.recipient.address
        key = f"{_ABOUT}{day.isoformat()}/{sha256_of(address.lower().encode())[:32]}"
        if Message.objects.filter(key=key).exists():
            continue
        context = {
            "council": council,
            "name": reminder.recipient.name,
            "lines": [(item, item.sentence_on(day)) for item in reminder.items],
            "portal": settings.PUBLIC_ADDRESS,
            "programme": page_at_desk("review_changelist"),
        }
        write_message(
            key=key,
            recipient=address,
            subject=_subject(reminder),
            body=render_to_string("mail/due.txt", context),
            at=at,
        )
        yield reminder


def _subject(reminder: Reminder) -> str:
    if len(reminder.items) == 1:
        return f"{reminder.items[0].kind.label}: {reminder.items[0].document}"
    return f"{len(reminder.items)} things are due for the council’s policies"


def documents_without_keeper(at: datetime) -> list[str]:
    """Return the titles of the documents with something due of which nobody can be told."""
    keepers = Keepers(at)
    titles = {item.document for item in due_items() if not keepers.of(item.document_pk)}
    return sorted(titles)
