"""The review programme: what falls due, when to tell of it, and what can come of a review."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from policies.domain.dates import LONDON, about_being_far, in_words, london_day, months_after
from policies.domain.language import _, gettext_noop
from policies.domain.lifecycle import Status
from policies.domain.readiness import Situation, about_being, about_the_ability
from policies.domain.roles import Ability

# The days on which a person is told, counted from the day on which something is due.
WARNINGS = (-90, -30, -7, 7, 30, 90)
# A review can be put off by a year at most; then it is done, or the text goes.
LONGEST_EXTENSION_MONTHS = 12
# What the law changed is looked at within this time, or by the day on which the law ends.
TIME_TO_ANSWER_LAW = timedelta(days=30)

# How long before its day a review is announced: a text takes about this long to be decided anew.
NOTICE_OF_REVIEW = timedelta(days=90)


class TriggerKind(StrEnum):
    """What happened that calls for a review before its day (domain facts, “Review cycles”)."""

    LAW = "law"
    ELECTION = "election"
    REORGANISATION = "reorganisation"
    STANDARDS_DECISION = "standards"
    PLATFORM = "platform"
    REPORT = "report"
    OTHER = "other"

    @property
    def label(self) -> str:
        """The kind as a form shows it."""
        return _TRIGGERS[self]


_TRIGGERS = {
    TriggerKind.LAW: "A law ended or was replaced",
    TriggerKind.ELECTION: "An election",
    TriggerKind.REORGANISATION: "A reorganisation",
    TriggerKind.STANDARDS_DECISION: "A standards decision",
    TriggerKind.PLATFORM: "A platform changed",
    TriggerKind.REPORT: "A report of a problem",
    TriggerKind.OTHER: "Something else",
}


class ReviewOutcome(StrEnum):
    """What came of a review (rule B7)."""

    NO_CHANGE = "no-change"
    MINOR = "minor"
    SUBSTANTIVE = "substantive"
    WITHDRAW = "withdraw"
    EXTEND = "extend"

    @property
    def label(self) -> str:
        """The outcome as the public record shows it."""
        return _(_OUTCOMES[self])


_OUTCOMES = {
    ReviewOutcome.NO_CHANGE: gettext_noop("Reviewed without change"),
    ReviewOutcome.MINOR: gettext_noop("A minor change is needed"),
    ReviewOutcome.SUBSTANTIVE: gettext_noop("A substantive change is needed"),
    ReviewOutcome.WITHDRAW: gettext_noop("To be withdrawn"),
    ReviewOutcome.EXTEND: gettext_noop("The review was put off"),
}

STARTS_A_DRAFT = frozenset({ReviewOutcome.MINOR, ReviewOutcome.SUBSTANTIVE})
ASKS_FOR_A_DAY = frozenset({ReviewOutcome.NO_CHANGE, ReviewOutcome.EXTEND})


def reasons_against_reviewing(situation: Situation) -> tuple[str, ...]:
    """Return every reason why this person cannot record a review of this version now."""
    return (
        *about_the_ability(Ability.KEEP_REVIEWS, "record a review", situation),
        *about_being(Status.IN_FORCE, "the version in force is what is reviewed", situation),
    )


def reasons_against_outcome(
    outcome: ReviewOutcome, situation: Situation, *, was_due_on: date | None
) -> tuple[str, ...]:
    """Return every reason why this cannot be what came of a review, besides who records it.

    ``situation`` has the reason that was given and the day of the next review.
    """
    return tuple(_about_the_outcome(outcome, situation, was_due_on))


def _about_the_outcome(
    outcome: ReviewOutcome, situation: Situation, was_due_on: date | None
) -> Iterator[str]:
    if not situation.reason.strip():
        yield "Say what was looked at, and why this came of it. It is kept on the record."
    day = situation.next_review_on
    if outcome not in ASKS_FOR_A_DAY:
        if day is not None:
            yield (
                f"“{outcome.label}” sets no day for the next review: the new version does, when "
                "it is published. Leave the day out."
                if outcome in STARTS_A_DRAFT
                else "A text that is to be withdrawn has no next review. Leave the day out."
            )
    elif day is None:
        yield "Give the day of the next review."
    elif day <= situation.day:
        yield "The next review must be after today."
    elif outcome is ReviewOutcome.EXTEND:
        yield from _about_extending(day, situation.day, was_due_on)
    else:
        yield from about_being_far(day, today=situation.day)


def _about_extending(day: date, today: date, was_due_on: date | None) -> Iterator[str]:
    if was_due_on is None or day <= was_due_on:
        due = f"on {in_words(was_due_on)}" if was_due_on else "on no day yet"
        yield f"The review is due {due}: putting it off needs a later day."
    latest = months_after(today, LONGEST_EXTENSION_MONTHS)
    if day > latest:
        yield (
            f"A review is put off by {LONGEST_EXTENSION_MONTHS} months at most, "
            f"until {in_words(latest)}."
        )


def window_of_review(due_on: date) -> datetime:
    """Return the moment from which a review is near: publishing after it counts as the review."""
    return start_of(due_on - NOTICE_OF_REVIEW)


def day_to_answer_law(ends_on: date | None, today: date) -> date:
    """Return the day by which to look at a text that relies on a law that ends or was replaced."""
    soonest = today + TIME_TO_ANSWER_LAW
    return max(ends_on, soonest) if ends_on else soonest


class DueKind(StrEnum):
    """What falls due on a day."""

    REVIEW = "review"
    TRIGGER = "trigger"
    RATIFICATION = "ratification"
    REPORT_BACK = "report-back"
    CONSULTATION = "consultation"

    @property
    def label(self) -> str:
        """The kind as a list shows it."""
        return _DUE[self]

    @property
    def warnings(self) -> tuple[int, ...]:
        """When to tell of it: a consultation is open for weeks, and is announced a week before."""
        if self is DueKind.CONSULTATION:
            return tuple(days for days in WARNINGS if days >= -7)
        return WARNINGS


_DUE = {
    DueKind.REVIEW: "Review",
    DueKind.TRIGGER: "Review that something called for",
    DueKind.RATIFICATION: "Ratification",
    DueKind.REPORT_BACK: "Report back",
    DueKind.CONSULTATION: "Consultation closes",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class DueItem:
    """One thing that is due on a day: of which document, what it is, and where it is done.

    ``known_from`` is the moment since which it is due on this day; ``act`` and ``address`` are
    the one thing to do about it and the page for that, within the portal.
    """

    key: str
    kind: DueKind
    document: str
    document_pk: int
    what: str
    due_on: date
    known_from: datetime
    act: str
    address: str

    def is_overdue_on(self, day: date) -> bool:
        """Whether its day has passed."""
        return self.due_on < day

    def sentence_on(self, day: date) -> str:
        """What is due, its day in full, and how far off that is."""
        days = abs((self.due_on - day).days)
        away = "1 day" if days == 1 else f"{days} days"
        if self.due_on < day:
            return f"{self.what} was due by {in_words(self.due_on)} and is {away} overdue."
        when = f"in {away}" if days else "today"
        return f"{self.what} is due by {in_words(self.due_on)}, {when}."

    def told_from(self, at: datetime) -> datetime | None:
        """The moment since which whoever keeps the document is to be told, as of ``at``.

        None before the first warning. Of several warnings that have come the last counts, so
        that a clock that stood still tells once and not three times.
        """
        day = london_day(at)
        days = [self.due_on + timedelta(days=offset) for offset in self.kind.warnings]
        reached = [warning for warning in days if warning <= day]
        return max(start_of(max(reached)), self.known_from) if reached else None


def start_of(day: date) -> datetime:
    """Return the moment at which this day begins in London."""
    return datetime.combine(day, time.min, LONDON)
