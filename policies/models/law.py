"""The law register: what a section relies on, and what it means for a member."""

from datetime import date

from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from policies.domain import content as words


class LawReference(models.Model):
    """One row of the register. It moves on; a submission keeps a copy."""

    class Kind(models.TextChoices):
        ACT = "act", "Act"
        STATUTORY_INSTRUMENT = "si", "Statutory instrument"
        CODE = "code", "Code"
        GUIDANCE = "guidance", "Guidance"
        CASE = "case", "Case"
        COMMON_LAW = "common-law", "Common law"

    code = models.SlugField(max_length=80, unique=True)
    short_title = models.CharField(max_length=200)
    year = models.PositiveSmallIntegerField(null=True, blank=True)
    provision = models.CharField(max_length=200, blank=True)
    kind = models.CharField(max_length=20, choices=Kind.choices, default=Kind.ACT)
    jurisdictions = models.CharField(
        max_length=20, default="E", help_text="E, W, S, NI; with commas."
    )
    topic = models.CharField(max_length=80)
    summary = models.TextField(help_text="What it means for a member, in plain English.")
    care = models.TextField(blank=True, help_text="What needs care when citing it.")
    in_force_from = models.DateField(null=True, blank=True)
    in_force_to = models.DateField(null=True, blank=True)
    superseded_by = models.ForeignKey("self", models.PROTECT, null=True, blank=True)
    address = models.URLField(blank=True, help_text="The official text, once you have checked it.")
    checked_on = models.DateField(null=True, blank=True)
    checked_by = models.ForeignKey(
        "policies.User", models.PROTECT, null=True, blank=True, related_name="+"
    )
    history = HistoricalRecords()

    class Meta:
        ordering = ["topic", "short_title", "provision"]
        constraints = [
            models.CheckConstraint(
                condition=Q(checked_on__isnull=True, checked_by__isnull=True, address="")
                | Q(checked_on__isnull=False, checked_by__isnull=False),
                name="law_checked_by_and_on_together",
                violation_error_message=(
                    "Say who checked the row and when; without a check it has no address."
                ),
            )
        ]

    def __str__(self) -> str:
        return f"{self.short_title} {self.provision}".strip()

    def as_content(self) -> words.LawReference:
        """This row as a frozen value, to be copied into a submission."""
        return words.LawReference(
            code=self.code,
            short_title=self.short_title,
            provision=self.provision,
            kind=self.kind,
            jurisdictions=self.nations,
            topic=self.topic,
            summary=self.summary,
            care=self.care,
            address=self.address,
            checked_on=self.checked_on.isoformat() if self.checked_on else "",
        )

    def has_ended_on(self, day: date) -> bool:
        """Whether it is no longer law on this day: it ended before, or another took its place."""
        return (
            self.superseded_by_id is not None
            and self.in_force_to is None
            or (self.in_force_to is not None and self.in_force_to < day)
        )

    @property
    def nations(self) -> tuple[str, ...]:
        """The nations where it is law, as codes."""
        return tuple(part.strip() for part in self.jurisdictions.split(",") if part.strip())
