"""Pages about all documents: the same page until anything public of any document changes."""

from collections.abc import Callable
from datetime import date

from django.db.models import Subquery, Sum, Value
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from policies.domain.dates import london_day
from policies.models import Council, PageStamp
from policies.views.caching import unless_unchanged


def page_about_all(
    request: HttpRequest,
    make: Callable[[Council | None, date], HttpResponse],
    *,
    asked: tuple[object, ...] = (),
) -> HttpResponse:
    """Return the page that ``make`` makes of the council and the day, unless the reader has it.

    One short query tells. ``asked`` is what of the request’s query the page answers.
    """
    every = PageStamp.objects.order_by().values(one=Value(1)).annotate(total=Sum("changes"))
    council = Council.objects.annotate(changes=Subquery(every.values("total"))).first()
    day = london_day(timezone.now())
    return unless_unchanged(
        request,
        made_of=(council and (council.changed_at, council.changes), day, *asked),
        make=lambda: make(council, day),
    )
