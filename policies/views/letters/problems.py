"""Reporting a problem with a page to whoever keeps it."""

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import Resolver404, resolve
from django.utils import timezone, translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy

from policies.actions.page_problems import report_page_problem
from policies.models import Council, Document, PageProblem, Version
from policies.views.language import WELSH
from policies.views.letters.form import Letter, letter_page, too_many

LONGEST_PATH = 500
# The address of such a page is a secret of its reader: it is named to nobody.
_SECRET = {"consultation", "calendar", "subscription_confirm", "subscription_leave", "format_asked",
           "problem_reported", "set_password"}  # fmt: skip


class ProblemLetter(Letter):
    """What is wrong with which page, and where to answer."""

    name_of_form = "problem"
    field_order = ("words", "email")

    page = forms.CharField(required=False, widget=forms.HiddenInput)
    words = forms.CharField(
        label=gettext_lazy("What is wrong?"),
        help_text=gettext_lazy("What you did, and what you expected to happen."),
        error_messages={"required": gettext_lazy("Say what is wrong with the page.")},
        max_length=4000,
    )
    email = forms.EmailField(
        label=gettext_lazy("Your e-mail address, if you want an answer"),
        error_messages={"invalid": gettext_lazy("Write the whole address: name@example.org")},
        required=False,
    )


@letter_page
def report(request: HttpRequest) -> HttpResponse:
    """The form for what is wrong with a page, which its address names."""
    form = ProblemLetter(request)
    given = request.POST if request.method == "POST" else request.GET
    path = safe_path(given.get("page", ""))
    if not form.is_valid():
        shown = {"form": form, "path": path, "council": Council.objects.first()}
        return render(request, "letters/report_problem.html", shown)
    full = too_many(request, form)
    if full:
        return full
    problem = report_page_problem(
        reference=form.reference,
        path=path,
        document=document_of(path),
        words=form.cleaned_data["words"],
        email=form.cleaned_data["email"],
        at=timezone.now(),
    )
    response = redirect("policies:problem_reported", reference=problem.reference)
    response.status_code = 303
    return response


@letter_page
def reported(request: HttpRequest, reference: str) -> HttpResponse:
    """The reference of a report, and the way back to its page."""
    problem = get_object_or_404(PageProblem, reference=reference)
    context = {
        "problem": problem,
        "path": problem.path if document_of(problem.path) else "",
        "council": Council.objects.first(),
    }
    return render(request, "letters/problem_reported.html", context)


def safe_path(said: str) -> str:
    """Return the path of a page of this portal, or "" for anything that is not plainly one.

    It is shown, kept and led back to, so it must not lead to another site; and the address of a
    page that is somebody’s secret is not kept.
    """
    is_ours = (
        said.startswith("/")
        and len(said) <= LONGEST_PATH
        and said.isprintable()
        and url_has_allowed_host_and_scheme(said, allowed_hosts=None)
    )
    path = said.partition("?")[0].partition("#")[0] if is_ours else ""
    name, _ = _found(path)
    return "" if name in _SECRET else path


def document_of(path: str) -> Document | None:
    """Return the document that a page is of, if it is one that everyone may read."""
    _, slug = _found(path)
    public = Version.objects.for_public().filter(document__slug=slug)
    rows = Document.objects.select_related("owner_post", "council")
    return rows.filter(slug=slug, versions__in=public).distinct().first() if slug else None


def _found(path: str) -> tuple[str, str]:
    """The name of the page at a path and the slug of its document, as far as there are any."""
    plain = path.removeprefix(f"/{WELSH}") if path.startswith(f"/{WELSH}/") else path
    try:
        with translation.override(settings.LANGUAGE_CODE):
            match = resolve(plain)
    except Resolver404:
        return "", ""
    return match.url_name or "", match.kwargs.get("slug", "")
