"""What goes to the bodies with a text, and asking others about it: every reason against."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from policies.domain.dates import about_being_far, in_words, london_day
from policies.domain.language import _
from policies.domain.lifecycle import Status
from policies.domain.readiness import Situation, about_being, about_the_ability
from policies.domain.roles import Ability
from policies.domain.workingdays import working_days_after, working_days_between

# Two weeks of work: shorter than that, somebody on leave is not asked at all.
FEWEST_WORKING_DAYS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """One round of asking, as far as the rules need to know."""

    opens_on: date
    closes_on: date
    is_closed: bool = False


def reasons_against_reporting(situation: Situation) -> tuple[str, ...]:
    """Return why this person cannot add to what goes to the bodies with this text now."""
    return (
        *about_the_ability(Ability.KEEP_REPORT, _ACT, situation),
        *about_being(Status.IN_REVIEW, "this is added while it is in review", situation),
    )


_ACT = "keep what goes to the bodies with a text"


def reasons_against_opening(
    situation: Situation, asked: Round, *, submitted_on: date | None
) -> tuple[str, ...]:
    """Return every reason against opening this consultation."""
    return (
        *reasons_against_reporting(situation),
        *_about_the_days(asked, submitted_on),
        *about_being_far(asked.closes_on, today=situation.day),
    )


def _about_the_days(asked: Round, submitted_on: date | None) -> Iterator[str]:
    if asked.closes_on < asked.opens_on:
        yield "A consultation does not close before it opens."
    if submitted_on and asked.opens_on < submitted_on:
        yield (
            f"The text was submitted on {in_words(submitted_on)}; "
            "nobody could be asked about it before that day."
        )


def warnings_about_length(asked: Round, *, nations: str) -> tuple[str, ...]:
    """Return a sentence if consultees have too few working days; it stops nothing."""
    days = working_days_between(asked.opens_on, asked.closes_on, nations)
    if days >= FEWEST_WORKING_DAYS:
        return ()
    enough = working_days_after(asked.closes_on, FEWEST_WORKING_DAYS - days, nations)
    number = "1 working day" if days == 1 else f"{days} working days"
    return (
        f"Consultees have {number}. With fewer than {FEWEST_WORKING_DAYS}, say in the summary why "
        f"it could not be longer, or extend it to {in_words(enough)}.",
    )


def reasons_against_inviting(situation: Situation, asked: Round) -> tuple[str, ...]:
    """Return every reason against inviting somebody to this consultation."""
    reasons = [*reasons_against_reporting(situation), *_about_being_open(asked)]
    if not asked.is_closed and asked.closes_on < situation.day:
        reasons.append(
            f"The last day for answers was {in_words(asked.closes_on)}. Extend the consultation "
            "first."
        )
    return tuple(reasons)


def reasons_against_extending(
    situation: Situation, asked: Round, until: date | None
) -> tuple[str, ...]:
    """Return every reason against letting this consultation go on until this day."""
    reasons = [*reasons_against_reporting(situation), *_about_being_open(asked)]
    if until and until <= asked.closes_on:
        reasons.append(f"It closes on {in_words(asked.closes_on)}. Choose a later day.")
    if until and until < situation.day:
        reasons.append("The last day for answers cannot be in the past.")
    reasons.extend(about_being_far(until, today=situation.day))
    return tuple(reasons)


def reasons_against_closing(situation: Situation, asked: Round) -> tuple[str, ...]:
    """Return every reason against closing this consultation, whatever became of its text."""
    reasons = [
        *about_the_ability(Ability.KEEP_REPORT, _ACT, situation),
        *_about_being_open(asked),
    ]
    if situation.day < asked.opens_on:
        reasons.append(
            f"It opens on {in_words(asked.opens_on)}. Nobody has been asked yet, so there is "
            "nothing to close."
        )
    return tuple(reasons)


def _about_being_open(asked: Round) -> Iterator[str]:
    if asked.is_closed:
        yield "This consultation was closed."


def reasons_against_answering(
    asked: Round, *, at: datetime, until: datetime, status: Status, has_newer_link: bool
) -> tuple[str, ...]:
    """Return every reason why a consultee's link, good until then, takes no answer now."""
    reasons = []
    if asked.is_closed:
        reasons.append(_("This consultation has been closed."))
    elif at >= until:
        last = in_words(asked.closes_on)
        reasons.append(_("The last day for answers was {day}.").format(day=last))
    elif london_day(at) < asked.opens_on:
        opens = in_words(asked.opens_on)
        reasons.append(_("This consultation opens on {day}.").format(day=opens))
    if status is Status.DISCARDED:
        reasons.append(_("The council does not go on with this text."))
    elif status not in (Status.DRAFT, Status.IN_REVIEW):
        reasons.append(_("The council has decided on this text since."))
    if has_newer_link:
        reasons.append(_("A newer link was sent to you. Please use that one."))
    return tuple(reasons)
