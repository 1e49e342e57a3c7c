"""The files of a version: built by one builder, kept under their hash, served as they are."""

import pytest
from django.core.files.storage import default_storage
from django.core.management import call_command

from policies import formats
from policies.actions import rendering, storing
from policies.domain.content import sha256_of
from policies.domain.errors import BuildUnderWay, RenderingRefused
from policies.formats import apart
from policies.models import BuildTicket, Rendition
from policies.models.rendition import storage_name

PDF = "/documents/social-media/versions/1.0/social-media-1.0.pdf"
LARGE = "/documents/social-media/versions/1.0/social-media-1.0-large-print.pdf"

needs_pango = pytest.mark.skipif(
    bool(formats.available("pdf")), reason=formats.available("pdf") or "Pango is here"
)


@needs_pango
class TestStoredFiles:
    @pytest.mark.parametrize("address", [PDF, LARGE])
    def test_the_first_reader_gets_the_file_and_the_second_the_same_bytes(
        self, client, town, in_force, address
    ):
        first = client.get(address, follow=True)
        data = b"".join(first.streaming_content)
        assert first["Content-Type"] == "application/pdf"
        assert data.startswith(b"%PDF")
        stored = Rendition.objects.get()
        assert stored.sha256 == sha256_of(data)
        assert stored.size == len(data)
        assert stored.pages > 0
        assert b"".join(client.get(address, follow=True).streaming_content) == data
        assert Rendition.objects.count() == 1

    def test_the_named_file_leads_to_the_hash_which_is_kept_for_ever(self, client, town, in_force):
        response = client.get(PDF)
        assert response.status_code == 302
        assert response["Location"].startswith("/files/")
        stored = client.get(response["Location"])
        assert stored["Cache-Control"] == "public, max-age=31536000, immutable"
        stored.close()

    def test_the_page_tells_length_and_size_once_the_file_is_built(self, client, town, in_force):
        before = client.get("/documents/social-media/")
        call_command("build_renditions", verbosity=0)
        after = client.get("/documents/social-media/")
        assert "is made when it is first asked for" in before.content.decode()
        assert before["ETag"] != after["ETag"]
        rendition = Rendition.objects.get(format="large-print")
        assert f"{rendition.pages} pages, " in after.content.decode()

    def test_the_clock_builds_what_is_missing_and_nothing_twice(self, town, in_force):
        call_command("build_renditions", verbosity=0)
        call_command("build_renditions", verbosity=0)
        assert set(Rendition.objects.values_list("format", flat=True)) == set(formats.FORMATS)
        assert not BuildTicket.objects.filter(claimed_at__isnull=False).exists()

    def test_a_dry_run_builds_nothing(self, town, in_force, capsys):
        call_command("build_renditions", dry_run=True)
        assert "Social media policy 1.0: pdf" in capsys.readouterr().out
        assert not Rendition.objects.exists()

    def test_a_half_written_file_is_never_served(self, town, in_force):
        rendition = rendering.rendition_of(
            submission=in_force.submission, format_name="pdf", at=town.now()
        )
        name = storage_name(rendition.sha256)
        with default_storage.open(name) as kept:
            data = kept.read()
        # A builder that died while writing leaves bytes under the name and no row.
        default_storage.delete(name)
        with open(default_storage.path(name), "wb") as half:
            half.write(data[:100])
        storing.keep_bytes(data, name)
        with default_storage.open(name) as kept:
            assert kept.read() == data

    def test_a_trial_rendering_reports_to_the_desk_before_the_decision(self, town, in_review):
        call_command("build_renditions", verbosity=0)
        assert in_review.submission.trial_rendering.findings == []
        assert not Rendition.objects.exists()


def test_while_another_builder_is_at_work_a_reader_is_asked_to_come_back(
    client, town, in_force, monkeypatch
):
    BuildTicket.objects.create(submission=in_force.submission, format="pdf", claimed_at=town.now())
    monkeypatch.setattr(rendering, "CLAIM_LASTS", rendering.timedelta(days=10_000))
    monkeypatch.setattr(rendering, "PATIENCE_SECONDS", 0)
    if not formats.available("pdf"):
        with pytest.raises(BuildUnderWay):
            rendering.rendition_of(
                submission=in_force.submission, format_name="pdf", at=town.now(), patience=0
            )


def test_a_claim_of_a_builder_that_died_is_taken_over(town, in_force):
    at = town.now()
    BuildTicket.objects.create(
        submission=in_force.submission, format="pdf", claimed_at=at - rendering.CLAIM_LASTS * 2
    )
    ticket = rendering._claim(in_force.submission, "pdf", at)
    assert ticket is not None


def test_a_missing_system_part_turns_off_only_the_file(client, town, in_force, monkeypatch):
    why = "PDF files cannot be made on this machine."
    monkeypatch.setattr(formats, "available", lambda *asked: why)
    response = client.get(PDF)
    assert response.status_code == 503
    assert why in response.content.decode()
    page = client.get("/documents/social-media/")
    assert page.status_code == 200
    assert why in page.content.decode()


def test_a_build_that_fails_is_told_and_kept_for_the_desk(town, in_force, monkeypatch):
    monkeypatch.setattr(formats, "available", lambda *asked: "")

    def broken(*_, **__):
        raise RenderingRefused("The text asks too much.")

    monkeypatch.setattr(apart, "render", broken)
    with pytest.raises(RenderingRefused, match="asks too much"):
        rendering.rendition_of(submission=in_force.submission, format_name="pdf", at=town.now())
    ticket = BuildTicket.objects.get()
    assert (ticket.failures, ticket.claimed_at) == (1, None)
    assert ticket.last_failure == "The text asks too much."
