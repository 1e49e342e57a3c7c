"""The law register: what an officer has not checked has no address and no checked-on date."""

from django import forms
from django.contrib import admin, messages
from django.utils import timezone

from policies.actions.keeping_law import keep_law
from policies.admin.desk import SettingsAdmin, refuse_unless_valid, why_of
from policies.admin.forms import ReasonedForm
from policies.domain.dates import london_day
from policies.models import LawReference

# What a check of the official text is about: a change of these needs another check.
CITED = {"short_title", "year", "provision", "jurisdictions", "summary", "address"}


class LawForm(ReasonedForm):
    """A row of the register; its address comes with the day of the check."""

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("address") and not cleaned.get("checked_on"):
            raise forms.ValidationError(
                {"checked_on": "Say when you checked the official text at this address."}
            )
        if cleaned.get("checked_on") and cleaned["checked_on"] > london_day(timezone.now()):
            raise forms.ValidationError({"checked_on": "A check cannot be dated in the future."})
        cited = set(self.changed_data) & CITED
        if self.instance.checked_on and cited and "checked_on" not in self.changed_data:
            raise forms.ValidationError(
                {"checked_on": "What was checked has changed. Check it again and give that day."}
            )
        return cleaned


@admin.register(LawReference)
class LawReferenceAdmin(SettingsAdmin):
    form = LawForm
    list_display = ["short_title", "provision", "topic", "kind", "checked_on"]
    list_filter = ["topic", "kind"]
    search_fields = ["short_title", "provision", "code", "topic"]
    kept_fields = (
        "code", "short_title", "year", "provision", "kind", "jurisdictions", "topic", "summary",
        "care", "in_force_from", "in_force_to", "superseded_by", "address", "checked_on",
    )  # fmt: skip

    def get_readonly_fields(self, request, obj=None):
        # Submissions hold copies under this code.
        return ["code"] if obj else []

    def save_model(self, request, obj, form, change):
        if obj.checked_on is None:
            obj.checked_by = None
        elif obj.checked_by_id is None or "checked_on" in form.changed_data:
            obj.checked_by = request.user
        refuse_unless_valid(obj)
        raised = keep_law(law=obj, by=request.user, at=timezone.now(), why=why_of(form, change))
        if raised:
            documents = "1 document" if len(raised) == 1 else f"{len(raised)} documents"
            messages.warning(
                request, f"A review of {documents} relying on this law was called for."
            )
