"""Whether an installation is well: what a monitor asks each minute, and what a doctor looks at.

A check is a function that takes the moment and returns what it found. A fault of a check itself is
a finding too: nobody can vouch for what could not be looked at.
"""

from policies.actions.health.installation import EXAMINATION
from policies.actions.health.parts import READINESS, examine
from policies.actions.health.running import note_clock_run

__all__ = ["EXAMINATION", "READINESS", "examine", "note_clock_run"]
