"""What an officer says of a reader’s letter."""

from django import forms

from policies.admin.forms import PlainText
from policies.domain.formatrequests import NEXT, RequestStatus
from policies.models import FormatRequest, PageProblem

_WORDS = {
    RequestStatus.IN_HAND: "I take it in hand",
    RequestStatus.SENT: "It was sent",
    RequestStatus.REFUSED: "It cannot be provided",
}


class RequestForm(forms.Form):
    """What becomes of a request for a format."""

    to = forms.ChoiceField(
        label="What becomes of it",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what becomes of it."},
    )
    reason = PlainText(
        label="Why it cannot be provided",
        required=False,
        help_text="The reader is told by e-mail, if there is an address. Kept for good: no names.",
    )

    def __init__(self, *args, letter: FormatRequest, **options):
        super().__init__(*args, **options)
        self.fields["to"].choices = [(to.value, _WORDS[to]) for to in NEXT[letter.state]]


class ProblemForm(forms.Form):
    """What was done about a problem with a page."""

    outcome = PlainText(
        label="What was done about it, or why nothing was",
        help_text="Kept for good: no names.",
        error_messages={"required": "Say what was done about it, or why nothing was."},
    )

    def __init__(self, *args, letter: PageProblem, **options):
        super().__init__(*args, **options)
