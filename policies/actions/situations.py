"""What the rules need to know of a version and a person: gathered for one, or from many at once."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from policies.actions.gathering import progress_of
from policies.actions.granting import grants_on
from policies.actions.problems import problems_of
from policies.domain.content import VersionContent, canonical_bytes
from policies.domain.dates import london_day
from policies.domain.errors import MoveRefused
from policies.domain.grants import Grant
from policies.domain.lifecycle import Move
from policies.domain.progress import Progress
from policies.domain.readiness import DecisionFacts, Situation, reasons_against
from policies.models import (
    Certificate,
    Decision,
    PlannedPublication,
    Submission,
    User,
    Version,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class OnRecord:
    """What other rows say of a version, for one person. ``decision`` is the last one that stands
    on its present submission; ``called_in`` and ``planned_for`` may be left from before."""

    decision: Decision | None
    wrote: bool
    is_certified: bool
    called_in: str
    planned_for: date | None
    last_in_force: str
    last_in_force_from: date | None
    progress: tuple[Progress, ...] = ()
    grants: tuple[Grant, ...] = ()
    open_version: str = ""


def situation_from(record: OnRecord, version: Version, *, by: User, at: datetime) -> Situation:
    """Return the situation of a version as its record tells, without a look into its text."""
    submission = submission_under_way(version)
    conforms_to = submission.conforms_to if submission else None
    day = london_day(at)
    return Situation(
        status=version.state,
        day=day,
        roles=by.roles_on(day),
        posts=by.posts_on(day),
        is_active=by.is_active,
        wrote=record.wrote,
        sole_officer=version.document.council.has_sole_officer,
        decision=_facts_of(record.decision or conforms_to, by, submission),
        is_for_everyone=version.is_public,
        is_sensitive=version.classification == Version.Classification.OFFICIAL_SENSITIVE,
        is_conformed=conforms_to is not None,
        is_certified=record.is_certified,
        progress=record.progress,
        grants=record.grants,
        called_in=record.called_in if version.is_approved else "",
        planned_for=record.planned_for if version.is_approved else None,
        last_in_force=record.last_in_force,
        last_in_force_from=record.last_in_force_from,
        open_version=record.open_version,
    )


def situation_of(
    version: Version,
    *,
    by: User,
    at: datetime,
    reason: str = "",
    exception: str = "",
    next_review_on: date | None = None,
) -> Situation:
    """Return all that the rules need to know of this version and this person at this moment."""
    content = version.as_content()
    submission = submission_under_way(version)
    call_in = version.call_ins.standing().first()
    plan = PlannedPublication.objects.filter(version=version).first()
    last = version.document.versions.published().order_by("-in_force_from").first()
    record = OnRecord(
        decision=last_decision(submission),
        wrote=version.is_written_by(by),
        is_certified=bool(submission and submission.conforms_to_id)
        and Certificate.objects.filter(submission=submission).exists(),
        called_in=call_in.authority if call_in else "",
        planned_for=plan.day if plan else None,
        last_in_force=_named(last) if last else "",
        last_in_force_from=last.in_force_from if last else None,
        progress=progress_of(submission) if submission else (),
        grants=grants_on(version, by),
    )
    return replace(
        situation_from(record, version, by=by, at=at),
        exception=exception,
        reason=reason,
        text_problems=problems_of(version, content),
        text_is_as_submitted=_is_as_submitted(version, content),
        next_review_on=next_review_on,
    )


def submission_under_way(version: Version) -> Submission | None:
    """Return what is decided on and published of a version; a draft’s last one was taken back."""
    submission: Submission | None = None if version.is_draft else version.submission
    return submission


def last_decision(submission: Submission | None) -> Decision | None:
    """Return the last decision on a submission that was neither declined nor voided, or None."""
    if submission is None:
        return None
    standing = Decision.objects.standing().filter(submission=submission)
    return standing.select_related("confirmation").order_by("-id").first()


def refuse_unless_open(move: Move, situation: Situation) -> None:
    """Raise MoveRefused with every reason if this move is closed."""
    reasons = reasons_against(move, situation)
    if reasons:
        raise MoveRefused(reasons)


def _facts_of(decision: Decision | None, by: User, on: Submission | None) -> DecisionFacts | None:
    if decision is None or on is None:
        return None
    return DecisionFacts(
        outcome=decision.result,
        is_confirmed=decision.is_confirmed,
        entered_by_actor=decision.entered_by_id == by.pk,
        is_by_officer=decision.post_id is not None,
        is_carried=decision.submission_id != on.pk,
    )


def _named(version: Version) -> str:
    return "The version in force" if version.is_in_force else f"Version {version.number}"


def _is_as_submitted(version: Version, content: VersionContent) -> bool:
    """Whether the rows, the kept bytes and the published hash still say the same (design rule 3).

    What changed since in rows that a version shares (a post renamed, a law row moved on) is no
    change of its text: these are compared as they were copied at the submitting.
    """
    submission = submission_under_way(version)
    if submission is None:
        return True
    kept = submission.content.own_words()
    return submission.is_intact and canonical_bytes(kept) == canonical_bytes(content.own_words())
