"""What keeps the forms of readers safe without an account, a cookie or JavaScript.

A form does nothing in the name of whoever sends it, so there is nothing for a forger to gain but
somebody else’s address on the network. These keep machines and other sites out:

* the page gives each form a signed, dated **stamp** with a reference of its own: what is sent
  twice under one stamp is one letter, and each letter needs a page that was opened;
* what the browser says of where the form comes from (Sec-Fetch-Site, Origin) must be this site;
* a field that people do not see must stay empty;
* only so many are taken in an hour (``pace``).

Whatever is wrong is said on the page, with what was typed still there.
"""

import secrets
from collections.abc import Callable
from functools import wraps
from urllib.parse import urlsplit

from django import forms
from django.core.signing import BadSignature, TimestampSigner
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from policies.domain.letters import reference_from
from policies.models import Council
from policies.views.caching import PRIVATE
from policies.views.letters import pace

# A page may stay open for a working day.
STAMP_LASTS = 12 * 60 * 60
_STAMPS = TimestampSigner(salt="policies.letters", sep=".")
_ELSEWHERE = {"cross-site", "same-site"}


def letter_page(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Let a view take a reader’s form: read and sent, kept by no cache, found by no search.

    Django’s own token would need a cookie; what stands in its place is in ``Letter``.
    """

    @csrf_exempt
    @require_http_methods(["GET", "HEAD", "POST"])
    @wraps(view)
    def answered(request: HttpRequest, **named) -> HttpResponse:
        response = view(request, **named)
        response.headers["Cache-Control"] = PRIVATE
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return answered


class Letter(forms.Form):
    """A form of readers; ``reference`` names the letter once the form is found to be in order."""

    name_of_form = ""
    stamp = forms.CharField(required=False, widget=forms.HiddenInput)
    # Called as machines expect it, and hidden from people.
    website = forms.CharField(required=False, label=gettext_lazy("Leave this field empty"))

    def __init__(self, request: HttpRequest, **options) -> None:
        sent = request.POST if request.method == "POST" else None
        super().__init__(sent, auto_id="%s", **options)
        self.request = request
        self.reference = self._reference_of(sent.get("stamp", "")) if sent else ""
        self.is_stamped = bool(self.reference)
        self.reference = self.reference or reference_from(secrets.token_bytes(8))

    @property
    def stamp_to_send(self) -> str:
        """The stamp for the page: the one that it came with, or a new one."""
        return _STAMPS.sign_object([self.name_of_form, self.request.path, self.reference])

    def _reference_of(self, stamp: str) -> str:
        try:
            name, path, reference = _STAMPS.unsign_object(stamp, max_age=STAMP_LASTS)
        except (BadSignature, ValueError):
            return ""
        is_for_this = (name, path) == (self.name_of_form, self.request.path)
        return reference if is_for_this else ""

    def clean(self) -> dict[str, object]:
        cleaned = super().clean() or {}
        if not self.is_stamped or self._comes_from_elsewhere():
            sentence = gettext("This page was open for too long. Look it over and send it again.")
            self.add_error(None, sentence)
        if cleaned.get("website"):
            self.add_error("website", gettext("Leave this field empty: only machines fill it in."))
        return cleaned

    def _comes_from_elsewhere(self) -> bool:
        """Whether the browser says that another site sent the form; old browsers say nothing."""
        if self.request.headers.get("Sec-Fetch-Site") in _ELSEWHERE:
            return True
        origin = self.request.headers.get("Origin", "")
        return bool(origin) and urlsplit(origin).netloc != self.request.get_host()

    @property
    def faults(self) -> list[tuple[str, str]]:
        """Each fault with the field that it is about, in the order of the page."""
        every = [("main", fault) for fault in self.non_field_errors()]
        for field in self:
            first = f"{field.auto_id}-0" if hasattr(field.field, "choices") else field.auto_id
            every.extend((first, fault) for fault in field.errors)
        return every


def too_many(request: HttpRequest, form: Letter) -> HttpResponse | None:
    """Return the page that says to come back later, or None while there is room."""
    seconds = pace.seconds_to_wait(request, form=form.name_of_form)
    if not seconds:
        return None
    context = {"council": Council.objects.first(), "minutes": -(-seconds // 60)}
    response = render(request, "letters/too_many.html", context, status=429)
    response.headers["Retry-After"] = str(seconds)
    return response
