"""What a page says first: whether this text is in force, since when, by whom, and until when."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from policies.domain.content import Kind
from policies.domain.dates import in_words
from policies.domain.lifecycle import Status
from policies.domain.record import DecisionRecord, Ratification


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where a published version stands on a day, as far as its readers need to know."""

    number: str
    kind: Kind
    status: Status
    day: date
    in_force_from: date
    in_force_until: date | None = None
    next_review_on: date | None = None
    decisions: Sequence[DecisionRecord] = ()
    recorded_from_paper_on: date | None = None
    withdrawal_reason: str = ""
    publication_exception: str = ""
    current_number: str = ""
    reviewed_on: date | None = None
    successor_from: date | None = None


def sentences_about(standing: Standing) -> tuple[str, ...]:
    """Return the sentences that open the page of a published version, the most important first."""
    return tuple(_sentences(standing))


def _sentences(standing: Standing) -> Iterator[str]:
    these = "these" if standing.kind is Kind.GUIDELINES else "this"
    named = f"Version {standing.number} of {these} {standing.kind.value}"
    since = in_words(standing.in_force_from)
    if standing.status is Status.IN_FORCE:
        yield f"{named} is in force. It has been since {since}."
    else:
        until = in_words(standing.in_force_until or standing.day)
        yield f"{named} is not in force. It was in force from {since} until {until}."
        yield from _why_it_ended(standing)
    urgency = sentence_about_urgency(
        standing.decisions,
        status=standing.status,
        in_force_from=standing.in_force_from,
        day=standing.day,
    )
    if urgency:
        yield urgency
    yield from _by_whom(standing)
    yield from _next_review(standing)
    announced = standing.status is Status.IN_FORCE and standing.successor_from
    if announced and announced > standing.day:
        yield f"From {in_words(announced)} a new version applies."


def sentence_about_urgency(
    decisions: Sequence[DecisionRecord], *, status: Status, in_force_from: date, day: date
) -> str:
    """Return that a text was published urgently, and how far its ratification has come.

    Empty for a text that nobody decided urgently.
    """
    wanted = next((one.ratification for one in decisions if one.ratification), None)
    if wanted is None:
        return ""
    said = [one for one in decisions if one.ratifies is not None]
    refused = next((one for one in said if not one.ratifies), None)
    if refused:
        applies = (
            " It still applies until it is replaced or withdrawn."
            if status is Status.IN_FORCE
            else ""
        )
        return f"Published urgently. It was not ratified {_by(refused)}.{applies}"
    ratified = [one for one in said if one.ratifies]
    missing = _bodies_missing(wanted, {one.body for one in ratified})
    if ratified and not missing:
        return f"Published urgently, then ratified {' and '.join(_by(one) for one in ratified)}."
    due = in_force_from + timedelta(days=wanted.within_days)
    joint = " and " if wanted.needs_all else " or "
    by_whom = joint.join(f"the {_bare(body)}" for body in missing) or "a body"
    sentence = f"Published urgently, to be ratified by {by_whom} by {in_words(due)}."
    if status is not Status.IN_FORCE:
        return f"{sentence} It was not ratified while it was in force."
    if due < day:
        return (
            f"{sentence} That is overdue. The text still applies until it is replaced or withdrawn."
        )
    return sentence


def _bodies_missing(wanted: Ratification, ratified: set[str]) -> tuple[str, ...]:
    """The bodies that have yet to ratify; none if one was enough and did."""
    if ratified and not wanted.needs_all:
        return ()
    return tuple(body for body in wanted.bodies if body not in ratified)


def _by(decision: DecisionRecord) -> str:
    """By whom, when and under which minute: “by the Council on 3 May 2026 (Minute 9)”."""
    minute = f" ({decision.minute_reference})" if decision.minute_reference else ""
    return f"by the {_bare(decision.body)} on {in_words(decision.decided_on)}{minute}"


def _bare(body: str) -> str:
    return body.removeprefix("The ").removeprefix("the ")


def _why_it_ended(standing: Standing) -> Iterator[str]:
    if standing.status is Status.WITHDRAWN:
        yield f"It was withdrawn: {standing.withdrawal_reason.rstrip('.')}."
    if not standing.current_number:
        yield "No version is in force now."


def _by_whom(standing: Standing) -> Iterator[str]:
    for decision in standing.decisions:
        yield f"{decision.outcome} {_by(decision)}."
        if decision.is_by_officer and not decision.ratification:
            yield decision.resolution
        if decision.exception and decision.is_by_officer:
            yield decision.exception
        elif decision.exception:
            yield f"The council has a sole officer, who gave this reason: {decision.exception}"
    if standing.publication_exception:
        yield (
            "It was published by an officer who wrote part of it, for this reason: "
            f"{standing.publication_exception}"
        )
    if standing.recorded_from_paper_on:
        yield (
            "This version is from before the portal. It was recorded from paper on "
            f"{in_words(standing.recorded_from_paper_on)}."
        )


def _next_review(standing: Standing) -> Iterator[str]:
    if standing.status is not Status.IN_FORCE:
        return
    if standing.reviewed_on:
        yield f"It was reviewed without change on {in_words(standing.reviewed_on)}."
    review = standing.next_review_on
    if review is None:
        return
    if review < standing.day:
        yield (
            f"Its review was due by {in_words(review)} and is overdue. "
            "The text still applies until it is replaced or withdrawn."
        )
    else:
        yield f"The council will review it by {in_words(review)}."
