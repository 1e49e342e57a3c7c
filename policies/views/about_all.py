"""Pages about all documents: the same page until anything public of any document changes."""

from collections.abc import Callable
from datetime import date
from functools import cache

from django.db.models import QuerySet, Subquery, Sum, Value
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
    council = _council_with_changes().first()
    day = london_day(timezone.now())
    return unless_unchanged(
        request,
        made_of=(council and (council.changed_at, council.changes), day, *asked),
        make=lambda: make(council, day),
    )


@cache
def _council_with_changes() -> QuerySet[Council]:
    """Put together once: that takes longer than the database takes to answer."""
    every = PageStamp.objects.order_by().values(one=Value(1)).annotate(total=Sum("changes"))
    return Council.objects.annotate(changes=Subquery(every.values("total")))
