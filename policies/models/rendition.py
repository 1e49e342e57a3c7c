"""The stored files of submissions, and who is building which."""

from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, Subquery, Value, When
from django.utils.translation import ngettext

from policies.models.restriction import Restriction, RestrictionWord
from policies.models.submission import Submission


def storage_name(sha256: str) -> str:
    """Where bytes with this hash are kept: under it, so that nothing is ever overwritten."""
    return f"renditions/{sha256[:2]}/{sha256}"


class RenditionQuerySet(models.QuerySet):
    def standing(self) -> "RenditionQuerySet":
        """Renditions without a successor."""
        return self.filter(successor__isnull=True)

    def offered(self) -> "RenditionQuerySet":
        """The standing renditions that were built since a restriction of their version last
        took effect or was lifted: those made from the text that the public may read."""
        return self.standing()._with_restricted_at().filter(_IS_SINCE)

    def marked_if_hidden(self) -> "RenditionQuerySet":
        """These with ``is_hidden``: whether they say something that is hidden by law now."""
        standing = Restriction.objects.standing().filter(version=OuterRef("submission__version"))
        is_hidden = Case(When(_IS_SINCE, then=Value(False)), default=Exists(standing))
        return self._with_restricted_at().annotate(is_hidden=is_hidden)

    def _with_restricted_at(self) -> "RenditionQuerySet":
        words = RestrictionWord.objects.filter(
            restriction__version=OuterRef("submission__version"), is_confirmed=True
        )
        return self.annotate(restricted_at=Subquery(words.order_by("-at").values("at")[:1]))


_IS_SINCE = Q(restricted_at__isnull=True) | Q(built_at__gt=F("restricted_at"))


class Rendition(models.Model):
    """The stored file of one submission in one format and language.

    A rendition is never changed; a faulty one gets a successor, with a reason. What a person
    made and an officer put in the place of the portal's own says who did, and why.
    """

    class Maker(models.TextChoices):
        COMPUTER = "computer", ""
        READ = "read", "read by a person"
        PROOFREAD = "proof-read", "proof-read by a person"
        PREPARED = "prepared", "prepared by a person"

    submission = models.ForeignKey(Submission, models.PROTECT, related_name="renditions")
    format = models.CharField(max_length=20)
    language = models.CharField(max_length=12)
    sha256 = models.CharField(max_length=64, db_index=True)
    name = models.CharField(max_length=160)
    media_type = models.CharField(max_length=80)
    size = models.PositiveBigIntegerField(help_text="In bytes.")
    pages = models.PositiveIntegerField(null=True, blank=True)
    minutes = models.PositiveIntegerField(null=True, blank=True)
    findings = models.JSONField(default=list)
    built_at = models.DateTimeField()
    replaces = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="successor"
    )
    reason = models.TextField(blank=True)
    maker = models.CharField(max_length=12, choices=Maker.choices, default=Maker.COMPUTER.value)
    by = models.ForeignKey("policies.User", models.PROTECT, null=True, blank=True, related_name="+")
    post = models.CharField(max_length=200, blank=True)

    objects = RenditionQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["submission", "format", "language"],
                condition=models.Q(replaces__isnull=True),
                name="one_first_rendition",
            ),
            models.CheckConstraint(
                condition=models.Q(replaces__isnull=True, by__isnull=True, reason="")
                | ~models.Q(replaces__isnull=True, by__isnull=True) & ~models.Q(reason=""),
                name="replaced_with_a_reason",
            ),
            models.CheckConstraint(
                condition=models.Q(maker="computer", by__isnull=True)
                | ~models.Q(maker="computer") & models.Q(by__isnull=False),
                name="made_by_a_person_kept_by_an_officer",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_by_a_person(self) -> bool:
        """Whether a person made it, and not the portal."""
        return self.maker != self.Maker.COMPUTER.value

    @property
    def length(self) -> str:
        """How long it is, as its reader counts: "15 pages", "20 minutes", or "" if uncounted."""
        said = []
        if self.pages:
            said.append(
                ngettext("{count} page", "{count} pages", self.pages).format(count=self.pages)
            )
        if self.minutes:
            length = ngettext("{count} minute", "{count} minutes", self.minutes)
            said.append(length.format(count=self.minutes))
        return ", ".join(said)


class BuildTicket(models.Model):
    """The one place in the queue for a format of a submission: one builder at a time."""

    submission = models.ForeignKey(Submission, models.PROTECT, related_name="build_tickets")
    format = models.CharField(max_length=20)
    claimed_at = models.DateTimeField(null=True, blank=True)
    failures = models.PositiveSmallIntegerField(default=0)
    last_failure = models.TextField(blank=True)
    not_before = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["submission", "format"], name="one_build_ticket")
        ]

    def __str__(self) -> str:
        return f"{self.format} of {self.submission}"


class TrialRendering(models.Model):
    """What a rendering tried after submitting found, for the desk to show before it matters."""

    submission = models.OneToOneField(
        Submission, models.PROTECT, primary_key=True, related_name="trial_rendering"
    )
    at = models.DateTimeField()
    findings = models.JSONField(default=list)

    def __str__(self) -> str:
        return f"Trial rendering of {self.submission}"
