"""What is asked of the two officers who hide a passage by law, or show it again."""

from django import forms

from policies.admin.forms import PlainText
from policies.models import Restriction


class AskForm(forms.Form):
    """What to hide, on which ground, and what the public is told instead."""

    layout = "admin/moves/_form.html"
    passage = PlainText(
        label="The words to hide",
        required=False,
        rows=6,
        help_text="Copied from the text, from one section at a time. They go wherever they stand.",
    )
    hides_all = forms.BooleanField(label="Hide the whole version", required=False)
    ground = forms.ChoiceField(
        label="Ground", choices=Restriction.Ground.choices, widget=forms.RadioSelect
    )
    notice = PlainText(
        label="Notice for the public",
        help_text="Stands in place of what is hidden, with its date. Without the hidden words.",
        error_messages={"required": "Write the notice that the public reads."},
    )
    reason = PlainText(
        label="The order or the request",
        help_text="For the record. The two roles that restrict read it, nobody else.",
        error_messages={"required": "Give the order or the request, for the record."},
    )

    def clean(self):
        cleaned = super().clean()
        passage = (cleaned.get("passage") or "").strip()
        if bool(passage) == bool(cleaned.get("hides_all")):
            self.add_error(
                "passage", "Give the words to hide, or tick that the whole version is hidden."
            )
        return cleaned


class AnswerForm(forms.Form):
    """The second officer’s word."""

    layout = "admin/moves/_form.html"
    answer = forms.ChoiceField(
        label="Your answer",
        choices=[("confirm", "Confirm it"), ("decline", "Decline it")],
        widget=forms.RadioSelect,
    )
    note = PlainText(
        label="Note", required=False, rows=3, help_text="Needed if you decline. Kept on the record."
    )


class LiftForm(forms.Form):
    """Why what is hidden may be shown again."""

    layout = "admin/moves/_form.html"
    reason = PlainText(
        label="Why it may be shown again",
        help_text="For the record. The two roles that restrict read it, nobody else.",
        error_messages={"required": "Say why it may be shown again, for the record."},
    )
