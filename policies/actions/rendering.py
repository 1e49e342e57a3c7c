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
from policies.domain.content import VersionContent, sha256_of
from policies.domain.dates import in_words
from policies.domain.errors import BuildUnderWay, RenderingRefused, sentence_about
from policies.domain.hiding import Hidden
from policies.domain.pauses import pause_after
from policies.domain.record import PublicationRecord
from policies.models import (
    BuildTicket,
    Rendition,
    Restriction,
    Submission,
    TrialRendering,
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
# What tells a file that failed from a warning about one that was made.
NOT_MADE = "could not be made"
PREPARED_BY_THE_CLOCK = (
    "This file takes some minutes to make, so it is not made while you wait. "
    "It is being prepared. Try again in five minutes."
)
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
        decisions=submission.article.decision_records,
        from_paper_on=version.recorded_from_paper_on,
        check_address=f"{settings.PUBLIC_ADDRESS}/documents/{version.document.slug}/",
        other_formats=" ".join(part for part in ask if part),
        brand_colour=council.brand_colour,
        brand_text_colour=council.brand_text_colour,
        notices=tuple(f"{one.sentence} {one.notice}" for one in version.restrictions.hidden()),
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
    most. A slow format is built only ``by_clock``. Raises BuildUnderWay if it is still to be
    built then, RenderingRefused if it cannot be made here or making it failed.
    """
    deadline = time.monotonic() + patience
    while True:
        kept = stored_rendition(submission, format_name)
        if kept:
            return kept
        why_not = formats.available(format_name)
        if why_not:
            raise RenderingRefused(why_not)
        if formats.FORMATS[format_name].is_slow and not by_clock:
            raise BuildUnderWay(PREPARED_BY_THE_CLOCK)
        ticket = _claim(submission, format_name, at)
        if ticket:
            return _build(submission, format_name, ticket, at)
        if time.monotonic() >= deadline:
            raise BuildUnderWay("This file is being prepared. Try again in half a minute.")
        time.sleep(0.2)


def stored_rendition(submission: Submission, format_name: str) -> Rendition | None:
    """Return the file of a submission that is offered in this format, if it has been built."""
    found: Rendition | None = (
        Rendition.objects.offered().filter(submission=submission, format=format_name).first()
    )
    return found


@transaction.atomic
def _claim(submission: Submission, format_name: str, at: datetime) -> BuildTicket | None:
    """Return the ticket if it is ours now, or None while another builder has it."""
    BuildTicket.objects.get_or_create(submission=submission, format=format_name)
    ticket = BuildTicket.objects.select_for_update().get(submission=submission, format=format_name)
    if ticket.claimed_at and ticket.claimed_at > at - CLAIM_LASTS:
        return None
    if stored_rendition(submission, format_name):
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
    submission: Submission, format_name: str, ticket: BuildTicket, at: datetime
) -> Rendition:
    hidden = submission.version.restrictions.hidden()
    try:
        if any(not one.passage for one in hidden):
            raise RenderingRefused(ALL_HIDDEN)
        content = submission.public_content
        rendered = formats.render(format_name, content, record_of(submission))
        rendition = _rendition(submission, format_name, content, rendered, at)
        keep_bytes(rendered.data, storage_name(rendition.sha256))
        rendition = _store(rendition, hidden)
    except Exception as error:
        _give_back(ticket, at, failure=sentence_about(error))
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
        name=formats.file_name(content, format_name),
        media_type=rendered.media_type,
        size=len(rendered.data),
        pages=rendered.pages or None,
        minutes=rendered.minutes or None,
        findings=list(rendered.findings),
        built_at=at,
    )


@transaction.atomic
def _store(rendition: Rendition, hidden: tuple[Hidden, ...]) -> Rendition:
    """Keep the row after its bytes, so that no half-written file is offered.

    In the turn of the document, so that nothing is hidden or shown between the two looks.
    """
    submission = rendition.submission
    document = take_turn(submission.version.document)
    kept = stored_rendition(submission, rendition.format)
    if kept:
        # Another builder took over a claim that had run out, and was first after all.
        return kept
    if submission.version.restrictions.hidden() != hidden:
        raise BuildUnderWay("What the law hides changed while this file was made. Ask again.")
    before = Rendition.objects.standing().filter(
        submission=submission, format=rendition.format, language=rendition.language
    )
    rendition.replaces = before.first()
    if rendition.replaces:
        rendition.reason = (
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


def submissions_to_try() -> list[Submission]:
    """Return the submissions in review whose trial rendering has not been made."""
    if not _formats_to_try():
        return []
    waiting = Version.objects.filter(
        status__in=["in_review", "approved"], submission__trial_rendering__isnull=True
    )
    return [v.submission for v in waiting.select_related("submission__version__document__council")]


def _formats_to_try() -> list[formats.Format]:
    """What a missing part of the system would say is not about the text; a voice finds no fault."""
    return [
        format_
        for name, format_ in formats.FORMATS.items()
        if not format_.is_slow and not formats.available(name)
    ]


def sentences_about_files(submission: Submission) -> list[str]:
    """Return what the desk says of the files of a submission: built, tried, waiting or failed."""
    if submission.version.in_force_from is None:
        trial = TrialRendering.objects.filter(submission=submission).first()
        if trial is None:
            return ["A trial rendering of this text is waiting for the clock."]
        return trial.findings or ["A trial rendering found nothing to mend."]
    if submission.version.restrictions.standing().filter(passage="").exists():
        return [ALL_HIDDEN]
    sentences = []
    tickets = {ticket.format: ticket for ticket in submission.build_tickets.all()}
    for name, format_ in formats.FORMATS.items():
        kept, ticket = stored_rendition(submission, name), tickets.get(name)
        if kept:
            told = ", ".join(part for part in ("built", kept.length) if part)
            sentences.append(f"{format_.label}: {told}.")
            sentences.extend(f"{format_.label}: {finding}" for finding in kept.findings)
        elif ticket and ticket.last_failure:
            sentences.append(sentence_about_failure(ticket))
        else:
            why_not = formats.available(name)
            sentences.append(f"{format_.label}: {why_not or 'waiting for the clock.'}")
    return sentences


def sentence_about_failure(ticket: BuildTicket) -> str:
    """Return what the desk says of a file that could not be made."""
    times = "once" if ticket.failures == 1 else f"{ticket.failures} times"
    label = formats.FORMATS[ticket.format].label
    return f"{label}: {NOT_MADE}, tried {times}. {ticket.last_failure} The clock will try again."


def try_rendering(*, submission: Submission, at: datetime) -> TrialRendering:
    """Render a submitted text once in what can be made here, and keep only what was found.

    Faults show on the desk before the version is decided; they are warnings and stop nothing.
    """
    findings: list[str] = []
    for row in _formats_to_try():
        try:
            rendered = formats.render(row.name, submission.public_content, record_of(submission))
            findings.extend(f"{row.label}: {finding}" for finding in rendered.findings)
        except Exception as error:
            # Whatever a renderer trips over is exactly what the trial is there to report.
            findings.append(f"{row.label}: {NOT_MADE}. {sentence_about(error)}")
    trial, _ = TrialRendering.objects.get_or_create(
        submission=submission, defaults={"at": at, "findings": findings}
    )
    return trial
