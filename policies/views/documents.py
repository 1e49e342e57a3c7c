"""The lists of documents: the home page, and the list for members who have signed in."""

from datetime import date

from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from policies.domain.dates import london_day
from policies.domain.roles import Ability
from policies.models import Council, Version
from policies.models.restriction import as_public, marked_if_restricted
from policies.views.about_all import page_about_all


def _in_force() -> QuerySet[Version]:
    rows = Version.objects.in_force().select_related("document")
    return marked_if_restricted(rows).order_by("document__title", "id")


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The public documents in force."""
    versions = _in_force().filter(publication=Version.Publication.PUBLIC)

    def show(council: Council | None, day: date) -> HttpResponse:
        context = {"council": council, "versions": list(map(as_public, versions)), "day": day}
        return render(request, "policies/home.html", context)

    return page_about_all(request, show)


@require_safe
@never_cache
@login_required
def members_home(request: HttpRequest) -> HttpResponse:
    """The documents in force that this member may read, those not for the public among them."""
    versions = _in_force()
    if not request.user.can(Ability.READ_DRAFTS):
        versions = versions.exclude(publication=Version.Publication.OFFICERS)
    return render(
        request,
        "policies/home.html",
        {
            "council": Council.objects.first(),
            "versions": list(map(as_public, versions)),
            "day": london_day(timezone.now()),
            "is_for_members": True,
        },
    )
