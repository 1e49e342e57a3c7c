"""Files that take minutes: a reader never waits for one, and the clock makes it."""

import pytest

from policies import formats
from policies.actions import building, filesshown, rendering
from policies.models import BuildTicket, Rendition

AUDIO = "/documents/social-media/versions/1.0/social-media-1.0-audio.zip"
PAGE = "/documents/social-media/versions/1.0/"

needs_voice = pytest.mark.skipif(
    bool(formats.available("audio")), reason=formats.available("audio") or "espeak-ng is here"
)


@needs_voice
def test_a_request_never_makes_a_slow_file_and_the_clock_does(client, town, in_force):
    asked = client.get(AUDIO)
    assert asked.status_code == 503
    assert asked["Retry-After"] == "300"
    told = asked.content.decode()
    assert "<h1>This file is being prepared</h1>" in told
    assert "Try again in five minutes." in told
    assert not BuildTicket.objects.exists()
    assert not Rendition.objects.exists()

    [job] = [job for job in building.jobs_waiting(town.now()) if job.name.endswith(": audio")]
    job.build(at=town.now())

    answer = client.get(AUDIO, follow=True)
    assert answer["Content-Type"] == "application/zip"
    assert b"".join(answer.streaming_content).startswith(b"PK")
    stored = Rendition.objects.get()
    assert (stored.format, stored.pages) == ("audio", None)
    assert stored.minutes >= 1


@needs_voice
def test_the_page_says_that_it_is_being_prepared_and_then_how_long_it_is(client, town, in_force):
    before = client.get(PAGE).content.decode()
    assert "is being prepared; that takes some minutes; a computer voice" in before
    assert AUDIO not in before

    stored = rendering.rendition_of(
        submission=in_force.submission, format_name="audio", at=town.now(), by_clock=True
    )

    after = client.get(PAGE).content.decode()
    assert f'<a href="{AUDIO}">' in after
    assert f"{stored.length}, " in after
    assert "minutes; a computer voice" not in after
    told = filesshown.files_of(in_force.submission)
    assert f"Audio, MP3 files in a zip: built, {stored.length}." in told.sentences
    assert (told.built, told.failed) == (1, 0)


@pytest.mark.parametrize("name", ["epub", "docx", "md", "braille.brf"])
def test_at_first_request_only_the_pdfs_and_the_plain_text_are_made(client, town, in_force, name):
    stem = "/documents/social-media/versions/1.0/social-media-1.0"
    asked = client.get(f"{stem}-{name}" if "braille" in name else f"{stem}.{name}")
    assert asked.status_code == 503
    assert asked["Retry-After"] == "300"
    assert not Rendition.objects.exists()
    assert client.get(f"{stem}.txt").status_code == 302


@pytest.mark.parametrize(
    ("pages", "minutes", "length"),
    [(None, None, ""), (1, None, "1 page"), (15, None, "15 pages"), (None, 20, "20 minutes")],
)
def test_a_length_is_said_as_its_reader_counts(pages, minutes, length):
    assert Rendition(pages=pages, minutes=minutes).length == length
