"""Nobody who works at the desk is signed in by a password alone, at any door."""

import pytest
from allauth.mfa.models import Authenticator
from django.contrib import admin
from django.core.cache import caches
from django.test import Client
from django.urls import NoReverseMatch, reverse

from policies.actions.signing_in import take_second_factors_away
from policies.apps import check_pace, check_second_factor
from policies.models import Message, PostHolding
from tests.factories import PASSWORD
from tests.signing_in.people import (
    code_of,
    gives_password,
    is_signed_in,
    let_pass,
    sets_up_app,
    signs_in_fully,
    words_in,
)

DOORS = (
    "/", "/members/", "/admin/", "/admin/policies/version/", "/admin/policies/user/",
    "/admin/password_change/", "/admin/jsi18n/", "/documents/social-media/",
    "/documents/social-media/versions/1.0/", "/documents/social-media/versions/2.0/",
    "/documents/social-media/history/", "/api/documents/", "/search/?q=private", "/register.json",
    "/nothing/", "/account/password/", "/account/app/remove/", "/account/recovery-codes/",
    "/account/recovery-codes/new/",
)  # fmt: skip


def answer(client: Client, address: str) -> tuple:
    found = client.get(address)
    return found.status_code, found.headers.get("Location"), found.headers.get("Vary")


@pytest.fixture
def shelf(town):
    """A text for officers in force, and a draft."""
    version = town.make_in_force(publication="officers")
    town.make_draft(version.document)
    return version


class TestEveryDoor:
    def test_an_officer_with_a_password_alone_is_nobody(self, town, shelf):
        by_half, nobody = Client(), Client()
        gives_password(by_half, town.officer)
        assert by_half.session["_auth_user_id"] == str(town.officer.pk)
        assert [answer(by_half, one) for one in DOORS] == [answer(nobody, one) for one in DOORS]
        publish = reverse(
            "admin:policies_version_discard", args=[shelf.document.versions.last().pk]
        )
        assert "/admin/login/" in by_half.post(publish, {"reason": "x"})["Location"]

    def test_however_the_session_came_about(self, town, shelf):
        client = Client()
        client.force_login(town.auditor)
        assert not is_signed_in(client)
        assert client.get("/admin/").status_code == 302

    def test_the_desks_own_form_takes_no_password(self, town):
        key = signs_in_fully(Client(), town.officer)
        client = Client()
        typed = {"username": town.officer.username, "password": PASSWORD}
        sent = client.post("/admin/login/?next=/admin/", typed)
        assert sent["Location"] == "/sign-in/?next=/admin/"
        assert "_auth_user_id" not in client.session
        gives_password(client, town.officer)
        assert "_auth_user_id" not in client.session
        client.post("/sign-in/second-step/", {"code": code_of(key)})
        assert client.get("/admin/").status_code == 200

    def test_a_member_is_asked_for_nothing_more(self, town):
        client = Client()
        gives_password(client, town.member, then="/members/")
        assert is_signed_in(client)
        refused = client.get("/admin/", follow=True)
        assert refused.status_code == 403
        assert "Your account does not open it." in words_in(refused)

    def test_whoever_deputises_today_is_asked(self, town):
        solicitor, day = town.make_person("solicitor"), town.at.date()
        PostHolding.objects.create(
            post=town.owner_post, person=solicitor, is_deputy=True, held_from=day
        )
        client = Client()
        gives_password(client, solicitor)
        assert client.get("/admin/").status_code == 302
        sets_up_app(client)
        assert client.get("/admin/").status_code == 200

    def test_a_public_page_asks_no_session(self, town, shelf):
        client = Client()
        gives_password(client, town.officer)
        page = client.get("/")
        assert "Cookie" not in page.headers.get("Vary", "")
        assert not page.cookies

    def test_nobody_signs_up(self, client, town):
        for name in ("account_signup", "socialaccount_signup", "account_email"):
            with pytest.raises(NoReverseMatch):
                reverse(name)

    def test_the_secrets_of_signing_in_are_on_no_desk(self):
        shown = {model._meta.app_label for model in admin.site._registry}
        assert shown == {"policies", "auth"}


class TestSettingOneUp:
    def test_an_officer_sets_up_an_app_and_is_let_in(self, town):
        client = Client()
        page = gives_password(client, town.officer, then="/admin/policies/version/")
        assert page.redirect_chain[-1][0] == "/account/"
        assert "Set up a second factor to go on." in words_in(page)
        wrong = client.post("/account/app/", {"code": "000000"})
        assert "The code or the passkey is not right" in words_in(wrong)
        assert client.get("/admin/").status_code == 302
        key, recovery = sets_up_app(client)
        assert len(set(recovery)) == 10
        assert client.get("/admin/").status_code == 200
        again = words_in(client.get("/account/recovery-codes/"))
        assert not [code for code in recovery if code in again]
        assert "/admin/policies/version/" in words_in(client.get("/account/"))
        kept = Authenticator.objects.get(user=town.officer, type="totp").data
        assert key not in str(kept)

    def test_the_second_step_takes_the_code_or_one_recovery_code_once(self, town):
        client = Client()
        gives_password(client, town.officer)
        key, recovery = sets_up_app(client)
        for code, is_in in ((recovery[0], True), (recovery[0], False), ("123456", False)):
            caches["pace"].clear()
            other = Client()
            assert "Second step" in words_in(gives_password(other, town.officer))
            other.post("/sign-in/second-step/", {"code": code})
            assert is_signed_in(other) is is_in
        other.post(
            "/sign-in/second-step/", {"code": f" {key and code_of(key)[:3]} {code_of(key)[3:]}"}
        )
        assert is_signed_in(other)

    def test_a_code_is_taken_once_for_as_long_as_it_fits(self, town):
        key = signs_in_fully(Client(), town.officer)
        code, seen = code_of(key), Client()
        for client, is_in in ((Client(), True), (seen, False)):
            gives_password(client, town.officer)
            # allauth itself forgets a code after half a minute.
            caches["default"].delete(f"allauth.mfa.totp.used?user={town.officer.pk}&code={code}")
            client.post("/sign-in/second-step/", {"code": code})
            assert is_signed_in(client) is is_in

    # What follows the making of new codes waits for the transaction to end.
    @pytest.mark.django_db(transaction=True)
    def test_new_recovery_codes_keep_in_whoever_came_in_by_an_old_one(self, town):
        client = Client()
        gives_password(client, town.officer)
        _, recovery = sets_up_app(client)
        lost = Client()
        gives_password(lost, town.officer)
        lost.post("/sign-in/second-step/", {"code": recovery[0]})
        shown = words_in(lost.post("/account/recovery-codes/new/", follow=True))
        assert "Write these codes down" in shown
        assert recovery[1] not in shown
        assert is_signed_in(lost)

    @pytest.mark.parametrize(
        "sent", ["{}", '{"id": "x"}', '{"id": 3, "response": []}', "[]", "null", '"x"', "{"]
    )
    def test_what_is_no_passkey_is_refused_in_words(self, town, sent):
        stranger = Client()
        page = stranger.post("/sign-in/passkey/", {"credential": sent}, follow=True)
        assert page.status_code == 200
        assert not is_signed_in(stranger)
        officer = Client()
        gives_password(officer, town.officer)
        page = officer.post("/account/passkeys/add/", {"name": "Mine", "credential": sent})
        assert page.status_code == 200
        assert not Authenticator.objects.exists()

    def test_a_new_key_of_the_portal_shuts_nobody_out(self, town, settings):
        client = Client()
        gives_password(client, town.officer)
        key, recovery = sets_up_app(client)
        settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
        settings.SECRET_KEY = "another-key-of-fifty-and-more-random-characters-0123456789"
        used = Client()
        gives_password(used, town.officer)
        used.post("/sign-in/second-step/", {"code": recovery[0]})
        assert is_signed_in(used)
        settings.SECRET_KEY_FALLBACKS = []
        for code in (code_of(key), recovery[1]):
            later = Client()
            gives_password(later, town.officer)
            later.post("/sign-in/second-step/", {"code": code})
            assert is_signed_in(later)

    def test_whoever_has_one_adds_no_other_by_the_password_alone(self, town):
        signs_in_fully(Client(), town.officer)
        thief = Client()
        thief.force_login(town.officer)
        for address in ("/account/", "/account/app/", "/account/passkeys/add/",
                        "/account/recovery-codes/", "/sign-in/again/"):  # fmt: skip
            assert "/sign-in/" in thief.get(address)["Location"]
        asked = thief.get("/sign-in/?next=/admin/", follow=True)
        assert asked.redirect_chain[-1][0].startswith("/sign-in/again/code/")
        thief.post("/sign-in/again/code/?next=/admin/", {"code": "123456"})
        assert thief.get("/admin/").status_code == 302

    def test_it_is_said_by_mail(self, town):
        town.officer.email = "officer@brackenmoor.example"
        town.officer.save()
        signs_in_fully(Client(), town.officer)
        told = Message.objects.get(recipient=town.officer.email)
        assert "An app that makes codes was added" in told.body


class TestTheSession:
    def test_it_ends_with_the_browser_and_after_eight_hours_however_busy(self, town):
        client = Client()
        signs_in_fully(client, town.officer)
        assert client.session.get_expire_at_browser_close()
        let_pass(client, 8 * 3600 - 60)
        assert is_signed_in(client)
        let_pass(client, 60)
        assert not is_signed_in(client)

    def test_a_second_factor_that_was_taken_away_no_longer_counts(self, town):
        client = Client()
        signs_in_fully(client, town.officer)
        take_second_factors_away(person=town.officer, by=town.administrator, at=town.now())
        assert not is_signed_in(client)
        assert client.get("/sign-in/", follow=True).redirect_chain[-1][0] == "/account/"

    def test_signing_out_ends_it_at_any_stage(self, town):
        client = Client()
        gives_password(client, town.officer)
        client.post("/sign-out/")
        assert "_auth_user_id" not in client.session


class TestLimits:
    def test_the_sixth_password_is_not_looked_at(self, town):
        for _ in range(5):
            gives_password(Client(), town.member, "wrong")
        page = gives_password(Client(), town.member)
        assert "There were too many attempts to sign in." in words_in(page)
        assert "Wait" in words_in(page)

    def test_a_forged_address_is_not_believed_behind_a_proxy(self, town, settings):
        settings.TRUSTED_PROXIES = 1
        for number in range(31):
            forged = {"HTTP_X_FORWARDED_FOR": f"203.0.113.{number}, 198.51.100.7"}
            last = Client().post("/sign-in/", {"login": f"n{number}", "password": "x"}, **forged)
        assert last.status_code == 429
        assert "Too many attempts" in words_in(last)
        elsewhere = {"HTTP_X_FORWARDED_FOR": "198.51.100.8"}
        typed = {"login": town.member.username, "password": PASSWORD}
        assert Client().post("/sign-in/", typed, **elsewhere).status_code == 302

    def test_all_processes_count_in_one_cache(self, settings):
        assert settings.CACHES["default"] == settings.CACHES["pace"]
        assert [found.id for found in check_pace(None)] == ["policies.W004"]


def test_without_second_factors_it_is_said(client, town, settings):
    assert not list(check_second_factor(None))
    settings.PORTAL_SECOND_FACTOR = "off"
    assert "no second step is asked for" in words_in(client.get("/sign-in/"))
    assert [found.id for found in check_second_factor(None)] == ["policies.E004"]
    settings.DEBUG = True
    assert [found.id for found in check_second_factor(None)] == ["policies.I004"]
