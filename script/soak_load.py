"""Loads the portal as a council's day does: readers, an officer who publishes, and the clock.

It is served as in production, on a database of its own beside the one that DATABASE_URL names.
Every text says which version it is, wherever it has words, so that a reader can tell a stale page
and a mixed one. Ends with 1 if there was an error, a stale or mixed text, or memory that grows.
"""

import argparse
import os
import sys
import tempfile
import threading
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "policyportal.settings")
os.environ.setdefault("DJANGO_DEBUG", "1")

import django
from django.conf import settings

django.setup()

from django.db import connection
from soak_officer import Officer
from soak_readers import Reader
from soak_server import Server
from soak_truth import Truth

EVERY_SECONDS = 5
# The clock's timer leaves a minute between two runs; here it has little rest.
CLOCK_RESTS = 5
DOCUMENTS = 6


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=int, required=True, metavar="N")
    parser.add_argument("--readers", type=int, default=4, metavar="K")
    asked = parser.parse_args()
    name = connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    # As on a real server: no query log.
    settings.DEBUG = False
    try:
        with tempfile.TemporaryDirectory(prefix="soak-") as folder:
            settings.MEDIA_ROOT = str(Path(folder) / "files")
            return soak(Path(folder), asked.seconds, asked.readers)
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)


def soak(folder: Path, seconds: int, readers: int) -> int:
    """Load the portal for so long, print what was seen, and return how to end."""
    truth = Truth()
    officer = Officer(truth, documents=DOCUMENTS, publications=seconds // EVERY_SECONDS + 2)
    connection.close()
    with Server(folder) as server:
        until = time.monotonic() + seconds
        crowd = [Reader(truth, server.port, seed) for seed in range(readers)]
        jobs = [
            *(threading.Thread(target=one.read_until, args=(until,)) for one in crowd),
            threading.Thread(target=server.keep_the_clock, args=(until, CLOCK_RESTS)),
            threading.Thread(target=server.watch_memory, args=(until,)),
        ]
        for job in jobs:
            job.start()
        officer.publish_until(until, every=EVERY_SECONDS)
        for job in jobs:
            job.join()
    violations = report(seconds, officer, crowd, server)
    print("\n".join(["", *violations[:20], "Failed." if violations else "Held."]))
    return 1 if violations else 0


def report(seconds: int, officer: Officer, crowd: list[Reader], server: Server) -> list[str]:
    """Print the figures, and return every violation in a sentence."""
    seen = [line for reader in crowd for line in reader.seen]
    spent = sorted(one for reader in crowd for one in reader.spent)
    by_kind = {"error": server.errors() + officer.errors, "stale": [], "mixed": []}
    for kind, sentence in seen:
        by_kind[kind].append(sentence)
    print(f"{connection.vendor}, {seconds} seconds, {len(crowd)} readers")
    print(f"  requests       {len(spent):9,}    {len(spent) / seconds:9.1f} a second")
    print(f"  not modified   {sum(one.unmodified for one in crowd):9,}")
    print(f"  published      {officer.published:9,}    clock runs {server.clock_runs}")
    for kind, sentences in by_kind.items():
        print(f"  {kind:<15}{len(sentences):9,}")
    for part in (50, 99):
        if spent:
            print(f"  p{part}            {spent[len(spent) * part // 100] * 1000:9.1f} ms")
    grown = server.about_memory()
    violations = [f"{kind}: {sentence}" for kind in by_kind for sentence in by_kind[kind]]
    if not spent or not officer.published:
        violations.append("error: Nothing was read, or nothing was published.")
    return violations + grown


if __name__ == "__main__":
    raise SystemExit(main())
