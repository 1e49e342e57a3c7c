"""The forms of signing in, in plain words. What they check is allauth's."""

from allauth.account import forms as accounts
from allauth.mfa.base import forms as codes
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django import forms
from django.contrib.auth.password_validation import validate_password
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


class CodeForm(_Code, codes.AuthenticateForm):
    """The code of the second step."""


class CodeAgainForm(_Code, codes.ReauthenticateForm):
    """The code of somebody who says again who they are."""


class ActivateAppForm(_Code, ActivateTOTPForm):
    """The first code of an app, which shows that it works."""


class AddPasskeyForm(AddWebAuthnForm):
    """A passkey and what its owner calls it."""

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
