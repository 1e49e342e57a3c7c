"""How a version came to be approved, and what became of it: the public record in plain sentences.

Each function tells of one fact, given as plain values: that a text was submitted, that a body
decided. None is given the name of a person, a draft, or what officers keep to themselves.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from policies.domain.dates import in_words, london_day
from policies.domain.hiding import Hidden, public_words
from policies.domain.lifecycle import Outcome
from policies.domain.progress import Gathered, Word, progress_along
from policies.domain.routes import Route
from policies.domain.stages import AFTER_DECIDING, Needed, Stage, StageKind


@dataclass(frozen=True, slots=True)
class Detail:
    """Words of the council's papers. What ``stays`` is told even if the whole text is hidden."""

    label: str
    words: str
    stays: bool = False


Details = tuple[Detail, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of the record: what happened on which day, in a sentence. ``on`` None is still
    to come, and ``counts`` False no longer counts.
    """

    on: date | None
    at: datetime | None = None
    stage: str
    sentence: str
    who: str = ""
    outcome: str = ""
    minute: str = ""
    details: Details = ()
    counts: bool = True


def in_order(entries: Iterable[Entry], hidden: Sequence[Hidden] = ()) -> tuple[Entry, ...]:
    """Return the record in the order of time, without what is hidden by law.

    Of one day, what was entered first comes first; what is to come stands at the end.
    """
    in_time = sorted(
        entries,
        key=lambda one: (one.on or date.max, one.at.timestamp() if one.at else float("inf")),
    )
    return tuple(_public(entry, hidden) for entry in in_time)


def _public(entry: Entry, hidden: Sequence[Hidden]) -> Entry:
    passages = [one for one in hidden if one.passage]
    return replace(
        entry,
        sentence=public_words(entry.sentence, passages),
        who=public_words(entry.who, passages),
        minute=public_words(entry.minute, passages),
        details=tuple(
            replace(one, words=public_words(one.words, passages if one.stays else hidden))
            for one in entry.details
        ),
    )


def submitted(
    *, at: datetime, post: str, sha256: str, route: Route | None, is_first: bool,
    amendments: str = "",
) -> Entry:  # fmt: skip
    """Tell that a text was submitted: first, again, or brought into line with a minute.

    ``route`` is the one that it took, None if it is the same as before.
    """
    day = in_words(london_day(at))
    by = f"{the(post)} submitted the text" if post else "the text was submitted"
    sentence = f"On {day} {by}{'.' if is_first else ' again.'}"
    if amendments:
        sentence = f"On {day} the text was brought into line with the minute."
    taken = ""
    if route and route.name:
        stages = "; ".join(f"{one.position}. {one.title}" for one in route.stages)
        taken = f"{route.name}: {stages}"
    return Entry(
        on=london_day(at),
        at=at,
        stage="Conforming" if amendments else "Submission",
        who=post,
        sentence=sentence,
        details=filled(
            ("What the body amended", amendments),
            Detail("Route", taken, stays=True),
            Detail("SHA-256 hash of the text", sha256, stays=True),
        ),
    )


def taken_back(*, at: datetime, by_decision: bool, had_decisions: bool) -> Entry:
    """Tell that a text in review went back to its authors, and what that voided."""
    how = "went back to its authors for changes" if by_decision else "was taken back"
    void = "; what had been decided on it no longer counts" if had_decisions else ""
    return Entry(
        on=london_day(at),
        at=at,
        stage="Taken back",
        sentence=f"On {in_words(london_day(at))} the text {how}{void}.",
    )


_SAID = {
    Outcome.APPROVED: "approved the text",
    Outcome.APPROVED_AS_AMENDED: "approved the text as amended",
    Outcome.APPROVED_IN_PRINCIPLE: "approved the text in principle",
    Outcome.REJECTED: "rejected the text",
    Outcome.RETURNED: "returned the text for changes",
    Outcome.RECOMMENDED: "recommended the text",
    Outcome.DEFERRED: "put its decision off",
    Outcome.NOTED: "noted the text",
}
_SAID_LATER = {
    (StageKind.RATIFY, Outcome.APPROVED): "ratified the decision",
    (StageKind.RATIFY, Outcome.REJECTED): "refused to ratify the decision",
    (StageKind.REPORT_BACK, Outcome.NOTED): "received the report on the text",
}


def decided(
    *,
    on: date,
    at: datetime,
    who: str,
    stage: Stage | None,
    outcome: Outcome,
    minute: str,
    details: Details,
    counts: bool,
    manner: str = "",
) -> Entry:
    """Tell what a body, or an officer in some ``manner``, decided on a text."""
    said = _SAID[outcome]
    label = "Decision" if outcome in _DECISIVE else outcome.label
    if stage:
        said, label = _SAID_LATER.get((stage.kind, outcome), said), stage.kind.label
    reference = f" ({minute})" if minute else ""
    voided = "" if counts else " That no longer counts."
    return Entry(
        on=on,
        at=at,
        stage=label,
        who=who,
        outcome=outcome.label,
        minute=minute,
        sentence=f"On {in_words(on)} {the(who)} {said}{manner}{reference}.{voided}",
        details=details,
        counts=counts,
    )


_DECISIVE = frozenset(_SAID) - {Outcome.RECOMMENDED, Outcome.DEFERRED, Outcome.NOTED}


def certified(*, at: datetime, post: str, statement: str, exception: str) -> Entry:
    """Tell that a conformed text was certified."""
    who = post or "Monitoring Officer"
    return Entry(
        on=london_day(at),
        at=at,
        stage="Certificate",
        who=who,
        sentence=(
            f"On {in_words(london_day(at))} {the(who)} certified that the text is what the "
            "minute says."
        ),
        details=filled(("Certificate", statement), (EXCEPTION, exception)),
    )


EXCEPTION = "Recorded exception"


def commented(
    *, on: date, at: datetime, who: str, topic: str, stance: str, text: str, exception: str,
    is_stale: bool,
) -> Entry:  # fmt: skip
    """Tell what a post said of a text, where it was marked for the public."""
    stale = " The text has changed since." if is_stale else ""
    return Entry(
        on=on,
        at=at,
        stage=StageKind.COMMENT.label,
        who=who,
        outcome=stance,
        sentence=f"On {in_words(on)} {the(who)} commented ({topic}): {_small(stance)}.{stale}",
        details=filled(("Comment", text), (EXCEPTION, exception)),
        counts=not is_stale,
    )


def consulted(
    *, opens_on: date, closes_on: date, whom: str, method: str, summary: str, effect: str
) -> Entry:
    """Tell of a consultation, and of what came of it once it is closed."""
    return Entry(
        on=opens_on,
        stage=StageKind.CONSULT.label,
        who=whom,
        sentence=(
            f"From {in_words(opens_on)} to {in_words(closes_on)} the council consulted: {whom}."
        ),
        details=filled(("How", method), ("What was said", summary), ("What changed", effect)),
    )


def assessed(*, at: datetime, post: str, subject: str, outcome: str, reason: str) -> Entry:
    """Tell of an impact assessment."""
    return Entry(
        on=london_day(at),
        at=at,
        stage=StageKind.ASSESS.label,
        who=post,
        outcome=outcome,
        sentence=(
            f"On {in_words(london_day(at))} the impact was assessed "
            f"({_small(subject)}): {_small(outcome)}."
        ),
        details=filled(("Reason", reason)),
    )


def weighed(*, at: datetime, options: Sequence[tuple[str, str, bool]]) -> Entry:
    """Tell of the options considered: each with what speaks for and against it, and whether it
    was recommended."""
    return Entry(
        on=london_day(at),
        at=at,
        stage="Options considered",
        sentence=f"By {in_words(london_day(at))} these options had been considered.",
        details=tuple(
            Detail("Option", f"{option}{' (recommended)' if is_recommended else ''}: {words}")
            for option, words, is_recommended in options
        ),
    )


def happened(
    *, on: date, stage: str, what: str, at: datetime | None = None, who: str = "",
    details: Details = (),
) -> Entry:  # fmt: skip
    """Tell anything else in the words of ``what``: “version 2.0 came into force”."""
    return Entry(
        on=on,
        at=at,
        stage=stage,
        who=who,
        sentence=f"On {in_words(on)} {what}.",
        details=details,
    )


def to_come(route: Route, words: Iterable[Word], in_force_from: date | None) -> Iterator[Entry]:
    """Yield the stages after the decision that the version has not met. ``in_force_from`` is
    None for a version that is in force no more."""
    for step in progress_along(route, Gathered(words=tuple(words))):
        stage = step.stage
        if stage.kind not in AFTER_DECIDING or step.is_met:
            continue
        named = f"{stage.kind.label} by {_those(stage)}"
        sentence = f"{named} is not on record."
        if in_force_from:
            due = in_force_from + timedelta(days=stage.within_days or 0)
            by = f"; it is due by {in_words(due)}" if stage.within_days else ""
            sentence = f"{named} is still to come{by}."
        yield Entry(on=None, stage=stage.kind.label, who=stage.named, sentence=sentence)


def _those(stage: Stage) -> str:
    joint = " and " if stage.needed is Needed.ALL else " or "
    return joint.join(the(party.name) for party in stage.parties) or stage.named


def the(name: str) -> str:
    """Return a body or a post as a sentence names it: “the Cabinet”."""
    return f"the {name.removeprefix('The ').removeprefix('the ')}"


def filled(*details: Detail | tuple[str, str]) -> Details:
    """Return the details that have words."""
    given = (one if isinstance(one, Detail) else Detail(*one) for one in details)
    return tuple(one for one in given if one.words.strip())


def _small(words: str) -> str:
    return words[:1].lower() + words[1:]
