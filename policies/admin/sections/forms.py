"""The form of one section: its words, and what they were when the page was opened."""

from django import forms

from policies.admin.forms import LawsField, PlainText, ReasonedForm
from policies.domain.content import fingerprint
from policies.domain.outline import OUTLINE
from policies.models import LawReference, Section


class SectionForm(ReasonedForm):
    """A heading with Markdown under it."""

    key = forms.ChoiceField(
        label="What the section is about",
        required=False,
        help_text="So that search and comparison find it whatever its heading is.",
    )
    body = PlainText(
        label="Text",
        required=False,
        help_text=(
            "Plain text. Leave an empty line between paragraphs, start the lines of a list with a "
            "hyphen, and put **two asterisks** on both sides of words to stress."
        ),
    )
    laws = LawsField(
        label="Law references",
        queryset=LawReference.objects.order_by("topic", "short_title", "provision"),
        required=False,
    )
    # The wording that this page was opened with, so that nobody writes past a colleague.
    opened_as = forms.CharField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Section
        fields = ()

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        if "key" in self.fields:
            known = [(part.key, part.label) for part in OUTLINE]
            own = self.instance.key
            extra = [(own, own)] if own and own not in dict(known) else []
            self.fields["key"].choices = [("", "Nothing of these"), *known, *extra]
        if "body" in self.fields:
            language = self.instance.version.language if self.instance.version_id else "en-GB"
            self.fields["body"].aside = "admin/policies/section/_markdown_help.html"
            self.fields["body"].widget.attrs |= {
                "rows": 20, "spellcheck": "true", "lang": language
            }  # fmt: skip
        if self.instance.pk and not self.is_bound:
            self.initial["opened_as"] = fingerprint(self.instance.as_content())

    @property
    def changes_something(self) -> bool:
        return bool(set(self.changed_data) - {"why", "opened_as"})
