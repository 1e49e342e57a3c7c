"""The certificate of a day: one accessible page, the same each time, and true for good."""

import io
from dataclasses import replace
from datetime import date

import pdfplumber
import pytest

from policies.domain.content import Kind
from policies.formats import day_certificate
from tests.formats import samples
from tests.formats.printed import failures

pytestmark = pytest.mark.usefixtures("typesetter")

ADDRESS = "https://policies.example.org/documents/social-media-policy-for-members/versions/2.2/"
EXACT = f"{ADDRESS}social-media-policy-for-members-2.2.json"


def certificate(**changes):
    fields = {
        "day": date(2026, 6, 1),
        "issued_on": date(2026, 11, 21),
        "begins": samples.DAY,
        "ends": date(2026, 9, 1),
        "council": "Brackenmoor Borough Council",
        "title": "Social media policy for members",
        "title_language": "en-GB",
        "reference": "POL-014",
        "number": "2.2",
        "kind": Kind.POLICY,
        "sha256": samples.HASH,
        "decisions": (samples.decision(),),
        "address": ADDRESS,
        "exact_address": EXACT,
        "verify_address": "https://policies.example.org/verify/",
    }
    return day_certificate.DayCertificate(**(fields | changes))


def words_of(made):
    with pdfplumber.open(io.BytesIO(made.data)) as pdf:
        return " ".join(" ".join(sheet.extract_text() for sheet in pdf.pages).split())


@pytest.fixture(scope="module")
def made(typesetter):
    return day_certificate.render(certificate())


def test_it_conforms_to_both_standards_on_one_page(made):
    assert failures(made) == []
    assert (made.pages, made.findings) == (1, ())


def test_it_is_the_same_bytes_for_the_same_day_of_issue(made):
    assert day_certificate.render(certificate()).data == made.data


def test_it_says_what_was_in_force_who_decided_and_how_to_check(made):
    text = words_of(made)
    for words in (
        "In force on 1 June 2026",
        "On 1 June 2026 version 2.2 of this policy was in force.",
        "Title: Social media policy for members",
        "Reference: POL-014",
        "from 3 May 2026 until 1 September 2026, the first day on which it was no longer in force",
        "Issued on: 21 November 2026",
        "Approved: Standards Committee, 14 April 2026, SC/26/31",
        samples.HASH,
        "https://policies.example.org/verify/",
        "sha256sum social-media-policy-for-members-2.2.json",
    ):
        assert words in text
    assert EXACT in text.replace(" ", "")


def test_a_text_that_is_partly_hidden_by_law_says_so_and_offers_no_exact_text():
    notice = "A passage was removed by law on 2 March 2026. Ground: a court order. A court ordered."
    text = words_of(day_certificate.render(certificate(notices=(notice,), exact_address="")))
    assert f"Removed by law: {notice}" in text
    assert "kept under seal" in text
    assert "sha256sum" not in text


def test_much_to_say_still_fits_on_one_page_and_what_is_left_out_is_counted():
    many = tuple(
        replace(samples.decision(), minute_reference=f"SC/26/{n} in the long minute book")
        for n in range(40)
    )
    long = certificate(
        decisions=many, title="A policy " * 22, ends=None, from_paper_on=date(2026, 5, 3),
        notices=("A court ordered. " * 60,), exact_address="",
    )  # fmt: skip
    made = day_certificate.render(long)
    text = words_of(made)
    assert (made.pages, made.findings) == (1, ())
    assert "36 earlier decisions" in text
    assert "SC/26/39 in the long" in text
    assert "it was still in force on the day of issue" in text
