"""Hiding a passage or a version by law: under a dated public notice, the original sealed."""

from datetime import datetime

from django.db import connection, models
from django.db.models import Exists, Max, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from policies.domain.content import VersionContent
from policies.domain.dates import london_day
from policies.domain.hiding import Hidden, public_content, public_title, public_words
from policies.models.version import Version, VersionQuerySet


class RestrictionQuerySet(models.QuerySet):
    def standing(self) -> "RestrictionQuerySet":
        """Restrictions that a second officer confirmed and that were not lifted."""
        return self.filter(word__is_confirmed=True, lifts__isnull=True).exclude(
            lifted_by__word__is_confirmed=True
        )

    def hidden(self) -> tuple[Hidden, ...]:
        """What the standing restrictions among these hide, the first first."""
        return tuple(one.as_hidden() for one in self.standing().select_related("word"))

    def unanswered(self) -> "RestrictionQuerySet":
        """Restrictions, and liftings of such, that wait for the second officer."""
        return self.filter(word__isnull=True)

    def changed_at(self) -> datetime | None:
        """When a restriction among these last took effect or was lifted, or None."""
        moment: datetime | None = self.filter(word__is_confirmed=True).aggregate(
            last=Max("word__at")
        )["last"]
        return moment


class Restriction(models.Model):
    """That a passage of a version, or all of it, is hidden by law; or that such a one is lifted.

    The Monitoring Officer and an Administrator do it together: one asks, the other confirms.
    Rows are only ever added.
    """

    class Ground(models.TextChoices):
        COURT_ORDER = "court-order", _("A court order")
        PERSONAL_DATA = "personal-data", _("Personal data")

    version = models.ForeignKey(Version, models.PROTECT, related_name="restrictions")
    passage = models.TextField(
        blank=True, help_text="The exact words to hide; leave it empty to hide the whole version."
    )
    ground = models.CharField(max_length=16, choices=Ground.choices)
    notice = models.TextField(help_text="What the public is told, without what is hidden.")
    reason = models.TextField(help_text="The order or the request, for the record of officers.")
    lifts = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="lifted_by"
    )
    by = models.ForeignKey("policies.User", models.PROTECT, related_name="+")
    post = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()

    objects = RestrictionQuerySet.as_manager()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.version}: {self.get_ground_display()}"

    @property
    def hides_all(self) -> bool:
        """Whether the whole version is hidden."""
        return not self.passage

    def as_hidden(self) -> Hidden:
        """What a confirmed restriction hides, from which London day on."""
        return Hidden(
            passage=self.passage,
            ground=self.get_ground_display(),
            notice=self.notice,
            on=london_day(self.word.at),
        )


class RestrictionWord(models.Model):
    """The second officer's word on a restriction. Rows are only ever added."""

    restriction = models.OneToOneField(
        Restriction, models.PROTECT, primary_key=True, related_name="word"
    )
    is_confirmed = models.BooleanField()
    note = models.TextField(blank=True)
    by = models.ForeignKey("policies.User", models.PROTECT, related_name="+")
    post = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(is_confirmed=True) | ~Q(note=""),
                name="restriction_declined_with_a_reason",
            )
        ]

    def __str__(self) -> str:
        return f"{'Confirmed' if self.is_confirmed else 'Declined'}: {self.restriction}"


def words_spoken() -> int:
    """Return how many words were spoken on restrictions so far: a new one changes what may be read.

    Asked before every stored file, so it is the one query here that is written out: making it
    anew each time takes longer than answering it.
    """
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT COUNT(*) FROM {RestrictionWord._meta.db_table}")
        count: int = cursor.fetchone()[0]
    return count


def marked_if_restricted(versions: VersionQuerySet) -> VersionQuerySet:
    """These versions with ``is_restricted``, so that ``as_public`` asks nothing of most."""
    standing = Restriction.objects.standing().filter(version=OuterRef("pk"))
    return versions.annotate(is_restricted=Exists(standing))


# The words of a version's row that pages show beside the text itself.
_SHOWN = (
    "summary", "audience", "coverage", "keywords", "change_summary", "change_reason", "evidence",
    "withdrawal_reason", "publication_exception",
)  # fmt: skip


def as_public(version: Version) -> Version:
    """The row with the words that the public may read, for pages to show. Never save it.

    ``hidden`` on it is what is hidden by law.
    """
    asked = getattr(version, "is_restricted", True)
    version.hidden = hidden = version.restrictions.hidden() if asked else ()
    version.title = public_title(version.title, hidden)
    for name in _SHOWN:
        words = getattr(version, name, None)
        if words:
            setattr(version, name, public_words(words, hidden))
    for review in getattr(version, "reviews_without_change", ()):
        review.reason = public_words(review.reason, hidden)
    return version


def public_text_of(version: Version) -> VersionContent:
    """The text of the rows as it stands now, without what is hidden by law in this version."""
    return public_content(version.as_content(), version.restrictions.hidden())
