"""What bodies decided on submissions, who confirmed it, and the certificates of conformed texts."""

from django.db import models
from django.db.models import Exists, OuterRef, Q

from policies.domain.lifecycle import Move, Outcome
from policies.domain.record import DecisionRecord
from policies.models.council import Body
from policies.models.statuschange import StatusChange
from policies.models.submission import Submission


class DecisionQuerySet(models.QuerySet):
    def confirmed(self) -> "DecisionQuerySet":
        """Decisions that a second officer confirmed."""
        return self.filter(confirmation__is_confirmed=True)

    def standing(self) -> "DecisionQuerySet":
        """Decisions that were neither declined nor voided by a recall."""
        return self.exclude(confirmation__is_confirmed=False).exclude(
            Exists(
                StatusChange.objects.filter(
                    Q(submission=OuterRef("submission"))
                    | Q(submission__conforms_to=OuterRef("pk")),
                    move__in=[Move.RECALL.value, Move.REQUEST_CHANGES.value],
                )
            )
            # A decision that sends the text back is carried out by that move, not voided by it.
            & ~Q(outcome=Outcome.RETURNED.value)
        )

    def for_public(self, submission) -> "DecisionQuerySet":
        """Decisions that the public record of a submission shows, the one that a conformed
        text carries over among them."""
        on_record = Q(submission=submission) | Q(pk=submission.conforms_to_id)
        paper = Q(submission__version__recorded_from_paper_on__isnull=False)
        return self.filter(on_record & (Q(confirmation__is_confirmed=True) | paper))


class Decision(models.Model):
    """What one body decided on one submission. Rows are only ever added."""

    submission = models.ForeignKey(Submission, models.PROTECT, related_name="decisions")
    body = models.ForeignKey(Body, models.PROTECT, related_name="decisions")
    outcome = models.CharField(
        max_length=24, choices=[(outcome.value, outcome.label) for outcome in Outcome]
    )
    decided_on = models.DateField()
    agenda_item = models.CharField(max_length=40, blank=True)
    minute_reference = models.CharField(max_length=80)
    resolution = models.TextField(help_text="The wording of the resolution, as minuted.")
    comment = models.TextField(blank=True)
    entered_by = models.ForeignKey("policies.User", models.PROTECT, related_name="+")
    entered_post = models.CharField(max_length=200, blank=True)
    entered_at = models.DateTimeField()
    exception = models.TextField(blank=True)

    objects = DecisionQuerySet.as_manager()

    class Meta:
        ordering = ["decided_on", "id"]

    def __str__(self) -> str:
        return f"{self.body}, {self.minute_reference}: {self.get_outcome_display()}"

    @property
    def result(self) -> Outcome:
        """The outcome as a word of the lifecycle."""
        return Outcome(self.outcome)

    def as_record(self) -> DecisionRecord:
        """The decision as pages and files state it."""
        reasons = [self.exception]
        if hasattr(self, "confirmation"):
            reasons.append(self.confirmation.exception)
        reasons.extend(certificate.exception for certificate in self.certificates.all())
        return DecisionRecord(
            body=self.body.name,
            decided_on=self.decided_on,
            outcome=self.result.label,
            minute_reference=self.minute_reference,
            resolution=self.resolution,
            exception=" ".join(reason for reason in reasons if reason),
        )

    @property
    def is_confirmed(self) -> bool:
        """Whether a second officer confirmed it."""
        return hasattr(self, "confirmation") and self.confirmation.is_confirmed


class Confirmation(models.Model):
    """The second officer's word on an entered decision: confirmed, or declined with a reason."""

    decision = models.OneToOneField(Decision, models.PROTECT, related_name="confirmation")
    is_confirmed = models.BooleanField()
    note = models.TextField(blank=True)
    by = models.ForeignKey("policies.User", models.PROTECT, related_name="+")
    post = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()
    exception = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(is_confirmed=True) | ~models.Q(note=""),
                name="declined_with_a_reason",
            )
        ]

    def __str__(self) -> str:
        return f"{'Confirmed' if self.is_confirmed else 'Declined'}: {self.decision}"


class Certificate(models.Model):
    """The monitoring officer's word that a conformed text is what the minute says."""

    submission = models.OneToOneField(Submission, models.PROTECT, related_name="certificate")
    decision = models.ForeignKey(Decision, models.PROTECT, related_name="certificates")
    statement = models.TextField()
    by = models.ForeignKey("policies.User", models.PROTECT, related_name="+")
    post = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()
    exception = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"Certificate for {self.submission}"
