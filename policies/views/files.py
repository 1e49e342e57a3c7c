"""The files of a version: named beside it, kept under their hash, and served for ever."""

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.views.decorators.http import require_safe

from policies import formats
from policies.actions.rendering import rendition_of
from policies.actions.storing import read_file
from policies.domain.errors import BuildUnderWay, RenderingRefused
from policies.domain.languages import TARGETS
from policies.domain.numbering import VersionNumber
from policies.models import Rendition, Submission, Translation, Version
from policies.models.restriction import as_public
from policies.views import stored
from policies.views.caching import FOR_EVER, PRIVATE, PUBLIC, unless_unchanged
from policies.views.reading import marked_for, refusal_to_read

RETRY_AFTER_SECONDS = 30
# What only the clock makes is not there in half a minute.
RETRY_AFTER_THE_CLOCK_SECONDS = 300


@require_safe
def version_file(request: HttpRequest, slug: str, number: VersionNumber, name: str) -> HttpResponse:
    """Lead to the stored file with this name, built now if nobody has asked for it before."""
    version = get_object_or_404(
        Version.objects.published().select_related("document__council", "submission__version"),
        document__slug=slug,
        major=number.major,
        minor=number.minor,
    )
    refusal = refusal_to_read(request, version)
    if refusal:
        return refusal
    text, stem = _text_named(name, version)
    if name == f"{stem}.json":
        return _restricted(request, text) if text.hidden else _canonical_bytes(request, text)
    format_name = _format_named(name, stem)
    if any(not one.passage for one in text.hidden):
        return _restricted(request, text)
    try:
        rendition = rendition_of(submission=text, format_name=format_name, at=timezone.now())
    except RenderingRefused as refusal_to_render:
        return _not_available(request, version, format_name, refusal_to_render)
    response = redirect("policies:file", sha256=rendition.sha256, name=rendition.name)
    response.headers["Cache-Control"] = PUBLIC if version.is_public else PRIVATE
    return response


def _text_named(name: str, version: Version) -> tuple[Submission, str]:
    """The text that a file of this name is of, the version’s own or a translation, and how the
    names of its files begin."""
    stem = f"{version.document.slug}-{version.number}"
    for code in TARGETS:
        if name.startswith((f"{stem}-{code}.", f"{stem}-{code}-")):
            rows = Translation.objects.for_public().filter(version=version, language=code)
            found = get_object_or_404(rows.select_related("submission__translation"))
            found.submission.version = version
            return found.submission, f"{stem}-{code}"
    return version.submission, stem


def _format_named(name: str, stem: str) -> str:
    for format_name, row in formats.FORMATS.items():
        if name == f"{stem}{row.suffix}.{row.extension}":
            return format_name
    raise Http404("There is no such file.")


def _canonical_bytes(request: HttpRequest, text: Submission) -> HttpResponse:
    """The exact bytes that were decided on, for anyone to check against the published hash."""
    return unless_unchanged(
        request,
        made_of=("canonical", text.sha256),
        make=lambda: marked_for(
            text.version,
            HttpResponse(bytes(text.canonical), content_type="application/json"),
        ),
    )


def _restricted(request: HttpRequest, text: Submission) -> HttpResponse:
    """The notice in place of bytes that say what is hidden by law (RFC 7725)."""
    version = text.version
    context = {
        "version": as_public(version),
        "document": version.document,
        "council": version.document.council,
        "hidden": text.hidden,
        "sha256": text.sha256,
    }
    response = render(request, "policies/file_restricted.html", context, status=451)
    response.headers["Cache-Control"] = "no-store"
    return response


def _not_available(
    request: HttpRequest, version: Version, format_name: str, refusal: RenderingRefused
) -> HttpResponse:
    is_under_way = isinstance(refusal, BuildUnderWay)
    context = {
        "is_under_way": is_under_way,
        "version": as_public(version),
        "document": version.document,
        "council": version.document.council,
        "reasons": refusal.reasons,
    }
    response = render(request, "policies/file_not_available.html", context, status=503)
    response.headers["Cache-Control"] = "no-store"
    if is_under_way:
        by_clock = not formats.FORMATS[format_name].built_on_request
        seconds = RETRY_AFTER_THE_CLOCK_SECONDS if by_clock else RETRY_AFTER_SECONDS
        response.headers["Retry-After"] = str(seconds)
    return response


@require_safe
def file(request: HttpRequest, sha256: str, name: str) -> HttpResponse:
    """The stored bytes with this hash. They never change, so caches keep them for ever."""
    rendition = get_object_or_404(
        Rendition.objects.marked_if_hidden()
        .filter(sha256=sha256, name=name)
        .select_related("submission__version__document__council")
        .defer("submission__canonical")[:1]
    )
    version = rendition.submission.version
    refusal = refusal_to_read(request, version)
    if refusal:
        return refusal
    if rendition.is_hidden:
        return _restricted(request, rendition.submission)
    if version.is_public:
        stored.remember(request, sha256=sha256, name=name, media_type=rendition.media_type)
    return _stored_file(request, sha256, name, rendition.media_type, is_public=version.is_public)


def _stored_file(
    request: HttpRequest, sha256: str, name: str, media_type: str, *, is_public: bool
) -> HttpResponse:
    etag = quote_etag(sha256)
    response = get_conditional_response(request, etag=etag)
    if response is None:
        try:
            opened = read_file(sha256)
        except FileNotFoundError as error:
            raise Http404("The stored file is missing.") from error
        response = FileResponse(opened, content_type=media_type, filename=name)
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = FOR_EVER if is_public else PRIVATE
    return response
