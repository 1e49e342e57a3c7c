"""Asking for another format of a version, and what comes of it."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy

from policies.actions.asking import ask_for_format
from policies.domain.formatrequests import AskedFormat, faults_of_request
from policies.domain.numbering import VersionNumber
from policies.models import FormatRequest, Version
from policies.models.restriction import as_public
from policies.views.letters.form import Letter, letter_page, too_many
from policies.views.reading import refusal_to_read


def _formats() -> list[tuple[str, str]]:
    return [(one.value, one.label) for one in AskedFormat]


class FormatLetter(Letter):
    """Which format, and where to send it."""

    name_of_form = "format"
    field_order = ("asked", "which", "name", "email", "postal_address", "words")

    asked = forms.ChoiceField(choices=_formats, required=False)
    which = forms.CharField(
        label=gettext_lazy("Which language, or which other format?"),
        help_text=gettext_lazy("Only for another language or something else."),
        max_length=200,
        required=False,
    )
    name = forms.CharField(label=gettext_lazy("Your name"), max_length=200, required=False)
    email = forms.EmailField(
        label=gettext_lazy("Your e-mail address"),
        error_messages={"invalid": gettext_lazy("Write the whole address: name@example.org")},
        required=False,
    )
    postal_address = forms.CharField(
        label=gettext_lazy("Postal address"),
        help_text=gettext_lazy("Needed for what comes on paper or on CD."),
        max_length=1000,
        required=False,
    )
    words = forms.CharField(
        label=gettext_lazy("Is there anything else that we should know?"),
        help_text=gettext_lazy("The size of the letters, or which part of the text you need."),
        max_length=2000,
        required=False,
    )

    def clean(self):
        cleaned = super().clean()
        cleaned["asked"] = AskedFormat(cleaned["asked"]) if cleaned.get("asked") else None
        if "asked" in self.errors:
            return cleaned
        words = {name: cleaned.get(name, "") for name in ("which", "email", "postal_address")}
        for name, sentence in faults_of_request(cleaned["asked"], **words):
            if name not in self.errors:
                self.add_error(name, sentence)
        return cleaned

    @property
    def letter(self) -> dict[str, object]:
        """What the reader asks for, under its reference."""
        names = ("asked", "which", "name", "email", "postal_address", "words")
        kept = {name: self.cleaned_data[name] for name in names}
        return {"reference": self.reference, **kept}


@letter_page
def ask(request: HttpRequest, slug: str, number: VersionNumber) -> HttpResponse:
    """The form for a format that the portal has no file of."""
    version = _published(slug, number)
    refusal = refusal_to_read(request, version)
    if refusal:
        return refusal
    form = FormatLetter(request)
    if not form.is_valid():
        return render(request, "letters/ask_for_format.html", _shown(version, form=form))
    full = too_many(request, form)
    if full:
        return full
    kept = ask_for_format(version=version, at=timezone.now(), **form.letter)
    response = redirect("policies:format_asked", slug=slug, number=number, reference=kept.reference)
    response.status_code = 303
    return response


@letter_page
def asked(request: HttpRequest, slug: str, number: VersionNumber, reference: str) -> HttpResponse:
    """The reference and the target of a request, for whoever has just made it."""
    version = _published(slug, number)
    refusal = refusal_to_read(request, version)
    if refusal:
        return refusal
    kept = get_object_or_404(FormatRequest, version=version, reference=reference)
    return render(request, "letters/format_asked.html", _shown(version, kept=kept))


def _published(slug: str, number: VersionNumber) -> Version:
    return get_object_or_404(
        Version.objects.published().select_related("document__council"),
        document__slug=slug,
        major=number.major,
        minor=number.minor,
    )


def _shown(version: Version, **shown) -> dict[str, object]:
    document = version.document
    return {
        "version": as_public(version), "document": document, "council": document.council, **shown,
    }  # fmt: skip
