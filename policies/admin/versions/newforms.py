"""What starting a version and recording a past one ask for."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from django import forms
from django.conf import settings

from policies.actions.recording import PaperDecision
from policies.actions.templates import Template, templates_in
from policies.admin.forms import DayField, NumberField, PlainText
from policies.admin.imports.review import TextAsRead, text_as_read
from policies.domain.content import Kind, VersionContent
from policies.domain.errors import SourceRefused
from policies.domain.numbering import ChangeClass
from policies.intake import reading
from policies.intake.form import MAX_BYTES
from policies.intake.result import ImportedDocument
from policies.models import Body, Document, Post, Version


def templates() -> tuple[Template, ...]:
    """The texts to start from that come with the portal."""
    return templates_in(settings.BASE_DIR / "fixtures" / "templates")


class StartForm(forms.Form):
    """A draft of the next version, or of the first."""

    layout = "admin/moves/_form.html"
    as_read: TextAsRead | None = None
    change_class = forms.ChoiceField(
        label="How much will change",
        choices=[
            (change.value, change.label) for change in ChangeClass if change is not ChangeClass.NEW
        ],
        initial=ChangeClass.SUBSTANTIVE.value,
        widget=forms.RadioSelect,
    )
    author_post = forms.ModelChoiceField(label="Written by the post", queryset=Post.objects.all())
    number = NumberField(
        label="Number",
        required=False,
        help_text="Leave it empty for the number that follows.",
    )

    def __init__(self, *args, document: Document, **options):
        super().__init__(*args, **options)
        basis = document.versions.in_force().first() or document.latest_version()
        self.fields["author_post"].initial = (
            basis.author_post_id if basis else document.owner_post_id
        )
        if basis is None:
            del self.fields["change_class"]
            self.fields["template"] = forms.ChoiceField(
                label="Start from",
                choices=[
                    ("", "An empty text"),
                    *((row.name, f"{row.name}: {row.summary}") for row in templates()),
                ],
                required=False,
                widget=forms.RadioSelect,
            )


class RecordPastForm(forms.Form):
    """A text from before the portal, with the evidence for it on paper.

    ``as_read`` is there to be looked through before anything goes on record: always where the
    text came out of a file, and whenever the officer asks for it.
    """

    layout = "admin/moves/_form.html"
    can_show = True
    as_read: TextAsRead | None = None
    number = NumberField(label="Number", help_text="As it was printed: 2.1.")
    title = forms.CharField(label="Title", max_length=200)
    kind = forms.ChoiceField(
        label="Kind",
        choices=[(kind.value, kind.label) for kind in Kind],
        help_text="What sort of text it is, and so what force it claims.",
    )
    file = forms.FileField(
        label="File with the text",
        required=False,
        allow_empty_file=True,
        help_text=(
            "Word (.docx), a web page (.html), Markdown or plain text, up to 10 MB. "
            "Or paste the text below."
        ),
        widget=forms.FileInput(attrs={"accept": ".docx,.html,.htm,.md,.txt"}),
    )
    text = PlainText(label="Text", required=False, rows=14, help_text="Headings as printed.")
    without_unplaced = forms.BooleanField(
        label="Leave out words without a place",
        required=False,
        help_text="Words that stand under no heading are listed first, if there are any.",
    )
    change_class = forms.ChoiceField(
        label="How much it changed",
        choices=[(change.value, change.label) for change in ChangeClass],
    )
    change_summary = PlainText(label="Change summary", help_text="What this version changed.")
    change_reason = PlainText(label="Change reason", rows=3, help_text="Why it was changed.")
    author_post = forms.ModelChoiceField(label="Written by the post", queryset=Post.objects.all())
    in_force_from = DayField(label="In force from")
    next_review_on = DayField(label="Next review", required=False)
    publication = forms.ChoiceField(label="May be read by", choices=Version.Publication.choices)
    body = forms.ModelChoiceField(label="Decided by", queryset=Body.objects.all())
    decided_on = DayField(label="Date of the decision")
    minute_reference = forms.CharField(label="Minute reference", max_length=80)
    resolution = PlainText(label="Resolution", help_text="The wording, as minuted.")
    evidence = PlainText(
        label="Evidence",
        rows=3,
        help_text="What the record on paper is and where it is kept.",
    )

    def __init__(self, *args, document: Document, **options):
        super().__init__(*args, **options)
        self.fields["title"].initial = document.title
        self.fields["author_post"].initial = document.owner_post_id

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("file"):
            self._take_text_of_file(cleaned)
        elif cleaned.get("text") and "_show" in self.data:
            self._look_through(
                "text", cleaned, lambda **said: reading.read_document(cleaned["text"], **said)
            )
        if not cleaned.get("text") and "file" not in self.errors:
            self.add_error("text", "Choose a file or paste the text.")
        if not self.errors:
            cleaned["kind"] = Kind(cleaned["kind"])
            cleaned["decision"] = PaperDecision(
                body=cleaned["body"],
                decided_on=cleaned["decided_on"],
                minute_reference=cleaned["minute_reference"],
                resolution=cleaned["resolution"],
            )
            cleaned["describe"] = partial(described, answers=cleaned)
        return cleaned

    def _take_text_of_file(self, cleaned) -> None:
        """Put the text of the file into the form, where it stays if something is refused."""
        file = cleaned["file"]
        # One byte more than a file may have is enough to refuse it.
        content = file.read(MAX_BYTES + 1)
        self._look_through(
            "file", cleaned, lambda **said: reading.read_file(content, name=file.name, **said)
        )
        if self.as_read:
            cleaned["text"] = self.as_read.text
            self.data = self.data.copy()
            self.data["text"] = self.as_read.text

    def _look_through(self, field: str, cleaned, read: Callable[..., ImportedDocument]) -> None:
        kind = Kind(cleaned["kind"]) if cleaned.get("kind") else Kind.POLICY
        try:
            self.as_read = text_as_read(read(kind=kind, title=cleaned.get("title", "")))
        except SourceRefused as refusal:
            self.add_error(field, list(refusal.reasons))


def described(content: VersionContent, *, answers) -> VersionContent:
    """Return this text with what the form says about it."""
    return replace(
        content,
        title=answers["title"],
        change_class=answers["change_class"],
        change_summary=answers["change_summary"],
        change_reason=answers["change_reason"],
    )
