"""Keeping the law register: a law that ends calls for a review of what relies on it."""

from collections.abc import Iterator
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from policies.actions.record import keep
from policies.actions.reviewing import add_trigger
from policies.domain.dates import about_being_far, in_words, london_day
from policies.domain.errors import MoveRefused
from policies.domain.readiness import CLOSED_ACCOUNT
from policies.domain.reviews import TriggerKind, day_to_answer_law
from policies.domain.roles import ABILITIES, Ability, holds, roles_named
from policies.models import Document, LawReference, ReviewTrigger, User, Version


@transaction.atomic
def keep_law(*, law: LawReference, by: User, at: datetime, why: str) -> list[ReviewTrigger]:
    """Keep a row of the law register as it now is, and return the reviews that it calls for.

    If it now ends, ends on another day, or has another successor, every document whose version
    in force relies on it is to be looked at, unless an open trigger says so already. Raises
    MoveRefused with every reason against: the role, or a day too far away.
    """
    ends = about_being_far(law.in_force_to, today=london_day(at))
    reasons = [*_about_the_person(by, at), *ends]
    if reasons:
        raise MoveRefused(reasons)
    before = LawReference.objects.select_for_update().filter(pk=law.pk).first()
    keep(law, by=by, at=at, why=why)
    if before is None or not _ends_otherwise(before, law):
        return []
    told = ReviewTrigger.objects.open().filter(law=law).values("document")
    due_on = day_to_answer_law(law.in_force_to, london_day(at))
    calls = [
        ReviewTrigger(
            document=document,
            kind=TriggerKind.LAW.value,
            what=_what_happened(law),
            due_on=due_on,
            law=law,
        )
        for document in documents_relying_on(law).exclude(pk__in=told)
    ]
    return [add_trigger(trigger=call, by=by, at=at) for call in calls]


def documents_relying_on(law: LawReference) -> QuerySet[Document]:
    """Return the documents whose version in force relies on this row, each once."""
    relying = Version.objects.in_force().filter(sections__laws=law)
    documents: QuerySet[Document] = Document.objects.filter(pk__in=relying.values("document"))
    return documents.order_by("pk")


def _about_the_person(by: User, at: datetime) -> Iterator[str]:
    allowed = ABILITIES[Ability.KEEP_LAW_REGISTER]
    if not by.is_active:
        yield CLOSED_ACCOUNT
    elif not holds(by.roles_on(london_day(at)), Ability.KEEP_LAW_REGISTER):
        yield f"Only {roles_named(allowed)} can keep the law register."


def _ends_otherwise(before: LawReference, law: LawReference) -> bool:
    ends = law.in_force_to is not None and law.in_force_to != before.in_force_to
    replaced = law.superseded_by_id is not None and law.superseded_by_id != before.superseded_by_id
    return ends or replaced


def _what_happened(law: LawReference) -> str:
    parts = []
    if law.in_force_to:
        parts.append(f"{law} is in force until {in_words(law.in_force_to)}.")
    if law.superseded_by:
        parts.append(f"{law} is superseded by {law.superseded_by}.")
    return " ".join(parts)
