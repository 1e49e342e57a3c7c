"""Fields and forms of the desk: what is typed is kept, and a refusal is an error on the page."""

from itertools import groupby
from operator import attrgetter

from django import forms
from django.forms.models import ModelChoiceIterator
from django.template.loader import render_to_string
from django.utils import timezone

from policies.domain.dates import about_being_far, furthest_day
from policies.domain.errors import ContentRefused
from policies.domain.numbering import VersionNumber


class PlainText(forms.CharField):
    """Text over several lines, with line feeds for line ends, whatever the browser sends."""

    widget = forms.Textarea

    def __init__(self, *, rows=4, **options):
        options.setdefault("widget", forms.Textarea(attrs={"rows": rows}))
        super().__init__(strip=False, **options)

    def to_python(self, value):
        text = super().to_python(value)
        return text.replace("\r\n", "\n").replace("\r", "\n").rstrip() if text else text

    def has_changed(self, initial, data):
        return super().has_changed(self.to_python(initial or ""), data)


class NumberField(forms.Field):
    """A version number as councils print it: 2.1."""

    def to_python(self, value):
        text = str(value or "").strip()
        if not text:
            return None
        try:
            return VersionNumber.parsed(text)
        except ContentRefused as refusal:
            raise forms.ValidationError(list(refusal.reasons)) from refusal

    def has_changed(self, initial, data):
        return str(initial or "") != str(data or "").strip()


class DayInput(forms.DateInput):
    """The browser's own date field, up to the furthest day."""

    def __init__(self):
        super().__init__(attrs={"type": "date"}, format="%Y-%m-%d")

    def build_attrs(self, base_attrs, extra_attrs=None):
        latest = furthest_day(timezone.localdate()).isoformat()
        return {**super().build_attrs(base_attrs, extra_attrs), "max": latest}


class DayField(forms.DateField):
    """A day, in the browser's own date field."""

    widget = DayInput

    def validate(self, value):
        super().validate(value)
        too_far = list(about_being_far(value, today=timezone.localdate()))
        if too_far:
            raise forms.ValidationError(too_far)


class _ByTopic(ModelChoiceIterator):
    """The rows of the law register under their topics."""

    def __iter__(self):
        for topic, rows in groupby(self.queryset, key=attrgetter("topic")):
            yield topic, [self.choice(row) for row in rows]


class GroupedCheckboxes(forms.CheckboxSelectMultiple):
    """Checkboxes in groups that assistive tools can name."""

    def render(self, name, value, attrs=None, renderer=None):
        context = self.get_context(name, value, attrs)
        return render_to_string("admin/includes/grouped_checkboxes.html", context)


class LawsField(forms.ModelMultipleChoiceField):
    """The law references that a section relies on, as checkboxes by topic."""

    iterator = _ByTopic
    widget = GroupedCheckboxes


class PlacedForm(forms.ModelForm):
    """A row with a place in an order. A blank one was shown with the place that follows, which may
    be another by now: that alone makes it no row."""

    def has_changed(self):
        said = set(self.changed_data)
        return bool(said if self.instance.pk else said - {"position"})


class Refusable(forms.BaseForm):
    """A form that can be shown again with the reasons for which an action refused it."""

    refused: tuple[str, ...] = ()

    def clean(self):
        cleaned = super().clean()
        if self.refused:
            raise forms.ValidationError(list(self.refused))
        return cleaned


class ReasonedForm(Refusable, forms.ModelForm):
    """A row with the reason for changing it, which its history keeps."""

    why = forms.CharField(
        label="Reason for this change",
        required=False,
        max_length=300,
        help_text="Kept in the history, so that a colleague understands it later.",
    )

    @property
    def changes_something(self) -> bool:
        """Whether anything but the reason was changed: who only looks is no author."""
        return bool(set(self.changed_data) - {"why"})
