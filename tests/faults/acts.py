"""What the processes do: each act of the portal by the identities of its rows.

A test does the same again itself, after a process was killed at it.
"""

from datetime import datetime, timedelta
from pathlib import Path
from wsgiref.util import setup_testing_defaults

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from policies.actions import deciding, importedfiles, outbox, publishing, rendering, replacing
from policies.actions.storing import keep_bytes
from policies.domain.content import sha256_of
from policies.models import Decision, Document, Submission, User, Version
from policies.models.rendition import storage_name
from tests.faults import soundness

# A claim of whoever died is taken over after this long at most.
SOON = timedelta(minutes=11)


def publish(*, version: int, by: int, at: datetime) -> None:
    publishing.publish_version(
        version=Version.objects.get(pk=version), by=User.objects.get(pk=by), at=at
    )


def decide(*, decision: int, by: int, at: datetime) -> None:
    deciding.confirm_decision(
        decision=Decision.objects.get(pk=decision), by=User.objects.get(pk=by), at=at
    )


def bring_in(*, document: int, words: str, by: int, at: datetime) -> None:
    person = User.objects.get(pk=by)
    file = importedfiles.keep_file(
        document=Document.objects.get(pk=document),
        name="policy.md",
        content=words.encode(),
        by=person,
        at=at,
    )
    seen_as = importedfiles.proposal_for(file).seen_as
    importedfiles.put_into_draft(file=file, seen_as=seen_as, by=person, at=at)


def put_in_place(*, version: int, cells: str, by: int, at: datetime) -> None:
    replacing.replace_file(
        version=Version.objects.get(pk=version),
        format_name="braille",
        data=cells.encode("ascii"),
        reason="Proof-read by a person.",
        by=User.objects.get(pk=by),
        at=at,
    )


def render(*, submission: int, at: datetime) -> str:
    text = Submission.objects.get(pk=submission)
    kept = rendering.rendition_of(
        submission=text, format_name="text", at=at, patience=0, by_clock=True
    )
    return kept.sha256


def send(*, at: datetime) -> list[str]:
    return [failure for _, failure in outbox.send_waiting(at=at)]


def some_bytes(number: int, size: int) -> bytes:
    """As many bytes, others for each number, made in no time."""
    return f"{number:08}".encode() * (size // 8)


def keep(*, number: int, size: int) -> None:
    data = some_bytes(number, size)
    keep_bytes(data, storage_name(sha256_of(data)))


def faulty_files() -> list[str]:
    return soundness.faulty_files()


def left_over_files() -> list[str]:
    return soundness.left_over_files()


def fill_disk() -> None:
    """Fill the disk of the files to its last byte."""
    try:
        with _ballast().open("wb", buffering=0) as file:
            while file.write(b"0" * 1024):
                continue
    except OSError:
        return


def make_room() -> None:
    _ballast().unlink()


def _ballast() -> Path:
    return Path(settings.MEDIA_ROOT) / "ballast"


def ask(*, path: str) -> dict:
    """Ask for a page as a web server hands a request on, and return what came."""
    environ = {"PATH_INFO": path, "SERVER_NAME": "localhost", "HTTP_HOST": "localhost"}
    setup_testing_defaults(environ)
    came = {}

    def start(status: str, headers: list[tuple[str, str]], _fault: object = None) -> None:
        came.update(status=int(status.split()[0]), headers=dict(headers))

    answer = get_wsgi_application()(environ, start)
    try:
        words = b"".join(answer).decode()
    finally:
        answer.close()
    return came | {"words": words}
