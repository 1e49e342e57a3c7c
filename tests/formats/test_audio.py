"""The recording itself: its length, its loudness, its tags, and what happens when it fails."""

import io
import json
import re
import shutil
import subprocess
from zipfile import ZIP_STORED, ZipFile

import pytest

from policies import formats
from policies.domain.errors import RenderingRefused
from policies.formats import audio, wording
from policies.formats.editions import edition_of
from policies.formats.speech import tracks_of
from tests import missing
from tests.formats import samples
from tests.formats.whole_texts import EVERY, IN_FORCE

pytestmark = [
    # The demonstration is loaded where the tests have a database.
    pytest.mark.django_db,
    pytest.mark.skipif(
        bool(formats.available("audio")), reason=formats.available("audio") or "espeak-ng is here"
    ),
    pytest.mark.skipif(not shutil.which("ffprobe"), reason="ffprobe (Debian: ffmpeg) is missing"),
]
WORDS_A_MINUTE = 125
# Words of these are longer or shorter than ours, or no words at all.
ODD_WORDS = {"hard", "bare", "long", "Welsh", "Urdu", "Bengali", *IN_FORCE[-3:]}


def short(**changes):
    """A text that is read in a few seconds."""
    body = samples.section("1", "Who ‘we’ are", "We are the council. Telephone 01632 960 123.")
    bare = {"contacts": (), "related": (), "laws": (), "summary": "", "keywords": ()}
    return samples.policy(**{"sections": (body,), **bare, **changes})


def measured(path):
    done = subprocess.run(
        ["ffprobe", "-v", "error", "-of", "json", "-show_format", "-show_streams", path],
        capture_output=True, check=True,
    )  # fmt: skip
    return json.loads(done.stdout)


def loudness(path):
    done = subprocess.run(
        ["ffmpeg", "-hide_banner", "-nostats", "-i", path, "-af", "ebur128", "-f", "null", "-"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    return float(re.findall(r"I:\s+(-?[\d.]+) LUFS", done.stderr)[-1])


def unpacked(rendered, folder):
    """The members of the archive in order, as files."""
    with ZipFile(io.BytesIO(rendered.data)) as archive:
        archive.extractall(folder)
        return [folder / name for name in archive.namelist()]


@pytest.fixture(scope="module")
def recording(finished, tmp_path_factory):
    """The recording of an ordinary policy: its content, file, and files inside."""
    rendered = finished("ordinary", "audio")
    return samples.policy(), rendered, unpacked(rendered, tmp_path_factory.mktemp("audio"))


@pytest.mark.parametrize("name", EVERY)
def test_a_recording_is_clear_even_and_as_long_as_a_calm_reader_takes(
    finished, text, tmp_path, name
):
    """Each file by ffprobe; how loud it is by the longest file of each recording."""
    rendered = finished(name, "audio")
    _, *files = unpacked(rendered, tmp_path)
    tracks = _tracks(*text(name))
    assert len(files) == len(tracks)
    seconds = {path: check_sound(path) for path in files}
    assert -23 <= loudness(max(files, key=seconds.get)) <= -16
    words = sum(len(track.text.split()) for track in tracks)
    minutes = sum(seconds.values()) / 60
    assert minutes == pytest.approx(words / WORDS_A_MINUTE, rel=0.15) or name in ODD_WORDS
    assert rendered.minutes == max(1, round(minutes))
    assert (rendered.pages, rendered.findings) == (0, ())


@wording.in_its_language
def _tracks(content, record):
    return list(tracks_of(edition_of(content, record)))


def check_sound(path):
    """One channel of clear sound; return how many seconds of it."""
    found = measured(path)
    [stream] = found["streams"]
    assert (stream["codec_name"], stream["channels"]) == ("mp3", 1)
    assert int(stream["sample_rate"]) >= 22050
    assert {"title", "artist", "version"} <= set(found["format"]["tags"])
    return float(found["format"]["duration"])


def test_every_file_says_what_it_is(recording):
    content, _, [_, *files] = recording
    titles = [track.title for track in tracks_of(edition_of(content, samples.record()))]
    for place, (path, title) in enumerate(zip(files, titles, strict=True), start=1):
        assert measured(path)["format"]["tags"] == {
            "title": title,
            "artist": content.council,
            "album": f"{content.title}, version {content.number}",
            "track": f"{place}/{len(files)}",
            "genre": "Speech",
            "language": "eng",
            "version": content.number,
            "sha256": samples.HASH,
            "comment": "This recording was made by a computer voice.",
        }


def test_the_list_of_contents_names_every_file_and_says_where_to_check(recording):
    content, _, [contents, *files] = recording
    assert contents.name == "contents.txt"
    assert [path.name for path in files] == sorted(path.name for path in files)
    told = contents.read_text()
    for said in (
        content.title,
        f"Version: {content.number}",
        "In force from: 3 May 2026",
        "Decided by: Standards Committee, 14 April 2026, minute SC/26/31",
        "Next review, as at publication: 3 May 2028",
        samples.HASH,
        samples.record().check_address,
        "This recording was made by a computer voice.",
        *(path.name for path in files),
    ):
        assert said in told


def test_the_same_text_makes_the_same_bytes():
    first, second = (audio.render(short(), samples.record()).data for _ in range(2))
    assert first == second
    with ZipFile(io.BytesIO(first)) as archive:
        sounds = [one for one in archive.infolist() if one.filename.endswith(".mp3")]
        assert {one.compress_type for one in sounds} == {ZIP_STORED}
        assert {one.date_time[:3] for one in archive.infolist()} == {(2026, 5, 3)}
        assert "02-key-points.mp3" not in archive.namelist()
        assert "02-1-who-we-are.mp3" in archive.namelist()


def test_a_text_in_a_language_without_a_voice_is_refused_in_a_sentence():
    with pytest.raises(RenderingRefused, match="in fr: espeak-ng has no voice"):
        audio.render(short(language="fr"), samples.record())


def test_an_endless_text_is_refused_before_anything_is_said():
    body = "word " * (audio.MOST_WORDS + 1)
    with pytest.raises(RenderingRefused, match="too long for one recording"):
        audio.render(short(sections=(samples.section("1", "A", body),)), samples.record())


@pytest.mark.parametrize(("limit", "least"), [("SECONDS_FOR_ALL", 0), ("MEMORY", 4 * 1024 * 1024)])
def test_a_voice_that_takes_too_much_is_stopped_and_said(monkeypatch, limit, least):
    monkeypatch.setattr(audio, limit, least)
    with pytest.raises(RenderingRefused, match="could not read “About this recording” aloud"):
        audio.render(short(), samples.record())


def test_a_configured_voice_reads_in_place_of_the_standard_one(settings):
    plain = audio.render(short(), samples.record())
    settings.PORTAL_VOICE_COMMAND = "espeak-ng -v en-us -s 320 --stdin --stdout"
    fast = audio.render(short(), samples.record())
    assert 0.3 < len(fast.data) / len(plain.data) < 0.8
    settings.PORTAL_VOICE_COMMAND = "no-such-voice --of 'the council'"
    with pytest.raises(RenderingRefused, match="no-such-voice is missing"):
        audio.render(short(), samples.record())


@pytest.mark.parametrize("program", [audio.VOICE, audio.ENCODER])
def test_a_program_that_fails_half_way_is_said(monkeypatch, tmp_path, program):
    missing.have_fail(program, monkeypatch, tmp_path)
    with pytest.raises(RenderingRefused, match="could not read"):
        audio.render(short(), samples.record())


@pytest.mark.parametrize("program", [audio.VOICE, audio.ENCODER])
def test_a_missing_program_is_named_with_its_package(monkeypatch, tmp_path, program):
    others = {audio.VOICE, audio.ENCODER} - {program}
    missing.leave_only(tuple(others), monkeypatch, tmp_path)
    with pytest.raises(RenderingRefused, match=f"An administrator can install {program}"):
        audio.check_library()
