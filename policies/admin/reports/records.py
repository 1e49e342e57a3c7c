"""The record of what went with texts to the bodies, to be read; and the attached files."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.html import format_html

from policies.actions.reporting import read_attachment
from policies.admin.desk import ReadOnlyAdmin
from policies.admin.history.pages import ReadOnlyHistory
from policies.admin.restrictions.sealing import ListedUnderSeal
from policies.models import (
    Attachment,
    Comment,
    Consultation,
    ImpactAssessment,
    Invitation,
    OptionConsidered,
    Response,
)


class OfSubmission(ListedUnderSeal, ReadOnlyAdmin):
    """A row of the record that belongs to a submission, named by its version."""

    path_to_version = "submission__version"
    search_fields = ["submission__version__title"]

    def get_queryset(self, request):
        rows = super().get_queryset(request).select_related("submission__version")
        return rows.defer("submission__canonical")

    def version_of(self, row):
        return row.submission.version


@admin.register(Comment)
class CommentAdmin(OfSubmission):
    list_display = ["version_named", "post", "topic", "stance", "dated"]
    list_select_related = ["post"]
    list_filter = ["stance", "post"]
    fields = [
        "submission", "post", "topic", "stance", "text", "initials", "dated", "is_for_public",
        "evidence", "signed_as", "by", "at", "exception",
    ]  # fmt: skip


@admin.register(ImpactAssessment)
class ImpactAssessmentAdmin(OfSubmission):
    list_display = ["version_named", "subject", "outcome", "by", "at"]
    list_filter = ["subject", "outcome"]
    fields = ["submission", "subject", "outcome", "reason", "file", "by", "post", "at"]

    @admin.display(description="File", empty_value="None")
    def file(self, assessment):
        kept = assessment.attachment
        if kept is None:
            return None
        address = reverse("admin:policies_attachment_file", args=[kept.pk])
        return format_html('<a href="{}">{}</a>', address, kept.name)


@admin.register(OptionConsidered)
class OptionConsideredAdmin(OfSubmission):
    list_display = ["version_named", "option", "is_recommended", "by", "at"]
    fields = ["submission", "option", "assessment", "is_recommended", "by", "at"]


@admin.register(Consultation)
class ConsultationAdmin(ReadOnlyHistory, OfSubmission):
    list_display = ["version_named", "consulted", "opens_on", "closes_on", "closed_at"]
    fields = [
        "submission", "consulted", "method", "opens_on", "closes_on", "closed_at", "summary",
        "effect", "is_for_public",
    ]  # fmt: skip


@admin.register(Invitation)
class InvitationAdmin(ReadOnlyAdmin):
    """Who was invited. The hash of a link’s secret is of no use to anyone, so it is not shown."""

    list_display = ["name", "consultation", "expires_at", "by", "at"]
    list_select_related = ["consultation", "by"]
    search_fields = ["name", "email"]
    fields = ["consultation", "name", "email", "expires_at", "by", "at"]


@admin.register(Response)
class ResponseAdmin(ListedUnderSeal, ReadOnlyAdmin):
    path_to_version = "invitation__consultation__submission__version"
    list_display = ["invitation", "answer", "at"]
    list_select_related = ["invitation__consultation"]
    list_filter = ["answer"]
    search_fields = ["text", "invitation__name"]
    fields = ["invitation", "answer", "text", "at"]


@admin.register(Attachment)
class AttachmentAdmin(ReadOnlyAdmin):
    list_display = ["name", "media_type", "size", "by", "at"]
    list_select_related = ["by"]
    search_fields = ["name", "sha256"]
    fields = ["name", "media_type", "size", "sha256", "by", "at"]

    def get_urls(self):
        view = self.admin_site.admin_view(self.file_view)
        return [
            path("<int:attachment_id>/file/", view, name="policies_attachment_file"),
            *super().get_urls(),
        ]

    def file_view(self, request, attachment_id):
        """The file as it was given, to be saved: never shown in the desk’s own pages."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        attachment = get_object_or_404(Attachment, pk=attachment_id)
        try:
            opened = read_attachment(attachment)
        except FileNotFoundError as error:
            raise Http404("The stored file is missing.") from error
        return FileResponse(
            opened,
            as_attachment=True,
            filename=attachment.name,
            content_type=attachment.media_type,
            headers={
                "X-Content-Type-Options": "nosniff",
                "Content-Security-Policy": "sandbox; default-src 'none'",
            },
        )
