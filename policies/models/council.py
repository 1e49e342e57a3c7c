"""The council and its standing parts: bodies that decide, posts that act, mailboxes to ask."""

from datetime import date

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from policies.domain import content as words
from policies.domain.letters import USUAL_DAYS_KEPT
from policies.domain.roles import Role

COLOUR = RegexValidator(r"^#[0-9a-fA-F]{6}$", "Write the colour as # and six digits: #1d3c34")


class Council(models.Model):
    """The publishing authority. One installation serves one."""

    name = models.CharField(max_length=200)
    short_name = models.CharField(max_length=60)
    nations = models.CharField(
        max_length=20, default="E", help_text="E, W, S or NI; with commas if more than one."
    )
    language = models.CharField(max_length=12, default="en-GB")
    brand_colour = models.CharField(max_length=7, default="#1d3c34", validators=[COLOUR])
    brand_text_colour = models.CharField(max_length=7, default="#ffffff", validators=[COLOUR])
    other_formats = models.TextField(
        blank=True, help_text="How to ask for another format: shown on pages and in files."
    )
    other_formats_email = models.EmailField(blank=True)
    other_formats_telephone = models.CharField(max_length=30, blank=True)
    format_targets = models.JSONField(
        default=dict, blank=True, help_text="Working days to send each other format, by its name."
    )
    letter_days_kept = models.PositiveSmallIntegerField(
        "days for which readers’ names and addresses are kept",
        default=USUAL_DAYS_KEPT,
        help_text=(
            "Counted from the day on which a request for a format or a report of a problem is "
            "closed. Then the clock erases them."
        ),
    )
    has_sole_officer = models.BooleanField(
        default=False,
        help_text=(
            "A council with one officer, such as a parish clerk. The officer may then decide, "
            "confirm and publish own text, each time with a reason that is shown in public."
        ),
    )
    changed_at = models.DateTimeField(auto_now=True)
    history = HistoricalRecords()

    class Meta:
        verbose_name_plural = "councils"

    def __str__(self) -> str:
        return self.name


class Body(models.Model):
    """A body that recommends or decides: the full council, the cabinet, a committee."""

    class Kind(models.TextChoices):
        COUNCIL = "council", "Full council"
        CABINET = "cabinet", "Cabinet"
        SCRUTINY = "scrutiny", "Overview and scrutiny"
        STANDARDS = "standards", "Standards committee"
        COMMITTEE = "committee", "Committee"
        MANAGEMENT_TEAM = "management-team", "Management team"

    council = models.ForeignKey(Council, models.PROTECT, related_name="bodies")
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=20, choices=Kind.choices)
    history = HistoricalRecords()

    class Meta:
        verbose_name_plural = "bodies"
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["council", "name"], name="one_body_of_a_name")
        ]

    def __str__(self) -> str:
        return self.name


class Post(models.Model):
    """An office that someone holds: it outlives its holders and is what the record names."""

    council = models.ForeignKey(Council, models.PROTECT, related_name="posts")
    title = models.CharField(max_length=200)
    role = models.CharField(
        max_length=40, blank=True, choices=[(role.value, role.label) for role in Role]
    )
    email = models.EmailField("mailbox", blank=True, help_text="The mailbox of the post.")
    telephone = models.CharField(max_length=30, blank=True)
    history = HistoricalRecords()

    class Meta:
        ordering = ["title"]
        constraints = [
            models.UniqueConstraint(fields=["council", "title"], name="one_post_of_a_title")
        ]

    def __str__(self) -> str:
        return self.title


class PostHoldingQuerySet(models.QuerySet):
    def held_on(self, day: date) -> "PostHoldingQuerySet":
        """Holdings that had begun by this day and had not ended."""
        return self.filter(held_from__lte=day).filter(
            Q(held_until__isnull=True) | Q(held_until__gte=day)
        )


class PostHolding(models.Model):
    """Who held which post, from when to when. Kept out of public view."""

    post = models.ForeignKey(Post, models.PROTECT, related_name="holdings")
    person = models.ForeignKey("policies.User", models.PROTECT, related_name="post_holdings")
    held_from = models.DateField()
    held_until = models.DateField(null=True, blank=True)
    is_deputy = models.BooleanField(
        "deputy",
        default=False,
        help_text="Acts for the holder within these dates. The record says for whom.",
    )
    history = HistoricalRecords()

    objects = PostHoldingQuerySet.as_manager()

    class Meta:
        ordering = ["held_from", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(held_until__isnull=True) | Q(held_until__gte=models.F("held_from")),
                name="a_holding_ends_after_it_begins",
                violation_error_message="A post is not left before it is taken up.",
            )
        ]

    def __str__(self) -> str:
        return f"{'Deputy for ' if self.is_deputy else ''}{self.post} from {self.held_from}"

    def is_held_on(self, day: date) -> bool:
        """Whether it had begun by this day and had not ended."""
        return self.held_from <= day and (self.held_until is None or day <= self.held_until)

    @property
    def signature(self) -> str:
        """How the record names whoever acts in this post."""
        return f"Deputy for the {self.post}" if self.is_deputy else self.post.title


class Contact(models.Model):
    """A team or a post to ask, with its mailbox and telephone: never a person."""

    council = models.ForeignKey(Council, models.PROTECT, related_name="contacts")
    name = models.CharField(max_length=200, help_text="A post or a team, not a person.")
    purpose = models.CharField(max_length=300, blank=True)
    email = models.EmailField("mailbox", blank=True)
    telephone = models.CharField(max_length=30, blank=True)
    history = HistoricalRecords()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["council", "name"], name="one_contact_of_a_name")
        ]

    def __str__(self) -> str:
        return self.name

    def as_content(self) -> words.Contact:
        """This row as a frozen value."""
        return words.Contact(
            name=self.name, purpose=self.purpose, email=self.email, telephone=self.telephone
        )
