"""What the public may read of each section, kept apart so that no search opens every text.

Rows are made from ``Submission.public_content`` in the transaction that changes what the public
reads, and can be made again at any time; nothing is decided, cited or verified from them. There
is none of a draft, nor of a text that is not for everyone.
"""

from collections.abc import Iterable

from django.db import models
from django.db.models import Q
from django.db.models.functions import Length

from policies.domain.content import ItemKind
from policies.models.submission import Submission
from policies.models.version import Version


class PublicSectionQuerySet(models.QuerySet):
    def in_force(self) -> "PublicSectionQuerySet":
        """The sections of public texts that are in force now, each text after the other."""
        return self.filter(
            is_in_force=True,
            version__status="in_force",
            version__publication=Version.Publication.PUBLIC,
        )

    def audiences(self) -> list[str]:
        """Whom the public texts in force are written for, in alphabetical order."""
        texts = self.filter(position=0, is_in_force=True).exclude(audience="")
        return list(texts.order_by("audience").values_list("audience", flat=True).distinct())

    def defining(self) -> "PublicSectionQuerySet":
        """The sections in force that say what words mean, text after text."""
        rows = self.in_force().exclude(html="").order_by("key", "title", "position")
        return rows.with_documents()

    def with_documents(self) -> "PublicSectionQuerySet":
        """These sections with what leads to them."""
        return self.select_related("version__document")


class PublicSection(models.Model):
    """One section of a published public text, or of a checked translation of one in force.

    The first row of a text is its title and summary.
    """

    submission = models.ForeignKey(Submission, models.PROTECT, related_name="+")
    version = models.ForeignKey(Version, models.PROTECT, related_name="public_sections")
    language = models.CharField(max_length=12)
    is_in_force = models.BooleanField()
    position = models.PositiveSmallIntegerField(help_text="0 is the text as a whole.")
    anchor = models.CharField(max_length=20, blank=True)
    key = models.CharField(max_length=40, blank=True)
    title = models.TextField("title of the text")
    audience = models.TextField(blank=True)
    heading = models.TextField()
    words = models.TextField(blank=True)
    html = models.TextField(blank=True, help_text="Of sections that define words, and no others.")
    topics = models.TextField(blank=True, help_text="Of the law relied on, between bars.")
    contacts = models.JSONField(default=list)

    objects = PublicSectionQuerySet.as_manager()

    class Meta:
        ordering = ["version_id", "position"]
        indexes = [
            models.Index(
                fields=["audience"], condition=Q(position=0, is_in_force=True), name="public_texts"
            ),
            models.Index(
                fields=["key", "title", "position"],
                condition=Q(is_in_force=True),
                name="public_sections_by_key",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "language", "position"], name="one_public_section_of_a_position"
            )
        ]

    def __str__(self) -> str:
        return f"{self.title}: {self.heading}"

    @property
    def fragment(self) -> str:
        """What leads to this section on the page of its version."""
        return f"#{self.anchor}" if self.anchor else ""

    @property
    def is_translated(self) -> bool:
        """Whether it is of a text in another language than its version."""
        return self.language != self.version.language


class PublicItemQuerySet(models.QuerySet):
    def of_kinds(self, *kinds: ItemKind) -> "PublicItemQuerySet":
        """The items of these kinds in public texts that are in force, text after text."""
        rows = self.filter(
            kind__in=[kind.value for kind in kinds],
            section__version__status="in_force",
            section__version__publication=Version.Publication.PUBLIC,
        )
        return rows.select_related("section__version__document")


class PublicItem(models.Model):
    """One guidance item of a public text in force, as clean HTML."""

    section = models.ForeignKey(PublicSection, models.CASCADE, related_name="items")
    title = models.TextField("title of the text")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=8, choices=[(kind.value, kind.label) for kind in ItemKind])
    text = models.TextField()
    reason = models.TextField(blank=True)
    is_key_point = models.BooleanField(default=False)

    objects = PublicItemQuerySet.as_manager()

    class Meta:
        ordering = ["title", "section", "position"]
        indexes = [
            models.Index(
                fields=["kind", "title", "section", "position"], name="public_items_by_kind"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.text}"


class PublicLawUseQuerySet(models.QuerySet):
    def in_force(self) -> "PublicLawUseQuerySet":
        """What sections of public texts in force rely on, law after law."""
        rows = self.filter(
            section__version__status="in_force",
            section__version__publication=Version.Publication.PUBLIC,
        )
        return rows.select_related("section__version__document")

    def topics(self) -> list[str]:
        """The topics of these laws, in alphabetical order."""
        rows = self.select_related(None).exclude(topic="").order_by("topic")
        return list(rows.values_list("topic", flat=True).distinct())


class PublicLawUse(models.Model):
    """That a section of a public text in force relies on a law, with the copy that it relies on."""

    section = models.ForeignKey(PublicSection, models.CASCADE, related_name="law_uses")
    code = models.CharField(max_length=80)
    topic = models.CharField(max_length=80, blank=True, db_index=True)
    said = models.JSONField(default=dict, help_text="The copy of the row, as the public may read.")

    objects = PublicLawUseQuerySet.as_manager()

    class Meta:
        ordering = ["code", "section"]
        indexes = [models.Index(fields=["code", "section"], name="public_law_uses_by_code")]

    def __str__(self) -> str:
        return f"{self.section} relies on {self.code}"


class IndexedWordQuerySet(models.QuerySet):
    def of_lengths(self, lengths: Iterable[int]) -> "IndexedWordQuerySet":
        """Words of so many letters."""
        return self.annotate(letters=Length("word")).filter(letters__in=list(lengths))


class IndexedWord(models.Model):
    """A word that some public text had when it was indexed, to tell what a slip may have meant.

    Before a word is suggested it is looked for: one that was hidden or withdrawn since finds
    nothing, and nobody is told of it.
    """

    word = models.CharField(max_length=60, unique=True)

    objects = IndexedWordQuerySet.as_manager()

    class Meta:
        ordering = ["word"]

    def __str__(self) -> str:
        return self.word
