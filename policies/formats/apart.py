"""Making a file apart from the process that asks for it, within limits of time and memory.

A text can ask for more than a web worker has: the layout of a table without an end takes minutes
and gigabytes. So files are made in the ``workshop``, and whatever happens there, the one who
asked gets the file or a refusal, and lives.
"""

import atexit
import os
import subprocess
import sys
import threading
from select import select
from typing import BinaryIO, cast

from django.conf import settings

from policies.domain.content import VersionContent
from policies.domain.errors import RenderingRefused, TimeRanOut
from policies.domain.record import PublicationRecord
from policies.formats import workshop
from policies.formats.rendered_file import RenderedFile

# How long one file may take: some hours of audio are the longest that is made here.
SECONDS = 250
# What the workshop may take beyond that: to start, and to load its libraries on a busy machine.
_GRACE_SECONDS = 40
MAKER_ENDED = "The file was not made: the process that makes files ended. Try again."


class _Workshop:
    """The workshop of this process, started when it is first needed, and again when it has died."""

    def __init__(self) -> None:
        self.turn = threading.Lock()
        self.process: subprocess.Popen[bytes] | None = None
        self.owner = 0

    def ask(self, job: tuple[object, ...], seconds: int) -> object:
        """Return what came of one job; the caller has the turn."""
        process = self._running()
        asked, answered = cast(BinaryIO, process.stdin), cast(BinaryIO, process.stdout)
        workshop.send(asked, job)
        if not select([answered], [], [], seconds + _GRACE_SECONDS)[0]:
            raise EOFError
        return workshop.receive(answered)

    def _running(self) -> "subprocess.Popen[bytes]":
        # A web server forks its workers after loading the portal: each has a workshop of its own.
        if self.process is None or self.owner != os.getpid() or self.process.poll() is not None:
            self.owner = os.getpid()
            self.process = subprocess.Popen(
                [sys.executable, "-m", workshop.__name__],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                cwd=settings.BASE_DIR,
            )
        return self.process

    def close(self) -> None:
        """End the workshop; the next job starts another."""
        if self.process is not None and self.owner == os.getpid():
            self.process.kill()
            self.process.wait()
        self.process = None


_workshop = _Workshop()
atexit.register(_workshop.close)


def render(
    format_name: str, content: VersionContent, record: PublicationRecord, *, seconds: int = SECONDS
) -> RenderedFile:
    """Return the file of this version in this format, made in ``seconds`` at most.

    Raises RenderingRefused if the file cannot be made here or asks for more memory than it may
    have, TimeRanOut if for more time, and whatever else the renderer raised.
    """
    if not _workshop.turn.acquire(timeout=seconds):
        raise TimeRanOut(workshop.TOO_LONG)
    try:
        answer = _workshop.ask((format_name, content, record, seconds), seconds)
    except (EOFError, OSError) as error:
        # Someone ended the workshop, or it could not be started: the next job tries anew.
        _workshop.close()
        raise RenderingRefused(MAKER_ENDED) from error
    finally:
        _workshop.turn.release()
    if isinstance(answer, RenderedFile):
        return answer
    raise answer if isinstance(answer, BaseException) else RenderingRefused(MAKER_ENDED)
