"""The checks beside a draft, and what the page of submitting asks and tells."""

import pytest

from policies.actions import text
from tests.admin.posting import fields_of, post_from, words_of


class TestChecks:
    def test_a_fault_is_shown_with_the_way_to_it(self, at_desk, town, draft, page_of, address):
        section = town.write_section(draft, "Pictures", "![](https://example.org/a.png)")
        page = at_desk(town.author).get(page_of(draft))
        assert "To mend before this can be submitted" in words_of(page)
        assert f'{address("section_change", section.pk)}#id_body"' in page.content.decode()

    def test_the_page_of_a_section_shows_its_own(self, at_desk, town, draft, address):
        section = town.write_section(draft, "Pictures", "![](https://example.org/a.png)")
        other = draft.sections.first()
        client = at_desk(town.author)
        page = words_of(client.get(address("section_change", section.pk)))
        assert "To mend before this can be submitted" in page
        page = words_of(client.get(address("section_change", other.pk)))
        assert "To mend before" not in page

    def test_only_a_draft_is_checked(self, at_desk, town, in_review, page_of):
        assert "Checks" not in words_of(at_desk(town.author).get(page_of(in_review)))


class TestSubmitting:
    @pytest.fixture
    def submit_page(self, address):
        return lambda version: address("version_submit", version.pk)

    def test_it_asks_for_the_change_where_it_is_used(self, at_desk, town, draft, submit_page):
        draft = town.make_draft(
            town.make_document("filming", "Filming"), change_summary="", change_reason=""
        )
        client = at_desk(town.author)
        page = client.get(submit_page(draft))
        assert page.status_code == 200
        page = post_from(client, submit_page(draft), change_summary="", change_reason="")
        assert "Say why it is changed." in words_of(page)
        post_from(
            client, submit_page(draft), change_summary="The first one.", change_reason="Asked for."
        )
        draft = town.fresh(draft)
        assert draft.is_in_review
        assert draft.submission.content.change_summary == "The first one."

    def test_what_is_written_already_is_proposed(self, at_desk, town, draft, submit_page):
        client = at_desk(town.author)
        saves = draft.history.count()
        fields = fields_of(client.get(submit_page(draft)))
        assert fields["change_summary"] == ["Says more about private messages."]
        client.post(submit_page(draft), fields)
        assert town.fresh(draft).is_in_review
        # Nothing was typed, so nothing but the move itself is saved.
        assert draft.history.count() == saves + 1

    def test_a_fault_that_the_checks_find_keeps_it_from_being_submitted(
        self, at_desk, town, draft, submit_page
    ):
        town.write_section(draft, "Channels", "[Read the code](javascript:alert(1)) first.")
        page = post_from(at_desk(town.author), submit_page(draft), change_summary="New words.")
        assert "“Channels”, line 1" in words_of(page)
        draft = town.fresh(draft)
        assert draft.is_draft
        assert draft.change_summary == "Says more about private messages."

    def test_it_lists_what_changed(self, at_desk, town, in_force, submit_page):
        draft = town.make_draft(in_force.document)
        who = {"by": town.author, "at": town.now()}
        scope, groups, dos = draft.sections.all()
        text.remove_section(section=groups, **who)
        dos.heading = "What to do"
        text.save_section(section=dos, **who)
        scope.body = "This policy applies to every member."
        text.save_section(section=scope, **who)
        town.write_section(draft, "Risks", "Words.")
        page = words_of(at_desk(town.author).get(submit_page(draft)))
        assert "“Scope” was reworded." in page
        assert "“Private groups” was removed." in page
        assert "“Dos and don’ts” was renamed “What to do”." in page
        assert "“Risks” was added." in page

    def test_without_a_version_in_force_there_is_nothing_to_list(
        self, at_desk, town, draft, submit_page
    ):
        page = words_of(at_desk(town.author).get(submit_page(draft)))
        assert "What changed since the version in force" not in page

    def test_levels_and_places(self, at_desk, town, in_force, submit_page):
        draft = town.make_draft(in_force.document)
        who = {"by": town.author, "at": town.now()}
        scope, groups, dos = draft.sections.all()
        groups.level = 1
        text.save_section(section=groups, **who)
        text.move_section(section=dos, up=True, **who)
        text.move_section(section=dos, up=True, **who)
        page = words_of(at_desk(town.author).get(submit_page(draft)))
        assert "“Private groups” was put on another level." in page
        assert "“Dos and don’ts” was moved." in page
