"""What every action shares: taking a document's turn, keeping history, writing the record."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import TypeVar

from django.db.models import Model

from policies.actions.gathering import progress_of
from policies.actions.granting import grants_on
from policies.actions.problems import problems_of
from policies.domain.content import VersionContent, canonical_bytes
from policies.domain.dates import london_day
from policies.domain.errors import MoveRefused
from policies.domain.lifecycle import MOVES, Move, Status
from policies.domain.readiness import DecisionFacts, Situation, reasons_against
from policies.models import (
    Certificate,
    Decision,
    Document,
    PageStamp,
    PlannedPublication,
    StatusChange,
    Submission,
    User,
    Version,
)

Row = TypeVar("Row", bound=Model)


def take_turn(document: Document) -> Document:
    """Wait until no other action works on this document, and return it as it now is.

    Call inside a transaction: the turn ends with it. SQLite lets one writer in at a time anyway.
    """
    return Document.objects.select_for_update().get(pk=document.pk)


def take_turn_with(version: Version) -> Version:
    """Take the turn of the version's document and return the version as it now is."""
    document = take_turn(version.document)
    rows = Version.objects.select_related("submission", "author_post")
    fresh: Version = rows.get(pk=version.pk)
    fresh.document = document
    return fresh


def keep(row: Row, *, by: User | None, at: datetime, why: str) -> Row:
    """Save a row so that its history says who saved it, when and why."""
    row._history_user = by  # type: ignore[attr-defined]
    row._history_date = at  # type: ignore[attr-defined]
    row._change_reason = why  # type: ignore[attr-defined]
    row.save()
    return row


def set_links(
    row: Model, field: str, others: Iterable[Model], *, by: User | None, at: datetime, why: str
) -> None:
    """Set what a row is linked to so that its history says who did, when and why.

    Nothing is written where the links are the same as before.
    """
    links = getattr(row, field)
    wanted = {other.pk for other in others}
    if set(links.values_list("pk", flat=True)) == wanted:
        return
    row._history_user = by  # type: ignore[attr-defined]
    row._history_date = at  # type: ignore[attr-defined]
    row._change_reason = why  # type: ignore[attr-defined]
    links.set(wanted)


def drop(row: Row, *, by: User, at: datetime, why: str) -> None:
    """Delete a row of a draft so that its history says who deleted it, when and why."""
    row._history_user = by  # type: ignore[attr-defined]
    row._history_date = at  # type: ignore[attr-defined]
    row._change_reason = why  # type: ignore[attr-defined]
    row.delete()


def raise_page_stamp(document: Document) -> None:
    """Note that what the public sees of this document has changed. Call inside a transaction."""
    PageStamp.objects.get_or_create(document=document)
    stamp = PageStamp.objects.select_for_update().get(document=document)
    stamp.changes += 1
    stamp.save()


def write_change(
    *,
    version: Version,
    move: Move,
    from_status: Status | None,
    by: User,
    at: datetime,
    note: str = "",
    authority: str = "",
    exception: str = "",
    successor: Version | None = None,
) -> StatusChange:
    """Add the row of the record that says which move was made, by whom and when."""
    raise_page_stamp(version.document)
    return StatusChange.objects.create(
        version=version,
        submission=version.submission,
        move=move.value,
        from_status=from_status.value if from_status else "",
        to_status=version.status,
        by=by,
        post=by.post_on(london_day(at), MOVES[move].roles),
        at=at,
        note=note.strip(),
        authority=authority.strip(),
        exception=exception.strip(),
        successor=successor,
    )


def make_move(
    *,
    version: Version,
    move: Move,
    to: Status,
    by: User,
    at: datetime,
    note: str = "",
    authority: str = "",
    exception: str = "",
    successor: Version | None = None,
) -> Version:
    """Change the status of a version whose move was found open, and write it on the record."""
    was = version.state
    version.status = to.value
    keep(version, by=by, at=at, why=f"{move.label}. {note}".strip())
    write_change(
        version=version,
        move=move,
        from_status=was,
        by=by,
        at=at,
        note=note,
        authority=authority,
        exception=exception,
        successor=successor,
    )
    return version


def last_decision(submission: Submission | None) -> Decision | None:
    """Return the last decision on a submission that was neither declined nor voided, or None."""
    if submission is None:
        return None
    standing = Decision.objects.standing().filter(submission=submission)
    return standing.select_related("confirmation").order_by("-id").first()


def decision_facts(
    decision: Decision | None, by: User, on: Submission | None
) -> DecisionFacts | None:
    """Return what the rules need to know of a decision that counts on a submission, for this
    person."""
    if decision is None or on is None:
        return None
    return DecisionFacts(
        outcome=decision.result,
        is_confirmed=decision.is_confirmed,
        entered_by_actor=decision.entered_by_id == by.pk,
        is_by_officer=decision.post_id is not None,
        is_carried=decision.submission_id != on.pk,
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
    submission = version.submission if not version.is_draft else None
    decision = last_decision(submission)
    if submission and submission.conforms_to and decision is None:
        decision = submission.conforms_to
    last = version.document.versions.published().order_by("-in_force_from").first()
    return Situation(
        status=version.state,
        day=london_day(at),
        roles=by.roles_on(london_day(at)),
        posts=by.posts_on(london_day(at)),
        is_active=by.is_active,
        wrote=version.is_written_by(by),
        sole_officer=version.document.council.has_sole_officer,
        exception=exception,
        reason=reason,
        text_problems=problems_of(version, content),
        text_is_as_submitted=_is_as_submitted(version, content),
        decision=decision_facts(decision, by, submission),
        is_for_everyone=version.is_public,
        is_sensitive=version.classification == Version.Classification.OFFICIAL_SENSITIVE,
        is_conformed=bool(submission and submission.conforms_to_id),
        is_certified=Certificate.objects.filter(submission=submission).exists()
        if submission and submission.conforms_to_id
        else False,
        progress=progress_of(submission) if submission else (),
        grants=grants_on(version, by),
        called_in=_called_in(version),
        planned_for=_planned_for(version),
        last_in_force=_named(last) if last else "",
        last_in_force_from=last.in_force_from if last else None,
        next_review_on=next_review_on,
    )


def _called_in(version: Version) -> str:
    """Who called an approved version in, if it has not been released."""
    call_in = version.call_ins.standing().first() if version.is_approved else None
    return call_in.authority if call_in else ""


def _planned_for(version: Version) -> date | None:
    """The day on which the clock is to publish an approved version, if that is planned."""
    plan = PlannedPublication.objects.filter(version=version).first()
    return plan.day if plan and version.is_approved else None


def _named(version: Version) -> str:
    return "The version in force" if version.is_in_force else f"Version {version.number}"


def _is_as_submitted(version: Version, content: VersionContent) -> bool:
    """Whether the rows, the kept bytes and the published hash still say the same (design rule 3).

    What changed since in rows that a version shares (a post renamed, a law row moved on) is no
    change of its text: these are compared as they were copied at the submitting.
    """
    submission = version.submission
    if version.is_draft or submission is None:
        return True
    kept = submission.content.own_words()
    return submission.is_intact and canonical_bytes(kept) == canonical_bytes(content.own_words())


def refuse_unless_open(move: Move, situation: Situation) -> None:
    """Raise MoveRefused with every reason if this move is closed."""
    reasons = reasons_against(move, situation)
    if reasons:
        raise MoveRefused(reasons)
