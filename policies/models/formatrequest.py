"""What a reader asked for in another format, and how far the council has come with it."""

from datetime import date

from django.db import models
from django.db.models import Q

from policies.domain.formatrequests import AskedFormat, RequestStatus
from policies.models.version import Version

_OPEN = [status.value for status in RequestStatus if status.is_open]


class LetterQuerySet(models.QuerySet):
    """What readers wrote, whatever it is about."""

    def open(self) -> "LetterQuerySet":
        """Letters that the council has not closed."""
        return self.filter(closed_at__isnull=True)

    def to_erase(self, last_day: date) -> "LetterQuerySet":
        """Letters closed on this London day or before, with whoever wrote them still named."""
        return self.filter(erased_at__isnull=True, closed_at__date__lte=last_day)


class FormatRequest(models.Model):
    """That a reader asked for a version in another format.

    Not part of the record of the text: whoever asked is erased some days after it is closed, and
    the format, the version and the dates stay for the statistics.
    """

    reference = models.CharField(max_length=12, unique=True)
    version = models.ForeignKey(Version, models.PROTECT, related_name="format_requests")
    asked = models.CharField(
        "format", max_length=16, choices=[(one.value, one.label) for one in AskedFormat]
    )
    which = models.CharField("which one", max_length=200, blank=True)
    name = models.CharField(max_length=200, blank=True)
    email = models.EmailField("e-mail", blank=True)
    postal_address = models.TextField(blank=True)
    words = models.TextField("what the reader says besides", blank=True)
    asked_at = models.DateTimeField()
    due_on = models.DateField("target")
    status = models.CharField(
        max_length=8,
        default=RequestStatus.RECEIVED.value,
        choices=[(status.value, status.label) for status in RequestStatus],
    )
    taken_by = models.ForeignKey(
        "policies.User", models.PROTECT, null=True, blank=True, related_name="+"
    )
    taken_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(
        "policies.User", models.PROTECT, null=True, blank=True, related_name="+"
    )
    closed_at = models.DateTimeField(null=True, blank=True)
    reason = models.TextField("why it cannot be provided", blank=True)
    erased_at = models.DateTimeField(null=True, blank=True)

    objects = LetterQuerySet.as_manager()

    class Meta:
        verbose_name = "request for another format"
        verbose_name_plural = "requests for another format"
        ordering = ["due_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(taken_by__isnull=True, taken_at__isnull=True)
                | Q(taken_by__isnull=False, taken_at__isnull=False),
                name="format_request_taken_by_and_at",
            ),
            models.CheckConstraint(
                condition=Q(status__in=_OPEN, closed_by__isnull=True, closed_at__isnull=True)
                | ~Q(status__in=_OPEN) & Q(closed_by__isnull=False, closed_at__isnull=False),
                name="format_request_closed_by_and_at",
            ),
            models.CheckConstraint(
                condition=~Q(status=RequestStatus.REFUSED.value) | ~Q(reason=""),
                name="format_request_refused_with_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(erased_at__isnull=True)
                | Q(closed_at__isnull=False, which="", name="", email="", postal_address="")
                & Q(words=""),
                name="format_request_erased_is_erased",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference}: {self.get_asked_display()}"

    @property
    def state(self) -> RequestStatus:
        """The status as a word of the domain."""
        return RequestStatus(self.status)

    @property
    def format(self) -> AskedFormat:
        """The format that is asked for, as a word of the domain."""
        return AskedFormat(self.asked)

    @property
    def is_open(self) -> bool:
        return self.state.is_open

    def is_overdue_on(self, day: date) -> bool:
        """Whether the reader still waits after the target."""
        return self.is_open and self.due_on < day
