"""The page of one section: its words, its guidance items, the law that it relies on."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone

from policies.actions import text
from policies.actions.record import take_turn_with
from policies.admin.desk import DeskAdmin, PlainFields
from policies.admin.forms import PlacedForm
from policies.admin.history.versions import SectionHistoryPage
from policies.admin.keys import key_in
from policies.admin.restrictions.sealing import is_sealed_for, refuse_if_sealed
from policies.admin.sections.forms import SectionForm
from policies.admin.sections.pasting import PastedText
from policies.admin.sections.sharing import RemovedMeanwhile, SharedSection, names_of_others
from policies.admin.sections.typed import preview_page, typed_section
from policies.admin.versions.checking import checks_of, texts_of
from policies.admin.versions.pages import TextOfDraft
from policies.domain.content import fingerprint
from policies.domain.errors import Refusal
from policies.domain.readiness import Situation, reasons_against_writing
from policies.models import GuidanceItem, Section, Version

BLANK_ITEMS = 3
DEEPEST = 3
NOT_SAVED = "This is a preview: nothing was saved."


class ItemInline(PlainFields, TextOfDraft, admin.StackedInline):
    """The dos, don’ts, tips, risks and benefits of a section; blank ones need no JavaScript."""

    model = GuidanceItem
    form = PlacedForm
    extra = BLANK_ITEMS
    fields = ["kind", "text", "reason", "is_key_point", "position"]

    def version_of(self, obj):
        return obj.version if obj.version_id else None

    def has_add_permission(self, request, obj=None):
        return super().has_add_permission(request, obj) and self.may_write(request, obj)

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and self.may_write(request, obj)


@admin.register(Section)
class SectionAdmin(SharedSection, PastedText, SectionHistoryPage, TextOfDraft, DeskAdmin):
    """Reached from the page of its version, and leads back there."""

    form = SectionForm
    inlines = [ItemInline]
    kept_fields = ("printed_number", "heading", "level", "key", "body", "laws")

    def version_of(self, obj):
        return obj.version if obj.version_id else None

    def has_module_permission(self, request):
        return False

    def has_view_permission(self, request, obj=None):
        may_view = super().has_view_permission(request, obj)
        return may_view and not (obj and is_sealed_for(request.user, obj.version))

    def has_add_permission(self, request):
        return super().has_add_permission(request) and self.may_write(request)

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("version__document")

    def get_urls(self):
        site = self.admin_site
        return [
            path("<int:section_id>/move/", site.admin_view(self.move_view),
                 name="policies_section_move"),
            path("<int:section_id>/remove/", site.admin_view(self.remove_view),
                 name="policies_section_remove"),
            *super().get_urls(),
        ]  # fmt: skip

    def changelist_view(self, request, extra_context=None):
        return HttpResponseRedirect(reverse("admin:policies_version_changelist"))

    def add_view(self, request, form_url="", extra_context=None):
        """A new section of the draft that the address names."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        named = key_in(request.GET.get("version", ""))
        if named:
            request.version = Version.objects.filter(pk=named).first()
        if getattr(request, "version", None) is None:
            raise Http404("Sections are added from the page of their version.")
        reasons = _reasons_against_writing(request.version, request.user)
        if reasons and request.method != "POST" and self.has_add_permission(request):
            messages.error(request, " ".join(reasons))
            return _to_version(request.version)
        context = {"version": request.version, "title": "Add a section", **(extra_context or {})}
        return super().add_view(request, form_url, {**context, "show_save_and_add_another": False})

    def change_view(self, request, object_id, form_url="", extra_context=None):
        context = {"show_save_and_add_another": False, "show_close": False}
        try:
            return super().change_view(
                request, object_id, form_url, {**context, **(extra_context or {})}
            )
        except RemovedMeanwhile:
            return self.removed_meanwhile(request, object_id)

    def get_formset_kwargs(self, request, obj, inline, prefix):
        """Blank items go to the end unless the officer says otherwise."""
        taken = obj.items.count() if obj.pk else 0
        blank = [{"position": taken + number} for number in range(1, BLANK_ITEMS + 1)]
        return {**super().get_formset_kwargs(request, obj, inline, prefix), "initial": blank}

    def get_form(self, request, obj=None, change=False, **options):
        form = super().get_form(request, obj, change=change, **options)
        if "_preview" in request.POST:
            form.refused = (NOT_SAVED,)
        return form

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        """Add what was typed as it will look, and as it differs from what a colleague saved."""
        form = context["adminform"].form
        row = form.instance
        if change:
            context |= {"version": row.version, "title": str(obj), "subtitle": None}
        version = context["version"]
        context["device_key"] = _device_key(row if change else Section(version=version))
        is_written = change and version.is_draft and self.may_write(request)
        if is_written:
            context["others"] = names_of_others(row, by=request.user)
        if is_written and not form.is_bound:
            context["checks"] = checks_of(texts_of(version), [row], only=row)
        if form.is_bound:
            if change:
                self.refuse_if_stale(request, row)
            typed = typed_section(form, context["inline_admin_formsets"][0].formset)
            context["compared"] = self.compared(request, typed)
            context["refused"] = getattr(request, "refused", ())
            if "_preview" in request.POST:
                context["preview"] = preview_page(typed, row, version)
            if "_preview" in request.POST or context["compared"]:
                # The page says what there is to say in its own place.
                context["errors"] = None
        return super().render_change_form(request, context, add, change, form_url, obj)

    def message_user(self, request, message, level=messages.INFO, extra_tags="", **options):
        """Tell the device in passing that this section was saved, so that it forgets its copy."""
        tags = extra_tags or getattr(request, "saved_as", "")
        super().message_user(request, message, level, tags, **options)

    def save_model(self, request, obj, form, change):
        if not change:
            obj.version = request.version
        request.saved_as = _device_key(obj)
        opened_as = form.cleaned_data["opened_as"] if change else ""
        if change and not form.changes_something:
            # Perhaps an item was changed: nobody writes past a colleague with that either.
            take_turn_with(obj.version)
            text.refuse_if_stale(obj, opened_as)
        else:
            text.save_section(
                section=obj,
                laws=form.cleaned_data["laws"],
                opened_as=opened_as,
                why=form.cleaned_data.get("why", ""),
                by=request.user,
                at=timezone.now(),
            )

    def save_related(self, request, form, formsets, change):
        for formset in formsets:
            self.save_formset(request, form, formset, change)

    def save_formset(self, request, form, formset, change):
        who = {"by": request.user, "at": timezone.now()}
        changed = formset.save(commit=False)
        for row in formset.deleted_objects:
            text.remove_item(item=row, **who)
        for row in changed:
            text.save_item(item=row, **who)

    def response_post_save_add(self, request, obj):
        return _to_version(obj.version)

    def response_post_save_change(self, request, obj):
        return _to_version(obj.version, obj)

    def move_view(self, request, section_id):
        """Swap the section with its neighbour, by a button that needs no JavaScript."""
        section = self._section_to_write(request, section_id)
        if request.method != "POST":
            return _to_version(section.version, section)
        direction = request.POST.get("direction", "")
        try:
            done = _move(section, direction, by=request.user, at=timezone.now())
        except Refusal as refusal:
            messages.error(request, " ".join(refusal.reasons))
        else:
            messages.success(request, f"“{section}” was {done}.")
        return _to_version(section.version, section)

    def remove_view(self, request, section_id):
        """Ask, then remove the section with its items."""
        section = self._section_to_write(request, section_id)
        reasons = _reasons_against_writing(section.version, request.user)
        if request.method == "POST" and not reasons:
            words = str(section)
            try:
                text.remove_section(section=section, by=request.user, at=timezone.now())
            except Refusal as refusal:
                reasons = refusal.reasons
            else:
                messages.success(request, f"“{words}” was removed. Its history is kept.")
                return _to_version(section.version)
        return self._removal_page(request, section, reasons)

    def _removal_page(self, request, section, reasons):
        context = {
            **self.admin_site.each_context(request),
            "title": f"Remove “{section}”",
            "section": section,
            "version": section.version,
            "reasons": reasons,
            "opts": self.opts,
        }
        status = 403 if reasons else 200
        template = "admin/policies/section/remove.html"
        return TemplateResponse(request, template, context, status=status)

    def _section_to_write(self, request, section_id) -> Section:
        if not self.may_write(request):
            raise PermissionDenied
        section = self.get_queryset(request).filter(pk=section_id).first()
        if section is None:
            raise Http404("There is no such section.")
        refuse_if_sealed(request.user, section.version)
        return section


def _reasons_against_writing(version: Version, person) -> tuple[str, ...]:
    situation = Situation(
        status=version.state,
        day=timezone.localdate(),
        roles=person.roles,
        is_active=person.is_active,
    )
    return reasons_against_writing(situation)


def _move(section: Section, direction: str, **who) -> str:
    """Move the section among its neighbours or in its level; return what was done."""
    if direction in ("in", "out"):
        opened_as = fingerprint(section.as_content())
        level = section.level + (1 if direction == "in" else -1)
        section.level = min(max(level, 1), DEEPEST)
        done = f"moved {direction} a level"
        why = f"Section “{section}” {done}"
        text.save_section(section=section, opened_as=opened_as, why=why, **who)
        return done
    text.move_section(section=section, up=direction == "up", **who)
    return f"moved {'up' if direction == 'up' else 'down'}"


def _device_key(section: Section) -> str:
    """The name under which the browser keeps what was typed and not saved."""
    return f"section-{section.pk}" if section.pk else f"section-of-{section.version_id}"


def _to_version(version: Version, section: Section | None = None) -> HttpResponseRedirect:
    """Back to the sections; to this one, so that a keyboard goes on from where it was."""
    address = reverse("admin:policies_version_change", args=[version.pk])
    return HttpResponseRedirect(
        f"{address}#section-{section.pk}" if section else f"{address}#sections"
    )
