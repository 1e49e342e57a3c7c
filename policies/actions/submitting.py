"""Taking a text into review and back: submit, recall, request changes, conform."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from policies.actions.articles import make_article
from policies.actions.record import keep, make_move, take_turn_with, write_change
from policies.actions.routing import hold_route, route_for
from policies.actions.situations import last_decision, refuse_unless_open, situation_of
from policies.actions.text import add_author, remove_section, save_item, save_section
from policies.domain.content import canonical_bytes, sha256_of
from policies.domain.dates import london_day
from policies.domain.errors import ContentRefused
from policies.domain.lifecycle import Move, Status
from policies.domain.problems import problems_of_draft
from policies.domain.roles import ABILITIES, Ability
from policies.models import Decision, GuidanceItem, Section, Submission, User, Version


@transaction.atomic
def submit_version(*, version: Version, by: User, at: datetime) -> Submission:
    """Freeze the text of a draft and take it into review.

    Keeps the canonical bytes with their SHA-256 and a copy of the route, and makes the page
    from them. Raises MoveRefused with every reason against: the role, the status, each fault of
    the text or of the route.
    """
    version = take_turn_with(version)
    hold_route(version)
    refuse_unless_open(Move.SUBMIT, situation_of(version, by=by, at=at))
    submission = add_submission(version, by=by, at=at)
    make_move(version=version, move=Move.SUBMIT, to=Status.IN_REVIEW, by=by, at=at)
    return submission


def add_submission(
    version: Version,
    *,
    by: User,
    at: datetime,
    conforms_to: Decision | None = None,
    amendments: str = "",
) -> Submission:
    """Keep the exact bytes of a version and let its row point to them (saved by the caller)."""
    data = canonical_bytes(version.as_content())
    submission = Submission.objects.create(
        version=version,
        canonical=data,
        sha256=sha256_of(data),
        by=by,
        post=by.post_on(london_day(at), ABILITIES[Ability.WRITE]),
        at=at,
        conforms_to=conforms_to,
        amendments=amendments.strip(),
        route=conforms_to.submission.route if conforms_to else route_for(version).as_plain(),
    )
    make_article(submission=submission)
    version.submission = submission
    return submission


@transaction.atomic
def recall_version(*, version: Version, by: User, at: datetime, reason: str) -> Version:
    """Take a version in review back to draft. Its decisions stay on record as voided (rule B1).

    Raises MoveRefused with every reason against.
    """
    return _take_back(Move.RECALL, version=version, by=by, at=at, reason=reason)


@transaction.atomic
def request_changes(*, version: Version, by: User, at: datetime, reason: str) -> Version:
    """Send a version in review back to its authors, saying what to change.

    Raises MoveRefused with every reason against.
    """
    return _take_back(Move.REQUEST_CHANGES, version=version, by=by, at=at, reason=reason)


def _take_back(move: Move, *, version: Version, by: User, at: datetime, reason: str) -> Version:
    version = take_turn_with(version)
    refuse_unless_open(move, situation_of(version, by=by, at=at, reason=reason))
    return make_move(version=version, move=move, to=Status.DRAFT, by=by, at=at, note=reason)


@dataclass(frozen=True, slots=True, kw_only=True)
class Amendment:
    """How one section reads as the body amended it. ``section`` None adds a section at the end.

    ``items`` pairs the items of the section with their amended text; ``is_removed`` takes the
    section out.
    """

    section: Section | None
    heading: str = ""
    body: str = ""
    items: tuple[tuple[GuidanceItem, str], ...] = ()
    is_removed: bool = False


@transaction.atomic
def conform_version(
    *, version: Version, amendments: Sequence[Amendment], summary: str, by: User, at: datetime
) -> Submission:
    """Bring the text into line with a confirmed decision “approved as amended”.

    Makes a new submission that carries the decision over; the version stays in review until
    the monitoring officer certifies it. ``summary`` says what the body amended. Raises
    MoveRefused with every reason against, ContentRefused if nothing was amended or the text
    has a fault.
    """
    version = take_turn_with(version)
    refuse_unless_open(Move.CONFORM, situation_of(version, by=by, at=at, reason=summary))
    decided = version.submission
    # Anew to the same minute, or to that of another body which amended the conformed text.
    decision = last_decision(decided) or (decided.conforms_to if decided else None)
    # The guards let the text change in a draft only: it is one for the length of this transaction.
    version.status = Status.DRAFT.value
    keep(version, by=by, at=at, why="Conforming to the minute")
    for amendment in amendments:
        _amend(version, amendment, by=by, at=at)
    add_author(version, by=by, at=at)
    submission = add_submission(version, by=by, at=at, conforms_to=decision, amendments=summary)
    problems = list(problems_of_draft(submission.content))
    if decided is not None and submission.sha256 == decided.sha256:
        problems.append("The text is the same as the text that was decided. Enter the amendments.")
    if problems:
        raise ContentRefused(problems)
    version.status = Status.IN_REVIEW.value
    keep(version, by=by, at=at, why=f"Conformed. {summary}")
    write_change(
        version=version,
        move=Move.CONFORM,
        from_status=Status.IN_REVIEW,
        by=by,
        at=at,
        note=summary,
    )
    return submission


def _amend(version: Version, amendment: Amendment, *, by: User, at: datetime) -> None:
    section, why = amendment.section, "Amended by the deciding body"
    if section is None:
        added = Section(version=version, heading=amendment.heading, body=amendment.body)
        save_section(section=added, by=by, at=at, why=why)
        return
    if section.version_id != version.pk:
        raise ContentRefused(f"Section “{section}” is not a section of this version.")
    section.version = version
    if amendment.is_removed:
        remove_section(section=section, by=by, at=at, why=why)
        return
    if (section.heading, section.body) != (amendment.heading, amendment.body):
        section.heading, section.body = amendment.heading, amendment.body
        save_section(section=section, by=by, at=at, why=why)
    for item, text in amendment.items:
        if item.text != text:
            item.section, item.text = section, text
            save_item(item=item, by=by, at=at)
