"""The files of a version at the desk: how far they are, trying one again, a better one."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from policies.models import BuildTicket, Rendition
from tests.admin.posting import words_of
from tests.intake import sounds


@pytest.fixture
def failed(town, in_force):
    return BuildTicket.objects.create(
        submission=in_force.submission, format="word", failures=2, last_failure="It is too deep.",
        not_before=town.at.replace(year=2030),
    )  # fmt: skip


def page_of(version):
    return reverse("admin:policies_version_change", args=[version.pk])


def again(version, name="word"):
    return reverse("admin:policies_version_try_again", args=[version.pk, name])


def better(version):
    return reverse("admin:policies_version_better_file", args=[version.pk])


def test_the_page_tells_how_far_the_files_are_and_why_one_failed(client, town, in_force, failed):
    client.force_login(town.officer)
    page = client.get(page_of(in_force))
    words = words_of(page)
    assert "0 of " in words
    assert "1 could not be made so far" in words
    assert "Word: could not be made, tried 2 times. It is too deep." in words
    assert again(in_force) in page.content.decode()


def test_try_again_lets_the_clock_take_it_up(client, town, in_force, failed):
    client.force_login(town.clerk)
    page = client.post(again(in_force), follow=True)
    assert "Word: the clock tries it again within a minute." in words_of(page)
    failed.refresh_from_db()
    assert failed.not_before is None


@pytest.mark.parametrize("who", ["author", "auditor"])
def test_others_see_no_button_and_are_refused_with_a_reason(client, town, in_force, failed, who):
    client.force_login(getattr(town, who))
    assert again(in_force) not in client.get(page_of(in_force)).content.decode()
    page = client.post(again(in_force), follow=True)
    assert "Only the Corporate Officer or the Democratic Services Clerk" in words_of(page)
    assert client.get(better(in_force)).status_code == 403
    failed.refresh_from_db()
    assert failed.not_before is not None


def test_a_format_that_does_not_exist_is_no_fault_of_the_portal(client, town, in_force):
    client.force_login(town.officer)
    page = client.post(again(in_force, "papyrus"), follow=True)
    assert "There is no file of this kind" in words_of(page)


def test_a_recording_is_put_in_place_with_its_reason(client, town, in_force):
    client.force_login(town.officer)
    upload = SimpleUploadedFile("read.zip", sounds.recording(2))
    posted = {"what": "audio", "file": upload, "reason": "Read by the Mayor."}
    page = client.post(better(in_force), posted, follow=True)
    words = words_of(page)
    assert "Readers get this file now: read by a person." in words
    assert "Audio, MP3 files in a zip: read by a person, 1 minute. Read by the Mayor." in words
    assert Rendition.objects.get().by == town.officer


@pytest.mark.parametrize(
    ("posted", "told"),
    [
        ({}, "Choose a file."),
        ({"what": "audio", "reason": "x", "file": b"MZ program"}, "The file is no zip archive"),
        ({"what": "braille", "reason": "", "file": b",A"}, "Say why this file is better."),
    ],
)
def test_a_fault_stands_beside_its_field_and_nothing_is_kept(client, town, in_force, posted, told):
    client.force_login(town.officer)
    if "file" in posted:
        posted = {**posted, "file": SimpleUploadedFile("f", posted["file"])}
    page = client.post(better(in_force), posted)
    assert told in words_of(page)
    assert not Rendition.objects.exists()


def test_without_signing_in_nothing_is_shown(client, in_force):
    assert client.get(better(in_force)).status_code == 302
