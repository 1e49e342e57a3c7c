"""The pages of a document: the version in force, every version at its own address, the history."""

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from policies import formats
from policies.actions.rendering import public_decisions
from policies.domain.content import Kind
from policies.domain.dates import london_day
from policies.domain.numbering import VersionNumber
from policies.domain.standing import Standing, sentences_about
from policies.models import Document, Version
from policies.views.caching import PUBLIC, unless_unchanged
from policies.views.reading import cache_control_of, refusal_to_read


@require_safe
def document_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """The version in force, or the history where none is in force now."""
    version = Version.objects.for_page().in_force().filter(document__slug=slug).first()
    if version is None:
        return document_history(request, slug)
    return _version_page(request, version, at_its_number=False)


@require_safe
def version_detail(request: HttpRequest, slug: str, number: VersionNumber) -> HttpResponse:
    """One version at its own address, in force or not, for good."""
    version = get_object_or_404(
        Version.objects.for_page().published(),
        document__slug=slug,
        major=number.major,
        minor=number.minor,
    )
    return _version_page(request, version, at_its_number=True)


def _version_page(request: HttpRequest, version: Version, *, at_its_number: bool) -> HttpResponse:
    refusal = refusal_to_read(request, version)
    if refusal:
        return refusal
    day = london_day(timezone.now())
    return unless_unchanged(
        request,
        made_of=(*_identity(version), at_its_number, day),
        make=lambda: _render_version(request, version, day, at_its_number),
        cache_control=cache_control_of(version),
    )


def _identity(version: Version) -> tuple[object, ...]:
    """Everything on the page that may change after the text was decided."""
    return (
        version.pk,
        version.submission_id,
        version.submission.article.edition,
        version.status,
        version.in_force_from,
        version.in_force_until,
        version.next_review_on,
        version.current_major,
        version.current_minor,
        version.last_rendition,
        version.document.council.changed_at,
    )


def _render_version(
    request: HttpRequest, version: Version, day: date, at_its_number: bool
) -> HttpResponse:
    decisions = public_decisions(version.submission)
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
    )
    context = {
        "version": version,
        "document": version.document,
        "council": version.document.council,
        "standing": standing,
        "sentences": sentences_about(standing),
        "decisions": decisions,
        "files": _files_of(version),
        "canonical_name": f"{version.document.slug}-{version.number}.json",
        "at_its_number": at_its_number,
    }
    return render(request, "policies/version_detail.html", context)


def _files_of(version: Version) -> list[dict[str, object]]:
    """Each format in plain words: its address, its length and size once built, or why not."""
    built = {r.format: r for r in version.submission.renditions.standing()}
    return [
        {
            "label": row.label,
            "name": f"{version.document.slug}-{version.number}{row.suffix}.{row.extension}",
            "rendition": built.get(name),
            "why_not": "" if name in built else formats.available(name),
        }
        for name, row in formats.FORMATS.items()
    ]


@require_safe
def document_history(request: HttpRequest, slug: str) -> HttpResponse:
    """Every published version of a document, newest first, with reason and decision."""
    document = get_object_or_404(Document.objects.select_related("council"), slug=slug)
    versions = list(
        document.versions.for_public()
        .select_related("submission")
        .defer("submission__canonical")
        .order_by("-in_force_from")
    )
    if not versions:
        raise Http404("There is no such document.")
    return unless_unchanged(
        request,
        made_of=(
            document.council.changed_at,
            *((v.pk, v.status, v.in_force_until) for v in versions),
        ),
        make=lambda: render(
            request,
            "policies/document_history.html",
            {
                "document": document,
                "council": document.council,
                "versions": [(v, public_decisions(v.submission)) for v in versions],
                "in_force": next((v for v in versions if v.is_in_force), None),
            },
        ),
        cache_control=PUBLIC,
    )
