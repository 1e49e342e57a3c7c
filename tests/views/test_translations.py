"""Texts in other languages as readers meet them: what they are of, and what never shows."""

import json

import pytest
from django.utils.html import strip_tags

from policies.actions import publishing, translating
from policies.domain.lifecycle import Outcome
from tests.restricted import NOTICE, Restricting
from tests.translated import Translating

pytestmark = pytest.mark.django_db

DOCUMENT = "/documents/social-media/"
VERSION = f"{DOCUMENT}versions/1.0/"


@pytest.fixture
def translators(town) -> Translating:
    return Translating(town)


def told(response) -> str:
    return " ".join(strip_tags(response.content.decode()).split())


def test_a_translation_is_public_once_submitted_and_once_its_version_is(town, translators, client):
    version = town.make_approved()
    translators.make(version, "ur")
    assert client.get(f"{VERSION}ur/").status_code == 404
    publishing.publish_version(version=version, by=town.officer, at=town.now())
    translators.write(translators.start(town.fresh(version), "bn"))
    assert client.get(f"{DOCUMENT}ur/").status_code == 200
    assert client.get(f"{VERSION}bn/").status_code == 404
    page = client.get(DOCUMENT).content.decode()
    assert 'href="/documents/social-media/versions/1.0/ur/" lang="ur" hreflang="ur"' in page
    assert '<link rel="alternate" hreflang="ur"' in page
    assert "/bn/" not in page


def test_it_says_first_what_it_is_of_and_which_text_prevails(town, translators, client):
    translators.make(town.make_in_force(), "ur")
    response = client.get(f"{VERSION}ur/")
    page = told(response)
    assert "This is the Urdu translation of version 1.0." in page
    assert "Where the two differ, the English text prevails." in page
    assert "Translated by Brackenmoor Language Services; submitted on 2 March 2026." in page
    assert "Not yet checked" in page
    assert '<article class="text-of-version translated" lang="ur" dir="rtl">' in (
        response.content.decode()
    )
    assert response.headers["Cache-Control"] == "public, max-age=60, stale-while-revalidate=600"
    assert not response.cookies


def test_a_check_is_told_on_the_page_at_once(town, translators, client):
    translation = translators.make(town.make_in_force(), "ur")
    assert "Not yet checked" in told(client.get(f"{VERSION}ur/"))
    translators.check(translation)
    page = told(client.get(f"{VERSION}ur/"))
    assert "Checked on 2 March 2026" in page
    assert "Not yet checked" not in page


def test_the_translation_of_an_older_version_says_that_it_lags(town, translators, client):
    first = town.make_in_force()
    translators.make(first, "bn")
    town.make_successor(first)
    page = told(client.get(f"{DOCUMENT}bn/"))
    assert "This is the Bengali translation of version 1.0" in page
    assert "no longer in force. Version 2.0 is" in page
    assert "এখন সংস্করণ 2.0 বলবৎ আছে" in page


def test_a_text_that_stands_equal_says_so_and_a_later_correction_does_not(
    town, translators, client
):
    version = town.make_in_review()
    translators.make(version, language="ur", stands_equal=True)
    version = town.decide(town.fresh(version), town.body, Outcome.APPROVED)
    publishing.publish_version(version=version, by=town.officer, at=town.now())
    assert "stand equal: the decision names both" in told(client.get(f"{VERSION}ur/"))
    translating.open_translation_again(
        translation=translators.fresh(version, "ur"),
        reason="A slip.",
        by=town.author,
        at=town.now(),
    )
    assert "stand equal: the decision names both" in told(client.get(f"{VERSION}ur/"))
    translators.submit(translators.write(translators.fresh(version, "ur"), mark="CY"))
    page = told(client.get(f"{VERSION}ur/"))
    assert "The decision does not name this wording" in page
    assert "It replaces an earlier translation: A slip." in page


def test_the_exact_bytes_and_the_files_have_the_language_in_their_names(town, translators, client):
    translation = translators.make(town.make_in_force())
    exact = client.get(f"{VERSION}social-media-1.0-cy.json")
    assert exact.content == bytes(translation.submission.canonical)
    assert json.loads(exact.content)["language"] == "cy"
    file = client.get(f"{VERSION}social-media-1.0-cy.txt")
    assert file.headers["Location"].endswith("/social-media-1.0-cy.txt")
    words = b"".join(client.get(file.headers["Location"]).streaming_content).decode()
    words = " ".join(words.split())
    assert "cy Scope" in words
    assert "y testun Saesneg sydd drechaf" in words
    assert client.get(f"{VERSION}social-media-1.0-ur.json").status_code == 404


def test_what_is_hidden_by_law_withholds_every_translation(town, translators, client):
    version = town.make_in_force()
    text = translators.make(version, "ur").submission
    address = client.get(f"{VERSION}social-media-1.0-ur.txt").headers["Location"]
    Restricting(town).restrict(version, "all members")
    page = client.get(f"{VERSION}ur/")
    assert "no translation of it is shown" in told(page)
    assert NOTICE in told(page)
    assert "ur Scope" not in page.content.decode()
    assert text.content.title not in told(page)
    for name in ("social-media-1.0-ur.json", "social-media-1.0-ur.txt"):
        assert client.get(f"{VERSION}{name}").status_code == 451
    assert client.get(address).status_code == 451


def test_one_for_members_is_for_members(town, translators, client):
    translators.make(town.make_in_force(publication="members"))
    assert "sign-in" in client.get(f"{VERSION}cy/").headers["Location"]
    client.force_login(town.member)
    response = client.get(f"{VERSION}cy/")
    assert response.status_code == 200
    assert response.headers["Cache-Control"] == "private, no-store"
