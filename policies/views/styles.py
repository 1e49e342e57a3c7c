"""The council's own colours, served as a stylesheet: the policy against inline styles holds."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

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
