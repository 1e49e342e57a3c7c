"""The certificate of a day: one page that says which version was in force on it, and how to check.

It states only what stays true, so that it can be kept with the papers of a case.
"""

from dataclasses import dataclass, replace
from datetime import date

from django.template.loader import render_to_string

from policies.domain.content import Kind
from policies.domain.language import spoken
from policies.domain.record import DecisionRecord, PublicationRecord
from policies.domain.standing import of_this
from policies.formats import print_page, typesetting, wording
from policies.formats.rendered_file import RenderedFile

# How many decisions are tried when not all of them fit on the page; the last ones are named.
FEWER = (4, 2, 1)
LONGEST_NOTICE = 400
NOT_ONE_PAGE = "The certificate needs more than one page, even with one decision."

check_library = typesetting.check_library


@dataclass(frozen=True, slots=True, kw_only=True)
class DayCertificate:
    """What the certificate of one day states; ``ends`` is the first day no longer in force.

    ``address`` is the lasting one of the version, ``exact_address`` that of its exact bytes or
    "" where they are under seal. ``notices`` tell of what is hidden by law.
    """

    day: date
    issued_on: date
    begins: date
    ends: date | None
    council: str
    title: str
    title_language: str
    reference: str
    number: str
    kind: Kind
    sha256: str
    decisions: tuple[DecisionRecord, ...]
    from_paper_on: date | None = None
    address: str
    exact_address: str
    verify_address: str
    notices: tuple[str, ...] = ()
    brand_colour: str = "#1d3c34"
    brand_text_colour: str = "#ffffff"


def render(certificate: DayCertificate) -> RenderedFile:
    """Return the certificate as a tagged PDF of one A4 page, in clear print of 12 points.

    Made twice for the same day of issue, it is the same bytes. Raises RenderingRefused if Pango or
    WeasyPrint is missing on this machine.
    """
    for most in (None, *FEWER):
        made = typesetting.typeset(page(certificate, most))
        if made.pages == 1:
            return made
    return replace(made, findings=(*made.findings, NOT_ONE_PAGE))


def page(certificate: DayCertificate, most: int | None = None) -> str:
    """Return the page of HTML, with ``most`` decisions at most and the rest counted."""
    decisions = certificate.decisions[-most:] if most else certificate.decisions
    band, on_band = print_page.colours(
        PublicationRecord(
            sha256=certificate.sha256,
            brand_colour=certificate.brand_colour,
            brand_text_colour=certificate.brand_text_colour,
        )
    )
    return render_to_string(
        "formats/day_certificate.html",
        {
            "certificate": certificate,
            "decisions": decisions,
            "decisions_left_out": len(certificate.decisions) - len(decisions),
            "language": "cy" if spoken() == "cy" else "en-GB",
            "of_this": of_this(certificate.kind),
            "notices": [wording.shortened(one, LONGEST_NOTICE) for one in certificate.notices],
            "file": certificate.exact_address.rsplit("/", 1)[-1],
            "band": band,
            "on_band": on_band,
        },
    )
