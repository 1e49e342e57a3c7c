"""Where a version stands, in a sentence, and the moves that its status shows, open or closed."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from django.urls import reverse
from django.utils import timezone

from policies.actions.situations import situation_of
from policies.admin.moves.table import MovePage, pages_shown
from policies.domain.dates import in_words, london_day
from policies.domain.lifecycle import Status
from policies.domain.readiness import Situation
from policies.domain.standing import sentence_about_urgency
from policies.models import Decision, PlannedPublication, Version


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
    sentence = {
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
    plans = PlannedPublication.objects.filter(version=version) if version.is_approved else ()
    urgency = urgency_of(version)
    return " ".join([sentence, *([urgency] if urgency else []), *(p.sentence for p in plans)])


def urgency_of(version: Version) -> str:
    """Return that it was published urgently, and until when it is to be ratified; or nothing."""
    article = getattr(version.submission, "article", None) if version.in_force_from else None
    if article is None:
        return ""
    return sentence_about_urgency(
        article.decision_records,
        status=version.state,
        in_force_from=version.in_force_from,
        day=london_day(timezone.now()),
    )


def _force(version: Version) -> str:
    since = f" from {in_words(version.in_force_from)}" if version.in_force_from else ""
    until = f" until {in_words(version.in_force_until)}" if version.in_force_until else ""
    return since + until


def situation_shown(version: Version, *, by, at) -> Situation:
    """Return all that this version's page shows of what can be done, and of what comes next."""
    excused = "given on the page" if version.document.council.has_sole_officer else ""
    situation = situation_of(
        version, by=by, at=at, exception=excused, next_review_on=version.next_review_on
    )
    successor = version.document.open_version() if version.is_in_force else None
    return replace(situation, open_version=str(successor.number)) if successor else situation


def moves_shown(version: Version, situation: Situation) -> tuple[list[ShownMove], list[ShownMove]]:
    """Return the open and the closed moves of this version in this situation."""
    shown = [
        ShownMove(page, address_of(page, version), page.reasons_in(situation))
        for page in pages_shown(situation)
    ]
    # What warns comes last: the first is the one that most officers come for.
    shown.sort(key=lambda move: move.page.is_warning)
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
    shown = rows.select_related("body", "post", "confirmation", "entered_by")
    for decision in shown.order_by("-id"):
        yield ShownDecision(decision, _standing_of(decision, decision.pk in standing))


def _standing_of(decision: Decision, stands: bool) -> str:
    if not hasattr(decision, "confirmation"):
        return "Waits to be confirmed" if stands else "Voided: the text was taken back"
    if not decision.confirmation.is_confirmed:
        return f"Declined: {decision.confirmation.note}"
    return "Confirmed" if stands else "Confirmed, then voided: the text was taken back"
