"""A page that is closed to someone, a form that was not taken: told in the house’s own words."""

import pytest
from django.test import Client

from tests.admin.posting import words_of


def test_a_page_of_the_desk_that_is_closed_to_a_post_says_so_and_leads_on(client, town, in_force):
    client.force_login(town.author)
    page = client.get("/admin/policies/user/")
    assert page.status_code == 403
    assert page["Cache-Control"] == "no-store"
    words = words_of(page)
    assert "This page is closed to you" in words
    assert f"You are signed in as {town.author.username}" in words
    assert 'id="main"' in page.content.decode()


def test_the_reason_is_told_where_there_is_one(client, town, in_review):
    client.force_login(town.auditor)
    page = client.post(f"/admin/policies/version/{in_review.pk}/history/")
    assert page.status_code == 403
    assert "History is read, never written." in words_of(page)


@pytest.mark.parametrize(
    ("address", "language", "heading"),
    [("/sign-in/", "en-GB", "The form was not taken"), ("/cy/sign-in/", "cy", "")],
)
def test_a_form_without_its_token_is_refused_with_what_to_do(town, address, language, heading):
    reader = Client(enforce_csrf_checks=True)
    page = reader.post(address, {"username": town.author.username, "password": "x"})
    text = page.content.decode()
    assert page.status_code == 403
    assert f'<html lang="{language}"' in text
    assert heading in words_of(page)
    assert "CSRF" not in text
    assert "csrfmiddlewaretoken" not in text
