"""Keeping readers told: the address confirms, everyone is told once, leaving erases."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext

from policies.actions import announcing, keeping_told
from policies.actions.clock import run_due
from policies.actions.outbox import send_waiting
from policies.actions.publishing import publish_version, withdraw_version
from policies.actions.submitting import submit_version
from policies.domain import language
from policies.domain.errors import ContentRefused
from policies.domain.lifecycle import Outcome
from policies.models import Message, Notice, Subscription, Version
from tests.restricted import Restricting

READER = "reader@example.org"


@pytest.fixture
def join(town):
    """Ask to be told and confirm, as the reader of an address does."""

    def joining(document=None, email=READER):
        ask(town, document, email)
        row = Subscription.objects.get(email=email, document=document)
        return keeping_told.confirm_subscription(subscription=row, at=town.now())

    return joining


def ask(town, document=None, email=READER):
    keeping_told.ask_to_be_told(email=email, document=document, language="en-gb", at=town.now())


def post(town):
    """Let the clock write what is to be told, and send it."""
    list(announcing.announce(at=town.now()))
    list(send_waiting(at=town.now()))


def link_in(message, page):
    return re.search(rf"/subscribe/{page}/([^/\s]+)/", message.body)[1]


class TestJoining:
    def test_nothing_is_told_before_the_link_is_used(self, town, in_force):
        ask(town, in_force.document)
        town.make_successor(in_force)
        post(town)
        (told,) = mail.outbox
        assert told.subject == "Please confirm your e-mail address"
        row = keeping_told.subscription_to_confirm(link_in(told, "confirm"))
        assert (row.email, row.document, row.confirmed_at) == (READER, in_force.document, None)

    def test_the_link_ends_and_the_address_is_deleted_after_seven_days(self, town, in_force, join):
        join(in_force.document, "stays@example.org")
        ask(town, in_force.document)
        list(send_waiting(at=town.now()))
        later = town.at + timedelta(days=7)
        list(run_due(now=lambda: later))
        assert [row.email for row in Subscription.objects.all()] == ["stays@example.org"]
        assert not Message.objects.filter(recipient=READER).exists()
        (told,) = [one for one in mail.outbox if one.to == [READER]]
        assert keeping_told.subscription_to_confirm(link_in(told, "confirm")) is None

    def test_a_known_address_is_told_so_and_nobody_else_learns_of_it(self, town, in_force, join):
        join(in_force.document)
        ask(town, in_force.document, "Reader@Example.org ")
        list(send_waiting(at=town.now()))
        assert [one.subject for one in mail.outbox][-1] == "You are told already"
        assert Subscription.objects.count() == 1

    def test_asking_again_and_again_fills_no_mailbox(self, town, in_force):
        for _ in range(3):
            ask(town, in_force.document)
        for number in range(keeping_told.MOST_UNCONFIRMED + 2):
            document = town.make_document(f"paper-{number}", f"Paper {number}")
            town.make_in_force(document)
            ask(town, document)
        assert Message.objects.filter(recipient=READER).count() == keeping_told.MOST_UNCONFIRMED

    def test_a_forged_link_opens_nothing(self, town, in_force, join):
        row = join(in_force.document)
        assert keeping_told.subscription_to_leave(str(row.pk)) is None
        list(send_waiting(at=town.now()))
        token = link_in(mail.outbox[0], "confirm")
        assert keeping_told.subscription_to_leave(token) is None
        assert keeping_told.subscription_to_confirm(f"{row.pk}.{token.partition('.')[2]}x") is None

    def test_there_is_nothing_to_be_told_of_a_draft(self, town, draft):
        with pytest.raises(ContentRefused):
            ask(town, draft.document)
        assert not Subscription.objects.exists()


class TestTelling:
    def test_each_subscriber_is_told_once_what_changes_and_how_to_leave(self, town, in_force, join):
        join(in_force.document)
        join(None)
        join(None, "all@example.org")
        before = len(mail.outbox)
        town.make_successor(in_force)
        for _ in range(2):
            post(town)
        told = {one.to[0]: one for one in mail.outbox if one.subject.startswith("Changed")}
        assert set(told) == {READER, "all@example.org"}
        assert len(mail.outbox) == before + 3 + 2  # three to confirm, two of the change
        body = told[READER].body
        assert "Social media policy" in body
        assert "Says more about private messages." in body
        assert "/documents/social-media/versions/2.0/" in body
        headers = told[READER].extra_headers
        assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        assert headers["List-Unsubscribe"] == f"<{re.search(r'http.*/leave/.*', body)[0]}>"
        sent = Message.objects.filter(subject__startswith="Changed")
        assert {(one.body, one.leave_address) for one in sent} == {("", "")}

    def test_who_reads_welsh_is_told_in_welsh_beside_one_who_reads_english(
        self, town, in_force, join
    ):
        for code, email in (("cy", "darllenydd@example.org"), ("en-gb", READER)):
            with language.speaking(code):
                keeping_told.ask_to_be_told(
                    email=email, document=None, language=code, at=town.now()
                )
            row = Subscription.objects.get(email=email)
            keeping_told.confirm_subscription(subscription=row, at=town.now())
        town.wait(days=1)
        draft = town.make_draft(in_force.document)
        town.write_section(draft, "Phones", "Keep yours silent in the chamber.")
        submit_version(version=draft, by=town.author, at=town.now())
        decided = town.decide(town.fresh(draft), town.body, Outcome.APPROVED)
        publish_version(version=decided, by=town.officer, at=town.now())
        post(town)
        asked, welsh = (one for one in mail.outbox if one.to == ["darllenydd@example.org"])
        (_asked, english) = (one for one in mail.outbox if one.to == [READER])
        assert asked.subject == "Cadarnhewch eich cyfeiriad e-bost"
        assert welsh.subject == "Newidiwyd: Social media policy, fersiwn 2.0"
        assert "Ychwanegwyd “Phones”." in welsh.body
        assert "“Phones” was added." in english.body
        assert set(re.findall(r"//[^/]+/([^/]+)/", welsh.body)) == {"cy"}
        assert "/cy/" not in english.body

    def test_a_withdrawal_is_told_with_its_reason(self, town, in_force, join):
        join(in_force.document)
        withdraw_version(
            version=in_force, by=town.officer, at=town.now(), reason="The law has changed."
        )
        post(town)
        assert mail.outbox[-1].subject == "Withdrawn: Social media policy"
        assert "The law has changed." in mail.outbox[-1].body

    def test_who_joins_later_is_not_told_of_earlier_versions(self, town, in_force, join):
        town.make_successor(in_force)
        join(in_force.document)
        post(town)
        assert not [one for one in mail.outbox if "confirm" not in one.subject]

    def test_what_stops_half_way_goes_on_where_it_stopped(self, town, in_force, join, monkeypatch):
        monkeypatch.setattr(announcing, "AT_ONCE", 2)
        for number in range(5):
            join(in_force.document, f"reader{number}@example.org")
        town.make_successor(in_force)
        (change,) = announcing.changes_to_tell()
        announcing._tell_some(change, town.now())
        assert Notice.objects.get().told == 2
        ((told_of, told),) = announcing.announce(at=town.now())
        assert (told_of, told) == (change, 5)
        assert Message.objects.filter(subject__startswith="Changed").count() == 5
        assert announcing.changes_to_tell() == []

    @pytest.mark.parametrize("publication", ["members", "officers"])
    def test_nothing_is_told_of_what_is_not_for_everyone(self, town, in_force, join, publication):
        join(None)
        town.make_successor(in_force, publication=publication)
        post(town)
        assert not Message.objects.filter(key__contains="/change/").exists()
        assert announcing.changes_to_tell() == []

    def test_nothing_is_told_of_what_the_law_hides(self, town, in_force, join):
        join(in_force.document)
        town.wait(1)
        approved = town.make_approved(in_force.document)
        Restricting(town).restrict(approved, "applies to all members")
        publish_version(version=approved, by=town.officer, at=town.now())
        post(town)
        assert not Message.objects.filter(key__contains="/change/").exists()

    def test_a_clock_with_nothing_to_tell_asks_one_question(self, town, in_force):
        with CaptureQueriesContext(
            connection,
        ) as asked:
            list(announcing.announce(at=town.now()))
        assert len(asked) == 1


class TestLeaving:
    def test_the_address_is_erased_everywhere_and_nothing_more_is_sent(self, town, in_force, join):
        join(in_force.document)
        second = town.make_successor(in_force)
        post(town)
        row = keeping_told.subscription_to_leave(link_in(mail.outbox[-1], "leave"))
        town.make_successor(second)
        list(announcing.announce(at=town.now()))
        keeping_told.end_subscription(subscription=row, at=town.now())
        sent = len(mail.outbox)
        post(town)
        assert len(mail.outbox) == sent
        assert not Subscription.objects.exists()
        assert not Message.objects.filter(recipient=READER).exists()
        assert Message.objects.filter(recipient__startswith="Erased on ").count() == 2
        assert keeping_told.subscription_to_leave(link_in(mail.outbox[-1], "leave")) is None


class TestBulletin:
    def test_it_has_the_words_for_members_and_the_way_to_the_text(self, town, in_force):
        second = town.make_successor(in_force, publication="members")
        words = announcing.bulletin_of(second)
        assert words.startswith("Social media policy: version 2.0")
        assert "What changes: Says more about private messages." in words
        assert "/documents/social-media/versions/2.0/" in words

    def test_there_is_none_of_a_text_for_officers_or_one_that_is_hidden(self, town, in_force):
        for_officers = town.make_successor(in_force, publication="officers")
        assert announcing.bulletin_of(for_officers) == ""
        assert announcing.bulletin_of(town.make_draft(for_officers.document)) == ""
        Restricting(town).restrict(in_force, "")
        assert announcing.bulletin_of(Version.objects.get(pk=in_force.pk)) == ""
