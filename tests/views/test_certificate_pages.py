"""The certificate of a day at its address: for whom, for which days, and how often it is made."""

import time
from io import BytesIO

import pdfplumber
import pytest
from django.core.cache import caches

from policies import formats
from policies.domain.errors import RenderingRefused
from policies.formats import typesetting
from policies.views import day_certificate
from tests.restricted import NOTICE, Restricting

AT = "/documents/social-media/on/"
CERTIFICATE = f"{AT}2026-03-02/certificate.pdf"
needs_pango = pytest.mark.skipif(
    bool(formats.available("pdf")), reason=formats.available("pdf") or "Pango is here"
)


def words_of(response) -> str:
    with pdfplumber.open(BytesIO(response.content)) as pdf:
        assert len(pdf.pages) == 1
        return " ".join(pdf.pages[0].extract_text().split())


@pytest.fixture
def clock(town, monkeypatch):
    """The town’s own clock, for the pages too."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: town.at)
    return town


@needs_pango
def test_it_states_what_the_page_states_and_is_kept_shortly(client, clock, in_force):
    clock.make_successor(in_force)
    response = client.get(CERTIFICATE)
    assert response["Content-Type"] == "application/pdf"
    assert response["Cache-Control"] == "public, max-age=60, stale-while-revalidate=600"
    words = words_of(response)
    for said in (
        "On 2 March 2026 version 1.0 of this policy was in force.",
        "from 2 March 2026 until 3 March 2026",
        "Reference: BBC-social-media",
        "Approved: Standards Committee, 2 March 2026, Minute 12",
        "Issued on: 3 March 2026",
        in_force.submission.sha256,
    ):
        assert said in words
    tag = {"if-none-match": response["ETag"]}
    assert client.get(CERTIFICATE, headers=tag).status_code == 304
    clock.wait(days=1)
    assert "Issued on: 4 March 2026" in words_of(client.get(CERTIFICATE, headers=tag))


@needs_pango
def test_hidden_words_are_not_in_it_and_the_notice_is(client, clock):
    version = clock.make_in_force(title="Policy on herons")
    Restricting(clock).restrict(version, "herons")
    words = words_of(client.get(CERTIFICATE))
    assert NOTICE in words
    assert "herons" not in words
    assert "kept under seal" in words


def test_a_day_without_a_text_or_still_to_come_has_none(client, clock, in_force):
    for day in ("2015-05-01", "2027-01-01"):
        response = client.get(f"{AT}{day}/certificate.pdf")
        assert response.status_code == 404
        assert b"Certificate for this day" not in response.content
        assert b'id="day"' in response.content
    assert client.get(f"{AT}2026-02-30/certificate.pdf").status_code == 404


def test_only_so_many_are_made_in_a_minute(client, clock, in_force, monkeypatch):
    monkeypatch.setattr(day_certificate, "MOST_IN_A_MINUTE", 0)
    response = client.get(CERTIFICATE)
    assert response.status_code == 503
    assert response["Retry-After"] == "60"
    assert "Ask again in a minute." in response.content.decode()
    assert "read Social media policy, version 1.0" in response.content.decode()


def test_they_are_counted_where_all_processes_of_the_portal_look(
    client, clock, in_force, monkeypatch
):
    now = time.time()
    monkeypatch.setattr(day_certificate.time, "time", lambda: now)
    caches["pace"].set(f"certificates/{int(now // 60)}", day_certificate.MOST_IN_A_MINUTE)
    assert client.get(CERTIFICATE).status_code == 503


def test_a_machine_without_pango_says_so_in_a_sentence(client, clock, in_force, monkeypatch):
    def missing():
        raise RenderingRefused(typesetting.NO_PANGO)

    monkeypatch.setattr(typesetting, "check_library", missing)
    response = client.get(CERTIFICATE)
    assert response.status_code == 503
    assert response["Cache-Control"] == "no-store"
    assert "the Pango library is missing" in response.content.decode()
