"""A numbered text of a document, and its status."""

from datetime import date

from django.apps import apps
from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from policies.domain import content as words
from policies.domain.lifecycle import OPEN, PUBLISHED, Move, Status
from policies.domain.numbering import ChangeClass, VersionNumber
from policies.models.council import Contact, Post
from policies.models.document import Document
from policies.models.law import LawReference


class VersionQuerySet(models.QuerySet):
    def in_force(self) -> "VersionQuerySet":
        """Versions that members must follow now."""
        return self.filter(status=Status.IN_FORCE.value)

    def in_force_on(self, day: date) -> "VersionQuerySet":
        """Versions that were in force on this London date: from included, until excluded."""
        return self.filter(in_force_from__lte=day).filter(
            Q(in_force_until__isnull=True) | Q(in_force_until__gt=day)
        )

    def open(self) -> "VersionQuerySet":
        """Versions being worked on: drafts, in review, approved."""
        return self.filter(status__in=[s.value for s in OPEN], recorded_from_paper_on=None)

    def published(self) -> "VersionQuerySet":
        """Versions that are or were in force: public for good."""
        return self.filter(status__in=[s.value for s in PUBLISHED])

    def not_discarded(self) -> "VersionQuerySet":
        """Versions that were not given up."""
        return self.exclude(status=Status.DISCARDED.value)

    def for_public(self) -> "VersionQuerySet":
        """Published versions that anyone may read."""
        return self.published().filter(publication=Version.Publication.PUBLIC)

    def numbered(self, printed: str) -> "VersionQuerySet":
        """The version with this printed number, such as “2.2”."""
        number = VersionNumber.parsed(printed)
        return self.filter(major=number.major, minor=number.minor)

    def for_history(self) -> "VersionQuerySet":
        """Published versions with ``withdrawal_reason``, for the list of all versions."""
        changes = apps.get_model("policies", "StatusChange").objects.filter(version=OuterRef("pk"))
        reason = changes.filter(move=Move.WITHDRAW.value).values("note")[:1]
        return self.published().annotate(withdrawal_reason=Subquery(reason))

    def for_page(self) -> "VersionQuerySet":
        """Versions with what is on record of them for their page, but the decisions and the files.

        Adds ``withdrawal_reason`` and ``publication_exception``.
        """
        changes = apps.get_model("policies", "StatusChange").objects.filter(version=OuterRef("pk"))
        return (
            self.select_related("document__council", "submission__article")
            .defer("submission__canonical")
            .annotate(
                withdrawal_reason=Subquery(
                    changes.filter(move=Move.WITHDRAW.value).values("note")[:1]
                ),
                publication_exception=Subquery(
                    changes.filter(move=Move.PUBLISH.value).values("exception")[:1]
                ),
            )
        )


class Version(models.Model):
    """One numbered text of a document. Its number is provisional until it is approved."""

    class Publication(models.TextChoices):
        PUBLIC = "public", _("Everyone")
        MEMBERS = "members", _("Members and officers")
        OFFICERS = "officers", _("Officers")

    class Classification(models.TextChoices):
        OFFICIAL = "OFFICIAL", "OFFICIAL"
        OFFICIAL_SENSITIVE = "OFFICIAL-SENSITIVE", "OFFICIAL-SENSITIVE"

    document = models.ForeignKey(Document, models.PROTECT, related_name="versions")
    major = models.PositiveSmallIntegerField()
    minor = models.PositiveSmallIntegerField(default=0)
    status = models.CharField(
        max_length=12,
        default=Status.DRAFT.value,
        choices=[(status.value, _(status.label)) for status in Status],
    )
    title = models.CharField(max_length=200)
    kind = models.CharField(
        max_length=12,
        default=words.Kind.POLICY.value,
        choices=[(kind.value, _(kind.label)) for kind in words.Kind],
    )
    language = models.CharField(max_length=12, default="en-GB")
    summary = models.TextField(blank=True, help_text="What this text is for, in a sentence or two.")
    audience = models.CharField(
        max_length=200, blank=True, help_text="Who it is written for: elected members."
    )
    coverage = models.CharField(
        max_length=300,
        blank=True,
        help_text="Who is bound by it: all members and co-opted members.",
    )
    classification = models.CharField(
        max_length=20, choices=Classification.choices, default=Classification.OFFICIAL
    )
    publication = models.CharField(
        "may be read by",
        max_length=10,
        choices=Publication.choices,
        default=Publication.PUBLIC,
    )
    keywords = models.CharField(max_length=300, blank=True, help_text="With commas between them.")
    author_post = models.ForeignKey(Post, models.PROTECT, related_name="+")
    change_class = models.CharField(
        max_length=12,
        choices=[(change.value, change.label) for change in ChangeClass],
        default=ChangeClass.NEW.value,
    )
    change_summary = models.TextField(
        blank=True, help_text="What this version changes, in plain English, for members."
    )
    change_reason = models.TextField(blank=True, help_text="Why it is changed.")
    based_on = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")
    contacts = models.ManyToManyField(Contact, blank=True, related_name="+")
    submission = models.ForeignKey(
        "policies.Submission", models.PROTECT, null=True, blank=True, related_name="+"
    )
    in_force_from = models.DateField(null=True, blank=True)
    in_force_until = models.DateField(
        null=True, blank=True, help_text="The first day on which it is no longer in force."
    )
    next_review_on = models.DateField(null=True, blank=True)
    recorded_from_paper_on = models.DateField(null=True, blank=True)
    evidence = models.TextField(blank=True)
    history = HistoricalRecords(m2m_fields=[contacts], excluded_fields=["submission"])

    objects = VersionQuerySet.as_manager()

    class Meta:
        ordering = ["-major", "-minor"]
        indexes = [models.Index(fields=["in_force_from", "id"], name="version_by_in_force_from")]
        constraints = [
            models.UniqueConstraint(
                fields=["document", "major", "minor"],
                name="one_version_of_a_number",
                violation_error_message="This document has a version with this number.",
            ),
            models.UniqueConstraint(
                fields=["document"],
                condition=Q(status="in_force"),
                name="one_version_in_force",
                violation_error_message="Another version of this document is in force.",
            ),
            models.UniqueConstraint(
                fields=["document"],
                condition=Q(
                    status__in=["draft", "in_review", "approved"], recorded_from_paper_on=None
                ),
                name="one_open_version",
                violation_error_message="This document has an open version.",
            ),
            # A version recorded from paper is a draft only inside the act that records it.
            models.UniqueConstraint(
                fields=["document"],
                condition=Q(
                    status__in=["draft", "in_review", "approved"],
                    recorded_from_paper_on__isnull=False,
                ),
                name="one_version_being_recorded",
            ),
            models.UniqueConstraint(fields=["document", "in_force_from"], name="one_version_a_day"),
            models.CheckConstraint(
                condition=Q(
                    status__in=["in_force"],
                    in_force_from__isnull=False,
                    in_force_until__isnull=True,
                    submission__isnull=False,
                )
                | Q(
                    status__in=["superseded", "withdrawn"],
                    in_force_from__isnull=False,
                    in_force_until__isnull=False,
                    submission__isnull=False,
                )
                | Q(
                    status__in=["draft", "in_review", "approved", "discarded"],
                    in_force_from__isnull=True,
                    in_force_until__isnull=True,
                ),
                name="dates_of_force_fit_the_status",
            ),
            models.CheckConstraint(
                condition=Q(in_force_until__isnull=True)
                | Q(in_force_until__gte=models.F("in_force_from")),
                name="force_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(recorded_from_paper_on__isnull=True)
                | ~Q(evidence="") & Q(recorded_from_paper_on__isnull=False),
                name="recorded_from_paper_with_evidence",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} {self.number}"

    @property
    def number(self) -> VersionNumber:
        """The number as councils print it: 2.2."""
        return VersionNumber(self.major, self.minor)

    @property
    def state(self) -> Status:
        """The status as a word of the lifecycle."""
        return Status(self.status)

    @property
    def is_draft(self) -> bool:
        return self.status == Status.DRAFT.value

    @property
    def is_in_review(self) -> bool:
        return self.status == Status.IN_REVIEW.value

    @property
    def is_approved(self) -> bool:
        return self.status == Status.APPROVED.value

    @property
    def is_in_force(self) -> bool:
        return self.status == Status.IN_FORCE.value

    @property
    def is_superseded(self) -> bool:
        return self.status == Status.SUPERSEDED.value

    @property
    def is_withdrawn(self) -> bool:
        return self.status == Status.WITHDRAWN.value

    @property
    def is_public(self) -> bool:
        return self.publication == self.Publication.PUBLIC

    def is_review_overdue_on(self, day: date) -> bool:
        """Whether the day of the next review has passed without one."""
        return self.is_in_force and self.next_review_on is not None and self.next_review_on < day

    def is_written_by(self, person) -> bool:
        """Whether this person is among the authors of this version."""
        return self.authorships.filter(person=person).exists()

    def as_content(self) -> words.VersionContent:
        """The text of the rows as it stands now, as one frozen value."""
        sections = tuple(
            section.as_content() for section in self.sections.prefetch_related("items", "laws")
        )
        return words.VersionContent(
            reference=self.document.reference,
            slug=self.document.slug,
            number=str(self.number),
            title=self.title,
            kind=words.Kind(self.kind),
            council=self.document.council.name,
            language=self.language,
            summary=self.summary,
            audience=self.audience,
            coverage=self.coverage,
            classification=self.classification,
            keywords=tuple(k.strip() for k in self.keywords.split(",") if k.strip()),
            author_post=self.author_post.title,
            owner_post=self.document.owner_post.title,
            change_class=self.change_class,
            change_summary=self.change_summary,
            change_reason=self.change_reason,
            sections=sections,
            contacts=tuple(contact.as_content() for contact in self.contacts.order_by("name")),
            related=tuple(related.as_content() for related in self.related.all()),
            laws=self._laws(sections),
        )

    def _laws(self, sections) -> tuple[words.LawReference, ...]:
        """Copies of the law rows that these sections rely on, in the order of their codes."""
        wanted = {code for section in sections for code in section.laws}
        rows = LawReference.objects.filter(code__in=wanted).order_by("code")
        return tuple(row.as_content() for row in rows)
