"""A text of one version in another language: its words, who translated it, and who checked it."""

import uuid

from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery
from simple_history.models import HistoricalRecords

from policies.domain import languages
from policies.domain.lifecycle import PUBLISHED
from policies.domain.translating import TranslatedWords, WordsOfSection
from policies.models.submission import Submission
from policies.models.version import Version

_CHOICES = [(language.code, language.name) for language in languages.TARGETS.values()]


class TranslationQuerySet(models.QuerySet):
    def for_public(self) -> "TranslationQuerySet":
        """Translations that were submitted and are of the very text that was published.

        One that was made from an earlier submission would show words that nobody decided.
        """
        return self.filter(
            version__status__in=[status.value for status in PUBLISHED],
            submission__isnull=False,
            submission__translates__sha256=models.F("version__submission__sha256"),
        )

    def checked(self) -> "TranslationQuerySet":
        """Translations of which someone who reads the language checked the wording that readers
        have, or a decision named it."""
        wording = {"submission": OuterRef("submission")}
        return self.filter(
            Exists(TranslationCheck.objects.filter(**wording))
            | Exists(DecidedTranslation.objects.filter(**wording))
        )

    def for_page(self) -> "TranslationQuerySet":
        """Translations with what their page shows of them, but the text itself."""
        decided = DecidedTranslation.objects.filter(submission=OuterRef("submission"))
        return (
            self.select_related("submission__article", "submission__translates", "version")
            .defer("submission__canonical", "submission__translates__canonical")
            .annotate(decided_by=Subquery(decided.values("pk")[:1]))
        )


class Translation(models.Model):
    """A text of one version in one other language; never a version of its own.

    It is written while it is open and frozen by its submission; correcting it opens it again,
    with a reason, while readers go on reading the last submission.
    """

    version = models.ForeignKey(Version, models.PROTECT, related_name="translations")
    language = models.CharField(max_length=12, choices=_CHOICES)
    stands_equal = models.BooleanField(
        default=False, help_text="Decided on together with the text that it translates."
    )
    translator = models.CharField(
        max_length=200, help_text="The agency or the post that translates it; never a person."
    )
    title = models.CharField(max_length=200, blank=True)
    summary = models.TextField(blank=True)
    audience = models.CharField(max_length=200, blank=True)
    coverage = models.CharField(max_length=300, blank=True)
    keywords = models.CharField(max_length=300, blank=True)
    change_summary = models.TextField(blank=True)
    change_reason = models.TextField(blank=True)
    source = models.ForeignKey(
        Submission, models.PROTECT, related_name="+", help_text="The submission that it is made of."
    )
    is_open = models.BooleanField(default=True, help_text="Whether it is being written.")
    correction = models.TextField(blank=True, help_text="Why it was opened again.")
    submission = models.ForeignKey(
        Submission, models.PROTECT, null=True, blank=True, related_name="+"
    )
    started_by = models.ForeignKey("policies.User", models.PROTECT, related_name="+")
    started_at = models.DateTimeField()
    history = HistoricalRecords(excluded_fields=["submission"])

    objects = TranslationQuerySet.as_manager()

    class Meta:
        ordering = ["language"]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "language"],
                name="one_translation_into_a_language",
                violation_error_message="This version has a translation into this language.",
            ),
            models.CheckConstraint(
                condition=Q(is_open=True) | Q(submission__isnull=False),
                name="closed_translation_is_submitted",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.version} in {self.target.name}"

    @property
    def target(self) -> languages.Language:
        """The language that it is in."""
        return languages.TARGETS[self.language]

    @property
    def is_behind_its_version(self) -> bool:
        """Whether the version was submitted anew, with other words, since this was made."""
        made_of = self.submission.translates if self.submission else self.source
        return self.is_behind(made_of)

    @property
    def follows_another_source(self) -> bool:
        """Whether the text being written is made of words that the version no longer has."""
        return self.is_behind(self.source)

    def is_behind(self, made_of: Submission) -> bool:
        """Whether what this was made of differs from what the version says now."""
        now = self.version.submission
        return now is not None and now.sha256 != made_of.sha256

    def is_worked_on_by(self, person) -> bool:
        """Whether this person wrote, brought in or submitted any of it."""
        return self.authorships.filter(person=person).exists()

    def as_words(self) -> TranslatedWords:
        """The words of the rows as they stand now."""
        names = ("title", "summary", "audience", "coverage", "keywords", "change_summary",
                 "change_reason")  # fmt: skip
        rows = self.sections.prefetch_related("items")
        return TranslatedWords(
            **{name: getattr(self, name) for name in names},
            sections=tuple(row.as_words() for row in rows),
        )


class TranslatedSection(models.Model):
    """The words of one section in the other language; all else is as in the source."""

    translation = models.ForeignKey(Translation, models.PROTECT, related_name="sections")
    position = models.PositiveSmallIntegerField()
    lineage = models.UUIDField(default=uuid.uuid4, editable=False)
    heading = models.CharField(max_length=200, blank=True)
    body = models.TextField(blank=True)
    history = HistoricalRecords()

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["translation", "lineage"], name="one_translated_section_of_a_lineage"
            )
        ]

    def __str__(self) -> str:
        return self.heading

    def as_words(self) -> WordsOfSection:
        """The words of this section and of its items, in order."""
        return WordsOfSection(
            lineage=self.lineage.hex,
            heading=self.heading,
            markdown=self.body,
            items=tuple((item.text, item.reason) for item in self.items.all()),
        )


class TranslatedItem(models.Model):
    """The words of one guidance item in the other language."""

    section = models.ForeignKey(TranslatedSection, models.PROTECT, related_name="items")
    position = models.PositiveSmallIntegerField()
    text = models.TextField(blank=True)
    reason = models.TextField(blank=True)
    history = HistoricalRecords()

    class Meta:
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.text


class TranslationAuthorship(models.Model):
    """That a person worked on a translation. Never taken back: it keeps them from checking it."""

    translation = models.ForeignKey(Translation, models.PROTECT, related_name="authorships")
    person = models.ForeignKey("policies.User", models.PROTECT, related_name="+")
    since = models.DateTimeField()

    class Meta:
        ordering = ["since", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["translation", "person"], name="one_translation_authorship"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person} on {self.translation}"


class TranslationCheck(models.Model):
    """That someone who reads the language compared one submission with its source."""

    submission = models.ForeignKey(Submission, models.PROTECT, related_name="translation_checks")
    statement = models.TextField(help_text="What was compared, and who reads the language.")
    by = models.ForeignKey("policies.User", models.PROTECT, related_name="+")
    post = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"Check of {self.submission}"


class DecidedTranslation(models.Model):
    """That a decision, or the certificate of a conformed text, named this text as equal."""

    decision = models.ForeignKey(
        "policies.Decision", models.PROTECT, related_name="equal_translations"
    )
    certificate = models.ForeignKey(
        "policies.Certificate",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="equal_translations",
    )
    submission = models.ForeignKey(Submission, models.PROTECT, related_name="decided_as_equal")

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.submission}, named by {self.decision}"
