"""What officers may decide themselves, and the record of each such decision."""

from datetime import date

from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from policies.models.council import Body, Post
from policies.models.decision import Decision
from policies.models.document import Document


class DelegationQuerySet(models.QuerySet):
    def live_on(self, day: date) -> "DelegationQuerySet":
        """Delegations that had begun by this day and had not expired."""
        return self.filter(starts_on__lte=day).filter(
            Q(expires_on__isnull=True) | Q(expires_on__gt=day)
        )


class Delegation(models.Model):
    """A body's authority for one post to decide minor amendments, in consultation with another."""

    document = models.ForeignKey(Document, models.PROTECT, related_name="delegations")
    granted_by = models.ForeignKey(Body, models.PROTECT, related_name="delegations_granted")
    granted_on = models.DateField()
    minute_reference = models.CharField(max_length=80)
    delegate_post = models.ForeignKey(Post, models.PROTECT, related_name="delegations_held")
    consultee_post = models.ForeignKey(
        Post, models.PROTECT, null=True, blank=True, related_name="delegations_consulted_on"
    )
    limits = models.TextField(help_text="What the delegate may change, in the words of the minute.")
    minor_only = models.BooleanField(
        "minor amendments only",
        default=True,
        help_text="The portal checks that the change is minor.",
    )
    starts_on = models.DateField()
    expires_on = models.DateField(
        null=True, blank=True, help_text="The first day on which it can no longer be used."
    )
    history = HistoricalRecords()

    objects = DelegationQuerySet.as_manager()

    class Meta:
        ordering = ["-granted_on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_on__isnull=True) | Q(expires_on__gt=models.F("starts_on")),
                name="a_delegation_ends_after_it_begins",
                violation_error_message="A delegation does not expire before it starts.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.granted_by}, {self.minute_reference}, to the {self.delegate_post}"

    def is_live_on(self, day: date) -> bool:
        """Whether it can be used on this day."""
        return self.starts_on <= day and (self.expires_on is None or day < self.expires_on)


class OfficerDecision(models.Model):
    """What a post decided alone: under a delegation, or urgently until a body ratifies it.

    The fields are those of the written record that regulation 7 of the Openness of Local
    Government Bodies Regulations 2014 (SI 2014/2095) asks for. Rows are only ever added.
    """

    decision = models.OneToOneField(
        Decision, models.PROTECT, primary_key=True, related_name="officer_record"
    )
    delegation = models.ForeignKey(
        Delegation, models.PROTECT, null=True, blank=True, related_name="uses"
    )
    urgency = models.TextField(blank=True, help_text="Why it could not wait for a meeting.")
    answer = models.ForeignKey(
        "policies.Comment", models.PROTECT, null=True, blank=True, related_name="+"
    )
    reasons = models.TextField()
    alternatives = models.TextField()
    conflicts = models.TextField(help_text="Conflicts of interest declared, or “None declared”.")
    override = models.TextField(
        blank=True, help_text="Why it counts as minor although the portal finds that it is not."
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(delegation__isnull=False, urgency="")
                | Q(delegation__isnull=True) & ~Q(urgency=""),
                name="delegated_or_urgent",
            ),
        ]

    def __str__(self) -> str:
        return str(self.decision)

    @property
    def is_urgent(self) -> bool:
        """Whether it was decided in urgency, to be ratified."""
        return bool(self.urgency)
