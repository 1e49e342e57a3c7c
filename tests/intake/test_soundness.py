"""What is called an MP3, Braille or Word file is one, or is refused with what to do."""

import pytest

from policies.intake import mp3, soundness
from tests.intake import sounds


def test_a_sound_is_measured_by_its_frames():
    assert mp3.seconds_of(sounds.mp3(100)) == pytest.approx(100 * sounds.FRAME_SECONDS)
    assert mp3.seconds_of(sounds.mp3(100) + b"TAG" + bytes(125)) == pytest.approx(
        100 * sounds.FRAME_SECONDS
    )


@pytest.mark.parametrize(
    "data",
    [b"", b"ID3", b"MZ\x90\x00 a program", b"RIFF....WAVEfmt ", bytes(100_000), b"\xff" * 100_000],
)
def test_what_is_no_mp3_has_no_length(data):
    assert mp3.seconds_of(data) == 0


def test_what_only_begins_like_a_sound_is_found_out():
    assert mp3.seconds_of(sounds.mp3(3) + b"a program" * 5_000) == 0


def test_a_sound_recording_has_no_fault():
    data = sounds.archive(one__mp3=sounds.mp3(), contents__txt=b"1: Scope")
    assert soundness.faults_of("zip", data) == ()
    assert soundness.recordings_in(data) == pytest.approx((40 * sounds.FRAME_SECONDS,))


@pytest.mark.parametrize(
    ("extension", "data", "told"),
    [
        ("zip", b"no archive", "no zip archive"),
        ("zip", sounds.archive(one__txt=b"words"), "no MP3 file"),
        ("zip", sounds.archive(one__mp3=b"MZ program"), "one.mp3 is not an MP3"),
        ("zip", sounds.archive(one__mp3=sounds.mp3(), run__exe=b"MZ"), "run.exe is neither"),
        ("zip", sounds.archive(**{"../one__mp3": sounds.mp3()}), "leads out of it"),
        ("zip", sounds.recording(2)[:-400], "no zip archive, or was cut short"),
        ("brf", b"  ,! POLICY\r\nabc", "Line 2 has a character that is no Braille cell"),
        ("brf", b",A" * 30, "A line has 60 cells"),
        ("brf", b" \r\n", "no Braille cell"),
        ("docx", b"PK\x03\x04 cut short", "damaged"),
        ("docx", b"%PDF-1.7 %%EOF", "not a Word file"),
        ("pdf", b"%PDF-1.7 and no end", "cut short"),
        ("epub", sounds.archive(mimetype=b"text/plain"), "does not begin with its media type"),
        ("epub", sounds.archive(mimetype=b"application/epub+zip", a__xhtml=b"<p>"), "well-formed"),
        ("txt", b"caf\xe9", "not in UTF-8"),
        ("md", b"", "The file is empty."),
    ],
)
def test_a_fault_is_named(extension, data, told):
    assert told in " ".join(soundness.faults_of(extension, data))


def test_an_archive_that_unpacks_to_too_much_is_not_unpacked(monkeypatch):
    monkeypatch.setattr(soundness, "MOST_UNPACKED", 1_000)
    assert soundness.faults_of("zip", sounds.recording(9)) == (
        "The archive unpacks to more than a file may hold.",
    )


def test_an_entity_bomb_in_a_book_is_not_expanded():
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><x>&b;</x>'
    data = sounds.archive(mimetype=b"application/epub+zip", a__xhtml=bomb)
    assert "well-formed" in " ".join(soundness.faults_of("epub", data))
