"""The officer's desk: the door through which officers write, route, decide and publish.

May import ``actions``, ``models``, ``formats``, ``intake`` and ``domain``; never another door.
Every change of state is a call of an action; what an action refuses is shown with its reasons.
"""

from policies.admin import (
    councils,
    documents,
    earlieraddresses,
    laws,
    people,
    records,
    securityevents,
)
from policies.admin.reports import records as reportrecords
from policies.admin.requests import pages as requests
from policies.admin.restrictions import pages as restrictions
from policies.admin.reviews import programme
from policies.admin.routes import delegations
from policies.admin.routes import pages as routes
from policies.admin.sections import pages as sections
from policies.admin.versions import pages as versions

__all__ = [
    "councils",
    "delegations",
    "documents",
    "earlieraddresses",
    "laws",
    "people",
    "programme",
    "records",
    "reportrecords",
    "requests",
    "restrictions",
    "routes",
    "sections",
    "securityevents",
    "versions",
]
