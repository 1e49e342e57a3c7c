"""Planning that the clock publishes an approved version on a later day."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime

from django.db import transaction

from policies.actions.publishing import proposed_next_review
from policies.actions.record import drop, keep, raise_page_stamp, take_turn_with
from policies.actions.situations import situation_of
from policies.domain.dates import about_being_far, in_words, london_day
from policies.domain.errors import MoveRefused
from policies.domain.lifecycle import Move
from policies.domain.planning import reasons_against_cancelling
from policies.domain.readiness import exception_relied_on, reasons_against
from policies.models import PlannedPublication, User, Version


@transaction.atomic
def plan_publication(
    *,
    version: Version,
    day: date,
    next_review_on: date | None = None,
    announce: bool = False,
    exception: str = "",
    by: User,
    at: datetime,
) -> PlannedPublication:
    """Plan that the clock publishes this approved version on a London day after today.

    It is asked now whether the version could be published on that day by this person; the clock
    asks again when the day has come, as this person. A plan that is there already is replaced,
    its failure with it. ``announce`` puts a sentence on the page of the version in force.
    ``exception`` is the reason that a sole officer gives, and is shown once it is published.
    Raises MoveRefused with every reason against.
    """
    version = take_turn_with(version)
    today = london_day(at)
    too_far = tuple(about_being_far(day, today=today))
    if too_far:
        # Nothing else can be asked of such a day: the calendar itself ends.
        raise MoveRefused(too_far)
    review = next_review_on or proposed_next_review(version, day)
    situation = situation_of(version, by=by, at=at, exception=exception, next_review_on=review)
    reasons = list(reasons_against(Move.PUBLISH, replace(situation, day=max(day, today))))
    if day <= today:
        reasons.append(
            "The clock publishes from tomorrow on. Choose a later day, or publish it today."
        )
    if announce:
        reasons.extend(_about_announcing(version))
    if reasons:
        raise MoveRefused(reasons)
    plan = PlannedPublication.objects.filter(version=version).first()
    plan = plan or PlannedPublication(version=version)
    was_announced = plan.announce
    plan.day, plan.next_review_on, plan.announce = day, next_review_on, announce
    plan.exception = exception_relied_on(situation)
    plan.by, plan.at = by, at
    plan.failure, plan.failed_at = "", None
    keep(plan, by=by, at=at, why=f"Publication planned for {in_words(day)}")
    if announce or was_announced:
        raise_page_stamp(version.document)
    return plan


def _about_announcing(version: Version) -> Iterator[str]:
    current = version.document.versions.in_force().first()
    if current is None:
        yield "No version is in force, so there is no page on which to announce this one."
    elif current.publication != version.publication:
        yield (
            "This version is not for the readers of the version in force, so it is not announced "
            "to them."
        )


@transaction.atomic
def cancel_plan(*, version: Version, by: User, at: datetime) -> None:
    """Take the plan of an approved version back; its history stays. Raises MoveRefused."""
    version = take_turn_with(version)
    reasons = reasons_against_cancelling(situation_of(version, by=by, at=at))
    if reasons:
        raise MoveRefused(reasons)
    plan = PlannedPublication.objects.get(version=version)
    if plan.announce:
        raise_page_stamp(version.document)
    drop(plan, by=by, at=at, why="Plan cancelled")
