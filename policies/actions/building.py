"""What the clock builds: trial renderings of texts in review, and files that are missing."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from policies import formats
from policies.actions import rendering


@dataclass(frozen=True, slots=True)
class Job:
    """One thing to build: its name, and the call that builds it at a moment.

    The call raises RenderingRefused if the file cannot be made, BuildUnderWay if another
    builder is making it.
    """

    name: str
    build: Callable[..., Any]


def jobs_waiting(at: datetime) -> list[Job]:
    """Return what is to be built now, the trial renderings first: an officer waits for those.

    Formats for which this host lacks a part of the system are left to one that has it; the desk
    says so.
    """
    trials = [
        Job(
            f"{submission.version}: trial rendering",
            partial(rendering.try_rendering, submission=submission),
        )
        for submission in rendering.submissions_to_try()
    ]
    files = [
        Job(
            f"{submission.version}: {name}",
            partial(
                rendering.rendition_of,
                submission=submission,
                format_name=name,
                patience=0,
                by_clock=True,
            ),
        )
        for submission, name in rendering.versions_without_files(at)
        if not formats.available(name)
    ]
    return [*trials, *files]
