"""What of a version is under seal at the desk while something in it is hidden by law."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef

from policies.domain.hiding import public_title, public_words
from policies.domain.roles import Ability
from policies.models import Restriction, User, Version

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


class ListedUnderSeal:
    """Lists rows by the title that the public may read, and finds none by words under seal.

    ``path_to_version`` is the way from a row to its version, as queries write it.
    """

    path_to_version = "version"

    def version_of(self, row) -> Version:
        """The version that a row of the list is, or belongs to."""
        raise NotImplementedError

    def get_queryset(self, request):
        standing = Restriction.objects.standing().filter(version=OuterRef(self.path_to_version))
        return super().get_queryset(request).annotate(is_restricted=Exists(standing))

    def get_search_results(self, request, queryset, search_term):
        """Whoever may not read the words would learn by asking which text has them."""
        found, may_repeat = super().get_search_results(request, queryset, search_term)
        if search_term and not request.user.can(Ability.RESTRICT):
            found = found.filter(is_restricted=False)
        return found, may_repeat

    @admin.display(description="Version")
    def version_named(self, row):
        """The version of a row, as the public may name it."""
        version = self.version_of(row)
        hidden = version.restrictions.hidden() if row.is_restricted else ()
        return f"{public_title(version.title, hidden)} {version.number}"
