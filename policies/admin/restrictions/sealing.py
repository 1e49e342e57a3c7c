"""What of a version is under seal at the desk while something in it is hidden by law."""

from django.core.exceptions import PermissionDenied

from policies.domain.roles import Ability
from policies.models import User, Version

SEALED = (
    "Part of this text is hidden by law, so its exact words are under seal. "
    "The Monitoring Officer or an Administrator can open them."
)


def is_sealed_for(person: User, version: Version) -> bool:
    """Return whether the exact words of this version are under seal for this person."""
    return not person.can(Ability.RESTRICT) and version.restrictions.standing().exists()


def refuse_if_sealed(person: User, version: Version) -> None:
    """Answer 403 where the exact words are under seal for this person."""
    if is_sealed_for(person, version):
        raise PermissionDenied(SEALED)
