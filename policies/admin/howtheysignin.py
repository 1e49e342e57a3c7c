"""How a person signs in, as Administrators see and change it: never the password itself."""

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone

from policies.actions import signing_in
from policies.domain.dates import in_words, london_day
from policies.domain.errors import Refusal


class CouncilAccountForm(forms.Form):
    """The identifier by which the council's own server knows somebody."""

    subject = forms.CharField(
        label="Identifier (subject) of the council account",
        help_text=(
            "Whoever tries to sign in before the account is linked is shown it and can tell you. "
            "In Entra ID it is the object ID of the user."
        ),
        max_length=191,
        required=False,
    )


def how_they_sign_in(person) -> list[str]:
    """Return, in sentences, what this person signs in with."""
    kinds = set(Authenticator.objects.filter(user=person).values_list("type", flat=True))
    kinds.discard(Authenticator.Type.RECOVERY_CODES)
    link = person.sign_in_links.order_by("pk").last()
    said = ["Has set a password." if person.has_usable_password() else "Has no password."]
    if link and not link.used_at:
        until = in_words(london_day(link.expires_at))
        ended = link.expires_at <= timezone.now()
        said.append(f"A link was sent and {'ended on' if ended else 'works until'} {until}.")
    said.append("Has a second factor." if kinds else "Has no second factor.")
    if SocialAccount.objects.filter(user=person, provider=signing_in.COUNCIL).exists():
        said.append(f"Signs in with their {settings.PORTAL_OIDC_NAME}.")
    return said


class SignInPages:
    """Adds the page of how somebody signs in to the pages of people."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.sign_in_view)
        address = path("<int:person_id>/signing-in/", view, name="policies_user_sign_in")
        return [address, *super().get_urls()]

    def user_change_password(self, request, id, form_url=""):
        """Nobody sets another person's password: they are sent a link."""
        raise PermissionDenied

    def sign_in_view(self, request, person_id):
        """Show how somebody signs in; on POST send a link, link an account or remove factors."""
        person = self.get_queryset(request).filter(pk=person_id).first()
        if person is None:
            raise Http404("There is no such person.")
        if not self.has_change_permission(request, person):
            raise PermissionDenied
        form, refused = CouncilAccountForm(request.POST or None), ()
        if request.method == "POST":
            act = _ACTS.get(request.POST.get("act"), _ACTS["link"])
            try:
                told = act(person, form, by=request.user, at=timezone.now())
            except Refusal as refusal:
                refused = refusal.reasons
            else:
                messages.success(request, told)
                return HttpResponseRedirect(request.path)
        return TemplateResponse(
            request,
            "admin/policies/user/signing_in.html",
            self._shown(request, person, form, refused),
        )

    def _shown(self, request, person, form, refused):
        linked = SocialAccount.objects.filter(user=person, provider=signing_in.COUNCIL).first()
        return {
            **self.admin_site.each_context(request),
            "title": f"How {person.get_full_name() or person.username} signs in",
            "person": person,
            "sentences": how_they_sign_in(person),
            "against_link": signing_in.reasons_against_sending(person=person, by=request.user),
            "has_factors": Authenticator.objects.filter(user=person).exists(),
            "council_account": settings.PORTAL_OIDC_NAME if settings.PORTAL_OIDC_SERVER else "",
            "linked": linked.uid if linked else "",
            "form": form,
            "reasons": refused,
            "opts": self.opts,
        }


def _send(person, form, **who) -> str:
    signing_in.send_link(person=person, **who)
    return f"A link goes to {person.email} within a minute. Earlier links no longer work."


def _link_account(person, form, **who) -> str:
    subject = form.cleaned_data.get("subject", "") if form.is_valid() else ""
    signing_in.link_council_account(person=person, subject=subject, **who)
    return "The council account was linked."


def _take_away(person, form, **who) -> str:
    signing_in.take_second_factors_away(person=person, **who)
    return "The second factors were removed. New ones are set up at the next sign-in."


_ACTS = {"link": _send, "account": _link_account, "factors": _take_away}
