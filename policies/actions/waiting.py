"""What waits at the desk, and for whom, in as many queries for a thousand versions as for one."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery

from policies import formats
from policies.actions.filesshown import sentence_about_failure
from policies.actions.gathering import progress_of_each
from policies.actions.granting import grants_on_each
from policies.actions.situations import OnRecord, situation_from, submission_under_way
from policies.actions.trials import NOT_MADE
from policies.domain.dates import london_day
from policies.domain.grants import Grant
from policies.domain.lifecycle import Status
from policies.domain.nextstep import is_about_ratifying, next_step
from policies.domain.progress import Progress
from policies.domain.readiness import Situation
from policies.domain.reviews import NOTICE_OF_REVIEW
from policies.domain.steps import NextStep
from policies.models import (
    Authorship,
    BuildTicket,
    CallIn,
    Certificate,
    Confirmation,
    Decision,
    OfficerDecision,
    PlannedPublication,
    StatusChange,
    User,
    Version,
)
from policies.models.version import VersionQuerySet

# The clock comes every minute: a file is missed only after it had time to be made.
TIME_TO_BUILD = timedelta(minutes=15)
# More names than this say less than their number.
MOST_NAMED = 3


@dataclass(frozen=True, slots=True)
class Waiting:
    """A version with what comes next for it, and since when it stands as it does."""

    version: Version
    situation: Situation
    step: NextStep | None
    since: datetime | None

    @property
    def is_for_actor(self) -> bool:
        """Whether it waits for the person who asked."""
        return self.step is not None and self.step.waits_for(self.situation)

    @property
    def reasons(self) -> tuple[str, ...]:
        """Every reason against the step for the person who asked."""
        return self.step.reasons(self.situation) if self.step else ()


def open_work(*, by: User, at: datetime) -> list[Waiting]:
    """Return every open version with what comes next for it, the longest waiting first.

    Whether a draft could be submitted, and whether a text still has its hash, is not looked
    into: that takes the whole text, and the pages that the steps lead to say so.
    """
    rows = _with_facts(Version.objects.open(), by)
    versions = list(rows.select_related("submission__conforms_to__confirmation", "author_post"))
    decided = _last_decisions(version.submission_id for version in versions)
    submissions = [version.submission for version in versions if not version.is_draft]
    progress, grants = progress_of_each(submissions), grants_on_each(versions, by)
    work = [
        _waiting(version, decided.get(version.submission_id), by, at, progress, grants)
        for version in versions
    ]
    return sorted(work, key=lambda one: (one.since or at, one.version.pk))


def urgent_ones(*, by: User, at: datetime) -> list[Waiting]:
    """Return the versions in force that were decided urgently and still have to be ratified, or
    were not, the longest in force first."""
    urgent = OfficerDecision.objects.exclude(urgency="").filter(
        decision__submission=OuterRef("submission"), decision__confirmation__is_confirmed=True
    )
    rows = _with_facts(Version.objects.in_force().filter(Exists(urgent)), by)
    versions = list(rows.select_related("submission__article"))
    decided = _last_decisions(version.submission_id for version in versions)
    progress = progress_of_each([version.submission for version in versions])
    work = [
        _waiting(version, decided.get(version.submission_id), by, at, progress)
        for version in versions
    ]
    return sorted(
        (one for one in work if one.step and is_about_ratifying(one.situation)),
        key=lambda one: (one.version.in_force_from, one.version.pk),
    )


def coming_reviews(*, by: User, at: datetime) -> list[Waiting]:
    """Return the versions in force whose review is near or overdue, the most pressing first.

    A version whose document has an open version needs no step of its own: the review goes on
    in that one.
    """
    near = london_day(at) + NOTICE_OF_REVIEW
    rows = _with_facts(Version.objects.in_force().filter(next_review_on__lte=near), by)
    work = [_waiting(version, None, by, at) for version in rows]
    return sorted(work, key=lambda one: (one.version.next_review_on, one.version.pk))


def _with_facts(rows: VersionQuerySet, by: User) -> VersionQuerySet:
    """These versions with what the rules need to know of them besides their decisions."""
    version = Q(version=OuterRef("pk"))
    submission = Q(submission=OuterRef("submission"))
    siblings = Version.objects.filter(document=OuterRef("document"))
    in_force_before = siblings.published().exclude(pk=OuterRef("pk")).order_by("-in_force_from")
    declined_or_confirmed = Confirmation.objects.filter(decision__submission=OuterRef("submission"))
    facts: VersionQuerySet = (
        rows.select_related("document__council", "submission")
        .defer("submission__canonical")
        .annotate(
            wrote=Exists(Authorship.objects.filter(version, person=by)),
            in_force_before=Subquery(in_force_before.values("in_force_from")[:1]),
            open_sibling=Subquery(siblings.open().exclude(pk=OuterRef("pk")).values("pk")[:1]),
            is_certified=Exists(Certificate.objects.filter(submission)),
            called_in=Subquery(CallIn.objects.standing().filter(version).values("authority")[:1]),
            changed_at=_last(StatusChange.objects.filter(version), "at"),
            entered_at=_last(Decision.objects.filter(submission), "entered_at"),
            confirmed_at=_last(declined_or_confirmed, "at"),
            planned_for=Subquery(PlannedPublication.objects.filter(version).values("day")[:1]),
        )
    )
    return facts


def _last(rows: "QuerySet[Any]", moment: str) -> Subquery:
    return Subquery(rows.order_by(f"-{moment}").values(moment)[:1])


def _last_decisions(submissions: Iterable[int | None]) -> dict[int, Decision]:
    """The last decision on each submission that was neither declined nor voided."""
    wanted = [pk for pk in submissions if pk is not None]
    standing = Decision.objects.standing().filter(submission__in=wanted)
    rows = standing.select_related("confirmation").order_by("id")
    return {decision.submission_id: decision for decision in rows}


def _waiting(
    version: Any,
    decided: Decision | None,
    by: User,
    at: datetime,
    progress: Mapping[int, tuple[Progress, ...]] = MappingProxyType({}),
    grants: Mapping[int, tuple[Grant, ...]] = MappingProxyType({}),
) -> Waiting:
    submission = submission_under_way(version)
    record = OnRecord(
        decision=decided if submission else None,
        wrote=version.wrote,
        is_certified=version.is_certified,
        called_in=version.called_in or "",
        planned_for=version.planned_for,
        last_in_force="The version before it",
        last_in_force_from=version.in_force_before,
        progress=progress.get(version.submission_id, ()),
        grants=grants.get(version.pk, ()),
        open_version="open" if version.open_sibling else "",
    )
    situation = replace(
        situation_from(record, version, by=by, at=at),
        exception="given on the page" if version.document.council.has_sole_officer else "",
        next_review_on=version.next_review_on,
    )
    moments = [version.changed_at, version.entered_at, version.confirmed_at]
    if submission:
        moments.append(submission.at)
    since = max((moment for moment in moments if moment), default=None)
    return Waiting(version, situation, next_step(situation), since)


@dataclass(frozen=True, slots=True)
class FileFailure:
    """A version whose files failed or are missing, with a sentence for each."""

    version: Version
    sentences: tuple[str, ...]


def file_failures(at: datetime) -> list[FileFailure]:
    """Return the versions whose trial rendering failed, then those published whose files could
    not be made, or are missing while the text is in force."""
    return [*_failed_trials(), *_failed_files(at)]


def _failed_trials() -> Iterator[FileFailure]:
    submitted = [Status.IN_REVIEW.value, Status.APPROVED.value]
    rows = Version.objects.filter(status__in=submitted).filter(
        submission__trial_rendering__isnull=False
    )
    rows = rows.select_related("submission__trial_rendering").defer("submission__canonical")
    for version in rows.order_by("submission__at"):
        findings = version.submission.trial_rendering.findings
        failures = tuple(finding for finding in findings if NOT_MADE in finding)
        if failures:
            yield FileFailure(version, failures)


def _failed_files(at: datetime) -> Iterator[FileFailure]:
    failed = BuildTicket.objects.filter(submission=OuterRef("submission"), failures__gt=0)
    in_force = Version.objects.in_force().filter(pk=OuterRef("pk"))
    just_now = StatusChange.objects.filter(version=OuterRef("pk"), at__gt=at - TIME_TO_BUILD)
    built = Count(
        "submission__renditions__format",
        filter=Q(submission__renditions__format__in=list(formats.FORMATS)),
        distinct=True,
    )
    rows = Version.objects.published().annotate(built=built)
    rows = rows.filter(
        Exists(failed) | Exists(in_force) & ~Exists(just_now) & Q(built__lt=len(formats.FORMATS))
    )
    rows = rows.select_related("submission").defer("submission__canonical")
    rows = rows.prefetch_related("submission__renditions", "submission__build_tickets")
    for version in rows.order_by("-in_force_from", "pk"):
        yield FileFailure(version, tuple(_sentences_about_absent(version)))


def _sentences_about_absent(version: Any) -> Iterator[str]:
    present = {rendition.format for rendition in version.submission.renditions.all()}
    for ticket in version.submission.build_tickets.all():
        if ticket.failures:
            present.add(ticket.format)
            yield sentence_about_failure(ticket)
    absent = [row.label for name, row in formats.FORMATS.items() if name not in present]
    if absent and version.is_in_force:
        named = "; ".join(absent) if len(absent) <= MOST_NAMED else f"{len(absent)} files"
        yield f"Not built yet: {named}."
