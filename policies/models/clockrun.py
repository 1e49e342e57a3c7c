"""When the clock last ran to its end, on whatever host: what tells that it runs at all."""

from datetime import datetime

from django.db import models


class ClockRun(models.Model):
    """One row, which each run writes anew. It is of this installation, and in no backup."""

    ended_at = models.DateTimeField()
    failures = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(pk=1), name="one_row_of_the_clock")
        ]

    def __str__(self) -> str:
        return f"{self.ended_at:%-d %B %Y, %H:%M}"

    def is_late(self, at: datetime, *, minutes: int) -> bool:
        """Whether it ended so many minutes ago or longer."""
        return (at - self.ended_at).total_seconds() >= minutes * 60
