"""The files of a version: built by one builder, kept under their hash, served as they are."""

import pytest
from django.core.files.storage import default_storage
from django.core.management import call_command

from policies import formats
from policies.actions import rendering, storing
from policies.domain.content import sha256_of
from policies.domain.errors import FAULT, BuildUnderWay, RenderingRefused
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

    def test_who_reads_it_again_is_answered_at_once_and_may_ask_for_a_part(
        self, client, town, in_force, django_assert_num_queries
    ):
        first = client.get(PDF, follow=True)
        data, address = b"".join(first.streaming_content), first.redirect_chain[-1][0]
        with django_assert_num_queries(1):
            again = client.get(address)
            assert b"".join(again.streaming_content) == data
        for header in ("Content-Type", "Cache-Control", "ETag", "Content-Disposition"):
            assert again[header] == first[header]
        part = client.get(address, headers={"Range": "bytes=10-29"})
        assert part.status_code == 206
        assert b"".join(part.streaming_content) == data[10:30]
        unchanged = client.get(address, headers={"If-None-Match": f'"no", {first["ETag"]}'})
        assert (unchanged.status_code, unchanged["ETag"]) == (304, first["ETag"])
        assert unchanged["Cache-Control"] == "public, max-age=31536000, immutable"
        assert client.head(address)["Content-Length"] == str(len(data))
        assert client.post(address).status_code == 405

    def test_a_stored_file_that_is_gone_is_said_to_be_missing(self, client, town, in_force):
        b"".join(client.get(PDF, follow=True).streaming_content)
        kept = Rendition.objects.get()
        address = f"/files/{kept.sha256}/{kept.name}"
        b"".join(client.get(address).streaming_content)
        default_storage.delete(storage_name(kept.sha256))
        assert client.get(address).status_code == 404

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


def test_while_another_builder_is_at_work_a_reader_is_asked_to_come_back(town, in_force):
    text, at = in_force.submission, town.now()
    BuildTicket.objects.create(submission=text, format="text", claimed_at=at)
    with pytest.raises(BuildUnderWay, match="Try again in half a minute"):
        rendering.rendition_of(submission=text, format_name="text", at=at, patience=0)
    assert not Rendition.objects.exists()


def test_a_claim_of_a_builder_that_died_is_taken_over(town, in_force):
    at = town.now()
    BuildTicket.objects.create(
        submission=in_force.submission, format="pdf", claimed_at=at - rendering.CLAIM_LASTS * 2
    )
    ticket = rendering._claim(in_force.submission, "pdf", at)
    assert ticket is not None


def test_a_build_that_fails_is_told_and_kept_for_the_desk(town, in_force, settings, tmp_path):
    # Where files are to be kept stands something else.
    (tmp_path / "full").write_bytes(b"")
    settings.MEDIA_ROOT = str(tmp_path / "full")
    text = in_force.submission
    with pytest.raises(RenderingRefused, match="The officer has been told"):
        rendering.rendition_of(submission=text, format_name="text", at=town.now())
    ticket = BuildTicket.objects.get()
    assert (ticket.failures, ticket.claimed_at) == (1, None)
    # What the machine said of its folders is for its log alone.
    assert ticket.last_failure == FAULT
    assert not Rendition.objects.exists()
