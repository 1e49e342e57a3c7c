"""The portal's own accessibility statement."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from policies.models import Council
from policies.views.caching import unless_unchanged

# The day on which the statement was last held against the portal. Regulation 8 asks for the
# statement to be reviewed: look through the page, then move the day.
PREPARED_ON = date(2026, 11, 21)


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """What works for whom, what does not, whom to ask, and who enforces it (SI 2018/952)."""
    council = Council.objects.first()
    nations = council.nations.split(",") if council else ["E"]
    context = {
        "council": council,
        "nations": [one.strip() for one in nations],
        "prepared_on": PREPARED_ON,
    }
    return unless_unchanged(
        request,
        made_of=("accessibility", council and council.changed_at, PREPARED_ON),
        make=lambda: render(request, "policies/accessibility.html", context),
    )
