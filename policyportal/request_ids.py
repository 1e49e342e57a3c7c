"""The identity of each request: in the answer, and in every line of the log that it causes."""

import logging
import re
from collections.abc import Callable
from contextvars import ContextVar
from time import perf_counter
from uuid import uuid4

from django.http import HttpRequest, HttpResponse

logger = logging.getLogger(__name__)

# Hexadecimal digits, as front servers make them: whoever sends a name or an address gets another.
_LOOKS_LIKE_ONE = re.compile(r"[0-9a-fA-F-]{16,64}")
# Monitors ask for these every few seconds.
_NOT_TOLD = {"livez", "readyz"}

current: ContextVar[str] = ContextVar("request_id", default="")


def request_ids(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Take the identity that a front server gave, or make one, and log one line about the answer.

    The line has the route, never the path: addresses of consultees and subscribers are secrets.
    """

    def process(request: HttpRequest) -> HttpResponse:
        given = request.headers.get("X-Request-ID", "")
        request_id = given if _LOOKS_LIKE_ONE.fullmatch(given) else uuid4().hex
        request.request_id = request_id
        turn, began = current.set(request_id), perf_counter()
        try:
            response = get_response(request)
            _tell(request, response, perf_counter() - began)
        finally:
            current.reset(turn)
        response.headers["X-Request-ID"] = request_id
        return response

    return process


def _tell(request: HttpRequest, response: HttpResponse, seconds: float) -> None:
    route = route_of(request)
    if route in _NOT_TOLD or (not route and response.status_code < 400):
        # A static file, or a redirect to HTTPS before anything was looked for.
        return
    logger.info(
        "%s %s %s",
        request.method,
        route or "no such address",
        response.status_code,
        extra={
            "method": request.method,
            "route": route,
            "status": response.status_code,
            "milliseconds": round(seconds * 1000, 1),
        },
    )


def route_of(request: HttpRequest) -> str:
    """Return the pattern of the address that was asked for, without what fills it, or ""."""
    return request.resolver_match.route if request.resolver_match else ""
