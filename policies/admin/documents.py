"""The page of a document: its versions, and the ways to get a new one."""

from django.contrib import admin
from django.db.models import OuterRef, Prefetch, Subquery
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone

from policies.actions import drafting
from policies.admin.desk import DeskAdmin
from policies.admin.imports.pages import ImportPages, way_to_bring_in
from policies.admin.versions.new import NewVersionPages, ways_to_a_version
from policies.domain.errors import ContentRefused
from policies.domain.lifecycle import OPEN
from policies.domain.roles import Ability
from policies.models import Council, Document, Version

# In the words of an officer, who has never heard of a slug.
LABELS = {
    "slug": "Last part of its address",
    "owner_post": "Post that owns it",
    "fallback_post": "Post that stands in for the owner",
    "minor_route": "Route of minor changes",
    "review_interval_months": "Months between reviews",
}


@admin.register(Document)
class DocumentAdmin(NewVersionPages, ImportPages, DeskAdmin):
    """What lasts while versions come and go: slug, reference, owner, review interval."""

    list_display = ["title", "reference", "owner_post", "number_in_force", "open_version_shown"]
    list_select_related = ["owner_post"]
    search_fields = ["title", "reference", "slug"]
    kept_fields = (
        "title", "slug", "reference", "owner_post", "fallback_post", "route", "minor_route",
        "review_interval_months",
    )  # fmt: skip

    def get_queryset(self, request):
        rows = Version.objects.filter(status__in=[status.value for status in OPEN])
        in_force = Version.objects.in_force().filter(document=OuterRef("pk"))
        return (
            super()
            .get_queryset(request)
            .annotate(
                force_major=Subquery(in_force.values("major")[:1]),
                force_minor=Subquery(in_force.values("minor")[:1]),
            )
            .prefetch_related(Prefetch("versions", queryset=rows, to_attr="open_ones"))
        )

    @admin.display(description="In force", empty_value="None")
    def number_in_force(self, document):
        if document.force_major is None:
            return None
        return f"{document.force_major}.{document.force_minor}"

    @admin.display(description="Open", empty_value="None")
    def open_version_shown(self, document):
        for version in document.open_ones:
            return f"{version.number}, {version.state.phrase}"
        return None

    def has_add_permission(self, request):
        return super().has_add_permission(request) and request.user.can(Ability.WRITE)

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and request.user.can(Ability.WRITE)

    def get_readonly_fields(self, request, obj=None):
        if obj is None:
            return []
        # An address never changes, a title follows the version in force, and a reference is
        # printed in what was published.
        published = obj.versions.published().exists()
        return ["slug", "title", "reference"] if published else ["slug", "title"]

    def get_prepopulated_fields(self, request, obj=None):
        return {"slug": ("title",)} if obj is None else {}

    def get_form(self, request, obj=None, change=False, **options):
        return super().get_form(request, obj, change=change, **{"labels": LABELS, **options})

    def get_changeform_initial_data(self, request):
        return {"review_interval_months": 24}

    def change_view(self, request, object_id, form_url="", extra_context=None):
        document = self.get_object(request, object_id)
        context = {"show_save_and_add_another": False, "show_close": False, "subtitle": None}
        if document:
            opened, closed = ways_to_a_version(document, by=request.user)
            bringing_in = way_to_bring_in(document, by=request.user)
            (closed if bringing_in.reasons else opened).append(bringing_in)
            context |= {
                "title": document.title,
                "document": document,
                "versions": document.versions.order_by("-major", "-minor"),
                "open_moves": opened,
                "closed_moves": closed,
                "waiting_files": document.imported_files.waiting(),
                "used_files": document.imported_files.used(),
            }
        return super().change_view(
            request, object_id, form_url, {**context, **(extra_context or {})}
        )

    def save_model(self, request, obj, form, change):
        if change:
            self._save_change(request, obj, form)
            return
        council = Council.objects.first()
        if council is None:
            raise ContentRefused(
                "The council is not set up yet. The Administrator can do so under “Councils”."
            )
        answers = {name: form.cleaned_data[name] for name in self.kept_fields}
        made = drafting.create_document(
            council=council, by=request.user, at=timezone.now(), **answers
        )
        # The admin goes on with its own row: it leads to the page of the new document.
        obj.pk, obj.council_id = made.pk, council.pk
        obj._state.adding = False

    def _save_change(self, request, obj, form):
        if not form.changes_something:
            return
        drafting.change_document(
            document=obj,
            reference=obj.reference,
            owner_post=obj.owner_post,
            route=obj.route,
            minor_route=obj.minor_route,
            fallback_post=obj.fallback_post,
            review_interval_months=obj.review_interval_months,
            why=form.cleaned_data["why"],
            by=request.user,
            at=timezone.now(),
        )

    def response_post_save_add(self, request, obj):
        return self._to_document(obj)

    def response_post_save_change(self, request, obj):
        return self._to_document(obj)

    def _to_document(self, obj):
        return HttpResponseRedirect(reverse("admin:policies_document_change", args=[obj.pk]))
