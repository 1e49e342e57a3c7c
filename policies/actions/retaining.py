"""What is past its rule of retention: a report for officers; nothing is deleted by it."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Max, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce, Greatest

from policies.domain.dates import end_of
from policies.domain.lifecycle import Move, Status
from policies.domain.retention import RULES, RecordKind, RetentionRule
from policies.models import (
    Consultation,
    ImportedFile,
    Invitation,
    Message,
    Section,
    SecurityEvent,
    StatusChange,
    Version,
)


@dataclass(frozen=True, slots=True)
class PastRule:
    """One rule, with how many records have outlived it; and which, where they are versions."""

    rule: RetentionRule
    count: int
    versions: tuple[Version, ...] = ()
    consultations: tuple[Consultation, ...] = ()


def retention_on(day: date) -> tuple[PastRule, ...]:
    """Return every rule of the schedule with what is past it on this day, in its order."""
    return tuple(_past(rule, day) for rule in RULES.values())


def _past(rule: RetentionRule, day: date) -> PastRule:
    last_day = rule.last_day_past(day)
    if last_day is None:
        return PastRule(rule, 0)
    before = end_of(last_day)
    if rule.kind is RecordKind.DRAFTS:
        return _of_versions(rule, _drafts(), before)
    if rule.kind is RecordKind.DISCARDED:
        return _of_versions(rule, _discarded(), before)
    if rule.kind is RecordKind.RESPONSES:
        named = Invitation.objects.named().filter(consultation__closed_at__lt=before)
        asked = Consultation.objects.filter(invitations__in=named).distinct()
        return PastRule(rule, named.count(), consultations=tuple(asked))
    return PastRule(rule, _others(rule.kind, before).count())


def _of_versions(rule: RetentionRule, rows: "QuerySet[Any]", before: datetime) -> PastRule:
    past = rows.filter(rests_since__lt=before).select_related("document").order_by("rests_since")
    versions = tuple(past)
    return PastRule(rule, len(versions), versions)


def _drafts() -> "QuerySet[Any]":
    """The drafts with the moment at which they or a section of theirs was last saved."""
    sections = Section.history.filter(version=OuterRef("pk")).order_by().values("version")
    last_section = Subquery(sections.annotate(last=Max("history_date")).values("last"))
    own = Version.history.filter(id=OuterRef("pk")).order_by().values("id")
    last_own = Subquery(own.annotate(last=Max("history_date")).values("last"))
    rests_since = Greatest(last_own, Coalesce(last_section, last_own))
    drafts: QuerySet[Any] = Version.objects.filter(status=Status.DRAFT.value).annotate(
        rests_since=rests_since
    )
    return drafts


def _discarded() -> "QuerySet[Any]":
    """The discarded versions that were never approved, with when they were given up."""
    rows = StatusChange.objects.filter(
        version=OuterRef("pk"), to_status=Status.DISCARDED.value
    ).values("at")[:1]
    approved = StatusChange.objects.filter(move=Move.APPROVE.value).values("version")
    discarded: QuerySet[Any] = (
        Version.objects.filter(status=Status.DISCARDED.value)
        .exclude(pk__in=approved)
        .annotate(rests_since=Subquery(rows))
    )
    return discarded


def _others(kind: RecordKind, before: datetime) -> "QuerySet[Any]":
    if kind is RecordKind.FILES:
        return ImportedFile.objects.filter(version__isnull=True, at__lt=before)
    if kind is RecordKind.SIGN_INS:
        return SecurityEvent.objects.to_forget(before)
    return Message.objects.to_erase(before)
