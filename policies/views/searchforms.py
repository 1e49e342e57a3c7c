"""What a reader may ask a search: words, and what to narrow it to."""

from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from policies.domain.content import Kind
from policies.domain.errors import SearchRefused
from policies.domain.outline import OUTLINE
from policies.domain.search.query import SearchQuery, read_query
from policies.models import PublicLawUse, PublicSection
from policies.models.search.finding import Limits

IN_FORCE, EVERY = "in-force", "all"
_FROM_THE_LIST = {"invalid_choice": _("Choose from the list.")}


class DayInput(forms.DateInput):
    """The browser's own date field, whose value is a day or nothing (HTML, 4.10.5.1.7)."""

    input_type = "date"

    def format_value(self, value):
        written = super().format_value(value)
        try:
            date.fromisoformat(written or "")
        except ValueError:
            return None
        return written


class SearchForm(forms.Form):
    """The words, and the limits."""

    q = forms.CharField(label=_("Words or a “phrase”"), required=False)
    versions = forms.ChoiceField(
        label=_("Which versions"),
        required=False,
        choices=[(IN_FORCE, _("Texts in force")), (EVERY, _("All published versions"))],
        error_messages=_FROM_THE_LIST,
    )
    kind = forms.ChoiceField(
        label=_("Kind of text"),
        required=False,
        error_messages=_FROM_THE_LIST,
    )
    audience = forms.ChoiceField(
        label=_("Written for"), required=False, error_messages=_FROM_THE_LIST
    )
    about = forms.ChoiceField(
        label=_("What the section is about"),
        required=False,
        error_messages=_FROM_THE_LIST,
    )
    topic = forms.ChoiceField(
        label=_("Relies on the law of"), required=False, error_messages=_FROM_THE_LIST
    )
    on = forms.DateField(
        label=_("In force on"),
        required=False,
        input_formats=["%Y-%m-%d", "%d/%m/%Y", "%d %B %Y"],
        widget=DayInput(format="%Y-%m-%d"),
        error_messages={"invalid": _("Give a day that there is, such as 2026-05-01.")},
    )

    def __init__(self, asked, *, today: date) -> None:
        super().__init__(asked)
        self.today = today
        # Words are read as they are: a control character among them is a space like any other.
        self.fields["q"].clean = str
        anything = [("", _("Anything"))]
        audiences = PublicSection.objects.audiences()
        topics = PublicLawUse.objects.in_force().topics()
        self.fields["kind"].choices = anything + [(one.value, one.label) for one in Kind]
        self.fields["audience"].choices = [("", _("Anyone")), *((one, one) for one in audiences)]
        self.fields["about"].choices = anything + [(row.key, _(row.label)) for row in OUTLINE]
        self.fields["topic"].choices = anything + [(one, one) for one in topics]

    def clean_q(self) -> SearchQuery:
        try:
            return read_query(self.cleaned_data["q"])
        except SearchRefused as refusal:
            raise forms.ValidationError(list(refusal.reasons)) from refusal

    def clean_on(self) -> date | None:
        day: date | None = self.cleaned_data["on"]
        if day and day > self.today:
            raise forms.ValidationError(_("That day has not come yet. Choose an earlier one."))
        return day

    @property
    def limits(self) -> Limits:
        """What the search is narrowed to."""
        asked = self.cleaned_data
        return Limits(
            every_version=asked["versions"] == EVERY,
            kind=asked["kind"],
            audience=asked["audience"],
            key=asked["about"],
            topic=asked["topic"],
            on=asked["on"],
        )

    @property
    def is_narrowed(self) -> bool:
        """Whether anything but words was asked for."""
        return any(self.data.get(name) for name in ("kind", "audience", "about", "topic", "on"))
