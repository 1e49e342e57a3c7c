"""Who asked to be told by e-mail when a text is published or withdrawn, and what they were told."""

from datetime import datetime, timedelta

from django.db import models
from django.db.models import F, Q

from policies.models.document import Document
from policies.models.statuschange import StatusChange

# Whoever has not confirmed by then is deleted; the link in the message ends with it.
CONFIRM_WITHIN = timedelta(days=7)


class SubscriptionQuerySet(models.QuerySet):
    def confirmed(self) -> "SubscriptionQuerySet":
        """Subscriptions whose address was confirmed by whoever reads its mail."""
        return self.filter(confirmed_at__isnull=False)

    def told_of(self, document: Document) -> "SubscriptionQuerySet":
        """Confirmed subscriptions to a document, and those to every document."""
        return self.confirmed().filter(Q(document=document) | Q(document__isnull=True))

    def unconfirmed_since(self, at: datetime) -> "SubscriptionQuerySet":
        """Subscriptions that were asked for so long before ``at`` that their link has ended."""
        return self.filter(confirmed_at__isnull=True, asked_at__lte=at - CONFIRM_WITHIN)

    def to_tell_of(self, change: StatusChange) -> "SubscriptionQuerySet":
        """Whoever is to be told of this change: those of the document and of every document, if
        they had confirmed before it was made. An address that has both is told once."""
        about = Q(document=change.version.document_id) | Q(document__isnull=True)
        own = Subscription.objects.confirmed().filter(
            document=change.version.document_id, confirmed_at__lte=change.at
        )
        twice = Q(document__isnull=True, email__in=own.values("email"))
        return self.filter(about, confirmed_at__lte=change.at).exclude(twice)


class Subscription(models.Model):
    """An address that is told of one document, or of every document if it names none.

    Nothing happens before it is confirmed. Leaving deletes the row.
    """

    email = models.EmailField("e-mail")
    document = models.ForeignKey(
        Document, models.PROTECT, null=True, blank=True, related_name="subscriptions"
    )
    language = models.CharField(max_length=12, default="en-gb")
    asked_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True, blank=True)

    objects = SubscriptionQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["email", "document"], name="one_subscription"),
            models.UniqueConstraint(
                fields=["email"],
                condition=Q(document__isnull=True),
                name="one_subscription_to_everything",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at__isnull=True) | Q(confirmed_at__gte=F("asked_at")),
                name="subscription_confirmed_after_it_was_asked_for",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.email}: {self.document or 'every document'}"


class Notice(models.Model):
    """How far the telling of one change has come. ``last`` is the subscription told last."""

    change = models.OneToOneField(
        StatusChange, models.PROTECT, primary_key=True, related_name="notice"
    )
    last = models.PositiveBigIntegerField(default=0)
    told = models.PositiveIntegerField(default=0)
    finished_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.change}: {self.told} told"
