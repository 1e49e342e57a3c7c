"""Building the files of submissions: exactly one builder a file, kept under its own hash."""

import logging
import time
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef

from policies import formats
from policies.actions.record import raise_page_stamp, take_turn
from policies.actions.storing import keep_bytes
from policies.actions.translationfiles import address_of, decisions_behind, sentences_for_file
from policies.domain.content import VersionContent, sha256_of
from policies.domain.dates import in_words
from policies.domain.errors import (
    BuildUnderWay,
    RenderingRefused,
    StoreFull,
    TimeRanOut,
    sentence_about,
)
from policies.domain.hiding import Hidden
from policies.domain.pauses import pause_after
from policies.domain.record import PublicationRecord
from policies.formats import apart
from policies.models import (
    BuildTicket,
    Rendition,
    Restriction,
    Submission,
    Version,
)
from policies.models.rendition import storage_name

logger = logging.getLogger(__name__)

# A builder that has not finished after this long has died: another may take its place.
CLAIM_LASTS = timedelta(minutes=5)
# After a failure the clock waits 2, 4, 8 … minutes, and this long at most.
LONGEST_PAUSE = timedelta(hours=1)
# How long a request waits for another builder before it is asked to come back.
PATIENCE_SECONDS = 20.0
# How long a request may build: web servers end those that take half a minute.
SECONDS_FOR_A_READER = 20
PREPARED_BY_THE_CLOCK = (
    "This file is not made while you wait. It is being prepared. Try again in five minutes."
)
RESTING = "This file could not be made a moment ago. It will be tried again. Come back later."
ALL_HIDDEN = "The text of this version is hidden by law, and so are its files."


def record_of(submission: Submission) -> PublicationRecord:
    """Return what a file may state about the version of this submission besides its text."""
    version = submission.version
    council = version.document.council
    ask = [council.other_formats, council.other_formats_email, council.other_formats_telephone]
    return PublicationRecord(
        sha256=submission.sha256,
        in_force_from=version.in_force_from,
        next_review_on=version.next_review_on,
        decisions=decisions_behind(submission),
        from_paper_on=version.recorded_from_paper_on,
        check_address=f"{settings.PUBLIC_ADDRESS}{address_of(submission)}",
        other_formats=" ".join(part for part in ask if part),
        brand_colour=council.brand_colour,
        brand_text_colour=council.brand_text_colour,
        notices=tuple(f"{one.sentence} {one.notice}" for one in submission.hidden),
        translation=sentences_for_file(submission),
    )


def rendition_of(
    *,
    submission: Submission,
    format_name: str,
    at: datetime,
    patience: float = PATIENCE_SECONDS,
    by_clock: bool = False,
) -> Rendition:
    """Return the stored file of a published submission, built now if nobody has built it yet.

    Of many simultaneous callers one builds and the others wait for it, ``patience`` seconds at
    most. What is not ``built_on_request``, takes longer than a reader waits or failed a moment ago
    is left to the clock (``by_clock``). Raises BuildUnderWay if it is still to be built then,
    RenderingRefused if it cannot be made here or making it failed.
    """
    deadline = time.monotonic() + patience
    while True:
        kept = stored_rendition(submission, format_name)
        if kept:
            return kept
        why_not = formats.available(format_name, submission.language)
        if why_not:
            raise RenderingRefused(why_not)
        if not by_clock:
            _leave_to_the_clock(submission, format_name, at)
        ticket = _claim(submission, format_name, at)
        if ticket:
            seconds = apart.SECONDS if by_clock else SECONDS_FOR_A_READER
            return _build(submission, format_name, ticket, at, seconds)
        if time.monotonic() >= deadline:
            raise BuildUnderWay("This file is being prepared. Try again in half a minute.")
        time.sleep(0.2)


def renew_rendition(
    *, submission: Submission, format_name: str, because: str, at: datetime
) -> Rendition:
    """Make a file of the portal's again, as the successor of the one that is offered.

    The same bytes make no successor, and a file that a person made stays. Raises BuildUnderWay
    if another builder is at work, RenderingRefused if the file cannot be made here.
    """
    kept = stored_rendition(submission, format_name)
    if kept and kept.is_by_a_person:
        return kept
    ticket = _claim(submission, format_name, at, again=True)
    if ticket is None:
        raise BuildUnderWay("This file is being prepared. Try again in half a minute.")
    return _build(submission, format_name, ticket, at, apart.SECONDS, because=because)


def _leave_to_the_clock(submission: Submission, format_name: str, at: datetime) -> None:
    """Raise BuildUnderWay if no reader's request should make this file now."""
    if not formats.FORMATS[format_name].built_on_request:
        raise BuildUnderWay(PREPARED_BY_THE_CLOCK)
    failed = submission.build_tickets.filter(format=format_name, failures__gt=0, not_before__gt=at)
    if failed.exists():
        raise BuildUnderWay(RESTING)


def stored_rendition(submission: Submission, format_name: str) -> Rendition | None:
    """Return the file of a submission that is offered in this format, if it has been built."""
    found: Rendition | None = (
        Rendition.objects.offered().filter(submission=submission, format=format_name).first()
    )
    return found


@transaction.atomic
def _claim(
    submission: Submission, format_name: str, at: datetime, *, again: bool = False
) -> BuildTicket | None:
    """Return the ticket if it is ours now, or None while another builder has it."""
    BuildTicket.objects.get_or_create(submission=submission, format=format_name)
    ticket = BuildTicket.objects.select_for_update().get(submission=submission, format=format_name)
    if ticket.claimed_at and ticket.claimed_at > at - CLAIM_LASTS:
        return None
    if stored_rendition(submission, format_name) and not again:
        return None
    ticket.claimed_at = at
    ticket.save()
    return ticket


def _give_back(ticket: BuildTicket, at: datetime, failure: str = "") -> None:
    """Let the next builder have its turn; a failure stays on the ticket for the desk."""
    ticket.claimed_at = None
    ticket.failures = ticket.failures + 1 if failure else 0
    ticket.last_failure = failure
    ticket.not_before = at + pause_after(ticket.failures, longest=LONGEST_PAUSE)
    ticket.save()


def _build(
    submission: Submission,
    format_name: str,
    ticket: BuildTicket,
    at: datetime,
    seconds: int,
    *,
    because: str = "",
) -> Rendition:
    hidden = submission.hidden
    try:
        if any(not one.passage for one in hidden):
            raise RenderingRefused(ALL_HIDDEN)
        content = submission.public_content
        rendered = apart.render(format_name, content, record_of(submission), seconds=seconds)
        rendition = _rendition(submission, format_name, content, rendered, at)
        keep_bytes(rendered.data, storage_name(rendition.sha256))
        rendition = _store(rendition, hidden, because)
    except Exception as error:
        _give_back(ticket, at, failure=sentence_about(error))
        if isinstance(error, StoreFull) or (
            isinstance(error, TimeRanOut) and seconds < apart.SECONDS
        ):
            raise BuildUnderWay(PREPARED_BY_THE_CLOCK) from error
        if isinstance(error, RenderingRefused):
            raise
        logger.exception("%s of submission %s was not made", format_name, submission.pk)
        raise RenderingRefused(
            "This file could not be made. The officer has been told and can try again."
        ) from error
    _give_back(ticket, at)
    return rendition


def _rendition(
    submission: Submission,
    format_name: str,
    content: VersionContent,
    rendered: formats.RenderedFile,
    at: datetime,
) -> Rendition:
    return Rendition(
        submission=submission,
        format=format_name,
        language=content.language,
        sha256=sha256_of(rendered.data),
        name=formats.file_name(content, format_name, submission.translated_into),
        media_type=rendered.media_type,
        size=len(rendered.data),
        pages=rendered.pages or None,
        minutes=rendered.minutes or None,
        findings=list(rendered.findings),
        built_at=at,
    )


@transaction.atomic
def _store(rendition: Rendition, hidden: tuple[Hidden, ...], because: str) -> Rendition:
    """Keep the row after its bytes, so that no half-written file is offered.

    In the turn of the document, so that nothing is hidden or shown between the two looks.
    """
    submission = rendition.submission
    document = take_turn(submission.version.document)
    kept = stored_rendition(submission, rendition.format)
    if kept and (not because or kept.is_by_a_person or kept.sha256 == rendition.sha256):
        # Another builder took over a claim that had run out, and was first after all; or what
        # was to be made again came out the same.
        return kept
    if submission.hidden != hidden:
        raise BuildUnderWay("What the law hides changed while this file was made. Ask again.")
    before = Rendition.objects.standing().filter(
        submission=submission, format=rendition.format, language=rendition.language
    )
    rendition.replaces = before.first()
    if rendition.replaces:
        rendition.reason = because or (
            f"Made without what is hidden by law since {in_words(hidden[-1].on)}."
            if hidden
            else "Made again, since a restriction was lifted."
        )
    rendition.save()
    raise_page_stamp(document)
    return rendition


def versions_without_files(at: datetime) -> list[tuple[Submission, str]]:
    """Return what the clock should build: each published submission and format still missing.

    A file that could not be made waits longer after each failure, an hour at most.
    """
    hidden = Restriction.objects.standing().filter(version=OuterRef("pk"), passage="")
    published = (
        Version.objects.published()
        .exclude(Exists(hidden))
        .defer("submission__canonical")
        .order_by("-in_force_from")
    )
    missing: list[tuple[Submission, str]] = []
    for name in formats.FORMATS:
        built = Rendition.objects.offered().filter(submission=OuterRef("submission"), format=name)
        waiting = BuildTicket.objects.filter(
            submission=OuterRef("submission"), format=name, not_before__gt=at
        )
        versions = published.exclude(Exists(built)).exclude(Exists(waiting))
        missing.extend(
            (version.submission, name)
            for version in versions.select_related("submission__version__document__council")
        )
    return missing
