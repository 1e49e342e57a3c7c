"""From when to when a version was in force, as the ground floor asks it."""

from policies.domain.periods import Period
from policies.models.version import Version


def period_of(version: Version) -> Period:
    """Return the period of a published version."""
    return Period(
        number=version.number,
        begins=version.in_force_from,
        ends=version.in_force_until,
        is_withdrawn=version.is_withdrawn,
    )
