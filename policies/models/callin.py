"""Holding an approved text: called in by scrutiny, then released, or rescinded."""

from django.db import models

from policies.models.version import Version


class CallInQuerySet(models.QuerySet):
    def standing(self) -> "CallInQuerySet":
        """Call-ins that nobody has released."""
        return self.filter(release__isnull=True)


class CallIn(models.Model):
    """That an approved version may not be published until it is released. Only ever added."""

    version = models.ForeignKey(Version, models.PROTECT, related_name="call_ins")
    authority = models.CharField(max_length=300, help_text="Who called it in, and where it says.")
    reason = models.TextField()
    by = models.ForeignKey("policies.User", models.PROTECT, related_name="+")
    post = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()

    objects = CallInQuerySet.as_manager()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.version}: {self.authority}"


class CallInRelease(models.Model):
    """That a version that was called in may go on. Only ever added."""

    call_in = models.OneToOneField(CallIn, models.PROTECT, primary_key=True, related_name="release")
    authority = models.CharField(max_length=300, help_text="Who released it, under which minute.")
    reason = models.TextField(blank=True)
    by = models.ForeignKey("policies.User", models.PROTECT, related_name="+")
    post = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"Released: {self.call_in}"
