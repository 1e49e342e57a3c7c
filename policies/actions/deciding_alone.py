"""What officers decide themselves: under a delegation, or urgently until a body ratifies it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Self

from django.db import transaction

from policies.actions.equaltexts import name_equal_texts
from policies.actions.granting import grant_on
from policies.actions.record import take_turn_with
from policies.actions.routing import reasons_at_stage
from policies.actions.situations import situation_of
from policies.domain.alone import (
    exception_for_own_text,
    reasons_against_approving,
    reasons_against_deciding_alone,
    reasons_against_deciding_urgently,
    reasons_against_grant,
    reasons_against_what_is_stated,
    stage_of,
)
from policies.domain.checks.changes import is_minor
from policies.domain.content import VersionContent
from policies.domain.dates import london_day
from policies.domain.errors import MoveRefused
from policies.domain.grants import Grant
from policies.domain.lifecycle import Outcome, Status
from policies.domain.numbering import ChangeClass
from policies.domain.readiness import Situation
from policies.domain.stages import Party, PartyKind, StageKind
from policies.models import (
    Comment,
    Decision,
    Delegation,
    OfficerDecision,
    Post,
    Submission,
    User,
    Version,
)


@transaction.atomic
def decide_under_delegation(
    *,
    version: Version,
    delegation: Delegation,
    outcome: Outcome,
    reasons: str,
    alternatives: str,
    conflicts: str,
    reference: str,
    consultee_comment: Comment | None = None,
    override: str = "",
    reply: str = "",
    by: User,
    at: datetime,
) -> Decision:
    """Put on record what the delegate decided on the submission; an officer confirms it next.

    ``consultee_comment`` is the consultee's answer that the delegate read, ``reply`` what the
    delegate says to an objection, ``override`` why the change counts as minor although the
    portal finds that it is not. Whoever wrote the text may decide on it here, once the consultee
    has answered; the public is told so. Raises MoveRefused with every reason against.
    """
    version = take_turn_with(version)
    delegation = Delegation.objects.select_related(
        "document", "granted_by", "delegate_post", "consultee_post"
    ).get(pk=delegation.pk)
    situation = situation_of(version, by=by, at=at)
    grant = grant_on(delegation, version, by)
    text = _TextToAmend.of(version)
    against = [
        *reasons_against_deciding_alone(situation),
        *reasons_against_grant(grant, situation),
        *_about_the_stage(version, situation, grant.post, outcome),
        *_about_the_answer(grant, consultee_comment),
    ]
    if outcome is Outcome.APPROVED:
        bodies_decide = stage_of(StageKind.DECIDE, situation.progress) is not None
        against += text.reasons_against_approving(
            grant, override=override, reply=reply, bodies_decide=bodies_decide
        )
    against += reasons_against_what_is_stated(
        reference=reference, reasons=reasons, alternatives=alternatives, conflicts=conflicts
    )
    submission = version.submission
    if against or submission is None:
        raise MoveRefused(dict.fromkeys(against))
    signature = by.signature_for(delegation.delegate_post, london_day(at))
    relies_on_override = outcome is Outcome.APPROVED and grant.minor_only and not text.is_minor
    decision = _enter(
        submission,
        delegation.delegate_post,
        situation,
        outcome=outcome,
        reference=reference,
        resolution=f"Under the delegation by the {grant.named}.",
        comment=reply if grant.answer and grant.answer.objects else "",
        exception=exception_for_own_text(grant, signature) if situation.wrote else "",
        by=by,
        at=at,
    )
    OfficerDecision.objects.create(
        decision=decision,
        delegation=delegation,
        answer=consultee_comment if grant.answer else None,
        reasons=reasons.strip(),
        alternatives=alternatives.strip(),
        conflicts=conflicts.strip(),
        override=override.strip() if relies_on_override else "",
    )
    return decision


def findings_against_minor(version: Version) -> tuple[str, ...]:
    """Return why the portal finds that this version is no minor change; none if it is one."""
    text = _TextToAmend.of(version)
    return is_minor(text.before, text.after) if text.before else ()


@dataclass(frozen=True, slots=True)
class _TextToAmend:
    """The text that is decided on, and the one in force that it amends."""

    change: ChangeClass
    before: VersionContent | None
    after: VersionContent

    @classmethod
    def of(cls, version: Version) -> Self:
        current = version.document.versions.in_force().select_related("submission").first()
        return cls(
            change=ChangeClass(version.change_class),
            before=current.submission.content if current and current.submission else None,
            after=version.submission.content if version.submission else version.as_content(),
        )

    @property
    def is_minor(self) -> bool:
        return self.before is not None and not is_minor(self.before, self.after)

    def reasons_against_approving(
        self, grant: Grant, *, override: str, reply: str, bodies_decide: bool
    ) -> tuple[str, ...]:
        return reasons_against_approving(
            grant,
            change=self.change,
            before=self.before,
            after=self.after,
            override=override,
            reply=reply,
            bodies_decide=bodies_decide,
        )


@transaction.atomic
def decide_urgently(
    *,
    version: Version,
    post: Post,
    urgency: str,
    reasons: str,
    alternatives: str,
    conflicts: str,
    reference: str,
    by: User,
    at: datetime,
) -> Decision:
    """Put on record that the holder of a post approved a text that could not wait for a meeting.

    ``urgency`` says why. An officer confirms the decision; the body that the route names
    ratifies it after publication. Raises MoveRefused with every reason against.
    """
    version = take_turn_with(version)
    situation = situation_of(version, by=by, at=at)
    party = Party(kind=PartyKind.POST, pk=post.pk, name=post.title)
    against = [
        *reasons_against_deciding_urgently(situation, party),
        *_about_the_stage(version, situation, party, Outcome.APPROVED),
    ]
    if not urgency.strip():
        against.append("Say why it could not wait for a meeting.")
    against += reasons_against_what_is_stated(
        reference=reference, reasons=reasons, alternatives=alternatives, conflicts=conflicts
    )
    submission = version.submission
    if against or submission is None:
        raise MoveRefused(dict.fromkeys(against))
    ratifying = stage_of(StageKind.RATIFY, situation.progress)
    decision = _enter(
        submission,
        post,
        situation,
        outcome=Outcome.APPROVED,
        reference=reference,
        resolution=f"Urgently, to be ratified by {ratifying.named} within "
        f"{ratifying.within_days} days of publication."
        if ratifying
        else "",
        by=by,
        at=at,
    )
    OfficerDecision.objects.create(
        decision=decision,
        urgency=urgency.strip(),
        reasons=reasons.strip(),
        alternatives=alternatives.strip(),
        conflicts=conflicts.strip(),
    )
    return decision


def _about_the_stage(
    version: Version, situation: Situation, post: Party, outcome: Outcome
) -> tuple[str, ...]:
    stage = stage_of(StageKind.DELEGATED, situation.progress)
    if situation.status is not Status.IN_REVIEW or version.submission is None or stage is None:
        return ()
    return reasons_at_stage(version.submission, situation, post, outcome, stage)


def _about_the_answer(grant: Grant, read: Comment | None) -> Iterator[str]:
    """That the answer that the delegate read is the consultee's last on this text."""
    if grant.answer and (read is None or read.pk != grant.answer.pk):
        yield f"Read the last answer of the {grant.consultee} on this text, then decide."


def _enter(
    submission: Submission,
    post: Post,
    situation: Situation,
    *,
    outcome: Outcome,
    reference: str,
    resolution: str,
    comment: str = "",
    exception: str = "",
    by: User,
    at: datetime,
) -> Decision:
    stage = stage_of(StageKind.DELEGATED, situation.progress)
    decision = Decision.objects.create(
        submission=submission,
        post=post,
        stage=stage.position if stage else None,
        outcome=outcome.value,
        decided_on=london_day(at),
        minute_reference=reference.strip(),
        resolution=resolution,
        comment=comment.strip(),
        entered_by=by,
        entered_post=by.signature_for(post, london_day(at)),
        entered_at=at,
        exception=exception,
    )
    name_equal_texts(decision=decision)
    return decision
