"""Writing a security event, and taking out of an old one whose it was."""

from datetime import datetime

from policies.domain.securityevents import EventKind
from policies.models import SecurityEvent, User


def note_event(
    *,
    kind: EventKind,
    by: User | None,
    at: datetime,
    about: User | None = None,
    words: str = "",
    network: str = "",
) -> SecurityEvent:
    """Add an event to the log: ``by`` is whoever did it, None where nobody had signed in.

    ``words`` never hold a secret, the title of a text or what a stranger typed. Called inside the
    transaction of what happened, it stands or falls with that.
    """
    return SecurityEvent.objects.create(
        kind=kind.value, by=by, about=about, words=words, network=network, at=at
    )


def forget_event(*, event: SecurityEvent) -> None:
    """Take out of somebody's coming or going who it was and from where; that there was one stays.

    The database lets nothing else be changed, and that not before its time.
    """
    event.by = event.about = None
    event.words = event.network = ""
    event.save()
