"""How long records are kept, what is past its rule, and erasing consultees once they are."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone

from policies.actions.erasing import erase_consultees, reasons_against_erasure
from policies.actions.retaining import retention_on
from policies.domain.dates import london_day
from policies.domain.errors import Refusal
from policies.domain.roles import Ability
from policies.models import Consultation


class RetentionPages:
    """Adds the page of the retention schedule to the pages of versions, and erasing."""

    def get_urls(self):
        schedule = self.admin_site.admin_view(self.retention_view)
        erase = self.admin_site.admin_view(self.erase_view)
        return [
            path("retention/", schedule, name="policies_version_retention"),
            path("retention/<int:consultation_id>/erase/", erase, name="policies_version_erase"),
            *super().get_urls(),
        ]

    def retention_view(self, request):
        """The schedule with what is past it today, for everyone who reads drafts."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        context = {
            **self.admin_site.each_context(request),
            "title": "How long records are kept",
            "schedule": retention_on(london_day(timezone.now())),
            "may_erase": request.user.can(Ability.KEEP_PEOPLE),
            "opts": self.opts,
        }
        return TemplateResponse(request, "admin/policies/version/retention.html", context)

    def erase_view(self, request, consultation_id):
        """Ask, then take out who was asked and what they wrote; or say every reason why not."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        consultation = get_object_or_404(Consultation, pk=consultation_id)
        who = {"by": request.user, "at": timezone.now()}
        reasons = reasons_against_erasure(consultation, **who)
        if request.method == "POST" and not reasons:
            try:
                erase_consultees(consultation=consultation, **who)
            except Refusal as refusal:
                reasons = refusal.reasons
            else:
                messages.success(request, "The consultees of this consultation were erased.")
                return HttpResponseRedirect(reverse("admin:policies_version_retention"))
        context = {
            **self.admin_site.each_context(request),
            "title": "Erase the consultees",
            "consultation": consultation,
            "reasons": reasons,
            "opts": self.opts,
        }
        status = 403 if reasons else 200
        template = "admin/policies/version/erase.html"
        return TemplateResponse(request, template, context, status=status)
