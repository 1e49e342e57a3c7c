"""The history of a text at the desk: sentences, differences, and restoring."""

from datetime import timedelta
from urllib.parse import urlencode

import pytest

from policies.actions import deciding, drafting, publishing, submitting, text
from policies.actions.record import keep
from policies.admin.history import versions as versionhistory
from policies.domain.content import ItemKind
from policies.domain.lifecycle import Outcome
from policies.models import Document, RelatedDocument, Section, User, Version
from tests.admin.posting import fields_of, words_of


@pytest.fixture
def history(at_desk, town, address):
    """The words of the history page of a version, as an auditor reads them."""

    def of(version, query: str = "") -> str:
        page = at_desk(town.auditor).get(address("version_history", version.pk) + query)
        assert page.status_code == 200
        return words_of(page)

    return of


@pytest.fixture
def scope(draft):
    return draft.sections.get(heading="Scope")


def change(town, section, words, **why):
    section.body = words
    text.save_section(section=section, by=town.officer, at=town.now(), **why)


class TestSentences:
    def test_who_what_and_why(self, town, draft, scope, history):
        change(town, scope, "It binds **every** member.", why="Plainer")
        assert (
            "officer (Corporate Officer) changed the words of section “Scope”: Plainer." in
            history(draft)
        )  # fmt: skip

    def test_words_that_came_and_went(self, town, draft, scope, at_desk, address):
        change(town, scope, "This policy applies to **most** members.")
        page = at_desk(town.auditor).get(address("version_history", draft.pk)).content.decode()
        assert '<del><span class="visually-hidden">removed: </span>all<span' in page
        assert '<ins><span class="visually-hidden">added: </span>most<span' in page

    def test_items_laws_and_places(self, town, draft, scope, history):
        item = town.write_item(scope, ItemKind.DONT, "Post while angry.")
        item.is_key_point = True
        text.save_item(item=item, by=town.author, at=town.now())
        text.remove_item(item=item, by=town.author, at=town.now())
        text.save_section(section=scope, laws=[], by=town.author, at=town.now())
        text.move_section(section=scope, up=False, by=town.author, at=town.now())
        words = history(draft)
        assert "added the don’t “Post while angry.” to section “Scope”." in words
        assert "marked the don’t “Post while angry.” in section “Scope” as a key point." in words
        assert "removed the don’t “Post while angry.” from section “Scope”." in words
        assert "unlinked Defamation Act 2013 section 1 from section “Scope”." in words
        assert "linked Defamation Act 2013 section 1 to section “Scope”." in words
        assert "moved section “Scope” down." in words

    def test_the_description_contacts_and_related_documents(self, town, draft, history):
        draft.title = "Members online"
        drafting.save_draft(version=draft, contacts=[], by=town.author, at=town.now())
        code = RelatedDocument(version=draft, title="Code of conduct")
        text.save_related(related=code, by=town.author, at=town.now())
        code.address = "/documents/code/"
        text.save_related(related=code, by=town.author, at=town.now())
        text.remove_related(related=code, by=town.author, at=town.now())
        words = history(draft)
        assert (
            "changed the title from “Social media policy” to “Members online” "
            "and removed the contact “Democratic Services”." in words
        )
        for done in ("added", "changed", "removed"):
            assert f"{done} the related document “Code of conduct”." in words

    def test_the_moves_with_their_reasons(self, town, in_review, history):
        submitting.request_changes(
            version=in_review, by=town.monitoring, at=town.now(), reason="Say who is bound."
        )
        submitting.submit_version(version=in_review, by=town.author, at=town.now())
        decision = town.enter_decision(town.fresh(in_review))
        deciding.confirm_decision(decision=decision, by=town.confirmer, at=town.now())
        publishing.publish_version(version=in_review, by=town.officer, at=town.now())
        words = history(in_review)
        assert words.count("author (Governance Adviser) submitted this version.") == 2
        assert "monitoring (Monitoring Officer) requested changes: Say who is bound." in words
        assert "confirmed that it was approved (Standards Committee, Minute 12)." in words
        assert "officer (Corporate Officer) published it" in words
        assert "set the first day in force to “2 March 2026”" in words

    def test_a_new_version_says_where_its_text_is_from(self, town, in_force, history):
        town.wait(days=1)
        draft = town.make_draft(in_force.document)
        assert (
            "started this version from version 1.0, added the contact “Democratic Services”, "
            "added section “Scope”, added section “Private groups” and added section "
            "“Dos and don’ts”." in history(draft)
        )

    def test_a_conformed_text(self, town, in_review, history):
        decision = town.enter_decision(in_review, Outcome.APPROVED_AS_AMENDED)
        deciding.confirm_decision(decision=decision, by=town.confirmer, at=town.now())
        scope = in_review.sections.get(heading="Scope")
        amended = submitting.Amendment(section=scope, heading="Scope", body="Every member.")
        submitting.conform_version(
            version=town.fresh(in_review), amendments=[amended], summary="Clause 2 widened",
            by=town.author, at=town.now(),
        )  # fmt: skip
        assert (
            "conformed the text to the minute and changed the words of section “Scope”: "
            "Clause 2 widened." in history(in_review)
        )

    def test_a_text_put_in_the_place_of_the_old_one_shows_only_what_differs(
        self, town, draft, history
    ):
        content = draft.as_content()
        at = town.now()
        text.replace_text(version=draft, content=content, by=town.author, at=at, why="Imported")
        assert "saved the text without changing a word: Imported." in history(draft)

    def test_an_act_gives_no_reason_of_its_own(self, town, draft, scope, history):
        item = town.write_item(scope, ItemKind.TIP, "Sleep on it.")
        text.remove_item(item=item, by=town.author, at=town.now())
        text.move_section(section=scope, up=False, by=town.author, at=town.now())
        text.remove_section(section=draft.sections.last(), by=town.author, at=town.now())
        words = history(draft)
        for own in (": Section", ": Draft", ": Tip", ": Don’t", ": Law references", ": Contacts"):
            assert own not in words

    def test_what_a_person_typed_is_never_markup(self, town, draft, scope, at_desk, address):
        change(town, scope, "<script>alert(1)</script>", why="<b>bold</b>")
        page = at_desk(town.auditor).get(address("version_history", draft.pk)).content.decode()
        assert "<script>alert" not in page
        assert "&lt;b&gt;bold&lt;/b&gt;" in page


class TestDaysAndPages:
    def test_entries_stand_under_their_london_day(self, town, draft, scope, history):
        town.at = town.at.replace(month=7, hour=23, minute=29)
        change(town, scope, "Late in the evening.")
        words = history(draft)
        assert "3 July 2026 00:30 officer" in words
        assert words.index("3 July 2026") < words.index("2 March 2026")

    def test_pages_of_fifty(self, town, draft, scope, history):
        for number in range(60):
            change(town, scope, f"Wording {number}.")
        first, second = history(draft), history(draft, "?p=2")
        done = "officer (Corporate Officer) changed the words of"
        assert first.count(done) == versionhistory.ENTRIES_ON_A_PAGE
        assert "started this version" not in first
        assert second.count(done) == 10
        assert "started this version" in second
        # The oldest entry of a page is compared with what stood there before it.
        assert "added section “Scope”" not in first

    def test_as_many_queries_for_few_entries_as_for_many(
        self, town, draft, scope, at_desk, address, django_assert_max_num_queries
    ):
        client = at_desk(town.author)
        url = address("version_history", draft.pk)
        assert client.get(url).status_code == 200
        with django_assert_max_num_queries(32) as few:
            client.get(url)
        people = [town.make_person(f"writer-{n}", *town.author.roles) for n in range(4)]
        for number in range(44):
            scope.body = f"Wording {number}."
            laws = [town.law] if number % 2 else []
            by = people[number % 4]
            text.save_section(section=scope, laws=laws, by=by, at=town.now())
            town.write_item(scope, ItemKind.TIP, f"Tip {number}")
            related = RelatedDocument(version=draft, title=f"Plan {number}")
            text.save_related(related=related, by=by, at=town.now())
            town.wait(days=1)
        with django_assert_max_num_queries(len(few)):
            client.get(url)


class TestOneSection:
    def test_its_own_address_leads_to_its_entries(self, town, draft, scope, at_desk, address):
        change(town, scope, "Every member.")
        change(town, draft.sections.get(heading="Private groups"), "Nothing is private.")
        page = at_desk(town.auditor).get(address("section_history", scope.pk), follow=True)
        assert page.redirect_chain[0][0].endswith(f"?section={scope.lineage}")
        words = words_of(page)
        assert "History of “Scope”" in words
        assert "changed the words of section “Scope”." in words
        assert "changed the words of section “Private groups”." not in words
        assert "started this version" not in words

    def test_a_neighbour_that_made_way_has_no_entry(self, town, draft, scope, history):
        text.move_section(section=scope, up=False, by=town.author, at=town.now())
        neighbour = draft.sections.get(heading="Private groups")
        words = history(draft, f"?section={neighbour.lineage}")
        assert "moved" not in words
        assert "without changing" not in words

    def test_a_removed_section_still_shows(self, town, draft, scope, at_desk, address, history):
        text.remove_section(section=scope, by=town.author, at=town.now())
        words = history(draft)
        assert "removed section “Scope”." in words
        assert "Scope (removed)" in words
        assert "applies to **all** members" in words
        old = Section.history.filter(lineage=scope.lineage).first()
        page = at_desk(town.auditor).get(address("section_history", old.id), follow=True)
        assert "removed section “Scope”." in words_of(page)

    @pytest.mark.parametrize("query", ["nonsense", "11111111-1111-1111-1111-111111111111"])
    def test_a_section_that_never_was(self, town, draft, at_desk, address, query):
        url = address("version_history", draft.pk)
        assert at_desk(town.auditor).get(f"{url}?section={query}").status_code == 404
        assert at_desk(town.auditor).get(address("section_history", 987654)).status_code == 404


class TestReadOnly:
    @pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
    def test_any_method_but_reading_is_refused(self, town, draft, scope, at_desk, address, method):
        root = User.objects.create_superuser("root", password="brackenmoor-root-99")
        for person in (town.author, town.auditor, root):
            for url in (
                address("version_history", draft.pk),
                address("section_history", scope.pk),
                address("document_history", draft.document_id),
            ):
                assert getattr(at_desk(person), method)(url).status_code == 403
                assert at_desk(person).head(url).status_code in (200, 302)

    def test_it_is_not_shown_to_members(self, town, draft, scope, at_desk, address):
        for url in (
            address("version_history", draft.pk),
            address("section_history", scope.pk),
        ):
            assert at_desk(town.member).get(url).status_code == 302
            assert "login" in at_desk(town.member).get(url)["Location"]

    def test_a_version_that_is_not_there(self, town, at_desk, address):
        assert at_desk(town.auditor).get(address("version_history", 4711)).status_code == 404


class TestRestoring:
    @pytest.fixture
    def restoring(self, town, draft, scope, address):
        """The address that restores the first wording of a section which was changed since."""
        as_of = urlencode({"as_of": town.at.isoformat()})
        change(town, scope, "Other words.")
        return f"{address('version_restore', draft.pk, scope.lineage)}?{as_of}"

    def post(self, client, url):
        return client.post(url, fields_of(client.get(url)), follow=True)

    def test_the_history_leads_to_each_earlier_wording(
        self, town, draft, scope, restoring, at_desk, address
    ):
        url = f"{address('version_history', draft.pk)}?section={scope.lineage}"
        page = at_desk(town.author).get(url)
        assert restoring.replace("&", "&amp;") in page.content.decode()
        # Three wordings, the last of which the section has now.
        assert page.content.decode().count("Restore this wording") == 2
        for reader in (town.auditor, town.monitoring):
            assert "Restore this wording" not in words_of(at_desk(reader).get(url))

    def test_a_section_that_only_moved_has_its_wording_still(
        self, town, draft, scope, restoring, at_desk, address
    ):
        text.move_section(section=scope, up=False, by=town.author, at=town.now())
        url = f"{address('version_history', draft.pk)}?section={scope.lineage}"
        page = at_desk(town.author).get(url)
        assert page.content.decode().count("Restore this wording") == 2

    def test_the_difference_is_shown_before(self, town, restoring, at_desk):
        page = words_of(at_desk(town.author).get(restoring))
        assert "removed: Other words" in page
        assert "added: This policy applies to **all** members" in page

    def test_restored(self, town, draft, scope, restoring, at_desk, history):
        page = self.post(at_desk(town.author), restoring)
        assert "The earlier wording of “Scope” was restored." in words_of(page)
        scope.refresh_from_db()
        assert scope.body == "This policy applies to **all** members."
        assert "changed the words of section “Scope”: Restored from 2 March 2026" in history(draft)

    def test_a_removed_section_is_brought_back(self, town, draft, scope, at_desk, address, history):
        lineage = scope.lineage
        text.remove_section(section=scope, by=town.author, at=town.now())
        as_of = town.at - timedelta.resolution
        url = f"{address('version_restore', draft.pk, lineage)}?" + urlencode(
            {"as_of": as_of.isoformat()}
        )
        client = at_desk(town.author)
        page = client.get(address("version_history", draft.pk))
        assert url in page.content.decode()
        assert "Bring this section back" in words_of(page)
        self.post(client, url)
        back = draft.sections.get(lineage=lineage)
        assert back.body == "This policy applies to **all** members."
        assert list(back.laws.all()) == [town.law]
        assert "brought back section “Scope”: Restored from" in history(draft)

    def test_not_past_a_colleague(self, town, scope, restoring, at_desk):
        client = at_desk(town.author)
        fields = fields_of(client.get(restoring))
        change(town, scope, "A colleague was quicker.")
        page = client.post(restoring, fields)
        assert page.status_code == 409
        assert "changed this section after you opened this page" in words_of(page)
        scope.refresh_from_db()
        assert scope.body == "A colleague was quicker."
        # What is shown now is the present difference, and it can be sent again.
        assert "removed: A colleague was quicker" in words_of(page)
        client.post(restoring, fields_of(page))
        scope.refresh_from_db()
        assert scope.body == "This policy applies to **all** members."

    def test_not_out_of_draft(self, town, draft, scope, restoring, at_desk, address):
        submitting.submit_version(version=draft, by=town.author, at=town.now())
        client = at_desk(town.author)
        for page in (client.get(restoring), client.post(restoring, {"opened_as": ""})):
            assert page.status_code == 403
            assert "only the text of a draft can be changed" in words_of(page)
        scope.refresh_from_db()
        assert scope.body == "Other words."
        page = client.get(address("version_history", draft.pk))
        assert "Restore this wording" not in words_of(page)

    def test_not_by_those_who_only_read(self, town, scope, restoring, at_desk):
        for person in (town.auditor, town.clerk, town.monitoring):
            assert at_desk(person).get(restoring).status_code == 403
            assert at_desk(person).post(restoring, {"opened_as": ""}).status_code == 403

    def test_nothing_to_restore(self, town, draft, scope, restoring, at_desk):
        url = f"{restoring.split('?')[0]}?{urlencode({'as_of': town.at.isoformat()})}"
        page = at_desk(town.author).get(url)
        assert "There is nothing to restore." in words_of(page)
        assert b"opened_as" not in page.content

    @pytest.mark.parametrize(
        "as_of", ["", "yesterday", "2026-13-01T00:00", "2026-03-02", "2015-01-01T00:00:00Z"]
    )
    def test_a_moment_that_never_was(self, town, restoring, at_desk, as_of):
        url = f"{restoring.split('?')[0]}?{urlencode({'as_of': as_of})}"
        assert at_desk(town.author).get(url).status_code == 404


class TestOtherRows:
    def test_a_document_says_what_was_changed(self, town, draft, at_desk, address):
        document = Document.objects.get(pk=draft.document_id)
        document.owner_post, document.review_interval_months = town.author_post, 12
        keep(document, by=town.officer, at=town.now(), why="Reorganised")
        words = words_of(at_desk(town.auditor).get(address("document_history", document.pk)))
        assert (
            "officer changed owner post from “Corporate Officer” to “Governance Adviser”" in words
        )
        assert "changed review interval months from “24” to “12”: Reorganised." in words
        assert "author added it." in words

    def test_a_setting_says_what_was_changed(self, town, at_desk, address):
        council = town.council
        council.has_sole_officer = True
        council.save()
        words = words_of(at_desk(town.administrator).get(address("council_history", council.pk)))
        assert "changed has sole officer from “no” to “yes”" in words
        assert "changed at" not in words


def test_the_page_of_a_version_and_of_a_section_lead_there(town, draft, scope, at_desk, address):
    client = at_desk(town.author)
    version = client.get(address("version_change", draft.pk)).content.decode()
    assert address("version_history", draft.pk) in version
    section = client.get(address("section_change", scope.pk)).content.decode()
    assert address("section_history", scope.pk) in section


def test_versions_keep_their_histories_apart(town, in_force, history):
    town.wait(days=1)
    draft = town.make_draft(in_force.document)
    change(town, draft.sections.first(), "Only in the draft.")
    assert "Only in the draft." not in history(Version.objects.get(pk=in_force.pk))
