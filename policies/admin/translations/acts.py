"""What can be done with a translation on a page of its own: the words, the form, the act."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms

from policies.actions import equaltexts, translating
from policies.admin.translations.forms import AgainForm, CheckForm, FileForm, NothingForm
from policies.domain.translationrules import (
    TranslationFacts,
    reasons_against_checking_it,
    reasons_against_opening_it_again,
    reasons_against_submitting_it,
    reasons_against_writing_it,
)
from policies.models import Translation

GIVEN_ON_THE_PAGE = "given on the page"


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """One act: the words of its page, when it is open, what it asks and what it does."""

    slug: str
    title: str
    consequence: str
    done: str
    form: type[forms.Form]
    reasons: Callable[[TranslationFacts], list[str]]
    act: Callable[..., Any]
    belongs: Callable[[Translation], bool]
    is_warning: bool = False


def _submit(translation, answers, **who):
    return translating.submit_translation(translation=translation, **who)


def _check(translation, answers, **who):
    return equaltexts.check_translation(translation=translation, **answers, **who)


def _again(translation, answers, **who):
    return translating.open_translation_again(translation=translation, **answers, **who)


def _take_up(translation, answers, **who):
    return translating.take_up_new_text(translation=translation, **who)


def _bring_in(translation, answers, **who):
    return translating.bring_in_translation(translation=translation, text=answers["file"], **who)


ACTS = {
    act.slug: act
    for act in (
        Act(
            slug="bring-in",
            title="Bring in a file",
            consequence="The words of the file take the place of what is written here. If a "
            "section of the file or of the source does not match, nothing is changed and each "
            "is named.",
            done="The file was brought in.",
            form=FileForm,
            reasons=reasons_against_writing_it,
            act=_bring_in,
            belongs=lambda translation: translation.is_open,
        ),
        Act(
            slug="take-up",
            title="Take up the new text",
            consequence="The version was submitted anew. What it still says stays translated; "
            "what changed is empty, to be translated again.",
            done="The new text of the version was taken up.",
            form=NothingForm,
            reasons=reasons_against_writing_it,
            act=_take_up,
            belongs=lambda translation: translation.is_open and translation.follows_another_source,
        ),
        Act(
            slug="submit",
            title="Submit the translation",
            consequence="Its exact words are frozen with their hash. Readers see it as soon as "
            "its version is published, with “not yet checked” until someone checks it.",
            done="The translation was submitted.",
            form=NothingForm,
            reasons=reasons_against_submitting_it,
            act=_submit,
            belongs=lambda translation: translation.is_open,
        ),
        Act(
            slug="check",
            title="Put a check on record",
            consequence="Readers are told that it was checked, when, by which post, and what "
            "you say of it. A fault is for the authors: have it corrected first.",
            done="Your check is on record.",
            form=CheckForm,
            reasons=lambda facts: reasons_against_checking_it(facts, GIVEN_ON_THE_PAGE),
            act=_check,
            belongs=lambda translation: not translation.is_open,
        ),
        Act(
            slug="correct",
            title="Open it again to correct it",
            consequence="Readers keep the text that was submitted until the corrected one is. "
            "A text that stands equal has to be decided on again before it counts as equal.",
            done="The translation is open. Readers still have the text submitted before.",
            form=AgainForm,
            reasons=lambda facts: reasons_against_opening_it_again(facts, GIVEN_ON_THE_PAGE),
            act=_again,
            belongs=lambda translation: not translation.is_open,
            is_warning=True,
        ),
    )
}
