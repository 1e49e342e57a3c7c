"""Recording what was in force before the portal, from evidence on paper: the only back-dating."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from policies.actions.articles import keep_decisions
from policies.actions.record import keep, take_turn, write_change
from policies.actions.submitting import add_submission
from policies.actions.text import fill
from policies.domain.content import Kind, VersionContent
from policies.domain.dates import about_being_far, in_words, london_day
from policies.domain.errors import ContentRefused, MoveRefused
from policies.domain.lifecycle import Move, Outcome, Status
from policies.domain.numbering import ChangeClass, VersionNumber
from policies.domain.problems import problems_in
from policies.domain.readiness import Situation, reasons_against
from policies.models import Body, Decision, Document, Post, Submission, User, Version


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperDecision:
    """What a minute on paper says a body decided."""

    body: Body
    decided_on: date
    minute_reference: str
    resolution: str
    outcome: Outcome = Outcome.APPROVED


@transaction.atomic
def record_past_version(
    *,
    document: Document,
    number: VersionNumber,
    content: VersionContent,
    author_post: Post,
    in_force_from: date,
    decisions: Sequence[PaperDecision],
    evidence: str,
    next_review_on: date | None = None,
    publication: str = Version.Publication.PUBLIC,
    by: User,
    at: datetime,
) -> Version:
    """Put a version on record that was in force before the portal, or that still is.

    It ends where the next later version on record begins; if none is later, it is in force and
    supersedes the one before it. ``evidence`` says what the record on paper is and where it is
    kept. Raises MoveRefused or ContentRefused with every reason against; then nothing changes.
    """
    document = take_turn(document)
    _refuse_unless_recordable(
        document, in_force_from, next_review_on, decisions, evidence, by=by, at=at
    )
    _refuse_unless_readable(document, number, content)
    version = _draft_from_paper(
        document, number, content, author_post, evidence, publication, by=by, at=at
    )
    submission = add_submission(version, by=by, at=at)
    for decision in decisions:
        _enter_from_paper(submission, decision, by=by, at=at)
    keep_decisions(submission=submission)
    version.in_force_from = in_force_from
    version.next_review_on = next_review_on
    later = _next_later(document, in_force_from)
    _end_the_one_before(document, version, in_force_from, by=by, at=at)
    version.status = (Status.SUPERSEDED if later else Status.IN_FORCE).value
    version.in_force_until = later.in_force_from if later else None
    keep(version, by=by, at=at, why=f"Recorded from paper. {evidence}")
    write_change(
        version=version,
        move=Move.RECORD_PAST,
        from_status=None,
        by=by,
        at=at,
        note=evidence,
        authority="; ".join(f"{d.body}, {d.minute_reference}" for d in decisions),
        successor=later,
    )
    if not later and document.title != version.title:
        document.title = version.title
        keep(document, by=by, at=at, why=f"Title of version {version.number}")
    return version


def _refuse_unless_recordable(
    document: Document,
    in_force_from: date,
    next_review_on: date | None,
    decisions: Sequence[PaperDecision],
    evidence: str,
    *,
    by: User,
    at: datetime,
) -> None:
    situation = Situation(
        status=None,
        day=london_day(at),
        roles=by.roles,
        is_active=by.is_active,
        reason=evidence,
    )
    reasons = list(reasons_against(Move.RECORD_PAST, situation))
    if in_force_from >= situation.day:
        reasons.append(
            "A past version came into force before today. "
            "A text that begins today is submitted, decided and published here."
        )
    reasons.extend(_about_paper_decisions(decisions, situation.day, in_force_from))
    if next_review_on and next_review_on <= in_force_from:
        reasons.append("The next review must be after the day on which it came into force.")
    reasons.extend(about_being_far(next_review_on, today=situation.day))
    clash = document.versions.filter(in_force_from=in_force_from).first()
    if clash:
        reasons.append(
            f"Version {clash.number} came into force on {in_words(in_force_from)} already."
        )
    ended = document.versions.in_force_on(in_force_from).filter(status=Status.WITHDRAWN.value)
    if ended.exists():
        reasons.append(
            f"Version {ended[0].number} was in force on that day and was withdrawn later. "
            "A withdrawal stays as it is on record."
        )
    through_portal = document.versions.filter(
        in_force_from__isnull=False, recorded_from_paper_on=None
    ).order_by("in_force_from")
    first = through_portal.first()
    if first and in_force_from >= first.in_force_from:
        reasons.append(
            f"Version {first.number} was published here on {in_words(first.in_force_from)}; "
            "from that day on the portal itself is the record."
        )
    if reasons:
        raise MoveRefused(reasons)


def _about_paper_decisions(
    decisions: Sequence[PaperDecision], day: date, in_force_from: date
) -> Iterator[str]:
    if not decisions:
        yield "Give the decision that put it in force: the body, the date, the minute."
    elif not any(decision.outcome in _PUT_IN_FORCE for decision in decisions):
        yield "A text comes into force by a decision that approved it. Give that decision."
    if any(not decision.minute_reference.strip() for decision in decisions):
        yield "Give the reference of the minute, so that it can be found."
    if any(not decision.resolution.strip() for decision in decisions):
        yield "Give the wording of the resolution, as minuted."
    if any(decision.decided_on > day for decision in decisions):
        yield "The decision cannot be dated in the future."
    elif any(decision.decided_on > in_force_from for decision in decisions):
        yield "A text does not come into force before it is decided. Check the two dates."


_PUT_IN_FORCE = frozenset({Outcome.APPROVED, Outcome.APPROVED_AS_AMENDED})


def _refuse_unless_readable(
    document: Document, number: VersionNumber, content: VersionContent
) -> None:
    problems = list(problems_in(content))
    if document.versions.filter(major=number.major, minor=number.minor).exists():
        problems.append(f"This document has a version {number} already.")
    if problems:
        raise ContentRefused(problems)


def _draft_from_paper(
    document: Document,
    number: VersionNumber,
    content: VersionContent,
    author_post: Post,
    evidence: str,
    publication: str,
    *,
    by: User,
    at: datetime,
) -> Version:
    version = Version(
        document=document,
        major=number.major,
        minor=number.minor,
        author_post=author_post,
        publication=publication,
        recorded_from_paper_on=london_day(at),
        evidence=evidence.strip(),
    )
    describe(version, content)
    keep(version, by=by, at=at, why="Recorded from paper")
    fill(version=version, content=content, by=by, at=at)
    return version


def describe(version: Version, content: VersionContent) -> None:
    """Set the description of a version row from a text."""
    version.title = content.title
    version.kind = Kind(content.kind).value
    version.language = content.language
    version.summary = content.summary
    version.audience = content.audience
    version.coverage = content.coverage
    version.classification = content.classification or Version.Classification.OFFICIAL
    version.keywords = ", ".join(content.keywords)
    version.change_class = content.change_class or ChangeClass.NEW.value
    version.change_summary = content.change_summary
    version.change_reason = content.change_reason


def _enter_from_paper(
    submission: Submission, decision: PaperDecision, *, by: User, at: datetime
) -> None:
    Decision.objects.create(
        submission=submission,
        body=decision.body,
        outcome=decision.outcome.value,
        decided_on=decision.decided_on,
        minute_reference=decision.minute_reference,
        resolution=decision.resolution,
        entered_by=by,
        entered_post=by.post_on(london_day(at)),
        entered_at=at,
    )


def _next_later(document: Document, day: date) -> Version | None:
    return document.versions.filter(in_force_from__gt=day).order_by("in_force_from").first()


def _end_the_one_before(
    document: Document, version: Version, day: date, *, by: User, at: datetime
) -> None:
    """Let the version before this one end where this one begins."""
    before = document.versions.in_force_on(day).exclude(pk=version.pk).first()
    if before is None:
        return
    was = before.state
    before.in_force_until = day
    if was is Status.IN_FORCE:
        before.status = Status.SUPERSEDED.value
    keep(before, by=by, at=at, why=f"Version {version.number} recorded from paper")
    if was is Status.IN_FORCE:
        write_change(
            version=before,
            move=Move.SUPERSEDE,
            from_status=was,
            by=by,
            at=at,
            note=f"By version {version.number}, recorded from paper",
            successor=version,
        )
