"""What of a version is under seal at the desk while something in it is hidden by law."""

from django.core.exceptions import PermissionDenied

from policies.domain.hiding import public_words
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


class WordsUnderSeal:
    """Shows rows of the record as the public may read them, to whom the exact words are under seal.

    ``papers`` names the columns with words of the council's papers, which repeat those of a text.
    """

    papers: tuple[str, ...] = ()

    def version_of(self, row) -> Version:
        """The version whose record this row belongs to."""
        raise NotImplementedError

    def get_object(self, request, object_id, from_field=None):
        row = super().get_object(request, object_id, from_field)
        version = self.version_of(row) if row else None
        if version and is_sealed_for(request.user, version):
            hidden = version.restrictions.hidden()
            for name in self.papers:
                setattr(row, name, public_words(getattr(row, name), hidden))
        return row
