"""Telling subscribers that a text was published or withdrawn, and words for members’ bulletins.

The record is the queue: the clock looks for changes of status that nobody was told of yet, and
goes through the subscriptions in parts, so that whatever stops it, nobody is told twice.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Min
from django.template.loader import render_to_string

from policies.actions.addresses import whole_as_spoken
from policies.actions.keeping_told import about_change, leave_address
from policies.actions.outbox import write_message
from policies.domain import language
from policies.domain.comparison import compared_versions, sentences_about
from policies.domain.lifecycle import Move
from policies.models import Notice, StatusChange, Subscription, Version
from policies.models.restriction import as_public

TOLD = (Move.PUBLISH.value, Move.WITHDRAW.value)
# As many in one transaction as keep nobody else waiting.
AT_ONCE = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """What became of a version, for people who are told of it.

    ``changes`` say section by section what is new; ``comparison`` is the address where both
    texts stand beside each other. Both are empty where there is nothing to compare with.
    """

    version: Version
    is_withdrawn: bool = False
    reason: str = ""
    changes: tuple[str, ...] = ()
    address: str
    comparison: str = ""


def news_of(version: Version) -> News:
    """Return what is told of a published version, without what is hidden by law, in the language
    that is spoken now."""
    before = _version_before(version)
    shown = as_public(version)
    changes: tuple[str, ...] = ()
    if before and version.submission and before.submission:
        old, new = before.submission.public_content, version.submission.public_content
        changes = tuple(sentences_about(compared_versions(old, new)))
    numbers = (shown.document.slug, shown.number)
    return News(
        version=shown,
        is_withdrawn=shown.is_withdrawn,
        reason=getattr(shown, "withdrawal_reason", None) or "",
        changes=changes,
        address=whole_as_spoken("version_detail", *numbers),
        comparison=whole_as_spoken("compare", numbers[0], before.number, numbers[1])
        if before
        else "",
    )


def bulletin_of(version: Version) -> str:
    """Return plain words about a published version, for the members’ bulletin; empty for a text
    that is for officers, and for one that the law hides."""
    rows = Version.objects.for_history().select_related("document__council", "submission")
    row = rows.filter(pk=version.pk).exclude(publication=Version.Publication.OFFICERS).first()
    if row is None or any(one.hides_all for one in row.restrictions.standing()):
        return ""
    news = news_of(row)
    return render_to_string("mail/bulletin.txt", {"news": news, "version": news.version}).strip()


def changes_to_tell() -> list[StatusChange]:
    """Return the publications and withdrawals that subscribers are still to be told of, the
    oldest first; nothing from before the first of them had subscribed."""
    first = Subscription.objects.confirmed().aggregate(first=Min("confirmed_at"))["first"]
    if first is None:
        return []
    rows = StatusChange.objects.filter(move__in=TOLD, at__gte=first)
    rows = rows.exclude(notice__finished_at__isnull=False)
    return list(rows.select_related("version__document__council").order_by("id"))


def announce(*, at: datetime) -> Iterator[tuple[StatusChange, int]]:
    """Write a message to each subscriber about each change, and yield it with how many there were.

    Of a text that is not for everyone, or of which something is hidden by law, nothing is told.
    """
    for change in changes_to_tell():
        while not (notice := _tell_some(change, at)).finished_at:
            continue
        yield change, notice.told


@transaction.atomic
def _tell_some(change: StatusChange, at: datetime) -> Notice:
    """Write to the next subscribers, and note how far it has come."""
    Notice.objects.get_or_create(change=change)
    notice: Notice = Notice.objects.select_for_update().get(change=change)
    if notice.finished_at:
        return notice
    rows = Subscription.objects.to_tell_of(change) if _is_for_everyone(change.version) else None
    waiting = list(rows.filter(pk__gt=notice.last).order_by("pk")[:AT_ONCE]) if rows else []
    if waiting:
        for code in sorted({one.language for one in waiting}):
            _write_in(code, [one for one in waiting if one.language == code], change, at)
        notice.last, notice.told = waiting[-1].pk, notice.told + len(waiting)
    if len(waiting) < AT_ONCE:
        notice.finished_at = at
    notice.save()
    return notice


def _is_for_everyone(version: Version) -> bool:
    return version.is_public and not version.restrictions.standing().exists()


def _news_of(change: StatusChange) -> News:
    rows = Version.objects.for_history().select_related("document__council", "submission")
    return news_of(rows.get(pk=change.version_id))


def _write_in(
    code: str, subscriptions: Sequence[Subscription], change: StatusChange, at: datetime
) -> None:
    """Write to those who read this language, all of it in that language."""
    with language.speaking(code):
        news = _news_of(change)
        for subscription in subscriptions:
            _write(subscription, change, news, at)


def _write(subscription: Subscription, change: StatusChange, news: News, at: datetime) -> None:
    leave = leave_address(subscription)
    context = {
        "news": news,
        "version": news.version,
        "council": news.version.document.council,
        "is_withdrawal": change.move == Move.WITHDRAW.value,
        "to_everything": subscription.document_id is None,
        "leave": leave,
    }
    write_message(
        key=about_change(subscription, change.pk),
        recipient=subscription.email,
        subject=render_to_string("mail/change_subject.txt", context),
        body=render_to_string("mail/change.txt", context),
        at=at,
        leave_address=leave,
    )


def _version_before(version: Version) -> Version | None:
    """The version that it superseded, if everyone may read the whole of both."""
    superseded = StatusChange.objects.filter(move=Move.SUPERSEDE.value, successor=version)
    change = superseded.select_related("version__document", "version__submission").first()
    before = change.version if change else None
    is_shown = before and _is_for_everyone(before) and not version.restrictions.standing().exists()
    return before if is_shown else None
