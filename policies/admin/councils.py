"""The settings of the council: itself, its bodies, posts and their holders, and contacts."""

from django import forms
from django.contrib import admin

from policies.admin.desk import SettingsAdmin
from policies.admin.forms import ReasonedForm
from policies.domain.errors import ContentRefused
from policies.domain.formatrequests import MOST_TARGET_DAYS, USUAL_TARGET_DAYS, AskedFormat
from policies.models import Body, Contact, Council, Post, PostHolding

NOBODY_THEMSELVES = "Nobody gives themselves a post or its role: another Administrator does."


def _target_of(asked: AskedFormat) -> str:
    return f"target_{asked.value.replace('-', '_')}"


class _WithTargets(ReasonedForm):
    """The council, with the working days that it gives itself for each format it is asked for."""

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        for one in AskedFormat:
            days = self.instance.format_targets.get(one.value, USUAL_TARGET_DAYS)
            self.initial[_target_of(one)] = days

    def clean(self):
        cleaned = super().clean()
        given = {one.value: cleaned.get(_target_of(one)) for one in AskedFormat}
        targets = {name: days for name, days in given.items() if days}
        self.instance.format_targets = {**self.instance.format_targets, **targets}
        return cleaned


CouncilForm = type(ReasonedForm)(
    "CouncilForm",
    (_WithTargets,),
    {
        _target_of(one): forms.IntegerField(
            label=f"{one.label}: working days to send it",
            min_value=1,
            max_value=MOST_TARGET_DAYS,
        )
        for one in AskedFormat
    },
)


@admin.register(Council)
class CouncilAdmin(SettingsAdmin):
    """One installation serves one council."""

    form = CouncilForm
    list_display = ["name", "short_name", "has_sole_officer"]
    kept_fields = (
        "name", "short_name", "nations", "language", "brand_colour", "brand_text_colour",
        "other_formats", "other_formats_email", "other_formats_telephone",
        "letter_days_kept", "has_sole_officer",
    )  # fmt: skip
    readonly_fields = ("targets",)

    def get_fieldsets(self, request, obj=None):
        """The targets as fields for whoever sets them, and in a sentence for whoever reads."""
        may_set = self.has_change_permission(request, obj) if obj else True
        targets = [_target_of(one) for one in AskedFormat] if may_set else ["targets"]
        first, *others = super().get_fieldsets(request, obj)
        return [first, (None, {"fields": targets}), *others]

    @admin.display(description="Working days to send a format that a reader asks for")
    def targets(self, council):
        days = council.format_targets
        named = [f"{one.label}: {days.get(one.value, USUAL_TARGET_DAYS)}" for one in AskedFormat]
        return ". ".join(named)

    def has_add_permission(self, request):
        return super().has_add_permission(request) and not Council.objects.exists()


class _OfTheCouncil(SettingsAdmin):
    """A row that belongs to the one council; the form need not ask for it."""

    def has_add_permission(self, request):
        return super().has_add_permission(request) and Council.objects.exists()

    def save_model(self, request, obj, form, change):
        if obj.council_id is None:
            obj.council = Council.objects.get()
        super().save_model(request, obj, form, change)


@admin.register(Body)
class BodyAdmin(_OfTheCouncil):
    list_display = ["name", "kind"]
    kept_fields = ("name", "kind")


@admin.register(Post)
class PostAdmin(_OfTheCouncil):
    list_display = ["title", "role", "email"]
    kept_fields = ("title", "role", "email", "telephone")

    def save_model(self, request, obj, form, change):
        changes_role = change and "role" in form.changed_data
        if changes_role and obj.holdings.filter(person=request.user).exists():
            raise ContentRefused(f"You hold or deputise for this post. {NOBODY_THEMSELVES}")
        super().save_model(request, obj, form, change)


@admin.register(Contact)
class ContactAdmin(_OfTheCouncil):
    list_display = ["name", "purpose", "email"]
    kept_fields = ("name", "purpose", "email", "telephone")


@admin.register(PostHolding)
class PostHoldingAdmin(SettingsAdmin):
    """Who holds which post, and who deputises for the holder, from when to when."""

    list_display = ["post", "person", "is_deputy", "held_from", "held_until"]
    list_filter = ["is_deputy", "post"]
    list_select_related = ["post", "person"]
    search_fields = ["post__title", "person__username", "person__last_name"]
    kept_fields = ("post", "person", "is_deputy", "held_from", "held_until")

    def save_model(self, request, obj, form, change):
        """Posts sign comments and deputies have the roles of theirs: nobody takes one alone."""
        person = request.user
        if obj.person_id == person.pk and obj.post.role not in person.own_roles:
            raise ContentRefused(f"You would act for the {obj.post}. {NOBODY_THEMSELVES}")
        super().save_model(request, obj, form, change)
