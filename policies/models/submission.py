"""The exact bytes of a version at one submitting, and the article made from them once."""

from dataclasses import replace

from django.db import models

from policies.domain.content import VersionContent, content_from_bytes, sha256_of
from policies.domain.hiding import Hidden, public_content, public_title
from policies.domain.record import DecisionRecord
from policies.domain.routes import ANY_BODY_DECIDES, Route
from policies.domain.translationstanding import withheld
from policies.models.version import Version


class SubmissionQuerySet(models.QuerySet):
    def of_versions(self) -> "SubmissionQuerySet":
        """The submissions of versions themselves, without those of their translations."""
        return self.filter(translation__isnull=True)


class Submission(models.Model):
    """What is decided on, published, rendered and verified. Rows are only ever added.

    That of a translation has its ``translation``, and ``translates`` is the submission that it
    says in another language; nobody decides on it alone.
    """

    version = models.ForeignKey(Version, models.PROTECT, related_name="submissions")
    canonical = models.BinaryField()
    sha256 = models.CharField(max_length=64, db_index=True)
    by = models.ForeignKey("policies.User", models.PROTECT, related_name="+")
    post = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()
    conforms_to = models.ForeignKey(
        "policies.Decision", models.PROTECT, null=True, blank=True, related_name="conformed"
    )
    amendments = models.TextField(blank=True)
    route = models.JSONField(default=dict, help_text="A copy of the route as it then was.")
    translation = models.ForeignKey(
        "policies.Translation",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="submissions",
    )
    translates = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="translated_as"
    )
    correction = models.TextField(
        blank=True, help_text="Why this translation replaces the one submitted before."
    )

    objects = SubmissionQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(translation__isnull=True, translates__isnull=True, correction="")
                | models.Q(translation__isnull=False, translates__isnull=False),
                name="translated_from_a_submission",
            ),
            models.CheckConstraint(
                condition=models.Q(conforms_to__isnull=True, amendments="")
                | models.Q(conforms_to__isnull=False) & ~models.Q(amendments=""),
                name="conformed_with_amendments",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.version} as submitted on {self.at:%-d %B %Y}"

    @property
    def content(self) -> VersionContent:
        """The text that was submitted, read back from its bytes: what is decided and verified.

        What people read is made from ``public_content``.
        """
        return content_from_bytes(bytes(self.canonical))

    @property
    def public_content(self) -> VersionContent:
        """The text without what is hidden by law: what every page and every file is made from."""
        hidden = self.hidden
        public = public_content(self.content, hidden)
        if self.translation_id and hidden:
            # Its title may say in the other language what is hidden in the version's.
            shown = public_title(self.version.title, self.version.restrictions.hidden())
            return replace(public, title=shown)
        return public

    @property
    def hidden(self) -> tuple[Hidden, ...]:
        """What is hidden of this by law: all of a translation, if anything is of its version."""
        hidden = self.version.restrictions.hidden()
        return withheld(hidden) if self.translation_id else hidden

    @property
    def translated_into(self) -> str:
        """The code of the language of a translation; "" for the version’s own text."""
        return self.translation.language if self.translation else ""

    @property
    def language(self) -> str:
        """The code of the language in which this text is written."""
        return self.translated_into or str(self.version.language)

    @property
    def route_taken(self) -> Route:
        """The route as it was at the submitting; any one body decides where there was none."""
        return Route.from_plain(self.route) if self.route else ANY_BODY_DECIDES

    @property
    def is_intact(self) -> bool:
        """Whether the kept bytes still have the published hash."""
        return sha256_of(bytes(self.canonical)) == self.sha256


class Article(models.Model):
    """What the page of a submission shows, made once so that no reader waits. It can be remade.

    ``conforming`` tells of a conformed text what was amended, who certified it, and the hash
    that was decided on before. ``decisions`` are those of the public record as they stood at
    the approval; nothing is decided on a submission after that.
    """

    submission = models.OneToOneField(
        Submission, models.PROTECT, primary_key=True, related_name="article"
    )
    html = models.TextField()
    edition = models.PositiveSmallIntegerField(
        help_text="The number of the renderer's layout: a page made by an older one is remade."
    )
    decisions = models.JSONField(default=list)
    conforming = models.JSONField(default=dict)

    def __str__(self) -> str:
        return f"Article of {self.submission}"

    @property
    def decision_records(self) -> tuple[DecisionRecord, ...]:
        """The decisions, oldest first, as pages and files state them."""
        return tuple(DecisionRecord.from_plain(decision) for decision in self.decisions)
