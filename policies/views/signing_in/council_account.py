"""Signing in with the council's own account, by OpenID Connect (Core 1.0).

Who somebody is, is said by the subject of a token that the council's server signed; an e-mail
address is never looked at. Nobody gets an account by signing in: an Administrator links it first.
"""

from allauth.account.signals import user_logged_in
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter, get_adapter
from allauth.socialaccount.providers.base import AuthProcess
from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.dispatch import receiver
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from policies.actions.signing_in import COUNCIL
from policies.views.signing_in.adapter import PROVED_TO_COUNCIL
from policies.views.signing_in.comings import note_failure
from policies.views.signing_in.pages import page, wanted_next

_ASKED_NOW = "asked_now"
# The council's server is to ask for the password (and the rest) now, whatever it remembers.
_ASK_NOW = {"prompt": "login", "max_age": "0"}


class CouncilAccountAdapter(DefaultSocialAccountAdapter):
    """Council accounts: linked by Administrators, matched by their subject alone."""

    def get_provider(self, request: HttpRequest, provider: str, client_id=None):
        # Its libraries come with the production extra.
        from policies.views.signing_in.openid import CouncilProvider

        return CouncilProvider(request, app=self.get_app(request, provider, client_id))

    def is_open_for_signup(self, request: HttpRequest, sociallogin) -> bool:
        return False

    def authenticate_by_email(self, sociallogin) -> None:
        return None

    def pre_social_login(self, request: HttpRequest, sociallogin) -> None:
        """Refuse whoever is not linked, and any wish but to sign in."""
        was_asked_now = (sociallogin.state.get("data") or {}).get(_ASKED_NOW)
        if was_asked_now and "auth_time" not in sociallogin.account.extra_data:
            raise ImmediateHttpResponse(_failed(request, says_no_time=True))
        is_sign_in = sociallogin.state.get("process") == AuthProcess.LOGIN
        if is_sign_in and sociallogin.is_existing:
            return
        note_failure(request, about=None, words="The council account is linked to no account here.")
        said = {"subject": sociallogin.account.uid}
        refusal = TemplateResponse(request, "signing_in/not_linked.html", said, status=403)
        raise ImmediateHttpResponse(refusal)

    def on_authentication_error(self, request: HttpRequest, provider, *args, **named) -> None:
        raise ImmediateHttpResponse(_not_believed(request))


@receiver(user_logged_in)
def _note(request: HttpRequest, sociallogin=None, **named) -> None:
    """Keep when the council's server asked; without that it may have been long ago."""
    if sociallogin is not None:
        asked_at = sociallogin.account.extra_data.get("auth_time")
        is_moment = isinstance(asked_at, int | float)
        request.session[PROVED_TO_COUNCIL] = asked_at if is_moment else 0


@page
@require_safe
def to_council(request: HttpRequest) -> HttpResponse:
    """Lead somebody to the council's server, to sign in there."""
    return _led(request)


@page
@require_safe
@login_required
def again(request: HttpRequest) -> HttpResponse:
    """Lead somebody there who has signed in, to say again who they are."""
    return _led(request, data={_ASKED_NOW: True}, auth_params=dict(_ASK_NOW))


@page
@require_safe
def from_council(request: HttpRequest) -> HttpResponse:
    """Take in what the council's server says about whoever comes back from there."""
    from policies.views.signing_in.openid import FAULTS, returned

    _refuse_unless_set_up()
    try:
        return returned(request)
    except FAULTS:
        return _not_believed(request)


def _led(request: HttpRequest, **wishes) -> HttpResponse:
    from policies.views.signing_in.openid import FAULTS

    _refuse_unless_set_up()
    try:
        provider = get_adapter().get_provider(request, COUNCIL)
        return provider.redirect(
            request, AuthProcess.LOGIN, next_url=wanted_next(request), **wishes
        )
    except FAULTS:
        return _failed(request)


def _refuse_unless_set_up() -> None:
    if not settings.PORTAL_OIDC_SERVER:
        raise Http404("There are no council accounts here.")


def _not_believed(request: HttpRequest) -> TemplateResponse:
    note_failure(request, about=None, words="The council’s server gave no sound answer.")
    return _failed(request)


def _failed(request: HttpRequest, **said) -> TemplateResponse:
    return TemplateResponse(request, "signing_in/council_failed.html", said, status=502)
