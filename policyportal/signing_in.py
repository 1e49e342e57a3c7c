"""The settings of signing in: django-allauth's, and those of council accounts."""

from importlib.util import find_spec
from typing import Any

from policyportal.environment import Environment

_FORMS = "policies.views.signing_in.forms."
_SERVER_LIBRARIES = ("jwt", "requests")


def configuration(env: Environment, *, is_trial: bool) -> dict[str, Any]:
    """Return the settings by name. ``is_trial``: a developer's machine or a demonstration."""
    return {
        **_factors(env, is_trial=is_trial),
        **_council_accounts(env, is_trial=is_trial),
        "ACCOUNT_ADAPTER": "policies.views.signing_in.adapter.AccountAdapter",
        "ACCOUNT_LOGIN_METHODS": {"username"},
        "ACCOUNT_EMAIL_VERIFICATION": "none",
        "ACCOUNT_SESSION_REMEMBER": False,
        # Somebody who signs out everywhere by a new password means it.
        "ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE": True,
        "ACCOUNT_REAUTHENTICATION_TIMEOUT": 15 * 60,
        "ACCOUNT_FORMS": {
            "login": f"{_FORMS}SignInForm",
            "reauthenticate": f"{_FORMS}AgainForm",
            "change_password": f"{_FORMS}ChangePasswordForm",
        },
    }


def _factors(env: Environment, *, is_trial: bool) -> dict[str, Any]:
    return {
        # Who works at the desk gives a second factor, and says again who they are before what
        # cannot be undone. “off” is for trying the portal, and for nothing else.
        "PORTAL_SECOND_FACTOR": env.one_of(
            "PORTAL_SECOND_FACTOR", ("staff", "off"), default="off" if is_trial else "staff"
        ),
        "MFA_ADAPTER": "policies.views.signing_in.adapter.SecondFactorAdapter",
        "MFA_SUPPORTED_TYPES": ["totp", "webauthn", "recovery_codes"],
        "MFA_PASSKEY_LOGIN_ENABLED": True,
        # A code that was typed as it changed is still taken.
        "MFA_TOTP_TOLERANCE": 1,
        "MFA_RECOVERY_CODES_SHOW_ONCE": True,
        # Browsers take passkeys from http://localhost; anywhere else the portal is at https.
        "MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN": is_trial,
        "MFA_FORMS": {
            "authenticate": f"{_FORMS}CodeForm",
            "reauthenticate": f"{_FORMS}CodeAgainForm",
            "activate_totp": f"{_FORMS}ActivateAppForm",
            "add_webauthn": f"{_FORMS}AddPasskeyForm",
            "login_webauthn": f"{_FORMS}PasskeyAloneForm",
            "authenticate_webauthn": f"{_FORMS}PasskeyForm",
            "reauthenticate_webauthn": f"{_FORMS}PasskeyAgainForm",
        },
    }


def _council_accounts(env: Environment, *, is_trial: bool) -> dict[str, Any]:
    """The council's own accounts, by OpenID Connect: PORTAL_OIDC_SERVER is the issuer, for Entra
    ID https://login.microsoftonline.com/<tenant>/v2.0 and never “common”."""
    server = env.str("PORTAL_OIDC_SERVER", default="")
    name = env.str("PORTAL_OIDC_NAME", default="council account")
    found: dict[str, Any] = {
        "PORTAL_OIDC_SERVER": server,
        "PORTAL_OIDC_NAME": name,
        # Whether that server asks for a second factor itself; otherwise the portal asks.
        "PORTAL_OIDC_ASKS_SECOND_FACTOR": env.bool("PORTAL_OIDC_ASKS_SECOND_FACTOR", default=False),
        "SOCIALACCOUNT_ADAPTER": "policies.views.signing_in.council_account.CouncilAccountAdapter",
    }
    if not server:
        return found
    if not (is_trial or server.startswith("https://")):
        env.problems.append("PORTAL_OIDC_SERVER is wrong. It must begin with https://")
    if "/common/" in f"{server}/":
        env.problems.append("PORTAL_OIDC_SERVER is wrong. Name the council’s own tenant.")
    if not all(find_spec(library) for library in _SERVER_LIBRARIES):
        env.problems.append("PORTAL_OIDC_SERVER needs what requirements/production.txt installs.")
    app = {
        "provider_id": "council",
        "name": name,
        "client_id": env.str("PORTAL_OIDC_CLIENT_ID"),
        "secret": env.str("PORTAL_OIDC_CLIENT_SECRET"),
        "settings": {
            # OpenID Connect Discovery 1.0, section 4.1.
            "server_url": server.rstrip("/"),
            # Who somebody is stands in the signed token, and nowhere else.
            "fetch_userinfo": False,
            # Entra ID makes another “sub” for each application; its “oid” is what an
            # Administrator can look up.
            "uid_field": env.str("PORTAL_OIDC_SUBJECT_CLAIM", default="sub"),
        },
    }
    provider = {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}
    return {**found, "SOCIALACCOUNT_PROVIDERS": {"openid_connect": provider}}
