"""What the processes do: each act of the portal by the identities of its rows.

A test does the same again itself, after a process was killed at it.
"""

import itertools
import time
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from wsgiref.util import setup_testing_defaults

from django.conf import settings
from django.core.checks.urls import check_url_config
from django.core.management import call_command
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import InterfaceError, OperationalError

from policies import formats
from policies.actions import (
    clock,
    deciding,
    drafting,
    importedfiles,
    outbox,
    publishing,
    recording,
    rendering,
    replacing,
)
from policies.actions.health import note_clock_run
from policies.actions.storing import keep_bytes
from policies.domain.content import sha256_of
from policies.domain.errors import MoveRefused
from policies.domain.numbering import VersionNumber
from policies.models import Body, Decision, Document, Post, Submission, User, Version
from policies.models.rendition import storage_name
from tests.actions.test_recording import EVIDENCE, TEXT
from tests.faults import soundness

# A claim of whoever died is taken over after this long at most.
SOON = timedelta(minutes=11)


def publish(*, version: int, by: int, at: datetime) -> None:
    publishing.publish_version(
        version=Version.objects.get(pk=version), by=User.objects.get(pk=by), at=at
    )


def rescind(*, version: int, by: int, at: datetime) -> None:
    publishing.rescind_version(
        version=Version.objects.get(pk=version),
        reason="The council thinks again.",
        authority="Full Council, Minute 13",
        by=User.objects.get(pk=by),
        at=at,
    )


def start(*, document: int, by: int, at: datetime) -> None:
    drafting.start_version(
        document=Document.objects.get(pk=document), by=User.objects.get(pk=by), at=at
    )


def record(*, document: int, title: str, body: int, post: int, by: int, at: datetime) -> None:
    day = date(2019, 5, 1)
    decision = recording.PaperDecision(
        body=Body.objects.get(pk=body),
        decided_on=day,
        minute_reference="Minute 3",
        resolution="RESOLVED.",
    )
    recording.record_past_version(
        document=Document.objects.get(pk=document),
        number=VersionNumber(1, 0),
        content=replace(TEXT, title=title),
        author_post=Post.objects.get(pk=post),
        in_force_from=day,
        decisions=[decision],
        evidence=EVIDENCE,
        by=User.objects.get(pk=by),
        at=at,
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


def run_clock(*, at: datetime) -> list[list]:
    """Let the clock run to its end; return what it said, and whether that was a failure."""
    began = time.monotonic()

    def now() -> datetime:
        return at + timedelta(seconds=time.monotonic() - began)

    said = [[one.sentence, one.is_failure] for one in clock.run_due(now=now)]
    note_clock_run(failures=sum(is_failure for _, is_failure in said), at=now())
    return said


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


def collect_static() -> None:
    call_command("collectstatic", interactive=False, verbosity=0)


def get_ready() -> None:
    """Load what every request needs, before any process is asked for one."""
    _application()
    check_url_config(None)
    for name in formats.FORMATS:
        formats.available(name)


_application = cache(get_wsgi_application)


def ask(*, path: str) -> dict:
    """Ask for a page as a web server hands a request on, and return what came."""
    environ = {
        "PATH_INFO": path,
        "HTTP_HOST": "localhost",
        # Somebody who signed in once: whoever asks who it is asks the database.
        "HTTP_COOKIE": "__Host-session=0123456789abcdefghijklmnopqrstuv",
    }
    setup_testing_defaults(environ)
    came = {}

    def start(status: str, headers: list[tuple[str, str]], _fault: object = None) -> None:
        came.update(status=int(status.split()[0]), headers=dict(headers))

    answer = _application()(environ, start)
    try:
        words = b"".join(answer).decode()
    finally:
        answer.close()
    return came | {"words": words}


def read_on(*, paths: list[str], seconds: float) -> list[list]:
    """Ask for pages for so many seconds; return each other than 200, and how many were 200."""
    until = time.monotonic() + seconds
    well, others = 0, []
    for path in itertools.cycle(paths):
        if time.monotonic() > until:
            return [well, others]
        answer = ask(path=path)
        if answer["status"] == 200:
            well += 1
        else:
            others.append([answer["status"], answer["words"], answer["headers"]])
            time.sleep(0.05)
    return []


def publish_one_by_one(*, versions: list[int], by: int, at: datetime) -> list[int]:
    """Publish each version, as an officer does who tries again once the portal is back."""
    interruptions = []
    for version in versions:
        while True:
            request_started.send(sender=None)
            try:
                publish(version=version, by=by, at=at)
            except MoveRefused:
                # It was done after all, and only the answer was lost.
                assert Version.objects.get(pk=version).is_in_force
                break
            except (OperationalError, InterfaceError):
                interruptions.append(version)
                time.sleep(0.2)
            else:
                break
            finally:
                request_finished.send(sender=None)
        time.sleep(0.1)
    return interruptions
