"""The record, to be read: submissions, decisions, changes of status and stored files."""

import json

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.html import format_html, format_html_join

from policies.admin.desk import ReadOnlyAdmin
from policies.admin.moves.alone import facts_about
from policies.admin.restrictions.sealing import (
    SEALED,
    ListedUnderSeal,
    WordsUnderSeal,
    is_sealed_for,
)
from policies.domain.dates import in_words, london_day
from policies.models import Certificate, Decision, Rendition, StatusChange, Submission


@admin.register(Submission)
class SubmissionAdmin(WordsUnderSeal, ListedUnderSeal, ReadOnlyAdmin):
    """The exact bytes of a version at one submitting, and their hash."""

    papers = ("amendments",)

    list_display = ["version_named", "at", "by", "sha256"]
    list_select_related = ["version", "by"]
    search_fields = ["sha256", "version__title"]
    fields = ["version", "sha256", "canonical_bytes", "by", "post", "at", "amendments"]

    def get_queryset(self, request):
        # A list needs no text: the bytes of hundreds of policies stay where they are.
        return super().get_queryset(request).defer("canonical")

    def version_of(self, row):
        return row.version

    @admin.display(description="Canonical bytes")
    def canonical_bytes(self, submission):
        address = reverse("admin:policies_submission_bytes", args=[submission.pk])
        return format_html('<a href="{}">Open the exact bytes (JSON)</a>', address)

    def get_urls(self):
        view = self.admin_site.admin_view(self.bytes_view)
        return [
            path("<int:submission_id>/bytes/", view, name="policies_submission_bytes"),
            *super().get_urls(),
        ]

    def bytes_view(self, request, submission_id):
        """The bytes whose SHA-256 is the published hash, nothing added."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        submission = get_object_or_404(Submission, pk=submission_id)
        if is_sealed_for(request.user, submission.version):
            return HttpResponse(SEALED, content_type="text/plain; charset=utf-8", status=403)
        name = f"{submission.sha256[:12]}.json"
        return HttpResponse(
            bytes(submission.canonical),
            content_type="application/json; charset=utf-8",
            headers={"Content-Disposition": f'inline; filename="{name}"'},
        )


@admin.register(Decision)
class DecisionAdmin(WordsUnderSeal, ListedUnderSeal, ReadOnlyAdmin):
    papers = ("resolution", "comment")
    path_to_version = "submission__version"
    list_display = [
        "version_named",
        "decided_by",
        "outcome",
        "decided_on",
        "minute_reference",
        "standing",
    ]
    list_select_related = ["submission__version", "body", "post", "confirmation"]
    list_filter = ["outcome", "body", "post"]
    search_fields = ["minute_reference", "resolution", "submission__version__title"]
    fields = [
        "submission", "decided_by", "outcome", "decided_on", "agenda_item", "minute_reference",
        "resolution", "comment", "officers_record", "entered_by", "entered_post", "entered_at",
        "exception", "standing", "second_officer", "second_officer_note",
    ]  # fmt: skip

    def get_queryset(self, request):
        return super().get_queryset(request).defer("submission__canonical")

    def version_of(self, row):
        return row.submission.version

    @admin.display(description="Decided by")
    def decided_by(self, decision):
        return str(decision.decider)

    @admin.display(description="Record of the officer’s decision", empty_value="A body decided")
    def officers_record(self, decision):
        """Reasons, alternatives, conflicts, consultee: what the law asks to be written down."""
        facts = [(name, words) for name, words in facts_about(decision) if words]
        return format_html_join("", "<p><strong>{}:</strong> {}</p>", facts) or None

    @admin.display(description="Second officer")
    def standing(self, decision):
        if hasattr(decision, "confirmation"):
            return "Confirmed" if decision.is_confirmed else "Declined"
        if decision.submission.version.recorded_from_paper_on:
            return "Recorded from paper: no second officer is asked"
        return "Not dealt with yet"

    @admin.display(description="By", empty_value="Nobody yet")
    def second_officer(self, decision):
        if not hasattr(decision, "confirmation"):
            return None
        word = decision.confirmation
        post = f" ({word.post})" if word.post else ""
        return f"{word.by.get_full_name() or word.by}{post}, {in_words(london_day(word.at))}"

    @admin.display(description="Note", empty_value="None")
    def second_officer_note(self, decision):
        if not hasattr(decision, "confirmation"):
            return None
        word = decision.confirmation
        return " ".join(part for part in (word.note, word.exception) if part) or None


@admin.register(Certificate)
class CertificateAdmin(ReadOnlyAdmin):
    list_display = ["submission", "by", "at"]
    list_select_related = ["submission__version", "by"]
    fields = ["submission", "decision", "statement", "by", "post", "at", "exception"]

    def get_queryset(self, request):
        return super().get_queryset(request).defer("submission__canonical")


@admin.register(StatusChange)
class StatusChangeAdmin(ListedUnderSeal, ReadOnlyAdmin):
    list_display = ["version_named", "move", "from_status", "to_status", "by", "at"]
    list_select_related = ["version", "by"]
    list_filter = ["move"]
    search_fields = ["version__title", "note"]
    fields = [
        "version", "submission", "move", "from_status", "to_status", "by", "post", "at", "note",
        "authority", "exception", "successor",
    ]  # fmt: skip

    def version_of(self, row):
        return row.version


@admin.register(Rendition)
class RenditionAdmin(ReadOnlyAdmin):
    list_display = ["name", "format", "language", "pages", "built_at"]
    list_select_related = ["submission"]
    list_filter = ["format"]
    search_fields = ["name", "sha256"]
    fields = [
        "submission", "format", "language", "name", "sha256", "media_type", "size", "pages",
        "findings_listed", "built_at", "replaces", "reason",
    ]  # fmt: skip

    def get_queryset(self, request):
        return super().get_queryset(request).defer("submission__canonical")

    @admin.display(description="Findings")
    def findings_listed(self, rendition):
        return json.dumps(rendition.findings, ensure_ascii=False) if rendition.findings else "None"
