"""The record, to be read: submissions, decisions, changes of status and stored files."""

import json

from django.contrib import admin
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.html import format_html

from policies.admin.desk import ReadOnlyAdmin
from policies.models import Decision, Rendition, StatusChange, Submission


@admin.register(Submission)
class SubmissionAdmin(ReadOnlyAdmin):
    """The exact bytes of a version at one submitting, and their hash."""

    list_display = ["version", "at", "by", "sha256"]
    list_select_related = ["version", "by"]
    search_fields = ["sha256", "version__title"]
    fields = ["version", "sha256", "canonical_bytes", "by", "post", "at", "amendments"]

    def get_queryset(self, request):
        # A list needs no text: the bytes of hundreds of policies stay where they are.
        return super().get_queryset(request).defer("canonical")

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
        submission = get_object_or_404(Submission, pk=submission_id)
        name = f"{submission.sha256[:12]}.json"
        return HttpResponse(
            bytes(submission.canonical),
            content_type="application/json; charset=utf-8",
            headers={"Content-Disposition": f'inline; filename="{name}"'},
        )


@admin.register(Decision)
class DecisionAdmin(ReadOnlyAdmin):
    list_display = [
        "version_shown",
        "body",
        "outcome",
        "decided_on",
        "minute_reference",
        "standing",
    ]
    list_select_related = ["submission__version", "body", "confirmation"]
    list_filter = ["outcome", "body"]
    search_fields = ["minute_reference", "resolution", "submission__version__title"]
    fields = [
        "submission", "body", "outcome", "decided_on", "agenda_item", "minute_reference",
        "resolution", "comment", "entered_by", "entered_post", "entered_at", "exception",
        "standing",
    ]  # fmt: skip

    def get_queryset(self, request):
        return super().get_queryset(request).defer("submission__canonical")

    @admin.display(description="Version")
    def version_shown(self, decision):
        return str(decision.submission.version)

    @admin.display(description="Second officer")
    def standing(self, decision):
        if not hasattr(decision, "confirmation"):
            return "Not dealt with yet"
        return "Confirmed" if decision.is_confirmed else "Declined"


@admin.register(StatusChange)
class StatusChangeAdmin(ReadOnlyAdmin):
    list_display = ["version", "move", "from_status", "to_status", "by", "at"]
    list_select_related = ["version", "by"]
    list_filter = ["move"]
    search_fields = ["version__title", "note"]
    fields = [
        "version", "submission", "move", "from_status", "to_status", "by", "post", "at", "note",
        "authority", "exception", "successor",
    ]  # fmt: skip


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
