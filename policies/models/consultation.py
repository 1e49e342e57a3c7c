"""Asking others about a text in review: who, from when to when, what they said, what changed."""

from datetime import datetime

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from policies.domain.consulting import Round
from policies.domain.dates import end_of
from policies.domain.retention import ERASED
from policies.models.submission import Submission


class Consultation(models.Model):
    """One round of asking. It closes with a summary and with what changed because of it."""

    submission = models.ForeignKey(Submission, models.PROTECT, related_name="consultations")
    consulted = models.CharField(max_length=300, help_text="Who is asked: all members, the unions.")
    method = models.CharField(max_length=200, blank=True, help_text="By e-mail, at a workshop.")
    opens_on = models.DateField()
    closes_on = models.DateField(help_text="The last day for answers.")
    summary = models.TextField(blank=True, help_text="What was said, in plain English.")
    effect = models.TextField(blank=True, help_text="What changed because of it, or why nothing.")
    closed_at = models.DateTimeField(null=True, blank=True)
    is_for_public = models.BooleanField("shown in the public approval history", default=True)
    history = HistoricalRecords()

    class Meta:
        ordering = ["opens_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(closes_on__gte=models.F("opens_on")),
                name="a_consultation_closes_after_it_opens",
                violation_error_message="A consultation does not close before it opens.",
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True) | ~Q(summary="") & ~Q(effect=""),
                name="closed_with_summary_and_effect",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.consulted}, {self.opens_on:%-d %B %Y} to {self.closes_on:%-d %B %Y}"

    @property
    def is_closed(self) -> bool:
        return self.closed_at is not None

    def as_round(self) -> Round:
        """The consultation as far as the rules need to know."""
        return Round(opens_on=self.opens_on, closes_on=self.closes_on, is_closed=self.is_closed)


class InvitationQuerySet(models.QuerySet):
    def newest(self) -> "InvitationQuerySet":
        """The last link of each address; those before it were replaced."""
        later = Invitation.objects.filter(
            consultation=OuterRef("consultation"),
            email=OuterRef("email"),
            pk__gt=OuterRef("pk"),
        )
        return self.exclude(Exists(later))

    def named(self) -> "InvitationQuerySet":
        """Those of which the consultee’s name and address are still on record."""
        return self.exclude(name__startswith=ERASED)

    def waiting(self) -> "InvitationQuerySet":
        """The links on which nobody has answered yet."""
        return self.newest().filter(response__isnull=True)


class Invitation(models.Model):
    """A single-purpose link by which one consultee reads the text and answers once.

    Only the hash of the link's secret is kept. Rows are only ever added; of an old one the name
    and the address are erased.
    """

    consultation = models.ForeignKey(Consultation, models.PROTECT, related_name="invitations")
    name = models.CharField(max_length=200)
    email = models.EmailField()
    token_sha256 = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField()
    by = models.ForeignKey("policies.User", models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.name}: {self.consultation}"

    @property
    def is_replaced(self) -> bool:
        """Whether the same address was sent a newer link."""
        return not Invitation.objects.newest().filter(pk=self.pk).exists()

    @property
    def answers_until(self) -> datetime:
        """The moment from which the link takes no answer: later if the asking was extended."""
        return max(self.expires_at, end_of(self.consultation.closes_on))


class Response(models.Model):
    """What a consultee answered, once. Rows are only added; of old ones the words are erased."""

    class Answer(models.TextChoices):
        AGREES = "agrees", _("I agree with the text")
        AGREES_IF = "agrees-if", _("I agree, with the changes that I suggest")
        DISAGREES = "disagrees", _("I do not agree")
        NO_VIEW = "no-view", _("I have no view")

    invitation = models.OneToOneField(
        Invitation, models.PROTECT, primary_key=True, related_name="response"
    )
    answer = models.CharField(max_length=12, choices=Answer.choices)
    text = models.TextField(blank=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.invitation.name}: {self.get_answer_display()}"
