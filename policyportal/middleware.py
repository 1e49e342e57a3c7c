"""Headers that every response carries. Django 6 has the first of these itself: delete it then."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse


def security_headers(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Set the content security policy (W3C CSP Level 3) and deny what the portal never asks for.

    It also sets what Django's own middleware leaves out where it refuses a request, or where a
    file is served before it is asked.
    """
    policy = "; ".join(
        " ".join((directive, *sources)) for directive, sources in settings.SECURE_CSP.items()
    )
    carried = {
        "Content-Security-Policy": policy,
        "Permissions-Policy": ", ".join(f"{one}=()" for one in settings.PERMISSIONS_POLICY_DENY),
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": settings.X_FRAME_OPTIONS,
        "Referrer-Policy": settings.SECURE_REFERRER_POLICY,
        "Cross-Origin-Opener-Policy": settings.SECURE_CROSS_ORIGIN_OPENER_POLICY,
        # Nothing of the portal is meant to stand in another site's page.
        "Cross-Origin-Resource-Policy": "same-origin",
    }

    def process(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        for name, value in carried.items():
            response.headers.setdefault(name, value)
        return response

    return process
