"""What bringing in a file asks for: the file, and where its words go."""

from collections.abc import Iterator
from dataclasses import dataclass

from django import forms
from django.forms.boundfield import BoundField

from policies.actions.importedfiles import Proposal
from policies.domain.content import Kind
from policies.intake.placements import LEAVE_OUT, NEW_SECTION, Placement
from policies.intake.result import Passage


class UploadForm(forms.Form):
    """The file itself."""

    file = forms.FileField(
        label="File",
        allow_empty_file=True,
        help_text=(
            "Word (.docx), a web page (.html), Markdown or plain text, up to 10 MB. "
            "A PDF cannot be read: bring in the file that it was made from."
        ),
        widget=forms.FileInput(attrs={"accept": ".docx,.html,.htm,.md,.txt"}),
        error_messages={"required": "Choose a file."},
    )


@dataclass(frozen=True, slots=True)
class ShownPassage:
    """A passage without a place, with the fields that ask where it goes."""

    passage: Passage
    place: BoundField
    heading: BoundField


class ReviewForm(forms.Form):
    """What the text is, and where each passage goes that had no place."""

    title = forms.CharField(
        label="Title", max_length=200, error_messages={"required": "Give it a title."}
    )
    kind = forms.ChoiceField(
        label="Kind",
        help_text="What sort of text it is, and so what force it claims.",
        error_messages={"required": "Say of what kind it is."},
    )

    def __init__(self, *args, proposal: Proposal, **options):
        super().__init__(*args, **options)
        self.passages = proposal.read.unplaced
        kinds = [(kind.value, kind.label) for kind in Kind]
        unknown = [("", "Choose")] if proposal.read.is_committee_report else []
        self.fields["kind"].choices = [*unknown, *kinds]
        self.fields["kind"].initial = proposal.read.kind
        self.fields["title"].initial = proposal.read.title
        for number in range(len(self.passages)):
            chosen = proposal.placements.get(number, Placement())
            self.fields[f"place-{number}"] = _place_field(proposal, chosen)
            self.fields[f"heading-{number}"] = forms.CharField(
                label="Heading of the new section",
                required=False,
                max_length=160,
                initial=chosen.heading,
            )

    def shown_passages(self) -> Iterator[ShownPassage]:
        """Yield the passages in the order of the file."""
        for number, passage in enumerate(self.passages):
            yield ShownPassage(passage, self[f"place-{number}"], self[f"heading-{number}"])

    def placements(self) -> dict[int, Placement]:
        """Return what was chosen, passage by passage."""
        return {
            number: Placement(
                to=self.cleaned_data[f"place-{number}"],
                heading=self.cleaned_data[f"heading-{number}"],
            )
            for number in range(len(self.passages))
        }


def _place_field(proposal: Proposal, chosen: Placement) -> forms.ChoiceField:
    ends = [
        (str(place), f"At the end of “{section.number} {section.heading}”".replace("“ ", "“"))
        for place, section in enumerate(proposal.read.sections)
    ]
    own = [(NEW_SECTION, "As a new section"), (LEAVE_OUT, "Leave them out")]
    return forms.ChoiceField(
        label="Put these words",
        required=False,
        choices=[("", "Choose"), *ends, *own],
        initial=chosen.to,
    )
