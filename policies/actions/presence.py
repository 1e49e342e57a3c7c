"""Noting who has a section open, and telling each of them who else has."""

from datetime import datetime

from policies.models import Presence, Section, User


def note_presence(*, section: Section, by: User, at: datetime) -> list[User]:
    """Note that this person has the section open, and return the others who have it open now."""
    Presence.objects.update_or_create(section=section, person=by, defaults={"seen_at": at})
    others = Presence.objects.others(section, by, at).select_related("person")
    return [presence.person for presence in others]


def leave(*, section: Section, by: User) -> None:
    """Note that this person has closed the section."""
    Presence.objects.filter(section=section, person=by).delete()
