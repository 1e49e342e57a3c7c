"""How long a page may be kept, and how a reader asks whether it changed (RFC 9110, RFC 9111)."""

from collections.abc import Callable
from hashlib import sha256

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag

PUBLIC = "public, max-age=60, stale-while-revalidate=600"
FOR_EVER = "public, max-age=31536000, immutable"
PRIVATE = "private, no-store"


def unless_unchanged(
    request: HttpRequest,
    *,
    made_of: tuple[object, ...],
    make: Callable[[], HttpResponse],
    cache_control: str = PUBLIC,
) -> HttpResponse:
    """Answer 304 if the reader has this page already, and make it otherwise.

    ``made_of`` names everything that the page shows: rows by their identity and stamp, and the
    London day where the day matters.
    """
    described = "|".join(str(part) for part in (settings.RELEASE, *made_of))
    etag = quote_etag(sha256(described.encode()).hexdigest()[:32])
    response = get_conditional_response(request, etag=etag) or make()
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = cache_control
    return response
