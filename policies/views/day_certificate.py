"""The certificate of a day, made when it is asked for: it carries the day of its issue."""

import time
from datetime import date
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from policies.actions.day_certificates import certificate_of
from policies.domain.errors import RenderingRefused
from policies.domain.typeddays import day_in_address
from policies.models import Version
from policies.views.letters import pace
from policies.views.on_day import document_on, page_of_shelf, shelf_of
from policies.views.reading import marked_for
from policies.views.versions import page_of

# Each takes a tenth of a second of a processor: nobody shall have the portal make nothing else.
MOST_IN_A_MINUTE = 60
RETRY_AFTER_SECONDS = 60


@require_safe
def certificate(request: HttpRequest, slug: str, written: str) -> HttpResponse:
    """One page, as PDF, that says which version was in force on a day and how to check it."""
    day = day_in_address(written)
    if day is None:
        return document_on(request, slug, written)

    def make(today: date) -> HttpResponse:
        shelf = shelf_of(request, slug, day, today)
        if isinstance(shelf, HttpResponse):
            return shelf
        if shelf.shown is None:
            return page_of_shelf(request, shelf, HTTPStatus.NOT_FOUND)
        return marked_for(shelf.shown, _made(request, shelf.shown, day, today))

    return page_of(request, slug, make)


def _made(request: HttpRequest, version: Version, day: date, today: date) -> HttpResponse:
    if _is_one_too_many():
        too_many = gettext("Many certificates are being made now. Ask again in a minute.")
        return _not_available(request, version, (too_many,))
    try:
        made = certificate_of(version=version, day=day, issued_on=today)
    except RenderingRefused as refusal:
        return _not_available(request, version, refusal.reasons)
    return HttpResponse(made.data, content_type=made.media_type)


def _is_one_too_many() -> bool:
    """Count one more in this minute, and return whether that is more than are made in one."""
    minute = int(time.time() // 60)
    return pace.counted(f"certificates/{minute}", seconds=120) > MOST_IN_A_MINUTE


def _not_available(
    request: HttpRequest, version: Version, reasons: tuple[str, ...]
) -> HttpResponse:
    context = {
        "version": version,
        "document": version.document,
        "council": version.document.council,
        "reasons": reasons,
    }
    response = render(request, "policies/file_not_available.html", context, status=503)
    response.headers["Cache-Control"] = "no-store"
    response.headers["Retry-After"] = str(RETRY_AFTER_SECONDS)
    return response
