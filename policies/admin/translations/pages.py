"""The pages of translations: which there are, the side-by-side page, and one page for each act."""

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone

from policies.actions import translating
from policies.admin.restrictions.sealing import refuse_if_sealed
from policies.admin.translations.acts import ACTS
from policies.admin.translations.forms import StartForm, WordsForm
from policies.admin.versions.standing import sentence_about
from policies.domain.errors import Refusal
from policies.domain.languages import TARGETS
from policies.domain.translating import framed, missing_in
from policies.domain.translationrules import reasons_against_starting, reasons_against_writing_it
from policies.intake.translated import working_file
from policies.models import Translation, TranslationCheck


class TranslationPages:
    """Adds the pages of translations to the pages of versions."""

    def get_urls(self):
        view = self.admin_site.admin_view
        at = "<int:version_id>/translations/"
        return [
            path(at, view(self.translations_view), name="policies_version_translations"),
            path(f"{at}<slug:language>/", view(self.translation_view),
                 name="policies_version_translation"),
            path(f"{at}<slug:language>/working-file.md", view(self.working_file_view),
                 name="policies_version_working_file"),
            path(f"{at}<slug:language>/<slug:slug>/", view(self.translation_act_view),
                 name="policies_version_translation_act"),
            *super().get_urls(),
        ]  # fmt: skip

    def translations_view(self, request, version_id):
        """Which languages there are and what each still lacks; on POST begin another."""
        version = self._unsealed(request, version_id)
        facts = translating.facts_about(version, by=request.user, at=timezone.now())
        reasons = reasons_against_starting(facts, language="cy", source=version.language)
        rows = list(version.translations.select_related("source", "submission__translates"))
        form = StartForm(request.POST or None, taken={row.language for row in rows})
        if request.method == "POST" and form.is_valid() and not reasons:
            try:
                begun = translating.start_translation(
                    version=version, by=request.user, at=timezone.now(), **form.cleaned_data
                )
            except Refusal as refusal:
                form.add_error(None, list(refusal.reasons))
            else:
                messages.success(request, f"{begun.target.name} was begun.")
                return HttpResponseRedirect(_address(begun))
        context = {
            "rows": [(row, _state_of(row)) for row in rows],
            "form": form if len(rows) < len(TARGETS) and not reasons else None,
            "reasons": reasons,
        }
        return self._page(request, version, "Translations", "list", context)

    def translation_view(self, request, version_id, language):
        """The source and the translation side by side; on POST keep what was typed."""
        version = self._unsealed(request, version_id)
        translation = self._translation(version, language)
        facts = translating.facts_about(version, translation, by=request.user, at=timezone.now())
        reasons = reasons_against_writing_it(facts)
        source = translation.source.content
        initial = {
            "translator": translation.translator,
            "stands_equal": translation.stands_equal,
            "opened_as": translating.wording_of(translation),
        }
        form = WordsForm(
            request.POST or None, translation=translation, source=source, initial=initial
        )
        if request.method == "POST" and form.is_valid() and self._saved(request, form):
            return HttpResponseRedirect(_address(translation))
        context = {
            "translation": translation,
            "language": translation.target,
            "form": form,
            "may_write": not reasons or request.method == "POST",
            "reasons": reasons,
            "missing": missing_in(translation.as_words(), source),
            "acts": [act for act in ACTS.values() if act.belongs(translation)],
            "state": _state_of(translation),
            "checks": TranslationCheck.objects.filter(submission=translation.submission)
            if translation.submission
            else (),
        }
        title = f"{translation.target.name} translation"
        return self._page(request, version, title, "write", context)

    def _saved(self, request, form) -> bool:
        answers = form.cleaned_data
        try:
            translating.write_translation(
                translation=form.translation,
                words=form.words(),
                translator=answers["translator"],
                stands_equal=answers["stands_equal"],
                opened_as=answers["opened_as"],
                by=request.user,
                at=timezone.now(),
            )
        except Refusal as refusal:
            form.add_error(None, list(refusal.reasons))
            return False
        messages.success(request, "The translation was saved.")
        return True

    def working_file_view(self, request, version_id, language):
        """The Markdown file for a translator, which reads back."""
        version = self._unsealed(request, version_id)
        translation = self._translation(version, language)
        text = working_file(translation.as_words(), translation.source.content)
        response = HttpResponse(text, content_type="text/markdown; charset=utf-8")
        name = f"{version.document.slug}-{version.number}-{language}.md"
        response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
        return response

    def translation_act_view(self, request, version_id, language, slug):
        """What an act will do; on POST do it, or say every reason why not."""
        version = self._unsealed(request, version_id)
        translation = self._translation(version, language)
        act = ACTS.get(slug)
        if act is None:
            raise Http404("There is no such page.")
        who = {"by": request.user, "at": timezone.now()}
        reasons = act.reasons(self._facts(version, translation, slug, who))
        # A form that asks nothing is posted with nothing.
        posted = (request.POST, request.FILES) if request.method == "POST" else ()
        form = act.form(*posted)
        if request.method == "POST" and form.is_valid() and not reasons:
            try:
                made = act.act(translation, form.cleaned_data, **who)
            except Refusal as refusal:
                form.add_error(None, list(refusal.reasons))
            else:
                left = made if slug == "bring-in" else ()
                messages.success(request, " ".join([act.done, *left]))
                return HttpResponseRedirect(_address(translation))
        context = {
            "page": act,
            "facts": [("Language", translation.target.name), ("Standing", _state_of(translation))],
            "form": form if request.method == "POST" or not reasons else None,
            "reasons": reasons,
            "back": _address(translation),
        }
        status = 403 if reasons else 200
        return self._page(request, version, act.title, "act", context, status=status)

    def _facts(self, version, translation, slug, who):
        content = None
        if slug == "submit":
            content = framed(
                translation.as_words(), translation.source.content, translation.language
            )
        return translating.facts_about(version, translation, content, **who)

    def _unsealed(self, request, version_id):
        version = self.version_or_404(request, version_id)
        refuse_if_sealed(request.user, version)
        return version

    def _translation(self, version, language) -> Translation:
        rows = version.translations.select_related("source", "submission__translates")
        translation = get_object_or_404(rows, language=language)
        translation.version = version
        return translation

    def _page(self, request, version, title, template, context, status=200):
        context = {
            **self.admin_site.each_context(request),
            "title": title,
            "version": version,
            "sentence": sentence_about(version),
            "opts": self.opts,
            **context,
        }
        name = f"admin/translations/{template}.html"
        return TemplateResponse(request, name, context, status=status)


def _address(translation: Translation) -> str:
    return reverse(
        "admin:policies_version_translation", args=[translation.version_id, translation.language]
    )


def _state_of(translation: Translation) -> str:
    """Where a translation stands, in sentences."""
    said = []
    if translation.submission is None:
        said.append("Being written; not submitted yet.")
    elif translation.is_open:
        said.append(f"Being corrected: {translation.correction}")
    else:
        said.append("Submitted.")
    if translation.is_behind_its_version:
        said.append("It lags: the version was submitted anew with other words.")
    if translation.submission and not translation.is_open:
        checked = TranslationCheck.objects.filter(submission=translation.submission).exists()
        said.append("Checked." if checked else "Not yet checked.")
    said.append("Stands equal." if translation.stands_equal else "The source prevails.")
    return " ".join(said)
