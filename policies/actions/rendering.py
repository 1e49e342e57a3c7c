"""Building the files of submissions: exactly one builder a file, kept under its own hash."""

import time
from datetime import datetime, timedelta

from django.conf import settings
from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef

from policies import formats
from policies.actions.record import raise_page_stamp
from policies.domain.content import sha256_of
from policies.domain.errors import BuildUnderWay, RenderingRefused
from policies.domain.record import PublicationRecord
from policies.models import BuildTicket, Rendition, Submission, TrialRendering, Version
from policies.models.rendition import storage_name

# A builder that has not finished after this long has died: another may take its place.
CLAIM_LASTS = timedelta(minutes=5)
# After a failure the clock waits 2, 4, 8 … minutes, and this long at most.
LONGEST_PAUSE = timedelta(hours=1)
# How long a request waits for another builder before it is asked to come back.
PATIENCE_SECONDS = 20.0


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
    )


def rendition_of(
    *, submission: Submission, format_name: str, at: datetime, patience: float = PATIENCE_SECONDS
) -> Rendition:
    """Return the stored file of a published submission, built now if nobody has built it yet.

    Of many simultaneous callers one builds and the others wait for it, ``patience`` seconds at
    most. Raises BuildUnderWay if it is still being built then, RenderingRefused if it cannot
    be made here or making it failed.
    """
    deadline = time.monotonic() + patience
    while True:
        kept = stored_rendition(submission, format_name)
        if kept:
            return kept
        why_not = formats.available(format_name)
        if why_not:
            raise RenderingRefused(why_not)
        ticket = _claim(submission, format_name, at)
        if ticket:
            return _build(submission, format_name, ticket, at)
        if time.monotonic() >= deadline:
            raise BuildUnderWay("This file is being prepared. Try again in half a minute.")
        time.sleep(0.2)


def stored_rendition(submission: Submission, format_name: str) -> Rendition | None:
    """Return the file of a submission that is offered in this format, if it has been built."""
    found: Rendition | None = (
        Rendition.objects.standing().filter(submission=submission, format=format_name).first()
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
    ticket.not_before = at + min(timedelta(minutes=2**ticket.failures), LONGEST_PAUSE)
    ticket.save()


def _build(
    submission: Submission, format_name: str, ticket: BuildTicket, at: datetime
) -> Rendition:
    try:
        rendered = formats.render(format_name, submission.content, record_of(submission))
        rendition = _store(submission, format_name, rendered, at)
    except Exception as error:
        _give_back(ticket, at, failure=str(error) or type(error).__name__)
        if isinstance(error, RenderingRefused):
            raise
        raise RenderingRefused(
            "This file could not be made. The officer has been told and can try again."
        ) from error
    _give_back(ticket, at)
    return rendition


def _store(
    submission: Submission, format_name: str, rendered: formats.RenderedFile, at: datetime
) -> Rendition:
    """Keep the bytes first and the row after them, so that no half-written file is offered."""
    content = submission.content
    rendition = Rendition(
        submission=submission,
        format=format_name,
        language=content.language,
        sha256=sha256_of(rendered.data),
        name=formats.file_name(content, format_name),
        media_type=rendered.media_type,
        size=len(rendered.data),
        pages=rendered.pages,
        findings=list(rendered.findings),
        built_at=at,
    )
    _keep_bytes(rendered.data, rendition.sha256)
    try:
        with transaction.atomic():
            rendition.save()
            raise_page_stamp(submission.version.document)
    except IntegrityError:
        # Another builder took over a claim that had run out, and was first after all.
        return Rendition.objects.get(
            submission=submission, format=format_name, language=content.language, replaces=None
        )
    return rendition


def _keep_bytes(data: bytes, sha256: str) -> None:
    name = storage_name(sha256)
    if default_storage.exists(name):
        with default_storage.open(name) as kept:
            if sha256_of(kept.read()) == sha256:
                return
        # A builder died while it wrote: the name is the hash, so the rest can only be this.
        default_storage.delete(name)
    default_storage.save(name, ContentFile(data))


def versions_without_files(at: datetime) -> list[tuple[Submission, str]]:
    """Return what the clock should build: each published submission and format still missing.

    A file that could not be made waits longer after each failure, an hour at most.
    """
    published = (
        Version.objects.published().defer("submission__canonical").order_by("-in_force_from")
    )
    missing: list[tuple[Submission, str]] = []
    for name in formats.FORMATS:
        built = Rendition.objects.filter(submission=OuterRef("submission"), format=name)
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
    if any(formats.available(name) for name in formats.FORMATS):
        # What a missing part of the system would say is not about the text.
        return []
    waiting = Version.objects.filter(
        status__in=["in_review", "approved"], submission__trial_rendering__isnull=True
    )
    return [v.submission for v in waiting.select_related("submission__version__document__council")]


def sentences_about_files(submission: Submission) -> list[str]:
    """Return what the desk says of the files of a submission: built, tried, waiting or failed."""
    if submission.version.in_force_from is None:
        trial = TrialRendering.objects.filter(submission=submission).first()
        if trial is None:
            return ["A trial rendering of this text is waiting for the clock."]
        return trial.findings or ["A trial rendering found nothing to mend."]
    sentences = []
    tickets = {ticket.format: ticket for ticket in submission.build_tickets.all()}
    for name, format_ in formats.FORMATS.items():
        kept, ticket = stored_rendition(submission, name), tickets.get(name)
        if kept:
            sentences.append(f"{format_.label}: built, {kept.pages} pages.")
            sentences.extend(f"{format_.label}: {finding}" for finding in kept.findings)
        elif ticket and ticket.last_failure:
            times = "once" if ticket.failures == 1 else f"{ticket.failures} times"
            sentences.append(
                f"{format_.label}: could not be made, tried {times}. {ticket.last_failure} "
                "The clock will try again."
            )
        else:
            why_not = formats.available(name)
            sentences.append(f"{format_.label}: {why_not or 'waiting for the clock.'}")
    return sentences


def try_rendering(*, submission: Submission, at: datetime) -> TrialRendering:
    """Render a submitted text once, throw the files away and keep what was found.

    Faults show on the desk before the version is decided; they are warnings and stop nothing.
    """
    findings: list[str] = []
    for name, format_ in formats.FORMATS.items():
        try:
            rendered = formats.render(name, submission.content, record_of(submission))
            findings.extend(f"{format_.label}: {finding}" for finding in rendered.findings)
        except Exception as error:
            # Whatever a renderer trips over is exactly what the trial is there to report.
            findings.append(f"{format_.label}: could not be made. {error}")
    trial, _ = TrialRendering.objects.get_or_create(
        submission=submission, defaults={"at": at, "findings": findings}
    )
    return trial


def read_file(sha256: str) -> "File[bytes]":
    """Return the stored bytes with this hash, open for reading. Raises FileNotFoundError."""
    return default_storage.open(storage_name(sha256))
