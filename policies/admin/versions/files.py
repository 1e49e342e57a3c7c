"""The files of a version on the desk: trying one again, and putting a better one in place."""

from django import forms
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone

from policies import formats
from policies.actions import replacing
from policies.admin.forms import PlainText
from policies.domain.errors import MoveRefused, Refusal, SourceRefused, StoreFull

TITLE = "Put a better file in place"
# As an officer knows them; each is told to readers in the words of the rendition.
CHOICES = {
    "audio": "A recording read by a person: MP3 files in a zip, one for each section",
    "braille": "Braille, contracted, proof-read: a BRF file",
    "braille-uncontracted": "Braille, uncontracted, proof-read: a BRF file",
    "word": "A Word file prepared by a person (.docx)",
}


class BetterFileForm(forms.Form):
    """The file, what it is, and why it is better."""

    what = forms.ChoiceField(
        label="What it is",
        choices=[("", "Choose what it is"), *CHOICES.items()],
        error_messages={"required": "Say what the file is."},
    )
    file = forms.FileField(
        label="File",
        allow_empty_file=True,
        help_text=f"Up to {replacing.LARGEST // 1024 // 1024} MiB. It is looked through first.",
        widget=forms.FileInput(attrs={"accept": ".zip,.brf,.docx"}),
        error_messages={"required": "Choose a file."},
    )
    reason = PlainText(
        label="Why it is better",
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Kept on the record with your name, and shown to officers.",
        error_messages={"required": "Say why this file is better."},
    )


class FilePages:
    """Adds the pages about the files of a version to the pages of versions."""

    def get_urls(self):
        site = self.admin_site
        return [
            path("<int:version_id>/files/better/", site.admin_view(self.better_file_view),
                 name="policies_version_better_file"),
            path("<int:version_id>/files/<slug:format_name>/try-again/",
                 site.admin_view(self.try_again_view), name="policies_version_try_again"),
            *super().get_urls(),
        ]  # fmt: skip

    def try_again_view(self, request, version_id, format_name):
        """Let the clock try a file again, by a button that needs no JavaScript."""
        version = self.version_or_404(request, version_id)
        if request.method == "POST":
            who = {"by": request.user, "at": timezone.now()}
            try:
                replacing.try_again(version=version, format_name=format_name, **who)
            except Refusal as refusal:
                messages.error(request, " ".join(refusal.reasons))
            else:
                label = formats.FORMATS[format_name].label
                messages.success(request, f"{label}: the clock tries it again within a minute.")
        return HttpResponseRedirect(_address_of_files(version))

    def better_file_view(self, request, version_id):
        """Ask for a file that a person made; keep what is sound, or say beside it what is not."""
        version = self.version_or_404(request, version_id)
        reasons = replacing.reasons_against_replacing(version, by=request.user, at=timezone.now())
        posted = (request.POST, request.FILES) if request.method == "POST" else ()
        form = BetterFileForm(*posted)
        if request.method == "POST" and not reasons and form.is_valid():
            try:
                kept = _kept(version, form.cleaned_data, by=request.user)
            except (SourceRefused, StoreFull) as refusal:
                form.add_error("file", list(refusal.reasons))
            except MoveRefused as refusal:
                reasons = refusal.reasons
            else:
                messages.success(request, f"Readers get this file now: {kept.get_maker_display()}.")
                return HttpResponseRedirect(_address_of_files(version))
        context = {
            **self.admin_site.each_context(request),
            "title": TITLE,
            "version": version,
            "form": form,
            "reasons": reasons,
            "opts": self.opts,
        }
        template = "admin/policies/version/better_file.html"
        return TemplateResponse(request, template, context, status=403 if reasons else 200)


def _kept(version, answers, *, by):
    uploaded: UploadedFile = answers["file"]
    return replacing.replace_file(
        version=version,
        format_name=answers["what"],
        # One byte more than a file may have is enough to refuse it.
        data=uploaded.read(replacing.LARGEST + 1),
        reason=answers["reason"],
        by=by,
        at=timezone.now(),
    )


def _address_of_files(version) -> str:
    return f"{reverse('admin:policies_version_change', args=[version.pk])}#files"
