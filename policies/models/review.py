"""Reconsidering a version in force: what called for it, and what came of it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from policies.domain.reviews import ReviewOutcome, TriggerKind
from policies.models.document import Document
from policies.models.law import LawReference
from policies.models.version import Version


class ReviewQuerySet(models.QuerySet):
    def without_change_of(self, version) -> "ReviewQuerySet":
        """The reviews of a version that found nothing to change, the last first."""
        return self.filter(version=version, outcome=ReviewOutcome.NO_CHANGE.value).order_by("-id")


class Review(models.Model):
    """That the council reconsidered a version, with what outcome. Rows are only ever added."""

    version = models.ForeignKey(Version, models.PROTECT, related_name="reviews")
    was_due_on = models.DateField(null=True, blank=True)
    outcome = models.CharField(
        max_length=12, choices=[(outcome.value, _(outcome.label)) for outcome in ReviewOutcome]
    )
    reason = models.TextField(help_text="What was looked at, and why this outcome.")
    authority = models.CharField(
        max_length=300, blank=True, help_text="The body and minute, if a body reconsidered it."
    )
    next_review_on = models.DateField(null=True, blank=True)
    by = models.ForeignKey("policies.User", models.PROTECT, related_name="+")
    post = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()

    objects = ReviewQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="reviewed_with_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.version}: {self.get_outcome_display()}"


class ReviewTriggerQuerySet(models.QuerySet):
    def open(self) -> "ReviewTriggerQuerySet":
        """Triggers that no review has answered."""
        return self.filter(answered_by__isnull=True)


class ReviewTrigger(models.Model):
    """Something that happened and calls for a review before its day."""

    document = models.ForeignKey(Document, models.PROTECT, related_name="review_triggers")
    kind = models.CharField(
        max_length=16, choices=[(kind.value, kind.label) for kind in TriggerKind]
    )
    what = models.CharField(max_length=300, help_text="What happened, in a sentence.")
    law = models.ForeignKey(
        LawReference, models.PROTECT, null=True, blank=True, related_name="review_triggers"
    )
    due_on = models.DateField(help_text="The day by which to reconsider the text.")
    raised_at = models.DateTimeField()
    raised_by = models.ForeignKey(
        "policies.User", models.PROTECT, null=True, blank=True, related_name="+"
    )
    answered_by = models.ForeignKey(
        Review, models.PROTECT, null=True, blank=True, related_name="triggers"
    )
    history = HistoricalRecords()

    objects = ReviewTriggerQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "id"]

    def __str__(self) -> str:
        return f"{self.document}: {self.what}"
