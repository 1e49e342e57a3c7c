"""What the council's server is asked and believed, by OpenID Connect. Only here is it spoken."""

from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import translation
from requests import RequestException

from policies.actions.signing_in import COUNCIL

# What a server that fails, or answers what it must not, ends in.
FAULTS = (OAuth2Error, RequestException, KeyError, TypeError, ValueError)


class CouncilServer(OpenIDConnectOAuth2Adapter):
    """The council's server. Its tokens are believed only with its signature."""

    @property
    def openid_config(self) -> dict:
        found = super().openid_config
        # OpenID Connect Discovery 1.0, section 4.3: who answers must be who was asked.
        if found["issuer"].rstrip("/") != settings.PORTAL_OIDC_SERVER.rstrip("/"):
            raise OAuth2Error("The server says that it is another one.")
        return found

    def get_access_token_data(self, *args, **named) -> dict:
        data = super().get_access_token_data(*args, **named)
        # Core 1.0, section 3.1.3.7 lets TLS stand for the signature, but a council's proxy may
        # end it on the way: the signature is always looked at.
        self.did_fetch_access_token = False
        return data

    def complete_login(self, request: HttpRequest, app: SocialApp, token, **named):
        if not named["response"].get("id_token"):
            raise OAuth2Error("The server sent no token that says who it is.")
        return super().complete_login(request, app, token, **named)

    def get_callback_url(self, request: HttpRequest, app: SocialApp) -> str:
        # The council's server knows one address, whatever language the page is in.
        with translation.override(settings.LANGUAGE_CODE):
            return f"{settings.PUBLIC_ADDRESS}{reverse('council_return')}"


class CouncilProvider(OpenIDConnectProvider):
    """The council's accounts, of which only the subject is kept, and when it was proved."""

    oauth2_adapter_class = CouncilServer

    def extract_extra_data(self, data: dict) -> dict:
        said = data.get("id_token") or {}
        return {"auth_time": said["auth_time"]} if "auth_time" in said else {}


def returned(request: HttpRequest) -> HttpResponse:
    """Sign in whoever comes back from the council's server with a sound token.

    Raises one of FAULTS where the server fails or answers what it must not.
    """
    server = CouncilServer(request, COUNCIL)
    return OAuth2CallbackView.adapter_view(server)(request)
