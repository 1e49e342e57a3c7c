"""The lasting thing with a slug and a reference. Its versions have the text and the status."""

from datetime import date
from typing import TYPE_CHECKING

from django.db import models
from simple_history.models import HistoricalRecords

from policies.models.council import Council, Post

if TYPE_CHECKING:
    from policies.models.version import Version


class Document(models.Model):
    """A policy or other text of the council, whatever version of it is in force."""

    council = models.ForeignKey(Council, models.PROTECT, related_name="documents")
    slug = models.SlugField(
        max_length=80, unique=True, help_text="The last part of its address. It never changes."
    )
    reference = models.CharField(
        max_length=40, unique=True, help_text="The council's own reference, never the title."
    )
    title = models.CharField(
        max_length=200,
        help_text="The name in lists. Publishing sets it to the title of the version in force.",
    )
    owner_post = models.ForeignKey(Post, models.PROTECT, related_name="documents_owned")
    route = models.ForeignKey(
        "policies.Route",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="documents",
        help_text="How a new or substantively changed version is decided. Empty: by any one body.",
    )
    minor_route = models.ForeignKey(
        "policies.Route",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="documents_for_minor_changes",
        help_text="How a minor change is decided. Empty: by the same route.",
    )
    fallback_post = models.ForeignKey(
        Post,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="documents_fallen_back",
        help_text="Who is told about reviews while nobody holds the owner’s post.",
    )
    review_interval_months = models.PositiveSmallIntegerField(default=24)
    history = HistoricalRecords()

    class Meta:
        ordering = ["title", "id"]
        indexes = [models.Index(fields=["title", "id"], name="document_by_title")]

    def __str__(self) -> str:
        return self.title

    def in_force_on(self, day: date) -> "Version | None":
        """The version in force on this day, or None."""
        return self.versions.in_force_on(day).first()

    def open_version(self) -> "Version | None":
        """The one version that is a draft, in review or approved, or None."""
        return self.versions.open().first()

    def latest_version(self) -> "Version | None":
        """The version with the highest number, discarded ones left out, or None."""
        return self.versions.not_discarded().order_by("-major", "-minor").first()


class EarlierAddress(models.Model):
    """A slug under which a document was found before: whoever asks for it is led on, for good."""

    document = models.ForeignKey(Document, models.PROTECT, related_name="earlier_addresses")
    slug = models.SlugField(
        max_length=80, unique=True, help_text="The last part of the earlier address."
    )
    by = models.ForeignKey("policies.User", models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["slug"]
        verbose_name_plural = "earlier addresses"

    def __str__(self) -> str:
        return f"{self.slug} leads to {self.document.slug}"


class PageStamp(models.Model):
    """How often what the public sees of a document has changed.

    One short query on it tells whether a reader's copy of any page of the document is still
    right. Whatever changes a page raises it, in the same transaction.
    """

    document = models.OneToOneField(
        Document, models.PROTECT, primary_key=True, related_name="page_stamp"
    )
    changes = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.document}: {self.changes}"
