"""The page behind a consultee’s link: the text, what it changes, and a form for one answer."""

from dataclasses import dataclass
from http import HTTPStatus

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from policies.actions.consulting import (
    invitation_with,
    keep_answer,
    reasons_against_the_link,
    whom_to_ask,
)
from policies.domain.comparison import (
    Passage,
    SectionMark,
    compared_versions,
    compared_words,
    text_of,
)
from policies.domain.dates import london_day
from policies.domain.errors import MoveRefused
from policies.models import Invitation, Response, Submission, Version
from policies.views.caching import PRIVATE

# The address is the secret: it is kept nowhere, found by no search and told to no other site.
_HEADERS = {
    "Cache-Control": PRIVATE,
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow",
}


class AnswerForm(forms.Form):
    """One of four answers, and words for it."""

    answer = forms.ChoiceField(
        choices=Response.Answer.choices,
        error_messages={"required": _("Choose an answer.")},
    )
    text = forms.CharField(
        required=False,
        max_length=20_000,
        error_messages={"max_length": _("Say it in 20,000 characters or fewer.")},
    )


@dataclass(frozen=True, slots=True)
class Change:
    """One section that the text changes: its title, what became of it, and the words."""

    title: str
    mark: str
    passages: tuple[Passage, ...]


# Whoever could forge this form must know its address, and could then send it anyway. Django’s
# token would need a cookie, and the browser to say where the form comes from, which it does not.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def consultation(request: HttpRequest, token: str) -> HttpResponse:
    """The text that a consultee is asked about, as long as the link takes an answer."""
    invitation = invitation_with(token)
    if invitation is None:
        raise Http404("There is no such link.")
    response = _answered(request, invitation)
    for name, value in _HEADERS.items():
        response.headers[name] = value
    return response


def _answered(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    reasons = reasons_against_the_link(invitation, at=timezone.now())
    if reasons:
        return _closed(request, invitation, reasons)
    form = AnswerForm(request.POST if request.method == "POST" else None)
    is_second = hasattr(invitation, "response") and request.method == "POST"
    if is_second or not form.is_valid():
        status = HTTPStatus.CONFLICT if is_second else HTTPStatus.OK
        return _page(request, invitation, form, status)
    try:
        keep_answer(
            invitation=invitation,
            answer=Response.Answer(form.cleaned_data["answer"]),
            text=form.cleaned_data["text"],
            at=timezone.now(),
        )
    except MoveRefused as refusal:
        form.add_error("text", list(refusal.reasons))
        return _page(request, invitation, form)
    return HttpResponse(status=HTTPStatus.SEE_OTHER, headers={"Location": request.path})


def _closed(request: HttpRequest, invitation: Invitation, reasons: tuple[str, ...]) -> HttpResponse:
    """Why the link takes no answer, and whom to ask. It is gone for good once it was open."""
    is_to_open = london_day(timezone.now()) < invitation.consultation.opens_on
    context = {**_known(invitation), "reasons": reasons, "is_to_open": is_to_open}
    status = HTTPStatus.FORBIDDEN if is_to_open else HTTPStatus.GONE
    return render(request, "policies/consultation_closed.html", context, status=status)


def _page(
    request: HttpRequest, invitation: Invitation, form: AnswerForm, status: int = HTTPStatus.OK
) -> HttpResponse:
    submission = invitation.consultation.submission
    context = {
        **_known(invitation),
        "submission": submission,
        "changes": _changes_of(submission),
        "form": form,
    }
    return render(request, "policies/consultation.html", context, status=status)


def _known(invitation: Invitation) -> dict[str, object]:
    submission = invitation.consultation.submission
    version = submission.version
    return {
        "invitation": invitation,
        "consultation": invitation.consultation,
        "version": version,
        # What was submitted: the row goes on to be edited once the text is recalled.
        "text": submission.public_content,
        "council": version.document.council,
        "asked": whom_to_ask(version),
        "given": getattr(invitation, "response", None),
    }


def _changes_of(submission: Submission) -> list[Change] | None:
    """What the text changes in the version in force; None if there is none to be shown."""
    version = submission.version
    before = version.document.versions.in_force().select_related("submission").first()
    # A text that fewer may read is not shown by way of what replaces it.
    if before is None or not (before.is_public or before.publication == version.publication):
        return None
    return list(_told(before, submission))


def _told(before: Version, submission: Submission):
    changes = compared_versions(before.submission.public_content, submission.public_content)
    for change in changes:
        named = change.after or change.before
        if change.mark is not SectionMark.SAME and named:
            words = compared_words(text_of(change.before), text_of(change.after))
            yield Change(named.title, change.mark.value, words)
