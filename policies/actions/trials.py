"""Trial renderings: whether a submitted text can be made into files, before it is decided."""

from datetime import datetime

from policies import formats
from policies.actions.rendering import record_of
from policies.domain.errors import sentence_about
from policies.formats import apart
from policies.models import Submission, TrialRendering, Version

# What tells a file that failed from a warning about one that was made.
NOT_MADE = "could not be made"


def submissions_to_try() -> list[Submission]:
    """Return the submissions in review whose trial rendering has not been made."""
    waiting = Version.objects.filter(
        status__in=["in_review", "approved"], submission__trial_rendering__isnull=True
    )
    rows = waiting.select_related("submission__version__document__council")
    return [row.submission for row in rows if _formats_to_try(row.submission)]


def _formats_to_try(submission: Submission) -> list[formats.Format]:
    """What a missing part of the system would say is not about the text; a voice finds no fault."""
    return [
        format_
        for name, format_ in formats.FORMATS.items()
        if not format_.is_slow and not formats.available(name, submission.language)
    ]


def try_rendering(*, submission: Submission, at: datetime) -> TrialRendering:
    """Render a submitted text once in what can be made here, and keep only what was found.

    Faults show on the desk before the version is decided; they are warnings and stop nothing.
    """
    findings: list[str] = []
    for row in _formats_to_try(submission):
        try:
            rendered = apart.render(row.name, submission.public_content, record_of(submission))
            findings.extend(f"{row.label}: {finding}" for finding in rendered.findings)
        except Exception as error:
            # Whatever a renderer trips over is exactly what the trial is there to report.
            findings.append(f"{row.label}: {NOT_MADE}. {sentence_about(error)}")
    trial, _ = TrialRendering.objects.get_or_create(
        submission=submission, defaults={"at": at, "findings": findings}
    )
    return trial
