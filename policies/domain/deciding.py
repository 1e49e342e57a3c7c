"""Every reason why a decision cannot be entered or confirmed now, as sentences."""

from policies.domain.lifecycle import Outcome, Status
from policies.domain.progress import Progress, is_decided
from policies.domain.readiness import (
    Situation,
    about_being,
    about_the_ability,
    reasons_of_separation,
)
from policies.domain.roles import Ability
from policies.domain.stages import AFTER_DECIDING


def reasons_against_entering(situation: Situation) -> tuple[str, ...]:
    """Return every reason against entering a decision on the submission in question.

    It is one in review; or one approved since, at a stage that comes after the decision.
    """
    reasons = list(about_the_ability(Ability.ENTER_DECISION, "enter a decision", situation))
    if not reasons:
        reasons.extend(reasons_of_separation("enter a decision on", situation))
    return (*reasons, *reasons_against_any_decision(situation))


def reasons_against_any_decision(situation: Situation) -> tuple[str, ...]:
    """Return why no decision can be entered on this text now, whoever asks."""
    reasons = []
    if situation.decision and not situation.decision.is_confirmed:
        reasons.append("A decision on this submission waits to be confirmed.")
    if situation.status in LATER and stages_to_come(situation):
        return tuple(reasons)
    if situation.status is not Status.IN_REVIEW:
        rule = "decisions are on a version in review"
        reasons.extend(about_being(Status.IN_REVIEW, rule, situation))
    elif is_to_be_conformed(situation):
        reasons.append("The decision “approved as amended” is confirmed: conform the text.")
    elif situation.is_conformed and (is_decided(situation.progress) or not situation.progress):
        reasons.append("The decision was carried over to this conformed text.")
    return tuple(reasons)


# Once approved, a text still meets the stages of its route that come after the decision.
LATER = frozenset({Status.APPROVED, Status.IN_FORCE, Status.SUPERSEDED})


def stages_to_come(situation: Situation) -> tuple[Progress, ...]:
    """Return the stages after the decision that this text has not met."""
    return tuple(
        one for one in situation.progress if one.stage.kind in AFTER_DECIDING and not one.is_met
    )


def is_to_be_conformed(situation: Situation) -> bool:
    """Return whether a body amended this very text, be it one that was conformed before."""
    decision = situation.decision
    return (
        situation.status is Status.IN_REVIEW
        and decision is not None
        and decision.outcome is Outcome.APPROVED_AS_AMENDED
        and decision.is_confirmed
        and not decision.is_carried
    )


def reasons_against_confirming(situation: Situation) -> tuple[str, ...]:
    """Return every reason against confirming, or declining, the decision that was entered."""
    reasons = list(about_the_ability(Ability.CONFIRM_DECISION, "confirm a decision", situation))
    if not reasons:
        reasons.extend(reasons_of_separation("confirm", situation))
    if situation.status in LATER and stages_to_come(situation):
        return tuple(reasons)
    rule = "a decision is confirmed while it is in review"
    return (*reasons, *about_being(Status.IN_REVIEW, rule, situation))
