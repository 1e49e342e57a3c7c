"""How far a text has come along its route, from what is on record of it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from policies.domain.lifecycle import Outcome
from policies.domain.routes import Route
from policies.domain.stages import (
    CARRIED_BY,
    DECIDING,
    SAID_BY_ANYONE,
    Evidence,
    Needed,
    Party,
    Stage,
    StageKind,
)

# “Do not adopt” and one other: fewer is no choice.
FEWEST_OPTIONS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A decision at a stage, as far as the route needs to know."""

    stage: int | None
    party: Party
    outcome: Outcome
    is_confirmed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """What is on record of a version in review, on the submission that is decided on.

    ``commented`` names by their keys the posts that commented on this submission, ``stale`` those
    that commented on an earlier one only. The rest counts for all submissions of the version.
    """

    words: tuple[Word, ...] = ()
    commented: frozenset[int] = frozenset()
    stale: frozenset[int] = frozenset()
    assessments: int = 0
    options: int = 0
    open_consultations: int = 0
    closed_consultations: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far a text has come at one stage."""

    stage: Stage
    is_met: bool
    waits_for: tuple[Party, ...] = ()
    lacks: tuple[str, ...] = ()
    had: tuple[Party, ...] = ()
    is_refused: bool = False
    is_under_way: bool = False

    def has_had(self, party: Party) -> bool:
        """Whether this party has carried the text past the stage."""
        return any((one.kind, one.pk) == (party.kind, party.pk) for one in self.had)


def progress_along(route: Route, gathered: Gathered) -> tuple[Progress, ...]:
    """Return how far a text has come at each stage of its route, in order."""
    return tuple(_progress_at(stage, gathered) for stage in route.stages)


def _progress_at(stage: Stage, gathered: Gathered) -> Progress:
    is_under_way = False
    if stage.kind is StageKind.CONSULT:
        lacks = tuple(_about_consulting(gathered))
        is_under_way = gathered.open_consultations > 0
    elif stage.kind is StageKind.ASSESS:
        lacks = () if gathered.assessments else ("No impact assessment is on record.",)
    elif stage.kind is StageKind.COMMENT:
        return _commented(stage, gathered)
    else:
        return _said(stage, gathered)
    return Progress(stage=stage, is_met=not lacks, lacks=lacks, is_under_way=is_under_way)


def _about_consulting(gathered: Gathered) -> Iterator[str]:
    if gathered.open_consultations:
        yield "A consultation is open: close it with a summary and what changed."
    elif not gathered.closed_consultations:
        yield "No consultation is on record."


def _commented(stage: Stage, gathered: Gathered) -> Progress:
    missing = tuple(party for party in stage.parties if party.pk not in gathered.commented)
    is_met = not missing if stage.needed is Needed.ALL else len(missing) < len(stage.parties)
    lacks = tuple(
        f"{_first(party)} commented on an earlier text; the text has changed since."
        if party.pk in gathered.stale
        else f"{_first(party)} has not commented."
        for party in (() if is_met else missing)
    )
    return Progress(stage=stage, is_met=is_met, waits_for=() if is_met else missing, lacks=lacks)


def _said(stage: Stage, gathered: Gathered) -> Progress:
    carried = [
        word.party
        for word in gathered.words
        if word.stage == stage.position
        and word.is_confirmed
        and word.outcome in CARRIED_BY[stage.kind]
    ]
    keys = {(party.kind, party.pk) for party in carried}
    missing = tuple(party for party in stage.parties if (party.kind, party.pk) not in keys)
    if stage.needed is Needed.ALL and stage.parties:
        is_met = not missing
    else:
        is_met = bool(carried)
    waits = () if is_met else missing
    lacks = tuple(f"{_first(party)} has not {_DONE[stage.kind]}." for party in waits)
    if not is_met and not lacks:
        lacks = (f"No body has {_DONE[stage.kind]}.",)
    refused = any(
        word.stage == stage.position and word.is_confirmed and word.outcome is Outcome.REJECTED
        for word in gathered.words
    )
    return Progress(
        stage=stage,
        is_met=is_met,
        waits_for=waits,
        lacks=lacks,
        had=tuple(carried),
        is_refused=refused,
    )


def _first(who: Party | Stage) -> str:
    return who.named[:1].upper() + who.named[1:]


_DONE = {
    StageKind.SCRUTINISE: "recommended or noted the text",
    StageKind.DECIDE: "approved the text",
    StageKind.DELEGATED: "approved the text",
    StageKind.RATIFY: "ratified the decision",
    StageKind.NOTE: "noted the text",
    StageKind.REPORT_BACK: "had the report",
}


def reasons_against_deciding(progress: Iterable[Progress]) -> tuple[str, ...]:
    """Return what the stages before the deciding one still lack, as sentences."""
    steps = list(progress)
    deciding = [one.stage.position for one in steps if one.stage.kind in DECIDING]
    first = min(deciding, default=0)
    return tuple(
        f"Stage {one.stage.position} ({one.stage.kind.label.lower()}) is not done: {lack}"
        for one in steps
        if one.stage.position < first
        for lack in one.lacks
    )


def first_gate(progress: Iterable[Progress]) -> Progress | None:
    """Return the first stage before the deciding one that is not done, or None."""
    for one in progress:
        if one.stage.kind in DECIDING:
            return None
        if not one.is_met:
            return one
    return None


def is_decided(progress: Iterable[Progress]) -> bool:
    """Return whether every deciding stage is met: the text is approved."""
    deciding = [one for one in progress if one.stage.kind in DECIDING]
    return bool(deciding) and all(one.is_met for one in deciding)


def reasons_against_saying(
    progress: Iterable[Progress],
    *,
    party: Party,
    outcome: Outcome,
    stage: Stage | None,
    options: int = 0,
) -> tuple[str, ...]:
    """Return every reason, as sentences, why this party cannot say this at this stage.

    ``stage`` None is a body that the route does not name: it may recommend, note or defer.
    ``options`` is how many options considered are on record.
    """
    reasons = list(_against_saying(tuple(progress), party, outcome, stage))
    if stage and Evidence.OPTIONS in stage.evidence and options < FEWEST_OPTIONS:
        reasons.append(
            "The bodies ask for the options considered: enter at least two, "
            "not to adopt the text among them."
        )
    return tuple(reasons)


def _against_saying(
    steps: tuple[Progress, ...], party: Party, outcome: Outcome, stage: Stage | None
) -> Iterator[str]:
    if stage is None:
        if outcome not in SAID_BY_ANYONE:
            deciding = next(one.stage for one in steps if one.stage.kind in DECIDING)
            several = deciding.needed is Needed.ALL and len(deciding.parties) > 1
            verb = "decide" if several else "decides"
            yield (
                f"{_first(deciding)} {verb} on this document. Enter what another body said as "
                "“recommended”, “noted” or “deferred”."
            )
        return
    where = f"Stage {stage.position} ({stage.kind.label.lower()})"
    if not stage.takes(party):
        yield f"{where} is for {stage.named}, not for {party.named}."
    if outcome not in stage.outcomes:
        open_ones = ", ".join(f"“{one.label.lower()}”" for one in stage.outcomes)
        yield f"“{outcome.label}” cannot be entered at {where.lower()}. It takes {open_ones}."
    at_stage = next(one for one in steps if one.stage.position == stage.position)
    if at_stage.has_had(party):
        yield f"{_first(party)} has dealt with this text at {where.lower()} already."
    if stage.kind in DECIDING and outcome in CARRIED_BY[stage.kind]:
        yield from reasons_against_deciding(steps)
