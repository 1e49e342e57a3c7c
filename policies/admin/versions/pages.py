"""The page of a version: where it stands, what can be done now, its sections, its description."""

from django.contrib import admin, messages
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html

from policies.actions import drafting, text
from policies.actions.announcing import bulletin_of
from policies.actions.filesshown import files_of
from policies.admin.desk import DeskAdmin, PlainFields
from policies.admin.forms import NumberField, ReasonedForm
from policies.admin.history.versions import VersionHistoryPages
from policies.admin.keys import key_in
from policies.admin.moves.pages import MovePages
from policies.admin.reports.pages import ReportPages, what_goes_with
from policies.admin.restrictions.retention import RetentionPages
from policies.admin.restrictions.sealing import ListedUnderSeal, is_sealed_for
from policies.admin.translations.pages import TranslationPages
from policies.admin.versions.checking import checks_of, texts_of
from policies.admin.versions.files import FilePages
from policies.admin.versions.new import next_version_from
from policies.admin.versions.proposing import ProposedNumber, proposal_for
from policies.admin.versions.reading import ReadingPages
from policies.admin.versions.standing import (
    decisions_on,
    moves_shown,
    sentence_about,
    situation_shown,
)
from policies.domain.hiding import public_words
from policies.domain.nextstep import next_step
from policies.domain.roles import Ability
from policies.models import Contact, RelatedDocument, Subscription, Version
from policies.models.restriction import as_public


class DescriptionForm(ReasonedForm):
    """What a draft says about itself, besides its sections."""

    number = NumberField(
        label="Number",
        help_text="Major and minor, as the council prints it: 2.1. Provisional until approved.",
    )

    class Meta:
        model = Version
        fields = ()

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        if self.instance.pk and "number" in self.fields:
            self.initial["number"] = str(self.instance.number)

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("number"):
            number = cleaned["number"]
            self.instance.major, self.instance.minor = number.major, number.minor
        return cleaned


class TextOfDraft:
    """Writable in a draft for those who write. What is posted to another is refused by the
    action, with its reasons, so that the page comes back with what was typed."""

    def version_of(self, obj) -> Version | None:
        raise NotImplementedError

    def may_write(self, request, obj=None) -> bool:
        if not request.user.can(Ability.WRITE):
            return False
        version = self.version_of(obj) if obj else None
        return version is None or version.is_draft or request.method == "POST"

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and self.may_write(request, obj)


class RelatedInline(PlainFields, TextOfDraft, admin.StackedInline):
    """The documents that this version names."""

    model = RelatedDocument
    extra = 1
    verbose_name_plural = "Related documents"
    fields = ["title", "link_type", "address", "position"]

    def version_of(self, obj):
        return obj

    def has_add_permission(self, request, obj=None):
        return super().has_add_permission(request, obj) and self.may_write(request, obj)

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and self.may_write(request, obj)


@admin.register(Version)
class VersionAdmin(
    TextOfDraft,
    MovePages,
    ReportPages,
    ReadingPages,
    FilePages,
    TranslationPages,
    ProposedNumber,
    RetentionPages,
    VersionHistoryPages,
    ListedUnderSeal,
    DeskAdmin,
):
    """Drafts are changed here; a version that is no draft is read."""

    form = DescriptionForm
    inlines = [RelatedInline]
    list_display = ["title_shown", "number_shown", "status_shown", "kind", "in_force_from"]
    list_filter = ["status", "kind", "publication"]
    list_select_related = ["document"]
    path_to_version = "pk"
    search_fields = ["title", "document__title", "document__reference"]
    ordering = ["document__title", "-major", "-minor"]
    kept_fields = (
        "number", "title", "kind", "language", "summary", "audience", "coverage", "keywords",
        "classification", "publication", "author_post", "contacts",
        "change_class", "change_summary", "change_reason",
    )  # fmt: skip

    def version_of(self, obj):
        return obj

    @admin.display(description="Title", ordering="title")
    def title_shown(self, version):
        return as_public(version).title

    @admin.display(description="Number", ordering="major")
    def number_shown(self, version):
        return str(version.number)

    @admin.display(description="Status", ordering="status")
    def status_shown(self, version):
        return format_html(
            '<strong class="tag tag-{}">{}</strong>', version.status, version.state.label
        )

    def get_object(self, request, object_id, from_field=None):
        """The row; with the words that the public may read where the others are under seal."""
        version = super().get_object(request, object_id, from_field)
        return as_public(version) if version and is_sealed_for(request.user, version) else version

    def has_change_permission(self, request, obj=None):
        # What is shown of a sealed version is not what is kept, so it is not saved from here.
        may_change = super().has_change_permission(request, obj)
        return may_change and not (obj and is_sealed_for(request.user, obj))

    def get_inlines(self, request, obj):
        sealed = obj and is_sealed_for(request.user, obj)
        return [] if sealed else super().get_inlines(request, obj)

    def has_add_permission(self, request):
        # A version is started, or recorded from paper, on the page of its document.
        return False

    def formfield_for_manytomany(self, db_field, request, **options):
        if db_field.name == "contacts":
            options["queryset"] = Contact.objects.order_by("name")
        return super().formfield_for_manytomany(db_field, request, **options)

    def change_view(self, request, object_id, form_url="", extra_context=None):
        key = key_in(object_id)
        version = self.version_or_404(request, key) if key else None
        context = self._standing(request, version) if version else {}
        return super().change_view(
            request, object_id, form_url, {**context, **(extra_context or {})}
        )

    def _standing(self, request, version: Version) -> dict:
        situation = situation_shown(version, by=request.user, at=timezone.now())
        opened, closed = moves_shown(version, situation)
        sections = list(version.sections.prefetch_related("items", "laws"))
        if is_sealed_for(request.user, version):
            version = as_public(version)
            for section in sections:
                section.heading = public_words(section.heading, version.hidden)
        if version.is_in_force:
            opened = [*next_version_from(version, by=request.user), *opened]
        texts = texts_of(version)
        return {
            "title": version.title,
            "subtitle": None,
            "version": version,
            "sentence": sentence_about(version),
            "next_step": step.sentence_in(situation) if (step := next_step(situation)) else "",
            "open_moves": opened,
            "closed_moves": closed,
            "report": what_goes_with(version, situation, by=request.user),
            "decisions": list(decisions_on(version)),
            "files": files_of(version.submission) if version.submission else None,
            "may_keep_files": request.user.can(Ability.KEEP_FILES),
            "authorships": version.authorships.select_related("person"),
            "changes": version.status_changes.select_related("by").order_by("-id"),
            "sections": sections,
            "checks": checks_of(texts, sections) if texts else None,
            "bulletin": bulletin_of(version) if version.in_force_from else "",
            "subscribers": Subscription.objects.told_of(version.document)
            .values("email")
            .distinct()
            .count(),
            "proposal": proposal_for(version, texts) if texts else None,
            "may_write": version.is_draft and request.user.can(Ability.WRITE),
            "show_close": False,
            "show_save_and_add_another": False,
        }

    def save_model(self, request, obj, form, change):
        if form.changes_something:
            drafting.save_draft(
                version=obj,
                contacts=form.cleaned_data["contacts"],
                why=form.cleaned_data["why"],
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
            text.remove_related(related=row, **who)
        for row in changed:
            text.save_related(related=row, **who)

    def response_change(self, request, obj):
        if "_continue" in request.POST:
            return super().response_change(request, obj)
        messages.success(request, f"Version {obj.number} was saved.")
        return self.response_post_save_change(request, obj)

    def response_post_save_change(self, request, obj):
        return HttpResponseRedirect(reverse("admin:policies_version_change", args=[obj.pk]))
