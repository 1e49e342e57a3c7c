"""What a page says first: whether this text is in force, since when, by whom, and until when."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from policies.domain.content import Kind
from policies.domain.dates import in_words
from policies.domain.lifecycle import Status
from policies.domain.record import DecisionRecord


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
    yield from _by_whom(standing)
    yield from _next_review(standing)


def _why_it_ended(standing: Standing) -> Iterator[str]:
    if standing.status is Status.WITHDRAWN:
        yield f"It was withdrawn: {standing.withdrawal_reason.rstrip('.')}."
    if not standing.current_number:
        yield "No version is in force now."


def _by_whom(standing: Standing) -> Iterator[str]:
    for decision in standing.decisions:
        minute = f" ({decision.minute_reference})" if decision.minute_reference else ""
        yield (
            f"{decision.outcome} by the {decision.body.removeprefix('The ').removeprefix('the ')} "
            f"on {in_words(decision.decided_on)}{minute}."
        )
        if decision.exception:
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
    review = standing.next_review_on
    if standing.status is not Status.IN_FORCE or review is None:
        return
    if review < standing.day:
        yield (
            f"Its review was due by {in_words(review)} and is overdue. "
            "The text still applies until it is replaced or withdrawn."
        )
    else:
        yield f"The council will review it by {in_words(review)}."
