"""Who may read which version: everyone the public ones, and nobody a draft."""

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse

from policies.domain.roles import Ability
from policies.models import Version
from policies.views.caching import PRIVATE


def refusal_to_read(request: HttpRequest, version: Version) -> HttpResponse | None:
    """Return where to send a reader who may not read this version, or None if they may.

    Only for texts that are not public is the session asked who is reading.
    """
    if version.is_public:
        return None
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    for_officers = version.publication == Version.Publication.OFFICERS
    if for_officers and not request.user.can(Ability.READ_DRAFTS):
        raise Http404("There is no such page.")
    return None


def marked_for(version: Version, response: HttpResponse) -> HttpResponse:
    """Return the response so that no shared cache keeps what is not for everyone."""
    if not version.is_public:
        response.headers["Cache-Control"] = PRIVATE
    return response
