"""The pages on which a text is brought into line with a decision “approved as amended”, and on
which the Monitoring Officer certifies that it is."""

from collections.abc import Iterator
from dataclasses import dataclass

from django import forms

from policies.actions.submitting import Amendment
from policies.admin.forms import PlainText
from policies.admin.moves.forms import MoveForm
from policies.domain.comparison import (
    Passage,
    SectionMark,
    compared_versions,
    compared_words,
    text_of,
)
from policies.models import Section


class ConformForm(MoveForm):
    """Every section with its items as decided, to be changed to what the minute says."""

    layout = "admin/moves/_conform_form.html"
    summary = PlainText(
        label="What the body amended",
        help_text="In plain English. It is kept with the text and shown to the Monitoring Officer.",
        error_messages={"required": "Say what was amended. It is kept on the record."},
    )
    new_heading = forms.CharField(label="Heading", max_length=200, required=False)
    new_body = PlainText(label="Text", rows=8, required=False)

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.sections = list(self.version.sections.prefetch_related("items"))
        for section in self.sections:
            self.fields |= _fields_of(section)

    def parts(self):
        """Each section with its fields, as the page lists them."""
        for section in self.sections:
            names = _fields_of(section)
            yield section, [self[name] for name in names], any(self[n].errors for n in names)

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("new_body") and not cleaned.get("new_heading"):
            self.add_error("new_heading", "Give the new section a heading.")
        if not self.errors:
            cleaned["amendments"] = list(self._amendments(cleaned))
        return cleaned

    def _amendments(self, cleaned):
        for section in self.sections:
            if any(name in self.changed_data for name in _fields_of(section)):
                yield self._amendment_of(section, cleaned)
        if cleaned["new_heading"]:
            yield Amendment(section=None, heading=cleaned["new_heading"], body=cleaned["new_body"])

    def _amendment_of(self, section: Section, cleaned) -> Amendment:
        return Amendment(
            section=section,
            heading=self._amended(f"heading-{section.pk}", section.heading, cleaned),
            body=self._amended(f"body-{section.pk}", section.body, cleaned),
            items=tuple(
                (item, self._amended(f"item-{item.pk}", item.text, cleaned))
                for item in section.items.all()
            ),
            is_removed=cleaned[f"remove-{section.pk}"],
        )

    def _amended(self, name: str, kept: str, cleaned) -> str:
        return cleaned[name] if name in self.changed_data else kept


def _fields_of(section: Section) -> dict[str, forms.Field]:
    fields = {
        f"heading-{section.pk}": forms.CharField(
            label="Heading", max_length=200, initial=section.heading
        ),
        f"body-{section.pk}": PlainText(
            label="Text", rows=10, initial=section.body, required=False
        ),
    }
    for item in section.items.all():
        fields[f"item-{item.pk}"] = PlainText(
            label=item.get_kind_display(), rows=2, initial=item.text
        )
    fields[f"remove-{section.pk}"] = forms.BooleanField(label="Remove this section", required=False)
    return fields


@dataclass(frozen=True, slots=True)
class ConformedSection:
    """A section that was conformed, from the words that the body decided on to what it says now."""

    title: str
    what: str
    passages: tuple[Passage, ...]


class CertifyForm(MoveForm):
    """Asks for the certificate, beside what was changed since the body decided."""

    layout = "admin/moves/_certify_form.html"
    is_separated = True
    statement = PlainText(
        label="Certificate",
        help_text="State what you compared the text with. It is kept on the record.",
        error_messages={"required": "State what the text was compared with."},
    )

    def conformed(self) -> Iterator[ConformedSection]:
        """Every section that is not as it was decided, the first first."""
        conformed = self.version.submission
        if conformed is None or conformed.conforms_to is None:
            return
        decided = conformed.conforms_to.submission
        for change in compared_versions(decided.public_content, conformed.public_content):
            named = change.after or change.before
            if change.mark is not SectionMark.SAME and named:
                words = compared_words(text_of(change.before), text_of(change.after))
                yield ConformedSection(named.title, change.mark.value, words)
