"""What is due, as a calendar that mail programs subscribe to (RFC 5545)."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from policies.domain.reviews import DueItem

if TYPE_CHECKING:
    from icalendar import Event

# How long before its day a calendar reminds of something.
ALARMS = (timedelta(days=30), timedelta(days=7))


def render_calendar(items: Iterable[DueItem], *, name: str, portal: str, at: datetime) -> bytes:
    """Return these items as one event each, all day long, with alarms 30 and 7 days before.

    ``name`` is what the calendar is called, ``portal`` the address that links begin with. The
    identity of an event is that of its item, so that a day that moves moves the event.
    """
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", "-//Members’ policy portal//What is due//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", timedelta(hours=12), parameters={"VALUE": "DURATION"})
    for item in items:
        calendar.add_component(_event(item, portal, at))
    made: bytes = calendar.to_ical()
    return made


def _event(item: DueItem, portal: str, at: datetime) -> "Event":
    from icalendar import Alarm, Event

    event = Event()
    event.add("uid", f"{item.key}@{urlsplit(portal).hostname}")
    event.add("dtstamp", at)
    event.add("dtstart", item.due_on)
    event.add("dtend", item.due_on + timedelta(days=1))
    event.add("summary", f"{item.kind.label}: {item.document}")
    event.add("description", f"{item.what}. {item.act}: {portal}{item.address}")
    event.add("url", f"{portal}{item.address}")
    event.add("transp", "TRANSPARENT")
    for before in ALARMS:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", f"{item.kind.label}: {item.document}")
        alarm.add("trigger", -before)
        event.add_component(alarm)
    return event
