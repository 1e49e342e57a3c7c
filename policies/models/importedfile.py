"""A file that an officer brought in: its bytes, and what the officer decided about its words."""

from django.db import models

from policies.models.document import Document
from policies.models.version import Version


class ImportedFileQuerySet(models.QuerySet):
    def waiting(self) -> "ImportedFileQuerySet":
        """Files whose words are in no version yet, without their bytes."""
        return self.filter(version__isnull=True).select_related("by").defer("content")

    def used(self) -> "ImportedFileQuerySet":
        """Files whose words went into a version, without their bytes."""
        return self.filter(version__isnull=False).select_related("by", "version").defer("content")


class ImportedFile(models.Model):
    """Kept from the moment it arrives, so that nothing is lost before its words are in a draft.

    ``placements`` says for each passage without a place where the officer puts it. ``title`` and
    ``kind`` are empty while they are those that the file itself has. The rows stay: they are the
    evidence for where the text of a version came from.
    """

    document = models.ForeignKey(Document, models.PROTECT, related_name="imported_files")
    name = models.CharField(max_length=200)
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64, db_index=True)
    by = models.ForeignKey("policies.User", models.PROTECT, related_name="+")
    at = models.DateTimeField()
    title = models.CharField(max_length=200, blank=True)
    kind = models.CharField(max_length=12, blank=True)
    placements = models.JSONField(default=dict)
    version = models.ForeignKey(
        Version, models.PROTECT, null=True, blank=True, related_name="imported_files"
    )

    objects = ImportedFileQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return self.name
