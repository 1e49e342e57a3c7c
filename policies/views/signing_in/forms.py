"""The forms of signing in, in plain words. What they check is allauth's."""

from allauth.account import forms as accounts
from allauth.mfa import app_settings
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms as codes
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn import forms as passkeys
from allauth.mfa.webauthn.internal.auth import parse_authentication_response
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.cache import caches
from django.utils.translation import gettext, gettext_lazy

# The sentence for the validators of the settings; Django's own are a list of what one cannot do.
_GOOD_PASSWORD = gettext_lazy(
    "At least 12 characters, no common password, and not like your name. Three or four words that "
    "have nothing to do with each other are a good one."
)
_MISSING_PASSWORD = {"required": gettext_lazy("Write your password.")}


class SignInForm(accounts.LoginForm):
    """A name and a password."""

    def __init__(self, *args, **named) -> None:
        super().__init__(*args, **named)
        name, password = self.fields["login"], self.fields["password"]
        name.label, name.error_messages["required"] = gettext("Name"), gettext("Write your name.")
        password.label, password.help_text = gettext("Password"), ""
        password.error_messages |= _MISSING_PASSWORD


class AgainForm(accounts.ReauthenticateForm):
    """The password once more."""

    def __init__(self, *args, **named) -> None:
        super().__init__(*args, **named)
        self.fields["password"].label = gettext("Password")
        self.fields["password"].help_text = ""
        self.fields["password"].error_messages |= _MISSING_PASSWORD


class _Code:
    """Codes are typed with spaces, as apps show them."""

    def __init__(self, *args, **named) -> None:
        super().__init__(*args, **named)
        self.fields["code"].label = gettext("Code")
        self.fields["code"].error_messages["required"] = gettext("Write the code.")
        if self.is_bound:
            self.data = {**self.data.dict(), "code": "".join(self.data.get("code", "").split())}


class _UsedOnce(_Code):
    """A code is taken once (RFC 6238, 5.2)."""

    def clean_code(self) -> str:
        code = super().clean_code()
        # allauth forgets it after one period, but with the one before and after it fits for three.
        key = f"code-taken/{self.user.pk}/{code}"
        if not caches["pace"].add(key, 1, timeout=_CODE_FITS_SECONDS):
            raise get_adapter().validation_error("incorrect_code")
        return code


_CODE_FITS_SECONDS = 3 * app_settings.TOTP_PERIOD


class CodeForm(_UsedOnce, codes.AuthenticateForm):
    """The code of the second step."""


class CodeAgainForm(_UsedOnce, codes.ReauthenticateForm):
    """The code of somebody who says again who they are."""


class ActivateAppForm(_Code, ActivateTOTPForm):
    """The first code of an app, which shows that it works."""


class _Passkey:
    """What a browser says of a passkey; whatever else is sent is no passkey."""

    def clean_credential(self):
        try:
            return super().clean_credential()
        except _NO_PASSKEY:
            raise get_adapter().validation_error("incorrect_code") from None


# What the library raises where a part of what was sent is missing or of another sort.
_NO_PASSKEY = (KeyError, ValueError, TypeError, AttributeError)


class PasskeyForm(_Passkey, passkeys.AuthenticateWebAuthnForm):
    """The passkey of the second step."""


class PasskeyAgainForm(_Passkey, passkeys.ReauthenticateWebAuthnForm):
    """The passkey of somebody who says again who they are."""


class PasskeyAloneForm(_Passkey, passkeys.LoginWebAuthnForm):
    """A passkey in the place of a name and a password: it has to know its owner."""

    def clean_credential(self):
        found = super().clean_credential()
        said = parse_authentication_response(self.cleaned_data["credential"])
        if not said.response.authenticator_data.is_user_verified():
            raise get_adapter().validation_error("incorrect_code")
        return found


class AddPasskeyForm(passkeys.AddWebAuthnForm):
    """A passkey and what its owner calls it."""

    def clean(self) -> dict:
        try:
            return super().clean()
        except _NO_PASSKEY:
            raise get_adapter().validation_error("incorrect_code") from None

    def __init__(self, *args, **named) -> None:
        super().__init__(*args, **named)
        self.fields["name"].label = gettext("What do you call this passkey?")
        self.fields["name"].help_text = gettext("So that you know it again: “office phone”.")
        self.fields["passwordless"].label = gettext("Sign in with it alone, without my password")
        self.fields["passwordless"].help_text = gettext(
            "It then asks for your fingerprint, your face or its PIN."
        )


class NewPasswordForm(forms.Form):
    """A new password for a person, typed once: the page can show what was typed."""

    password = forms.CharField(
        label=gettext_lazy("New password"),
        error_messages={"required": gettext_lazy("Write a password.")},
        strip=False,
    )

    def __init__(self, *args, person, **named) -> None:
        super().__init__(*args, **named)
        self.person = person
        self.fields["password"].help_text = _GOOD_PASSWORD

    def clean_password(self) -> str:
        validate_password(self.cleaned_data["password"], self.person)
        return self.cleaned_data["password"]


class ChangePasswordForm(accounts.ChangePasswordForm):
    """The present password and a new one."""

    def __init__(self, *args, **named) -> None:
        super().__init__(*args, **named)
        labels = {
            "oldpassword": gettext("Present password"),
            "password1": gettext("New password"),
            "password2": gettext("New password again"),
        }
        for name, label in labels.items():
            self.fields[name].label = label
            self.fields[name].error_messages |= _MISSING_PASSWORD
        self.fields["oldpassword"].help_text = ""
        self.fields["password1"].help_text = _GOOD_PASSWORD
