"""What officers and consultees said of a submission: signed, dated, never changed."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from policies.models.council import Post
from policies.models.submission import Submission


class CommentQuerySet(models.QuerySet):
    def for_public(self) -> "CommentQuerySet":
        """Comments that the public approval history shows."""
        return self.filter(is_for_public=True)


class Comment(models.Model):
    """A statutory or professional comment, or a consultee's answer. Rows are only ever added.

    ``by`` typed it; ``post`` is whose word it is. Where they differ (``evidence``), a clerk
    recorded what the post said elsewhere.
    """

    class Stance(models.TextChoices):
        NO_IMPLICATIONS = "none", _("No implications")
        CONTENT = "content", _("Content")
        CONTENT_IF = "content-if", _("Content, with the points made")
        OBJECTS = "objects", _("Objects")

    submission = models.ForeignKey(Submission, models.PROTECT, related_name="comments")
    post = models.ForeignKey(Post, models.PROTECT, related_name="comments")
    topic = models.CharField(
        max_length=80, help_text="What it is about: financial, legal, constitutional, staffing."
    )
    stance = models.CharField(max_length=12, choices=Stance.choices)
    text = models.TextField(blank=True)
    initials = models.CharField(max_length=12, blank=True)
    dated = models.DateField(help_text="The day on which the comment was made.")
    is_for_public = models.BooleanField("shown in the public approval history", default=False)
    evidence = models.CharField(
        max_length=300, blank=True, help_text="Where it was said, if it was recorded for the post."
    )
    by = models.ForeignKey("policies.User", models.PROTECT, related_name="+")
    signed_as = models.CharField(max_length=200, help_text="The post, or the deputy for it.")
    at = models.DateTimeField()
    exception = models.TextField(blank=True)

    objects = CommentQuerySet.as_manager()

    class Meta:
        ordering = ["dated", "id"]

    def __str__(self) -> str:
        return f"{self.post} on {self.submission}"

    @property
    def is_stale(self) -> bool:
        """Whether the text was submitted anew since, and not only conformed to its minute."""
        version = self.submission.version
        present = None if version.is_draft else version.submission
        decided = present.conforms_to if present else None
        return present is None or self.submission_id not in (
            present.pk,
            decided.submission_id if decided else None,
        )
