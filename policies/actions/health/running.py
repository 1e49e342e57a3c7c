"""Noting that the clock ran."""

from datetime import datetime

from policies.models import ClockRun


def note_clock_run(*, failures: int, at: datetime) -> ClockRun:
    """Note that the clock ran to its end at this moment, with so many failures."""
    run, _ = ClockRun.objects.update_or_create(
        pk=1, defaults={"ended_at": at, "failures": failures}
    )
    return run
