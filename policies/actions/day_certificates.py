"""Making the certificate of a day from what is on public record of a version."""

from datetime import date

from policies.actions.addresses import address_of, whole
from policies.domain.content import Kind
from policies.formats import day_certificate
from policies.formats.rendered_file import RenderedFile
from policies.models import Version


def certificate_of(*, version: Version, day: date, issued_on: date) -> RenderedFile:
    """Return the certificate that this version was in force on this day, as it is known today.

    ``version`` is one that ``as_public`` made public. It is made for one reader and not stored.
    Raises ValueError if the version was not in force on that day, RenderingRefused if PDF files
    cannot be made here.
    """
    document, submission, begins = version.document, version.submission, version.in_force_from
    was_in_force = Version.objects.in_force_on(day).filter(pk=version.pk).exists()
    if submission is None or begins is None or not was_in_force:
        raise ValueError("A certificate is for a day on which the version was in force.")
    hidden = version.restrictions.hidden()
    council = document.council
    return day_certificate.render(
        day_certificate.DayCertificate(
            day=day,
            issued_on=issued_on,
            begins=begins,
            ends=version.in_force_until,
            council=council.name,
            title=version.title,
            title_language=version.language,
            reference=document.reference,
            number=str(version.number),
            kind=Kind(version.kind),
            sha256=submission.sha256,
            decisions=submission.article.decision_records,
            from_paper_on=version.recorded_from_paper_on,
            address=address_of(document.slug, version.number),
            exact_address="" if hidden else _exact(version),
            verify_address=whole("verify"),
            notices=tuple(f"{one.sentence} {one.notice}" for one in hidden),
            brand_colour=council.brand_colour,
            brand_text_colour=council.brand_text_colour,
        )
    )


def _exact(version: Version) -> str:
    slug, number = version.document.slug, version.number
    return whole("version_file", slug, number, f"{slug}-{number}.json")
