"""The register of documents: as a page, as a table to take away, and for programs."""

import csv
from datetime import date

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from policies.actions.addresses import address_of
from policies.actions.register import public_register
from policies.domain.register import COLUMNS, RegisterEntry
from policies.formats.spreadsheet import as_cell
from policies.models import Council
from policies.views.about_all import page_about_all
from policies.views.api import for_programs


@require_safe
def register(request: HttpRequest) -> HttpResponse:
    """Every document with a public version, with its next review."""

    def show(council: Council | None, day: date) -> HttpResponse:
        entries = public_register(address_of)
        lines = [(entry, entry.is_review_overdue_on(day)) for entry in entries]
        told = [(name, gettext(holds)) for name, holds in COLUMNS.items()]
        context = {"council": council, "lines": lines, "columns": told}
        return render(request, "policies/register.html", context)

    return page_about_all(request, show)


@require_safe
def register_table(request: HttpRequest) -> HttpResponse:
    """The same as a table (RFC 4180)."""

    def show(_council: Council | None, _day: date) -> HttpResponse:
        response = HttpResponse(
            content_type="text/csv; charset=utf-8; header=present",
            headers={"Content-Disposition": 'attachment; filename="register.csv"'},
        )
        table = csv.writer(response)
        table.writerow(COLUMNS)
        table.writerows(map(_row, public_register(address_of)))
        return response

    return page_about_all(request, show)


@for_programs
def register_data(request: HttpRequest) -> HttpResponse:
    """The same for programs (RFC 8259)."""

    def show(council: Council | None, _day: date) -> HttpResponse:
        documents = [entry.as_plain() for entry in public_register(address_of)]
        return JsonResponse({"council": council.name if council else "", "documents": documents})

    return page_about_all(request, show)


def _row(entry: RegisterEntry) -> list[str]:
    return [as_cell(cell or "") for cell in entry.as_plain().values()]
