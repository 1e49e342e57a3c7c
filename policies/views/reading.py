"""Who may read which version: everyone the public ones, and nobody a draft."""

from collections.abc import Sequence

from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse

from policies.actions.addresses import whole
from policies.domain.roles import Ability
from policies.models import Translation, User, Version
from policies.views.caching import PRIVATE


def refusal_to_read(request: HttpRequest, version: Version) -> HttpResponse | None:
    """Return where to send a reader who may not read this version, or None if they may.

    Only for texts that are not public is the session asked who is reading. That there is a text
    for officers is told to officers alone.
    """
    if version.is_public or may_read(request.user, version):
        return None
    for_members = version.publication == Version.Publication.MEMBERS
    if for_members and not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    raise Http404("There is no such page.")


def those_to_read(
    request: HttpRequest, published: Sequence[Version]
) -> list[Version] | HttpResponse:
    """Return those of a document's published versions, the newest first, that its pages show.

    These are the public ones, whoever asks; where there is none, those that this person may
    read, or where to send them.
    """
    if not published:
        raise Http404("There is no such document.")
    public = [version for version in published if version.is_public]
    refusal = None if public else refusal_to_read(request, published[0])
    return public or refusal or [one for one in published if may_read(request.user, one)]


def may_read(person: User | AnonymousUser, version: Version) -> bool:
    """Return whether this person may read a published version."""
    if version.is_public:
        return True
    if not person.is_authenticated:
        return False
    for_officers = version.publication == Version.Publication.OFFICERS
    return person.can(Ability.READ_DRAFTS if for_officers else Ability.READ_FOR_MEMBERS)


def marked_for(version: Version, response: HttpResponse) -> HttpResponse:
    """Return the response so that no shared cache keeps what is not for everyone."""
    if not version.is_public:
        response.headers["Cache-Control"] = PRIVATE
    return response


def translations_of(version: Version) -> list[Translation]:
    """Return the translations of a published version that its page leads to."""
    rows = Translation.objects.for_public().filter(version=version)
    found = list(rows)
    for one in found:
        named = (version.document.slug, version.number, one.language)
        one.whole_address = whole("translation", *named)
    return found
