"""Which language a page speaks: the one that its address names, whoever reads it.

English has the plain addresses and Welsh the same behind ``/cy/``. No cookie and no header of
the browser has a say, so that a cache keeps one page for one address (RFC 9111, section 4).
"""

import re
from collections.abc import Callable, Iterable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver
from django.utils import translation

WELSH = "cy"
# What a page about a text in another language is told by its address: /documents/…/cy/.
TEXT_LANGUAGE = "language"


class LanguagePrefix:
    """The beginning of a page's address: nothing for English, ``cy/`` for Welsh.

    Django has the same for the outermost addresses only, where it would cut the ``policies``
    namespace in two.
    """

    converters: dict[str, object] = {}

    def __str__(self) -> str:
        return "" if translation.get_language() != WELSH else f"{WELSH}/"

    @property
    def regex(self) -> re.Pattern[str]:
        """For ``reverse()``, which remembers it for each language."""
        return re.compile(re.escape(str(self)))

    def match(self, path: str) -> tuple[str, tuple[()], dict[str, object]] | None:
        prefix = str(self)
        return (path.removeprefix(prefix), (), {}) if path.startswith(prefix) else None

    def check(self) -> list[object]:
        return []

    def describe(self) -> str:
        return f"'{self}'"


def in_each_language(addresses: Iterable[URLPattern]) -> list[URLPattern | URLResolver]:
    """Return these addresses so that every page has one in each language.

    A page's address ends with a stroke; files, feeds and stylesheets have one address only.
    """
    every = list(addresses)
    pages = [one for one in every if _is_page(str(one.pattern))]
    return [URLResolver(LanguagePrefix(), pages), *(one for one in every if one not in pages)]


def _is_page(address: str) -> bool:
    return not address or address.endswith("/")


class LanguageOfTheAddress:
    """Speak the language that the address names, until the answer is made."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        is_welsh = request.path_info == f"/{WELSH}" or request.path_info.startswith(f"/{WELSH}/")
        with translation.override(WELSH if is_welsh else settings.LANGUAGE_CODE):
            return self.get_response(request)

    def process_view(self, request: HttpRequest, view, args, kwargs: dict[str, object]) -> None:
        """A Welsh text has Welsh round it."""
        if kwargs.get(TEXT_LANGUAGE) == WELSH:
            translation.activate(WELSH)


def address_in(language: str, request: HttpRequest) -> str:
    """Return the address of this page in English or in Welsh, or "" where it has one only."""
    path = request.path_info
    if not _is_page(path):
        return ""
    found = request.resolver_match
    if found and found.kwargs.get(TEXT_LANGUAGE) == WELSH:
        if language == WELSH:
            return path
        path = path.removesuffix(f"{WELSH}/")
    plain = path.removeprefix(f"/{WELSH}") or "/"
    return f"/{WELSH}{plain}" if language == WELSH else plain
