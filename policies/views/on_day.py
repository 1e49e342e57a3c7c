"""What was in force on a day: the text as it stood, or that there was none, and what stood next."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from policies.domain.content import Kind
from policies.domain.onday import Asked, sentences_about_day
from policies.domain.periods import Period, Place, place_of
from policies.domain.standing import sentences_about_deciding
from policies.domain.typeddays import day_in_address, day_typed
from policies.models import PlannedPublication, Version
from policies.models.period import period_of
from policies.models.restriction import as_public, marked_if_restricted
from policies.views.caching import PUBLIC
from policies.views.reading import marked_for, those_to_read
from policies.views.version_page import context_of, versions_for_page
from policies.views.versions import page_of


@dataclass(frozen=True)
class Shelf:
    """The versions of a document that its pages show, the newest first, seen on a day."""

    versions: list[Version]
    day: date
    today: date

    @property
    def newest(self) -> Version:
        return as_public(self.versions[0])

    @cached_property
    def place(self) -> Place:
        """Where the day stands; for one still to come, where today does."""
        return place_of(min(self.day, self.today), [period_of(one) for one in self.versions])

    @cached_property
    def shown(self) -> Version | None:
        """The version that was in force, with all that its page shows."""
        if self.day > self.today or self.place.in_force is None:
            return None
        return as_public(versions_for_page().get(pk=self._row_of(self.place.in_force).pk))

    @property
    def in_force_now(self) -> Version | None:
        return next((version for version in self.versions if version.is_in_force), None)

    @cached_property
    def asked(self) -> Asked:
        there = self.place.in_force
        return Asked(
            day=self.day,
            place=self.place,
            today=self.today,
            kind=Kind(self._row_of(there).kind if there else self.versions[0].kind),
            planned_on=self._planned_on() if self.day >= self.today else None,
        )

    def _row_of(self, period: Period) -> Version:
        return next(version for version in self.versions if version.number == period.number)

    def _planned_on(self) -> date | None:
        plans = PlannedPublication.objects.announced_for(self.versions[0].document_id)
        return plans.values_list("day", flat=True).first()


def shelf_of(request: HttpRequest, slug: str, day: date, today: date) -> Shelf | HttpResponse:
    """What stands on the shelf of a document for this reader, or where to send them."""
    published = marked_if_restricted(Version.objects.published().filter(document__slug=slug))
    rows = published.select_related("document__council").order_by("-in_force_from")
    readable = those_to_read(request, list(rows))
    return readable if isinstance(readable, HttpResponse) else Shelf(readable, day, today)


@require_safe
def document_on(request: HttpRequest, slug: str, written: str) -> HttpResponse:
    """The text that was in force on a day, or the sentence that there was none."""
    day = day_in_address(written)
    if day is None:
        return _no_day(request, slug, written, HTTPStatus.NOT_FOUND)

    def make(today: date) -> HttpResponse:
        shelf = shelf_of(request, slug, day, today)
        return shelf if isinstance(shelf, HttpResponse) else page_of_shelf(request, shelf)

    return page_of(request, slug, make, asked=day)


@require_safe
def choose_day(request: HttpRequest, slug: str) -> HttpResponse:
    """Lead from the field to the page of the day that was typed or picked."""
    typed = request.GET.get("day", "")
    day = day_typed(typed)
    if day is None:
        return _no_day(request, slug, typed, HTTPStatus.BAD_REQUEST)
    response = redirect("policies:document_on", slug, day.isoformat())
    response.headers["Cache-Control"] = PUBLIC
    return response


def page_of_shelf(
    request: HttpRequest, shelf: Shelf, status: HTTPStatus = HTTPStatus.OK
) -> HttpResponse:
    """The page of a day, with the text where one was in force."""
    shown = shelf.shown
    context = context_of(shown, shelf.today) if shown else {}
    context |= _about_the_document(shelf)
    context |= {
        "asked": shelf.asked,
        "day": shelf.day,
        "sentences": sentences_about_day(shelf.asked),
        "deciding": sentences_about_deciding(context["standing"]) if shown else (),
        "in_force_now": shelf.in_force_now,
    }
    response = render(request, "policies/document_on.html", context, status=status)
    return marked_for(shown or shelf.newest, response)


def _about_the_document(shelf: Shelf) -> dict[str, object]:
    newest = shelf.shown or shelf.newest
    document = newest.document
    return {"document": document, "council": document.council, "title": newest.title,
            "title_language": newest.language}  # fmt: skip


def _no_day(request: HttpRequest, slug: str, written: str, status: HTTPStatus) -> HttpResponse:
    """How to write a date, with the field to write it in, and a guess at what was meant."""

    def make(today: date) -> HttpResponse:
        shelf = shelf_of(request, slug, today, today)
        if isinstance(shelf, HttpResponse):
            return shelf
        context = _about_the_document(shelf)
        context |= {"written": written[:40], "meant": day_typed(written)}
        return render(request, "policies/day_not_understood.html", context, status=status)

    return page_of(request, slug, make)
