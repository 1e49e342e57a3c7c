"""Starting a version and recording a past one, on the page of the document."""

from dataclasses import replace
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from policies.intake import reading
from policies.intake.result import Passage
from policies.models import Version
from tests.admin.posting import fields_of, post_from, words_of
from tests.intake.word_files import policy, saved

TEXT = "# Using social media\n\n## 1. Purpose\n\nWhy we have this.\n\n## 2. Scope\n\nAll members.\n"


@pytest.fixture
def paper(town):
    return {
        "number": "1.0",
        "title": "Using social media",
        "text": TEXT,
        "change_summary": "The first policy.",
        "change_reason": "Members asked for it.",
        "in_force_from": "2019-05-20",
        "body": town.body.pk,
        "decided_on": "2019-05-16",
        "minute_reference": "Minute 4",
        "resolution": "RESOLVED: adopted.",
        "evidence": "Signed minutes, box 12, strong room",
    }


class TestStart:
    @pytest.fixture
    def url(self, town, address):
        return address("document_start", town.make_document().pk)

    def test_a_visitor_is_led_to_the_sign_in(self, client, url):
        assert client.post(url).status_code == 302

    def test_the_wrong_role_is_told_who_can(self, at_desk, town, url):
        page = at_desk(town.clerk).post(url, {"author_post": town.author_post.pk})
        assert page.status_code == 403
        assert "Only the Author or the Corporate Officer can start a version." in words_of(page)
        assert not Version.objects.exists()

    def test_an_author_starts_the_first_from_a_template(self, at_desk, town, url):
        page = post_from(
            at_desk(town.author), url, template="Policy for a parish or town council", number="2.0"
        )
        version = Version.objects.get()
        assert "Version 2.0 was started" in words_of(page)
        assert version.sections.filter(key="responsibilities").exists()
        assert "*Write here:*" in version.sections.first().body

    def test_an_author_starts_the_first(self, at_desk, town, url):
        page = post_from(at_desk(town.author), url)
        version = Version.objects.get()
        assert "Version 1.0 was started" in words_of(page)
        assert (version.author_post, version.change_class) == (town.owner_post, "new")

    def test_the_printed_number_wins(self, at_desk, town, url):
        post_from(at_desk(town.author), url, number="3.1")
        assert str(Version.objects.get().number) == "3.1"

    def test_the_next_is_a_copy_of_the_one_in_force(self, at_desk, town, in_force, address):
        url = address("document_start", in_force.document_id)
        post_from(at_desk(town.author), url, change_class="minor")
        draft = in_force.document.open_version()
        assert str(draft.number) == "1.1"
        assert draft.sections.count() == in_force.sections.count()

    def test_one_at_a_time(self, at_desk, town, draft, address):
        url = address("document_start", draft.document_id)
        page = at_desk(town.author).get(url)
        assert page.status_code == 403
        assert "Version 1.0 is already open." in words_of(page)
        shown = words_of(at_desk(town.author).get(address("document_change", draft.document_id)))
        assert "Version 1.0 is already open." in shown
        assert url not in shown

    def test_a_document_that_is_not_there(self, at_desk, town, address):
        assert at_desk(town.author).get(address("document_start", 99)).status_code == 404


class TestRecordPast:
    @pytest.fixture
    def document(self, town):
        return town.make_document()

    @pytest.fixture
    def url(self, document, address):
        return address("document_record_past", document.pk)

    def test_a_visitor_is_led_to_the_sign_in(self, client, url, paper):
        assert client.post(url, paper).status_code == 302
        assert not Version.objects.exists()

    def test_the_wrong_role_is_told_who_can(self, at_desk, town, url, paper):
        page = at_desk(town.author).post(url, paper)
        assert page.status_code == 403
        assert "Only the Corporate Officer can record a past version." in words_of(page)
        assert "strong room" in words_of(page)
        assert not Version.objects.exists()

    def test_pasted_text_goes_on_record(self, at_desk, town, url, paper):
        page = post_from(at_desk(town.officer), url, **paper)
        version = Version.objects.get()
        assert "Version 1.0 was recorded from paper." in words_of(page)
        assert version.is_in_force
        assert version.in_force_from == date(2019, 5, 20)
        assert version.evidence == "Signed minutes, box 12, strong room"
        assert [section.heading for section in version.sections.all()] == ["Purpose", "Scope"]
        assert version.submission.decisions.get().minute_reference == "Minute 4"

    def test_a_word_file_is_looked_through_before_it_goes_on_record(
        self, at_desk, town, url, paper
    ):
        document = policy()
        document.add_paragraph("All members.")
        document.add_paragraph().add_run("2. Training").bold = True
        document.add_paragraph("Twice a year.")
        client = at_desk(town.officer)
        fields = fields_of(client.get(url)) | paper | {"text": ""}
        fields["file"] = SimpleUploadedFile("policy.docx", saved(document))
        page = client.post(url, fields)
        assert "Nothing is on record yet." in words_of(page)
        assert "“Training” is a heading in bold print only." in words_of(page)
        assert not Version.objects.exists()
        client.post(url, fields_of(page))
        sections = Version.objects.get().sections.all()
        assert [section.heading for section in sections] == ["Scope", "Training"]

    def test_a_pasted_text_is_shown_as_read_when_that_is_asked(self, at_desk, town, url, paper):
        page = post_from(at_desk(town.officer), url, **paper, _show="1")
        assert "How the text was read" in words_of(page)
        assert "Why we have this." in words_of(page)
        assert not Version.objects.exists()

    def test_an_empty_file_is_refused_in_a_sentence(self, at_desk, town, url, paper):
        client = at_desk(town.officer)
        fields = fields_of(client.get(url)) | paper
        fields["file"] = SimpleUploadedFile("policy.docx", b"")
        page = client.post(url, fields)
        assert "The file is empty: there is nothing to import." in words_of(page)
        assert not Version.objects.exists()

    def test_a_refusal_keeps_the_text_of_the_file(self, at_desk, town, url, paper):
        client = at_desk(town.officer)
        fields = fields_of(client.get(url)) | paper | {"in_force_from": "2050-01-01"}
        fields["text"] = ""
        fields["file"] = SimpleUploadedFile("policy.md", TEXT.encode())
        page = client.post(url, fields_of(client.post(url, fields)))
        assert "A past version came into force before today." in words_of(page)
        assert "Why we have this." in words_of(page)
        assert not Version.objects.exists()

    def test_a_file_that_is_no_text_is_refused(self, at_desk, town, url, paper):
        client = at_desk(town.officer)
        fields = fields_of(client.get(url)) | paper
        fields["file"] = SimpleUploadedFile("policy.pdf", b"%PDF-1.7 ...")
        page = client.post(url, fields)
        assert "The file is a PDF, not a text." in words_of(page)
        assert not Version.objects.exists()

    def test_a_text_is_needed(self, at_desk, town, url, paper):
        page = post_from(at_desk(town.officer), url, **paper | {"text": ""})
        assert "Choose a file or paste the text." in words_of(page)

    def test_words_without_a_place_are_listed_first(self, at_desk, town, url, paper, monkeypatch):
        read = reading.read_document
        stray = (Passage((1, 2), "Stray words"),)
        monkeypatch.setattr(
            reading, "read_document", lambda *a, **k: replace(read(*a, **k), unplaced=stray)
        )
        client = at_desk(town.officer)
        page = post_from(client, url, **paper)
        assert "Lines 1 to 2 have no place: “Stray words”" in words_of(page)
        assert not Version.objects.exists()
        post_from(client, url, **paper, without_unplaced="on")
        assert Version.objects.exists()
