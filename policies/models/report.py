"""What goes to the bodies with a text: impact assessments, options considered, attached files."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from policies.models.submission import Submission


def attachment_name(sha256: str) -> str:
    """Where the bytes of an attached file are kept: under their hash."""
    return f"attachments/{sha256[:2]}/{sha256}"


class Attachment(models.Model):
    """A file kept as it was given, under its hash. Rows are only ever added."""

    name = models.CharField(max_length=160)
    media_type = models.CharField(max_length=80)
    size = models.PositiveBigIntegerField(help_text="In bytes.")
    sha256 = models.CharField(max_length=64, db_index=True)
    by = models.ForeignKey("policies.User", models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.name


class ImpactAssessment(models.Model):
    """Whether the text bears unequally on people, or on their data. Rows are only ever added."""

    class Subject(models.TextChoices):
        EQUALITY = "equality", _("Equality")
        DATA_PROTECTION = "data", _("Data protection")

    class Outcome(models.TextChoices):
        NOT_NEEDED = "not-needed", _("Not needed")
        SCREENED = "screened", _("Screened: no full assessment needed")
        FULL = "full", _("Assessed in full")

    submission = models.ForeignKey(Submission, models.PROTECT, related_name="assessments")
    subject = models.CharField(max_length=10, choices=Subject.choices, default=Subject.EQUALITY)
    outcome = models.CharField(max_length=12, choices=Outcome.choices)
    reason = models.TextField(help_text="Why it was not needed, or what was found.")
    attachment = models.ForeignKey(
        Attachment, models.PROTECT, null=True, blank=True, related_name="+"
    )
    by = models.ForeignKey("policies.User", models.PROTECT, related_name="+")
    post = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="assessed_with_a_reason"),
            models.CheckConstraint(
                condition=~Q(outcome="full") | Q(attachment__isnull=False),
                name="a_full_assessment_is_attached",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_subject_display()}: {self.get_outcome_display()}"


class OptionConsidered(models.Model):
    """One course that was open to the council, “do not adopt” among them. Only ever added."""

    submission = models.ForeignKey(Submission, models.PROTECT, related_name="options")
    option = models.CharField(max_length=300)
    assessment = models.TextField(help_text="What speaks for it and against it.")
    is_recommended = models.BooleanField("recommended", default=False)
    by = models.ForeignKey("policies.User", models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "options considered"
        ordering = ["id"]

    def __str__(self) -> str:
        return self.option
