"""How many inputs each test of this room tries, and how long it may take over one of them.

Every change is judged by the same 5,000 inputs, so that a red build means a fault of that change
and not of its luck. With PORTAL_FUZZ_INPUTS, as in the soak, that many new ones are looked for:
there a fault is wanted, whoever made it, and Hypothesis prints how to see it again.
"""

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from hypothesis import HealthCheck, settings

WANTED = os.environ.get("PORTAL_FUZZ_INPUTS")
INPUTS = int(WANTED or 5_000)
# The part of all inputs, in hundredths, that each test has.
PARTS = {
    "texts": 9,
    "web pages": 9,
    "pasted pieces": 6,
    "Word files": 7,
    "any bytes": 5,
    "better files": 5,
    "translators' files": 4,
    "Markdown": 25,
    "headings of Markdown": 5,
    "days typed": 8,
    "days in forms": 5,
    "questions of readers": 7,
    "addresses of readers": 3,
    "questions at the desk": 2,
}
assert sum(PARTS.values()) == 100
# A person at the desk waits no longer for one page.
MOST_SECONDS = 10


def fuzzed(part: str) -> settings:
    """The settings of a test that tries this part of the inputs."""
    return settings(
        max_examples=max(INPUTS * PARTS[part] // 100, 1),
        derandomize=WANTED is None,
        deadline=None,
        print_blob=True,
        # Fixtures hold what is only read; large inputs take their time and have a limit of their
        # own.
        suppress_health_check=[
            HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large,
        ],
    )  # fmt: skip


class _Hang(BaseException):
    """Time is up. The code under test must not be able to catch it."""


@contextmanager
def in_time() -> Iterator[None]:
    """Fail where one input takes longer than anybody would wait, and show where it was then."""

    def stop(_signal: int, _frame: FrameType | None) -> None:
        raise _Hang

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, MOST_SECONDS)
    try:
        yield
    except _Hang as hang:
        raise AssertionError(f"It took longer than {MOST_SECONDS} seconds.") from hang
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
