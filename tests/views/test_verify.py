"""Which published text or file has a hash: told to anyone, and nothing of what is not public."""

from hashlib import sha256
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from policies.actions import deciding, publishing, submitting, translating
from policies.models import ImportedFile
from policies.views import uploads
from tests.restricted import NOTICE, Restricting
from tests.translated import Translating

PAGE = "/verify/"
NOTHING = "Nothing published here has this hash"


def words_of(response) -> str:
    return " ".join(unescape(response.content.decode()).split())


def asked(client, hash_of) -> str:
    response = client.get(PAGE, {"sha256": hash_of})
    assert response.status_code == 200
    return words_of(response)


def test_the_exact_text_is_named_with_its_period(client, town, in_force):
    town.make_successor(in_force)
    page = asked(client, in_force.submission.sha256)
    assert "It was published here" in page
    assert "This is the exact text of version 1.0, as it was decided." in page
    assert (
        "Version 1.0 of this policy: It was in force from 2 March 2026 until 3 March 2026." in page
    )
    assert '<a href="/documents/social-media/versions/1.0/">Read version 1.0</a>' in page


def test_the_bytes_that_are_served_have_the_hash_that_is_asked_for(client, in_force):
    served = client.get("/documents/social-media/versions/1.0/social-media-1.0.json").content
    file = SimpleUploadedFile("anything.bin", served)
    found = client.post(PAGE, {"file": file}, follow=True)
    assert found.redirect_chain == [(f"{PAGE}?sha256={sha256(served).hexdigest()}", 303)]
    assert "This is the exact text of version 1.0" in words_of(found)


def test_a_hash_is_taken_as_programs_print_it(client, in_force):
    printed = f"{in_force.submission.sha256.upper()}  social-media-1.0.json"
    assert "This is the exact text of version 1.0" in asked(client, printed)


class TestATranslation:
    @pytest.fixture
    def translators(self, town):
        return Translating(town)

    def test_it_is_named_with_its_language_once_its_version_is_published(
        self, client, town, translators
    ):
        version = town.make_approved()
        text = translators.make(version, "ur").submission
        assert NOTHING in asked(client, text.sha256)
        publishing.publish_version(version=version, by=town.officer, at=town.now())
        page = asked(client, text.sha256)
        assert "This is the text of version 1.0 in another language: Urdu." in page
        assert "Version 1.0 of this policy: It has been in force since 2 March 2026" in page

    def test_one_that_was_corrected_is_told_apart(self, client, town, in_force, translators):
        first = translators.make(in_force, "ur").submission
        translating.open_translation_again(
            translation=translators.fresh(in_force, "ur"), reason="A slip", by=town.author,
            at=town.now(),
        )  # fmt: skip
        translators.submit(translators.write(translators.fresh(in_force, "ur"), mark="better"))
        second = translators.fresh(in_force, "ur").submission
        assert (
            "This is an earlier text of version 1.0 in another language (Urdu), submitted on "
            "2 March 2026. A corrected one has taken its place." in asked(client, first.sha256)
        )
        assert "in another language: Urdu." in asked(client, second.sha256)

    def test_a_file_of_it_says_its_language(self, client, in_force, translators):
        translators.make(in_force, "ur")
        address = "/documents/social-media/versions/1.0/social-media-1.0-ur.txt"
        served = client.get(address, follow=True)
        hashed = sha256(b"".join(served.streaming_content)).hexdigest()
        page = asked(client, hashed)
        assert "This is a file of version 1.0, made here on " in page
        assert "Plain text, Urdu." in page

    def test_of_one_that_is_made_of_other_words_than_were_published_nothing_is_told(
        self, client, town, in_review, translators
    ):
        text = translators.make(in_review, "ur").submission
        submitting.recall_version(version=in_review, by=town.author, at=town.now(), reason="A slip")
        town.write_section(town.fresh(in_review), "More", "More words.")
        submitting.submit_version(version=town.fresh(in_review), by=town.author, at=town.now())
        decision = town.enter_decision(town.fresh(in_review))
        deciding.confirm_decision(decision=decision, by=town.confirmer, at=town.now())
        publishing.publish_version(version=town.fresh(in_review), by=town.officer, at=town.now())
        assert NOTHING in asked(client, text.sha256)

    def test_of_one_of_a_text_for_members_nothing_is_told(self, client, town, translators):
        version = town.make_in_force(publication="members")
        assert NOTHING in asked(client, translators.make(version, "ur").submission.sha256)


def test_a_stored_file_is_named_and_told_if_it_says_hidden_words(client, town, in_force):
    law = Restricting(town)
    file = law.keep_file(in_force, at=town.now())
    assert "This is a file of version 1.0, made here on 2 March 2026: PDF." in asked(
        client, file.sha256
    )
    law.restrict(in_force, "applies to all members")
    page = asked(client, file.sha256)
    assert "It holds words that were removed by law since, and is not offered any more." in page
    assert "applies to all members" not in page
    assert NOTICE not in page


def test_a_file_that_was_brought_in_is_named_once_its_version_is_published(client, town):
    version = town.make_approved()
    ImportedFile.objects.create(
        document=version.document, name="old.docx", content=b"old", by=town.author, at=town.now(),
        sha256=sha256(b"old").hexdigest(), version=version,
    )  # fmt: skip
    assert NOTHING in asked(client, sha256(b"old").hexdigest())
    publishing.publish_version(version=version, by=town.officer, at=town.now())
    page = asked(client, sha256(b"old").hexdigest())
    assert (
        "This is a file that was brought in on 2 March 2026 as the source of version 1.0." in page
    )
    assert "old.docx" not in page


def test_an_earlier_submission_is_not_taken_for_the_text_in_force(client, town, in_review):
    earlier = in_review.submission.sha256
    submitting.recall_version(version=in_review, by=town.author, at=town.now(), reason="A slip")
    town.write_section(town.fresh(in_review), "More", "More words.")
    submitting.submit_version(version=town.fresh(in_review), by=town.author, at=town.now())
    decision = town.enter_decision(town.fresh(in_review))
    deciding.confirm_decision(decision=decision, by=town.confirmer, at=town.now())
    assert NOTHING in asked(client, earlier)
    publishing.publish_version(version=town.fresh(in_review), by=town.officer, at=town.now())
    assert "It is not the text that came into force." in asked(client, earlier)


@pytest.mark.parametrize("state", ["in_review", "approved"])
def test_of_a_draft_nothing_is_told(client, request, state):
    version = request.getfixturevalue(state)
    assert NOTHING in asked(client, version.submission.sha256)


@pytest.mark.parametrize("publication", ["members", "officers"])
def test_of_a_text_that_is_not_for_everyone_nothing_is_told_even_to_those_who_may(
    client, town, publication
):
    version = town.make_in_force(publication=publication)
    client.force_login(town.officer)
    page = asked(client, version.submission.sha256)
    assert NOTHING in page
    assert "It is a draft, or a text for members only." in page


@pytest.mark.parametrize("typed", ["abc", "x" * 64, "' OR 1=1 --", "<script>", "0" * 10_000])
def test_what_is_no_hash_gets_told_so(client, db, typed):
    response = client.get(PAGE, {"sha256": typed})
    assert response.status_code == 400
    assert "such a hash has 64 characters" in words_of(response)
    assert b"<script>" not in response.content


def test_no_cookie_no_token_and_a_lasting_answer_for_caches(client, in_force):
    for address in (PAGE, f"{PAGE}?sha256={in_force.submission.sha256}"):
        response = client.get(address)
        assert response["Cache-Control"] == "public, max-age=60, stale-while-revalidate=600"
        assert not response.cookies
        assert not response.has_header("Vary")
        assert b"csrf" not in response.content
        tag = {"if-none-match": response["ETag"]}
        assert client.get(address, headers=tag).status_code == 304


def test_an_answer_is_another_one_once_the_version_is_superseded(client, town, in_force):
    address = f"{PAGE}?sha256={in_force.submission.sha256}"
    tag = {"if-none-match": client.get(address)["ETag"]}
    town.make_successor(in_force)
    again = client.get(address, headers=tag)
    assert again.status_code == 200
    assert "until 3 March 2026" in words_of(again)


class TestAFile:
    def test_a_form_from_anywhere_is_taken_without_a_token(self, in_force):
        strict = Client(enforce_csrf_checks=True)
        assert strict.post(PAGE, {"file": SimpleUploadedFile("a", b"a")}).status_code == 303

    def test_an_empty_file_has_a_hash_too(self, client, db):
        response = client.post(PAGE, {"file": SimpleUploadedFile("empty.txt", b"")})
        assert response["Location"] == f"{PAGE}?sha256={sha256().hexdigest()}"

    def test_nothing_of_it_is_kept_on_disk_or_in_memory(self, client, db, settings, tmp_path):
        settings.FILE_UPLOAD_TEMP_DIR = tmp_path
        settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 1
        big = SimpleUploadedFile("big.bin", b"x" * 3_000_000)
        assert client.post(PAGE, {"file": big}).status_code == 303
        assert list(tmp_path.iterdir()) == []

    def test_no_file_is_told(self, client, db):
        for sent in ({}, {"file": "words"}):
            response = client.post(PAGE, sent)
            assert response.status_code == 400
            assert "Choose the file that you want to check." in words_of(response)
        broken = client.post(PAGE, b"--x", content_type="multipart/form-data; boundary=")
        assert broken.status_code == 400

    def test_too_large_a_file_is_told(self, client, db, monkeypatch):
        monkeypatch.setattr(uploads, "LARGEST_BYTES", 1000)
        for room in (100_000, 10):
            monkeypatch.setattr(uploads, "_ROOM", room)
            response = client.post(PAGE, {"file": SimpleUploadedFile("a", b"x" * 1001)})
            assert response.status_code == 413
            assert "The file is larger than 20 MB." in words_of(response)
            assert response["Cache-Control"] == "no-store"
