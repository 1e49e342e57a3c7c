"""The page of a version and of its sections: writing a draft, and reading what is frozen."""

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext

from policies.actions import submitting
from policies.domain.content import ItemKind
from policies.models import Authorship, Council, Document, GuidanceItem, Section, User, Version
from tests.admin.posting import fields_of, post_from, words_of


class TestDocument:
    def test_an_author_creates_one(self, at_desk, town, address):
        page = post_from(
            at_desk(town.author),
            address("document_add"),
            title="Protocol on filming",
            slug="filming",
            reference="BBC-9",
            owner_post=town.owner_post.pk,
        )
        document = Document.objects.get()
        assert page.redirect_chain[-1][0] == address("document_change", document.pk)
        assert document.council == town.council
        assert document.history.get().history_user == town.author
        assert "This document has no version yet" in words_of(page)

    def test_an_auditor_creates_none(self, at_desk, town, address):
        assert at_desk(town.auditor).post(address("document_add"), {}).status_code == 403

    def test_a_taken_slug_is_refused_with_what_was_typed(self, at_desk, town, in_force, address):
        page = post_from(
            at_desk(town.author),
            address("document_add"),
            title="Protocol on filming",
            slug="filming",
            reference=in_force.document.reference,
            owner_post=town.owner_post.pk,
        )
        assert page.status_code == 200
        assert "reference" in words_of(page)
        assert fields_of(page)["title"] == ["Protocol on filming"]
        assert Document.objects.count() == 1

    def test_its_slug_never_changes(self, at_desk, town, draft, address):
        url = address("document_change", draft.document_id)
        post_from(at_desk(town.author), url, slug="other", review_interval_months="12", why="Law")
        document = Document.objects.get()
        assert (document.slug, document.review_interval_months) == ("social-media", 12)
        assert document.history.first().history_change_reason == "Law"

    def test_without_a_council_it_says_what_to_do(self, at_desk, town, address, monkeypatch):
        monkeypatch.setattr(Council.objects, "first", lambda: None)
        page = post_from(
            at_desk(town.author),
            address("document_add"),
            title="Protocol on filming",
            slug="filming",
            reference="BBC-9",
            owner_post=town.owner_post.pk,
        )
        assert "The council is not set up yet" in words_of(page)
        assert fields_of(page)["title"] == ["Protocol on filming"]


class TestDescription:
    def test_a_draft_is_changed_by_an_author(self, at_desk, town, draft, page_of):
        page = post_from(
            at_desk(town.officer),
            page_of(draft),
            title="Using social media",
            number="1.1",
            change_summary="One\r\nTwo",
            why="Plainer title",
        )
        version = Version.objects.get()
        assert "Version 1.1 was saved" in words_of(page)
        assert (version.title, str(version.number)) == ("Using social media", "1.1")
        assert version.change_summary == "One\nTwo"
        assert list(version.contacts.all()) == [town.contact]
        state = version.history.first()
        assert (state.history_user, state.history_change_reason) == (town.officer, "Plainer title")
        assert version.is_written_by(town.officer)

    def test_who_saves_without_a_change_is_no_author(self, at_desk, town, draft, page_of):
        post_from(at_desk(town.officer), page_of(draft))
        assert not draft.is_written_by(town.officer)

    def test_a_related_document_is_added_and_removed(self, at_desk, town, draft, page_of):
        client = at_desk(town.author)
        post_from(client, page_of(draft), **{"related-0-title": "Code of conduct"})
        row = draft.related.get()
        assert row.history.first().history_user == town.author
        post_from(client, page_of(draft), **{"related-0-DELETE": "on"})
        assert not draft.related.exists()

    def test_a_number_is_used_once(self, at_desk, town, page_of):
        first = town.make_in_force()
        draft = town.make_draft(first.document)
        page = post_from(at_desk(town.author), page_of(draft), number="1.0", title="Kept words")
        assert "A number is used once" in words_of(page)
        assert fields_of(page)["title"] == ["Kept words"]
        assert str(town.fresh(draft).number) == "2.0"

    def test_a_wrong_number_is_an_error_on_the_page(self, at_desk, town, draft, page_of):
        page = post_from(at_desk(town.author), page_of(draft), number="two")
        assert "is not a version number" in words_of(page)

    def test_a_stale_page_is_refused_and_its_words_kept(self, at_desk, town, draft, page_of):
        client = at_desk(town.author)
        fields = fields_of(client.get(page_of(draft)))
        submitting.submit_version(version=draft, by=town.author, at=town.now())
        fields["summary"] = ["Words that took an hour"]
        page = client.post(page_of(draft), fields)
        assert page.status_code == 200
        assert "This version is in review; only the text of a draft can be changed." in words_of(
            page
        )
        assert fields_of(page)["summary"] == ["Words that took an hour"]
        assert town.fresh(draft).summary == draft.summary

    @pytest.mark.parametrize("who", ["auditor", "clerk", "administrator", "monitoring"])
    def test_others_read_it_and_change_nothing(self, at_desk, town, draft, page_of, who):
        client = at_desk(getattr(town, who))
        page = client.get(page_of(draft))
        assert page.status_code == 200
        assert 'name="title"' not in page.content.decode()
        assert client.post(page_of(draft), {"title": "x"}).status_code == 403

    def test_a_superuser_without_a_role_changes_nothing(self, at_desk, town, draft, page_of):
        root = User.objects.create_superuser("root", password="brackenmoor-root-99")
        assert at_desk(root).get(page_of(draft)).status_code == 200
        assert at_desk(root).post(page_of(draft), {"title": "x"}).status_code == 403

    @pytest.mark.parametrize("state", ["in_review", "approved", "in_force"])
    def test_out_of_draft_it_is_read_only(self, at_desk, town, page_of, address, request, state):
        version = request.getfixturevalue(state)
        client = at_desk(town.author)
        for url in (page_of(version), address("section_change", version.sections.first().pk)):
            page = client.get(url)
            assert page.status_code == 200
            text = page.content.decode()
            assert "<textarea" not in text.replace('<textarea id="bulletin-words"', "")
            assert 'name="_save"' not in text
        assert "Add a section" not in words_of(client.get(page_of(version)))

    def test_the_sentence_comes_first(self, at_desk, town, draft, page_of):
        page = words_of(at_desk(town.author).get(page_of(draft)))
        assert "Version 1.0 is a draft. Its text can be changed." in page

    def test_the_page_asks_the_database_as_often_for_many_sections(
        self, at_desk, town, draft, page_of, django_assert_num_queries
    ):
        client = at_desk(town.author)
        with CaptureQueriesContext(connection) as few:
            client.get(page_of(draft))
        for number in range(5):
            town.write_section(draft, f"Section {number}", "Words.")
        with django_assert_num_queries(len(few)):
            client.get(page_of(draft))

    def test_a_version_that_is_not_there(self, at_desk, town, address):
        client = at_desk(town.author)
        assert client.get(address("version_read", 99)).status_code == 404
        assert client.get("/admin/policies/version/99/change/").status_code == 404


class TestReading:
    def test_a_draft_is_read_as_it_stands(self, at_desk, town, draft, address):
        page = at_desk(town.auditor).get(address("version_read", draft.pk))
        assert "This policy applies to" in words_of(page)

    def test_the_stored_article_is_shown(self, at_desk, town, in_force, address):
        page = at_desk(town.auditor).get(address("version_read", in_force.pk))
        assert in_force.submission.article.html in page.content.decode()

    def test_an_article_of_another_edition_is_not_shown(self, at_desk, town, in_force, address):
        kept = in_force.submission.article
        kept.html, kept.edition = "old layout", 0
        kept.save()
        page = at_desk(town.auditor).get(address("version_read", in_force.pk))
        assert "old layout" not in page.content.decode()


class TestSections:
    def test_an_author_adds_one_with_items_and_law(self, at_desk, town, draft, address):
        url = f"{address('section_add')}?version={draft.pk}"
        page = post_from(
            at_desk(town.author),
            url,
            heading="Risks",
            printed_number="4",
            body="Words.\r\n\r\nMore.",
            laws=[town.law.pk],
            **{
                "items-0-kind": "risk",
                "items-0-text": "A post can be copied.",
                "items-2-kind": "tip",
                "items-2-text": "Wait a minute.",
                "items-2-is_key_point": "on",
            },
        )
        assert page.redirect_chain[-1][0].startswith(address("version_change", draft.pk))
        section = Section.objects.get(heading="Risks")
        assert section.body == "Words.\n\nMore."
        assert list(section.laws.all()) == [town.law]
        assert [item.text for item in section.items.all()] == [
            "A post can be copied.", "Wait a minute.",
        ]  # fmt: skip
        assert section.position == 4
        assert section.history.first().history_user == town.author

    def test_one_is_changed_and_an_item_removed(self, at_desk, town, draft, address):
        section = draft.sections.get(heading__startswith="Dos")
        page = post_from(
            at_desk(town.author),
            address("section_change", section.pk),
            body="New words.",
            why="Plainer",
            **{"items-0-DELETE": "on", "items-1-text": "Never post in anger."},
        )
        version_page = address("version_change", draft.pk)
        assert page.redirect_chain[-1][0] == f"{version_page}#section-{section.pk}"
        assert f'id="section-{section.pk}"' in page.content.decode()
        section.refresh_from_db()
        assert section.body == "New words."
        assert section.history.first().history_change_reason == "Plainer"
        assert [item.text for item in section.items.all()] == ["Never post in anger."]
        gone = GuidanceItem.history.filter(history_type="-").get()
        assert gone.history_user == town.author

    def test_save_and_continue_stays(self, at_desk, town, draft, address):
        url = address("section_change", draft.sections.first().pk)
        page = post_from(at_desk(town.author), url, heading="Who it is for", _continue="1")
        assert page.redirect_chain[-1][0] == url

    def test_a_key_of_the_councils_own_is_kept(self, at_desk, town, draft, address):
        section = town.write_section(draft, "Ours", "Words.", key="our-own")
        post_from(at_desk(town.author), address("section_change", section.pk), heading="Ours too")
        section.refresh_from_db()
        assert (section.heading, section.key) == ("Ours too", "our-own")

    def test_who_only_looks_is_no_author(self, at_desk, town, draft, address):
        for section in draft.sections.all():
            post_from(at_desk(town.officer), address("section_change", section.pk))
        assert Authorship.objects.get().person == town.author

    def test_a_stale_page_is_refused_and_its_words_kept(self, at_desk, town, draft, address):
        client = at_desk(town.author)
        url = address("section_change", draft.sections.first().pk)
        fields = fields_of(client.get(url))
        submitting.submit_version(version=draft, by=town.author, at=town.now())
        fields["body"] = ["Words that took an hour"]
        fields["items-0-kind"], fields["items-0-text"] = ["do"], ["An item typed too"]
        page = client.post(url, fields)
        assert page.status_code == 200
        assert "only the text of a draft can be changed" in words_of(page)
        kept = fields_of(page)
        assert kept["body"] == ["Words that took an hour"]
        assert kept["items-0-text"] == ["An item typed too"]
        assert not Section.objects.filter(body="Words that took an hour").exists()

    def test_one_is_not_added_to_a_version_out_of_draft(self, at_desk, town, in_review, address):
        client = at_desk(town.author)
        url = f"{address('section_add')}?version={in_review.pk}"
        page = client.get(url, follow=True)
        assert "only the text of a draft can be changed" in words_of(page)
        fields = {"heading": "New", "level": "1", "body": "Words kept"}
        fields |= {f"items-{name}": "0" for name in ("TOTAL_FORMS", "INITIAL_FORMS")}
        page = client.post(url, fields)
        assert "only the text of a draft can be changed" in words_of(page)
        assert "Words kept" in page.content.decode()
        assert in_review.sections.count() == 3

    @pytest.mark.parametrize("query", ["", "?version=x", "?version=99"])
    def test_one_needs_a_version(self, at_desk, town, address, query):
        assert at_desk(town.author).get(address("section_add") + query).status_code == 404

    def test_others_do_not_write(self, at_desk, town, draft, address, client):
        section = draft.sections.first()
        for url in (
            address("section_change", section.pk),
            f"{address('section_add')}?version={draft.pk}",
            address("section_move", section.pk),
            address("section_remove", section.pk),
        ):
            assert client.post(url, {}).status_code == 302
            assert at_desk(town.clerk).post(url, {"heading": "x"}).status_code == 403
        assert list(draft.sections.all())[0] == section

    def test_one_moves_by_button(self, at_desk, town, draft, address):
        client = at_desk(town.author)
        first, second, third = draft.sections.all()
        page = client.post(address("section_move", second.pk), {"direction": "up"}, follow=True)
        assert "was moved up" in words_of(page)
        assert list(draft.sections.all()) == [second, first, third]
        client.post(address("section_move", second.pk), {"direction": "down"})
        assert list(draft.sections.all()) == [first, second, third]
        assert client.get(address("section_move", second.pk)).status_code == 302

    def test_a_frozen_one_does_not_move(self, at_desk, town, in_review, address):
        first = in_review.sections.first()
        url = address("section_move", first.pk)
        page = at_desk(town.author).post(url, {"direction": "down"}, follow=True)
        assert "only the text of a draft can be changed" in words_of(page)
        assert in_review.sections.first() == first

    def test_one_is_removed_after_asking(self, at_desk, town, draft, address):
        client = at_desk(town.author)
        section = draft.sections.get(heading__startswith="Dos")
        assert "with its 2 items" in words_of(client.get(address("section_remove", section.pk)))
        assert draft.sections.count() == 3
        page = client.post(address("section_remove", section.pk), follow=True)
        assert "was removed" in words_of(page)
        assert draft.sections.count() == 2

    def test_a_frozen_one_is_not_removed(self, at_desk, town, in_review, address):
        page = at_desk(town.author).post(address("section_remove", in_review.sections.first().pk))
        assert page.status_code == 403
        assert "only the text of a draft can be changed" in words_of(page)
        assert in_review.sections.count() == 3

    def test_one_that_is_not_there(self, at_desk, town, address):
        client = at_desk(town.author)
        assert client.get(address("section_remove", 99)).status_code == 404
        assert client.get(address("section_changelist")).status_code == 302

    def test_dos_are_numbered_on(self, at_desk, town, draft, address):
        section = draft.sections.get(heading__startswith="Dos")
        page = at_desk(town.author).get(address("section_change", section.pk))
        assert fields_of(page)["items-2-position"] == ["3"]
        town.write_item(section, ItemKind.TIP, "Ask first.")
        page = at_desk(town.author).get(address("section_change", section.pk))
        assert fields_of(page)["items-3-position"] == ["4"]


class TestHistory:
    @pytest.fixture
    def viewer(self, town):
        """Someone who may view versions and do nothing else."""
        person = User.objects.create_user("viewer", password="brackenmoor-ash-11", is_staff=True)
        person.user_permissions.set(Permission.objects.filter(codename="view_version"))
        return person

    def test_what_was_done_is_listed_with_who(self, at_desk, town, draft, address):
        page = words_of(at_desk(town.auditor).get(address("version_history", draft.pk)))
        assert "author (Governance Adviser) started this version." in page

    def test_a_state_shows_every_value(self, at_desk, town, draft, address):
        state = draft.history.first()
        page = at_desk(town.auditor).get(address("version_simple_history", draft.pk, state.pk))
        assert "Says more about private messages." in words_of(page)
        assert "Democratic Services" in words_of(page)
        assert "<form" not in page.content.decode().split("content-main")[1]

    def test_it_is_never_written(self, at_desk, town, draft, viewer, address):
        root = User.objects.create_superuser("root", password="brackenmoor-root-99")
        state = draft.history.first()
        before = draft.history.count()
        for person in (viewer, town.author, town.auditor, root):
            client = at_desk(person)
            for url in (
                address("version_simple_history", draft.pk, state.pk),
                address("version_history", draft.pk),
            ):
                assert client.get(url).status_code == 200
                assert client.post(url, {"title": "x"}).status_code == 403
                assert client.put(url, {}).status_code == 403
                assert client.delete(url).status_code == 403
        assert draft.history.count() == before

    def test_a_section_and_a_setting_have_theirs(self, at_desk, town, draft, address):
        section = draft.sections.first()
        state = section.history.first()
        client = at_desk(town.auditor)
        url = address("section_simple_history", section.pk, state.pk)
        assert "Defamation Act 2013" in words_of(client.get(url))
        assert client.post(url).status_code == 403
        assert client.get(address("council_history", town.council.pk)).status_code == 200

    def test_a_state_of_another_row_is_not_shown(self, at_desk, town, draft, address):
        state = draft.history.first()
        url = address("version_simple_history", draft.pk + 1, state.pk)
        assert at_desk(town.auditor).get(url).status_code == 404

    def test_it_is_not_shown_without_permission(self, at_desk, town, draft, viewer, address):
        section = draft.sections.first()
        state = section.history.first()
        url = address("section_simple_history", section.pk, state.pk)
        assert at_desk(viewer).get(url).status_code == 403
