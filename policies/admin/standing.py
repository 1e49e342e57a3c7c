"""Where a version stands, in a sentence, and the moves that its status shows, open or closed."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse

from policies.actions.record import situation_of
from policies.admin.movepages import MovePage, pages_shown
from policies.domain.dates import in_words, london_day
from policies.domain.lifecycle import Status
from policies.models import Decision, Version


@dataclass(frozen=True, slots=True)
class ShownMove:
    """A move as a page shows it: open when there is no reason against it."""

    page: MovePage
    address: str
    reasons: tuple[str, ...]


def sentence_about(version: Version) -> str:
    """Return where this version stands and what that means for its text."""
    subject = f"Version {version.number}"
    submitted = version.submission
    day = in_words(london_day(submitted.at)) if submitted else ""
    return {
        Status.DRAFT: f"{subject} is a draft. Its text can be changed.",
        Status.IN_REVIEW: (
            f"{subject} is in review. It was submitted on {day}, and its text is frozen."
        ),
        Status.APPROVED: f"{subject} is approved. Members do not follow it until it is published.",
        Status.IN_FORCE: f"{subject} is in force{_force(version)}. Members must follow it.",
        Status.SUPERSEDED: f"{subject} was superseded. It was in force{_force(version)}.",
        Status.WITHDRAWN: f"{subject} was withdrawn. It was in force{_force(version)}.",
        Status.DISCARDED: f"{subject} was discarded. It is kept, and shown to officers only.",
    }[version.state]


def _force(version: Version) -> str:
    since = f" from {in_words(version.in_force_from)}" if version.in_force_from else ""
    until = f" until {in_words(version.in_force_until)}" if version.in_force_until else ""
    return since + until


def moves_shown(version: Version, *, by, at) -> tuple[list[ShownMove], list[ShownMove]]:
    """Return the open and the closed moves of this version for this person."""
    excused = "given on the page" if version.document.council.has_sole_officer else ""
    situation = situation_of(version, by=by, at=at, exception=excused)
    shown = [
        ShownMove(page, address_of(page, version), page.reasons_in(situation))
        for page in pages_shown(situation)
    ]
    return [move for move in shown if not move.reasons], [move for move in shown if move.reasons]


def address_of(page: MovePage, version: Version) -> str:
    """Return the address of the page on which this move of this version is made."""
    return reverse(f"admin:policies_version_{page.name}", args=[version.pk])


@dataclass(frozen=True, slots=True)
class ShownDecision:
    """A decision with what became of it."""

    decision: Decision
    standing: str


def decisions_on(version: Version) -> Iterator[ShownDecision]:
    """Yield the decisions on every submission of this version, the last first."""
    rows = Decision.objects.filter(submission__version=version)
    standing = set(rows.standing().values_list("pk", flat=True))
    for decision in rows.select_related("body", "confirmation", "entered_by").order_by("-id"):
        yield ShownDecision(decision, _standing_of(decision, decision.pk in standing))


def _standing_of(decision: Decision, stands: bool) -> str:
    if not hasattr(decision, "confirmation"):
        return "Waits to be confirmed" if stands else "Voided: the text was taken back"
    if not decision.confirmation.is_confirmed:
        return f"Declined: {decision.confirmation.note}"
    return "Confirmed" if stands else "Confirmed, then voided: the text was taken back"
