"""What a person is told who may not open a page, or whose form the portal did not take."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from policies.models import Council


def refused(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that this page is closed to this person, why if that was said, and where to go."""
    reason = str(exception) if exception.args else ""
    return _refusal(request, reason=reason)


def form_refused(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Say that a form came without the token that shows where it was filled in (CSRF).

    Django’s ``reason`` is for those who build sites; a person needs to know what to do now.
    """
    return _refusal(request, is_form=True)


def _refusal(request: HttpRequest, **told: object) -> HttpResponse:
    context = {"council": Council.objects.first(), **told}
    response = render(request, "403.html", context, status=403)
    response.headers["Cache-Control"] = "no-store"
    return response
