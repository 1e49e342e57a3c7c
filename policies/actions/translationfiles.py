"""What files of translations state, and which of them are still to be built."""

from datetime import datetime

from django.db.models import Exists, OuterRef

from policies import formats
from policies.domain.dates import london_day
from policies.domain.languages import TARGETS
from policies.domain.lifecycle import Status
from policies.domain.record import DecisionRecord
from policies.domain.translationstanding import TranslationStanding, own_sentences
from policies.models import (
    BuildTicket,
    DecidedTranslation,
    Rendition,
    Restriction,
    Submission,
    Translation,
    TranslationCheck,
    Version,
)


def standing_of(
    translation: Translation, submission: Submission, *, current_number: str = ""
) -> TranslationStanding:
    """Return what is told of a submitted translation; ``current_number`` is that of the version
    in force, or "" where that is not told."""
    version = submission.version
    check = TranslationCheck.objects.filter(submission=submission).last()
    return TranslationStanding(
        language=translation.language,
        source_language=version.language,
        number=str(version.number),
        status=version.state,
        current_number=current_number,
        translator=translation.translator,
        submitted_on=london_day(submission.at),
        correction=submission.correction,
        stands_equal=translation.stands_equal,
        is_decided=DecidedTranslation.objects.filter(submission=submission).exists(),
        is_withheld=bool(submission.hidden),
        checked_on=london_day(check.at) if check else None,
        checked_by=check.post if check else "",
        check=check.statement if check else "",
    )


def sentences_for_file(submission: Submission) -> tuple[str, ...]:
    """Return what a file of a translation says of itself, in its language; else nothing.

    Nothing in it goes stale: whether its version is still in force is for the page to say.
    """
    if submission.translation is None:
        return ()
    return own_sentences(standing_of(submission.translation, submission), for_file=True)


def decisions_behind(submission: Submission) -> tuple[DecisionRecord, ...]:
    """Return the decisions that a file states: of a translation, those on its version."""
    decided = submission.version.submission if submission.translation_id else submission
    return decided.article.decision_records if decided else ()


def address_of(submission: Submission) -> str:
    """Return where to see whether this text is still in force, on this portal."""
    language = f"{submission.translated_into}/" if submission.translation_id else ""
    return f"/documents/{submission.version.document.slug}/{language}"


def translations_without_files(at: datetime) -> list[tuple[Submission, str]]:
    """Return which files of public translations the clock should build.

    Those of the versions in force come first. What cannot be made in a language is left out, and
    so is what is hidden by law.
    """
    rows = (
        Translation.objects.for_public()
        .exclude(Exists(Restriction.objects.standing().filter(version=OuterRef("version"))))
        .select_related("submission__version__document__council", "submission__translation")
        .order_by("-version__in_force_from")
    )
    missing: list[tuple[Submission, str]] = []
    for name in formats.FORMATS:
        can_be_made = [code for code in TARGETS if not formats.available(name, code)]
        of_text = {"submission": OuterRef("submission"), "format": name}
        built = Rendition.objects.offered().filter(**of_text)
        waiting = BuildTicket.objects.filter(**of_text, not_before__gt=at)
        found = rows.filter(language__in=can_be_made).exclude(Exists(built))
        missing.extend((row.submission, name) for row in found.exclude(Exists(waiting)))
    return missing


def current_number_of(version: Version) -> str:
    """Return the number of the version of this document that is in force for the public, or ""."""
    if version.state is Status.IN_FORCE:
        return str(version.number)
    may_be_told = (Version.Publication.PUBLIC, version.publication)
    current = version.document.versions.in_force().filter(publication__in=may_be_told).first()
    return str(current.number) if current else ""
