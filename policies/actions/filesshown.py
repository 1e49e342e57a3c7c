"""What the desk says of the files of a submission: which are built, which wait, which failed."""

from dataclasses import dataclass

from policies import formats
from policies.actions.rendering import ALL_HIDDEN, stored_rendition
from policies.actions.trials import NOT_MADE
from policies.models import BuildTicket, Rendition, Submission, TrialRendering


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownFile:
    """One format of a submission: its file, or why there is none yet, in sentences."""

    format: formats.Format
    sentences: tuple[str, ...]
    kept: Rendition | None = None
    has_failed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownFiles:
    """The files of a submission, or ``told`` in place of them while there are none to show."""

    told: tuple[str, ...] = ()
    files: tuple[ShownFile, ...] = ()

    @property
    def built(self) -> int:
        """How many files are built."""
        return sum(file.kept is not None for file in self.files)

    @property
    def failed(self) -> int:
        """How many could not be made so far."""
        return sum(file.has_failed for file in self.files)

    @property
    def sentences(self) -> list[str]:
        """All that there is to say, a sentence each."""
        return [*self.told, *(sentence for file in self.files for sentence in file.sentences)]


def files_of(submission: Submission) -> ShownFiles:
    """Return what the desk shows of the files of a submission: built, tried, waiting or failed."""
    if submission.version.in_force_from is None:
        trial = TrialRendering.objects.filter(submission=submission).first()
        if trial is None:
            return ShownFiles(told=("A trial rendering of this text is waiting for the clock.",))
        found = tuple(trial.findings) or ("A trial rendering found nothing to mend.",)
        return ShownFiles(told=found)
    if submission.version.restrictions.standing().filter(passage="").exists():
        return ShownFiles(told=(ALL_HIDDEN,))
    tickets = {ticket.format: ticket for ticket in submission.build_tickets.all()}
    return ShownFiles(
        files=tuple(
            _shown(row, submission, tickets.get(name)) for name, row in formats.FORMATS.items()
        )
    )


def _shown(
    format_: formats.Format, submission: Submission, ticket: BuildTicket | None
) -> ShownFile:
    kept = stored_rendition(submission, format_.name)
    if kept:
        return ShownFile(format=format_, kept=kept, sentences=_sentences_about(kept, format_))
    why_not = formats.available(format_.name, submission.language)
    if why_not:
        return ShownFile(format=format_, sentences=(f"{format_.label}: {why_not}",))
    if ticket and ticket.failures:
        said = sentence_about_failure(ticket)
        return ShownFile(format=format_, has_failed=True, sentences=(said,))
    return ShownFile(format=format_, sentences=(f"{format_.label}: waiting for the clock.",))


def _sentences_about(kept: Rendition, format_: formats.Format) -> tuple[str, ...]:
    made = kept.get_maker_display() if kept.is_by_a_person else "built"
    told = ", ".join(part for part in (made, kept.length) if part)
    why = f" {kept.reason}" if kept.is_by_a_person else ""
    findings = (f"{format_.label}: {finding}" for finding in kept.findings)
    return (f"{format_.label}: {told}.{why}", *findings)


def sentence_about_failure(ticket: BuildTicket) -> str:
    """Return what the desk says of a file that could not be made."""
    times = "once" if ticket.failures == 1 else f"{ticket.failures} times"
    label = formats.FORMATS[ticket.format].label
    return f"{label}: {NOT_MADE}, tried {times}. {ticket.last_failure} The clock will try again."
