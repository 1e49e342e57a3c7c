"""What the pages ask on which something is put with a text for the bodies."""

from django import forms
from django.utils import timezone

from policies.actions.commenting import posts_signed_for
from policies.admin.forms import DayField, PlainText
from policies.admin.moves.forms import MoveForm
from policies.domain.dates import london_day
from policies.domain.stages import StageKind
from policies.models import Comment, Consultation, ImpactAssessment, Post, User


class ReportForm(MoveForm):
    """Asks for something that goes to the bodies; knows who is asked."""

    def __init__(self, *args, person: User, **options):
        super().__init__(*args, **options)
        self.person = person


class CommentForm(ReportForm):
    is_separated = True
    # The submission that the officer had before them, so that no comment lands on another text.
    submission = forms.IntegerField(widget=forms.HiddenInput)
    post = forms.ModelChoiceField(
        label="Post",
        queryset=Post.objects.all(),
        empty_label="Choose a post",
        help_text="Whose comment it is.",
    )
    topic = forms.CharField(
        label="Topic", max_length=80, help_text="Financial, legal, constitutional, staffing."
    )
    stance = forms.ChoiceField(
        label="What the post says", choices=Comment.Stance.choices, widget=forms.RadioSelect
    )
    text = PlainText(
        label="Comment",
        required=False,
        help_text="In the words of the post. “No implications” needs none.",
    )
    initials = forms.CharField(
        label="Initials", max_length=12, required=False, help_text="As they sign reports: HB."
    )
    dated = DayField(label="Date of the comment")
    evidence = forms.CharField(
        label="Where it was said",
        max_length=300,
        required=False,
        help_text="Needed if you record it for somebody else: an e-mail, a report, a minute.",
    )
    is_for_public = forms.BooleanField(
        label="Show it in the public approval history", required=False
    )

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        signed_for = posts_signed_for(self.person, timezone.now())
        asked = self._posts_asked()
        first = [post for post in signed_for if post.pk in asked] or signed_for
        self.initial |= {
            "post": first[0].pk if first else None,
            "dated": london_day(timezone.now()),
            "submission": self.version.submission_id,
        }

    def _posts_asked(self) -> set[int]:
        submission = self.version.submission
        stages = submission.route_taken.stages if submission else ()
        asked = [stage.parties for stage in stages if stage.kind is StageKind.COMMENT]
        return {party.pk for parties in asked for party in parties}


class AssessmentForm(ReportForm):
    subject = forms.ChoiceField(
        label="What was assessed",
        choices=ImpactAssessment.Subject.choices,
        initial=ImpactAssessment.Subject.EQUALITY,
        widget=forms.RadioSelect,
    )
    outcome = forms.ChoiceField(
        label="Outcome", choices=ImpactAssessment.Outcome.choices, widget=forms.RadioSelect
    )
    reason = PlainText(
        label="Reason or finding",
        help_text="Why it was not needed, or what was found.",
        error_messages={"required": "Say why no assessment was needed, or what was found."},
    )
    file = forms.FileField(
        label="File",
        required=False,
        help_text="PDF, Word (.docx) or OpenDocument, at most 10 MB. A full assessment needs it.",
    )


class OptionForm(ReportForm):
    option = forms.CharField(
        label="Option", max_length=300, help_text="For example: Do not adopt a policy."
    )
    assessment = PlainText(label="For and against", help_text="What speaks for it and against it.")
    is_recommended = forms.BooleanField(label="Recommended to the bodies", required=False)


class OpenConsultationForm(ReportForm):
    consulted = forms.CharField(
        label="Who is asked", max_length=300, help_text="All members, the parishes, the unions."
    )
    method = forms.CharField(
        label="How", max_length=200, required=False, help_text="By e-mail, at a workshop."
    )
    opens_on = DayField(label="First day for answers")
    closes_on = DayField(
        label="Last day for answers", help_text="Ten working days or more give everyone a chance."
    )
    is_for_public = forms.BooleanField(
        label="Show it in the public approval history", required=False, initial=True
    )


class ConsultationForm(ReportForm):
    """Asks which of the open consultations is meant."""

    consultation = forms.ModelChoiceField(
        label="Consultation", queryset=Consultation.objects.none(), empty_label=None
    )

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.fields["consultation"].queryset = open_consultations(self.version)


def open_consultations(version):
    """The consultations on any text of this version that have not been closed."""
    return Consultation.objects.filter(submission__version=version, closed_at__isnull=True)


class InviteForm(ConsultationForm):
    name = forms.CharField(label="Name of the consultee", max_length=200)
    email = forms.EmailField(label="E-mail address")


class ExtendForm(ConsultationForm):
    closes_on = DayField(label="New last day for answers")
    why = forms.CharField(
        label="Reason", max_length=300, help_text="Kept in the history of the consultation."
    )


class CloseForm(ConsultationForm):
    summary = PlainText(
        label="What was said",
        help_text="In plain English, without names. Shown in public if the consultation is.",
    )
    effect = PlainText(
        label="What changed because of it", help_text="Or why nothing changed. Shown likewise."
    )
