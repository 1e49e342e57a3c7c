"""What a reader is told who asks for an address at which there is nothing."""

import re

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from rapidfuzz import process
from rapidfuzz.utils import default_process

from policies.models import Council, EarlierAddress, Version
from policies.models.restriction import as_public, marked_if_restricted

# How alike, of 100, an address is to a document’s before it is proposed.
ALIKE = 60
MOST_PROPOSED = 3


def led_on_from(request: HttpRequest, slug: str) -> HttpResponse:
    """Lead on from where a document was found before, or raise Http404."""
    published = Version.objects.for_public().values("document")
    earlier = EarlierAddress.objects.filter(slug=slug, document__in=published)
    found = earlier.select_related("document").first()
    if found is None:
        raise Http404("There is no such document.")
    there = re.sub(
        rf"/documents/{re.escape(slug)}(?=[/?]|$)",
        f"/documents/{found.document.slug}",
        request.get_full_path(),
        count=1,
    )
    return HttpResponsePermanentRedirect(there)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say so, and propose the documents whose names are like the address."""
    context = {"council": Council.objects.first(), "proposed": _documents_like(request.path)}
    response = render(request, "404.html", context, status=404)
    # Where there is a text for some readers the cookie was asked for. Said of every address that
    # has no page, it tells of none.
    patch_vary_headers(response, ("Cookie",))
    return response


def _documents_like(path: str) -> list[Version]:
    """The documents in force whose titles are most like the words of an address."""
    words = default_process(path.removeprefix("/documents/")[:200])
    in_force = Version.objects.in_force().filter(publication=Version.Publication.PUBLIC)
    rows = marked_if_restricted(in_force).select_related("document")
    versions = {version.pk: as_public(version) for version in rows}
    names = {
        pk: default_process(f"{version.document.slug} {version.title}")
        for pk, version in versions.items()
    }
    found = process.extract(words, names, limit=MOST_PROPOSED, score_cutoff=ALIKE)
    return [versions[pk] for _, _, pk in found]
