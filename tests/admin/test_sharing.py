"""Two officers at one section: no word is lost, and each is told of the other."""

import pytest

from policies.actions import submitting, text
from policies.domain.content import ItemKind
from policies.models import GuidanceItem, Presence, Section
from tests.admin.posting import fields_of, post_from, words_of


@pytest.fixture
def section(draft):
    return draft.sections.get(heading__startswith="Dos")


@pytest.fixture
def url(section, address):
    return address("section_change", section.pk)


class TestStaleSave:
    def test_neither_loses_a_word(self, at_desk, town, section, url):
        first, second = at_desk(town.author), at_desk(town.officer)
        fields = fields_of(second.get(url))
        post_from(first, url, body="Think twice before you post.")

        fields["body"] = ["Think before you post, and sleep on it."]
        fields["items-0-text"] = ["Check every claim."]
        page = second.post(url, fields)
        section.refresh_from_db()
        assert section.body == "Think twice before you post."
        assert section.items.first().text == "Check a claim before you share it."
        words = words_of(page)
        assert "saved this section after you opened it" in words
        assert "Think twice before you post." in words
        assert "added: , and sleep on it" in words
        assert "removed: twice" in words
        kept = fields_of(page)
        assert kept["body"] == ["Think before you post, and sleep on it."]
        assert kept["items-0-text"] == ["Check every claim."]

        kept["body"] = ["Think twice before you post, and sleep on it."]
        page = second.post(url, kept, follow=True)
        assert "was changed successfully" in words_of(page)
        section.refresh_from_db()
        assert section.body == "Think twice before you post, and sleep on it."
        assert section.items.first().text == "Check every claim."

    def test_a_change_to_an_item_alone_is_refused_too(self, at_desk, town, section, url):
        second = at_desk(town.officer)
        fields = fields_of(second.get(url))
        post_from(at_desk(town.author), url, body="New words.")
        fields["items-1-text"] = ["Never post in anger."]
        page = second.post(url, fields)
        assert "saved this section after you opened it" in words_of(page)
        assert not GuidanceItem.objects.filter(text="Never post in anger.").exists()

    def test_the_words_and_the_items_are_both_refused(self, at_desk, town, section, url):
        second = at_desk(town.officer)
        fields = fields_of(second.get(url))
        post_from(at_desk(town.author), url, body="New words.")
        for name in ("body", "items-1-text"):
            page = second.post(url, {**fields, name: ["Mine."]})
            assert "saved this section after you opened it" in words_of(page)
        section.refresh_from_db()
        assert section.body == "New words."

    def test_a_frozen_text_that_moved_on_first_is_refused_with_its_reason(
        self, at_desk, town, draft, section, url
    ):
        second = at_desk(town.officer)
        fields = fields_of(second.get(url))
        post_from(at_desk(town.author), url, body="New words.")
        submitting.submit_version(version=town.fresh(draft), by=town.author, at=town.now())
        page = second.post(url, {**fields, "body": ["Mine."]})
        assert page.status_code == 200
        assert "Mine." in page.content.decode()
        section.refresh_from_db()
        assert section.body == "New words."

    def test_items_of_the_other_are_kept(self, at_desk, town, section, url):
        second = at_desk(town.officer)
        fields = fields_of(second.get(url))
        gone, changed = section.items.all()
        text.remove_item(item=gone, by=town.author, at=town.now())
        town.write_item(section, ItemKind.TIP, "Ask a colleague first.")
        fields["items-1-text"] = ["Never post in anger."]
        fields["items-2-kind"], fields["items-2-text"] = ["risk"], ["A post can be copied."]
        page = second.post(url, fields)
        assert "saved this section after you opened it" in words_of(page)
        post = second.post(url, fields_of(page), follow=True)
        assert "was changed successfully" in words_of(post)
        assert sorted(item.text for item in section.items.all()) == [
            "A post can be copied.", "Ask a colleague first.", "Never post in anger.",
        ]  # fmt: skip

    def test_an_item_removed_by_the_other_stays_if_it_was_rewritten(
        self, at_desk, town, section, url
    ):
        second = at_desk(town.officer)
        fields = fields_of(second.get(url))
        text.remove_item(item=section.items.first(), by=town.author, at=town.now())
        fields["items-0-text"] = ["Check every claim, however small."]
        page = second.post(url, fields)
        second.post(url, fields_of(page))
        assert "Check every claim, however small." in {i.text for i in section.items.all()}

    def test_a_section_that_was_removed_comes_back_as_a_new_one(
        self, at_desk, town, draft, section, url
    ):
        second = at_desk(town.officer)
        fields = fields_of(second.get(url))
        text.remove_section(section=section, by=town.author, at=town.now())
        fields["body"] = ["Words that took an hour."]
        page = second.post(url, fields)
        assert "Someone removed this section since you opened it." in words_of(page)
        kept = fields_of(page)
        assert kept["body"] == ["Words that took an hour."]
        action = page.content.decode().split('form action="')[1].split('"')[0]
        second.post(action.replace("&amp;", "&"), kept)
        again = Section.objects.get(body="Words that took an hour.")
        assert (again.version, again.heading) == (draft, section.heading)

    def test_the_same_text_saved_twice_is_no_conflict(self, at_desk, town, url):
        client = at_desk(town.author)
        post_from(client, url, body="New words.")
        assert "was changed successfully" in words_of(post_from(client, url, body="Newer."))


class TestPresence:
    def test_each_is_told_of_the_other(self, at_desk, town, url):
        town.author.first_name, town.author.last_name = "Amina", "Yusuf"
        town.author.save()
        assert "Also being edited" not in words_of(at_desk(town.author).get(url))
        page = words_of(at_desk(town.officer).get(url))
        assert "Also being edited by Amina Yusuf." in page

    def test_the_page_says_that_it_is_open_and_that_it_is_left(
        self, at_desk, town, section, address
    ):
        here = address("section_presence", section.pk)
        at_desk(town.author).post(here)
        client = at_desk(town.officer)
        assert client.post(here).json() == {"others": ["author"]}
        assert client.post(here, {"leaving": "yes"}).json() == {"others": []}
        assert not Presence.objects.filter(person=town.officer).exists()

    def test_it_is_for_those_who_write(self, at_desk, town, section, address):
        here = address("section_presence", section.pk)
        assert at_desk(town.clerk).post(here).status_code == 403
        assert at_desk(town.author).get(here).status_code == 403
        assert at_desk(town.author).post(address("section_presence", 99)).status_code == 404

    def test_who_reads_is_not_noted(self, at_desk, town, in_review, address):
        at_desk(town.author).get(address("section_change", in_review.sections.first().pk))
        at_desk(town.auditor).get(address("section_change", in_review.sections.first().pk))
        assert not Presence.objects.exists()


class TestPreview:
    def test_it_shows_what_was_typed_and_keeps_nothing(self, at_desk, town, section, url):
        page = post_from(
            at_desk(town.author),
            url,
            body="Think *hard*.",
            laws=[town.law.pk],
            _preview="Preview",
            **{"items-0-text": "Check twice."},
        )
        words = page.content.decode()
        assert "&lt;em&gt;hard&lt;/em&gt;" in words
        assert "Check twice." in words
        assert "Defamation Act 2013" in words
        assert "errornote" not in words
        assert fields_of(page)["body"] == ["Think *hard*."]
        section.refresh_from_db()
        assert section.body == "Think before you post."

    def test_it_is_the_published_section_to_the_letter(self, at_desk, town, draft, address):
        from html import unescape

        from policies.formats import article

        part = draft.sections.get(heading="Private groups")
        page = post_from(
            at_desk(town.author), address("section_change", part.pk), _preview="Preview"
        )
        shown = unescape(page.content.decode().split('srcdoc="')[1].split('"></iframe>')[0])
        cut = shown.split("<section")[1].split("</section>")[0]
        assert cut in article.render(draft.as_content())
        assert "<h3" in cut

    def test_a_new_section_is_previewed(self, at_desk, town, draft, address):
        page = post_from(
            at_desk(town.author),
            f"{address('section_add')}?version={draft.pk}",
            heading="Risks",
            body="Words.",
            _preview="Preview",
        )
        assert "Risks&lt;/h2&gt;" in page.content.decode()
        assert not Section.objects.filter(heading="Risks").exists()

    def test_faults_of_the_form_are_shown_beside_it(self, at_desk, town, url):
        page = post_from(at_desk(town.author), url, heading="", _preview="Preview")
        assert "This field is required." in words_of(page)
        assert "srcdoc" in page.content.decode()


class TestLevels:
    def test_in_and_out_by_button(self, at_desk, town, section, address):
        client = at_desk(town.author)
        there = address("section_move", section.pk)
        for direction, level in (("in", 2), ("in", 3), ("in", 3), ("out", 2), ("out", 1)):
            page = client.post(there, {"direction": direction}, follow=True)
            section.refresh_from_db()
            assert section.level == level
        assert "was moved out a level" in words_of(page)
        assert client.post(there, {"direction": "out"}).status_code == 302
        section.refresh_from_db()
        assert section.level == 1
