"""Processes of the portal as a test sees them: it starts and kills them, and hears how they end."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.db import connection

HOUSE = Path(__file__).resolve().parent.parent.parent
# On a machine that is busy with something else.
LONGEST_SECONDS = 120


@dataclass(frozen=True, slots=True)
class End:
    """How an act ended: done, refused in sentences, by a fault, or killed before any of these."""

    done: object = None
    refused: tuple[str, ...] | list[str] = ()
    fault: str = ""
    statements: int = 0
    was_killed: bool = False


class Act:
    """One act that a process of the portal does now."""

    def __init__(self, line: socket.socket) -> None:
        line.settimeout(LONGEST_SECONDS)
        self.words = line.makefile("rb")
        line.close()
        self.pid = json.loads(self.words.readline())["pid"]
        self.began = time.monotonic()

    def kill(self, *, after: float = 0) -> None:
        """Kill the process (SIGKILL) so many seconds after it began, unless it has ended."""
        time.sleep(max(0, self.began + after - time.monotonic()))
        with suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)

    def end(self) -> End:
        """Wait for the process, and return how it ended. What went wrong in it is raised here."""
        said = self.words.readline()
        self.words.close()
        if not said:
            return End(was_killed=True)
        end = End(**json.loads(said))
        assert not end.fault, end.fault
        return end


class Portal:
    """A process that has the portal loaded, with an environment of its own."""

    def __init__(self, environment: dict[str, str], *, within: tuple[str, ...] = ()) -> None:
        # The names of lines have a hundred letters at most.
        self.folder = Path(tempfile.mkdtemp(prefix="portal-"))
        self.asked = 0
        self.process = subprocess.Popen(
            [*within, sys.executable, "-m", "tests.faults.worker"],
            cwd=HOUSE,
            env=environment | {"DJANGO_SETTINGS_MODULE": "policyportal.settings"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=(self.folder / "log").open("w"),
            text=True,
        )
        assert self.process.stdout.readline() == "ready\n", self.log

    @property
    def log(self) -> str:
        """What its processes wrote into their log."""
        return (self.folder / "log").read_text(encoding="utf-8")

    def begin(self, act: str, *, dies_before: int = 0, begins: float = 0, **given: object) -> Act:
        """Have a process do an act of ``acts``, at once or at a moment of the system's clock.

        It dies before the statement with the number ``dies_before``.
        """
        self.asked += 1
        name = str(self.folder / str(self.asked))
        with socket.socket(socket.AF_UNIX) as listening:
            listening.bind(name)
            listening.listen()
            listening.settimeout(LONGEST_SECONDS)
            job = {
                "act": act,
                "line": name,
                "given": {key: _written(value) for key, value in given.items()},
                "dies_before": dies_before,
                "begins": begins,
            }
            self.process.stdin.write(json.dumps(job) + "\n")
            self.process.stdin.flush()
            return Act(listening.accept()[0])

    def do(self, act: str, **given: object) -> End:
        """Have a process do an act, and wait for its end."""
        return self.begin(act, **given).end()

    def close(self) -> None:
        """End the process."""
        self.process.stdin.close()
        self.process.wait(timeout=LONGEST_SECONDS)
        shutil.rmtree(self.folder)


def _written(value: object) -> object:
    return {"at": value.isoformat()} if isinstance(value, datetime) else value


def wait_for_the_dead() -> None:
    """Until the database has noticed that whoever was killed is gone, and took its part back."""
    if connection.vendor != "postgresql":
        return
    for _ in range(LONGEST_SECONDS * 20):
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
                " AND backend_type = 'client backend'"
            )
            if cursor.fetchone() == (0,):
                return
        time.sleep(0.05)
    raise AssertionError("The database still works for a process that was killed.")
