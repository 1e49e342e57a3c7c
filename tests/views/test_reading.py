"""What a reader finds at the public addresses."""

import json

import pytest
from django.test import Client

from policies.actions import publishing, submitting
from policies.domain.content import sha256_of
from policies.domain.errors import MoveRefused
from policies.models import Version


@pytest.fixture
def reader() -> Client:
    """Someone who has not signed in."""
    return Client()


def test_home_lists_the_documents_in_force(reader, town, in_force):
    page = reader.get("/").content.decode()
    assert "Social media policy" in page
    assert "version 1.0" in page


def test_home_of_an_empty_portal_says_so(reader, db):
    response = reader.get("/")
    assert response.status_code == 200
    assert "No document is in force here yet." in response.content.decode()


def test_a_page_says_first_that_its_text_is_in_force_and_who_decided(reader, town, in_force):
    page = reader.get("/documents/social-media/").content.decode()
    text = page[page.index("<main") :]
    assert "Version 1.0 of this policy is in force. It has been since 2 March 2026." in text
    assert "Approved by the Standards Committee on 2 March 2026 (Minute 12)." in text
    assert "The council will review it by 2 March 2028." in text
    assert text.index("is in force") < text.index("Key points") < text.index("Scope")


def test_an_overdue_review_is_told_and_the_text_still_applies(reader, town):
    from datetime import date

    version = town.make_approved()
    publishing.publish_version(
        version=version, by=town.officer, at=town.now(), next_review_on=date(2026, 4, 1)
    )
    page = reader.get("/documents/social-media/").content.decode()
    assert "Its review was due by 1 April 2026 and is overdue." in page
    assert "The text still applies" in page


def test_a_superseded_version_keeps_its_address_and_links_to_the_one_in_force(
    reader, town, in_force
):
    town.make_successor(in_force)
    page = reader.get("/documents/social-media/versions/1.0/").content.decode()
    assert "Version 1.0 of this policy is not in force." in page
    assert "Read version 2.0, which is in force" in page
    current = reader.get("/documents/social-media/").content.decode()
    assert "Version 2.0 of this policy is in force." in current


def test_a_withdrawn_version_stays_readable_with_its_reason(reader, town, in_force):
    publishing.withdraw_version(
        version=in_force, by=town.officer, at=town.now(), reason="The law changed"
    )
    response = reader.get("/documents/social-media/versions/1.0/")
    assert response.status_code == 200
    assert "It was withdrawn: The law changed." in response.content.decode()
    document = reader.get("/documents/social-media/").content.decode()
    assert "No version of this document is in force now." in document


def test_history_lists_every_published_version_with_reason_and_decision(reader, town, in_force):
    town.make_successor(in_force)
    page = reader.get("/documents/social-media/history/").content.decode()
    assert page.index("Version 2.0</a>") < page.index("Version 1.0</a>")
    assert "Members asked for it." in page
    assert "Approved: Standards Committee, 2 March 2026, Minute 12." in page


@pytest.mark.parametrize("state", ["draft", "in_review", "approved"])
def test_a_text_that_is_not_published_is_nowhere(reader, town, request, state):
    version: Version = request.getfixturevalue(state)
    assert reader.get("/documents/social-media/").status_code == 404
    assert reader.get("/documents/social-media/history/").status_code == 404
    assert reader.get(f"/documents/social-media/versions/{version.number}/").status_code == 404
    name = f"social-media-{version.number}"
    for file in (f"{name}.pdf", f"{name}-large-print.pdf", f"{name}.json"):
        address = f"/documents/social-media/versions/{version.number}/{file}"
        assert reader.get(address).status_code == 404
    assert "Social media" not in reader.get("/").content.decode()


def test_the_canonical_bytes_are_served_raw_and_have_the_published_hash(reader, town, in_force):
    response = reader.get("/documents/social-media/versions/1.0/social-media-1.0.json")
    assert response["Content-Type"] == "application/json"
    assert sha256_of(response.content) == in_force.submission.sha256
    assert json.loads(response.content)["schema"] == 1
    page = reader.get("/documents/social-media/versions/1.0/").content.decode()
    assert in_force.submission.sha256 in page


def test_the_page_is_made_from_the_submission_and_not_from_the_rows(reader, town, in_force):
    town.law.summary = "Something else."
    town.law.save()
    assert "You answer yourself" in reader.get("/documents/social-media/").content.decode()


def test_a_law_reference_that_no_officer_confirmed_has_no_address(reader, town, in_force):
    page = reader.get("/documents/social-media/").content.decode()
    assert "An officer has not yet confirmed this entry." in page


@pytest.mark.parametrize(
    "address",
    [
        "/documents/nothing/",
        "/documents/social-media/versions/9.9/",
        "/documents/social-media/versions/1.00/",
        "/documents/social-media/versions/1.0/other.pdf",
        "/files/" + "0" * 64 + "/a.pdf",
        "/files/zz/a.pdf",
    ],
)
def test_what_was_never_published_is_not_found(reader, town, in_force, address):
    assert reader.get(address).status_code == 404


@pytest.mark.parametrize("address", ["/", "/documents/social-media/", "/council.css"])
def test_only_safe_methods_are_answered(reader, town, in_force, address):
    assert reader.post(address).status_code == 405
    head = reader.head(address)
    assert head.status_code == 200
    assert head.content == b""


class TestCaching:
    """A public page may be kept by any cache, and asks a reader for no cookie."""

    ADDRESSES = (
        "/",
        "/documents/social-media/",
        "/documents/social-media/versions/1.0/",
        "/documents/social-media/history/",
        "/council.css",
    )

    @pytest.mark.parametrize("address", ADDRESSES)
    def test_public_pages_are_for_everyone(self, reader, town, in_force, address):
        response = reader.get(address)
        assert response["Cache-Control"].startswith("public, max-age=60")
        assert "Vary" not in response or "Cookie" not in response["Vary"]
        assert not response.cookies
        assert b"csrfmiddlewaretoken" not in response.content

    @pytest.mark.parametrize("address", ADDRESSES)
    def test_an_unchanged_page_is_not_sent_again_and_costs_one_query(
        self, reader, town, in_force, address, django_assert_num_queries
    ):
        etag = reader.get(address)["ETag"]
        with django_assert_num_queries(1):
            response = reader.get(address, headers={"if-none-match": etag})
        assert response.status_code == 304
        assert response["ETag"] == etag

    def test_a_page_changes_its_tag_when_it_is_superseded(self, reader, town, in_force):
        address = "/documents/social-media/versions/1.0/"
        before = reader.get(address)["ETag"]
        town.make_successor(in_force)
        assert reader.get(address)["ETag"] != before

    def test_the_number_of_queries_is_constant(
        self, reader, town, in_force, django_assert_num_queries
    ):
        for _ in range(3):
            in_force = town.make_successor(in_force)
        for number in range(5):
            town.make_in_force(town.make_document(f"other-{number}", f"Other {number}"))
            town.wait(days=1)
        for address, queries in (
            ("/documents/social-media/", 4),
            ("/documents/social-media/versions/1.0/", 4),
            ("/documents/social-media/history/", 4),
            ("/", 2),
        ):
            with django_assert_num_queries(queries):
                reader.get(address)
            # Made once, it is in this process's memory until something on it changes.
            with django_assert_num_queries(1):
                reader.get(address)


class TestNotForThePublic:
    """A text for members is read by members, and one for officers by officers."""

    @pytest.fixture
    def for_members(self, town):
        return town.make_in_force(publication=Version.Publication.MEMBERS)

    @pytest.fixture
    def for_officers(self, town):
        return town.make_in_force(publication=Version.Publication.OFFICERS)

    def test_a_reader_is_asked_to_sign_in(self, reader, town, for_members):
        for address in (
            "/documents/social-media/",
            "/documents/social-media/versions/1.0/",
            "/documents/social-media/versions/1.0/social-media-1.0.pdf",
            "/documents/social-media/versions/1.0/social-media-1.0.json",
        ):
            response = reader.get(address)
            assert response.status_code == 302
            assert response["Location"].startswith("/sign-in/?next=")

    def test_it_is_not_on_the_public_home_page_or_history(self, reader, town, for_members):
        assert "Social media policy" not in reader.get("/").content.decode()
        history = reader.get("/documents/social-media/history/")
        assert history["Location"].startswith("/sign-in/?next=")

    def test_a_member_reads_the_history_of_what_is_for_members(self, reader, town, for_members):
        reader.force_login(town.member)
        history = reader.get("/documents/social-media/history/")
        assert history["Cache-Control"] == "private, no-store"
        assert "Version 1.0 is in force." in history.content.decode()

    def test_that_there_is_a_text_for_officers_is_told_to_officers_alone(
        self, reader, town, for_officers
    ):
        for address in ("/documents/social-media/", "/documents/social-media/history/"):
            assert reader.get(address).status_code == 404

    def test_a_title_for_officers_does_not_reach_the_public(self, reader, town, in_force):
        town.make_successor(
            in_force, title="A secret name", publication=Version.Publication.OFFICERS
        )
        for address in (
            "/documents/social-media/versions/1.0/",
            "/documents/social-media/history/",
            "/",
        ):
            words = reader.get(address).content.decode()
            assert "A secret name" not in words
            assert "version 2.0" not in words.lower()

    def test_a_member_reads_it_and_no_cache_keeps_it(self, reader, town, for_members):
        reader.force_login(town.member)
        response = reader.get("/documents/social-media/")
        assert response.status_code == 200
        assert response["Cache-Control"] == "private, no-store"
        assert "Social media policy" in reader.get("/members/").content.decode()

    def test_the_history_does_not_say_that_nothing_is_in_force(self, reader, town, in_force):
        town.make_successor(in_force, publication=Version.Publication.MEMBERS)
        page = reader.get("/documents/social-media/history/").content.decode()
        assert "No version for the public is in force now." in page
        assert "Version 2.0" not in page

    def test_a_member_does_not_see_what_is_for_officers(self, reader, town, for_officers):
        reader.force_login(town.member)
        assert reader.get("/documents/social-media/").status_code == 404
        assert "Social media policy" not in reader.get("/members/").content.decode()
        reader.force_login(town.auditor)
        assert reader.get("/documents/social-media/").status_code == 200
        assert "Social media policy" in reader.get("/members/").content.decode()


def test_every_response_carries_the_security_headers(reader, town, in_force):
    for address in ("/", "/documents/social-media/", "/nothing/", "/admin/login/", "/sign-in/"):
        headers = reader.get(address).headers
        assert headers["Content-Security-Policy"].startswith(
            "default-src 'none'; script-src 'self'"
        )
        assert "unsafe" not in headers["Content-Security-Policy"]
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["X-Frame-Options"] == "DENY"
        assert headers["Referrer-Policy"] == "same-origin"
        assert "camera=()" in headers["Permissions-Policy"]


def test_hostile_text_reaches_nobody(reader, town):
    version = town.make_draft()
    town.write_section(
        version, "<script>alert(1)</script>", "<b onclick=alert(1)>x</b> <svg onload=alert(1)>"
    )
    submitting.submit_version(version=version, by=town.author, at=town.now())
    html = town.fresh(version).submission.article.html
    assert "<script" not in html
    assert "onclick" not in html
    assert "onload" not in html
    assert "&lt;script&gt;alert(1)" in html


def test_a_link_that_runs_is_not_submitted(town):
    version = town.make_draft()
    town.write_section(version, "Links", "Read [the code](javascript:alert(1)).")
    with pytest.raises(MoveRefused, match="javascript:"):
        submitting.submit_version(version=version, by=town.author, at=town.now())
