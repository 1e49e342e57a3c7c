"""What bodies decided: entered by a clerk, confirmed by a second officer."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime

from django.db import transaction

from policies.actions.articles import keep_decisions
from policies.actions.equaltexts import name_equal_texts
from policies.actions.gathering import gathered_on
from policies.actions.granting import answer_on
from policies.actions.record import make_move, raise_page_stamp, take_turn_with
from policies.actions.routing import reasons_at_stage, stage_for
from policies.actions.situations import last_decision, refuse_unless_open, situation_of
from policies.domain.dates import in_words, london_day
from policies.domain.deciding import (
    LATER,
    reasons_against_any_decision,
    reasons_against_confirming,
    reasons_against_entering,
    stages_to_come,
)
from policies.domain.errors import MoveRefused
from policies.domain.lifecycle import Move, Outcome, Status
from policies.domain.progress import is_decided, progress_along, reasons_against_deciding
from policies.domain.readiness import Situation, exception_relied_on
from policies.domain.roles import ABILITIES, Ability
from policies.domain.stages import (
    AFTER_DECIDING,
    CARRIED_BY,
    DECIDING,
    Evidence,
    Party,
    PartyKind,
    Stage,
)
from policies.models import Body, Confirmation, Decision, User, Version


@transaction.atomic
def enter_decision(
    *,
    version: Version,
    body: Body,
    outcome: Outcome,
    decided_on: date,
    minute_reference: str,
    resolution: str,
    stage: int | None = None,
    report_reference: str = "",
    agenda_item: str = "",
    comment: str = "",
    exception: str = "",
    by: User,
    at: datetime,
) -> Decision:
    """Put on record what a body decided on the submission at a stage of its route.

    ``stage`` is the position of the stage; without it, the first at which the body may still
    say this. Nothing moves until a second officer confirms it. Raises MoveRefused with every
    reason against: the role, the status, the route, a date before the submission or in the
    future, what is missing of the minute.
    """
    version = take_turn_with(version)
    situation = situation_of(version, by=by, at=at, exception=exception)
    reasons = list(reasons_against_entering(situation))
    submission = version.submission
    party = Party(kind=PartyKind.BODY, pk=body.pk, name=body.name)
    at_stage = None
    if submission is not None and not reasons_against_any_decision(situation):
        at_stage = stage_for(situation, party, outcome, stage)
        reasons.extend(reasons_at_stage(submission, situation, party, outcome, at_stage))
        reasons.extend(_about_the_evidence(at_stage, report_reference, agenda_item))
    reasons.extend(_about_the_minute(version, decided_on, minute_reference, resolution, at))
    if reasons or submission is None:
        raise MoveRefused(reasons)
    decision = Decision.objects.create(
        submission=submission,
        body=body,
        stage=at_stage.position if at_stage else None,
        outcome=outcome.value,
        decided_on=decided_on,
        agenda_item=agenda_item.strip(),
        report_reference=report_reference.strip(),
        minute_reference=minute_reference.strip(),
        resolution=resolution.strip(),
        comment=comment.strip(),
        entered_by=by,
        entered_post=by.post_on(london_day(at), ABILITIES[Ability.ENTER_DECISION]),
        entered_at=at,
        exception=exception_relied_on(situation),
    )
    name_equal_texts(decision=decision)
    return decision


def _about_the_evidence(
    stage: Stage | None, report_reference: str, agenda_item: str
) -> Iterator[str]:
    asked = stage.evidence if stage else frozenset()
    if Evidence.REPORT in asked and not report_reference.strip():
        yield "This stage asks for the reference of the report that went to the body."
    if Evidence.AGENDA_ITEM in asked and not agenda_item.strip():
        yield "This stage asks for the agenda item."


def _about_the_minute(
    version: Version, decided_on: date, minute_reference: str, resolution: str, at: datetime
) -> Iterator[str]:
    if not minute_reference.strip():
        yield "Give the reference of the minute, so that it can be found."
    if not resolution.strip():
        yield "Give the wording of the resolution, as minuted."
    if decided_on > london_day(at):
        yield "The decision cannot be dated in the future."
    submission = version.submission
    if submission and not version.is_draft and decided_on < london_day(submission.at):
        yield (
            f"The text was submitted on {in_words(london_day(submission.at))}; "
            "a decision before that day was on another text."
        )


@transaction.atomic
def confirm_decision(
    *,
    decision: Decision,
    by: User,
    at: datetime,
    note: str = "",
    exception: str = "",
    discard: bool = False,
) -> Version:
    """Confirm an entered decision, and make the move that it leads to.

    *Approved* approves the version, *rejected* sends it back to draft (or discards it, with
    ``discard``), *returned* sends it back for changes; any other outcome is recorded and the
    version stays in review. Raises MoveRefused with every reason against.
    """
    version = take_turn_with(decision.submission.version)
    decision = Decision.objects.select_related("submission", "body", "post").get(pk=decision.pk)
    situation = situation_of(version, by=by, at=at, reason=note, exception=exception)
    more_reasons = (*_about_the_gates(decision, situation), *_about_the_answer(decision))
    _refuse_unless_confirmable(decision, version, situation, *more_reasons)
    move = _move_after(decision, situation)
    if move in (Move.APPROVE, Move.REJECT):
        refuse_unless_open(move, situation)
    exception = exception_relied_on(situation, as_second_officer=True)
    Confirmation.objects.create(
        decision=decision,
        is_confirmed=True,
        note=note.strip(),
        by=by,
        post=by.post_on(london_day(at), ABILITIES[Ability.CONFIRM_DECISION]),
        at=at,
        exception=exception,
    )
    if move is None:
        if version.state in LATER:
            keep_decisions(submission=decision.submission)
            raise_page_stamp(version.document)
        return version
    target = Status.DRAFT
    if move is Move.APPROVE:
        target = Status.APPROVED
    elif move is Move.REJECT and discard:
        target = Status.DISCARDED
    if move is Move.APPROVE:
        keep_decisions(submission=decision.submission)
    return make_move(
        version=version,
        move=move,
        to=target,
        by=by,
        at=at,
        note=note or str(decision),
        authority=f"{decision.decider}, {decision.minute_reference}",
        exception=exception,
    )


def _move_after(decision: Decision, situation: Situation) -> Move | None:
    """The move that this decision leads to once confirmed; None while others have to decide."""
    stage = decision.submission.route_taken.stage_at(decision.stage)
    if stage is None or stage.kind in AFTER_DECIDING:
        return None
    move = decision.result.move
    if move is Move.APPROVE and not _completes(decision, situation):
        return None
    return move


def _completes(decision: Decision, situation: Situation) -> bool:
    """Whether the text is approved with this decision: nobody else’s is needed."""
    submission = decision.submission
    gathered = gathered_on(submission)
    words = (*gathered.words, replace(decision.as_word(), is_confirmed=True))
    progress = progress_along(submission.route_taken, replace(gathered, words=words))
    certified = situation.is_certified or not situation.is_conformed
    return certified and is_decided(progress)


def _about_the_gates(decision: Decision, situation: Situation) -> tuple[str, ...]:
    """What the stages before the deciding one lack, if this decision would approve the text."""
    stage = decision.submission.route_taken.stage_at(decision.stage)
    if stage and stage.kind in DECIDING and decision.result in CARRIED_BY[stage.kind]:
        return reasons_against_deciding(situation.progress)
    return ()


def _about_the_answer(decision: Decision) -> tuple[str, ...]:
    """Whether the consultee of a delegation has spoken again since the delegate decided."""
    record = getattr(decision, "officer_record", None)
    if record is None or record.delegation is None:
        return ()
    if answer_on(record.delegation, decision.submission.version) == record.answer:
        return ()
    return (
        f"The {record.delegation.consultee_post} answered again after this was decided. "
        "Decline it, so that it is decided with that answer.",
    )


def _refuse_unless_confirmable(
    decision: Decision, version: Version, situation: Situation, *more_reasons: str
) -> None:
    reasons = list(reasons_against_confirming(situation))
    is_open = version.is_in_review or stages_to_come(situation)
    if is_open and last_decision(version.submission) != decision:
        reasons.append("This is not the decision that waits to be confirmed.")
    elif hasattr(decision, "confirmation"):
        reasons.append("This decision has been dealt with by a second officer already.")
    reasons.extend(more_reasons)
    if reasons:
        raise MoveRefused(dict.fromkeys(reasons))


@transaction.atomic
def decline_decision(
    *, decision: Decision, by: User, at: datetime, reason: str, exception: str = ""
) -> Confirmation:
    """Decline to confirm an entered decision, because it is not what the minute says.

    The clerk then enters it again; the declined row stays on record. Raises MoveRefused.
    """
    version = take_turn_with(decision.submission.version)
    decision = Decision.objects.select_related("submission", "body", "post").get(pk=decision.pk)
    situation = situation_of(version, by=by, at=at, reason=reason, exception=exception)
    unsaid = () if reason.strip() else ("Say what is wrong, so that the clerk can enter it again.",)
    _refuse_unless_confirmable(decision, version, situation, *unsaid)
    return Confirmation.objects.create(
        decision=decision,
        is_confirmed=False,
        note=reason.strip(),
        by=by,
        post=by.post_on(london_day(at), ABILITIES[Ability.CONFIRM_DECISION]),
        at=at,
        exception=exception_relied_on(situation, as_second_officer=True),
    )
