"""Every address that there is, and what asking for one comes to."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from copy import copy

from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from policies.views.language import LanguagePrefix

# What no two answers have alike: the identity of a request, and the second of an answer.
_NEVER_ALIKE = {"X-Request-ID", "Date"}
# How a table names what an address leaves open: <slug>, <version>.
_OPEN = re.compile(r"<(?:\w+:)?(\w+)>")
_GROUP = re.compile(r"\(\?P<(\w+)>[^)]*\)")
_DOORS = {"/admin/login/": "sign in", "/sign-in/": "sign in", "/sign-in/again/": "say again"}
_STATE = r"^([^/]+)/history/([^/]+)/$"


def every_route() -> set[str]:
    """Every route of the resolver, as the tables write it; the Welsh pages are the same again."""
    return set(_routes(get_resolver().url_patterns, "/"))


def _routes(patterns: list[URLPattern | URLResolver], before: str) -> Iterator[str]:
    for one in patterns:
        within = "" if isinstance(one.pattern, LanguagePrefix) else str(one.pattern)
        if isinstance(one, URLResolver):
            yield from _routes(one.url_patterns, before + within)
        else:
            plain = within.replace(_STATE, "<object_id>/history/<state>/").strip("^$")
            yield before + _OPEN.sub(r"<\1>", _GROUP.sub(r"<\1>", plain))


def went(response: HttpResponse) -> str:
    """What a response comes to: its status, or where it leads to a form for that, “sign in” or
    “say again” who you are."""
    leads_to = response.get("Location", "").partition("?")[0].removeprefix("/cy")
    return _DOORS.get(leads_to, str(response.status_code))


def words_in(response: HttpResponse) -> str:
    """All that a response says, its headers too."""
    said = b"".join(response.streaming_content) if response.streaming else response.content
    headers = {name: value for name, value in response.headers.items() if name not in _NEVER_ALIKE}
    return f"{headers} {response.cookies} {said.decode(errors='replace')}".lower()


class Browser(Client):
    """Somebody at this place, of whom whatever they did can be taken back."""

    def __init__(self, place: int) -> None:
        super().__init__(raise_request_exception=False, REMOTE_ADDR=f"192.0.2.{place}")
        # The middleware of now: that of a later browser may be another.
        self.handler.load_middleware()

    @contextmanager
    def taken_back(self) -> Iterator[None]:
        """Undo whatever is sent meanwhile; whoever signed out is in again."""
        cookies = copy(self.cookies)
        with transaction.atomic():
            yield
            transaction.set_rollback(True)
        self.cookies = cookies


def asked(browser: Browser, method: str, path: str, fields=None) -> tuple[str, str]:
    """Ask once and take back whatever it did; return what it came to, and all that it said."""
    with browser.taken_back():
        response = getattr(browser, method)(path, fields or {})
        return went(response), words_in(response)


class LeaveUnrendered:
    """Middleware that answers without making the page: whether it is shown is decided by then,
    and making it takes most of the time."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_template_response(self, request, response):
        # What has content is not made any more.
        response.content = b""
        return response
