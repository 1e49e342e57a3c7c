"""The pages on which an officer decides alone, and on which a version is held and released."""

from collections.abc import Mapping
from typing import Any

from policies.actions import calling_in
from policies.actions.deciding_alone import decide_under_delegation, decide_urgently
from policies.actions.record import take_turn_with
from policies.admin.moves import aloneforms
from policies.admin.moves.page import MovePage
from policies.domain.alone import (
    reasons_against_deciding_urgently,
    reasons_against_using_a_delegation,
    stage_of,
)
from policies.domain.callin import reasons_against_calling_in, reasons_against_releasing
from policies.domain.errors import MoveRefused
from policies.domain.lifecycle import Outcome, Status
from policies.domain.readiness import Situation
from policies.domain.stages import StageKind
from policies.models import Decision, Version

_DONE = "Your decision is on record. The Confirming Officer confirms it next."


def _stated(version: Version, answers: Mapping[str, Any]) -> dict[str, Any]:
    """The answers without the key of the text that was read, if it is the present one."""
    if take_turn_with(version).submission_id != answers["submission"]:
        raise MoveRefused(
            "The text was taken back and submitted again while this page was open. "
            "Read it as it is now, then decide."
        )
    return {name: words for name, words in answers.items() if name != "submission"}


def _use_delegation(version: Version, answers: Mapping[str, Any], **who) -> None:
    stated = _stated(version, answers)
    stated["delegation"], stated["consultee_comment"] = stated["delegation"]
    stated["outcome"] = Outcome(stated["outcome"])
    decide_under_delegation(version=version, **stated, **who)


def _decide_urgently(version: Version, answers: Mapping[str, Any], **who) -> None:
    decide_urgently(version=version, **_stated(version, answers), **who)


def _call_in(version: Version, answers: Mapping[str, Any], **who) -> None:
    calling_in.call_in(version=version, **answers, **who)


def _release(version: Version, answers: Mapping[str, Any], **who) -> None:
    held = version.call_ins.standing().first()
    if held is None:
        raise MoveRefused("It is not held: nobody called it in, or it was released already.")
    calling_in.release(call_in=held, **answers, **who)


def facts_about(decision: Decision) -> list[tuple[str, str]]:
    """Return what is on record of an officer's own decision; nothing of that of a body."""
    if not hasattr(decision, "officer_record"):
        return []
    record = decision.officer_record
    answer = record.answer
    return [
        ("Why it could not wait", record.urgency),
        ("Delegation", str(record.delegation or "")),
        ("Consultee", f"{answer.post}: {answer.get_stance_display()}" if answer else ""),
        ("What the consultee said", answer.text if answer else ""),
        ("Reasons", record.reasons),
        ("Alternatives considered", record.alternatives),
        ("Conflicts of interest", record.conflicts),
        ("Why it counts as minor", record.override),
    ]


def _has_stage(kind: StageKind, situation: Situation) -> bool:
    return stage_of(kind, situation.progress) is not None


def _is_for_delegates(situation: Situation) -> bool:
    """Where nobody was given a delegation, the urgent route has no need to speak of one."""
    is_urgent = _has_stage(StageKind.RATIFY, situation)
    return _has_stage(StageKind.DELEGATED, situation) and bool(situation.grants or not is_urgent)


def _is_for_urgent_ones(situation: Situation) -> bool:
    return _has_stage(StageKind.DELEGATED, situation) and _has_stage(StageKind.RATIFY, situation)


PAGES = (
    MovePage(
        slug="decide-delegated",
        title="Decide under a delegation",
        consequence=(
            "You decide what a body has delegated to your post. Your decision and its reasons "
            "are published. Nothing else happens until the Confirming Officer confirms it."
        ),
        done=_DONE,
        origin=Status.IN_REVIEW,
        reasons=reasons_against_using_a_delegation,
        form=aloneforms.DelegatedForm,
        act=_use_delegation,
        is_shown=_is_for_delegates,
    ),
    MovePage(
        slug="decide-urgently",
        title="Approve urgently",
        consequence=(
            "You approve this text because it cannot wait for a meeting. Once confirmed it can "
            "be published, marked as urgent, and the body that the route names ratifies it."
        ),
        done=_DONE,
        origin=Status.IN_REVIEW,
        reasons=reasons_against_deciding_urgently,
        form=aloneforms.UrgentForm,
        act=_decide_urgently,
        is_shown=_is_for_urgent_ones,
        is_warning=True,
    ),
    MovePage(
        slug="call-in",
        title="Call in",
        consequence=(
            "This version is held: it cannot be published until it is released. "
            "It can still be rescinded."
        ),
        done="Version {number} was called in and is held.",
        origin=Status.APPROVED,
        reasons=reasons_against_calling_in,
        form=aloneforms.CallInForm,
        act=_call_in,
        is_shown=lambda situation: not situation.called_in,
        is_warning=True,
    ),
    MovePage(
        slug="release",
        title="Release",
        consequence="This version goes on: it can be published again.",
        done="Version {number} was released.",
        origin=Status.APPROVED,
        reasons=reasons_against_releasing,
        form=aloneforms.ReleaseForm,
        act=_release,
        is_shown=lambda situation: bool(situation.called_in),
    ),
)
