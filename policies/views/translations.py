"""Texts in other languages: the one to read now, and that of each version, for good."""

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from policies.actions.translationfiles import current_number_of, standing_of
from policies.domain.numbering import VersionNumber
from policies.domain.translationstanding import own_sentences, sentences_about_translation
from policies.models import Translation
from policies.models.restriction import as_public
from policies.views.citing import citation_of_translation
from policies.views.reading import marked_for, refusal_to_read
from policies.views.versions import page_of
from policies.views.ways import ways_to_read


@require_safe
def translation_in_force(request: HttpRequest, slug: str, language: str) -> HttpResponse:
    """The translation of the version in force; where there is none, the newest there is."""

    def make(day: date) -> HttpResponse:
        rows = Translation.objects.for_page().for_public().filter(language=language)
        newest_first = rows.filter(version__document__slug=slug).order_by("-version__in_force_from")
        found = list(newest_first)
        for everyone_may_read in (True, False):
            for translation in found:
                if translation.version.is_public is everyone_may_read:
                    return _render(request, translation, day)
        raise Http404("This document has not been translated into this language.")

    return page_of(request, slug, make)


@require_safe
def translation(
    request: HttpRequest, slug: str, number: VersionNumber, language: str
) -> HttpResponse:
    """The text of one version in another language, in force or not, for good."""

    def make(day: date) -> HttpResponse:
        rows = Translation.objects.for_page().for_public().filter(version__document__slug=slug)
        of_version = rows.filter(version__major=number.major, version__minor=number.minor)
        return _render(request, get_object_or_404(of_version, language=language), day)

    return page_of(request, slug, make)


def _render(request: HttpRequest, shown: Translation, day: date) -> HttpResponse:
    version = shown.version
    refusal = refusal_to_read(request, version)
    if refusal:
        return refusal
    version = as_public(version)
    standing = standing_of(shown, shown.submission, current_number=current_number_of(version))
    title = version.title if standing.is_withheld else shown.submission.content.title
    context = {
        "translation": shown,
        "version": version,
        "document": version.document,
        "council": version.document.council,
        "language": shown.target,
        "title": title,
        "day": day,
        "citation": citation_of_translation(shown, version, title),
        "standing": standing,
        "own_sentences": own_sentences(standing),
        "sentences": sentences_about_translation(standing),
        "ways": [] if standing.is_withheld else ways_to_read(version, shown.submission),
        "canonical_name": f"{version.document.slug}-{version.number}-{shown.language}.json",
    }
    return marked_for(version, render(request, "policies/translation.html", context))
