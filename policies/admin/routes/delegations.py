"""The delegations of bodies to officers: entered from the minutes, and every use of each."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import path
from django.utils import timezone

from policies.actions import delegating
from policies.admin.desk import DeskAdmin
from policies.domain.dates import in_words, london_day
from policies.domain.delegating import STAYS
from policies.domain.roles import Ability
from policies.formats.spreadsheet import as_cell
from policies.models import Delegation, OfficerDecision

COLUMNS = (
    "Date", "Version", "What it changes", "Decision", "Reference", "Consultee’s answer", "Reasons",
    "Why it counts as minor", "Exception", "Standing",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Use:
    """One use of a delegation, as the body that delegated reads it."""

    record: OfficerDecision
    standing: str

    @property
    def answer(self) -> str:
        """What the consultee said, with their words."""
        said = self.record.answer
        if said is None:
            return "Nobody is consulted"
        return f"{said.get_stance_display()}. {said.text}".strip()

    def as_row(self) -> tuple[str, ...]:
        """The use in the order of COLUMNS."""
        decision = self.record.decision
        version = decision.submission.version
        return (
            decision.decided_on.isoformat(),
            str(version.number),
            version.change_summary,
            decision.get_outcome_display(),
            decision.minute_reference,
            self.answer,
            self.record.reasons,
            self.record.override,
            decision.exception,
            self.standing,
        )


def uses_of(delegation: Delegation) -> Iterator[Use]:
    """Yield every use of a delegation, the last first."""
    rows = delegation.uses.select_related(
        "decision__submission__version", "decision__confirmation", "answer__post"
    ).defer("decision__submission__canonical")
    for record in rows.order_by("-decision__decided_on", "-pk"):
        yield Use(record, _standing_of(record))


def _standing_of(record: OfficerDecision) -> str:
    decision = record.decision
    if not hasattr(decision, "confirmation"):
        return "Not confirmed"
    if not decision.is_confirmed:
        return f"Declined: {decision.confirmation.note}"
    since = decision.submission.version.in_force_from
    return f"Confirmed. In force from {in_words(since)}" if since else "Confirmed"


@admin.register(Delegation)
class DelegationAdmin(DeskAdmin):
    """Entered by the clerk. Once used, its terms stay, and it can only expire earlier."""

    list_display = ["document", "granted_by", "delegate_post", "standing", "times_used"]
    list_select_related = ["document", "granted_by", "delegate_post"]
    search_fields = ["document__title", "minute_reference"]
    kept_fields = (
        "document", "granted_by", "granted_on", "minute_reference", "delegate_post",
        "consultee_post", "limits", "minor_only", "starts_on", "expires_on",
    )  # fmt: skip

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("uses")

    @admin.display(description="Used")
    def times_used(self, delegation):
        times = len(delegation.uses.all())
        return {0: "Never", 1: "Once"}.get(times, f"{times} times")

    @admin.display(description="Standing")
    def standing(self, delegation):
        day = london_day(timezone.now())
        if delegation.starts_on > day:
            return f"From {in_words(delegation.starts_on)}"
        if not delegation.is_live_on(day):
            return f"Expired on {in_words(delegation.expires_on)}"
        if delegation.expires_on:
            return f"Can be used, expires on {in_words(delegation.expires_on)}"
        return "Can be used"

    def has_add_permission(self, request):
        return super().has_add_permission(request) and request.user.can(Ability.KEEP_DELEGATIONS)

    def has_change_permission(self, request, obj=None):
        may = request.user.can(Ability.KEEP_DELEGATIONS)
        return super().has_change_permission(request, obj) and may

    def get_readonly_fields(self, request, obj=None):
        used = obj is not None and obj.uses.exists()
        return [name for name in self.kept_fields if name != "expires_on"] if used else []

    def get_urls(self):
        view = self.admin_site.admin_view(self.uses_view)
        return [
            path("<int:delegation_id>/uses.csv", view, name="policies_delegation_uses"),
            *super().get_urls(),
        ]

    def change_view(self, request, object_id, form_url="", extra_context=None):
        delegation = self.get_object(request, object_id)
        context = {"show_save_and_add_another": False, "show_close": False, "subtitle": None}
        if delegation:
            uses = list(uses_of(delegation))
            context |= {
                "title": str(delegation),
                "delegation": delegation,
                "standing": self.standing(delegation),
                "uses": uses,
                "why_it_stays": STAYS if uses else "",
            }
        return super().change_view(
            request, object_id, form_url, {**context, **(extra_context or {})}
        )

    def uses_view(self, request, delegation_id):
        """The uses as a table that a spreadsheet opens, for the report to the body."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        delegation = get_object_or_404(Delegation, pk=delegation_id)
        name = f"delegation-{delegation.pk}-uses.csv"
        response = HttpResponse(
            "\ufeff",
            content_type="text/csv; charset=utf-8",
            headers={"Content-Disposition": f'attachment; filename="{name}"'},
        )
        writer = csv.writer(response)
        writer.writerow(COLUMNS)
        writer.writerows(map(as_cell, use.as_row()) for use in uses_of(delegation))
        return response

    def save_model(self, request, obj, form, change):
        if change and not form.changes_something:
            return
        delegating.keep_delegation(
            delegation=obj,
            why=form.cleaned_data.get("why", ""),
            by=request.user,
            at=timezone.now(),
        )
