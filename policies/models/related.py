"""The other documents that a version names."""

from django.db import models
from simple_history.models import HistoricalRecords

from policies.domain import content as words
from policies.models.version import Version


class RelatedDocument(models.Model):
    """Another document that a version names, here or elsewhere."""

    class LinkType(models.TextChoices):
        READ_WITH = "is read with", "Is read with"
        IMPLEMENTS = "implements", "Implements"
        SUPPORTS = "supports", "Supports"
        ADOPTS = "adopts", "Adopts"
        APPENDIX = "is an appendix of", "Is an appendix of"

    version = models.ForeignKey(Version, models.PROTECT, related_name="related")
    position = models.PositiveSmallIntegerField(default=0)
    title = models.CharField(max_length=200)
    link_type = models.CharField(
        max_length=30, choices=LinkType.choices, default=LinkType.READ_WITH
    )
    address = models.CharField(
        max_length=300, blank=True, help_text="https://… or an address on this portal: /documents/…"
    )
    history = HistoricalRecords()

    class Meta:
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.title

    def as_content(self) -> words.RelatedDocument:
        """This row as a frozen value."""
        return words.RelatedDocument(
            title=self.title, link_type=self.link_type, address=self.address
        )
