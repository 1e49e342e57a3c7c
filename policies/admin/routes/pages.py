"""The routes by which the council decides: made from a template or a copy, and changed here."""

from django import forms
from django.conf import settings
from django.contrib import admin
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone

from policies.actions import keeping_routes
from policies.actions.keeping_routes import StageWords
from policies.admin.desk import DeskAdmin, PlainFields
from policies.admin.forms import PlacedForm, ReasonedForm
from policies.domain.errors import ContentRefused
from policies.domain.roles import Ability
from policies.domain.routes import problems_in_route
from policies.domain.stages import Evidence, Needed, StageKind
from policies.models import Council, Route, Stage

BLANK_STAGES = 2


def templates() -> tuple[keeping_routes.RouteTemplate, ...]:
    """The routes to start from that come with the portal."""
    return keeping_routes.route_templates(settings.BASE_DIR / "fixtures" / "routes.json")


class MakeRouteForm(ReasonedForm):
    """A name, and what to start from."""

    start_from = forms.ChoiceField(
        label="Start from",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what to start from."},
        help_text="You can change every stage afterwards.",
    )

    class Meta:
        model = Route
        fields = ("name", "description")

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        if "start_from" not in self.fields:
            return
        self.fields["start_from"].choices = [
            *((row.code, f"{row.name}. {row.description}") for row in templates()),
            *((f"route-{row.pk}", f"A copy of “{row}”") for row in Route.objects.all()),
        ]


class StageForm(PlacedForm):
    """One stage; what it asks for is ticked."""

    evidence = forms.MultipleChoiceField(
        label="Asks for",
        choices=[(one.value, one.label) for one in Evidence],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = Stage
        fields = ("position", "kind", "bodies", "posts", "needed", "evidence", "may_return",
                  "within_days", "note")  # fmt: skip


class StageInline(PlainFields, admin.StackedInline):
    """The stages in order; blank ones need no JavaScript."""

    model = Stage
    form = StageForm
    extra = BLANK_STAGES
    fields = StageForm.Meta.fields

    def has_delete_permission(self, request, obj=None):
        return self.has_change_permission(request, obj)


@admin.register(Route)
class RouteAdmin(DeskAdmin):
    """A route is made from a template or a copy; texts in review keep theirs as it was."""

    list_display = ["name", "stages_shown", "is_in_use"]
    search_fields = ["name"]
    kept_fields = ("name", "description", "is_in_use")

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("stages__bodies", "stages__posts")

    @admin.display(description="Stages")
    def stages_shown(self, route):
        return ", then ".join(stage.get_kind_display().lower() for stage in route.stages.all())

    def has_add_permission(self, request):
        return (
            super().has_add_permission(request)
            and request.user.can(Ability.KEEP_ROUTES)
            and Council.objects.exists()
        )

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and request.user.can(Ability.KEEP_ROUTES)

    def get_inlines(self, request, obj):
        return [StageInline] if obj else []

    def get_fieldsets(self, request, obj=None):
        if obj is None:
            return [(None, {"fields": ["name", "description", "start_from"]})]
        return super().get_fieldsets(request, obj)

    def get_form(self, request, obj=None, change=False, **options):
        if obj is None:
            options["form"] = MakeRouteForm
        return super().get_form(request, obj, change=change, **options)

    def get_formset_kwargs(self, request, obj, inline, prefix):
        """Blank stages go to the end, with what most stages have."""
        taken = obj.stages.count() if obj.pk else 0
        blank = [
            {"position": taken + number, "may_return": True}
            for number in range(1, BLANK_STAGES + 1)
        ]
        return {**super().get_formset_kwargs(request, obj, inline, prefix), "initial": blank}

    def change_view(self, request, object_id, form_url="", extra_context=None):
        route = self.get_object(request, object_id)
        context = {"show_save_and_add_another": False, "show_close": False, "subtitle": None}
        if route:
            context |= {
                "title": route.name,
                "problems": problems_in_route(route.as_taken()),
                "documents": [*route.documents.all(), *route.documents_for_minor_changes.all()],
            }
        return super().change_view(
            request, object_id, form_url, {**context, **(extra_context or {})}
        )

    def save_model(self, request, obj, form, change):
        if not change:
            self._make(request, obj, form)

    def _make(self, request, obj, form):
        chosen, who = form.cleaned_data["start_from"], {"by": request.user, "at": timezone.now()}
        council = Council.objects.get()
        named = {"name": obj.name, "description": obj.description}
        if chosen.startswith("route-"):
            source = Route.objects.get(pk=chosen.removeprefix("route-"))
            made = keeping_routes.copy_route(route=source, **named, **who)
        else:
            template = next(row for row in templates() if row.code == chosen)
            named["description"] = obj.description or template.description
            made = keeping_routes.make_route(
                council=council,
                stages=template.stages_in(council),
                template=template.code,
                **named,
                **who,
            )
        # The admin goes on with its own row: it leads to the page of the new route.
        obj.pk, obj.council_id = made.pk, council.pk
        obj._state.adding = False

    def save_related(self, request, form, formsets, change):
        if not change:
            return
        for formset in formsets:
            # Notes for the admin's message what changed; the action writes it.
            formset.save(commit=False)
        stages = [
            _words_of(one)
            for formset in formsets
            for one in formset.forms
            if one.cleaned_data and one not in formset.deleted_forms
            if one.instance.pk or one.has_changed()
        ]
        if not stages:
            raise ContentRefused("A route needs a stage at which a body or an officer decides.")
        route = form.instance
        keeping_routes.change_route(
            route=route,
            name=route.name,
            description=route.description,
            is_in_use=route.is_in_use,
            stages=stages,
            removed=[
                one.instance
                for formset in formsets
                for one in formset.deleted_forms
                if one.instance.pk
            ],
            why=form.cleaned_data.get("why", ""),
            by=request.user,
            at=timezone.now(),
        )

    def response_post_save_add(self, request, obj):
        """Making a route leads to its stages."""
        address = reverse("admin:policies_route_change", args=[obj.pk])
        return HttpResponseRedirect(address)


def _words_of(form: StageForm) -> StageWords:
    said = form.cleaned_data
    return StageWords(
        stage=form.instance if form.instance.pk else None,
        position=said["position"],
        kind=StageKind(said["kind"]),
        bodies=tuple(said["bodies"]),
        posts=tuple(said["posts"]),
        needed=Needed(said["needed"]),
        evidence=frozenset(Evidence(name) for name in said["evidence"]),
        may_return=said["may_return"],
        within_days=said["within_days"],
        note=said["note"],
    )
