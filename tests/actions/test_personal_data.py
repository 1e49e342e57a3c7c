"""Whoever asks gets what is held of them, and is erased; the record of decisions stays whole."""

import json
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command
from django.core.serializers.json import DjangoJSONEncoder

from policies.actions import (
    asking,
    consulting,
    disclosing,
    erasing_people,
    keeping_told,
    signing_in,
)
from policies.actions.clock import foresee_due
from policies.actions.forgetting import forget
from policies.actions.outbox import send_waiting
from policies.domain.formatrequests import AskedFormat, RequestStatus
from policies.domain.roles import Role
from policies.models import (
    FormatRequest,
    Invitation,
    Message,
    PostHolding,
    Presence,
    Response,
    SecurityEvent,
    Subscription,
    User,
)

ADDRESS = "rowan@readers.example"
OTHER = "elm@readers.example"
WORDS = ("Rowan Sykes", "4 Fell Lane", "I read by ear", "I live by the beck", ADDRESS)


@pytest.fixture
def letter(town, in_force):
    """A request with everything that a reader can say in it."""
    return asking.ask_for_format(
        version=in_force, reference="7K3M-Q2XD", asked=AskedFormat.BRAILLE, name="Rowan Sykes",
        email=ADDRESS, postal_address="4 Fell Lane", words="I read by ear.", at=town.now(),
    )  # fmt: skip


@pytest.fixture
def consultation(town):
    """Two people are asked about a text; the first has answered."""
    asked = consulting.open_consultation(
        version=town.make_in_review(town.make_document("other", "Other")),
        consulted="Residents", opens_on=town.at.date(),
        closes_on=town.at.date() + timedelta(days=14), by=town.officer, at=town.now(),
    )  # fmt: skip
    for email in (ADDRESS, OTHER):
        invitation, _ = consulting.invite(
            consultation=asked, name="Rowan Sykes", email=email, by=town.officer, at=town.now()
        )
        answer = Response.Answer.DISAGREES
        consulting.keep_answer(
            invitation=invitation, answer=answer, text="I live by the beck.", at=town.now()
        )
    return asked


@pytest.fixture
def subscription(town, in_force):
    keeping_told.ask_to_be_told(
        email=ADDRESS, document=in_force.document, language="en-gb", at=town.now()
    )
    return Subscription.objects.get()


def close(town, letter, consultation):
    asking.answer_request(request=letter, to=RequestStatus.SENT, by=town.clerk, at=town.now())
    consulting.close_consultation(
        consultation=consultation, summary="Two answers.", effect="Nothing.", by=town.officer,
        at=town.now(),
    )  # fmt: skip


def of_others(record):
    """The record without the accounts, and without the log that says what becomes of them."""
    own = ("user", "securityevent")
    return {table: rows for table, rows in record.items() if not any(one in table for one in own)}


class TestAReader:
    def test_everything_under_an_address_is_given_out_and_nothing_of_others(
        self, town, letter, consultation, subscription
    ):
        told = disclosing.what_is_held_under(
            email=ADDRESS.upper(), by=town.administrator, at=town.now()
        )
        text = json.dumps(told, cls=DjangoJSONEncoder)
        for words in WORDS:
            assert words in text
        assert OTHER not in text
        assert len(told["subscriptions"]) == len(told["answers"]) == 1
        # The secret of a link is nobody’s to see, and who asked is noted.
        assert "token" not in text
        noted = SecurityEvent.objects.get(kind="personal-data-given-out")
        assert (noted.by, noted.words) == (town.administrator, "Of a reader or consultee.")

    def test_erasing_takes_the_person_out_and_leaves_what_was_asked_and_answered(
        self, town, letter, consultation, subscription, everything
    ):
        list(send_waiting(at=town.now()))
        close(town, letter, consultation)
        erasing_people.erase_address(email=ADDRESS, by=town.administrator, at=town.now())
        kept = str(everything()).replace(repr(Response.objects.get(text__gt="").text), "")
        for words in ("4 Fell Lane", "I read by ear", ADDRESS):
            assert words not in kept
        row = FormatRequest.objects.get()
        assert (row.asked, row.status) == ("braille", "sent")
        assert sorted(Response.objects.values_list("answer", "text")) == [
            ("disagrees", ""),
            ("disagrees", "I live by the beck."),
        ]
        assert Invitation.objects.named().get().email == OTHER
        assert not Subscription.objects.exists()

    def test_two_who_are_erased_on_one_day_are_still_two(self, town, letter, consultation):
        close(town, letter, consultation)
        for email in (ADDRESS, OTHER):
            erasing_people.erase_address(email=email, by=town.administrator, at=town.now())
        assert Invitation.objects.newest().count() == 2

    def test_what_is_still_open_is_named_and_nothing_changes(
        self, town, letter, consultation, subscription, reasons_when
    ):
        reasons = reasons_when(
            erasing_people.erase_address, email=ADDRESS, by=town.administrator, at=town.now()
        )
        assert [reason.split(".")[0] for reason in reasons] == [
            "Letter 7K3M-Q2XD is open",
            "The consultation of Residents still goes on",
        ]

    def test_an_address_of_which_nothing_is_held(self, town, reasons_when):
        asked = {"email": "nobody@x.example", "by": town.administrator, "at": town.now()}
        assert reasons_when(erasing_people.erase_address, **asked) == (
            "Nothing is held under this address.",
        )

    def test_only_an_administrator_deals_with_it(self, town, people, letter, reasons_when):
        for role, person in people.items():
            if role is not Role.ADMINISTRATOR:
                asked = {"email": ADDRESS, "by": person, "at": town.now()}
                for act in (disclosing.what_is_held_under, erasing_people.erase_address):
                    assert reasons_when(act, **asked) == ("Only the Administrator can do this.",)


class TestAnAccount:
    @pytest.fixture
    def leaver(self, town):
        person = town.make_person("rowan.sykes", Role.MEMBER)
        person.first_name, person.email, person.is_active = "Rowan", ADDRESS, False
        person.last_login = town.at
        person.save()
        return person

    def test_an_officer_is_told_all_that_names_them_but_no_secret(self, town, in_force):
        told = disclosing.what_is_held_of(person=town.author, by=town.administrator, at=town.now())
        assert told["account"]["username"] == "author"
        assert told["roles"] == ["Author"]
        assert "Social media policy" in str(told["on the record"])
        assert "from 2 March 2026 to 2 March 2026" in str(told["saved states"])
        text = json.dumps(told, cls=DjangoJSONEncoder)
        assert town.author.password not in text

    def test_whoever_did_nothing_on_record_is_erased_with_the_name(self, town, leaver, everything):
        LogEntry.objects.create(
            user=town.administrator, object_id=str(leaver.pk), object_repr="rowan.sykes",
            content_type_id=ContentType.objects.get_for_model(User).pk, action_flag=2,
        )  # fmt: skip
        said = erasing_people.erase_account(person=leaver, by=town.administrator, at=town.now())
        assert said[-1] == "The name was erased: nothing on record names the person."
        leaver.refresh_from_db()
        assert (leaver.username, leaver.last_login) == (f"erased-{leaver.pk}", None)
        assert not leaver.has_usable_password()
        assert not leaver.groups.exists()
        for words in ("rowan", "Rowan"):
            assert words not in str(everything())
            assert not LogEntry.objects.filter(object_repr__contains=words).exists()

    def test_what_let_them_in_is_told_without_its_secrets_and_erased(self, town, leaver):
        leaver.is_active = True
        signing_in.send_link(person=leaver, by=town.administrator, at=town.now())
        signing_in.link_council_account(
            person=leaver, subject="7c1f-subject", by=town.administrator, at=town.now()
        )
        sealed = {"secret": "sealed-secret"}
        Authenticator.objects.create(user=leaver, type=Authenticator.Type.TOTP, data=sealed)
        told = disclosing.what_is_held_of(person=leaver, by=town.administrator, at=town.now())
        lets_in = told["signing in"]
        assert [one["type"] for one in lets_in["second factors"]] == ["totp"]
        assert [one["uid"] for one in lets_in["council accounts"]] == ["7c1f-subject"]
        assert [one["purpose"] for one in lets_in["links sent"]] == ["sent"]
        assert "sealed-secret" not in str(told)
        assert leaver.sign_in_links.get().token_sha256 not in str(told)
        leaver.is_active = False
        leaver.save()
        said = erasing_people.erase_account(person=leaver, by=town.administrator, at=town.now())
        assert said[-1] == "The name was erased: nothing on record names the person."
        for rows in (Authenticator, SocialAccount):
            assert not rows.objects.filter(user=leaver).exists()
        assert not leaver.sign_in_links.exists()

    def test_the_record_stays_whole_and_goes_on_naming_who_acted(self, town, in_force, everything):
        town.author.is_active, town.author.email = False, ADDRESS
        town.author.save()
        PostHolding.objects.filter(person=town.author).delete()
        before = of_others(everything())
        said = erasing_people.erase_account(
            person=town.author, by=town.administrator, at=town.now()
        )
        assert of_others(everything()) == before
        assert said[-1] == "The name stays, because the record says what the person did."
        assert User.objects.get(pk=town.author.pk).username == "author"
        assert User.objects.get(pk=town.author.pk).email == ""

    def test_who_still_works_here_is_refused_with_every_reason(self, town, reasons_when):
        reasons = reasons_when(
            erasing_people.erase_account, person=town.author, by=town.administrator, at=town.now()
        )
        assert reasons == (
            "The account is open. Untick “Active” first.",
            "The person still holds the post Governance Adviser. End that first.",
        )


class TestTheClock:
    def test_messages_of_a_year_ago_say_no_more_who_was_told_what(self, town, in_force):
        Message.objects.create(
            key="due/1", recipient=ADDRESS, subject="Due", body="4 Fell Lane",
            written_at=town.at, sent_at=town.at,
        )  # fmt: skip
        town.wait(days=364)
        list(forget(at=town.at))
        assert Message.objects.get().recipient == ADDRESS
        town.wait(days=1)
        assert "Whoever message" in " ".join(
            said.sentence for said in foresee_due(now=lambda: town.at)
        )
        list(forget(at=town.at))
        row = Message.objects.get()
        assert (row.recipient, row.body) == ("Erased on 2 March 2027", "")
        assert (row.key, row.subject) == ("due/1", "Due")
        assert list(forget(at=town.at)) == []

    def test_ended_sessions_and_closed_pages_go(self, town, draft):
        for key, days in (("old", -1), ("new", 1)):
            expires = town.at + timedelta(days=days)
            Session.objects.create(session_key=key, session_data="", expire_date=expires)
        for number, days in enumerate((2, 0)):
            Presence.objects.create(
                section=draft.sections.all()[number],
                person=town.author,
                seen_at=town.at - timedelta(days=days),
            )
        list(forget(at=town.at))
        assert Session.objects.get().session_key == "new"
        assert Presence.objects.count() == 1


class TestTheCommand:
    def test_it_writes_a_file_for_one_pair_of_eyes_and_never_over_another(
        self, town, letter, tmp_path
    ):
        file = tmp_path / "held.json"
        asked = {"email": ADDRESS, "by": "administrator", "output": file}
        call_command("personal_data", **asked)
        assert "4 Fell Lane" in file.read_text(encoding="utf-8")
        assert file.stat().st_mode & 0o077 == 0
        with pytest.raises(CommandError, match="was not written"):
            call_command("personal_data", **asked)

    def test_it_says_every_reason(self, town, letter, capsys):
        with pytest.raises(CommandError, match="Letter 7K3M-Q2XD is open"):
            call_command("personal_data", email=ADDRESS, by="administrator", erase=True)
        with pytest.raises(CommandError, match="no account nobody"):
            call_command("personal_data", email=ADDRESS, by="nobody")
        call_command("personal_data", username="member", by="administrator")
        assert '"username": "member"' in capsys.readouterr().out
