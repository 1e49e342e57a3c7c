"""For monitors: whether the process lives, and whether the portal can do its work.

Neither says more than the names of the parts: they are open to everyone.
"""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from policies.actions.health import READINESS, examine


@never_cache
@require_safe
def livez(request: HttpRequest) -> HttpResponse:
    """Say that this process answers. Nothing is asked of the database or of any other part."""
    return JsonResponse({"status": "alive"})


@never_cache
@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    """Say of each part whether it is well: 200 if all are, otherwise 503."""
    found = {name: finding.is_wrong for name, finding in examine(READINESS, at=timezone.now())}
    parts = {name: "wrong" if is_wrong else "fine" for name, is_wrong in found.items()}
    is_ready = not any(found.values())
    return JsonResponse(
        {"status": "ready" if is_ready else "not ready", "parts": parts},
        status=HTTPStatus.OK if is_ready else HTTPStatus.SERVICE_UNAVAILABLE,
    )
