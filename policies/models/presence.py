"""Who has a section open at the moment, so that two people do not write past each other."""

from datetime import datetime, timedelta

from django.db import models

from policies.models.section import Section

# A page that is open says so every half minute; after this long without a word it is closed.
LASTS = timedelta(minutes=2)


class PresenceQuerySet(models.QuerySet):
    def others(self, section: Section, person, at: datetime) -> "PresenceQuerySet":
        """Presences of other people who have this section open at this moment."""
        return self.filter(section=section, seen_at__gt=at - LASTS).exclude(person=person)

    def long_over(self, at: datetime) -> "PresenceQuerySet":
        """Presences of pages that were closed without a word a day ago or earlier."""
        return self.filter(seen_at__lt=at - timedelta(days=1))


class Presence(models.Model):
    """That a person had the page of a section open, and when the page last said so."""

    # A presence means nothing without its section, so it alone goes with it.
    section = models.ForeignKey(Section, models.CASCADE, related_name="presences")
    person = models.ForeignKey("policies.User", models.PROTECT, related_name="+")
    seen_at = models.DateTimeField()

    objects = PresenceQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["section", "person"], name="one_presence")]

    def __str__(self) -> str:
        return f"{self.person} at {self.section}"
