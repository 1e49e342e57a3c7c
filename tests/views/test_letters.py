"""The forms of readers: what they keep, what they refuse, and that none needs a cookie."""

import re
from urllib.parse import quote

import pytest
from django.core import mail
from django.test import Client

from policies.actions import keeping_told
from policies.actions.outbox import send_waiting
from policies.models import FormatRequest, Message, PageProblem, Subscription
from policies.views.letters import form as letterform
from policies.views.letters import pace
from tests.admin.posting import fields_of, post_from, words_of
from tests.restricted import Restricting

ASK = "/documents/social-media/versions/1.0/ask-for-another-format/"
REPORT = "/report-a-problem/"
TELL = "/documents/social-media/subscribe/"
READER = "reader@example.org"
EASY = {"asked": "easy-read", "email": READER}
WRONG = {"words": "The third link leads nowhere."}


@pytest.fixture
def reader(in_force):
    """A browser that would send Django’s own token if the page had one: none must be needed."""
    return Client(enforce_csrf_checks=True)


def kept():
    return FormatRequest.objects.count() + PageProblem.objects.count()


class TestAskingForAFormat:
    def test_it_is_kept_and_the_reader_gets_reference_and_target(self, reader):
        page = post_from(reader, ASK, **EASY)
        request = FormatRequest.objects.get()
        assert page.redirect_chain == [(f"{ASK}{request.reference}/", 303)]
        words = words_of(page)
        assert request.reference in words
        assert "Easy Read" in words
        assert f"{request.due_on:%B %Y}" in words
        assert READER not in page.content.decode()

    def test_what_is_missing_is_told_beside_its_field_and_above(self, reader):
        page = post_from(reader, ASK, asked="braille", email="not an address", words="Please.")
        text = page.content.decode()
        assert kept() == 0
        assert "<title>Error: Ask for another format" in " ".join(text.split())
        for place, fault in (
            ("email", "Write the whole address: name@example.org"),
            ("postal_address", "Give the address to post it to."),
        ):
            assert f'<a href="#{place}">{fault}</a>' in text
            assert f'id="{place}-wrong"' in text
        assert "Please." in text
        assert re.search(r'value="braille" checked', text)

    def test_a_choice_is_asked_for_with_a_link_to_the_first(self, reader):
        text = post_from(reader, ASK, email=READER).content.decode()
        assert '<a href="#asked-0">Choose a format.</a>' in text
        assert 'id="asked-0"' in text

    def test_nobody_asks_for_a_draft_or_for_what_they_may_not_read(self, town, in_force, client):
        town.make_draft(in_force.document)
        assert client.get(ASK.replace("1.0", "2.0")).status_code == 404
        other = town.make_in_force(town.make_document("inner", "Inner"), publication="members")
        address = f"/documents/inner/versions/{other.number}/ask-for-another-format/"
        assert client.get(address)["Location"].startswith("/sign-in/")
        client.force_login(town.member)
        assert client.get(address).status_code == 200
        for_officers = town.make_in_force(
            town.make_document("desk", "Desk"), publication="officers"
        )
        address = f"/documents/desk/versions/{for_officers.number}/ask-for-another-format/"
        assert client.get(address).status_code == 404

    def test_a_reference_opens_only_beside_its_own_version(self, town, reader, in_force):
        post_from(reader, ASK, **EASY)
        reference = FormatRequest.objects.get().reference
        town.make_successor(in_force)
        assert reader.get(f"{ASK}{reference}/").status_code == 200
        assert reader.get(f"{ASK.replace('1.0', '2.0')}{reference}/").status_code == 404


class TestReportingAProblem:
    def test_it_reaches_the_owner_of_the_document_and_leads_back(self, reader, in_force):
        address = f"{REPORT}?page=/documents/social-media/"
        page = post_from(reader, address, **WRONG)
        problem = PageProblem.objects.get()
        assert (problem.document, problem.post, problem.path) == (
            in_force.document,
            in_force.document.owner_post,
            "/documents/social-media/",
        )
        assert problem.reference in words_of(page)
        assert '<a href="/documents/social-media/">Back to the page</a>' in page.content.decode()

    def test_the_footer_of_every_page_leads_to_it(self, reader):
        text = reader.get("/documents/social-media/history/").content.decode()
        assert 'href="/report-a-problem/?page=/documents/social-media/history/"' in text

    @pytest.mark.parametrize(
        "said",
        [
            "https://evil.example/", "//evil.example/", "/\\evil.example/", "\\\\evil.example",
            "javascript:alert(1)", "/documents/\nx", "///evil.example", "documents/",
            "/" + "x" * 501,
            "/consultation/secret-token/", "/calendar/secret.ics", "/subscribe/leave/12.secret/",
            "/cy/subscribe/confirm/12.secret/",
        ],
    )  # fmt: skip
    def test_no_other_site_and_no_secret_address_is_kept_or_led_to(self, reader, said):
        text = reader.get(f"{REPORT}?page={quote(said)}").content.decode()
        assert "evil.example" not in text
        assert "secret" not in text
        page = post_from(reader, REPORT, page=said, **WRONG)
        assert PageProblem.objects.get().path == ""
        assert "evil.example" not in page.content.decode()
        assert PageProblem.objects.get().document is None

    def test_a_page_that_is_not_there_is_reported_too(self, reader):
        post_from(reader, f"{REPORT}?page=/documents/lost/", **WRONG)
        assert PageProblem.objects.get().path == "/documents/lost/"

    def test_a_welsh_page_is_of_the_same_document(self, reader, in_force):
        post_from(reader, f"{REPORT}?page=/cy/documents/social-media/", **WRONG)
        assert PageProblem.objects.get().document == in_force.document

    def test_what_is_only_for_officers_gives_nothing_away(self, town, reader):
        town.make_in_force(town.make_document("desk", "Desk secrets"), publication="officers")
        page = post_from(reader, f"{REPORT}?page=/documents/desk/", **WRONG)
        assert PageProblem.objects.get().document is None
        assert "Desk secrets" not in page.content.decode()


class TestBeingKeptTold:
    def test_only_the_button_confirms_and_only_the_button_leaves(self, town, reader):
        page = post_from(reader, TELL, email=READER)
        assert "Look at your e-mail" in words_of(page)
        list(send_waiting(at=town.now()))
        confirm = re.search(r"http://[^/]+(/subscribe/confirm/\S+)", mail.outbox[0].body)[1]
        row = Subscription.objects.get()
        opened = reader.get(confirm)
        assert opened["Referrer-Policy"] == "no-referrer"
        assert "Keep me told" in words_of(opened)
        assert Subscription.objects.get().confirmed_at is None
        assert "You are told from now on" in words_of(reader.post(confirm))
        assert Subscription.objects.get().confirmed_at is not None
        leave = keeping_told.leave_address(row).removeprefix("http://127.0.0.1:8000")
        assert reader.get(leave).status_code == 200
        assert Subscription.objects.exists()
        pressed = reader.post(leave, {"List-Unsubscribe": "One-Click"})
        assert pressed.status_code == 200
        assert not Subscription.objects.exists()
        assert reader.post(leave).status_code == 200
        assert reader.get(confirm).status_code == 404

    def test_the_answer_is_the_same_for_a_known_address(self, reader):
        first = words_of(post_from(reader, TELL, email=READER))
        assert words_of(post_from(reader, TELL, email=READER)) == first
        row = Subscription.objects.get()
        keeping_told.confirm_subscription(subscription=row, at=row.asked_at)
        assert words_of(post_from(reader, TELL, email=READER)) == first

    def test_every_document_and_no_document_that_is_not_public(self, town, reader):
        post_from(reader, "/subscribe/", email=READER)
        assert Subscription.objects.get().document is None
        town.make_draft(town.make_document("coming", "Coming"))
        assert reader.get("/documents/coming/subscribe/").status_code == 404


class TestWhatKeepsTheFormsSafe:
    @pytest.mark.parametrize(
        ("address", "answers"),
        [(ASK, EASY), (REPORT, WRONG), (TELL, {"email": READER}), ("/subscribe/", {})],
    )
    def test_no_cookie_no_cache_no_search(self, reader, address, answers):
        for page in (reader.get(address), post_from(reader, address, **answers)):
            assert page["Cache-Control"] == "private, no-store"
            assert page["X-Robots-Tag"] == "noindex, nofollow"
            assert "csrfmiddlewaretoken" not in page.content.decode()
        assert not reader.cookies

    def test_what_is_sent_twice_is_kept_once(self, reader):
        fields = fields_of(reader.get(ASK)) | EASY
        first, second = reader.post(ASK, fields), reader.post(ASK, fields)
        assert first["Location"] == second["Location"]
        assert FormatRequest.objects.count() == 1

    @pytest.mark.parametrize("stamp", ["", "forged", "WyJmb3JtYXQiXQ.1.x"])
    def test_without_the_pages_own_stamp_nothing_is_kept_but_on_the_page(self, reader, stamp):
        page = reader.post(ASK, EASY | {"stamp": stamp})
        assert kept() == 0
        assert "Look it over and send it again." in words_of(page)
        again = fields_of(page)
        assert again["email"] == [READER]
        reader.post(ASK, again)
        assert kept() == 1

    def test_a_stamp_is_for_one_form_and_for_some_hours(self, reader, monkeypatch):
        stamp = fields_of(reader.get(ASK))["stamp"]
        reader.post(REPORT, WRONG | {"stamp": stamp})
        monkeypatch.setattr(letterform, "STAMP_LASTS", -1)
        reader.post(ASK, EASY | {"stamp": stamp})
        assert kept() == 0

    @pytest.mark.parametrize(
        ("headers", "is_kept"),
        [
            ({"sec-fetch-site": "same-origin", "origin": "http://testserver"}, True),
            ({"sec-fetch-site": "none"}, True),
            ({"sec-fetch-site": "cross-site"}, False),
            ({"origin": "https://evil.example"}, False),
            ({"origin": "null"}, False),
        ],
    )
    def test_another_site_cannot_send_it(self, reader, headers, is_kept):
        fields = fields_of(reader.get(ASK)) | EASY
        reader.post(ASK, fields, headers=headers)
        assert kept() == is_kept

    def test_a_machine_that_fills_in_everything_is_stopped_and_a_person_can_mend_it(self, reader):
        page = post_from(reader, ASK, website="https://spam.example", **EASY)
        assert kept() == 0
        assert '<a href="#website">Leave this field empty' in page.content.decode()
        reader.post(ASK, fields_of(page) | {"website": ""})
        assert kept() == 1

    @pytest.mark.parametrize("words", ["\x00", "x" * 4001])
    def test_odd_words_are_refused_on_the_page(self, reader, words):
        assert post_from(reader, REPORT, words=words).status_code == 200
        assert kept() == 0


class TestHowManyAreTaken:
    def test_one_sender_is_asked_to_wait_and_others_are_not(self, reader, monkeypatch):
        monkeypatch.setattr(pace, "MOST_FROM_ONE", 2)
        for _ in range(2):
            post_from(reader, ASK, **EASY)
        page = post_from(reader, ASK, **EASY)
        assert page.status_code == 429
        assert 0 < int(page["Retry-After"]) <= 3600
        assert page["Cache-Control"] == "private, no-store"
        assert "01632 960001" in words_of(page)
        assert kept() == 2
        post_from(reader, REPORT, **WRONG)
        fields = fields_of(reader.get(ASK)) | EASY
        reader.post(ASK, fields, REMOTE_ADDR="192.0.2.7")
        assert kept() == 4

    def test_there_is_an_end_to_what_all_senders_send(self, reader, monkeypatch):
        monkeypatch.setattr(pace, "MOST_IN_ALL", 1)
        post_from(reader, TELL, email=READER)
        fields = fields_of(reader.get(TELL)) | {"email": "other@example.org"}
        assert reader.post(TELL, fields, REMOTE_ADDR="192.0.2.7").status_code == 429
        assert Message.objects.count() == 1

    @pytest.mark.parametrize(
        ("trusted", "forwarded", "sender"),
        [
            (0, "203.0.113.9", "192.0.2.1"),
            (1, "203.0.113.9", "203.0.113.9"),
            (1, "10.0.0.1, 203.0.113.9", "203.0.113.9"),
            (2, "203.0.113.9, 198.51.100.4", "203.0.113.9"),
            (2, "203.0.113.9", "192.0.2.1"),
            (1, "", ""),
        ],
    )
    def test_only_what_trusted_servers_say_is_believed(
        self, rf, settings, trusted, forwarded, sender
    ):
        settings.TRUSTED_PROXIES = trusted
        request = rf.get("/", REMOTE_ADDR="192.0.2.1", headers={"x-forwarded-for": forwarded})
        assert pace.sender_of(request) == sender

    def test_a_household_of_ipv6_is_one_sender(self, reader, monkeypatch):
        monkeypatch.setattr(pace, "MOST_FROM_ONE", 1)
        for last in ("1", "2"):
            fields = fields_of(reader.get(ASK)) | EASY
            answered = reader.post(ASK, fields, REMOTE_ADDR=f"2001:db8::{last}")
        assert answered.status_code == 429


def test_no_page_of_a_letter_says_what_the_law_hides(town, reader, client):
    words = "heron of Thornby"
    told = town.make_in_force(town.make_document("herons", "Herons"), title=f"On the {words}")
    address = f"/documents/herons/versions/{told.number}/ask-for-another-format/"
    asked = post_from(reader, address, **EASY).redirect_chain[0][0]
    post_from(reader, "/documents/herons/subscribe/", email=READER)
    row = Subscription.objects.get()
    list(send_waiting(at=town.now()))
    confirm = re.search(r"http://[^/]+(/subscribe/confirm/\S+)", mail.outbox[-1].body)[1]
    leave = keeping_told.leave_address(row).removeprefix("http://127.0.0.1:8000")
    pages = (address, asked, "/documents/herons/subscribe/", confirm, leave)
    assert [page for page in pages if words not in reader.get(page).content.decode()] == []
    Restricting(town).restrict(told, words)
    assert [page for page in pages if words in reader.get(page).content.decode()] == []
