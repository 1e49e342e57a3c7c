"""Asking others about a text: a round of asking, its links, its answers and its end."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest

from policies.actions import consulting, submitting
from policies.actions.gathering import progress_of
from policies.actions.keeping_routes import StageWords
from policies.actions.outbox import send_waiting
from policies.domain.consulting import Round, warnings_about_length
from policies.domain.content import sha256_of
from policies.domain.errors import Refusal
from policies.domain.lifecycle import Outcome
from policies.domain.stages import StageKind
from policies.models import Consultation, Invitation, Message, PageStamp, Response

Answer = Response.Answer
ONLY = "Only the Author or the Corporate Officer can keep what goes to the bodies with a text."


@pytest.fixture
def version(town):
    """In review since 2 March 2026, on a route that asks for a consultation."""
    route = town.make_route(
        StageWords(position=0, kind=StageKind.CONSULT),
        StageWords(position=0, kind=StageKind.DECIDE, bodies=(town.body,)),
    )
    return town.make_in_review(town.make_document(route=route))


def asked(town, version, **other):
    return {
        "version": version, "consulted": "All members", "method": "By e-mail",
        "opens_on": date(2026, 3, 2), "closes_on": date(2026, 3, 13),
        "by": town.officer, "at": town.now(),
    } | other  # fmt: skip


@pytest.fixture
def consultation(town, version):
    return consulting.open_consultation(**asked(town, version))


def invited(town, consultation, **other):
    return {
        "consultation": consultation, "name": "Cllr Ash", "email": "Ash@members.example",
        "by": town.officer, "at": town.now(),
    } | other  # fmt: skip


@pytest.fixture
def invitation(town, consultation):
    return consulting.invite(**invited(town, consultation))[0]


def closed(town, consultation, **other):
    return {
        "consultation": consultation, "summary": "Two members asked for examples.",
        "effect": "Examples were added.", "by": town.officer, "at": town.now(),
    } | other  # fmt: skip


def answered(town, invitation, answer=Answer.AGREES, text="", **other):
    return {"invitation": invitation, "answer": answer, "text": text, "at": town.now()} | other


class TestOpening:
    def test_it_is_on_the_present_text_and_in_its_history(self, town, version, consultation):
        assert consultation.submission == version.submission
        assert consultation.history.get().history_user == town.officer

    def test_it_holds_the_decision_up_until_it_is_closed(self, town, version, reasons_when):
        enter = {"version": version}
        assert reasons_when(town.enter_decision, **enter) == (
            "Stage 1 (consultation) is not done: No consultation is on record.",
        )
        consultation = consulting.open_consultation(**asked(town, version))
        assert reasons_when(town.enter_decision, **enter) == (
            "Stage 1 (consultation) is not done: A consultation is open: close it with a summary "
            "and what changed.",
        )
        consulting.close_consultation(**closed(town, consultation))
        assert progress_of(version.submission)[0].is_met
        town.enter_decision(version)

    def test_what_cannot_be(self, town, version, reasons_when):
        wrong = asked(
            town, version, consulted=" ", opens_on=date(2026, 3, 1), closes_on=date(2026, 2, 27)
        )
        assert reasons_when(consulting.open_consultation, **wrong) == (
            "A consultation does not close before it opens.",
            "The text was submitted on 2 March 2026; nobody could be asked about it before that "
            "day.",
            "Say who is asked: all members, the parish councils, the unions.",
        )

    @pytest.mark.parametrize("who", ["clerk", "auditor", "member"])
    def test_by_those_who_keep_the_report(self, town, version, reasons_when, who):
        by = getattr(town, who)
        assert reasons_when(consulting.open_consultation, **asked(town, version, by=by)) == (ONLY,)


@pytest.mark.parametrize(
    ("opens_on", "closes_on", "sentence"),
    [
        (date(2026, 3, 2), date(2026, 3, 13), None),
        (date(2026, 3, 2), date(2026, 3, 12), "Consultees have 9 working days.*13 March 2026"),
        # Good Friday and Easter Monday are within.
        (date(2026, 3, 30), date(2026, 4, 10), "Consultees have 8 working days.*14 April 2026"),
        # Christmas Day, the day for Boxing Day, New Year’s Day.
        (date(2026, 12, 21), date(2027, 1, 1), "Consultees have 7 working days.*6 January 2027"),
        (date(2026, 3, 6), date(2026, 3, 8), "Consultees have 1 working day\\..*19 March 2026"),
    ],
)
@pytest.mark.parametrize("nations", ["E", "W"])
def test_a_short_time_is_warned_about(opens_on, closes_on, sentence, nations):
    period = Round(opens_on=opens_on, closes_on=closes_on)
    warnings = warnings_about_length(period, nations=nations)
    if sentence is None:
        assert warnings == ()
    else:
        assert re.search(sentence, warnings[0])


class TestInviting:
    def test_only_the_hash_of_the_secret_is_kept(self, town, consultation):
        invitation, link = consulting.invite(**invited(town, consultation))
        token = link.rstrip("/").rpartition("/")[2]
        assert len(token) >= 43
        assert link == f"http://127.0.0.1:8000/consultation/{token}/"
        assert invitation.token_sha256 == sha256_of(token.encode())
        assert consulting.invitation_with(token) == invitation
        assert consulting.invitation_with(token[:-1]) is None
        assert consulting.invitation_with(invitation.token_sha256) is None

    def test_the_link_is_good_to_the_end_of_the_last_day_in_london(self, town, version):
        summer = asked(town, version, opens_on=date(2026, 6, 1), closes_on=date(2026, 6, 30))
        consultation = consulting.open_consultation(**summer)
        invitation, _ = consulting.invite(**invited(town, consultation))
        end = datetime(2026, 6, 30, 23, 0, tzinfo=UTC)
        assert invitation.expires_at == end
        in_time, late = end - timedelta(seconds=1), end
        assert consulting.reasons_against_the_link(invitation, at=in_time) == ()
        assert consulting.reasons_against_the_link(invitation, at=late) == (
            "The last day for answers was 30 June 2026.",
        )

    def test_the_consultee_is_written_to_once(self, town, consultation):
        invitation, link = consulting.invite(**invited(town, consultation))
        message = Message.objects.get(key=f"invitation:{invitation.pk}")
        assert message.recipient == "ash@members.example"
        assert link in message.body
        assert "from 2 March 2026 to the end of 13 March 2026" in message.body
        assert "Social media policy" in message.subject

    def test_once_the_mail_is_sent_only_its_recipient_has_the_link(
        self, town, consultation, mailoutbox
    ):
        invitation, link = consulting.invite(**invited(town, consultation))
        assert [failure for _, failure in send_waiting(at=town.now())] == [""]
        assert link in mailoutbox[0].body
        message = Message.objects.get(key=f"invitation:{invitation.pk}")
        assert (message.body, message.sent_at is None) == ("", False)

    def test_who_can_be_asked_is_named_with_a_way_to_reach_them(self, town, consultation):
        consulting.invite(**invited(town, consultation))
        contact = "Ask Democratic Services: democratic@brackenmoor.example, 01632 960002."
        assert contact in Message.objects.get().body
        town.owner_post.telephone = "01632 960007"
        town.owner_post.save()
        consulting.invite(**invited(town, consultation, email="elm@members.example"))
        last = Message.objects.get(recipient="elm@members.example")
        assert "Ask the Corporate Officer: 01632 960007." in last.body

    def test_a_line_feed_in_a_name_ends_no_header(self, town, consultation):
        named = invited(town, consultation, name="Cllr Ash\r\nBcc: all@x.example")
        invitation, _ = consulting.invite(**named)
        assert invitation.name == "Cllr Ash Bcc: all@x.example"
        assert "\n" not in Message.objects.get(key=f"invitation:{invitation.pk}").subject

    def test_what_is_missing(self, town, consultation, reasons_when):
        assert reasons_when(
            consulting.invite, **invited(town, consultation, name=" ", email="ash")
        ) == ("Write the consultee’s name.", "Write the consultee’s e-mail address.")
        assert not Message.objects.exists()

    def test_a_second_link_takes_the_place_of_the_first(self, town, consultation, invitation):
        newer, _ = consulting.invite(**invited(town, consultation, email="ash@members.example"))
        assert consulting.reasons_against_the_link(invitation, at=town.now()) == (
            "A newer link was sent to you. Please use that one.",
        )
        assert consulting.reasons_against_the_link(newer, at=town.now()) == ()
        assert list(consultation.invitations.waiting()) == [newer]

    def test_who_has_answered_is_not_asked_again(
        self, town, consultation, invitation, reasons_when
    ):
        consulting.keep_answer(**answered(town, invitation))
        assert reasons_when(consulting.invite, **invited(town, consultation)) == (
            "ash@members.example has answered already.",
        )

    def test_not_after_the_last_day(self, town, consultation, reasons_when):
        town.wait(days=12)
        assert reasons_when(consulting.invite, **invited(town, consultation)) == (
            "The last day for answers was 13 March 2026. Extend the consultation first.",
        )


class TestAnswering:
    def test_an_answer_is_kept_with_its_moment(self, town, invitation):
        kept = consulting.keep_answer(
            **answered(town, invitation, Answer.AGREES_IF, " Say more about replies. ")
        )
        assert (kept.answer, kept.text) == ("agrees-if", "Say more about replies.")
        assert kept.at == town.at

    def test_a_link_takes_one_answer(self, town, invitation, reasons_when):
        consulting.keep_answer(**answered(town, invitation))
        again = answered(town, invitation, Answer.DISAGREES, "On reflection, no.")
        assert reasons_when(consulting.keep_answer, **again) == ("You answered on 2 March 2026.",)
        assert Response.objects.get().answer == "agrees"

    @pytest.mark.parametrize("answer", [Answer.AGREES_IF, Answer.DISAGREES])
    def test_who_would_have_it_otherwise_says_how(self, town, invitation, reasons_when, answer):
        assert reasons_when(consulting.keep_answer, **answered(town, invitation, answer, " ")) == (
            "Say what should change, or why you do not agree.",
        )

    def test_not_before_it_opens_and_not_after_it_is_closed(self, town, version, reasons_when):
        later = asked(town, version, opens_on=date(2026, 3, 4))
        consultation = consulting.open_consultation(**later)
        invitation, _ = consulting.invite(**invited(town, consultation))
        assert reasons_when(consulting.keep_answer, **answered(town, invitation)) == (
            "This consultation opens on 4 March 2026.",
        )
        town.wait(days=2)
        consulting.close_consultation(**closed(town, consultation))
        assert reasons_when(consulting.keep_answer, **answered(town, invitation)) == (
            "This consultation has been closed.",
        )

    def test_not_once_the_text_is_decided(self, town, in_review, reasons_when):
        consultation = consulting.open_consultation(**asked(town, in_review))
        invitation, _ = consulting.invite(**invited(town, consultation))
        town.decide(in_review, town.body, Outcome.APPROVED)
        assert reasons_when(consulting.keep_answer, **answered(town, invitation)) == (
            "The council has decided on this text since.",
        )

    def test_answers_are_taken_while_the_text_is_taken_back(self, town, version, invitation):
        submitting.recall_version(
            version=version, by=town.author, at=town.now(), reason="A word is wrong."
        )
        consulting.keep_answer(**answered(town, Invitation.objects.get(pk=invitation.pk)))
        assert Response.objects.filter(invitation=invitation).exists()


class TestExtending:
    def extended(self, town, consultation, **other):
        return {
            "consultation": consultation, "closes_on": date(2026, 3, 20), "why": "Half-term.",
            "by": town.officer, "at": town.now(),
        } | other  # fmt: skip

    def test_the_links_go_on_and_who_has_not_answered_is_told(self, town, consultation, invitation):
        other, _ = consulting.invite(**invited(town, consultation, email="elm@members.example"))
        consulting.keep_answer(**answered(town, other))
        consulting.extend_consultation(**self.extended(town, consultation))
        told = Message.objects.filter(key__contains=":until:")
        assert [message.recipient for message in told] == ["ash@members.example"]
        assert "until the end of 20 March 2026" in told.get().body
        invitation = Invitation.objects.get(pk=invitation.pk)
        town.wait(days=15)
        assert consulting.reasons_against_the_link(invitation, at=town.now()) == ()
        town.wait(days=4)
        assert consulting.reasons_against_the_link(invitation, at=town.now()) == (
            "The last day for answers was 20 March 2026.",
        )
        last = Consultation.history.first()
        assert (last.history_user, last.history_change_reason) == (
            town.officer,
            "Extended. Half-term.",
        )

    def test_only_to_a_later_day_and_with_a_reason(self, town, consultation, reasons_when):
        sooner = self.extended(town, consultation, closes_on=date(2026, 3, 13), why="")
        assert reasons_when(consulting.extend_consultation, **sooner) == (
            "It closes on 13 March 2026. Choose a later day.",
            "Say why it goes on. The reason is kept on the record.",
        )
        town.wait(days=30)
        past = self.extended(town, consultation)
        assert reasons_when(consulting.extend_consultation, **past) == (
            "The last day for answers cannot be in the past.",
        )


class TestClosing:
    def test_with_what_was_said_and_what_changed(self, town, consultation):
        before = PageStamp.objects.get().changes
        kept = consulting.close_consultation(**closed(town, consultation))
        assert kept.closed_at == town.at
        assert (kept.summary, kept.effect) == (
            "Two members asked for examples.",
            "Examples were added.",
        )
        assert PageStamp.objects.get().changes == before + 1

    def test_not_without_words_and_not_twice(self, town, consultation, reasons_when):
        wordless = closed(town, consultation, summary=" ", effect="")
        assert reasons_when(consulting.close_consultation, **wordless) == (
            "Sum up what was said, in plain English.",
            "Say what changed because of it, or why nothing did.",
        )
        consulting.close_consultation(**closed(town, consultation))
        for action, given in (
            (consulting.close_consultation, closed(town, consultation)),
            (consulting.invite, invited(town, consultation)),
        ):
            assert reasons_when(action, **given) == ("This consultation was closed.",)

    def test_not_before_it_opens(self, town, version, reasons_when):
        later = asked(town, version, opens_on=date(2026, 3, 9))
        consultation = consulting.open_consultation(**later)
        assert reasons_when(consulting.close_consultation, **closed(town, consultation)) == (
            "It opens on 9 March 2026. Nobody has been asked yet, so there is nothing to close.",
        )

    def test_it_can_be_closed_whatever_became_of_the_text(self, town, in_review):
        consultation = consulting.open_consultation(**asked(town, in_review))
        town.decide(in_review, town.body, Outcome.APPROVED)
        assert consulting.close_consultation(**closed(town, consultation)).is_closed


@pytest.mark.parametrize("state", ["draft", "approved", "in_force"])
def test_others_are_asked_about_a_text_in_review(town, request, state):
    version = request.getfixturevalue(state)
    with pytest.raises(Refusal, match="this is added while it is in review"):
        consulting.open_consultation(**asked(town, version))
