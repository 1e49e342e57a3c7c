"""What each move asks of the officer before it is made."""

from django import forms
from django.utils.functional import cached_property

from policies.actions.gathering import progress_of
from policies.admin.forms import DayField, PlainText
from policies.admin.versions.changes import sentences_about_changes
from policies.admin.versions.checking import Texts, texts_of
from policies.admin.versions.proposing import proposal_for
from policies.domain.lifecycle import Outcome
from policies.domain.stages import AFTER_DECIDING, BY_BODIES, Stage
from policies.models import Body, Decision, Version


class MoveForm(forms.Form):
    """A move that asks for nothing but the officer’s word.

    A council with a sole officer is asked for the reason that is shown in public when the
    move is one that the author of a text may not make.
    """

    layout = "admin/moves/_form.html"
    is_separated = False

    def __init__(self, *args, version: Version, **options):
        super().__init__(*args, **options)
        self.version = version
        if self.is_separated and version.document.council.has_sole_officer:
            self.fields["exception"] = PlainText(
                label="Why you act on your own text",
                required=False,
                rows=3,
                help_text="Needed if you wrote the text or entered the decision. Shown in public.",
            )


class SubmitForm(MoveForm):
    """Asks what changed and why at the moment when both are used."""

    layout = "admin/moves/_submit_form.html"
    change_summary = PlainText(
        label="Change summary",
        help_text="What this version changes, in plain English. Members read it.",
        error_messages={"required": "Say in plain English what this version changes."},
    )
    change_reason = PlainText(
        label="Change reason",
        help_text="Why it is changed.",
        error_messages={"required": "Say why it is changed."},
    )

    def __init__(self, *args, version: Version, initial=None, **options):
        written = {name: getattr(version, name) for name in ("change_summary", "change_reason")}
        options["initial"] = {**(initial or {}), **written}
        super().__init__(*args, version=version, **options)

    @cached_property
    def texts(self) -> Texts | None:
        return texts_of(self.version)

    @property
    def changes(self) -> list[str] | None:
        """What the text changes in the version in force, in sentences."""
        return sentences_about_changes(self.texts) if self.texts else None

    @property
    def advice(self) -> str:
        """What to say if the draft is called otherwise than its text looks."""
        proposal = proposal_for(self.version, self.texts) if self.texts else None
        return proposal.advice if proposal else ""


class ReasonForm(MoveForm):
    reason = PlainText(
        label="Reason",
        help_text="Kept on the record with your name and the time.",
        error_messages={"required": "Say why. The reason is kept on the record."},
    )


class WithdrawForm(MoveForm):
    reason = PlainText(
        label="Reason for the public",
        help_text="Members and the public read it above the withdrawn text.",
        error_messages={"required": "Say why. The reason is kept on the record."},
    )


class RescindForm(ReasonForm):
    authority = forms.CharField(
        label="Who decided, and under which minute",
        max_length=300,
        help_text="For example: Scrutiny Committee, Minute 31 (call-in).",
    )


class PublishForm(MoveForm):
    is_separated = True
    next_review_on = DayField(
        label="Next review",
        help_text="The day by which the council reconsiders this version.",
    )


class EnterDecisionForm(MoveForm):
    is_separated = True
    # The submission that the clerk had before them, so that no decision lands on another text.
    submission = forms.IntegerField(widget=forms.HiddenInput)
    body = forms.ModelChoiceField(
        label="Body", queryset=Body.objects.all(), empty_label="Choose a body"
    )
    outcome = forms.ChoiceField(
        label="Outcome",
        choices=[(outcome.value, outcome.label) for outcome in Outcome],
        widget=forms.RadioSelect,
    )
    stage = forms.TypedChoiceField(
        label="Stage",
        coerce=int,
        empty_value=None,
        required=False,
        help_text="The stage of the route at which the body said this.",
    )
    decided_on = DayField(label="Date of the decision")
    minute_reference = forms.CharField(
        label="Minute reference", max_length=80, help_text="So that the minute can be found."
    )
    report_reference = forms.CharField(
        label="Report reference",
        max_length=80,
        required=False,
        help_text="The report that went to the body.",
    )
    agenda_item = forms.CharField(label="Agenda item", max_length=40, required=False)
    resolution = PlainText(label="Resolution", help_text="The wording, as minuted.")
    comment = PlainText(label="Comment", required=False, rows=3)

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        open_ones = open_to_bodies(self.version)
        named = [(stage.position, f"{stage.position}. {stage.title}") for stage in open_ones]
        self.fields["stage"].choices = [("", "The first that fits the body and outcome"), *named]
        if len(named) < 2:
            # There is nothing to choose between.
            del self.fields["stage"]


def open_to_bodies(version: Version) -> list[Stage]:
    """The stages of the route at which a body can still say something about this text."""
    if version.submission is None:
        return []
    is_later = not version.is_in_review
    return [
        one.stage
        for one in progress_of(version.submission)
        if one.stage.kind in BY_BODIES
        and (one.stage.kind in AFTER_DECIDING) is is_later
        and not one.is_met
    ]


class ConfirmForm(MoveForm):
    is_separated = True
    decision = forms.IntegerField(widget=forms.HiddenInput)
    note = PlainText(label="Note", required=False, rows=3, help_text="Kept on the record.")

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        waiting = Decision.objects.standing().filter(submission=self.version.submission)
        last = waiting.order_by("-id").first()
        if last and last.result is Outcome.REJECTED and self.version.is_in_review:
            self.fields["discard"] = forms.BooleanField(
                label="Discard the version as well",
                required=False,
                help_text="Otherwise it goes back to draft, so that it can be written again.",
            )


class DeclineForm(MoveForm):
    is_separated = True
    decision = forms.IntegerField(widget=forms.HiddenInput)
    reason = PlainText(
        label="What is wrong with it",
        help_text="The clerk reads this and enters the decision again.",
        error_messages={"required": "Say what is wrong, so that the clerk can enter it again."},
    )
