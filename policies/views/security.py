"""Whom to tell of a hole in the portal (RFC 9116)."""

from datetime import UTC, datetime, time

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from policies.actions.addresses import whole
from policies.domain.dates import london_day
from policies.views.caching import unless_unchanged


@require_safe
def security_txt(request: HttpRequest) -> HttpResponse:
    """The contact, until the day on which the council has to look at it again; then nothing."""
    contact, until = settings.SECURITY_CONTACT, settings.SECURITY_CONTACT_UNTIL
    if not (contact and until) or until < london_day(timezone.now()):
        raise Http404("Nobody is named here, or not any more.")
    expires = datetime.combine(until, time(23, 59, 59), tzinfo=UTC)
    lines = (
        f"Contact: {contact}",
        f"Expires: {expires:%Y-%m-%dT%H:%M:%SZ}",
        "Preferred-Languages: en, cy",
        f"Canonical: {whole('security_txt')}",
        "",
    )
    return unless_unchanged(
        request,
        made_of=("security", contact, until),
        make=lambda: HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8"),
    )
