"""The security events at the desk: for whoever audits and whoever keeps the people, to be read and
to be taken away."""

from urllib.parse import urlencode

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404, StreamingHttpResponse
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone

from policies.actions.securityevents import export_events, page_of_events
from policies.admin.desk import ReadOnlyAdmin
from policies.admin.forms import DayField
from policies.domain.securityevents import EventKind, Sought
from policies.formats.securityevents import FORMS
from policies.models import SecurityEvent, User


class SoughtForm(forms.Form):
    """Which events are asked for."""

    kind = forms.ChoiceField(
        label="What happened",
        required=False,
        choices=[("", "Anything"), *((kind.value, kind.label) for kind in EventKind)],
    )
    person = forms.ModelChoiceField(
        User.objects.order_by("username"),
        label="Who did it, or whom it concerns",
        required=False,
        empty_label="Anybody",
        to_field_name="username",
    )
    first_day = DayField(label="From", required=False)
    last_day = DayField(label="Until", required=False)

    def sought(self) -> Sought:
        """What a sound form asks for."""
        said = self.cleaned_data
        kind, person = said["kind"], said["person"]
        return Sought(
            kind=EventKind(kind) if kind else None,
            person=person.pk if person else None,
            first_day=said["first_day"],
            last_day=said["last_day"],
        )


@admin.register(SecurityEvent)
class SecurityEventAdmin(ReadOnlyAdmin):
    """Every security event, those of other records among them; a row's own page has one of those
    that no other record holds."""

    fields = ["kind", "by", "about", "words", "network", "at"]

    def get_urls(self):
        view = self.admin_site.admin_view(self.export_view)
        return [
            path("events.<slug:form_name>", view, name="policies_securityevent_export"),
            *super().get_urls(),
        ]

    def changelist_view(self, request, extra_context=None):
        """A page of the events that are sought, the newest first."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        form = SoughtForm(request.GET)
        page = None
        if form.is_valid():
            page = page_of_events(form.sought(), request.GET.get("page", "1"))
        return self._list(request, form, page)

    def export_view(self, request, form_name):
        """All events that are sought, as a file; on a faulty question, the page that says why."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        if form_name not in FORMS:
            raise Http404("Events are not given out in this form.")
        form = SoughtForm(request.GET)
        if not form.is_valid():
            return self._list(request, form, None)
        written, media_type = FORMS[form_name]
        taken = export_events(sought=form.sought(), by=request.user, at=timezone.now())
        return StreamingHttpResponse(
            written(taken),
            content_type=media_type,
            headers={
                "Content-Disposition": f'attachment; filename="security-events.{form_name}"',
            },
        )

    def _list(self, request, form, page):
        asked = {name: words for name, words in request.GET.items() if name in form.fields}
        context = {
            **self.admin_site.each_context(request),
            "title": "Security events",
            "form": form,
            "page": page,
            "query": urlencode(asked),
            "opts": self.opts,
        }
        template = "admin/policies/securityevent/list.html"
        return TemplateResponse(request, template, context, status=400 if page is None else 200)
