"""The review programme at the desk: what is coming, what called for it, and one’s own calendar."""

from itertools import groupby

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from policies.actions.due import due_items
from policies.actions.outbox import TO_READERS
from policies.actions.reminding import documents_without_keeper
from policies.actions.reviewing import raise_trigger
from policies.actions.subscribing import calendar_token, revoke_calendar
from policies.admin.desk import DeskAdmin, ReadOnlyAdmin
from policies.admin.reviews.picture import timeline
from policies.domain.dates import london_day
from policies.domain.reviews import TriggerKind
from policies.domain.roles import Ability
from policies.models import Document, Message, PlannedPublication, Review, ReviewTrigger

RECORDED_IN_SIGHT = 20


@admin.register(Review)
class ReviewAdmin(ReadOnlyAdmin):
    """What is coming, by month, and what came of the reviews that were done."""

    fields = [
        "version", "outcome", "reason", "authority", "was_due_on", "next_review_on", "by", "post",
        "at",
    ]  # fmt: skip

    def get_urls(self):
        pages = (
            ("calendar/", self.calendar_view, "policies_review_calendar"),
            ("calendar/revoke/", require_POST(self.revoke_view), "policies_review_revoke"),
        )
        own = [
            path(address, self.admin_site.admin_view(view), name=name)
            for address, view, name in pages
        ]
        return [*own, *super().get_urls()]

    def changelist_view(self, request, extra_context=None):
        """Everything that is due, by month."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        at = timezone.now()
        day = london_day(at)
        items = due_items()
        recorded = Review.objects.select_related("version").order_by("-id")
        context = {
            "title": "Reviews",
            "months": _by_month(items, day),
            "timeline": timeline(items, day),
            "without_keeper": documents_without_keeper(at),
            "may_raise": request.user.can(Ability.KEEP_REVIEWS),
            "recorded": recorded[:RECORDED_IN_SIGHT],
        }
        return self._page(request, "admin/reviews/programme.html", context)

    def calendar_view(self, request):
        """The address under which one’s own calendar reads what is due."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        feed = reverse("policies:calendar", args=[calendar_token(request.user)])
        context = {"title": "Your calendar", "address": request.build_absolute_uri(feed)}
        response = self._page(request, "admin/reviews/calendar.html", context)
        response.headers["Cache-Control"] = "private, no-store"
        return response

    def revoke_view(self, request):
        """Close the address, and show the new one."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        revoke_calendar(by=request.user, at=timezone.now())
        messages.success(request, "The old address is closed. This is the new one.")
        return HttpResponseRedirect(reverse("admin:policies_review_calendar"))

    def _page(self, request, template, context):
        shared = {**self.admin_site.each_context(request), "opts": self.opts}
        return TemplateResponse(request, template, {**shared, **context})


def _by_month(items, day):
    """The items under the names of their months, those that are overdue first."""

    def heading(item):
        return "Overdue" if item.is_overdue_on(day) else f"{item.due_on:%B %Y}"

    return [(name, list(rows)) for name, rows in groupby(items, key=heading)]


@admin.register(ReviewTrigger)
class ReviewTriggerAdmin(DeskAdmin):
    """What happened that calls for a review before its day."""

    list_display = ["document", "what", "kind", "due_on", "answered_by"]
    list_filter = ["kind"]
    list_select_related = ["document", "answered_by__version"]
    search_fields = ["document__title", "what"]
    ordering = ["-due_on"]
    kept_fields = ("document", "kind", "what", "law", "due_on")

    def get_fieldsets(self, request, obj=None):
        answers = ["raised_at", "raised_by", "answered_by"] if obj else []
        return [(None, {"fields": [*self.kept_fields, *answers]})]

    def has_add_permission(self, request):
        return super().has_add_permission(request) and request.user.can(Ability.KEEP_REVIEWS)

    def has_change_permission(self, request, obj=None):
        # What happened has happened; a review answers it.
        return False

    def formfield_for_foreignkey(self, db_field, request, **options):
        if db_field.name == "document":
            in_force = Document.objects.filter(versions__status="in_force")
            options["queryset"] = in_force.order_by("title")
        return super().formfield_for_foreignkey(db_field, request, **options)

    def save_model(self, request, obj, form, change):
        answers = {name: form.cleaned_data[name] for name in self.kept_fields}
        answers["kind"] = TriggerKind(answers["kind"])
        made = raise_trigger(**answers, by=request.user, at=timezone.now())
        # The admin goes on with its own row.
        obj.pk = made.pk
        obj._state.adding = False

    def response_post_save_add(self, request, obj):
        return HttpResponseRedirect(reverse("admin:policies_review_changelist"))


@admin.register(PlannedPublication)
class PlannedPublicationAdmin(ReadOnlyAdmin):
    """What the clock is to publish, and what it could not."""

    list_display = ["version", "day", "announce", "by", "failure"]
    list_select_related = ["version", "by"]
    ordering = ["-day"]
    fields = [
        "version", "day", "next_review_on", "announce", "exception", "by", "at", "failure",
        "failed_at",
    ]  # fmt: skip


@admin.register(Message)
class MessageAdmin(ReadOnlyAdmin):
    """The mail of the portal. What a message says is for its recipient; which readers are written
    to is for those who answer them."""

    list_display = ["subject", "recipient", "written_at", "sent_at", "failures"]
    search_fields = ["subject", "recipient"]
    ordering = ["-id"]
    fields = [
        "subject", "recipient", "written_at", "sent_at", "failures", "last_failure", "not_before",
    ]  # fmt: skip

    def get_queryset(self, request):
        rows = super().get_queryset(request)
        answers_readers = request.user.can(Ability.ANSWER_READERS)
        return rows if answers_readers else rows.exclude(key__startswith=TO_READERS)
