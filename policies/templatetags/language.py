"""The language of the page, and the same page in the other language."""

from django import template
from django.conf import settings
from django.utils import translation

from policies.views.language import WELSH, address_in

register = template.Library()

# The languages of the interface, each by its own name.
_NAMES = (("en-GB", "English"), (WELSH, "Cymraeg"))


@register.simple_tag
def page_language() -> str:
    """The language that the page speaks, as HTML writes it: en-GB, cy."""
    return WELSH if translation.get_language() == WELSH else "en-GB"


@register.simple_tag(takes_context=True)
def page_languages(context) -> list[dict[str, object]]:
    """The page in each language of the interface; none where it has one address only.

    A page that depends on its query gives the view's own ``page_query`` with it: nobody else's
    may come into a page that is kept for everyone.
    """
    request = context.get("request")
    if request is None or not address_in(WELSH, request):
        return []
    query = context.get("page_query", "")
    here = page_language()
    return [
        {
            "code": code,
            "name": name,
            "address": address,
            "whole_address": f"{settings.PUBLIC_ADDRESS}{address}",
            "is_this": code == here,
        }
        for code, name in _NAMES
        for address in [address_in(code, request) + (f"?{query}" if query else "")]
    ]
