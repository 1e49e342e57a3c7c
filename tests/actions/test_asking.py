"""Asking for a format and answering: once, acknowledged, answered by two roles, then forgotten."""

from datetime import date, timedelta

import pytest
from django.core import mail

from policies.actions.asking import answer_request, ask_for_format
from policies.actions.clock import foresee_due, run_due
from policies.actions.forgetting import forget
from policies.actions.outbox import send_waiting
from policies.actions.page_problems import close_page_problem, report_page_problem
from policies.domain.errors import ContentRefused, MoveRefused
from policies.domain.formatrequests import AskedFormat, RequestStatus
from policies.models import FormatRequest, Message, PageProblem

READER = "reader@example.org"


@pytest.fixture
def ask(town, in_force):
    """Ask for a format of the version in force."""

    def asking(asked=AskedFormat.EASY_READ, reference="7K3M-Q2XD", **given):
        given = {"email": READER, "name": "Pat Reader", "words": "I see little."} | given
        return ask_for_format(
            version=in_force, reference=reference, asked=asked, at=town.now(), **given
        )

    return asking


@pytest.fixture
def report(town, in_force):
    """Report a problem with the page of the version in force."""

    def reporting(reference="9XYZ-2345", document=in_force.document, **given):
        given = {"words": "The third link leads nowhere.", "email": READER} | given
        path = "/documents/social-media/"
        return report_page_problem(
            reference=reference, path=path, document=document, at=town.now(), **given
        )

    return reporting


def mails_to(address):
    return [one for one in mail.outbox if one.to == [address]]


class TestAsking:
    def test_the_same_reference_is_one_request_and_one_acknowledgement(self, town, ask):
        first, second = ask(), ask(words="Sent twice.")
        assert first == second == FormatRequest.objects.get()
        assert (first.due_on, first.words) == (date(2026, 3, 16), "I see little.")
        list(send_waiting(at=town.now()))
        (told,) = mails_to(READER)
        assert "7K3M-Q2XD" in told.body
        assert "Easy Read" in told.body
        assert "16 March 2026" in told.body
        assert "Social media policy" in told.body

    def test_the_mailbox_for_formats_is_told_without_who_asks(self, town, ask):
        ask(AskedFormat.BRAILLE, postal_address="1 Mill Lane")
        list(send_waiting(at=town.now()))
        (told,) = mails_to("formats@brackenmoor.example")
        assert "Braille on paper" in told.body
        assert "/admin/policies/formatrequest/" in told.body
        for personal in (READER, "Pat", "Mill Lane", "I see little"):
            assert personal not in told.body

    def test_the_council_sets_its_own_target(self, town, ask):
        town.council.format_targets = {"easy-read": 20}
        town.council.save()
        assert ask().due_on == date(2026, 3, 30)

    def test_what_is_missing_is_refused_with_every_sentence(self, ask):
        with pytest.raises(ContentRefused) as refused:
            ask(AskedFormat.LANGUAGE, email="")
        assert len(refused.value.reasons) == 2
        assert not FormatRequest.objects.exists()
        assert not Message.objects.filter(key__startswith="reader/").exists()

    def test_a_draft_is_not_asked_for(self, town, draft):
        with pytest.raises(ContentRefused, match="Only a published text"):
            ask_for_format(
                version=draft, reference="X", asked=AskedFormat.BSL, email=READER, at=town.now()
            )


class TestAnswering:
    def test_it_is_taken_in_hand_and_sent_by_name(self, town, ask):
        request = ask()
        taken = answer_request(
            request=request, to=RequestStatus.IN_HAND, by=town.clerk, at=town.now()
        )
        assert (taken.taken_by, taken.is_open) == (town.clerk, True)
        sent = answer_request(
            request=request, to=RequestStatus.SENT, by=town.officer, at=town.now()
        )
        assert (sent.taken_by, sent.closed_by, sent.is_open) == (town.clerk, town.officer, False)

    def test_who_cannot_have_it_is_told_why(self, town, ask):
        request = ask(AskedFormat.BSL)
        no = {"request": request, "to": RequestStatus.REFUSED, "by": town.officer}
        with pytest.raises(MoveRefused, match="Say why"):
            answer_request(**no, at=town.now())
        answer_request(**no, reason="No interpreter is free.", at=town.now())
        list(send_waiting(at=town.now()))
        assert "No interpreter is free." in mails_to(READER)[-1].body

    @pytest.mark.parametrize("who", ["author", "auditor", "member", "administrator"])
    def test_nobody_else_answers(self, town, ask, who):
        request = ask()
        with pytest.raises(MoveRefused, match="Only the Corporate Officer or"):
            answer_request(
                request=request, to=RequestStatus.SENT, by=getattr(town, who), at=town.now()
            )
        assert FormatRequest.objects.get().is_open


class TestReporting:
    def test_the_owner_is_told_once(self, town, report):
        town.owner_post.email = "owner@brackenmoor.example"
        town.owner_post.save()
        assert report() == report() == PageProblem.objects.get()
        list(send_waiting(at=town.now()))
        (told,) = mails_to("owner@brackenmoor.example")
        assert "The third link leads nowhere." in told.body
        assert READER not in told.body
        assert not mails_to("formats@brackenmoor.example")

    @pytest.mark.parametrize("with_document", [True, False])
    def test_without_a_mailbox_of_the_owner_the_councils_contact_is_told(
        self, town, report, with_document
    ):
        given = {} if with_document else {"document": None}
        report(**given)
        list(send_waiting(at=town.now()))
        assert len(mails_to("formats@brackenmoor.example")) == 1

    def test_it_is_closed_with_what_was_done(self, town, report):
        closing = {"problem": report(), "by": town.officer}
        with pytest.raises(MoveRefused, match="Say what was done"):
            close_page_problem(**closing, outcome=" ", at=town.now())
        close_page_problem(**closing, outcome="The link was mended.", at=town.now())
        with pytest.raises(MoveRefused, match="closed already"):
            close_page_problem(**closing, outcome="Again.", at=town.now())
        assert PageProblem.objects.get().outcome == "The link was mended."


class TestForgetting:
    def test_whoever_wrote_is_erased_when_the_councils_days_are_over(self, town, ask, report):
        town.council.letter_days_kept = 30
        town.council.save()
        request = ask(AskedFormat.LANGUAGE, which="Polish", postal_address="1 Mill Lane")
        still_open = ask(reference="AAAA-2222")
        problem = report()
        answer_request(
            request=request, to=RequestStatus.REFUSED, reason="None.", by=town.clerk, at=town.now()
        )
        close_page_problem(problem=problem, outcome="Mended.", by=town.clerk, at=town.now())
        closed = town.at
        list(run_due(now=lambda: closed + timedelta(days=29)))
        assert FormatRequest.objects.get(pk=request.pk).name == "Pat Reader"
        later = closed + timedelta(days=30)
        foreseen = [one.sentence for one in foresee_due(now=lambda: later)]
        assert "Whoever wrote 7K3M-Q2XD would be erased." in foreseen
        assert not [one.sentence for one in run_due(now=lambda: later) if one.is_failure]
        request.refresh_from_db()
        problem.refresh_from_db()
        gone = ("which", "name", "email", "postal_address", "words")
        assert [getattr(request, name) for name in gone] == [""] * 5
        assert (problem.words, problem.email) == ("", "")
        assert (request.asked, request.status, request.reason) == ("language", "refused", "None.")
        assert request.version.document.slug == "social-media"
        assert (request.asked_at.date(), request.closed_at.date()) == (
            closed.date(), closed.date(),
        )  # fmt: skip
        assert (problem.path, problem.outcome) == ("/documents/social-media/", "Mended.")
        still_open.refresh_from_db()
        assert still_open.email == READER
        (kept,) = Message.objects.filter(recipient=READER)
        assert "AAAA-2222" in kept.subject
        assert not Message.objects.filter(body__contains="leads nowhere").exists()
        before = FormatRequest.objects.get(pk=request.pk).erased_at
        list(run_due(now=lambda: later + timedelta(days=1)))
        assert FormatRequest.objects.get(pk=request.pk).erased_at == before

    def test_a_message_that_still_waits_is_not_sent_any_more(self, town, ask):
        request = ask()
        answer_request(request=request, to=RequestStatus.SENT, by=town.clerk, at=town.now())
        list(forget(at=town.at + timedelta(days=91)))
        assert not Message.objects.filter(recipient=READER).exists()
        assert not Message.objects.filter(key__startswith="reader/").exists()
