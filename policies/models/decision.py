"""What bodies decided on submissions, who confirmed it, and the certificates of conformed texts."""

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from policies.domain.language import ENGLISH, speaking
from policies.domain.lifecycle import Move, Outcome
from policies.domain.progress import Word
from policies.domain.record import NOT_RATIFIED, RATIFIED, DecisionRecord, Ratification
from policies.domain.stages import Party, PartyKind
from policies.models.council import Body, Post
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
    body = models.ForeignKey(Body, models.PROTECT, null=True, blank=True, related_name="decisions")
    post = models.ForeignKey(Post, models.PROTECT, null=True, blank=True, related_name="decisions")
    stage = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="The position of the stage in the route that was taken."
    )
    outcome = models.CharField(
        max_length=24, choices=[(outcome.value, _(outcome.label)) for outcome in Outcome]
    )
    decided_on = models.DateField()
    agenda_item = models.CharField(max_length=40, blank=True)
    report_reference = models.CharField(max_length=80, blank=True)
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
        constraints = [
            models.CheckConstraint(
                condition=Q(body__isnull=False, post__isnull=True)
                | Q(body__isnull=True, post__isnull=False),
                name="decided_by_a_body_or_a_post",
            )
        ]

    def __str__(self) -> str:
        return f"{self.decider}, {self.minute_reference}: {self.get_outcome_display()}"

    @property
    def decider(self) -> Body | Post:
        """The body, or the officer’s post, that decided."""
        return self.body or self.post

    @property
    def party(self) -> Party:
        """The decider as the route names it."""
        if self.body:
            return Party(kind=PartyKind.BODY, pk=self.body.pk, name=self.body.name)
        return Party(kind=PartyKind.POST, pk=self.post.pk, name=self.post.title)

    def as_word(self) -> Word:
        """The decision as far as the route needs to know."""
        return Word(
            stage=self.stage,
            party=self.party,
            outcome=self.result,
            is_confirmed=self.is_confirmed,
        )

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
        stage = self.submission.route_taken.stage_at(self.stage)
        ratifies = stage.ratifies_with(self.result) if stage else None
        # Kept in English: a page puts it into its own language.
        with speaking(ENGLISH):
            label = self.result.label
        if ratifies is not None:
            label = RATIFIED if ratifies else NOT_RATIFIED
        return DecisionRecord(
            body=stage.name_of(self.party) if stage else str(self.decider),
            decided_on=self.decided_on,
            outcome=label,
            minute_reference=self.minute_reference,
            resolution=self.resolution,
            exception=" ".join(reason for reason in reasons if reason),
            is_by_officer=self.post is not None,
            ratification=self._ratification(),
            ratifies=ratifies,
        )

    def _ratification(self) -> Ratification | None:
        """What an urgent decision needs by its route; None for any other decision."""
        if not hasattr(self, "officer_record") or not self.officer_record.is_urgent:
            return None
        return self.submission.route_taken.ratification()

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
