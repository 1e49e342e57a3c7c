"""Which published text or file has a hash: pasted, or worked out of a file that is not kept."""

from http import HTTPStatus
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from policies.actions.verifying import matches_of
from policies.domain.verifying import hash_typed, sentences_about_match
from policies.models import Council
from policies.views.caching import unless_unchanged
from policies.views.uploads import LARGEST_BYTES, TooLarge, hash_of_upload


# Nothing changes and nobody is asked who they are, so a forged form gains nothing; a token would
# need a cookie, and the page could not be kept for everyone.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def verify(request: HttpRequest) -> HttpResponse:
    """What a hash is found to be, and in which period its version was in force."""
    if request.method == "POST":
        return _of_a_file(request)
    typed = request.GET.get("sha256", "").strip()
    sha256 = hash_typed(typed)
    if typed and not sha256:
        return _refused(request, HTTPStatus.BAD_REQUEST, wrong_hash=_why_no_hash(typed))
    council = Council.objects.first()
    matches = matches_of(sha256) if sha256 else ()
    context = {
        "council": council,
        "sha256": sha256,
        "found": [(match, sentences_about_match(match)) for match in matches],
        "page_query": urlencode({"sha256": sha256}) if sha256 else "",
        "megabytes": LARGEST_BYTES // 1_000_000,
    }
    return unless_unchanged(
        request,
        made_of=("verify", council and council.changed_at, sha256, matches),
        make=lambda: render(request, "policies/verify.html", context),
        is_remembered=False,
    )


def _of_a_file(request: HttpRequest) -> HttpResponse:
    """Lead to what the file’s hash is found to be, at an address that can be passed on."""
    try:
        sha256 = hash_of_upload(request, "file")
    except TooLarge:
        too_large = gettext("The file is larger than {megabytes} MB. No file here is so large.")
        return _refused(
            request,
            HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
            wrong_file=too_large.format(megabytes=LARGEST_BYTES // 1_000_000),
        )
    if sha256 is None:
        choose = gettext("Choose the file that you want to check.")
        return _refused(request, HTTPStatus.BAD_REQUEST, wrong_file=choose)
    found_at = f"{reverse('policies:verify')}?{urlencode({'sha256': sha256})}"
    response = HttpResponseRedirect(found_at, headers={"Cache-Control": "no-store"})
    response.status_code = HTTPStatus.SEE_OTHER
    return response


def _refused(request: HttpRequest, status: HTTPStatus, **wrong: str) -> HttpResponse:
    context = {"council": Council.objects.first(), "megabytes": LARGEST_BYTES // 1_000_000, **wrong}
    response = render(request, "policies/verify.html", context, status=status)
    response.headers["Cache-Control"] = "no-store"
    return response


def _why_no_hash(typed: str) -> str:
    said = gettext(
        "This is no SHA-256 hash: such a hash has 64 characters, figures and the letters a to f. "
        "You gave {count}."
    )
    return said.format(count=len("".join(typed.split())))
