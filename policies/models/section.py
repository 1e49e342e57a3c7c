"""The parts of a version's text: sections and the guidance items in them."""

import uuid

from django.db import models
from simple_history.models import HistoricalRecords

from policies.domain import content as words
from policies.models.law import LawReference
from policies.models.version import Version


class Section(models.Model):
    """A heading with Markdown under it. Its lineage goes on in later versions."""

    version = models.ForeignKey(Version, models.PROTECT, related_name="sections")
    position = models.PositiveSmallIntegerField()
    lineage = models.UUIDField(default=uuid.uuid4, editable=False)
    level = models.PositiveSmallIntegerField(
        default=1, choices=[(1, "Section"), (2, "Part of a section"), (3, "Sub-part")]
    )
    printed_number = models.CharField(
        max_length=20, blank=True, help_text="As the council prints it: 3.1. It may be empty."
    )
    heading = models.CharField(max_length=200)
    key = models.SlugField(max_length=40, blank=True, help_text="What the section is about.")
    body = models.TextField("text", blank=True, help_text="In Markdown.")
    laws = models.ManyToManyField(
        LawReference, blank=True, related_name="sections", verbose_name="law references"
    )
    history = HistoricalRecords(m2m_fields=[laws])

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["version", "lineage"], name="one_section_of_a_lineage")
        ]

    def __str__(self) -> str:
        return f"{self.printed_number} {self.heading}".strip()

    def as_content(self) -> words.Section:
        """This section as a frozen value, its items in order."""
        return words.Section(
            lineage=self.lineage.hex,
            heading=self.heading,
            level=self.level,
            printed_number=self.printed_number,
            key=self.key,
            markdown=self.body,
            items=tuple(item.as_content() for item in self.items.all()),
            laws=tuple(sorted(law.code for law in self.laws.all())),
        )


class GuidanceItem(models.Model):
    """One do, don't, tip, risk or benefit, with its reason."""

    section = models.ForeignKey(Section, models.PROTECT, related_name="items")
    position = models.PositiveSmallIntegerField(default=0)
    kind = models.CharField(
        max_length=8, choices=[(kind.value, kind.label) for kind in words.ItemKind]
    )
    text = models.TextField()
    reason = models.TextField(blank=True, help_text="Why: one plain sentence.")
    is_key_point = models.BooleanField("key point", default=False)
    history = HistoricalRecords()

    class Meta:
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.text

    def as_content(self) -> words.GuidanceItem:
        """This item as a frozen value."""
        return words.GuidanceItem(
            kind=words.ItemKind(self.kind),
            text=self.text,
            reason=self.reason,
            is_key_point=self.is_key_point,
        )
