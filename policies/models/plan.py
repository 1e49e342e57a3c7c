"""The day on which an approved version is to be published by the clock."""

from datetime import date

from django.db import models
from django.db.models import Exists, OuterRef
from simple_history.models import HistoricalRecords

from policies.domain.dates import in_words
from policies.models.callin import CallIn
from policies.models.version import Version


class PlannedPublicationQuerySet(models.QuerySet):
    def due_on(self, day: date) -> "PlannedPublicationQuerySet":
        """Plans of approved versions whose day has come."""
        return self.filter(day__lte=day, version__status="approved")

    def failed(self) -> "PlannedPublicationQuerySet":
        """Plans of approved versions that the clock could not carry out."""
        return self.filter(failed_at__isnull=False, version__status="approved")

    def announced_for(self, document) -> "PlannedPublicationQuerySet":
        """The plan of which readers of the document are told, unless the version is held."""
        held = CallIn.objects.standing().filter(version=OuterRef("version"))
        told = self.filter(version__document=document, version__status="approved", announce=True)
        return told.exclude(Exists(held))


class PlannedPublication(models.Model):
    """Who planned that the clock publishes a version on which day, and why it could not."""

    version = models.OneToOneField(Version, models.PROTECT, related_name="plan")
    day = models.DateField(help_text="The London date on which it comes into force.")
    next_review_on = models.DateField(null=True, blank=True)
    announce = models.BooleanField(
        "tell readers beforehand",
        default=False,
        help_text="The page of the version in force then says from when the new one applies.",
    )
    exception = models.TextField(
        blank=True,
        help_text="Why a sole officer publishes text of their own. Shown in public.",
    )
    by = models.ForeignKey("policies.User", models.PROTECT, related_name="+")
    at = models.DateTimeField()
    failure = models.TextField(blank=True)
    failed_at = models.DateTimeField(null=True, blank=True)
    history = HistoricalRecords()

    objects = PlannedPublicationQuerySet.as_manager()

    class Meta:
        ordering = ["day", "id"]

    def __str__(self) -> str:
        return f"{self.version} on {in_words(self.day)}"

    @property
    def sentence(self) -> str:
        """What is planned, and why the clock could not do it, if it tried."""
        if self.failure:
            return (
                f"The clock could not publish it on {in_words(self.day)} as planned, and its text "
                f"is not in force: {self.failure}"
            )
        return f"The clock publishes it on {in_words(self.day)}."
