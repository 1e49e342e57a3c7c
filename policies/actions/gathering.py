"""What is on record of texts in review, in as many queries for a thousand as for one."""

from collections import Counter
from collections.abc import Collection, Iterable

from django.db.models import Q

from policies.domain.progress import Gathered, Progress, progress_along
from policies.domain.stages import DECIDING
from policies.models import (
    Comment,
    Consultation,
    Decision,
    ImpactAssessment,
    OptionConsidered,
    Submission,
)


def gathered_on(submission: Submission) -> Gathered:
    """Return what is on record of the version of this submission, for its route."""
    return gathered_on_each([submission])[submission.pk]


def gathered_on_each(submissions: Collection[Submission]) -> dict[int, Gathered]:
    """Return by the key of each submission what is on record of its version, for its route.

    Decisions and comments count on the submission, and on the one that it conforms; the rest
    counts on any submission of the version.
    """
    decisions = _decisions_on(submissions)
    on_versions = {"submission__version__in": {one.version_id for one in submissions}}
    comments = list(
        Comment.objects.filter(**on_versions).values_list(
            "submission__version", "submission", "post"
        )
    )
    assessments = _counted(ImpactAssessment.objects.filter(**on_versions))
    options = _counted(OptionConsidered.objects.filter(**on_versions))
    consultations = Consultation.objects.filter(**on_versions)
    opened, closed = (
        _counted(consultations.filter(closed_at__isnull=is_open)) for is_open in (True, False)
    )
    gathered = {}
    for one in submissions:
        carried = decisions.get(one.conforms_to_id)
        counted = {one.pk, carried.submission_id} if carried else {one.pk}
        made = [(on, post) for version, on, post in comments if version == one.version_id]
        commented = frozenset(post for on, post in made if on in counted)
        said = [row for row in decisions.values() if _counts(row, one, carried)]
        gathered[one.pk] = Gathered(
            words=tuple(row.as_word() for row in said),
            commented=commented,
            stale=frozenset(post for on, post in made if post not in commented),
            assessments=assessments[one.version_id],
            options=options[one.version_id],
            open_consultations=opened[one.version_id],
            closed_consultations=closed[one.version_id],
        )
    return gathered


def progress_of(submission: Submission) -> tuple[Progress, ...]:
    """Return how far the version of this submission has come at each stage of its route."""
    return progress_of_each([submission])[submission.pk]


def progress_of_each(submissions: Collection[Submission]) -> dict[int, tuple[Progress, ...]]:
    """Return by the key of each submission how far its version has come along its route."""
    gathered = gathered_on_each(submissions)
    return {one.pk: progress_along(one.route_taken, gathered[one.pk]) for one in submissions}


def _decisions_on(submissions: Iterable[Submission]) -> dict[int | None, Decision]:
    """The standing decisions on these submissions, and on those that they conform."""
    here = Q(submission__in=[one.pk for one in submissions])
    carried = [one.conforms_to_id for one in submissions if one.conforms_to_id]
    decided = Q(submission__decisions__in=carried)
    rows = Decision.objects.standing().filter(here | decided).distinct()
    return {row.pk: row for row in rows.select_related("body", "post", "confirmation")}


def _counts(row: Decision, on: Submission, carried: Decision | None) -> bool:
    """Whether a decision counts on this submission.

    What stood before the decision on the text that was conformed (a recommendation) counts on;
    of the bodies that decide, only the one whose amendments it carries.
    """
    if row.submission_id == on.pk or row == carried:
        return True
    if carried is None or row.submission_id != carried.submission_id:
        return False
    stage = on.route_taken.stage_at(row.stage)
    return stage is not None and stage.kind not in DECIDING


def _counted(rows: Iterable[ImpactAssessment | OptionConsidered | Consultation]) -> Counter[int]:
    return Counter(rows.values_list("submission__version", flat=True))  # type: ignore[attr-defined]
