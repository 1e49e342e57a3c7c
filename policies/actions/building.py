"""What the clock builds: trial renderings of texts in review, and files that are missing."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from policies import formats
from policies.actions import rendering, trials
from policies.actions.translationfiles import translations_without_files
from policies.models import Rendition


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
    tried = [
        Job(
            f"{submission.version}: trial rendering",
            partial(trials.try_rendering, submission=submission),
        )
        for submission in trials.submissions_to_try()
    ]
    files = [
        Job(
            f"{submission.translation or submission.version}: {name}",
            partial(
                rendering.rendition_of,
                submission=submission,
                format_name=name,
                patience=0,
                by_clock=True,
            ),
        )
        for submission, name in (
            *(
                (text, name)
                for text, name in rendering.versions_without_files(at)
                if not formats.available(name, text.language)
            ),
            *translations_without_files(at),
        )
    ]
    return [*tried, *files]


def jobs_again(format_name: str, because: str) -> list[Job]:
    """Return what makes each offered file of one format again, those by a person left out."""
    offered = Rendition.objects.offered().filter(
        format=format_name, maker=Rendition.Maker.COMPUTER.value
    )
    return [
        Job(
            f"{rendition.submission.version}: {format_name}",
            partial(
                rendering.renew_rendition,
                submission=rendition.submission,
                format_name=format_name,
                because=because,
            ),
        )
        for rendition in offered.select_related("submission__version__document__council")
    ]
