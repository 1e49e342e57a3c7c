"""What bodies decided: entered by a clerk, confirmed by a second officer, certified if amended."""

from collections.abc import Iterator
from datetime import date, datetime

from django.db import transaction

from policies.actions.articles import keep_decisions
from policies.actions.record import (
    last_decision,
    make_move,
    refuse_unless_open,
    situation_of,
    take_turn_with,
)
from policies.domain.dates import in_words, london_day
from policies.domain.errors import MoveRefused
from policies.domain.lifecycle import Move, Outcome, Status
from policies.domain.readiness import (
    Situation,
    exception_relied_on,
    reasons_against,
    reasons_against_confirming,
    reasons_against_entering,
)
from policies.domain.roles import ABILITIES, Ability
from policies.models import Body, Certificate, Confirmation, Decision, User, Version


@transaction.atomic
def enter_decision(
    *,
    version: Version,
    body: Body,
    outcome: Outcome,
    decided_on: date,
    minute_reference: str,
    resolution: str,
    agenda_item: str = "",
    comment: str = "",
    exception: str = "",
    by: User,
    at: datetime,
) -> Decision:
    """Put on record what a body decided on the submission in review.

    Nothing moves until a second officer confirms it. Raises MoveRefused with every reason
    against: the role, the status, a date before the submission or in the future, what is
    missing of the minute.
    """
    version = take_turn_with(version)
    situation = situation_of(version, by=by, at=at, exception=exception)
    reasons = list(reasons_against_entering(situation))
    reasons.extend(_about_the_body(version, body, outcome))
    if not minute_reference.strip():
        reasons.append("Give the reference of the minute, so that it can be found.")
    if not resolution.strip():
        reasons.append("Give the wording of the resolution, as minuted.")
    if decided_on > london_day(at):
        reasons.append("The decision cannot be dated in the future.")
    submission = version.submission
    if submission and version.is_in_review and decided_on < london_day(submission.at):
        reasons.append(
            f"The text was submitted on {in_words(london_day(submission.at))}; "
            "a decision before that day was on another text."
        )
    if reasons or submission is None:
        raise MoveRefused(reasons)
    return Decision.objects.create(
        submission=submission,
        body=body,
        outcome=outcome.value,
        decided_on=decided_on,
        agenda_item=agenda_item.strip(),
        minute_reference=minute_reference.strip(),
        resolution=resolution.strip(),
        comment=comment.strip(),
        entered_by=by,
        entered_post=by.post_on(london_day(at), ABILITIES[Ability.ENTER_DECISION]),
        entered_at=at,
        exception=exception_relied_on(situation),
    )


def _about_the_body(version: Version, body: Body, outcome: Outcome) -> Iterator[str]:
    """The route of this portal: one stage, *decide*, by one body. Others recommend or note."""
    decides = version.document.deciding_body
    settles = outcome.move is not None or outcome is Outcome.APPROVED_AS_AMENDED
    if decides is not None and body != decides and settles:
        yield (
            f"{decides} decides on this document. Enter what another body said as "
            "“recommended”, “noted” or “deferred”."
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
    decision = Decision.objects.select_related("submission", "body").get(pk=decision.pk)
    situation = situation_of(version, by=by, at=at, reason=note, exception=exception)
    _refuse_unless_confirmable(decision, version, situation)
    move = decision.result.move
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
        authority=f"{decision.body}, {decision.minute_reference}",
        exception=exception,
    )


def _refuse_unless_confirmable(
    decision: Decision, version: Version, situation: Situation, *more_reasons: str
) -> None:
    reasons = list(reasons_against_confirming(situation))
    if version.is_in_review and last_decision(version.submission) != decision:
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
    decision = Decision.objects.select_related("submission", "body").get(pk=decision.pk)
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


@transaction.atomic
def certify_conformed(
    *, version: Version, by: User, at: datetime, statement: str, exception: str = ""
) -> Version:
    """Certify that a conformed text is what the minute says, and approve the version.

    For the monitoring officer (Local Government and Housing Act 1989, s. 5). Raises
    MoveRefused with every reason against.
    """
    version = take_turn_with(version)
    situation = situation_of(version, by=by, at=at, exception=exception)
    reasons = [] if situation.is_conformed else ["There is no conformed text to certify."]
    if not statement.strip():
        reasons.append("State what the text was compared with.")
    reasons.extend(reasons_against(Move.APPROVE, situation))
    submission = version.submission
    decision = submission.conforms_to if submission else None
    if reasons or submission is None or decision is None:
        raise MoveRefused(reasons)
    Certificate.objects.create(
        submission=submission,
        decision=decision,
        statement=statement.strip(),
        by=by,
        post=by.post_on(london_day(at), ABILITIES[Ability.CERTIFY]),
        at=at,
        exception=exception_relied_on(situation),
    )
    keep_decisions(submission=submission)
    return make_move(
        version=version,
        move=Move.APPROVE,
        to=Status.APPROVED,
        by=by,
        at=at,
        note=statement,
        authority=f"{decision.body}, {decision.minute_reference}",
        exception=exception_relied_on(situation),
    )
