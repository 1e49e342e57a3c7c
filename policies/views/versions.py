"""The pages of a document: the version in force, every version at its own address, the history."""

from collections.abc import Callable
from datetime import date

from django.db.models import OuterRef, Prefetch, QuerySet, Subquery
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from policies import formats
from policies.domain.content import Kind
from policies.domain.dates import london_day
from policies.domain.numbering import VersionNumber
from policies.domain.reviews import ReviewOutcome
from policies.domain.standing import Standing, sentences_about
from policies.models import Document, PlannedPublication, Review, Version
from policies.models.restriction import as_public, marked_if_restricted
from policies.views.caching import unless_unchanged
from policies.views.reading import marked_for, may_read, refusal_to_read


@require_safe
def document_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """The version in force, or the history where none is in force now."""

    def make(day: date) -> HttpResponse:
        version = _for_page().in_force().filter(document__slug=slug).first()
        if version is None:
            return _render_history(request, slug)
        return _render_version(request, version, day, at_its_number=False)

    return page_of(request, slug, make)


@require_safe
def version_detail(request: HttpRequest, slug: str, number: VersionNumber) -> HttpResponse:
    """One version at its own address, in force or not, for good."""

    def make(day: date) -> HttpResponse:
        versions = _for_page().published().filter(document__slug=slug)
        version = get_object_or_404(versions, major=number.major, minor=number.minor)
        return _render_version(request, version, day, at_its_number=True)

    return page_of(request, slug, make)


@require_safe
def document_history(request: HttpRequest, slug: str) -> HttpResponse:
    """Every published version of a document, newest first, with reason and decision."""
    return page_of(request, slug, lambda day: _render_history(request, slug))


def _for_page() -> QuerySet[Version]:
    """Versions with all that their page shows, what is to come and was reviewed among it."""
    announced = PlannedPublication.objects.announced_for(OuterRef("document"))
    reviewed = Review.objects.without_change_of(OuterRef("pk"))
    rows = Version.objects.for_page().annotate(
        successor_from=Subquery(announced.values("day")[:1]),
        reviewed_at=Subquery(reviewed.values("at")[:1]),
    )
    return marked_if_restricted(rows)


def page_of(request: HttpRequest, slug: str, make: Callable[[date], HttpResponse]) -> HttpResponse:
    """A page of a document: one short query tells whether the reader's copy is still right."""
    documents = Document.objects.filter(slug=slug)
    stamp = documents.values_list("page_stamp__changes", "council__changed_at").first()
    if stamp is None:
        raise Http404("There is no such document.")
    day = london_day(timezone.now())
    return unless_unchanged(request, made_of=(*stamp, day), make=lambda: make(day))


def _render_version(
    request: HttpRequest, version: Version, day: date, *, at_its_number: bool
) -> HttpResponse:
    refusal = refusal_to_read(request, version)
    if refusal:
        return refusal
    version = as_public(version)
    decisions = version.submission.article.decision_records
    standing = Standing(
        number=str(version.number),
        kind=Kind(version.kind),
        status=version.state,
        day=day,
        in_force_from=version.in_force_from,
        in_force_until=version.in_force_until,
        next_review_on=version.next_review_on,
        decisions=decisions,
        recorded_from_paper_on=version.recorded_from_paper_on,
        withdrawal_reason=version.withdrawal_reason or "",
        publication_exception=version.publication_exception or "",
        current_number=f"{version.current_major}.{version.current_minor}"
        if version.current_major is not None
        else "",
        successor_from=version.successor_from,
        reviewed_on=london_day(version.reviewed_at) if version.reviewed_at else None,
    )
    context = {
        "version": version,
        "document": version.document,
        "council": version.document.council,
        "standing": standing,
        "sentences": sentences_about(standing),
        "decisions": decisions,
        "conforming": _conforming(version),
        "files": _files_of(version) if all(one.passage for one in version.hidden) else [],
        "canonical_name": f"{version.document.slug}-{version.number}.json",
        "at_its_number": at_its_number,
    }
    return marked_for(version, render(request, "policies/version_detail.html", context))


def _conforming(version: Version) -> dict[str, object]:
    told: dict[str, object] = dict(version.submission.article.conforming)
    if told.get("on"):
        told["on"] = date.fromisoformat(str(told["on"]))
    return told


def _files_of(version: Version) -> list[dict[str, object]]:
    """Each format in plain words: its address, its length and size once built, or why not."""
    built = {r.format: r for r in version.submission.renditions.offered()}
    return [
        {
            "label": row.label,
            "name": f"{version.document.slug}-{version.number}{row.suffix}.{row.extension}",
            "rendition": built.get(name),
            "is_slow": row.is_slow,
            "note": row.note,
            "why_not": "" if name in built else formats.available(name),
        }
        for name, row in formats.FORMATS.items()
    ]


def _render_history(request: HttpRequest, slug: str) -> HttpResponse:
    """The public versions; where there is none, those that this person may read."""
    document = get_object_or_404(Document.objects.select_related("council"), slug=slug)
    unchanged = Review.objects.filter(outcome=ReviewOutcome.NO_CHANGE.value)
    published = list(
        marked_if_restricted(document.versions.for_history())
        .select_related("submission__article")
        .defer("submission__canonical", "submission__article__html")
        .prefetch_related(Prefetch("reviews", to_attr="reviews_without_change", queryset=unchanged))
        .order_by("-in_force_from")
    )
    versions = [as_public(version) for version in published if version.is_public]
    if not versions and published:
        refusal = refusal_to_read(request, published[0])
        if refusal:
            return refusal
        versions = [as_public(version) for version in published if may_read(request.user, version)]
    if not versions:
        raise Http404("There is no such document.")
    context = {
        "document": document,
        "title": versions[0].title,
        "council": document.council,
        "versions": versions,
        "in_force": next((version for version in versions if version.is_in_force), None),
        "is_in_force_for_others": any(
            version.is_in_force and version not in versions for version in published
        ),
    }
    response = render(request, "policies/document_history.html", context)
    return marked_for(versions[0], response)
