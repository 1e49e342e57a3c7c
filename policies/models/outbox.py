"""Messages to be sent: written in the transaction that causes them, sent by the clock."""

from datetime import datetime

from django.db import models

from policies.domain.retention import ERASED


class MessageQuerySet(models.QuerySet):
    def waiting(self) -> "MessageQuerySet":
        """Messages that were not sent yet."""
        return self.filter(sent_at__isnull=True)

    def to_erase(self, before: datetime) -> "MessageQuerySet":
        """Messages sent before this moment of which the recipient is still on record."""
        return self.filter(sent_at__lt=before).exclude(recipient__startswith=ERASED)


class Message(models.Model):
    """One e-mail. ``key`` says what it is for, so that nobody is told the same thing twice.

    ``leave_address`` is where a mail program can end the subscription that it belongs to.
    """

    key = models.CharField(max_length=200, unique=True)
    recipient = models.EmailField()
    subject = models.CharField(max_length=200)
    body = models.TextField()
    leave_address = models.URLField(max_length=500, blank=True)
    written_at = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    not_before = models.DateTimeField(null=True, blank=True)
    failures = models.PositiveSmallIntegerField(default=0)
    last_failure = models.TextField(blank=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.subject} to {self.recipient}"
