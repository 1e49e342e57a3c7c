"""What a person is told where the portal failed, or where its database is away."""

import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from policies.views.api import problem

# A database that is started again is back within this time.
RETRY_AFTER_SECONDS = 60
_FOR_PROGRAMS = "/api/"


def failed(request: HttpRequest) -> HttpResponse:
    """Say so on a page that stands alone: nothing of it is asked of the database or of a file."""
    is_away = isinstance(sys.exception(), OperationalError | InterfaceError)
    status = 503 if is_away else 500
    if request.path_info.startswith(_FOR_PROGRAMS):
        response = problem(status, *_TOLD_TO_PROGRAMS[status])
    else:
        response = HttpResponse(render_to_string(f"{status}.html"), status=status)
    response.headers["Cache-Control"] = "no-store"
    if is_away:
        response.headers["Retry-After"] = str(RETRY_AFTER_SECONDS)
    return response


_TOLD_TO_PROGRAMS = {
    500: ("Internal server error", "The fault is ours and has been noted."),
    503: ("Service unavailable", "The database does not answer. Ask again in a minute."),
}
