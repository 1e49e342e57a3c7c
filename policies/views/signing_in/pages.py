"""What every page of signing in has in common, and the pages on which someone is led on."""

from collections.abc import Callable
from functools import wraps

from allauth.account import views as accounts
from django.conf import settings
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.views.decorators.cache import never_cache

from policies.models import Council
from policies.views.caching import PRIVATE
from policies.views.signing_in.adapter import FAULT
from policies.views.signing_in.second_factor import has_second_factor, signed_in_by_half

# Where somebody wanted to go who is setting up a second factor first.
GOES_ON_TO = "goes_on_to"


def page(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Show a page of signing in as the council's, kept by no cache and found by no search."""

    @never_cache
    @wraps(view)
    def shown(request: HttpRequest, *args, **named) -> HttpResponse:
        response = view(request, *args, **named)
        if isinstance(response, TemplateResponse) and not response.is_rendered:
            response.context_data = {
                **(response.context_data or {}),
                "council": Council.objects.first(),
                "fault": request.session.pop(FAULT, ""),
                "goes_on_to": request.session.get(GOES_ON_TO, reverse("policies:members_home")),
                "must_set_up": bool(signed_in_by_half(request)),
                "asks_second_factor": settings.PORTAL_SECOND_FACTOR == "staff",
                "council_account": settings.PORTAL_OIDC_NAME if settings.PORTAL_OIDC_SERVER else "",
            }
        response.headers["Cache-Control"] = PRIVATE
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return shown


@page
def sign_in(request: HttpRequest) -> HttpResponse:
    """The name and the password; whoever gave them already is led to their second factor."""
    person = signed_in_by_half(request)
    if person is None:
        return accounts.login(request)
    wanted = wanted_next(request)
    if has_second_factor(person):
        query = urlencode({REDIRECT_FIELD_NAME: wanted})
        return redirect(f"{reverse('mfa_reauthenticate')}?{query}")
    request.session[GOES_ON_TO] = wanted
    return redirect("mfa_index")


def wanted_next(request: HttpRequest) -> str:
    """The page of this site that was asked for, or the one that people come to otherwise."""
    wanted = request.POST.get(REDIRECT_FIELD_NAME) or request.GET.get(REDIRECT_FIELD_NAME, "")
    is_ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, request.is_secure())
    return wanted if wanted and is_ours else resolve_url(settings.LOGIN_REDIRECT_URL)


@page
def too_many(request: HttpRequest) -> HttpResponse:
    """Said after too many attempts, whoever makes them (RFC 6585, section 4)."""
    response = TemplateResponse(request, "signing_in/too_many.html", {}, status=429)
    response.headers["Retry-After"] = "60"
    return response


@page
def closed(request: HttpRequest) -> HttpResponse:
    """Said to somebody whose account is closed."""
    return TemplateResponse(request, "account/account_inactive.html", {}, status=403)


@page
@login_required
def change_password(request: HttpRequest) -> HttpResponse:
    """Change one's password; whoever signs in without one has none to change."""
    if not request.user.has_usable_password():
        return redirect("mfa_index")
    return accounts.password_change(request)
