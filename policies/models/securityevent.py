"""The security events that no other record holds: signing in, accounts, rights, personal data."""

from datetime import datetime

from django.db import models
from django.db.models import Q

from policies.domain.securityevents import COMINGS_AND_GOINGS, ON_RECORD, EventKind

_COMINGS_AND_GOINGS = sorted(kind.value for kind in COMINGS_AND_GOINGS)


class SecurityEventQuerySet(models.QuerySet):
    def to_forget(self, before: datetime) -> "SecurityEventQuerySet":
        """Comings and goings before this moment that still say whose they were, oldest first."""
        says = Q(by__isnull=False) | Q(about__isnull=False) | ~Q(network="") | ~Q(words="")
        return self.filter(says, kind__in=_COMINGS_AND_GOINGS, at__lt=before).order_by("at", "pk")

    def acts_of(self, person: models.Model) -> "SecurityEventQuerySet":
        """What this person did with rights, accounts or data of others, kept for good."""
        return self.filter(by=person).exclude(kind__in=_COMINGS_AND_GOINGS).exclude(about=person)


class SecurityEvent(models.Model):
    """One event: when, what, who, about whose account, from which network. Rows are only added."""

    kind = models.CharField(
        max_length=24,
        choices=[(kind.value, kind.label) for kind in EventKind if kind not in ON_RECORD],
    )
    by = models.ForeignKey("policies.User", models.PROTECT, null=True, blank=True, related_name="+")
    about = models.ForeignKey(
        "policies.User", models.PROTECT, null=True, blank=True, related_name="+"
    )
    words = models.TextField(blank=True)
    network = models.CharField(max_length=43, blank=True)
    at = models.DateTimeField(db_index=True)

    objects = SecurityEventQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.words}" if self.words else self.get_kind_display()
