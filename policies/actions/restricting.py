"""Hiding a passage or a version by law, and showing it again: two officers of two roles."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from policies.actions.articles import remake_article
from policies.actions.record import raise_page_stamp, take_turn_with
from policies.actions.searching import follow_in_search
from policies.domain.dates import london_day
from policies.domain.errors import MoveRefused
from policies.domain.hiding import occurs_in
from policies.domain.restriction import reasons_against_asking, reasons_against_restricting
from policies.domain.roles import ABILITIES, Ability
from policies.models import Rendition, Restriction, RestrictionWord, Submission, User, Version


@transaction.atomic
def ask_to_restrict(
    *,
    version: Version,
    passage: str,
    ground: str,
    notice: str,
    reason: str,
    by: User,
    at: datetime,
) -> Restriction:
    """Ask that a passage of a submitted text, or all of it, be hidden by law.

    ``passage`` is the exact words; empty, it is the whole version. Nothing is hidden before
    the other of the two roles confirms it. Raises MoveRefused with every reason against.
    """
    version = take_turn_with(version)
    there = Restriction.objects.filter(version__document=version.document_id)
    hidden = list(there.standing()) + list(there.unanswered().filter(lifts=None))
    reasons = [
        *reasons_against_restricting(by.roles_on(london_day(at)), is_active=by.is_active),
        *reasons_against_asking(
            version.submission.content if version.submission and not version.is_draft else None,
            passage=passage,
            notice=notice,
            reason=reason,
            standing=[one.passage for one in hidden if one.version_id == version.pk],
            in_document=[one.passage for one in hidden],
        ),
    ]
    if ground not in Restriction.Ground.values:
        reasons.append("Choose the ground: a court order, or personal data.")
    if reasons:
        raise MoveRefused(reasons)
    return Restriction.objects.create(
        version=version,
        passage=passage.strip(),
        ground=ground,
        notice=notice.strip(),
        reason=reason.strip(),
        by=by,
        post=_post(by, at),
        at=at,
    )


@transaction.atomic
def ask_to_lift(*, restriction: Restriction, reason: str, by: User, at: datetime) -> Restriction:
    """Ask that what a restriction hides be shown again.

    It stays hidden until the other of the two roles confirms it. Raises MoveRefused with every
    reason against.
    """
    version = take_turn_with(restriction.version)
    reasons = list(reasons_against_restricting(by.roles_on(london_day(at)), is_active=by.is_active))
    if not version.restrictions.standing().filter(pk=restriction.pk).exists():
        reasons.append("This restriction does not stand, so there is nothing to lift.")
    if version.restrictions.unanswered().filter(lifts=restriction).exists():
        reasons.append("It was asked already that this restriction be lifted.")
    if not reason.strip():
        reasons.append("Say why it may be shown again, for the record of officers.")
    if reasons:
        raise MoveRefused(reasons)
    return Restriction.objects.create(
        version=version,
        passage=restriction.passage,
        ground=restriction.ground,
        notice=restriction.notice,
        reason=reason.strip(),
        lifts=restriction,
        by=by,
        post=_post(by, at),
        at=at,
    )


@transaction.atomic
def answer_restriction(
    *, restriction: Restriction, confirm: bool, by: User, at: datetime, note: str = ""
) -> RestrictionWord:
    """Confirm or decline what a colleague asked for: to restrict, or to lift a restriction.

    Once confirmed, every page and file of the version is made from what the public may read
    now. Raises MoveRefused with every reason against.
    """
    version = take_turn_with(restriction.version)
    reasons = list(reasons_against_answering(restriction, by=by, at=at))
    if not confirm and not note.strip():
        reasons.append("Say why you decline it. The reason is kept on the record.")
    if reasons:
        raise MoveRefused(reasons)
    word = RestrictionWord.objects.create(
        restriction=restriction,
        is_confirmed=confirm,
        note=note.strip(),
        by=by,
        post=_post(by, at),
        at=max(at, _last_file(version) or at),
    )
    if confirm:
        for submission in Submission.objects.filter(version=version, article__isnull=False):
            remake_article(submission=submission)
        follow_in_search(version=version)
        raise_page_stamp(version.document)
    return word


def reasons_against_answering(
    restriction: Restriction, *, by: User, at: datetime
) -> tuple[str, ...]:
    """Return every reason why this person cannot answer what was asked."""
    day = london_day(at)
    reasons = reasons_against_restricting(
        by.roles_on(day),
        is_active=by.is_active,
        asked_by=restriction.by.roles_on(day),
        is_same_person=by == restriction.by,
    )
    if RestrictionWord.objects.filter(restriction=restriction).exists():
        reasons = (*reasons, "This has been answered already.")
    return reasons


def others_that_say(version: Version, passage: str) -> Iterable[Version]:
    """Yield the other versions of the document with a passage in their submitted text, the
    newest first: the law asks for each of them."""
    rows = version.document.versions.filter(submission__isnull=False).exclude(pk=version.pk)
    if not passage.strip():
        return
    for other in rows.select_related("submission"):
        if occurs_in(other.submission.public_content, passage):
            yield other


def _last_file(version: Version) -> datetime | None:
    """When the last file of this version was built.

    A file that is being stored at this moment bears a later time than the officer's press, and
    must count as made before it.
    """
    files = Rendition.objects.filter(submission__version=version)
    last: datetime | None = files.aggregate(last=Max("built_at"))["last"]
    return last


def _post(by: User, at: datetime) -> str:
    return by.post_on(london_day(at), ABILITIES[Ability.RESTRICT])
