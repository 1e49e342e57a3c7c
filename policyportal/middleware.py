"""Headers that every response carries. Django 6 has the first of these itself: delete it then."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse


def security_headers(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Set the content security policy (W3C CSP Level 3) and deny what the portal never asks for."""
    policy = "; ".join(
        f"{directive} {' '.join(sources)}" for directive, sources in settings.SECURE_CSP.items()
    )
    denied = ", ".join(f"{feature}=()" for feature in settings.PERMISSIONS_POLICY_DENY)

    def process(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Content-Security-Policy", policy)
        response.headers.setdefault("Permissions-Policy", denied)
        return response

    return process
