"""The officer's desk: the door through which officers write, route, decide and publish.

May import ``actions``, ``models``, ``formats``, ``intake`` and ``domain``; never another door.
Every change of state is a call of an action; what an action refuses is shown with its reasons.
"""

from policies.admin import councils, documents, laws, people, records, sections, versions

__all__ = ["councils", "documents", "laws", "people", "records", "sections", "versions"]
