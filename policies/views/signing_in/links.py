"""Setting a password by a link that was sent by mail, and asking for such a link."""

from django import forms
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from policies.actions.signing_in import ask_for_link, link_with, set_password_by
from policies.domain.errors import AccessRefused
from policies.views.letters import pace
from policies.views.signing_in.forms import NewPasswordForm
from policies.views.signing_in.pages import page, too_many


class ForgottenForm(forms.Form):
    """By which name somebody signs in."""

    name = forms.CharField(
        label=gettext_lazy("Name"),
        help_text=gettext_lazy("The name by which you sign in."),
        error_messages={"required": gettext_lazy("Write your name.")},
        max_length=150,
    )


@page
@require_http_methods(["GET", "HEAD", "POST"])
def forgotten(request: HttpRequest) -> HttpResponse:
    """Ask for a link for a new password. The answer is the same whether there is such a person."""
    form = ForgottenForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return TemplateResponse(request, "signing_in/forgotten.html", {"form": form})
    if pace.seconds_to_wait(request, form="forgotten-password"):
        return too_many(request)
    ask_for_link(name=form.cleaned_data["name"], at=timezone.now())
    return TemplateResponse(request, "signing_in/link_sent.html", {})


@page
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def set_password(request: HttpRequest, token: str) -> HttpResponse:
    """Set the password of whoever was sent this link, once."""
    link = link_with(token)
    if link is None:
        return TemplateResponse(request, "signing_in/link_ended.html", {}, status=404)
    refused = link.reasons_against(timezone.now())
    form = NewPasswordForm(request.POST or None, person=link.person)
    if not refused and request.method == "POST" and form.is_valid():
        try:
            password = form.cleaned_data["password"]
            person = set_password_by(link=link, password=password, at=timezone.now())
        except AccessRefused as refusal:
            refused = refusal.reasons
        else:
            # Whoever was signed in on this computer is not whoever signs in next.
            logout(request)
            return TemplateResponse(request, "signing_in/password_set.html", {"person": person})
    if refused:
        said = {"reasons": refused}
        return TemplateResponse(request, "signing_in/link_ended.html", said, status=410)
    shown = {"form": form, "person": link.person}
    return TemplateResponse(request, "signing_in/set_password.html", shown)
