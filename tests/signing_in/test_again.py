"""Before what cannot be undone, whoever is at the desk says again who they are."""

from urllib.parse import unquote

import pytest
from django.test import Client
from django.urls import get_resolver, reverse

from policies.admin.askagain import ASKED_AGAIN
from policies.models import Version
from tests.admin.posting import fields_of
from tests.factories import PASSWORD
from tests.signing_in.people import code_of, let_pass, signs_in_fully, words_in

A_WHILE = 15 * 60


def publish_page(version: Version) -> str:
    return reverse("admin:policies_version_publish", args=[version.pk])


@pytest.fixture
def officer(town):
    """A browser in which the Corporate Officer signed in a while ago."""
    client = Client()
    client.app = signs_in_fully(client, town.officer)
    return client


def test_publishing_asks_who_signed_in_a_while_ago(officer, approved):
    assert officer.get(publish_page(approved)).status_code == 200
    let_pass(officer, A_WHILE)
    asked = officer.get(publish_page(approved), follow=True)
    assert unquote(asked.redirect_chain[-1][0]) == f"/sign-in/again/?next={publish_page(approved)}"
    wrong = officer.post(asked.redirect_chain[-1][0], {"password": "wrong"})
    assert "The password is not right." in words_in(wrong)
    assert officer.get(publish_page(approved)).status_code == 302
    led = officer.post(asked.redirect_chain[-1][0], {"password": PASSWORD})
    assert led["Location"] == publish_page(approved)
    assert officer.get(publish_page(approved)).status_code == 200


def test_what_was_typed_is_kept_while_it_asks(officer, approved):
    typed = fields_of(officer.get(publish_page(approved)))
    let_pass(officer, A_WHILE)
    asked = officer.post(publish_page(approved), typed)
    assert Version.objects.get(pk=approved.pk).status == "approved"
    officer.post(asked["Location"], {"password": PASSWORD})
    assert Version.objects.get(pk=approved.pk).status == "in_force"


def test_a_code_will_do_too(officer, approved):
    let_pass(officer, A_WHILE)
    page = officer.get(publish_page(approved), follow=True)
    assert "Use a code from your app, or a recovery code" in words_in(page)
    address = f"/sign-in/again/code/?next={publish_page(approved)}"
    officer.post(address, {"code": code_of(officer.app)})
    assert officer.get(publish_page(approved)).status_code == 200


def test_reading_and_writing_ask_nothing(officer, approved):
    let_pass(officer, A_WHILE)
    for address in ("/admin/", reverse("admin:policies_version_change", args=[approved.pk])):
        assert officer.get(address).status_code == 200


def test_where_it_is_off_nothing_is_asked(officer, approved, settings):
    let_pass(officer, A_WHILE)
    settings.PORTAL_SECOND_FACTOR = "off"
    assert officer.get(publish_page(approved)).status_code == 200


def test_every_page_that_asks_is_one():
    desk = get_resolver().namespace_dict["admin"][1]
    names = {name for name in desk.reverse_dict if isinstance(name, str)}
    assert {f"policies_{name}" for name in ASKED_AGAIN} <= names
