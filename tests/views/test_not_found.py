"""An address at which there is nothing: led on where it was told before, helped otherwise."""

import pytest

from policies.actions.leading_on import keep_earlier_address
from policies.models import Version


@pytest.fixture
def led(town, in_force):
    """The document was found as “twitter-rules” before."""
    return keep_earlier_address(
        document=in_force.document, slug="twitter-rules", by=town.author, at=town.now()
    )


@pytest.mark.parametrize("rest", ["", "history/", "versions/1.0/", "versions/1.0/approval/?a=b"])
def test_an_earlier_address_leads_on_for_good(client, led, rest):
    response = client.get(f"/documents/twitter-rules/{rest}")
    assert response.status_code == 301
    assert response["Location"] == f"/documents/social-media/{rest}"
    assert client.get(response["Location"]).status_code == 200


def test_nobody_is_led_to_what_is_not_public(client, town):
    document = town.make_document("for-officers")
    town.make_in_force(document, publication=Version.Publication.OFFICERS)
    keep_earlier_address(document=document, slug="old", by=town.author, at=town.now())
    assert client.get("/documents/old/").status_code == 404


def test_a_mistyped_address_is_answered_with_what_is_like_it(client, town, in_force):
    response = client.get("/documents/socail-media-policy/")
    assert response.status_code == 404
    page = response.content.decode()
    assert "Page not found" in page
    assert '<a href="/documents/social-media/"' in page
    assert "/documents/social-media/" not in client.get("/xyzzy/").content.decode()


def test_a_draft_is_not_proposed(client, town):
    town.make_draft(title="Secret drafting")
    assert b"Secret drafting" not in client.get("/documents/secret-drafting/").content


def test_the_desk_keeps_an_earlier_address(client, town, in_force):
    client.force_login(town.officer)
    answers = {"slug": "tweets", "document": in_force.document.pk}
    client.post("/admin/policies/earlieraddress/add/", answers)
    assert client.get("/documents/tweets/")["Location"] == "/documents/social-media/"
    refused = client.post("/admin/policies/earlieraddress/add/", answers)
    assert refused.status_code == 200
    assert "errornote" in refused.content.decode()
