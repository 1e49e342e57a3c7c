"""Who counts as signed in: nobody who works at the desk, before their second factor was given.

Every door asks ``request.user``. Until the second factor is given, that is nobody: no door has to
be listed, and one that is added later is closed too. Only the pages on which a second factor is
set up or given see who it is.
"""

import time
from collections.abc import Callable
from functools import wraps

from allauth.account.adapter import get_adapter
from allauth.account.authentication import get_authentication_records
from allauth.core.exceptions import ReauthenticationRequired
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_reset, authenticator_used
from django.conf import settings
from django.contrib.auth.middleware import get_user
from django.contrib.auth.models import AnonymousUser
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from policies.models import User
from policies.views.signing_in.adapter import seal_anew

# Where a person without a second factor sets one up, and where one with it gives it. Whoever has
# one gets no further by their password alone, least of all to a page that adds another.
SETS_UP = {"mfa_index", "mfa_activate_totp", "mfa_add_webauthn", "account_reauthenticate",
           "council_again"}  # fmt: skip
GIVES = {"mfa_reauthenticate", "mfa_reauthenticate_webauthn"}
# The second factor that was given in this session.
GIVEN = "second_factor"


class SecondFactor:
    """Middleware that puts nobody in the place of whoever is signed in by half."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        # Not asked before a view asks: a page for everyone touches no session.
        request.user = SimpleLazyObject(lambda: _who(request))
        return self.get_response(request)


def signed_in_by_half(request: HttpRequest) -> User | None:
    """Return who has signed in and still owes their second factor, or None."""
    person = get_user(request)
    return person if person.is_authenticated and _owes(request, person) else None


def has_second_factor(person: User) -> bool:
    """Return whether this person has a second factor; recovery codes alone are none."""
    kinds = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
    return Authenticator.objects.filter(user=person, type__in=kinds).exists()


def _who(request: HttpRequest) -> User | AnonymousUser:
    person = get_user(request)
    if not person.is_authenticated:
        return person
    if _is_over(request, person):
        return AnonymousUser()
    if _owes(request, person) and not _may_settle(request, person):
        return AnonymousUser()
    return person


def _owes(request: HttpRequest, person: User) -> bool:
    is_asked = settings.PORTAL_SECOND_FACTOR == "staff" and person.has_desk
    return is_asked and not _has_given(request, person)


def _has_given(request: HttpRequest, person: User) -> bool:
    given = request.session.get(GIVEN)
    # One that was taken away since no longer counts.
    if given and Authenticator.objects.filter(pk=given, user=person).exists():
        return True
    records = get_authentication_records(request, person)
    by_council = any(one.get("method") == "socialaccount" for one in records)
    return by_council and settings.PORTAL_OIDC_ASKS_SECOND_FACTOR


def _may_settle(request: HttpRequest, person: User) -> bool:
    match = request.resolver_match
    if match is None:
        return False
    return match.url_name in (GIVES if has_second_factor(person) else SETS_UP)


def _is_in(request: HttpRequest) -> bool:
    return request.user.is_authenticated and not signed_in_by_half(request)


def _is_over(request: HttpRequest, person: User) -> bool:
    """Whether the working day since signing in has passed, however busy it was."""
    moments = [one["at"] for one in get_authentication_records(request, person)]
    return bool(moments) and time.time() - min(moments) >= settings.SESSION_COOKIE_AGE


@receiver(authenticator_used)
def _note(request: HttpRequest, authenticator: Authenticator, **named) -> None:
    request.session[GIVEN] = authenticator.pk
    seal_anew(authenticator.user_id)


@receiver(authenticator_reset)
def _renew(request: HttpRequest, authenticator: Authenticator, **named) -> None:
    """New recovery codes take the place of those that let somebody in."""
    if GIVEN in request.session:
        request.session[GIVEN] = authenticator.pk


def sets_up(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Let what a page sets up count as given: setting it up took a code or the passkey."""

    @wraps(view)
    def shown(request: HttpRequest, *args, **named) -> HttpResponse:
        # allauth asks nobody who has neither password nor factor, though the council's server can.
        if _is_in(request) and get_adapter().is_reauthentication_required(app=""):
            raise ReauthenticationRequired
        held = Authenticator.objects.exclude(type=Authenticator.Type.RECOVERY_CODES)
        before = set(held.filter(user_id=request.user.pk).values_list("pk", flat=True))
        response = view(request, *args, **named)
        new = held.filter(user_id=request.user.pk).exclude(pk__in=before).first()
        if new:
            request.session[GIVEN] = new.pk
        return response

    return shown
