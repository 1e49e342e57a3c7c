"""Links by which somebody sets their password: after an invitation, or because they forgot it."""

from datetime import datetime

from django.db import models
from django.db.models import Q

from policies.domain.signing_in import Purpose, reasons_against_link


class SignInLink(models.Model):
    """A single-purpose link of one person. Only the hash of its secret is kept.

    ``by`` is the Administrator who sent it; whoever forgot their password asked for it alone.
    """

    person = models.ForeignKey("policies.User", models.PROTECT, related_name="sign_in_links")
    purpose = models.CharField(max_length=10, choices=[(one.value, one.name) for one in Purpose])
    token_sha256 = models.CharField(max_length=64, unique=True)
    by = models.ForeignKey("policies.User", models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(purpose=Purpose.ASKED_FOR.value) | Q(by__isnull=False),
                name="a_sent_link_says_who_sent_it",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.at:%-d %B %Y}"

    @property
    def is_replaced(self) -> bool:
        """Whether the person was sent a newer link."""
        return SignInLink.objects.filter(person=self.person_id, pk__gt=self.pk).exists()

    def reasons_against(self, at: datetime) -> tuple[str, ...]:
        """Every reason why this link sets no password at this moment."""
        return reasons_against_link(
            at=at,
            expires_at=self.expires_at,
            is_used=self.used_at is not None,
            is_replaced=self.is_replaced,
            is_active=self.person.is_active,
        )
