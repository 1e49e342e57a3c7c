"""Signing in with the council's own account, against a server that really signs its tokens."""

import time

import pytest
from allauth.socialaccount.models import SocialAccount
from django.test import Client
from django.urls import reverse

from policies.actions.signing_in import link_council_account
from policies.domain.errors import AccessRefused
from policies.models import SecurityEvent
from tests.signing_in.openid_server import CLIENT, SECRET, OpenIDServer
from tests.signing_in.people import (
    code_of,
    is_signed_in,
    let_pass,
    sets_up_app,
    signs_in_fully,
    words_in,
)


@pytest.fixture
def server(settings):
    server = OpenIDServer()
    settings.PUBLIC_ADDRESS = "http://testserver"
    settings.PORTAL_OIDC_SERVER = server.issuer
    settings.PORTAL_OIDC_NAME = "Brackenmoor account"
    app = {
        "provider_id": "council", "name": "Brackenmoor account", "client_id": CLIENT,
        "secret": SECRET, "settings": {"server_url": server.issuer, "fetch_userinfo": False},
    }  # fmt: skip
    settings.SOCIALACCOUNT_PROVIDERS = {
        "openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}
    }
    yield server
    server.close()


@pytest.fixture
def linked(town, server):
    """The member of the town, linked to the subject that the server names."""
    who = {"person": town.member, "by": town.administrator, "at": town.now()}
    link_council_account(subject="subject-1", **who)
    return town.member


def comes_back(server, client, start="/sign-in/council/?next=/members/"):
    """Follow the link, sign in there, and return what the portal then says."""
    led = client.get(start)
    assert led.status_code == 302
    assert led["Location"].startswith(f"{server.issuer}/authorize?")
    return client.get(server.signs_in(led["Location"]), follow=True)


class TestWhoIsLetIn:
    def test_a_linked_member_signs_in(self, server, linked, client):
        assert "Sign in with your Brackenmoor account" in words_in(client.get("/sign-in/"))
        page = comes_back(server, client)
        assert page.redirect_chain[-1][0] == "/members/"
        assert is_signed_in(client)
        asked = server.asked[0]
        assert asked["redirect_uri"] == "http://testserver/sign-in/council/return/"
        assert asked["code_challenge_method"] == "S256"

    def test_from_a_welsh_page_the_server_leads_to_the_one_address_it_knows(
        self, server, linked, client
    ):
        page = comes_back(server, client, "/cy/sign-in/council/?next=/cy/members/")
        assert server.asked[0]["redirect_uri"] == "http://testserver/sign-in/council/return/"
        assert page.redirect_chain[-1][0] == "/cy/members/"
        assert is_signed_in(client)

    def test_an_address_says_nothing(self, server, linked, town, client):
        linked.email = "member@brackenmoor.example"
        linked.save()
        server.claims = {"sub": "another", "email": linked.email, "email_verified": True}
        page = comes_back(server, client)
        assert page.status_code == 403
        assert "another" in words_in(page)
        assert not is_signed_in(client)
        noted = SecurityEvent.objects.get(kind="sign-in-failed")
        assert noted.words == "The council account is linked to no account here."
        assert SocialAccount.objects.count() == 1

    def test_nothing_is_kept_of_a_person_but_the_subject(self, server, linked, client):
        server.claims = {"sub": "subject-1", "email": "m@x.example", "name": "M", "auth_time": 5}
        comes_back(server, client)
        assert SocialAccount.objects.get().extra_data == {"auth_time": 5}

    def test_a_closed_account_stays_closed(self, server, linked, client):
        linked.is_active = False
        linked.save()
        page = comes_back(server, client)
        assert "This account is closed" in words_in(page)
        assert not is_signed_in(client)

    @pytest.mark.parametrize(
        ("claims", "lies"),
        [
            ({}, {"signature": "another key"}),
            ({"aud": "another-portal"}, {}),
            ({"iss": "http://127.0.0.1:1/other"}, {}),
            ({"exp": 1_600_000_000}, {}),
            ({}, {"without": "id_token"}),
            ({}, {"without": "access_token"}),
        ],
    )
    def test_an_unsound_token_lets_nobody_in(self, server, linked, client, claims, lies):
        server.claims |= claims
        server.lies = lies
        page = comes_back(server, client)
        assert page.status_code == 502
        assert "did not work" in words_in(page)
        assert not is_signed_in(client)
        noted = SecurityEvent.objects.get(kind="sign-in-failed")
        assert noted.words == "The council’s server gave no sound answer."

    def test_a_return_that_nobody_began_lets_nobody_in(self, server, linked, client):
        led = client.get("/sign-in/council/")
        stranger = Client()
        assert stranger.get(server.signs_in(led["Location"])).status_code == 502
        assert not is_signed_in(stranger)

    @pytest.mark.parametrize("lies", [{"issuer": "http://127.0.0.1:1/other"}, {"status": 500}])
    def test_a_server_that_is_down_or_another_is_not_asked(self, server, linked, client, lies):
        server.lies = lies
        page = client.get("/sign-in/council/")
        assert page.status_code == 502
        assert "Its server did not answer" in words_in(page)

    def test_without_one_there_is_no_such_address(self, client, town):
        assert client.get("/sign-in/council/").status_code == 404
        assert client.get("/sign-in/council/return/").status_code == 404

    def test_nobody_links_their_account_by_a_wish(self, server, town, client):
        signs_in_fully(client, town.officer)
        page = comes_back(server, client, "/sign-in/council/?process=connect&next=/members/")
        assert page.status_code == 403
        assert not SocialAccount.objects.exists()


class TestLinking:
    def test_an_administrator_links_it_at_the_desk(self, server, town, client):
        desk = Client()
        signs_in_fully(desk, town.administrator)
        address = f"/admin/policies/user/{town.member.pk}/signing-in/"
        desk.post(address, {"act": "account", "subject": " subject-1 "})
        assert "Linked to <code>subject-1</code>" in words_in(desk.get(address))
        comes_back(server, client)
        assert is_signed_in(client)

    def test_what_is_refused_says_why(self, server, linked, town):
        cases = (
            (town.author, town.administrator, "subject-1", "Another person"),
            (town.author, town.administrator, "a@b.example", "e-mail address"),
            (town.author, town.administrator, " ", "Write the identifier"),
            (town.administrator, town.administrator, "x", "Nobody links their own"),
            (town.author, town.officer, "x", "Only the Administrator"),
        )
        for person, by, subject, why in cases:
            with pytest.raises(AccessRefused, match=why):
                link_council_account(person=person, subject=subject, by=by, at=town.now())


class TestOfficers:
    @pytest.fixture
    def officer(self, town, linked):
        SocialAccount.objects.all().delete()
        who = {"person": town.officer, "by": town.administrator, "at": town.now()}
        link_council_account(subject="subject-1", **who)
        town.officer.set_unusable_password()
        town.officer.save()
        return town.officer

    def test_the_portal_asks_for_its_own_second_factor(self, server, officer, client):
        comes_back(server, client)
        assert not is_signed_in(client)
        key, _ = sets_up_app(client)
        assert is_signed_in(client)
        other = Client()
        assert "Second step" in words_in(comes_back(server, other))
        other.post("/sign-in/second-step/", {"code": code_of(key)})
        assert is_signed_in(other)

    def test_unless_the_councils_server_is_said_to_ask(self, server, officer, client, settings):
        settings.PORTAL_OIDC_ASKS_SECOND_FACTOR = True
        comes_back(server, client)
        assert is_signed_in(client)

    def test_no_second_factor_is_set_up_by_whoever_finds_the_session(
        self, server, officer, client, settings
    ):
        settings.PORTAL_OIDC_ASKS_SECOND_FACTOR = True
        server.claims["auth_time"] = int(time.time()) - 3600
        comes_back(server, client)
        for address in ("/account/app/", "/account/passkeys/add/"):
            assert client.get(address)["Location"].startswith("/sign-in/again/")
        server.claims["auth_time"] = int(time.time())
        comes_back(server, client, "/sign-in/again/council/?next=/account/app/")
        assert client.get("/account/app/").status_code == 200

    def test_a_server_that_does_not_say_when_it_asked_is_told_of(
        self, server, officer, approved, client, settings
    ):
        settings.PORTAL_OIDC_ASKS_SECOND_FACTOR = True
        comes_back(server, client)
        publish = reverse("admin:policies_version_publish", args=[approved.pk])
        page = comes_back(server, client, client.get(publish)["Location"])
        assert page.status_code == 502
        assert "its ID tokens need the claim auth_time" in words_in(page)
        assert client.get(publish).status_code == 302

    def test_only_what_was_proved_lately_publishes(self, server, officer, approved, settings):
        settings.PORTAL_OIDC_ASKS_SECOND_FACTOR = True
        publish = reverse("admin:policies_version_publish", args=[approved.pk])
        client = Client()
        server.claims["auth_time"] = int(time.time()) - 3600
        comes_back(server, client)
        asked = client.get(publish)["Location"]
        assert asked.startswith("/sign-in/again/council/?next=")
        server.claims["auth_time"] = int(time.time())
        page = comes_back(server, client, asked)
        assert (server.asked[-1]["prompt"], server.asked[-1]["max_age"]) == ("login", "0")
        assert page.redirect_chain[-1][0] == publish
        assert page.status_code == 200
        let_pass(client, 16 * 60)
        session = client.session
        session["proved_to_council_at"] -= 16 * 60
        session.save()
        assert client.get(publish).status_code == 302
