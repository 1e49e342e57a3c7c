"""The page behind a consultee’s link: read without signing in, answered once, then closed."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from policies.actions import consulting, drafting, submitting, text
from policies.domain.lifecycle import Outcome
from policies.models import Response, Version
from tests.admin.posting import words_of
from tests.restricted import Restricting

AGREE = {"answer": "agrees", "text": ""}


@pytest.fixture
def today(town):
    """Links are for today: the town lives now."""
    town.at = timezone.now() - timedelta(hours=1)
    return timezone.localdate(town.at)


@pytest.fixture
def version(town, today):
    return town.make_in_review()


@pytest.fixture
def consultation(town, version, today):
    return consulting.open_consultation(
        version=version,
        consulted="All members",
        opens_on=today,
        closes_on=today + timedelta(days=14),
        by=town.officer,
        at=town.now(),
    )


@pytest.fixture
def invite(town, consultation):
    """Invites somebody and returns the path of their link."""

    def invited(email: str = "ash@members.example") -> str:
        _, link = consulting.invite(
            consultation=consultation, name="Cllr Ash", email=email, by=town.officer, at=town.now()
        )
        return link[link.index("/consultation/") :]

    return invited


def answered(client, link, **answer):
    return client.post(link, AGREE | answer)


def test_the_text_is_read_and_answered_without_signing_in(client, invite):
    link = invite()
    page = words_of(client.get(link))
    assert "This text is not in force." in page
    assert "asks what you think, Cllr Ash" in page
    assert "This policy applies to all members." in page
    sent = answered(client, link, answer="agrees-if", text="Say more about replies.")
    assert (sent.status_code, sent["Location"]) == (303, link)
    thanks = words_of(client.get(link))
    assert "Thank you, Cllr Ash. You answered on" in thanks
    assert "Say more about replies." in thanks
    assert Response.objects.get().get_answer_display() == "I agree, with the changes that I suggest"


def test_no_cookie_no_cache_no_search_no_referrer(invite):
    link = invite()
    client = Client(enforce_csrf_checks=True)
    for response in (client.get(link), client.post(link, {}), client.post(link, AGREE)):
        assert not response.cookies
        assert response["Cache-Control"] == "private, no-store"
        assert response["Referrer-Policy"] == "no-referrer"
        assert "noindex" in response["X-Robots-Tag"]
        assert "ETag" not in response
    assert '<meta name="robots" content="noindex' in client.get(link).content.decode()
    assert Response.objects.count() == 1


def test_a_second_answer_is_told_when_the_first_came(client, invite):
    link = invite()
    answered(client, link)
    again = answered(client, link, answer="disagrees", text="On reflection, no.")
    assert again.status_code == 409
    given = timezone.localtime(Response.objects.get().at)
    assert f"You answered on {given.day} {given:%B %Y} at {given:%H:%M}." in words_of(again)
    assert "<textarea" not in again.content.decode()
    assert Response.objects.get().answer == "agrees"


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        ({"answer": "", "text": "Kept"}, "Choose an answer."),
        ({"answer": "maybe", "text": "Kept"}, "Select a valid choice."),
        ({"answer": "disagrees", "text": " "}, "Say what should change, or why you do not agree."),
        ({"text": "x" * 20_001}, "Say it in 20,000 characters or fewer."),
    ],
)
def test_what_is_missing_is_said_and_what_was_typed_stays(client, invite, answer, sentence):
    page = answered(client, invite(), **answer)
    assert page.status_code == 200
    assert "Error:" in words_of(page)
    assert sentence in words_of(page)
    assert f">{answer['text']}</textarea>" in page.content.decode()
    assert not Response.objects.exists()


def test_what_a_consultee_writes_is_shown_as_they_wrote_it(client, invite):
    link = invite()
    answered(client, link, text="<script>alert(1)</script>")
    page = client.get(link).content.decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "<script>alert" not in page


class TestClosed:
    def gone(self, client, link, *sentences):
        for response in (client.get(link), answered(client, link)):
            assert response.status_code == 410
            assert response["Cache-Control"] == "private, no-store"
            page = words_of(response)
            assert "This link takes no answers any more" in page
            for sentence in (*sentences, "Ask the Corporate Officer: corporate@x.example."):
                assert sentence in page
            assert "This policy applies" not in page
        assert not Response.objects.filter(text="late").exists()

    @pytest.fixture(autouse=True)
    def _mailbox(self, town):
        town.owner_post.email = "corporate@x.example"
        town.owner_post.save()

    def test_after_the_last_day(self, client, town, today):
        town.at -= timedelta(days=20)
        older = town.make_in_review(town.make_document("older", "An older policy"))
        consultation = consulting.open_consultation(
            version=older, consulted="All members", opens_on=town.at.date(),
            closes_on=today - timedelta(days=1), by=town.officer, at=town.now(),
        )  # fmt: skip
        _, link = consulting.invite(
            consultation=consultation, name="Cllr Ash", email="a@x.example", by=town.officer,
            at=town.now(),
        )  # fmt: skip
        day = consultation.closes_on
        path = link[link.index("/consultation/") :]
        self.gone(client, path, f"The last day for answers was {day.day} {day:%B %Y}.")

    def test_once_it_is_closed_a_given_answer_is_still_acknowledged(
        self, client, town, consultation, invite
    ):
        link = invite()
        answered(client, link)
        consulting.close_consultation(
            consultation=consultation, summary="One answer.", effect="None was needed.",
            by=town.officer, at=town.now(),
        )  # fmt: skip
        self.gone(client, link, "This consultation has been closed.", "Your answer is kept.")

    def test_when_a_newer_link_was_sent(self, client, invite):
        older, newer = invite(), invite()
        self.gone(client, older, "A newer link was sent to you. Please use that one.")
        assert client.get(newer).status_code == 200


def test_before_it_opens_the_day_is_told(client, town, version, today):
    consultation = consulting.open_consultation(
        version=version, consulted="All members", opens_on=today + timedelta(days=2),
        closes_on=today + timedelta(days=20), by=town.officer, at=town.now(),
    )  # fmt: skip
    _, link = consulting.invite(
        consultation=consultation, name="Cllr Ash", email="a@x.example", by=town.officer,
        at=town.now(),
    )  # fmt: skip
    page = client.get(link[link.index("/consultation/") :])
    assert page.status_code == 403
    assert "This consultation opens on" in words_of(page)
    assert "This policy applies" not in words_of(page)


def test_a_link_that_was_cut_short_is_not_found(client, invite):
    link = invite()
    for wrong in (link[:-2] + "/", "/consultation/x/", "/consultation/" + "a" * 43 + "/"):
        assert client.get(wrong).status_code == 404
        assert client.post(wrong, AGREE).status_code == 404
    assert client.put(link).status_code == 405


class TestWhatChanges:
    @pytest.fixture
    def successor(self, town, today):
        """The next version of a text in force, one section reworded."""

        def made(**described):
            old = town.make_in_force(**described)
            version = town.make_draft(old.document)
            section = version.sections.first()
            section.body = "This policy binds **every** member."
            text.save_section(section=section, by=town.author, at=town.now())
            submitting.submit_version(version=version, by=town.author, at=town.now())
            return town.fresh(version)

        return made

    def page(self, client, town, version, today):
        consultation = consulting.open_consultation(
            version=version, consulted="All members", opens_on=today,
            closes_on=today + timedelta(days=14), by=town.officer, at=town.now(),
        )  # fmt: skip
        _, link = consulting.invite(
            consultation=consultation, name="Elm", email="e@x.example", by=town.officer,
            at=town.now(),
        )  # fmt: skip
        return client.get(link[link.index("/consultation/") :])

    def test_only_the_changed_sections_with_words_removed_and_added(
        self, client, town, successor, today
    ):
        page = self.page(client, town, successor(), today)
        assert "What changes in the text in force" in words_of(page)
        assert "Changed: Scope" in words_of(page)
        assert "Changed: Private groups" not in words_of(page)
        html = page.content.decode()
        assert re.search(r"<del>.*?applies to.*?</del>", html)
        assert re.search(r"<ins>.*?binds.*?</ins>", html)

    def test_a_text_that_fewer_may_read_is_not_shown_by_its_successor(
        self, client, town, successor, today
    ):
        version = successor(publication=Version.Publication.MEMBERS)
        assert "applies to" in self.page(client, town, version, today).content.decode()
        page = self.page(client, town, self.for_all(version, town), today)
        assert "What changes" not in words_of(page)
        assert "applies to" not in page.content.decode()

    def for_all(self, version, town):
        submitting.recall_version(
            version=version, by=town.author, at=town.now(), reason="It is for everyone."
        )
        version = town.fresh(version)
        version.publication = Version.Publication.PUBLIC
        version.save()
        submitting.submit_version(version=version, by=town.author, at=town.now())
        return town.fresh(version)

    def test_a_first_version_changes_nothing(self, client, invite):
        assert "What changes" not in words_of(client.get(invite()))


def test_the_page_of_a_text_decided_since_is_closed(client, town, version, invite):
    link = invite()
    town.decide(version, town.body, Outcome.APPROVED)
    page = client.get(link)
    assert page.status_code == 410
    assert "The council has decided on this text since." in words_of(page)


def test_words_written_since_the_recall_are_not_shown(client, town, version, invite):
    link = invite()
    submitting.recall_version(
        version=version, by=town.author, at=town.now(), reason="A section is missing."
    )
    draft = town.fresh(version)
    draft.title, draft.change_summary = "Half a title", "Not yet thought through."
    drafting.save_draft(version=draft, by=town.author, at=town.now())
    page = words_of(client.get(link))
    assert "Half a title" not in page
    assert "Not yet thought through." not in page
    assert "Social media policy" in page
    assert "Says more about private messages." in page


def test_what_is_hidden_by_law_is_not_in_the_summary_either(client, town, version, invite):
    link = invite()
    Restricting(town).restrict(version, "private messages")
    page = words_of(client.get(link))
    assert "private messages" not in page
    assert "Says more about [Removed by law on" in page


def test_the_page_of_a_discarded_text_says_that_it_goes_no_further(client, town, version, invite):
    link = invite()
    submitting.recall_version(version=version, by=town.author, at=town.now(), reason="No need.")
    drafting.discard_draft(
        version=town.fresh(version), by=town.author, at=town.now(), reason="No need."
    )
    page = client.get(link)
    assert page.status_code == 410
    assert "The council does not go on with this text." in words_of(page)
    assert "has decided" not in words_of(page)
