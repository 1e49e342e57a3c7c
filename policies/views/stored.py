"""Stored files that everyone may read, answered before anything else is asked of the request.

They say nothing about who reads them, so neither session nor language is looked for. WhiteNoise
makes the answer, which gives a part of a file too (RFC 9110, 14): a recording goes on where it
stopped, and a broken download need not begin again.
"""

import re
from collections.abc import Callable
from functools import lru_cache

from django.core.cache import caches
from django.core.files.storage import default_storage
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header, quote_etag
from whitenoise.middleware import WhiteNoiseMiddleware
from whitenoise.responders import NotARegularFileError, StaticFile

from policies.models.rendition import storage_name
from policies.models.restriction import words_spoken
from policies.views.caching import FOR_EVER

# What an address of a stored file looks like; whatever else is asked for is no key of the cache.
_ADDRESS = re.compile(r"/files/[0-9a-f]{64}/[A-Za-z0-9._-]{1,150}")


def remember(request: HttpRequest, *, sha256: str, name: str, media_type: str) -> None:
    """Let whoever asks for this address again have it at once.

    That holds until something is hidden by law, or shown again. A store that is not a folder of
    this host keeps to the view.
    """
    if not _ADDRESS.fullmatch(request.path_info):
        return
    try:
        path = default_storage.path(storage_name(sha256))
    except NotImplementedError:
        return
    caches["pages"].set(_key(request), (path, sha256, name, media_type))


def stored_files(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Answer with a stored file that was found to be for everyone, and hand on all else."""

    def process(request: HttpRequest) -> HttpResponse:
        if _ADDRESS.fullmatch(request.path_info) and request.method in ("GET", "HEAD"):
            return _served(request) or get_response(request)
        return get_response(request)

    return process


def _key(request: HttpRequest) -> str:
    return f"{words_spoken()}{request.path_info}"


def _served(request: HttpRequest) -> HttpResponse | None:
    known = caches["pages"].get(_key(request))
    if known is None:
        return None
    try:
        file = _file(*known)
        unchanged = get_conditional_response(request, etag=file.etag)
        if unchanged is None:
            response: HttpResponse = WhiteNoiseMiddleware.serve(file, request)
            return response
    except (OSError, NotARegularFileError):
        # It is not where it was: the view says so.
        return None
    unchanged.headers["ETag"] = file.etag
    unchanged.headers["Cache-Control"] = FOR_EVER
    return unchanged


@lru_cache(maxsize=512)
def _file(path: str, sha256: str, name: str, media_type: str) -> StaticFile:
    headers = [
        ("Content-Type", media_type),
        ("ETag", quote_etag(sha256)),
        ("Cache-Control", FOR_EVER),
        ("Accept-Ranges", "bytes"),
        ("Content-Disposition", content_disposition_header(False, name)),
    ]
    return StaticFile(path, headers)
