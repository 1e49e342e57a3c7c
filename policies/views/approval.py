"""How a version was approved: the public record in sentences, as a picture, and as a table."""

import csv
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from policies.actions.approvals import approval_of
from policies.domain.entries import Entry
from policies.domain.numbering import VersionNumber
from policies.formats.spreadsheet import as_cell
from policies.models import Version
from policies.models.restriction import as_public, marked_if_restricted
from policies.views.picture import Picture
from policies.views.reading import marked_for, refusal_to_read
from policies.views.versions import page_of

# Each column of the table with what it holds; the page says the same.
COLUMNS = (
    ("date", _("the day, as 2026-05-03; empty for what is still to come")),
    ("stage", _("the stage of the route, or what happened")),
    ("body_or_post", _("the body or the post that acted")),
    ("outcome", _("what was decided or found, in a word")),
    ("minute", _("the reference of the minute or of the decision record")),
    ("counts", _("yes, or no for what no longer counts")),
    ("sentence", _("what the page says")),
    ("details", _("the words of the council’s papers, each after its label")),
)


@require_safe
def approval_history(request: HttpRequest, slug: str, number: VersionNumber) -> HttpResponse:
    """Each stage that a version went through, and what became of it."""

    def show(version: Version) -> HttpResponse:
        entries = approval_of(version)
        context = {
            "version": version,
            "document": version.document,
            "council": version.document.council,
            "entries": entries,
            "picture": Picture.of(entries),
            "columns": COLUMNS,
        }
        return render(request, "policies/approval_history.html", context)

    return _of_version(request, slug, number, show)


@require_safe
def approval_table(request: HttpRequest, slug: str, number: VersionNumber) -> HttpResponse:
    """The same record as a table to take away (RFC 4180)."""

    def show(version: Version) -> HttpResponse:
        response = HttpResponse(content_type="text/csv; charset=utf-8; header=present")
        table = csv.writer(response)
        table.writerow([name for name, meaning in COLUMNS])
        table.writerows(map(_row, approval_of(version)))
        return response

    return _of_version(request, slug, number, show)


def _of_version(
    request: HttpRequest,
    slug: str,
    number: VersionNumber,
    show: Callable[[Version], HttpResponse],
) -> HttpResponse:
    """What is shown of a published version, for whoever may read it."""

    def make(_day) -> HttpResponse:
        versions = marked_if_restricted(Version.objects.published())
        version = get_object_or_404(
            versions.select_related("document__council"),
            document__slug=slug,
            major=number.major,
            minor=number.minor,
        )
        refusal = refusal_to_read(request, version)
        return refusal or marked_for(version, show(as_public(version)))

    return page_of(request, slug, make)


def _row(entry: Entry) -> list[str]:
    details = "\n".join(f"{one.label}: {one.words}" for one in entry.details)
    cells = [
        entry.on.isoformat() if entry.on else "",
        entry.stage,
        entry.who,
        entry.outcome,
        entry.minute,
        "yes" if entry.counts else "no",
        entry.sentence,
        details,
    ]
    return [as_cell(cell) for cell in cells]
