"""The record of every change of status: the public timeline is these rows and the decisions."""

from django.db import models

from policies.domain.lifecycle import Move, Status
from policies.models.submission import Submission
from policies.models.version import Version


class StatusChange(models.Model):
    """One move that was made: from, to, by, at, note. Rows are only ever added."""

    version = models.ForeignKey(Version, models.PROTECT, related_name="status_changes")
    submission = models.ForeignKey(
        Submission, models.PROTECT, null=True, blank=True, related_name="status_changes"
    )
    move = models.CharField(max_length=16, choices=[(move.value, move.label) for move in Move])
    from_status = models.CharField(max_length=12, blank=True)
    to_status = models.CharField(
        max_length=12, choices=[(status.value, status.label) for status in Status]
    )
    by = models.ForeignKey("policies.User", models.PROTECT, related_name="+")
    post = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()
    note = models.TextField(blank=True)
    authority = models.CharField(max_length=300, blank=True)
    exception = models.TextField(blank=True)
    successor = models.ForeignKey(Version, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.version}: {self.get_move_display()}"
