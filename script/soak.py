"""Runs the full doses of faults, invented inputs and mixed load, one after another.

Each is a command of its own that can be run alone; all are run, whatever one of them finds.
"""

import argparse
import os
import subprocess
import sys
import time
from pathlib import Path

HOUSE = Path(__file__).resolve().parent.parent
FAULTS = {
    "kill": ["test_killed.py", "test_mail.py::test_the_sender_is_killed"],
    "database": ["test_database.py"],
    "disk": ["test_disk.py"],
    "cache": ["test_cache.py"],
    "smtp": ["test_mail.py"],
    "clock": ["test_clock.py"],
    "rivals": ["test_rivals.py"],
}


def main() -> None:
    asked = _asked()
    found = []
    for name in asked.only:
        tests = [f"tests/faults/{place}" for place in FAULTS[name]]
        found.append((name, _tests(tests, PORTAL_FAULT_TIMES=str(asked.times))))
    if asked.fuzz:
        found.append(("fuzz", _tests(["tests/fuzz"], PORTAL_FUZZ_INPUTS=str(asked.fuzz))))
    if asked.minutes:
        load = ["script/soak_load.py", "--seconds", str(round(asked.minutes * 60))]
        found.append(("load", _run(load)))
    print("\n== What the soak found")
    for name, (is_well, seconds) in found:
        print(f"{name:<10}{'well' if is_well else 'WRONG: see above':<20}{seconds:8.0f} s")
    if not all(is_well for _, (is_well, _) in found):
        sys.exit(1)


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="script/soak", description=__doc__)
    parser.add_argument("--times", type=_counted, default=100, help="how often each fault happens")
    parser.add_argument(
        "--only", type=_faults, help=f"only these faults, with commas between: {', '.join(FAULTS)}"
    )
    parser.add_argument("--fuzz", type=int, help="how many invented inputs; 0 for none")
    parser.add_argument("--minutes", type=float, help="how long a mixed load; 0 for none")
    asked = parser.parse_args()
    # Whoever names some of the doses wants no others.
    is_whole = asked.only is asked.fuzz is asked.minutes is None
    asked.only = asked.only or (list(FAULTS) if is_whole else [])
    asked.fuzz = 100_000 if is_whole else asked.fuzz
    asked.minutes = 10 if is_whole else asked.minutes
    return asked


def _counted(written: str) -> int:
    times = int(written)
    if times < 1:
        raise argparse.ArgumentTypeError("Write a whole number from 1.")
    return times


def _faults(written: str) -> list[str]:
    names = written.split(",")
    if unknown := sorted({*names} - {*FAULTS}):
        raise argparse.ArgumentTypeError(f"There is no fault called {', '.join(unknown)}.")
    return names


def _tests(places: list[str], **environment: str) -> tuple[bool, float]:
    return _run(["-m", "pytest", "-q", "-p", "no:cacheprovider", *places], **environment)


def _run(command: list[str], **environment: str) -> tuple[bool, float]:
    """Run one dose with this Python; return whether it found nothing, and how long it took."""
    print(f"\n== {' '.join([*(f'{k}={v}' for k, v in environment.items()), *command])}", flush=True)
    began = time.monotonic()
    done = subprocess.run([sys.executable, *command], cwd=HOUSE, env=os.environ | environment)
    return done.returncode == 0, time.monotonic() - began


if __name__ == "__main__":
    main()
