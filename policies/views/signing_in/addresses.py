"""The addresses of signing in. Their names are those by which allauth knows them."""

from allauth.account import views as accounts
from allauth.mfa.base import views as factors
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as apps
from allauth.mfa.webauthn import views as passkeys
from django.contrib.auth.views import LogoutView
from django.urls import path

from policies.views.signing_in import council_account, links
from policies.views.signing_in.pages import change_password, closed, page, sign_in
from policies.views.signing_in.second_factor import sets_up

_sign_out = LogoutView.as_view(next_page="policies:home")

# Signing up is not among them, nor changing one's address: an Administrator does both.
SIGNING_IN = [
    path("sign-in/", sign_in, name="account_login"),
    path("sign-in/", sign_in, name="sign_in"),
    path("sign-in/second-step/", page(factors.authenticate), name="mfa_authenticate"),
    path("sign-in/passkey/", page(passkeys.login_webauthn), name="mfa_login_webauthn"),
    path("sign-in/closed/", closed, name="account_inactive"),
    path("sign-in/forgotten/", links.forgotten, name="forgotten_password"),
    path("sign-in/link/<str:token>/", links.set_password, name="set_password"),
    path("sign-in/council/", council_account.to_council, name="council_sign_in"),
    path("sign-in/council/return/", council_account.from_council, name="council_return"),
    path("sign-in/again/", page(accounts.reauthenticate), name="account_reauthenticate"),
    path("sign-in/again/code/", page(factors.reauthenticate), name="mfa_reauthenticate"),
    path("sign-in/again/passkey/", page(passkeys.reauthenticate_webauthn),
         name="mfa_reauthenticate_webauthn"),
    path("sign-in/again/council/", council_account.again, name="council_again"),
    path("sign-out/", _sign_out, name="account_logout"),
    path("sign-out/", _sign_out, name="sign_out"),
    path("account/", page(factors.index), name="mfa_index"),
    path("account/", page(factors.index), name="mfa_list_webauthn"),
    path("account/password/", change_password, name="account_change_password"),
    path("account/app/", page(sets_up(apps.activate_totp)), name="mfa_activate_totp"),
    path("account/app/remove/", page(apps.deactivate_totp), name="mfa_deactivate_totp"),
    path("account/passkeys/add/", page(sets_up(passkeys.add_webauthn)), name="mfa_add_webauthn"),
    path("account/passkeys/<int:pk>/remove/", page(passkeys.remove_webauthn),
         name="mfa_remove_webauthn"),
    path("account/recovery-codes/", page(recovery.view_recovery_codes),
         name="mfa_view_recovery_codes"),
    path("account/recovery-codes/new/", page(recovery.generate_recovery_codes),
         name="mfa_generate_recovery_codes"),
]  # fmt: skip
