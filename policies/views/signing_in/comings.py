"""Who signs in, fails to and signs out goes on the log of security events, by whatever door.

What was typed is looked up and never written down: people type passwords into the wrong field. A
failed attempt is no part of any transaction, so that it stays whatever becomes of the request.
"""

import time
from typing import Any

from allauth.mfa.signals import authentication_failed
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.http import HttpRequest
from django.utils import timezone

from policies.actions.securityevents import note_event
from policies.domain.securityevents import EventKind, is_written_down, network_of
from policies.models import User
from policies.views.letters.pace import HOUR, counted, sender_of

# So many failures of an hour are written one by one: from one network, and from everywhere.
FROM_ONE = 20
IN_ALL = 200


def watch_sign_ins() -> None:
    """Write from now on who comes and goes."""
    for signal, receiver in (
        (user_logged_in, _came),
        (user_logged_out, _went),
        (user_login_failed, _failed),
        (authentication_failed, _second_factor_failed),
    ):
        signal.connect(receiver, dispatch_uid="securityevents")


def _came(request: HttpRequest, user: User, **_: Any) -> None:
    _note(EventKind.SIGNED_IN, request, by=user, about=user)


def _went(request: HttpRequest, user: User | None, **_: Any) -> None:
    if user is not None:
        _note(EventKind.SIGNED_OUT, request, by=user, about=user)


def _failed(credentials: dict[str, Any], request: HttpRequest | None = None, **_: Any) -> None:
    account = User.objects.filter(username=credentials.get("username") or "").first()
    note_failure(request, about=account, words="" if account else "No account has this name.")


def _second_factor_failed(request: HttpRequest, user: User, **_: Any) -> None:
    note_failure(request, about=user, words="The second factor was wrong.")


def note_failure(request: HttpRequest | None, *, about: User | None, words: str) -> None:
    """Write that somebody could not sign in, unless a flood of it is written already."""
    network = _network(request)
    hour = int(time.time()) // HOUR
    here = counted(f"sign-in-failed/{hour}/{network}", seconds=HOUR)
    in_all = counted(f"sign-in-failed/{hour}/all", seconds=HOUR)
    if not is_written_down(here, one_by_one=FROM_ONE):
        return
    if not is_written_down(in_all, one_by_one=IN_ALL):
        return
    if here > FROM_ONE:
        words = f"{words} {here} have failed from this network within the hour.".strip()
    elif in_all > IN_ALL:
        words = f"{words} {in_all} have failed within the hour.".strip()
    _note(EventKind.SIGN_IN_FAILED, request, by=None, about=about, words=words)


def _note(kind: EventKind, request: HttpRequest | None, **event: Any) -> None:
    note_event(kind=kind, network=_network(request), at=timezone.now(), **event)


def _network(request: HttpRequest | None) -> str:
    return network_of(sender_of(request)) if request is not None else ""
