"""The security event log: writing what no other record holds, and reading it all as one."""

from policies.actions.securityevents.accounts import done_by
from policies.actions.securityevents.noting import forget_event, note_event
from policies.actions.securityevents.reading import events_sought, export_events, page_of_events

__all__ = [
    "done_by",
    "events_sought",
    "export_events",
    "forget_event",
    "note_event",
    "page_of_events",
]
