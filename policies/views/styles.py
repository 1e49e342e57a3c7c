"""Stylesheets that depend on the council or on the machine: its colours, and its fonts."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.templatetags.static import static
from django.views.decorators.http import require_safe

from policies.formats.web_fonts import WEB_FONTS
from policies.models import Council
from policies.views.caching import unless_unchanged


@require_safe
def council_colours(request: HttpRequest) -> HttpResponse:
    """The custom properties that the site's stylesheet takes its brand from."""
    council = Council.objects.first() or Council()
    rule = f":root {{ --brand: {council.brand_colour}; --on-brand: {council.brand_text_colour}; }}"
    return unless_unchanged(
        request,
        made_of=(rule,),
        make=lambda: HttpResponse(rule, content_type="text/css; charset=utf-8"),
    )


@require_safe
def fonts(request: HttpRequest) -> HttpResponse:
    """The web fonts that were made on this machine; each is fetched only where it has letters
    to show, and a page without them shows the reader's own font."""
    rules = "\n".join(
        f'@font-face {{ font-family: "{font.family}"; font-weight: {font.weight}; '
        f'font-display: swap; src: url("{static(f"fonts/{font.name}")}") format("woff2"); '
        f"unicode-range: {font.letters}; }}"
        for font in WEB_FONTS
        if (settings.FONTS_DIR / font.name).exists()
    )
    return unless_unchanged(
        request,
        made_of=(rules,),
        make=lambda: HttpResponse(rules, content_type="text/css; charset=utf-8"),
    )
