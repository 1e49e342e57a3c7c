"""What is due for the documents, and who is told of it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from operator import attrgetter
from typing import Any

from django.db.models import OuterRef, Subquery
from django.urls import reverse

from policies.domain.dates import london_day
from policies.domain.numbering import ChangeClass
from policies.domain.progress import Gathered, progress_along
from policies.domain.reviews import DueItem, DueKind, start_of
from policies.domain.roles import Role
from policies.domain.stages import Stage, StageKind
from policies.models import (
    Consultation,
    Decision,
    Document,
    PostHolding,
    Review,
    ReviewTrigger,
    User,
    Version,
)

_STAGES = {
    StageKind.RATIFY: (DueKind.RATIFICATION, "The ratification of version {} by {}"),
    StageKind.REPORT_BACK: (DueKind.REPORT_BACK, "The report on version {} to {}"),
}


def due_items() -> list[DueItem]:
    """Return everything that is due on a day, for all documents, the earliest first.

    These are the next review of each version in force, the open triggers, the stages of its
    route that it still has to meet by a day after its publication, and open consultations.
    """
    in_force = _versions_in_force()
    items = [
        *_reviews(in_force),
        *_triggers({version.document_id: version for version in in_force}),
        *_stages([*in_force, *_before_minor_changes(in_force)]),
        *_consultations(),
    ]
    return sorted(items, key=attrgetter("due_on", "document", "key"))


def _versions_in_force() -> list[Any]:
    """The versions in force, with the open version and the last review of each."""
    siblings = Version.objects.filter(document=OuterRef("document"))
    reviewed = Review.objects.filter(version=OuterRef("pk")).order_by("-id")
    return list(
        Version.objects.in_force()
        .select_related("document", "submission")
        .defer("submission__canonical")
        .annotate(
            open_pk=Subquery(siblings.open().values("pk")[:1]),
            reviewed_at=Subquery(reviewed.values("at")[:1]),
        )
    )


def _before_minor_changes(in_force: Iterable[Any]) -> Iterator[Any]:
    """The versions that a minor change replaced: what was owed on them is owed still."""
    minor = ChangeClass.MINOR.value
    wanted = {version.based_on_id for version in in_force if version.change_class == minor}
    while wanted:
        rows = Version.objects.published().filter(pk__in=wanted, recorded_from_paper_on=None)
        found = list(rows.select_related("document", "submission").defer("submission__canonical"))
        yield from found
        wanted = {version.based_on_id for version in found if version.change_class == minor}


def page_at_desk(name: str, *args: int) -> str:
    """Return the address of a page of the desk, within the portal."""
    return reverse(f"admin:policies_{name}", args=args)


def _reviewing(version: Any) -> dict[str, str]:
    """The one thing to do about a review: go on with the open version, or record what came."""
    if version.open_pk:
        return {
            "act": "Finish the version that is open",
            "address": page_at_desk("version_change", version.open_pk),
        }
    return {"act": "Record a review", "address": page_at_desk("version_review", version.pk)}


def _reviews(in_force: Iterable[Any]) -> Iterator[DueItem]:
    for version in in_force:
        if version.next_review_on:
            yield DueItem(
                key=f"review-{version.pk}",
                kind=DueKind.REVIEW,
                document=version.document.title,
                document_pk=version.document_id,
                what=f"The review of version {version.number}",
                due_on=version.next_review_on,
                known_from=version.reviewed_at or start_of(version.in_force_from),
                **_reviewing(version),
            )


def _triggers(in_force: dict[int, Any]) -> Iterator[DueItem]:
    for trigger in ReviewTrigger.objects.open().filter(document__in=in_force):
        version = in_force[trigger.document_id]
        yield DueItem(
            key=f"trigger-{trigger.pk}",
            kind=DueKind.TRIGGER,
            document=version.document.title,
            document_pk=version.document_id,
            what=f"A review for this reason: “{trigger.what.rstrip('.')}”",
            due_on=trigger.due_on,
            known_from=trigger.raised_at,
            **_reviewing(version),
        )


def _stages(in_force: Iterable[Any]) -> Iterator[DueItem]:
    asked = [
        (version, stages) for version in in_force if (stages := tuple(_stages_with_a_day(version)))
    ]
    words = defaultdict(list)
    submissions = [version.submission_id for version, _ in asked]
    decisions = Decision.objects.standing().filter(submission__in=submissions)
    for decision in decisions.select_related("body", "post", "confirmation"):
        words[decision.submission_id].append(decision.as_word())
    for version, stages in asked:
        gathered = Gathered(words=tuple(words[version.submission_id]))
        for progress in progress_along(version.submission.route_taken, gathered):
            if progress.stage in stages and not progress.is_met:
                yield _stage(version, progress.stage)


def _stages_with_a_day(version: Any) -> Iterator[Stage]:
    for stage in version.submission.route_taken.stages:
        if stage.kind in _STAGES and stage.within_days is not None:
            yield stage


def _stage(version: Any, stage: Stage) -> DueItem:
    kind, what = _STAGES[stage.kind]
    return DueItem(
        key=f"stage-{version.pk}-{stage.position}",
        kind=kind,
        document=version.document.title,
        document_pk=version.document_id,
        what=what.format(version.number, stage.named),
        due_on=version.in_force_from + timedelta(days=stage.within_days or 0),
        known_from=start_of(version.in_force_from),
        act="Have the decision entered",
        address=page_at_desk("version_change", version.pk),
    )


def _consultations() -> Iterator[DueItem]:
    rows = Consultation.objects.filter(closed_at=None, submission__version__status="in_review")
    rows = rows.select_related("submission__version__document").defer("submission__canonical")
    for consultation in rows:
        version = consultation.submission.version
        yield DueItem(
            key=f"consultation-{consultation.pk}",
            kind=DueKind.CONSULTATION,
            document=version.document.title,
            document_pk=version.document_id,
            what=f"The consultation on version {version.number} ({consultation.consulted})",
            due_on=consultation.closes_on,
            known_from=start_of(consultation.opens_on),
            act="Close it with a summary",
            address=page_at_desk("version_change", version.pk),
        )


@dataclass(frozen=True, slots=True)
class Recipient:
    """Somebody who is told what is due: the address, the name, and since when they are the one."""

    address: str
    name: str
    since: datetime


# Before the first portal: whoever was always the one.
_EVER = start_of(date(1970, 1, 1))


def _person(person: User, since: date | None = None) -> Recipient:
    name = person.get_full_name() or person.username
    return Recipient(person.email, name, start_of(since) if since else _EVER)


class Keepers:
    """Who is told about which document on a day, read once for all documents."""

    def __init__(self, at: datetime) -> None:
        day = london_day(at)
        held = PostHolding.objects.held_on(day).filter(person__is_active=True)
        self._holders: dict[int | None, list[Recipient]] = defaultdict(list)
        for holding in held.exclude(person__email="").select_related("person"):
            self._holders[holding.post_id].append(_person(holding.person, holding.held_from))
        officers = User.objects.filter(is_active=True, groups__name=Role.CORPORATE_OFFICER.label)
        self._officers = [_person(officer) for officer in officers.exclude(email="").order_by("id")]
        rows = Document.objects.select_related("owner_post")
        self._documents = {document.pk: document for document in rows}

    def of(self, document_pk: int) -> list[Recipient]:
        """Return who is told about a document: whoever holds the owner’s post or deputises for
        it, else its mailbox, else the fallback post’s holder, else the Corporate Officers.
        Empty if none of them has an address.
        """
        document = self._documents[document_pk]
        post = document.owner_post
        mailbox = [Recipient(post.email, post.title, _EVER)] if post.email else []
        return (
            self._holders.get(post.pk)
            or mailbox
            or self._holders.get(document.fallback_post_id)
            or self._officers
        )
