"""Reconsidering the version in force: what calls for it, and what came of it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from policies.actions.drafting import start_version
from policies.actions.record import keep, raise_page_stamp, take_turn, take_turn_with
from policies.actions.situations import situation_of
from policies.domain.dates import about_being_far, london_day
from policies.domain.errors import MoveRefused
from policies.domain.numbering import ChangeClass
from policies.domain.readiness import CLOSED_ACCOUNT
from policies.domain.reviews import (
    STARTS_A_DRAFT,
    ReviewOutcome,
    TriggerKind,
    reasons_against_outcome,
    reasons_against_reviewing,
    window_of_review,
)
from policies.domain.roles import ABILITIES, Ability, holds, roles_named
from policies.models import Document, LawReference, Review, ReviewTrigger, User, Version


@dataclass(frozen=True, slots=True)
class Recorded:
    """A review with the version that its change goes on in, and whether it was started for it."""

    review: Review
    open_version: Version | None = None
    is_new: bool = False


@transaction.atomic
def record_review(
    *,
    version: Version,
    outcome: ReviewOutcome,
    reason: str,
    authority: str = "",
    next_review_on: date | None = None,
    triggers: Iterable[ReviewTrigger] = (),
    by: User,
    at: datetime,
) -> Recorded:
    """Put on record that the version in force was reconsidered, and what came of it.

    *No change* and *put off* set the day of the next review and make no new version. A *change*
    starts the draft of its class, unless the document has an open version, in which it goes
    on; the day stays until the new version is published. *To be withdrawn* leads to the move
    that withdraws. The ``triggers`` are answered by it. Raises MoveRefused with every reason
    against.
    """
    version = take_turn_with(version)
    situation = situation_of(version, by=by, at=at, reason=reason, next_review_on=next_review_on)
    answered = list(triggers)
    reasons = [
        *reasons_against_reviewing(situation),
        *reasons_against_outcome(outcome, situation, was_due_on=version.next_review_on),
        *_about_triggers(version, answered),
    ]
    if reasons:
        raise MoveRefused(reasons)
    review = _put_on_record(
        version, outcome, reason, next_review_on, authority=authority, by=by, at=at
    )
    for trigger in answered:
        trigger.answered_by = review
        keep(trigger, by=by, at=at, why=f"Answered: {outcome.label.lower()}")
    if next_review_on:
        version.next_review_on = next_review_on
        keep(version, by=by, at=at, why=outcome.label)
    raise_page_stamp(version.document)
    if outcome not in STARTS_A_DRAFT:
        return Recorded(review)
    open_version = version.document.open_version()
    if open_version:
        return Recorded(review, open_version)
    change = ChangeClass.MINOR if outcome is ReviewOutcome.MINOR else ChangeClass.SUBSTANTIVE
    draft = start_version(document=version.document, change_class=change, by=by, at=at)
    return Recorded(review, draft, is_new=True)


def _put_on_record(
    version: Version,
    outcome: ReviewOutcome,
    reason: str,
    next_review_on: date | None,
    *,
    authority: str = "",
    by: User,
    at: datetime,
) -> Review:
    return Review.objects.create(
        version=version,
        was_due_on=version.next_review_on,
        outcome=outcome.value,
        reason=reason.strip(),
        authority=authority.strip(),
        next_review_on=next_review_on,
        by=by,
        post=by.post_on(london_day(at), ABILITIES[Ability.KEEP_REVIEWS]),
        at=at,
    )


def _about_triggers(version: Version, triggers: list[ReviewTrigger]) -> Iterator[str]:
    named = [trigger.pk for trigger in triggers]
    there = version.document.review_triggers.open().filter(pk__in=named).count()
    if there != len(set(named)):
        yield "One of the reasons for this review was answered meanwhile. Open the page again."


def count_as_review(
    *,
    version: Version,
    successor: Version,
    next_review_on: date,
    by: User,
    at: datetime,
) -> None:
    """Put on record that publishing a successor was the review, if it was near or overdue.

    Nothing is added if a review in that time led to the successor. Open triggers stay open:
    only a person can tell whether the new text answers them. Call inside a transaction.
    """
    due_on = version.next_review_on
    if due_on is None or at < window_of_review(due_on):
        return
    led_here = [outcome.value for outcome in STARTS_A_DRAFT]
    since = window_of_review(due_on)
    if version.reviews.filter(outcome__in=led_here, at__gte=since).exists():
        return
    is_minor = successor.change_class == ChangeClass.MINOR.value
    outcome = ReviewOutcome.MINOR if is_minor else ReviewOutcome.SUBSTANTIVE
    reason = f"Version {successor.number} was published while the review was due."
    _put_on_record(version, outcome, reason, next_review_on, by=by, at=at)


@transaction.atomic
def raise_trigger(
    *,
    document: Document,
    kind: TriggerKind,
    what: str,
    due_on: date,
    law: LawReference | None = None,
    by: User,
    at: datetime,
) -> ReviewTrigger:
    """Note what happened that calls for a review before its day. Raises MoveRefused."""
    document = take_turn(document)
    reasons = list(_about_raising(document, what, due_on, by, at))
    if reasons:
        raise MoveRefused(reasons)
    trigger = ReviewTrigger(document=document, kind=kind.value, what=what, due_on=due_on, law=law)
    return add_trigger(trigger=trigger, by=by, at=at)


def _about_raising(
    document: Document, what: str, due_on: date, by: User, at: datetime
) -> Iterator[str]:
    day = london_day(at)
    if not by.is_active:
        yield CLOSED_ACCOUNT
    elif not holds(by.roles_on(day), Ability.KEEP_REVIEWS):
        yield f"Only {roles_named(ABILITIES[Ability.KEEP_REVIEWS])} can call for a review."
    if not what.strip():
        yield "Say what happened, in a sentence."
    if due_on < day:
        yield "The day by which to reconsider the text cannot be in the past."
    yield from about_being_far(due_on, today=day)
    if not document.versions.in_force().exists():
        yield "No version of this document is in force, so there is none to review."


def add_trigger(*, trigger: ReviewTrigger, by: User, at: datetime) -> ReviewTrigger:
    """Keep a new trigger, whoever causes it: its rules are those of the act that does."""
    trigger.what = " ".join(trigger.what.split())[:300]
    trigger.raised_at, trigger.raised_by = at, by
    return keep(trigger, by=by, at=at, why=TriggerKind(trigger.kind).label)
