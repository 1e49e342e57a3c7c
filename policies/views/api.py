"""The record for programs, to read only: JSON (RFC 8259), described in ``openapi.json``."""

from collections.abc import Callable
from datetime import date
from functools import wraps
from pathlib import Path
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from policies import formats
from policies.actions.addresses import address_of, whole
from policies.domain.numbering import VersionNumber
from policies.domain.typeddays import day_in_address
from policies.models import Version
from policies.models.restriction import as_public, marked_if_restricted
from policies.views.files import version_file
from policies.views.versions import page_of

View = Callable[..., HttpResponse]
# Said of whatever is not there, so that nobody learns here of a text that is not for everyone.
NOTHING = "There is nothing public at this address. See openapi.json for what can be asked."
# What the portal answers of its own accord, for anyone’s page to fetch (Fetch, section 3.3).
FOR_ANY_SITE = {"Access-Control-Allow-Origin": "*"}


def for_programs(view: View) -> View:
    """Let pages of other sites ask, and tell what is not there as JSON (RFC 9457).

    Nothing can be changed here, so that any other method is refused as such.
    """

    @wraps(view)
    @csrf_exempt
    @require_safe
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            response = view(request, *args, **kwargs)
        except Http404:
            response = problem(404, "Not found", NOTHING)
        for name, value in FOR_ANY_SITE.items():
            response.headers[name] = value
        return response

    return answer


def problem(status: int, title: str, detail: str) -> HttpResponse:
    """Return a refusal as programs read it (RFC 9457)."""
    told = {"type": "about:blank", "title": title, "status": status, "detail": detail}
    return JsonResponse(told, status=status, content_type="application/problem+json")


@for_programs
def description(request: HttpRequest) -> HttpResponse:
    """What can be asked, and what is answered (OpenAPI 3.1)."""
    written = (Path(__file__).parent / "openapi.json").read_bytes()
    return HttpResponse(
        written,
        content_type="application/json",
        headers={"Cache-Control": "public, max-age=3600"},
    )


@for_programs
def document(request: HttpRequest, slug: str) -> HttpResponse:
    """One document and its public versions, the newest first."""

    def make(_day: date) -> HttpResponse:
        versions = [as_public(one) for one in _versions(slug).order_by("-in_force_from")]
        if not versions:
            raise Http404(NOTHING)
        newest = versions[0]
        return JsonResponse(
            {
                "slug": slug,
                "reference": newest.document.reference,
                "title": newest.title,
                "owner_post": newest.document.owner_post.title,
                "address": address_of(slug),
                "versions": [_in_short(one) for one in versions],
            }
        )

    return page_of(request, slug, make)


@for_programs
def version(request: HttpRequest, slug: str, number: VersionNumber) -> HttpResponse:
    """One version: where it stands, who decided it, and its files."""

    def make(_day: date) -> HttpResponse:
        rows = _versions(slug).select_related("submission__article")
        found = get_object_or_404(rows, major=number.major, minor=number.minor)
        return JsonResponse(_in_full(as_public(found)))

    return page_of(request, slug, make)


@for_programs
def on_day(request: HttpRequest, slug: str, written: str) -> HttpResponse:
    """The version that was in force on a day, or null where none was, or is not known yet."""
    day = day_in_address(written)
    if day is None:
        return problem(404, "Not found", "There is no such day. Write it as 2026-05-01.")

    def make(today: date) -> HttpResponse:
        if not _versions(slug).exists():
            raise Http404(NOTHING)
        found = _versions(slug).in_force_on(day).first() if day <= today else None
        told = _in_short(as_public(found)) if found else None
        return JsonResponse({"slug": slug, "day": day.isoformat(), "version": told})

    return page_of(request, slug, make)


@for_programs
def text(request: HttpRequest, slug: str, number: VersionNumber) -> HttpResponse:
    """The exact canonical bytes whose SHA-256 is published."""
    get_object_or_404(_versions(slug), major=number.major, minor=number.minor)
    return version_file(request, slug, number, f"{slug}-{number}.json")


@for_programs
def nothing_here(request: HttpRequest, rest: str) -> HttpResponse:
    """Any other address under ``/api/``."""
    raise Http404(NOTHING)


def _versions(slug: str) -> Any:
    rows = marked_if_restricted(Version.objects.for_public()).filter(document__slug=slug)
    return rows.select_related("document__owner_post", "submission").defer("submission__canonical")


def _in_short(version: Version) -> dict[str, Any]:
    slug, number = version.document.slug, version.number
    return {
        "number": str(number),
        "title": version.title,
        "kind": version.kind,
        "language": version.language,
        "status": version.status,
        "in_force_from": version.in_force_from.isoformat(),
        "in_force_until": version.in_force_until and version.in_force_until.isoformat(),
        "change_class": version.change_class,
        "change_summary": version.change_summary,
        "change_reason": version.change_reason,
        "recorded_from_paper_on": version.recorded_from_paper_on
        and version.recorded_from_paper_on.isoformat(),
        "sha256": version.submission.sha256,
        "address": address_of(slug, number),
        "text": whole("api_text", slug, number),
        "details": whole("api_version", slug, number),
    }


def _in_full(version: Version) -> dict[str, Any]:
    next_review = version.next_review_on if version.is_in_force else None
    decisions = version.submission.article.decision_records
    return {
        **_in_short(version),
        "slug": version.document.slug,
        "reference": version.document.reference,
        "owner_post": version.document.owner_post.title,
        "summary": version.summary,
        "audience": version.audience,
        "coverage": version.coverage,
        "next_review_on": next_review and next_review.isoformat(),
        "decisions": [
            {
                "by": decision.body,
                "on": decision.decided_on.isoformat(),
                "outcome": decision.outcome,
                "minute_reference": decision.minute_reference,
                "resolution": decision.resolution,
            }
            for decision in decisions
        ],
        "restrictions": [
            {"on": one.on.isoformat(), "notice": one.notice} for one in version.hidden
        ],
        "files": [] if any(not one.passage for one in version.hidden) else _files(version),
    }


def _files(version: Version) -> list[dict[str, Any]]:
    offered = version.submission.renditions.offered()
    return [
        {
            "format": one.format,
            "label": formats.FORMATS[one.format].label,
            "language": one.language,
            "media_type": one.media_type,
            "size": one.size,
            "pages": one.pages,
            "minutes": one.minutes,
            "sha256": one.sha256,
            "address": whole("file", one.sha256, one.name),
        }
        for one in offered
        if one.format in formats.FORMATS
    ]
