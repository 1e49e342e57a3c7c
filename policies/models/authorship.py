"""Who wrote part of a version: what keeps them from deciding on it."""

from django.db import models

from policies.models.version import Version


class Authorship(models.Model):
    """That a person wrote part of a version. Never taken back: all authors count."""

    version = models.ForeignKey(Version, models.PROTECT, related_name="authorships")
    person = models.ForeignKey("policies.User", models.PROTECT, related_name="authorships")
    since = models.DateTimeField()

    class Meta:
        ordering = ["since", "id"]
        constraints = [models.UniqueConstraint(fields=["version", "person"], name="one_authorship")]

    def __str__(self) -> str:
        return f"{self.person} on {self.version}"
