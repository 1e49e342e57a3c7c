"""The portal of the soak, served as in production, with its clock and a look at its memory."""

import os
import re
import signal
import subprocess
import sys
import time
from http.client import HTTPConnection
from pathlib import Path

from tests.serving.host import (
    HOUSE,
    a_production_environment,
    database_address,
    free_port,
)

# What readers send through a front server, which has the certificate.
HEADERS = {"Host": "policies.brackenmoor.example", "X-Forwarded-Proto": "https"}
SLOWEST_TO_END = 90
WARM_UP = 60
# Shorter loads end before a worker has met each of its pages.
SHORTEST_TO_JUDGE = 5 * WARM_UP
MOST_GROWTH = 1.1


class Server:
    """Gunicorn by script/serve, with two workers, in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.port, self.clock_runs = folder, free_port(), 0
        self.environment = a_production_environment(
            folder,
            DATABASE_URL=database_address(),
            EMAIL_URL="dummymail://",
            PORTAL_BIND=f"127.0.0.1:{self.port}",
            PORTAL_STATIC_DIR=str(folder / "static"),
            PORTAL_THREADS="4",
            PORTAL_WORKERS="2",
        )
        self._clock_failures: list[str] = []
        # The seconds since the start, and the megabytes of each worker by its number.
        self._memory: list[tuple[float, dict[int, float]]] = []

    def __enter__(self) -> "Server":
        collecting = self._manage("collectstatic", "--noinput", "--verbosity", "0")
        if collecting.wait(timeout=120):
            raise SystemExit(collecting.stderr.read())
        with self._log.open("w") as log:
            self._running = subprocess.Popen(
                [HOUSE / "script" / "serve"], env=self.environment, stdout=log, stderr=log
            )
        for _ in range(600):
            if self._answers():
                return self
            time.sleep(0.1)
        self.__exit__()
        raise SystemExit(f"The portal did not start. {self._log.read_text()}")

    def __exit__(self, *_about: object) -> None:
        self._running.terminate()
        self._running.wait(timeout=SLOWEST_TO_END)

    @property
    def _log(self) -> Path:
        return self.folder / "serve.log"

    def _answers(self) -> bool:
        try:
            line = HTTPConnection("127.0.0.1", self.port, timeout=5)
            line.request("GET", "/robots.txt", headers=HEADERS)
            return line.getresponse().status == 200
        except OSError:
            return False

    def _manage(self, *words: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, HOUSE / "manage.py", *words], env=self.environment, text=True,
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, start_new_session=True,
        )  # fmt: skip

    def keep_the_clock(self, until: float, rest: float) -> None:
        """Run what is due again and again, as the timer does; the last run is cut short."""
        while (left := until - time.monotonic()) > 0:
            run = self._manage("run_due")
            self.clock_runs += 1
            try:
                _, said = run.communicate(timeout=left)
            except subprocess.TimeoutExpired:
                # With the workshop that it may have opened.
                os.killpg(run.pid, signal.SIGTERM)
                run.communicate(timeout=SLOWEST_TO_END)
                return
            if run.returncode:
                self._clock_failures.append(f"The clock failed: {said.strip()[-600:]}")
            time.sleep(max(min(rest, until - time.monotonic()), 0))

    def errors(self) -> list[str]:
        """What the clock could not do, and every fault in the log of the workers."""
        faults = re.findall(r".*(?:Traceback|ERROR|CRITICAL|SIGKILL).*", self._log.read_text())
        return self._clock_failures + [f"In the log: {line[:600]}" for line in faults]

    def watch_memory(self, until: float) -> None:
        """Note what each worker holds, every second."""
        began = time.monotonic()
        while (now := time.monotonic()) < until:
            self._memory.append((now - began, self._of_workers()))
            time.sleep(1)

    def _of_workers(self) -> dict[int, float]:
        children = Path(f"/proc/{self._running.pid}/task/{self._running.pid}/children")
        held = {}
        for worker in children.read_text().split():
            try:
                rolled = Path(f"/proc/{worker}/smaps_rollup").read_text()
            except OSError:
                # It ended after its thousands of requests, and another took its place.
                continue
            held[int(worker)] = int(re.search(r"^Pss: +(\d+)", rolled, re.MULTILINE)[1]) / 1024
        return held

    def about_memory(self) -> list[str]:
        """Print what the largest worker held in each third, and return a sentence if it grew.

        Workers end after some thousand requests and others begin small, so only the largest says
        something; the first minute is when each meets its pages.
        """
        largest = [(at, max(held.values())) for at, held in self._memory if held]
        lasted = largest[-1][0] if largest else 0
        warm = [(at, held) for at, held in largest if at >= min(WARM_UP, lasted / 5)]
        if len(warm) < 3:
            return []
        third = len(warm) // 3
        peaks = [max(held for _, held in warm[n * third : (n + 1) * third]) for n in range(3)]
        slope = (peaks[2] - peaks[0]) / max(warm[2 * third][0] - warm[0][0], 1) * 3600
        workers = {worker for _, held in self._memory for worker in held}
        print("  memory of the largest worker, by thirds: "
              + ", ".join(f"{peak:.1f}" for peak in peaks)
              + f" MiB; {slope:+.1f} MiB an hour; {len(workers)} workers in all")  # fmt: skip
        if lasted < SHORTEST_TO_JUDGE - 5:
            print("  (too short a load to judge memory by)")
            return []
        if peaks[2] > peaks[0] * MOST_GROWTH:
            return [f"memory: The largest worker grew from {peaks[0]:.1f} to {peaks[2]:.1f} MiB."]
        return []
