"""The recording of a version: a computer voice, one MP3 file for each section, in one archive.

Two programs of the system make it, espeak-ng and lame. They get the words on their standard
input, no shell, no address, and limits of time and memory.
"""

import resource
import shlex
import shutil
import subprocess
import time
from collections.abc import Iterator
from tempfile import TemporaryFile
from typing import IO

from django.conf import settings
from django.utils.text import slugify

from policies.domain.content import VersionContent
from policies.domain.errors import NotInLanguage, RenderingRefused
from policies.domain.language import _
from policies.domain.languages import name_of
from policies.domain.record import PublicationRecord
from policies.formats import wording
from policies.formats.archive import packed
from policies.formats.audio_tags import tagged
from policies.formats.editions import Edition, edition_of
from policies.formats.rendered_file import RenderedFile
from policies.formats.speech import COMPUTER_VOICE, Track, tracks_of
from policies.formats.words import text_of

MEDIA_TYPE = "application/zip"
VOICE = "espeak-ng"
ENCODER = "lame"
MISSING = (
    "Audio files cannot be made on this machine: {program} is missing. "
    "An administrator can install {program}."
)
NO_VOICE = (
    "Audio files cannot be made on this machine in {language}: espeak-ng has no voice for it. "
    "A person can record this text instead."
)
TOO_LONG = "The text is too long for one recording. Divide it into several documents."
NOT_SPOKEN = "The voice could not read “{title}” aloud. The clock will try it again."

# About eight hours. The clock has other things to do, and listeners too.
MOST_WORDS = 60_000
SECONDS_FOR_ALL = 240
MEMORY = 512 * 1024 * 1024
# Set so that prose comes out at about 125 words a minute, with the pauses between sentences.
SPEED = "160"
PAUSE = "3"
KILOBITS = 48
LONGEST_NAME = 60

# The voices by language, and the languages as the tag of a file names them (ISO 639-2).
VOICES = {"en": "en-gb-x-rp", "cy": "cy", "ur": "ur", "bn": "bn"}
LANGUAGES = {"en": "eng", "cy": "cym", "ur": "urd", "bn": "ben"}

SPEAK = (VOICE, "-s", SPEED, "-g", PAUSE, "-b", "1", "--stdin", "--stdout")
ENCODE = (ENCODER, "--quiet", "-t", "-m", "m", "--cbr", "-b", str(KILOBITS), "-", "-")


def check_library(language: str = "en-GB") -> None:
    """Raise RenderingRefused if a program is missing, or a voice for texts in this language.

    For a program the sentence names the Debian package.
    """
    has_own = settings.PORTAL_VOICE_COMMAND and _first_part(language) == "en"
    voice = _voice_for("en")[0] if has_own else VOICE
    for program in (voice, ENCODER):
        if not shutil.which(program):
            raise RenderingRefused(MISSING.format(program=program))
    if _first_part(language) not in VOICES:
        raise NotInLanguage(NO_VOICE.format(language=name_of(language)))


def _voice_for(language: str) -> tuple[str, ...]:
    """The call of the voice: the council's own for English if it has one, else espeak-ng.

    It reads the words from its standard input and writes a WAV file to its standard output.
    """
    if settings.PORTAL_VOICE_COMMAND and language == "en":
        return tuple(shlex.split(settings.PORTAL_VOICE_COMMAND))
    return (*SPEAK, "-v", VOICES[language])


def _first_part(language: str) -> str:
    return language.split("-")[0].lower()


@wording.in_its_language
def render(content: VersionContent, record: PublicationRecord) -> RenderedFile:
    """Return a zip archive of this version read aloud, with a plain list of what is in it.

    Raises RenderingRefused if a program is missing on this machine or fails, or for a text that
    is too long or in a language without a voice.
    """
    check_library(content.language)
    language = _first_part(content.language)
    edition = edition_of(content, record)
    tracks = tuple(tracks_of(edition))
    if sum(len(track.text.split()) for track in tracks) > MOST_WORDS:
        raise RenderingRefused(TOO_LONG)
    album = _("{title}, version {number}").format(title=edition.title, number=content.number)
    deadline = time.monotonic() + SECONDS_FOR_ALL
    members, seconds = [], []
    for place, track in enumerate(tracks, start=1):
        sound = _sound(track, _voice_for(language), deadline)
        told = {
            "title": track.title,
            "artist": edition.council or edition.title,
            "album": album,
            "track": f"{place}/{len(tracks)}",
            "kind": "Speech",
            "language": LANGUAGES[language],
            "version": content.number,
            "sha256": record.sha256,
            "comment": _(COMPUTER_VOICE),
        }
        members.append((_file_name(place, len(tracks), track.title), tagged(sound, told)))
        seconds.append(len(sound) * 8 / (KILOBITS * 1000))
    names = [name for name, _ in members]
    contents = "".join(f"{line}\r\n" for line in _contents(edition, tracks, names, seconds))
    return RenderedFile(
        data=packed(
            [("contents.txt", contents.encode()), *members],
            record.in_force_from,
            stored=frozenset(names),
        ),
        media_type=MEDIA_TYPE,
        minutes=max(1, round(sum(seconds) / 60)),
    )


def _file_name(place: int, count: int, title: str) -> str:
    """A name that sorts in reading order, also on a player that shows only plain letters."""
    number = f"{place:0{max(2, len(str(count)))}}"
    return f"{'-'.join(filter(None, (number, slugify(title)[:LONGEST_NAME].strip('-'))))}.mp3"


def _contents(
    edition: Edition, tracks: tuple[Track, ...], names: list[str], seconds: list[float]
) -> Iterator[str]:
    yield from (edition.council, edition.title, edition.subtitle, _(COMPUTER_VOICE), "")
    yield from (f"{fact.label}: {text_of(fact.words)}" for fact in edition.front)
    yield from (text_of(note.words) for note in edition.notes)
    yield ""
    for track, name, length in zip(tracks, names, seconds, strict=True):
        minutes, rest = divmod(round(length), 60)
        yield f"{name}: {track.title}, {minutes}:{rest:02}"


def _sound(track: Track, speak: tuple[str, ...], deadline: float) -> bytes:
    """The words of a track as MP3 without a tag: the voice speaks straight into the encoder."""
    with TemporaryFile() as words:
        words.write(track.text.encode())
        words.seek(0)
        with (
            _started(speak, words) as voice,
            _started(ENCODE, voice.stdout) as encoder,
        ):
            try:
                sound, _nothing = encoder.communicate(timeout=max(0, deadline - time.monotonic()))
                failed = encoder.returncode or voice.wait(
                    timeout=max(0, deadline - time.monotonic())
                )
            except subprocess.TimeoutExpired:
                failed = True
            finally:
                voice.kill()
                encoder.kill()
    if failed or not sound:
        raise RenderingRefused(NOT_SPOKEN.format(title=track.title))
    return sound


def _started(call: tuple[str, ...], source: IO[bytes] | None) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        call,
        stdin=source,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        # Only the clock gets here, and it has no second thread that this could meet half-way.
        preexec_fn=_limit,
    )


def _limit() -> None:
    if not settings.PORTAL_VOICE_COMMAND:
        # A better voice may be a large model, and whoever set it up knows what it takes.
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS_FOR_ALL, SECONDS_FOR_ALL))
