"""The lists of documents: the home page, and the list for members who have signed in."""

from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet, Subquery, Sum, Value
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from policies.domain.dates import london_day
from policies.domain.roles import Ability
from policies.models import Council, PageStamp, Version
from policies.models.restriction import as_public, marked_if_restricted
from policies.views.caching import unless_unchanged


def _in_force() -> QuerySet[Version]:
    rows = Version.objects.in_force().select_related("document")
    return marked_if_restricted(rows).order_by("document__title", "id")


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The public documents in force."""
    every = PageStamp.objects.order_by().values(one=Value(1)).annotate(total=Sum("changes"))
    council = Council.objects.annotate(changes=Subquery(every.values("total"))).first()
    day = london_day(timezone.now())
    versions = _in_force().filter(publication=Version.Publication.PUBLIC)
    return unless_unchanged(
        request,
        made_of=("home", council and (council.changed_at, council.changes), day),
        make=lambda: render(
            request,
            "policies/home.html",
            {"council": council, "versions": list(map(as_public, versions)), "day": day},
        ),
    )


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
