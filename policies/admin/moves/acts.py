"""What each move page does with its answers: one call of an action.

Every function is given the version, the answers of the form, and who and when (``by``, ``at``).
"""

from collections.abc import Mapping
from typing import Any

from policies.actions import certifying, deciding, drafting, publishing, submitting
from policies.actions.record import take_turn_with
from policies.domain.errors import MoveRefused
from policies.domain.lifecycle import Outcome
from policies.models import Decision, Version


def discard(version: Version, answers: Mapping[str, Any], **who) -> None:
    drafting.discard_draft(version=version, reason=answers["reason"], **who)


def submit(version: Version, answers: Mapping[str, Any], **who) -> None:
    version = take_turn_with(version)
    if any(getattr(version, name) != words for name, words in answers.items()):
        for name, words in answers.items():
            setattr(version, name, words)
        drafting.save_draft(version=version, why="Said at the submitting", **who)
    submitting.submit_version(version=version, **who)


def recall(version: Version, answers: Mapping[str, Any], **who) -> None:
    submitting.recall_version(version=version, reason=answers["reason"], **who)


def request_changes(version: Version, answers: Mapping[str, Any], **who) -> None:
    submitting.request_changes(version=version, reason=answers["reason"], **who)


def enter(version: Version, answers: Mapping[str, Any], **who) -> None:
    words = {name: value for name, value in answers.items() if name != "submission"}
    if take_turn_with(version).submission_id != answers["submission"]:
        raise MoveRefused(
            "The text was taken back and submitted again while this page was open. "
            "Check which text the body decided on, then enter the decision."
        )
    words["outcome"] = Outcome(words["outcome"])
    deciding.enter_decision(version=version, **words, **who)


def _decision_named(version: Version, answers: Mapping[str, Any]) -> Decision:
    rows = Decision.objects.filter(submission__version=version)
    decision = rows.filter(pk=answers["decision"]).first()
    if decision is None:
        raise MoveRefused("This is not the decision that waits to be confirmed.")
    return decision


def confirm(version: Version, answers: Mapping[str, Any], **who) -> None:
    words = {name: value for name, value in answers.items() if name != "decision"}
    deciding.confirm_decision(decision=_decision_named(version, answers), **words, **who)


def decline(version: Version, answers: Mapping[str, Any], **who) -> None:
    decision = _decision_named(version, answers)
    deciding.decline_decision(
        decision=decision,
        reason=answers["reason"],
        exception=answers.get("exception", ""),
        **who,
    )


def certify(version: Version, answers: Mapping[str, Any], **who) -> None:
    certifying.certify_conformed(version=version, **answers, **who)


def conform(version: Version, answers: Mapping[str, Any], **who) -> None:
    submitting.conform_version(
        version=version, amendments=answers["amendments"], summary=answers["summary"], **who
    )


def publish(version: Version, answers: Mapping[str, Any], **who) -> None:
    publishing.publish_version(version=version, **answers, **who)


def rescind(version: Version, answers: Mapping[str, Any], **who) -> None:
    publishing.rescind_version(version=version, **answers, **who)


def withdraw(version: Version, answers: Mapping[str, Any], **who) -> None:
    publishing.withdraw_version(version=version, reason=answers["reason"], **who)
