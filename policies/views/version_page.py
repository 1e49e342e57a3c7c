"""What the pages that show one version have in common: its row, its standing, its decisions."""

from datetime import date
from functools import cache

from django.db.models import CharField, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Concat

from policies.domain.content import Kind
from policies.domain.dates import london_day
from policies.domain.standing import Standing
from policies.models import PlannedPublication, Review, Version
from policies.models.restriction import marked_if_restricted
from policies.views.citing import citation_of

# The number of a version as it is printed.
_PRINTED = Concat("major", Value("."), "minor", output_field=CharField())


def versions_for_page() -> QuerySet[Version]:
    """Versions with all that their page shows, what is to come and was reviewed among it."""
    return _with_all_that_is_shown().all()


@cache
def _with_all_that_is_shown() -> QuerySet[Version]:
    """Put together once: that takes longer than the database takes to answer."""
    announced = PlannedPublication.objects.announced_for(OuterRef("document"))
    reviewed = Review.objects.without_change_of(OuterRef("pk"))
    before = Version.objects.for_public().filter(
        document=OuterRef("document"), in_force_from__lt=OuterRef("in_force_from")
    )
    before = before.order_by("-in_force_from")
    current = Version.objects.in_force().for_public().filter(document=OuterRef("document"))
    rows = Version.objects.for_page().annotate(
        current_number=Subquery(current.values_list(_PRINTED)[:1]),
        number_before=Subquery(before.values_list(_PRINTED)[:1]),
        successor_from=Subquery(announced.values("day")[:1]),
        reviewed_at=Subquery(reviewed.values("at")[:1]),
    )
    return marked_if_restricted(rows)


def context_of(version: Version, day: date) -> dict[str, object]:
    """What a template needs to show a version of ``versions_for_page`` made public, on a day."""
    standing = _standing_of(version, day)
    return {
        "version": version,
        "document": version.document,
        "council": version.document.council,
        "standing": standing,
        "decisions": standing.decisions,
        "citation": citation_of(version),
        "conforming": _conforming(version),
        "number_before": version.number_before or "",
        "canonical_name": f"{version.document.slug}-{version.number}.json",
    }


def _standing_of(version: Version, day: date) -> Standing:
    return Standing(
        number=str(version.number),
        kind=Kind(version.kind),
        status=version.state,
        day=day,
        in_force_from=version.in_force_from,
        in_force_until=version.in_force_until,
        next_review_on=version.next_review_on,
        decisions=version.submission.article.decision_records,
        recorded_from_paper_on=version.recorded_from_paper_on,
        withdrawal_reason=version.withdrawal_reason or "",
        publication_exception=version.publication_exception or "",
        current_number=version.current_number or "",
        successor_from=version.successor_from,
        reviewed_on=london_day(version.reviewed_at) if version.reviewed_at else None,
    )


def _conforming(version: Version) -> dict[str, object]:
    told: dict[str, object] = dict(version.submission.article.conforming)
    if told.get("on"):
        told["on"] = date.fromisoformat(str(told["on"]))
    return told
