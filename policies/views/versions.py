"""The pages of a document: the version in force, every version at its own address, the history."""

from collections.abc import Callable
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from policies.actions.addresses import address_of
from policies.domain.dates import london_day
from policies.domain.numbering import VersionNumber
from policies.domain.standing import sentences_about
from policies.models import Document, Version
from policies.models.restriction import as_public
from policies.views.caching import unless_unchanged
from policies.views.history import render_history
from policies.views.metadata import metadata_of
from policies.views.not_found import led_on_from
from policies.views.reading import marked_for, refusal_to_read, translations_of
from policies.views.version_page import context_of, versions_for_page
from policies.views.ways import files_of, ways_to_read


@require_safe
def document_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """The version in force, or the history where none is in force now."""

    def make(day: date) -> HttpResponse:
        version = versions_for_page().in_force().filter(document__slug=slug).first()
        if version is None or _followed_public_ones(version):
            return render_history(request, slug, day)
        return _render_version(request, version, day, at_its_number=False)

    return page_of(request, slug, make)


@require_safe
def version_detail(request: HttpRequest, slug: str, number: VersionNumber) -> HttpResponse:
    """One version at its own address, in force or not, for good."""

    def make(day: date) -> HttpResponse:
        versions = versions_for_page().published().filter(document__slug=slug)
        version = get_object_or_404(versions, major=number.major, minor=number.minor)
        return _render_version(request, version, day, at_its_number=True)

    return page_of(request, slug, make)


@require_safe
def document_history(request: HttpRequest, slug: str) -> HttpResponse:
    """Every published version of a document, newest first, with reason and decision."""
    return page_of(request, slug, lambda day: render_history(request, slug, day))


def page_of(
    request: HttpRequest,
    slug: str,
    make: Callable[[date], HttpResponse],
    *,
    asked: date | None = None,
) -> HttpResponse:
    """A page of a document: one short query tells whether the reader's copy is still right.

    What was in force on a past day that was ``asked`` about is the same tomorrow.
    """
    documents = Document.objects.filter(slug=slug)
    stamp = documents.values_list("page_stamp__changes", "council__changed_at").first()
    if stamp is None:
        return led_on_from(request, slug)
    today = london_day(timezone.now())
    seen_from = "later" if asked and asked < today else today
    return unless_unchanged(request, made_of=(*stamp, seen_from), make=lambda: make(today))


def _followed_public_ones(version: Version) -> bool:
    """Whether this is a text for officers in a document that has public ones: what was public
    stays where readers find it, and nothing tells them of the other."""
    for_officers = version.publication == Version.Publication.OFFICERS
    return for_officers and version.document.versions.for_public().exists()


def _render_version(
    request: HttpRequest, version: Version, day: date, *, at_its_number: bool
) -> HttpResponse:
    refusal = refusal_to_read(request, version)
    if refusal:
        return refusal
    version = as_public(version)
    ways = ways_to_read(version)
    context = context_of(version, day)
    context |= {
        "sentences": sentences_about(context["standing"]),
        "ways": ways,
        "metadata": metadata_of(version, files_of(ways)),
        "address": address_of(version.document.slug, version.number),
        "translations": translations_of(version),
        "at_its_number": at_its_number,
    }
    return marked_for(version, render(request, "policies/version_detail.html", context))
