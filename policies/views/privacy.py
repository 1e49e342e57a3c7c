"""The privacy notice: whose data the portal holds, why, and for how long (UK GDPR, articles 13
and 14)."""

from datetime import date

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from policies.actions.forgetting import days_letters_are_kept
from policies.domain.privacy import Holding, Whose, holdings_of
from policies.models import Council
from policies.views.caching import unless_unchanged

# The day on which the notice was last held against the portal.
PREPARED_ON = date(2026, 11, 21)


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """Who answers for the data, what is held, what readers can ask for, and whom to complain to."""
    council = Council.objects.first()
    days = days_letters_are_kept(council)
    contact = settings.DATA_PROTECTION_CONTACT
    context = {
        "council": council,
        "contact": contact,
        "is_mail": "@" in contact,
        "parts": [(_(whose), [_told(one, days) for one in holdings_of(whose)]) for whose in Whose],
        "prepared_on": PREPARED_ON,
    }
    return unless_unchanged(
        request,
        made_of=("privacy", council and council.changed_at, contact, PREPARED_ON),
        make=lambda: render(request, "policies/privacy.html", context),
    )


def _told(holding: Holding, days: int) -> dict[str, str]:
    """The sentences of a holding in the language of the page."""
    return {
        "title": _(holding.title),
        "what": _(holding.what),
        "why": f"{_(holding.why)} {_(holding.basis)}",
        "kept": _(holding.kept).format(days=days),
    }
