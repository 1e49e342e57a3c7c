"""How the portal differs from allauth: closed to newcomers, plain words, mail by the outbox."""

import base64
import secrets
import time
from contextlib import suppress
from hashlib import sha256

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy

from policies.actions.signing_in import COUNCIL, tell_of_change
from policies.domain.signing_in import was_proved_lately
from policies.models import Council, User
from policies.views.letters.pace import hashed, sender_of

# When the council's server last asked somebody who they are, in seconds since 1970.
PROVED_TO_COUNCIL = "proved_to_council_at"
# What went wrong, said on the next page of signing in.
FAULT = "sign_in_fault"

_TOLD = {
    "account/email/password_changed": "Your password was changed.",
    "mfa/email/totp_activated": "An app that makes codes was added to your account.",
    "mfa/email/totp_deactivated": "The app that makes codes was removed from your account.",
    "mfa/email/webauthn_added": "A passkey was added to your account.",
    "mfa/email/webauthn_removed": "A passkey was removed from your account.",
    "mfa/email/recovery_codes_generated": "New recovery codes were made for your account.",
}


def moments_of_proof(request: HttpRequest) -> list[float]:
    """Return when whoever is signed in proved who they are, in seconds since 1970.

    The council's server lets people in whom it asked long ago, so only the moment at which it
    asked counts.
    """
    records = get_authentication_records(request, request.user)
    moments = [one["at"] for one in records if one.get("method") != "socialaccount"]
    return [*moments, request.session.get(PROVED_TO_COUNCIL, 0)]


class AccountAdapter(DefaultAccountAdapter):
    """Accounts: made by Administrators alone."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": gettext_lazy("The name or the password is not right."),
        "incorrect_password": gettext_lazy("The password is not right."),
        "enter_current_password": gettext_lazy("The present password is not right."),
        "incorrect_code": gettext_lazy("The code is not right, or no longer."),
        "too_many_login_attempts": gettext_lazy(
            "There were too many attempts to sign in. Wait five minutes, then try again."
        ),
        "rate_limited": gettext_lazy(
            "There were too many attempts. Wait a minute, then try again."
        ),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def is_reauthentication_required(self, *, app: str, **named) -> bool:
        request = context.request
        within = settings.ACCOUNT_REAUTHENTICATION_TIMEOUT
        return not was_proved_lately(moments_of_proof(request), now=time.time(), within=within)

    def get_reauthentication_methods(self, user: User) -> list[dict]:
        words = {
            "reauthenticate": gettext("Use your password"),
            "mfa_reauthenticate": gettext("Use a code from your app, or a recovery code"),
            "mfa_reauthenticate:webauthn": gettext("Use a passkey"),
        }
        methods = super().get_reauthentication_methods(user)
        methods = [{**one, "description": words[one["id"]]} for one in methods]
        if settings.PORTAL_OIDC_SERVER and _has_council_account(user):
            description = gettext("Use your {name}").format(name=settings.PORTAL_OIDC_NAME)
            address = reverse("council_again")
            methods.append({"id": COUNCIL, "description": description, "url": address})
        return methods

    def get_client_ip(self, request: HttpRequest) -> str:
        """Who is counted: the address that the forms of readers believe, too, by its hash."""
        return hashed(sender_of(request))

    def add_message(self, request: HttpRequest, level: int, *args, message=None, **named) -> None:
        """Only what went wrong is said: pages say for themselves what was done."""
        if message and level >= messages.ERROR:
            request.session[FAULT] = str(message)

    def send_notification_mail(self, template_prefix: str, user: User, *args, **named) -> None:
        if template_prefix in _TOLD:
            tell_of_change(person=user, what=_TOLD[template_prefix], at=timezone.now())

    def send_mail(self, template_prefix: str, email: str, context: dict) -> None:
        """Nothing else is sent: links go through the outbox."""


def _has_council_account(user: User) -> bool:
    return SocialAccount.objects.filter(provider=COUNCIL, user_id=user.pk).exists()


class SecondFactorAdapter(DefaultMFAAdapter):
    """Second factors, named after the council, with their secrets sealed."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": gettext_lazy("The code or the passkey is not right, or no longer."),
        "cannot_generate_recovery_codes": gettext_lazy("Set up an app or a passkey first."),
    }

    def _get_site_name(self) -> str:
        council = Council.objects.first()
        return council.short_name or council.name if council else gettext("Policy portal")

    def _get_user_identifier(self, user: User) -> str:
        return user.get_username()

    def generate_authenticator_name(self, user: User, type) -> str:
        return gettext("Passkey of {day}").format(day=f"{timezone.localdate():%-d %B %Y}")

    def encrypt(self, text: str) -> str:
        """A copy of the database alone makes no codes."""
        return _seal().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        try:
            return _seal().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            # Sealed with a key that is gone: no code fits, and an Administrator takes it away.
            return base64.b32encode(secrets.token_bytes(20)).decode()


def seal_anew(person: int) -> None:
    """Seal what a person signs in with by the present key, so that an earlier one can be given up.

    What was sealed with a key that is gone stays as it is.
    """
    with transaction.atomic():
        for factor in Authenticator.objects.select_for_update().filter(user_id=person):
            for name in _SEALED & factor.data.keys():
                with suppress(InvalidToken):
                    factor.data[name] = _seal().rotate(factor.data[name].encode()).decode()
            factor.save()


# Under these names allauth keeps the secret of an app and the seed of the recovery codes.
_SEALED = {"secret", "seed"}


def _seal() -> MultiFernet:
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    digests = (sha256(b"policies.second_factor" + key.encode()).digest() for key in keys)
    return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])
