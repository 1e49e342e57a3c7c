"""The history of a version and of its sections, to be read; and restoring what a section said."""

from datetime import UTC
from itertools import groupby
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from policies.actions.restoring import restore_section, wording_as_of
from policies.actions.text import refuse_unless_writable
from policies.admin.history.pages import refuse_writing
from policies.admin.history.revisions import VersionHistory
from policies.admin.keys import key_in
from policies.admin.restrictions.sealing import refuse_if_sealed
from policies.admin.sections.typed import differences
from policies.domain.content import Section as SectionWords
from policies.domain.content import fingerprint
from policies.domain.dates import LONDON, london_day
from policies.domain.errors import Refusal
from policies.models import Section, Version

ENTRIES_ON_A_PAGE = 50


class VersionHistoryPages:
    """Adds the history of the whole text to the pages of versions, and restoring."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.restore_view)
        restore = path(
            "<int:version_id>/restore/<uuid:lineage>/", view, name="policies_version_restore"
        )
        return [restore, *super().get_urls()]

    def history_view(self, request, object_id, extra_context=None):
        """What was done to the text, by day, the last first; read and never written."""
        refuse_writing(request)
        version = self.version_or_404(request, key_in(object_id))
        refuse_if_sealed(request.user, version)
        sections = VersionHistory(version).sections_ever()
        chosen = _chosen(request, sections)
        history = VersionHistory(version, chosen.lineage if chosen else None)
        pages = Paginator(history.moments(), ENTRIES_ON_A_PAGE)
        page = pages.get_page(request.GET.get("p"))
        entries = history.entries(page.object_list)
        context = {
            **self.admin_site.each_context(request),
            "title": f"History of “{_title(chosen)}”" if chosen else f"History of {version}",
            "version": version,
            "sections": sections,
            "chosen": chosen,
            "page": page,
            "numbers": pages.get_elided_page_range(page.number),
            "days": [(day, [*done]) for day, done in groupby(entries, lambda e: london_day(e.at))],
            "may_restore": version.is_draft and self.may_write(request),
            "opts": self.opts,
        }
        return TemplateResponse(request, "admin/history/version.html", context)

    def history_form_view(self, request, object_id, version_id, extra_context=None):
        """One saved state of the description, unless it is under seal for this person."""
        refuse_writing(request)
        version = self.version_or_404(request, key_in(object_id))
        refuse_if_sealed(request.user, version)
        return super().history_form_view(request, object_id, version_id, extra_context)

    def restore_view(self, request, version_id, lineage):
        """Show an earlier wording beside the present one; on POST restore it as a new edit."""
        version = self.version_or_404(request, version_id)
        refuse_if_sealed(request.user, version)
        if not self.may_write(request):
            raise PermissionDenied
        as_of = _moment(request.GET.get("as_of", ""))
        earlier = wording_as_of(version=version, lineage=lineage, as_of=as_of) if as_of else None
        if earlier is None:
            raise Http404("There is no such wording.")
        reasons = _reasons_against(version, by=request.user)
        if request.method == "POST" and not reasons:
            try:
                section = restore_section(
                    version=version,
                    lineage=lineage,
                    as_of=as_of,
                    opened_as=request.POST.get("opened_as", ""),
                    by=request.user,
                    at=timezone.now(),
                )
            except Refusal as refusal:
                reasons = refusal.reasons
            else:
                messages.success(request, f"The earlier wording of “{section}” was restored.")
                return HttpResponseRedirect(_address_of(section))
        return self._restore_page(request, version, earlier, as_of, reasons)

    def _restore_page(self, request, version, earlier, as_of, reasons):
        row = version.sections.filter(lineage=earlier.lineage).first()
        present = row.as_content() if row else None
        nothing = SectionWords(lineage=earlier.lineage, heading="", level=earlier.level)
        context = {
            **self.admin_site.each_context(request),
            "title": f"Restore “{earlier.title}”",
            "version": version,
            "section": row,
            "lineage": earlier.lineage,
            "as_of": as_of,
            "reasons": reasons,
            "opened_as": fingerprint(present) if present else "",
            "differences": differences(present or nothing, earlier),
            "opts": self.opts,
        }
        status = 409 if reasons and version.is_draft else 403 if reasons else 200
        template = "admin/history/restore.html"
        return TemplateResponse(request, template, context, status=status)


class SectionHistoryPage:
    """The history of a section is that of its version, with the entries of this section."""

    def history_form_view(self, request, object_id, version_id, extra_context=None):
        """One saved state of a section, which may be removed since, unless it is under seal."""
        refuse_writing(request)
        state = Section.history.filter(id=key_in(object_id), history_id=version_id).first()
        for version in Version.objects.filter(pk=state.version_id if state else None):
            refuse_if_sealed(request.user, version)
        return super().history_form_view(request, object_id, version_id, extra_context)

    def history_view(self, request, object_id, extra_context=None):
        refuse_writing(request)
        if not self.has_view_history_permission(request):
            raise PermissionDenied
        last = Section.history.filter(id=key_in(object_id)).first()
        if last is None:
            raise Http404("There is no such section.")
        address = reverse("admin:policies_version_history", args=[last.version_id])
        return HttpResponseRedirect(f"{address}?section={last.lineage}")


def _chosen(request, sections: list):
    """The section that the address names, of those that the version has or had."""
    named = request.GET.get("section", "")
    if not named:
        return None
    try:
        lineage = UUID(named)
    except ValueError:
        raise Http404("There is no such section.") from None
    chosen = next((row for row in sections if row.lineage == lineage), None)
    if chosen is None:
        raise Http404("There is no such section.")
    return chosen


def _title(row) -> str:
    return f"{row.printed_number} {row.heading}".strip()


def _moment(written: str):
    """The moment that the address names, if the database and London both have it."""
    try:
        moment = parse_datetime(written)
        if moment is None or moment.tzinfo is None:
            return None
        moment.astimezone(LONDON)
        return moment.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _reasons_against(version: Version, *, by) -> tuple[str, ...]:
    try:
        refuse_unless_writable(version, by=by, at=timezone.now())
    except Refusal as refusal:
        return refusal.reasons
    return ()


def _address_of(section: Section) -> str:
    return reverse("admin:policies_section_change", args=[section.pk])
