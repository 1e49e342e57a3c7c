"""What a page says first: whether this text is in force, since when, by whom, and until when."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from policies.domain.content import Kind
from policies.domain.dates import in_words
from policies.domain.language import _, gettext_noop
from policies.domain.lifecycle import Status
from policies.domain.record import DecisionRecord, Ratification, bare


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
    if standing.status is Status.IN_FORCE:
        said = _("Version {number} {of_this} is in force. It has been since {since}.")
    else:
        said = _(
            "Version {number} {of_this} is not in force. "
            "It was in force from {since} until {until}."
        )
    yield said.format(
        number=standing.number,
        of_this=of_this(standing.kind),
        since=in_words(standing.in_force_from),
        until=in_words(standing.in_force_until or standing.day),
    )
    if standing.status is not Status.IN_FORCE:
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
        yield _("From {day} a new version applies.").format(day=in_words(announced))


_OF_THIS = {
    Kind.POLICY: gettext_noop("of this policy"),
    Kind.GUIDANCE: gettext_noop("of this guidance"),
    Kind.STRATEGY: gettext_noop("of this strategy"),
    Kind.GUIDELINES: gettext_noop("of these guidelines"),
    Kind.PROTOCOL: gettext_noop("of this protocol"),
    Kind.LEAFLET: gettext_noop("of this leaflet"),
}


def of_this(kind: Kind) -> str:
    """Return how a sentence about a version goes on: “of this policy”."""
    return _(_OF_THIS[kind])


def sentences_about_deciding(standing: Standing) -> tuple[str, ...]:
    """Return who decided a version, when and under which minute, with every recorded exception."""
    return tuple(_by_whom(standing))


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
        sentence = _("Published urgently. It was not ratified {by_whom}.").format(
            by_whom=refused.by_whom
        )
        applies = _("It still applies until it is replaced or withdrawn.")
        return f"{sentence} {applies}" if status is Status.IN_FORCE else sentence
    ratified = [one for one in said if one.ratifies]
    missing = _bodies_missing(wanted, {one.body for one in ratified})
    if ratified and not missing:
        return _("Published urgently, then ratified {by_whom}.").format(
            by_whom=_(" and ").join(one.by_whom for one in ratified)
        )
    due = in_force_from + timedelta(days=wanted.within_days)
    joint = _(" and ") if wanted.needs_all else _(" or ")
    by_whom = joint.join(_("the {body}").format(body=bare(body)) for body in missing)
    sentence = _("Published urgently, to be ratified by {by_whom} by {day}.").format(
        by_whom=by_whom or _("a body"), day=in_words(due)
    )
    if status is not Status.IN_FORCE:
        missed = _("It was not ratified while it was in force.")
        return f"{sentence} {missed}"
    if due < day:
        overdue = _("That is overdue. The text still applies until it is replaced or withdrawn.")
        return f"{sentence} {overdue}"
    return sentence


def _bodies_missing(wanted: Ratification, ratified: set[str]) -> tuple[str, ...]:
    """The bodies that have yet to ratify; none if one was enough and did."""
    if ratified and not wanted.needs_all:
        return ()
    return tuple(body for body in wanted.bodies if body not in ratified)


def _why_it_ended(standing: Standing) -> Iterator[str]:
    if standing.status is Status.WITHDRAWN:
        yield _("It was withdrawn: {reason}.").format(reason=standing.withdrawal_reason.rstrip("."))
    if not standing.current_number:
        yield _("No version is in force now.")


def _by_whom(standing: Standing) -> Iterator[str]:
    for decision in standing.decisions:
        yield decision.sentence
        if decision.is_by_officer and not decision.ratification:
            yield decision.resolution
        if decision.exception and decision.is_by_officer:
            yield decision.exception
        elif decision.exception:
            yield _("The council has a sole officer, who gave this reason: {reason}").format(
                reason=decision.exception
            )
    if standing.publication_exception:
        yield _(
            "It was published by an officer who wrote part of it, for this reason: {reason}"
        ).format(reason=standing.publication_exception)
    if standing.recorded_from_paper_on:
        yield _(
            "This version is from before the portal. It was recorded from paper on {day}."
        ).format(day=in_words(standing.recorded_from_paper_on))


def _next_review(standing: Standing) -> Iterator[str]:
    if standing.status is not Status.IN_FORCE:
        return
    if standing.reviewed_on:
        yield _("It was reviewed without change on {day}.").format(
            day=in_words(standing.reviewed_on)
        )
    review = standing.next_review_on
    if review is None:
        return
    if review < standing.day:
        yield _(
            "Its review was due by {day} and is overdue. "
            "The text still applies until it is replaced or withdrawn."
        ).format(day=in_words(review))
    else:
        yield _("The council will review it by {day}.").format(day=in_words(review))
