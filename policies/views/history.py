"""Every published version of a document: as a picture, and with reason and decision in words."""

from datetime import date
from itertools import pairwise

from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from policies.domain.reviews import ReviewOutcome
from policies.models import Document, Review, Version
from policies.models.restriction import as_public, marked_if_restricted
from policies.views.reading import marked_for, those_to_read
from policies.views.timeline import Timeline


def render_history(request: HttpRequest, slug: str, today: date) -> HttpResponse:
    """The public versions; where there is none, those that this person may read."""
    document = get_object_or_404(Document.objects.select_related("council"), slug=slug)
    published = _published(document)
    readable = those_to_read(request, published)
    if isinstance(readable, HttpResponse):
        return readable
    versions = [as_public(version) for version in readable]
    for version, before in pairwise([*versions, None]):
        version.before = before
    context = {
        "document": document,
        "title": versions[0].title,
        "council": document.council,
        "versions": versions,
        "timeline": Timeline.of(versions, today=today),
        "in_force": next((version for version in versions if version.is_in_force), None),
        "is_in_force_for_others": any(
            version.is_in_force and version not in versions for version in published
        ),
    }
    response = render(request, "policies/document_history.html", context)
    return marked_for(versions[0], response)


def _published(document: Document) -> list[Version]:
    """The published versions, the newest first, in as many queries for forty as for one."""
    unchanged = Review.objects.filter(outcome=ReviewOutcome.NO_CHANGE.value)
    return list(
        marked_if_restricted(document.versions.for_history())
        .select_related("submission__article")
        .defer("submission__canonical", "submission__article__html")
        .prefetch_related(Prefetch("reviews", to_attr="reviews_without_change", queryset=unchanged))
        .order_by("-in_force_from")
    )
