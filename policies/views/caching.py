"""How long a page may be kept, and how a reader asks whether it changed (RFC 9110, RFC 9111)."""

from collections.abc import Callable

from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.crypto import salted_hmac
from django.utils.http import quote_etag

PUBLIC = "public, max-age=60, stale-while-revalidate=600"
FOR_EVER = "public, max-age=31536000, immutable"
PRIVATE = "private, no-store"
_TAGS = "policies.pages"


def unless_unchanged(
    request: HttpRequest,
    *,
    made_of: tuple[object, ...],
    make: Callable[[], HttpResponse],
    cache_control: str = PUBLIC,
    is_remembered: bool = True,
) -> HttpResponse:
    """Answer 304 if the reader has this page already, from memory if this process has, and make
    it otherwise.

    ``made_of`` names everything that the page shows: rows by their identity and stamp, and the
    London day where the day matters. Whatever ``make`` marks as not for everyone, or answers
    with anything but 200, is handed on as it is and kept nowhere. What is not ``is_remembered``
    is made each time: pages without number would drive those out that many people read.
    """
    described = "|".join(str(part) for part in (settings.RELEASE, request.path, *made_of))
    # With a key: whoever could work the tag out would be told “not modified” of a page that they
    # may not read, and so that there is one.
    etag = quote_etag(salted_hmac(_TAGS, described, algorithm="sha256").hexdigest()[:32])
    # “*” asks whether there is any such page, which only making it can tell.
    asked = request.headers.get("If-None-Match", "*")
    response = None if asked == "*" else get_conditional_response(request, etag=etag)
    if response is None:
        response = _kept(etag) or _made(etag, make, is_remembered)
        if asked == "*" and "If-None-Match" in request.headers and response.status_code == 200:
            response = get_conditional_response(request, etag=etag, response=response)
    if response.status_code in (200, 304) and not response.has_header("Cache-Control"):
        response.headers["ETag"] = etag
        response.headers["Cache-Control"] = cache_control
    return response


def _kept(etag: str) -> HttpResponse | None:
    kept = caches["pages"].get(etag)
    return HttpResponse(kept[0], content_type=kept[1]) if kept else None


def _made(etag: str, make: Callable[[], HttpResponse], is_remembered: bool) -> HttpResponse:
    response = make()
    for_everyone = response.status_code == 200 and not response.has_header("Cache-Control")
    if is_remembered and for_everyone and not response.streaming:
        caches["pages"].set(etag, (response.content, response.headers["Content-Type"]))
    return response
