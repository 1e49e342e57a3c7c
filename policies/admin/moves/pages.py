"""The pages on which a move is made: what will happen, a form, and then the move itself."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone

from policies.actions.publishing import proposed_next_review
from policies.actions.situations import last_decision, situation_of
from policies.admin.moves.page import MovePage, carried_out
from policies.admin.moves.table import PAGES, facts_about
from policies.admin.versions.standing import sentence_about
from policies.domain.dates import london_day
from policies.models import Version


class MovePages:
    """Adds the page of every move to the pages of versions."""

    def get_urls(self):
        return [*(self._path_of(page) for page in PAGES.values()), *super().get_urls()]

    def _path_of(self, page: MovePage):
        view = self.admin_site.admin_view(partial(self.move_view, page=page))
        return path(f"<int:version_id>/{page.slug}/", view, name=f"policies_version_{page.name}")

    def version_or_404(self, request, version_id) -> Version:
        """The version, if this person may read it at the desk."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        rows = self.get_queryset(request).select_related("document__council", "submission")
        version = rows.filter(pk=version_id).first()
        if version is None:
            raise Http404("There is no such version.")
        return version

    def move_view(self, request, version_id, page: MovePage):
        """Show what the move will do; on POST make it, or say every reason why not."""
        version = self.version_or_404(request, version_id)
        reasons = reasons_now(page, version, by=request.user)
        form = page.form(request.POST or None, version=version, initial=_proposed(version))
        if request.method == "POST" and form.is_valid() and not reasons:
            made, refused = carried_out(page, version, form.cleaned_data, by=request.user)
            if not refused:
                messages.success(request, page.done.format(number=version.number))
                return HttpResponseRedirect(page.leads_to(version, made))
            form.add_error(None, list(refused))
        return self.page_of_act(
            request, page, version, form, reasons, facts=facts_about(page, version)
        )

    def page_of_act(self, request, page, version, form, reasons, *, facts=()):
        """The page on which something is done with a version: open with its form, or closed."""
        context = {
            **self.admin_site.each_context(request),
            "title": f"You cannot do this now: {page.title.lower()}" if reasons else page.title,
            "page": page,
            "version": version,
            "sentence": sentence_about(version),
            "facts": facts,
            # What was typed stays on the page, even when the move has closed meanwhile.
            "form": form if request.method == "POST" or not reasons else None,
            "reasons": reasons,
            "opts": self.opts,
        }
        status = 403 if reasons else 200
        return TemplateResponse(request, "admin/moves/move.html", context, status=status)


def reasons_now(page: MovePage, version: Version, *, by) -> tuple[str, ...]:
    """Return every reason against showing the form of this move to this person."""
    excused = "given on the page" if version.document.council.has_sole_officer else ""
    situation = situation_of(version, by=by, at=timezone.now(), exception=excused)
    reasons = page.reasons_in(situation)
    if not reasons and not page.belongs_to(situation):
        reasons = (f"{page.title} is not open for this version as it stands now.",)
    return reasons


def _proposed(version: Version) -> dict:
    """What the forms propose: the text and the decision in question, the next review."""
    decision = None if version.is_draft else last_decision(version.submission)
    return {
        "submission": version.submission_id,
        "decision": decision.pk if decision else None,
        "next_review_on": proposed_next_review(version, london_day(timezone.now())),
    }
