"""The page of one section: its words, its guidance items, the law that it relies on."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone

from policies.actions import text
from policies.admin.desk import DeskAdmin, PlainFields
from policies.admin.forms import LawsField, PlainText, ReasonedForm
from policies.admin.versions import TextOfDraft
from policies.domain.errors import Refusal
from policies.domain.outline import OUTLINE
from policies.domain.readiness import Situation, reasons_against_writing
from policies.models import GuidanceItem, LawReference, Section, Version

BLANK_ITEMS = 3


class SectionForm(ReasonedForm):
    """A heading with Markdown under it."""

    key = forms.ChoiceField(
        label="What the section is about",
        required=False,
        help_text="So that search and comparison find it whatever its heading is.",
    )
    body = PlainText(
        label="Text",
        required=False,
        help_text=(
            "Plain text. Leave an empty line between paragraphs, start the lines of a list with a "
            "hyphen, and put **two asterisks** on both sides of words to stress."
        ),
    )
    laws = LawsField(
        label="Law references",
        queryset=LawReference.objects.order_by("topic", "short_title", "provision"),
        required=False,
    )

    class Meta:
        model = Section
        fields = ()

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        if "key" in self.fields:
            known = [(part.key, part.label) for part in OUTLINE]
            own = self.instance.key
            extra = [(own, own)] if own and own not in dict(known) else []
            self.fields["key"].choices = [("", "Nothing of these"), *known, *extra]
        if "body" in self.fields:
            language = self.instance.version.language if self.instance.version_id else "en-GB"
            self.fields["body"].widget.attrs |= {
                "rows": 20, "spellcheck": "true", "lang": language
            }  # fmt: skip


class ItemInline(PlainFields, TextOfDraft, admin.StackedInline):
    """The dos, don’ts, tips, risks and benefits of a section; blank ones need no JavaScript."""

    model = GuidanceItem
    extra = BLANK_ITEMS
    fields = ["kind", "text", "reason", "is_key_point", "position"]

    def version_of(self, obj):
        return obj.version if obj.version_id else None

    def has_add_permission(self, request, obj=None):
        return super().has_add_permission(request, obj) and self.may_write(request, obj)

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and self.may_write(request, obj)


@admin.register(Section)
class SectionAdmin(TextOfDraft, DeskAdmin):
    """Reached from the page of its version, and leads back there."""

    form = SectionForm
    inlines = [ItemInline]
    kept_fields = ("printed_number", "heading", "level", "key", "body", "laws")

    def version_of(self, obj):
        return obj.version if obj.version_id else None

    def has_module_permission(self, request):
        return False

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
        named = request.GET.get("version", "")
        request.version = Version.objects.filter(pk=named).first() if named.isdigit() else None
        if request.version is None:
            raise Http404("Sections are added from the page of their version.")
        reasons = _reasons_against_writing(request.version, request.user)
        if reasons and request.method != "POST" and self.has_add_permission(request):
            messages.error(request, " ".join(reasons))
            return _to_version(request.version)
        context = {"version": request.version, "title": "Add a section", **(extra_context or {})}
        return super().add_view(request, form_url, {**context, "show_save_and_add_another": False})

    def change_view(self, request, object_id, form_url="", extra_context=None):
        section = self.get_object(request, object_id)
        context = {"show_save_and_add_another": False, "show_close": False}
        if section:
            context |= {"version": section.version, "title": str(section), "subtitle": None}
        return super().change_view(
            request, object_id, form_url, {**context, **(extra_context or {})}
        )

    def get_formset_kwargs(self, request, obj, inline, prefix):
        """Blank items go to the end unless the officer says otherwise."""
        taken = obj.items.count() if obj.pk else 0
        blank = [{"position": taken + number} for number in range(1, BLANK_ITEMS + 1)]
        return {**super().get_formset_kwargs(request, obj, inline, prefix), "initial": blank}

    def save_model(self, request, obj, form, change):
        if not change:
            obj.version = request.version
        if not change or form.changes_something:
            text.save_section(
                section=obj,
                laws=form.cleaned_data["laws"],
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
        return _to_version(obj.version)

    def move_view(self, request, section_id):
        """Swap the section with its neighbour, by a button that needs no JavaScript."""
        section = self._section_to_write(request, section_id)
        if request.method != "POST":
            return _to_version(section.version)
        up = request.POST.get("direction") == "up"
        try:
            text.move_section(section=section, up=up, by=request.user, at=timezone.now())
        except Refusal as refusal:
            messages.error(request, " ".join(refusal.reasons))
        else:
            messages.success(request, f"“{section}” was moved {'up' if up else 'down'}.")
        return _to_version(section.version)

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
        section = self.get_queryset(request).filter(pk=section_id).first()
        if section is None:
            raise Http404("There is no such section.")
        if not self.may_write(request):
            raise PermissionDenied
        return section


def _reasons_against_writing(version: Version, person) -> tuple[str, ...]:
    situation = Situation(
        status=version.state,
        day=timezone.localdate(),
        roles=person.roles,
        is_active=person.is_active,
    )
    return reasons_against_writing(situation)


def _to_version(version: Version) -> HttpResponseRedirect:
    address = reverse("admin:policies_version_change", args=[version.pk])
    return HttpResponseRedirect(f"{address}#sections")
