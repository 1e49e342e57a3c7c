"""The calendar of what is due, for an officer’s own calendar program, which cannot sign in."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from policies.actions.due import due_items
from policies.actions.subscribing import subscriber
from policies.formats.calendar_feed import render_calendar
from policies.models import Council
from policies.views.caching import PRIVATE


@require_safe
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """Everything that is due, for whoever holds an address that was not revoked."""
    if subscriber(token) is None:
        raise Http404("There is no such calendar.")
    council = Council.objects.first()
    calendar = render_calendar(
        due_items(),
        name=f"Policies: {council.short_name}" if council else "Policies",
        portal=settings.PUBLIC_ADDRESS,
        at=timezone.now(),
    )
    return HttpResponse(
        calendar,
        content_type="text/calendar; charset=utf-8",
        headers={"Cache-Control": PRIVATE},
    )
