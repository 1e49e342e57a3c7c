"""Reading the log: every table that holds security events, as one list in the order of time."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from itertools import islice
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import F, QuerySet, Value

from policies.actions.securityevents.noting import note_event
from policies.actions.securityevents.sources import SOURCES, Source
from policies.domain.dates import end_of
from policies.domain.reviews import start_of
from policies.domain.securityevents import EventKind, SecurityLine, Sought
from policies.models import User

# So many rows are read at once: memory stays flat however long the log is.
_AT_ONCE = 500
ON_A_PAGE = 50
# When, which of the sources, which row of it.
Key = tuple[datetime, int, int]


def events_sought(sought: Sought) -> Iterator[SecurityLine]:
    """Yield the events that are sought, the oldest first."""
    keys = iter(_keys(sought).order_by("moment", "source", "row").iterator(_AT_ONCE))
    while batch := list(islice(keys, _AT_ONCE)):
        yield from _lines(batch)


def page_of_events(sought: Sought, number: str) -> "Page[SecurityLine]":
    """Return this page of the events that are sought, the newest first; a number that there is
    not leads to the first page or the last."""
    keys = _keys(sought).order_by("-moment", "-source", "-row")
    page: Page[Any] = Paginator(keys, ON_A_PAGE).get_page(number)
    page.object_list = list(_lines(page.object_list))
    return page


def export_events(*, sought: Sought, by: User | None, at: datetime) -> Iterator[SecurityLine]:
    """Note who takes events away, and return those that are sought, the oldest first.

    ``by`` is None at the command line, where nobody has signed in.
    """
    note_event(kind=EventKind.EVENTS_EXPORTED, by=by, at=at)
    return events_sought(sought)


def _keys(sought: Sought) -> "QuerySet[Any, Any]":
    """When and where each event that is sought is on record: small rows that the database sorts."""
    first, *others = (
        rows.annotate(moment=F(source.at), source=Value(number), row=F("pk")).values_list(
            "moment", "source", "row"
        )
        for number, source in enumerate(SOURCES)
        if (rows := _rows_sought(source, sought)) is not None
    )
    every: QuerySet[Any, Any] = first.union(*others, all=True)
    return every


def _rows_sought(source: Source, sought: Sought) -> "QuerySet[Any] | None":
    """The rows of this table that are sought; None if it never holds any."""
    rows = source.rows()
    if sought.kind and source.kind not in (None, sought.kind):
        return None
    if sought.kind and source.kind is None:
        rows = rows.filter(kind=sought.kind.value)
    if sought.person is not None:
        rows = rows.filter(source.of_person(sought.person))
    if sought.first_day:
        rows = rows.filter(**{f"{source.at}__gte": start_of(sought.first_day)})
    if sought.last_day and sought.last_day < date.max:
        rows = rows.filter(**{f"{source.at}__lt": end_of(sought.last_day)})
    return rows


def _lines(keys: Iterable[Key]) -> Iterator[SecurityLine]:
    """The events of these keys in the same order, in as many queries as there are tables."""
    ordered = list(keys)
    wanted = defaultdict(list)
    for _, number, row in ordered:
        wanted[number].append(row)
    found = {
        (number, row): line
        for number, rows in wanted.items()
        for row, line in SOURCES[number].lines(rows)
    }
    yield from (found[number, row] for _, number, row in ordered)
