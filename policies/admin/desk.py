"""What every page of the desk keeps to: nothing is deleted, refusals are shown with their reasons,
fields are the browser's own."""

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone

from policies.actions.record import keep
from policies.admin.forms import DayField, DayInput, PlainText, ReasonedForm
from policies.admin.history.pages import HistoryIsRead, ReadOnlyHistory
from policies.domain.errors import ContentRefused, Refusal

PLAIN_FIELDS = {
    models.TextField: {"form_class": PlainText, "widget": forms.Textarea(attrs={"rows": 4})},
    models.DateField: {"form_class": DayField, "widget": DayInput},
    models.CharField: {"widget": forms.TextInput},
    models.SlugField: {"widget": forms.TextInput},
    models.EmailField: {"widget": forms.EmailInput},
    models.URLField: {"widget": forms.URLInput, "assume_scheme": "https"},
    models.ManyToManyField: {"widget": forms.CheckboxSelectMultiple},
}


class PlainFields:
    """The browser's own fields, without the pop-up windows that Django puts beside them."""

    formfield_overrides = PLAIN_FIELDS

    def formfield_for_dbfield(self, db_field, request, **options):
        field = super().formfield_for_dbfield(db_field, request, **options)
        if field and isinstance(field.widget, RelatedFieldWidgetWrapper):
            field.widget = field.widget.widget
        if field:
            _name_nothing(field)
        return field


def _name_nothing(field: forms.Field) -> None:
    """Say in a word what it means to choose nothing, where Django prints a row of hyphens."""
    nothing = "Choose" if field.required else "None"
    if isinstance(field, forms.ModelChoiceField):
        field.empty_label = nothing if field.empty_label else None
    elif isinstance(field, forms.ChoiceField):
        field.choices = [(key, words if key else nothing) for key, words in field.choices]


class DeskPages(PlainFields):
    """The pages of a list of the desk. Whoever may not change a row reads it."""

    form = ReasonedForm
    list_per_page = 50
    show_facets = admin.ShowFacets.NEVER
    kept_fields: tuple[str, ...] = ()

    def has_delete_permission(self, request, obj=None):
        return False

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        # What is added is looked at next, and seldom is there another like it.
        context.setdefault("show_save_and_add_another", False)
        return super().render_change_form(request, context, add, change, form_url, obj)

    def get_fieldsets(self, request, obj=None):
        """The kept fields; the reason for the change only for whoever can make one."""
        fieldsets = [(None, {"fields": list(self.kept_fields)})]
        if obj is not None and self.has_change_permission(request, obj):
            fieldsets.append((None, {"fields": ["why"], "classes": ["reason"]}))
        return fieldsets

    def get_form(self, request, obj=None, change=False, **options):
        form = super().get_form(request, obj, change=change, **options)
        form.refused = getattr(request, "refused", ())
        return form

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """Save the page; if an action refuses, nothing is kept but what was typed, on the page."""
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except Refusal as refusal:
            self.note_refusal(request, object_id, refusal)
            return super().changeform_view(request, object_id, form_url, extra_context)

    def note_refusal(self, request, object_id, refusal: Refusal):
        """Let the page be shown again with these reasons."""
        request.refused = refusal.reasons


class DeskAdmin(DeskPages, ReadOnlyHistory):
    """A list of the desk whose rows keep every saved state."""


def refuse_unless_valid(row) -> None:
    """Raise ContentRefused with what the table would refuse, in sentences."""
    try:
        row.validate_constraints()
    except ValidationError as error:
        raise ContentRefused(error.messages) from error


def why_of(form, change: bool) -> str:
    """The reason that the history of a row keeps: the one that was typed, or what was done."""
    return form.cleaned_data.get("why") or ("Changed at the desk" if change else "Added")


class SettingsAdmin(DeskAdmin):
    """Settings rows: saved plainly, with who, when and why in their history."""

    def save_model(self, request, obj, form, change):
        refuse_unless_valid(obj)
        keep(obj, by=request.user, at=timezone.now(), why=why_of(form, change))


class ReadOnlyAdmin(HistoryIsRead, PlainFields, admin.ModelAdmin):
    """Rows of the record: read by officers, changed by nobody, so that most have no history."""

    show_facets = admin.ShowFacets.NEVER
    change_form_template = "admin/record.html"

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        has_history = isinstance(self, ReadOnlyHistory)
        context |= {"title": str(obj), "subtitle": None, "has_history": has_history}
        return super().render_change_form(request, context, add, change, form_url, obj)
