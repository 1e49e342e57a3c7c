"""The officer's desk: the door through which officers write, route, decide and publish.

May import ``actions``, ``models``, ``formats``, ``intake`` and ``domain``; never another door.
Every change of state is a call of an action; what an action refuses is shown with its reasons.
"""

from policies.admin import (
    councils,
    delegations,
    documents,
    laws,
    people,
    records,
    reportrecords,
    restrictions,
    reviews,
    routes,
    sections,
    versions,
)

__all__ = [
    "councils",
    "delegations",
    "documents",
    "laws",
    "people",
    "records",
    "reportrecords",
    "restrictions",
    "reviews",
    "routes",
    "sections",
    "versions",
]
