"""What the desk asks of an officer who decides alone, and of the clerk who holds a version."""

from django import forms
from django.utils import timezone
from django.utils.functional import cached_property

from policies.actions.deciding_alone import findings_against_minor
from policies.actions.granting import answer_on
from policies.admin.forms import PlainText
from policies.admin.moves.forms import MoveForm
from policies.domain.dates import in_words, london_day
from policies.domain.lifecycle import Outcome
from policies.domain.stages import PartyKind, StageKind
from policies.models import CallIn, Comment, Delegation, Post, Version


class AloneForm(MoveForm):
    """The written record that every decision of an officer needs."""

    # The submission that the officer had read, so that no decision lands on another text.
    submission = forms.IntegerField(widget=forms.HiddenInput)
    reasons = PlainText(
        label="Reasons",
        help_text="Why you decide so. Published with the decision.",
        error_messages={"required": "Give the reasons for the decision."},
    )
    alternatives = PlainText(
        label="Alternatives considered",
        help_text="And why you rejected them. Write “None” if there were none.",
        error_messages={
            "required": "Say which alternatives you considered, or that there were none."
        },
    )
    conflicts = PlainText(
        label="Conflicts of interest",
        rows=2,
        initial="None declared",
        help_text="Yours, and those of anyone whom you consulted.",
        error_messages={"required": "Say which were declared, or “None declared”."},
    )
    reference = forms.CharField(
        label="Reference of the decision record",
        max_length=80,
        help_text="Your council’s own number for it, so that it can be found.",
        error_messages={"required": "Give the reference, so that it can be found."},
    )

    def __init__(self, *args, version: Version, **options):
        super().__init__(*args, version=version, **options)
        self.posts = _posts_that_decide(version)


def _posts_that_decide(version: Version):
    """The posts that the route lets decide alone."""
    stages = version.submission.route_taken.stages if version.submission else ()
    keys = [
        party.pk
        for stage in stages
        if stage.kind is StageKind.DELEGATED
        for party in stage.parties
        if party.kind is PartyKind.POST
    ]
    return Post.objects.filter(pk__in=keys)


class DelegatedForm(AloneForm):
    """Which delegation is used, on which answer of the consultee, and with what result."""

    layout = "admin/moves/_delegated_form.html"
    field_order = ("submission", "delegation", "outcome", "override", "reply", "reasons")
    # The answer is part of the choice: whoever decides has read this one, not a later one.
    delegation = forms.ChoiceField(
        label="Delegation",
        widget=forms.RadioSelect,
        error_messages={
            "required": "Choose the delegation that you use.",
            "invalid_choice": "The answer or the delegation changed while this page was open. "
            "Read what it says now, then choose again.",
        },
    )
    outcome = forms.ChoiceField(
        label="Your decision",
        choices=[(one.value, one.label) for one in (Outcome.APPROVED, Outcome.REJECTED)],
        widget=forms.RadioSelect,
        error_messages={"required": "Say what you decide."},
    )
    override = PlainText(
        label="Why it counts as minor",
        required=False,
        rows=3,
        help_text="Needed to approve it, because the portal finds that it is not. Kept on record.",
    )
    reply = PlainText(
        label="Why you approve it although the consultee objects",
        required=False,
        rows=3,
        help_text="Needed to approve it. Kept with the decision.",
    )

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        rows = [(row, answer_on(row, self.version)) for row in self.delegations]
        choices = [(_key(row, answer), _label(row, answer)) for row, answer in rows]
        self.fields["delegation"].choices = choices
        if len(choices) == 1:
            self.fields["delegation"].initial = choices[0][0]
        self.answers = [answer for _, answer in rows if answer]
        if not self.findings:
            del self.fields["override"]
        if all(one.stance != Comment.Stance.OBJECTS.value for one in self.answers):
            del self.fields["reply"]

    @cached_property
    def delegations(self) -> list[Delegation]:
        """Those of the document that can be used today."""
        live = Delegation.objects.live_on(london_day(timezone.now()))
        rows = live.filter(document=self.version.document, delegate_post__in=self.posts)
        return list(rows.select_related("granted_by", "delegate_post", "consultee_post"))

    @cached_property
    def findings(self) -> tuple[str, ...]:
        """Why the portal finds that the change is not minor, where that matters."""
        if not any(row.minor_only for row in self.delegations):
            return ()
        return findings_against_minor(self.version)

    def clean_delegation(self) -> tuple[Delegation, Comment | None]:
        delegation, answer = self.cleaned_data["delegation"].split("-")
        row = next(row for row in self.delegations if str(row.pk) == delegation)
        return row, next((one for one in self.answers if str(one.pk) == answer), None)


def _key(row: Delegation, answer: Comment | None) -> str:
    return f"{row.pk}-{answer.pk if answer else ''}"


def _label(row: Delegation, answer: Comment | None) -> str:
    words = f"{row.granted_by}, {in_words(row.granted_on)} ({row.minute_reference}): {row.limits}"
    if answer:
        said = f"answered “{answer.get_stance_display().lower()}” on {in_words(answer.dated)}"
        return f"{words} The {answer.post} {said}."
    return words


class UrgentForm(AloneForm):
    """For which post the officer acts, and why it cannot wait."""

    field_order = ("submission", "post", "urgency", "reasons")
    post = forms.ModelChoiceField(
        label="You act for the post", queryset=Post.objects.none(), empty_label=None
    )
    urgency = PlainText(
        label="Why it cannot wait for a meeting",
        error_messages={"required": "Say why it could not wait for a meeting."},
    )

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.fields["post"].queryset = self.posts


class CallInForm(MoveForm):
    authority = forms.CharField(
        label="Who called it in, and where it says so",
        max_length=300,
        help_text="For example: five members, notice of 4 May 2026.",
        error_messages={"required": "Say who called it in, and where it says so."},
    )
    reason = PlainText(
        label="Reason",
        help_text="Kept on the record.",
        error_messages={"required": "Say why. The reason is kept on the record."},
    )


class ReleaseForm(MoveForm):
    layout = "admin/moves/_release_form.html"
    authority = forms.CharField(
        label="Who released it, and under which minute",
        max_length=300,
        help_text="For example: Scrutiny Committee, Minute 31.",
        error_messages={"required": "Say who released it, and under which minute."},
    )
    reason = PlainText(label="What was said", required=False, rows=3)

    @cached_property
    def call_in(self) -> CallIn | None:
        """The call-in that holds the version."""
        return self.version.call_ins.standing().first()
