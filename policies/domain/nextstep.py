"""What comes next for a version: which role does it, and on which page of the desk.

The steps are rows in the order of the work; the first that is due is the next. Who may take
one is asked of `readiness`, so that a step never leads to a page that is closed to its role.
"""

from collections.abc import Callable

from policies.domain.alone import (
    reasons_against_deciding_urgently,
    reasons_against_using_a_delegation,
    stage_of,
)
from policies.domain.callin import reasons_against_releasing
from policies.domain.commenting import reasons_against_any_comment
from policies.domain.consulting import reasons_against_reporting
from policies.domain.deciding import (
    LATER,
    is_to_be_conformed,
    reasons_against_confirming,
    reasons_against_entering,
)
from policies.domain.lifecycle import MOVES, Move, Status
from policies.domain.progress import Progress, first_gate
from policies.domain.readiness import Situation, reasons_against, reasons_against_writing
from policies.domain.reviews import NOTICE_OF_REVIEW, reasons_against_reviewing
from policies.domain.roles import ABILITIES, Ability, Role
from policies.domain.stages import StageKind
from policies.domain.steps import NextStep


def _of(move: Move) -> Callable[[Situation], tuple[str, ...]]:
    return lambda situation: reasons_against(move, situation, by_form=True)


def _waits_at(kind: StageKind, *, is_under_way: bool | None = None) -> Callable[[Situation], bool]:
    """Whether the first stage that holds the decision up is of this kind."""

    def is_due(situation: Situation) -> bool:
        gate = first_gate(situation.progress)
        if situation.status is not Status.IN_REVIEW or gate is None:
            return False
        return gate.stage.kind is kind and is_under_way in (None, gate.is_under_way)

    return is_due


def _reasons_against_commenting(situation: Situation) -> tuple[str, ...]:
    return reasons_against_any_comment(situation, holds_a_post=bool(situation.posts))


def _is_to_be_certified(situation: Situation) -> bool:
    return (
        situation.status is Status.IN_REVIEW
        and situation.is_conformed
        and not situation.is_certified
        and not is_to_be_conformed(situation)
    )


def _waits_for_confirmation(situation: Situation) -> bool:
    decision = situation.decision
    is_open = situation.status is Status.IN_REVIEW or _ratification_of(situation) is not None
    return is_open and bool(decision and not decision.is_confirmed)


def _ratification_of(situation: Situation) -> Progress | None:
    """How far the ratification has come of a text that was approved urgently."""
    stages = (one for one in situation.progress if one.stage.kind is StageKind.RATIFY)
    return next(stages, None) if situation.status in LATER else None


def _is_to_be_ratified(situation: Situation) -> bool:
    ratification = _ratification_of(situation)
    is_in_force = situation.status is Status.IN_FORCE
    return is_in_force and ratification is not None and not ratification.is_met


def _was_not_ratified(situation: Situation) -> bool:
    ratification = _ratification_of(situation)
    is_in_force = situation.status is Status.IN_FORCE
    return is_in_force and ratification is not None and ratification.is_refused


def _is_for_an_officer(situation: Situation) -> bool:
    is_in_review = situation.status is Status.IN_REVIEW
    return is_in_review and stage_of(StageKind.DELEGATED, situation.progress) is not None


def _may_use_a_delegation(situation: Situation) -> bool:
    return _is_for_an_officer(situation) and bool(
        situation.grants or not stage_of(StageKind.RATIFY, situation.progress)
    )


def _is_due_for_review(situation: Situation) -> bool:
    return (
        situation.status is Status.IN_FORCE
        and not situation.open_version
        and situation.next_review_on is not None
        and situation.next_review_on <= situation.day + NOTICE_OF_REVIEW
    )


def _is_to_be_published(situation: Situation) -> bool:
    """Whether it waits for an officer: what is planned for a later day waits for the clock."""
    is_planned = situation.planned_for is not None and situation.planned_for > situation.day
    return situation.status is Status.APPROVED and not is_planned


STEPS = (
    NextStep(
        slug="change",
        act="finishes the text and submits it",
        roles=ABILITIES[Ability.WRITE],
        is_due=lambda situation: situation.status is Status.DRAFT,
        reasons=reasons_against_writing,
        by_authors=True,
    ),
    NextStep(
        slug="certify",
        act="certifies the conformed text",
        roles=ABILITIES[Ability.CERTIFY],
        is_due=_is_to_be_certified,
        reasons=_of(Move.APPROVE),
    ),
    NextStep(
        slug="confirm",
        act="confirms the decision, or declines it",
        roles=ABILITIES[Ability.CONFIRM_DECISION],
        is_due=_waits_for_confirmation,
        reasons=reasons_against_confirming,
    ),
    NextStep(
        slug="conform",
        act="conforms the text to the minute",
        roles=MOVES[Move.CONFORM].roles,
        is_due=is_to_be_conformed,
        reasons=_of(Move.CONFORM),
    ),
    NextStep(
        slug="add-comment",
        act="comment on the text",
        roles=ABILITIES[Ability.RECORD_COMMENT],
        is_due=_waits_at(StageKind.COMMENT),
        reasons=_reasons_against_commenting,
        by_posts=True,
    ),
    NextStep(
        slug="add-assessment",
        act="puts the impact assessment on record",
        roles=ABILITIES[Ability.KEEP_REPORT],
        is_due=_waits_at(StageKind.ASSESS),
        reasons=reasons_against_reporting,
    ),
    NextStep(
        slug="open-consultation",
        act="opens the consultation",
        roles=ABILITIES[Ability.KEEP_REPORT],
        is_due=_waits_at(StageKind.CONSULT, is_under_way=False),
        reasons=reasons_against_reporting,
    ),
    NextStep(
        slug="close-consultation",
        act="closes the consultation, with its summary and what changed",
        roles=ABILITIES[Ability.KEEP_REPORT],
        is_due=_waits_at(StageKind.CONSULT, is_under_way=True),
        reasons=reasons_against_reporting,
    ),
    NextStep(
        slug="decide-delegated",
        act="decides on it, acting for the post that the delegation names",
        roles=ABILITIES[Ability.DECIDE_ALONE],
        is_due=_may_use_a_delegation,
        reasons=reasons_against_using_a_delegation,
    ),
    NextStep(
        slug="decide-urgently",
        act="decides on it, acting for the post that the route names",
        roles=ABILITIES[Ability.DECIDE_ALONE],
        is_due=_is_for_an_officer,
        reasons=reasons_against_deciding_urgently,
    ),
    NextStep(
        slug="enter-decision",
        act="enters the decision",
        roles=ABILITIES[Ability.ENTER_DECISION],
        is_due=lambda situation: situation.status is Status.IN_REVIEW,
        reasons=reasons_against_entering,
    ),
    NextStep(
        slug="release",
        act="releases it once the call-in is decided",
        roles=ABILITIES[Ability.CALL_IN],
        is_due=lambda situation: situation.status is Status.APPROVED and bool(situation.called_in),
        reasons=reasons_against_releasing,
    ),
    NextStep(
        slug="publish",
        act="publishes it",
        roles=MOVES[Move.PUBLISH].roles,
        is_due=_is_to_be_published,
        reasons=_of(Move.PUBLISH),
    ),
    NextStep(
        slug="withdraw",
        act="withdraws it, because it was not ratified",
        roles=MOVES[Move.WITHDRAW].roles,
        is_due=_was_not_ratified,
        reasons=_of(Move.WITHDRAW),
    ),
    NextStep(
        slug="enter-decision",
        act="enters the decision of the body that ratifies it",
        roles=ABILITIES[Ability.ENTER_DECISION],
        is_due=_is_to_be_ratified,
        reasons=reasons_against_entering,
    ),
    NextStep(
        slug="review",
        act="reviews it and records what came of that",
        roles=ABILITIES[Ability.KEEP_REVIEWS],
        is_due=_is_due_for_review,
        reasons=reasons_against_reviewing,
    ),
)


def is_about_ratifying(situation: Situation) -> bool:
    """Return whether what comes next for a text in force is that it is ratified, or was not."""
    return (
        _is_to_be_ratified(situation)
        or _was_not_ratified(situation)
        or (situation.status is Status.IN_FORCE and _waits_for_confirmation(situation))
    )


def next_step(situation: Situation) -> NextStep | None:
    """Return what comes next in this situation, whoever asks; None if nothing does.

    Nothing comes next for a text that is not the one submitted: `readiness` says what to do.
    """
    if not situation.text_is_as_submitted:
        return None
    return next((step for step in STEPS if step.is_due(situation)), None)


def has_part_in_steps(roles: frozenset[Role]) -> bool:
    """Return whether a version can ever wait for somebody with these roles, its authors aside."""
    return any(not step.by_authors and step.roles & roles for step in STEPS)
