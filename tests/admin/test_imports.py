"""Bringing in a file at the desk: upload, look through, place what has no place, put it there."""

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from policies.actions.submitting import submit_version
from policies.actions.text import remove_item
from policies.domain.content import sha256_of
from policies.models import ImportedFile, Version
from tests.admin.browser import CHROMIUM, check, look, picture, sign_in
from tests.admin.posting import fields_of, post_from, words_of
from tests.factories import Town

TEXT = """Brackenmoor Borough Council

# Social media policy

Adopted after a long debate

| Version | 2.0 |
| Owner | Monitoring Officer |

## 1. Purpose

Why we have this.

## 2. Scope

This policy applies to **all** members, and to co-opted members.

## 3. Dos and don’ts

Think before you post.

| Do | Don’t |
|---|---|
| Check a claim before you share it. | Post in anger. |
"""
REPORT = Path(__file__).parent.parent / "intake" / "texts" / "report_with_tables.txt"
PLACED = {"place-0": "leave-out", "place-1": "0"}


def upload(client, url, content=TEXT, name="policy.md"):
    data = content.encode() if isinstance(content, str) else content
    return client.post(url, {"file": SimpleUploadedFile(name, data)}, follow=True)


def review_of(file: ImportedFile) -> str:
    return f"/admin/policies/document/{file.document_id}/files/{file.pk}/"


@pytest.fixture
def document(town):
    return town.make_document()


@pytest.fixture
def url(document, address):
    return address("document_bring_in", document.pk)


@pytest.fixture
def file(at_desk, town, url) -> ImportedFile:
    """A file with two passages without a place, brought into a document without a version."""
    upload(at_desk(town.author), url)
    return ImportedFile.objects.get()


@pytest.fixture
def over_draft(at_desk, town, draft, address) -> ImportedFile:
    """The same file, brought in over a draft."""
    upload(at_desk(town.author), address("document_bring_in", draft.document_id))
    return ImportedFile.objects.get()


class TestUpload:
    def test_a_visitor_is_led_to_the_sign_in(self, client, url):
        assert client.post(url, {"file": SimpleUploadedFile("p.md", b"# P")}).status_code == 302
        assert not ImportedFile.objects.exists()

    def test_the_wrong_role_is_told_who_can(self, at_desk, town, url):
        page = upload(at_desk(town.clerk), url)
        assert page.status_code == 403
        assert "Only the Author or the Corporate Officer can start a version." in words_of(page)
        assert not ImportedFile.objects.exists()

    @pytest.mark.parametrize(
        ("name", "content", "sentence"),
        [
            ("policy.pdf", b"%PDF-1.7 ...", "The file is a PDF, not a text."),
            ("policy.doc", b"\xd0\xcf\x11\xe0" * 9, "Open it in Word and save it as .docx"),
            ("empty.txt", b"", "The file is empty"),
            ("lost.docx", b"PK\x03\x04 nothing more", "Word"),
            ("big.txt", b"a" * (11 * 1024 * 1024), "larger than 10 MiB"),
            ("list.txt", b"".join(b"Item %d\n\n" % n for n in range(99)), "under no heading"),
        ],
    )
    def test_a_refused_file_is_explained_beside_the_field(
        self, at_desk, town, url, name, content, sentence
    ):
        page = upload(at_desk(town.author), url, content, name)
        beside = page.content.decode().split('class="field field-file field-wrong"')[1]
        assert sentence in beside.split("<input")[0]
        assert not ImportedFile.objects.exists()

    def test_a_file_must_be_chosen(self, at_desk, town, url):
        assert "Choose a file." in words_of(at_desk(town.author).post(url))

    def test_what_was_brought_in_waits_on_the_page_of_the_document(
        self, at_desk, town, file, address
    ):
        assert bytes(file.content) == TEXT.encode()
        assert (file.by, file.version) == (town.author, None)
        assert not Version.objects.exists()
        page = at_desk(town.officer).get(address("document_change", file.document_id))
        assert "Files not yet in a draft policy.md" in words_of(page)
        assert review_of(file) in page.content.decode()

    def test_the_same_file_waits_once(self, at_desk, town, file, url):
        page = upload(at_desk(town.officer), url, name="copy.md")
        assert page.redirect_chain[-1][0] == review_of(file)
        assert ImportedFile.objects.count() == 1

    @pytest.mark.parametrize(
        ("stage", "who_can"),
        [
            ("in_review", "The Author or the Corporate Officer can recall it to a draft."),
            ("approved", "The Corporate Officer can rescind it."),
        ],
    )
    def test_a_document_that_is_being_decided_takes_no_file(
        self, at_desk, town, address, stage, who_can, request
    ):
        version = request.getfixturevalue(stage)
        page = upload(at_desk(town.author), address("document_bring_in", version.document_id))
        assert page.status_code == 403
        assert "Version 1.0 is already open." in words_of(page)
        assert who_can in words_of(page)
        assert not ImportedFile.objects.exists()
        shown = at_desk(town.author).get(address("document_change", version.document_id))
        assert who_can in words_of(shown)

    def test_a_document_that_is_not_there(self, at_desk, town, address):
        assert upload(at_desk(town.author), address("document_bring_in", 99)).status_code == 404


class TestLookingThrough:
    def test_sections_findings_and_what_was_left_out_are_shown(self, at_desk, town, file):
        words = words_of(at_desk(town.author).get(review_of(file)))
        assert "3 sections." in words
        assert "applies to all members, and to co-opted members." in words
        assert "Don’t: Post in anger." in words
        assert "The table of dos and don’ts in lines" in words
        assert "Monitoring Officer" in words.split("What the file says about itself")[1]

    def test_what_is_to_be_decided_is_asked_passage_by_passage(self, at_desk, town, file):
        page = at_desk(town.author).get(review_of(file))
        asked = words_of(page).split("Words without a place")[1].split("Title and kind")[0]
        for words in (
            "Line 1 Brackenmoor Borough Council",
            "Line 5 Adopted after a long debate",
            "At the end of “2 Scope”",
            "As a new section",
            "Leave them out",
        ):
            assert words in asked

    def test_choices_stay_when_the_browser_is_closed(self, at_desk, town, file):
        page = post_from(
            at_desk(town.author),
            review_of(file),
            **{
                "place-0": "1",
                "place-1": "new-section",
                "heading-1": "How it came about",
                "title": "Members online",
                "kind": "guidance",
            },
        )
        assert "How it came about Adopted after a long debate" in words_of(page)
        assert not Version.objects.exists()
        again = at_desk(town.officer).get(review_of(file))
        assert "Members online" in again.content.decode()
        shown = words_of(again).split("4 sections.")[1]
        assert "co-opted members. Brackenmoor Borough Council" in shown
        assert shown.index("How it came about") < shown.index("1 Purpose")

    def test_what_an_officer_leaves_out_is_said_and_stays_in_the_file(self, at_desk, town, file):
        page = post_from(at_desk(town.author), review_of(file), **PLACED)
        left_out = words_of(page).split("They stay in the file, which is kept.")[1]
        assert "Brackenmoor Borough Council Left out by the officer." in left_out

    def test_a_title_is_asked_for_beside_its_field(self, at_desk, town, file):
        page = post_from(at_desk(town.author), review_of(file), title="", **PLACED)
        assert "Give it a title." in words_of(page)

    def test_a_committee_report_asks_what_it_is(self, at_desk, town, url):
        page = upload(at_desk(town.author), url, REPORT.read_bytes(), "report.txt")
        assert "This is a committee report, not a policy." in words_of(page)
        file = ImportedFile.objects.get()
        client = at_desk(town.author)
        assert "Say of what kind it is." in words_of(
            post_from(client, review_of(file), title="Online conduct", _put="")
        )
        shown = post_from(client, review_of(file), title="Online conduct", kind="guidance")
        assert "sections." in words_of(shown)

    def test_an_auditor_reads_and_changes_nothing(self, at_desk, town, file):
        page = at_desk(town.auditor).get(review_of(file))
        assert page.status_code == 200
        assert "Put it into the draft" not in words_of(page).split("Title and kind")[1]
        assert post_from(at_desk(town.auditor), review_of(file), **PLACED).status_code == 403
        file.refresh_from_db()
        assert file.placements == {}

    def test_the_file_is_given_back_as_it_came_and_never_shown(self, at_desk, town, file):
        page = at_desk(town.auditor).get(f"{review_of(file)}original/")
        assert page.content == TEXT.encode()
        assert page.headers["Content-Disposition"] == 'attachment; filename="policy.md"'
        assert page.headers["Content-Type"] == "application/octet-stream"

    def test_a_file_of_another_document_is_not_there(self, at_desk, town, file):
        other = town.make_document("other", "Another policy")
        wrong = f"/admin/policies/document/{other.pk}/files/{file.pk}/"
        assert at_desk(town.author).get(wrong).status_code == 404
        assert at_desk(town.author).get(f"{wrong}original/").status_code == 404

    def test_nobody_without_the_desk_sees_it(self, at_desk, town, client, file):
        for visitor in (client, at_desk(town.member)):
            assert visitor.get(review_of(file)).status_code == 302
            assert visitor.get(f"{review_of(file)}original/").status_code == 302


class TestPuttingItIntoADraft:
    def test_words_without_a_place_must_be_decided(self, at_desk, town, file):
        page = post_from(at_desk(town.author), review_of(file), _put="", **{"place-0": "0"})
        assert "Say where these words go: “Adopted after a long debate” (line 5)." in words_of(page)
        assert "“Brackenmoor Borough Council” (line" not in words_of(page)
        assert not Version.objects.exists()
        file.refresh_from_db()
        assert file.placements["0"]["to"] == "0"

    def test_a_new_section_needs_a_heading(self, at_desk, town, file):
        choices = {"place-0": "leave-out", "place-1": "new-section"}
        page = post_from(at_desk(town.author), review_of(file), _put="", **choices)
        assert "Say where these words go: “Adopted after a long debate”" in words_of(page)
        assert not Version.objects.exists()

    def test_the_first_version_is_started_with_the_printed_number(self, at_desk, town, file):
        page = post_from(at_desk(town.author), review_of(file), _put="", **PLACED)
        version = Version.objects.get()
        assert "“policy.md” was put into version 2.0." in words_of(page)
        assert page.redirect_chain[-1][0] == f"/admin/policies/version/{version.pk}/change/"
        assert (version.is_draft, str(version.number)) == (True, "2.0")
        assert version.title == "Social media policy"
        assert version.is_written_by(town.author)
        assert [str(section) for section in version.sections.all()] == [
            "1 Purpose", "2 Scope", "3 Dos and don’ts",
        ]  # fmt: skip
        assert version.sections.first().body == "Why we have this.\n\nAdopted after a long debate"
        assert version.history.first().history_change_reason == "Brought in from “policy.md”"

    def test_the_document_then_names_the_file_as_used(self, at_desk, town, file, address):
        post_from(at_desk(town.author), review_of(file), _put="", **PLACED)
        words = words_of(at_desk(town.auditor).get(address("document_change", file.document_id)))
        assert "Files not yet in a draft" not in words
        assert "1 file brought in policy.md in version 2.0" in words
        page = at_desk(town.author).get(review_of(file))
        assert "The words of this file are in version 2.0." in words_of(page)
        assert "Left out by the officer." in words_of(page)

    def test_a_second_press_does_nothing_more(self, at_desk, town, file):
        client = at_desk(town.author)
        post_from(client, review_of(file), _put="", **PLACED)
        again = client.post(
            review_of(file), {"title": "T", "kind": "policy", "_put": "", **PLACED}, follow=True
        )
        assert "The words of this file are in version 2.0 already." in words_of(again)
        assert Version.objects.count() == 1
        assert Version.objects.get().title == "Social media policy"

    def test_the_next_version_goes_on_from_the_one_in_force(self, at_desk, town, in_force, address):
        upload(at_desk(town.author), address("document_bring_in", in_force.document_id))
        file = ImportedFile.objects.get()
        words = words_of(at_desk(town.author).get(review_of(file)))
        assert "1 new, 2 changed, 1 removed." in words
        post_from(at_desk(town.author), review_of(file), _put="", **PLACED)
        draft = in_force.document.open_version()
        assert draft.based_on == in_force
        for heading in ("Scope", "Dos and don’ts"):
            assert (
                draft.sections.get(heading=heading).lineage
                == in_force.sections.get(heading=heading).lineage
            )


class TestOverADraft:
    def test_what_changes_is_shown_first_word_by_word(self, at_desk, town, draft, over_draft):
        page = at_desk(town.author).get(review_of(over_draft))
        words = words_of(page)
        assert "It would replace the text of the draft, version 1.0." in words
        assert "1 new, 2 changed, 1 removed." in words
        assert "1 Purpose New" in words
        assert "Private groups Removed" in words
        assert "added: members, and to co-opted (end)" in words
        assert draft.sections.get(heading="Scope").body == "This policy applies to **all** members."

    def test_what_only_moved_is_not_called_changed(self, at_desk, town, draft, address):
        turned = (
            "# Social media policy\n\n## Dos and don’ts\n\nThink before you post.\n\n## Scope\n\n"
            "This policy applies to **all** members.\n\n## Private groups\n\n"
            "Anything may be shared.\n"
        )
        for item in draft.sections.last().items.all():
            remove_item(item=item, by=town.author, at=town.now())
        page = upload(at_desk(town.author), address("document_bring_in", draft.document_id), turned)
        words = words_of(page)
        assert "1 moved, 1 on another level, 1 as before." in words

    def test_anchors_law_and_key_points_survive(self, at_desk, town, draft, over_draft):
        before = {section.heading: section.lineage for section in draft.sections.all()}
        summary = draft.summary
        post_from(at_desk(town.officer), review_of(over_draft), _put="", **PLACED)
        draft.refresh_from_db()
        scope, dos = draft.sections.get(heading="Scope"), draft.sections.get(key="dos-and-donts")
        assert "co-opted" in scope.body
        assert (scope.lineage, dos.lineage) == (before["Scope"], before["Dos and don’ts"])
        assert list(scope.laws.all()) == [town.law]
        assert dos.items.get(kind="do").is_key_point
        assert not draft.sections.filter(heading="Private groups").exists()
        assert (draft.summary, str(draft.number)) == (summary, "1.0")
        assert list(draft.contacts.all()) == [town.contact]
        assert draft.is_written_by(town.officer)

    def test_a_draft_that_was_changed_meanwhile_is_shown_again(
        self, at_desk, town: Town, draft, over_draft
    ):
        client = at_desk(town.author)
        seen = fields_of(client.get(review_of(over_draft)))
        town.write_section(draft, "Training", "A colleague wrote this.")
        page = client.post(review_of(over_draft), {**seen, **PLACED, "_put": ""})
        assert "Someone changed the draft after this page was shown." in words_of(page)
        assert "Training Removed" in words_of(page)
        assert draft.sections.filter(heading="Training").exists()
        again = client.post(review_of(over_draft), {**fields_of(page), "_put": ""}, follow=True)
        assert "was put into version 1.0." in words_of(again)
        assert not draft.sections.filter(heading="Training").exists()

    def test_it_is_said_when_a_draft_was_started_meanwhile(self, at_desk, town, document, file):
        client = at_desk(town.author)
        seen = fields_of(client.get(review_of(file)))
        town.make_draft(document)
        page = client.post(review_of(file), {**seen, **PLACED, "_put": ""})
        assert "A draft was started after this page was shown." in words_of(page)
        assert not ImportedFile.objects.get().version

    def test_a_file_that_cannot_be_read_any_more_is_said_to_be_so(self, at_desk, town, draft):
        content = b"%PDF-1.7"
        kept = ImportedFile.objects.create(
            document=draft.document, name="p.pdf", content=content, sha256=sha256_of(content),
            by=town.author, at=town.now(),
        )  # fmt: skip
        client = at_desk(town.author)
        for page in (client.get(review_of(kept)), client.post(review_of(kept), {"_put": ""})):
            assert page.status_code == 409
            assert "The file is a PDF" in words_of(page)
        assert client.get(f"{review_of(kept)}original/").content == content

    def test_a_draft_that_was_submitted_meanwhile_stays_as_it_is(
        self, at_desk, town, draft, over_draft
    ):
        submit_version(version=draft, by=town.author, at=town.now())
        page = post_from(at_desk(town.author), review_of(over_draft), _put="", **PLACED)
        assert page.status_code == 403
        assert "The Author or the Corporate Officer can recall it to a draft." in words_of(page)
        assert draft.sections.filter(heading="Private groups").exists()


@pytest.mark.skipif(not Path(CHROMIUM).exists(), reason="Chromium is not installed here.")
@pytest.mark.django_db(transaction=True)
class TestInABrowser:
    def test_every_page_is_for_everyone(self, desk, town, document, address):
        sign_in(desk, town.author)
        url = address("document_bring_in", document.pk)
        check(desk, url, "bring-in")
        desk.set_input_files(
            "[name=file]", {"name": "p.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7"}
        )
        desk.click("button[type=submit].button")
        desk.wait_for_selector("text=The file is a PDF")
        look(desk, "refused")
        picture(desk, "bring-in-refused")
        desk.set_input_files(
            "[name=file]", {"name": "p.md", "mimeType": "text/plain", "buffer": TEXT.encode()}
        )
        desk.click("button[type=submit].button")
        desk.wait_for_selector("text=Words without a place")
        page = review_of(ImportedFile.objects.get())
        check(desk, page, "import")
        desk.click("[name=_put]")
        desk.wait_for_selector("text=Nothing was put into the draft yet")
        look(desk, "import refused")
        picture(desk, "import-refused")

    def test_over_a_draft_and_used(self, desk, town, over_draft, address):
        sign_in(desk, town.author)
        check(desk, review_of(over_draft), "import-over")
        check(desk, address("document_change", over_draft.document_id), "document-waiting")
        desk.goto(review_of(over_draft))
        desk.select_option("[name=place-0]", "leave-out")
        desk.select_option("[name=place-1]", "0")
        desk.click("[name=_put]")
        desk.wait_for_selector("text=was put into version 1.0")
        check(desk, review_of(over_draft), "import-used")
        check(desk, address("document_change", over_draft.document_id), "document-used")
