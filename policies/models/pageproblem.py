"""What a reader found wrong with a page of the portal, and what the council did about it."""

from django.db import models
from django.db.models import Q

from policies.models.council import Post
from policies.models.document import Document
from policies.models.formatrequest import LetterQuerySet


class PageProblem(models.Model):
    """That a reader reported a problem with a page: to the post that owns the document, if the
    page is one of a document, and to the council’s contact otherwise.

    Not part of the record of the text: the words and the address are erased some days after it
    is closed.
    """

    reference = models.CharField(max_length=12, unique=True)
    path = models.CharField("page", max_length=500, blank=True)
    document = models.ForeignKey(
        Document, models.PROTECT, null=True, blank=True, related_name="page_problems"
    )
    post = models.ForeignKey(
        Post, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="owner post"
    )
    words = models.TextField("what is wrong", blank=True)
    email = models.EmailField("e-mail", blank=True)
    reported_at = models.DateTimeField()
    closed_by = models.ForeignKey(
        "policies.User", models.PROTECT, null=True, blank=True, related_name="+"
    )
    closed_at = models.DateTimeField(null=True, blank=True)
    outcome = models.TextField("what was done", blank=True)
    erased_at = models.DateTimeField(null=True, blank=True)

    objects = LetterQuerySet.as_manager()

    class Meta:
        verbose_name = "problem with a page"
        verbose_name_plural = "problems with pages"
        ordering = ["reported_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_by__isnull=True, closed_at__isnull=True, outcome="")
                | Q(closed_by__isnull=False, closed_at__isnull=False) & ~Q(outcome=""),
                name="page_problem_closed_by_at_and_outcome",
            ),
            models.CheckConstraint(
                condition=Q(erased_at__isnull=True)
                | Q(closed_at__isnull=False, words="", email=""),
                name="page_problem_erased_is_erased",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference}: {self.path or 'no page named'}"

    @property
    def is_open(self) -> bool:
        return self.closed_at is None
