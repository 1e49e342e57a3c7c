"""Finding what a hash is of, among everything that the public may know of."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import QuerySet

from policies import formats
from policies.domain.content import Kind
from policies.domain.dates import london_day
from policies.domain.language import _
from policies.domain.languages import name_of
from policies.domain.verifying import Match, Matter
from policies.models import ImportedFile, Rendition, Submission, Translation, Version
from policies.models.period import period_of
from policies.models.restriction import as_public


def matches_of(sha256: str) -> tuple[Match, ...]:
    """Return each thing with this hash that belongs to a version which everyone may read.

    Of drafts, and of versions for members or officers, nothing is told. Nothing of a content is:
    whoever asks holds it, or only a hash.
    """
    versions = Version.objects.for_public()
    return (
        *_submissions(sha256, versions),
        *_files(sha256, versions),
        *_brought_in(sha256, versions),
    )


def _submissions(sha256: str, versions: QuerySet[Version]) -> Iterator[Match]:
    rows = (
        Submission.objects.filter(sha256=sha256, version__in=versions)
        .select_related("version__document", "translation")
        .defer("canonical")
    )
    shown = Translation.objects.for_public().filter(version__in=versions)
    public = set(shown.filter(submissions__sha256=sha256).values_list("pk", flat=True))
    for row in rows:
        if row.translation is None:
            is_last = row.version.submission_id == row.pk
            yield _match(Matter.TEXT if is_last else Matter.EARLIER_TEXT, row.version, dated=row.at)
        elif row.translation_id in public:
            is_last = row.translation.submission_id == row.pk
            yield _match(
                Matter.TRANSLATION if is_last else Matter.EARLIER_TRANSLATION,
                row.version,
                dated=row.at,
                form=_(name_of(row.translation.language)),
            )


def _files(sha256: str, versions: QuerySet[Version]) -> Iterator[Match]:
    rows = (
        Rendition.objects.marked_if_hidden()
        .filter(sha256=sha256, submission__version__in=versions)
        .select_related("submission__version__document", "submission__translation", "successor")
        .defer("submission__canonical")
    )
    for row in rows:
        row_of_format = formats.FORMATS.get(row.format)
        label = row_of_format.label if row_of_format else row.format
        language = row.submission.translated_into
        yield _match(
            Matter.FILE,
            row.submission.version,
            dated=row.built_at,
            form=f"{label}, {_(name_of(language))}" if language else label,
            has_successor=hasattr(row, "successor"),
            is_sealed=row.is_hidden,
        )


def _brought_in(sha256: str, versions: QuerySet[Version]) -> Iterator[Match]:
    rows = ImportedFile.objects.used().filter(sha256=sha256, version__in=versions)
    for row in rows.select_related("version__document"):
        yield _match(Matter.BROUGHT_IN, row.version, dated=row.at)


def _match(
    matter: Matter,
    version: Version,
    *,
    dated: datetime,
    form: str = "",
    has_successor: bool = False,
    is_sealed: bool = False,
) -> Match:
    public = as_public(version)
    return Match(
        matter=matter,
        slug=version.document.slug,
        title=public.title,
        title_language=version.language,
        kind=Kind(version.kind),
        period=period_of(version),
        dated=london_day(dated),
        from_paper_on=version.recorded_from_paper_on,
        form=form,
        has_successor=has_successor,
        is_sealed=is_sealed,
    )
