"""The settings of the council: itself, its bodies, posts and their holders, and contacts."""

from django.contrib import admin

from policies.admin.desk import SettingsAdmin
from policies.models import Body, Contact, Council, Post, PostHolding


@admin.register(Council)
class CouncilAdmin(SettingsAdmin):
    """One installation serves one council."""

    list_display = ["name", "short_name", "has_sole_officer"]
    kept_fields = (
        "name", "short_name", "nations", "language", "brand_colour", "brand_text_colour",
        "other_formats", "other_formats_email", "other_formats_telephone", "has_sole_officer",
    )  # fmt: skip

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


@admin.register(Contact)
class ContactAdmin(_OfTheCouncil):
    list_display = ["name", "purpose", "email"]
    kept_fields = ("name", "purpose", "email", "telephone")


@admin.register(PostHolding)
class PostHoldingAdmin(SettingsAdmin):
    list_display = ["post", "person", "held_from", "held_until"]
    list_select_related = ["post", "person"]
    kept_fields = ("post", "person", "held_from", "held_until")
