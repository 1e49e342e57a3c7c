"""The page on which it is recorded that the version in force was reconsidered."""

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.urls import reverse

from policies.actions.reviewing import Recorded, record_review
from policies.admin.forms import DayField, PlainText
from policies.admin.moves.forms import MoveForm
from policies.admin.moves.page import MovePage, page_of
from policies.domain.dates import in_words
from policies.domain.lifecycle import Status
from policies.domain.reviews import (
    ASKS_FOR_A_DAY,
    LONGEST_EXTENSION_MONTHS,
    ReviewOutcome,
    reasons_against_reviewing,
)
from policies.models import ReviewTrigger, Version


class _Triggers(forms.ModelMultipleChoiceField):
    def label_from_instance(self, trigger):
        return f"{trigger.what} (by {in_words(trigger.due_on)})"


class ReviewForm(MoveForm):
    outcome = forms.ChoiceField(
        label="What came of it",
        choices=[(outcome.value, outcome.label) for outcome in ReviewOutcome],
        widget=forms.RadioSelect,
    )
    reason = PlainText(
        label="What was looked at, and why this came of it",
        help_text="Of a review without change the public reads it in the document’s history.",
        error_messages={"required": "Say what was looked at, and why this came of it."},
    )
    authority = forms.CharField(
        label="Body and minute",
        max_length=300,
        required=False,
        help_text="If a body reconsidered it.",
    )
    next_review_on = DayField(
        label="Next review",
        required=False,
        help_text=(
            "Only for a review without change or one that is put off, by "
            f"{LONGEST_EXTENSION_MONTHS} months at most."
        ),
    )
    triggers = _Triggers(
        label="What called for this review, and is dealt with now",
        queryset=ReviewTrigger.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, *args, version: Version, **options):
        super().__init__(*args, version=version, **options)
        self.fields["outcome"].help_text = " ".join(_what_stands(version))
        triggers = version.document.review_triggers.open()
        if triggers.exists():
            self.fields["triggers"].queryset = triggers
        else:
            del self.fields["triggers"]

    def clean(self):
        cleaned = super().clean()
        # The day is proposed on the page, whatever came of the review.
        if cleaned.get("outcome") not in [outcome.value for outcome in ASKS_FOR_A_DAY]:
            cleaned["next_review_on"] = None
        return cleaned


def _what_stands(version: Version) -> Iterator[str]:
    if version.next_review_on:
        yield f"The review is due by {in_words(version.next_review_on)}."
    open_version = version.document.open_version()
    if open_version:
        yield (
            f"Version {open_version.number} is open ({open_version.state.phrase}): a change goes "
            "on in it. Otherwise its draft is started."
        )
    else:
        yield "If a change is needed, its draft is started."


def _record(version: Version, answers: Mapping[str, Any], **who) -> Recorded:
    outcome = ReviewOutcome(answers["outcome"])
    return record_review(version=version, **{**answers, "outcome": outcome}, **who)


def _after(version: Version, recorded: Recorded) -> str:
    """The page on which what came of the review is carried out."""
    if recorded.review.outcome == ReviewOutcome.WITHDRAW.value:
        return reverse("admin:policies_version_withdraw", args=[version.pk])
    return page_of(recorded.open_version or version)


REVIEW_PAGES = (
    MovePage(
        slug="review",
        title="Record a review",
        consequence=(
            "It goes on record that the council reconsidered this version, and what came of it. "
            "The text itself is not changed by this."
        ),
        done="The review of version {number} was recorded.",
        origin=Status.IN_FORCE,
        reasons=reasons_against_reviewing,
        form=ReviewForm,
        act=_record,
        leads_to=_after,
    ),
)
