"""Who is told of what is due: one message a person, on working days, and nothing twice."""

from datetime import date, datetime, timedelta

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext

from policies.actions import consulting, deciding, outbox, reviewing
from policies.actions.due import due_items
from policies.actions.keeping_routes import StageWords
from policies.actions.reminding import documents_without_keeper, write_reminders
from policies.domain.dates import LONDON
from policies.domain.lifecycle import Outcome
from policies.domain.reviews import DueKind, TriggerKind
from policies.domain.roles import Role
from policies.domain.stages import StageKind
from policies.models import Message, PostHolding


def morning(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 8, tzinfo=LONDON)


def remind(day: date):
    """What is written on this day, as pairs of an address and the titles that it names."""
    return [
        (one.recipient.address, [item.document for item in one.items])
        for one in write_reminders(at=morning(day))
    ]


@pytest.fixture
def officer(town):
    town.officer.email = "officer@brackenmoor.example"
    town.officer.first_name, town.officer.last_name = "Olive", "Officer"
    town.officer.save()
    return town.officer


@pytest.fixture
def due(town, officer):
    """The day by which two policies are to be reviewed: Thursday, 2 March 2028."""
    for slug, title in (("social-media", "Social media policy"), ("filming", "Filming protocol")):
        version = town.make_in_force(town.make_document(slug, title))
    return version.next_review_on


def test_one_message_names_all_that_is_due_with_day_and_link(town, due, settings):
    settings.PUBLIC_ADDRESS = "https://policies.brackenmoor.example"
    assert due == date(2028, 3, 2)
    day = due - timedelta(days=30)
    assert remind(day) == [
        ("officer@brackenmoor.example", ["Filming protocol", "Social media policy"])
    ]
    list(outbox.send_waiting(at=morning(day)))
    (message,) = mail.outbox
    assert message.subject == "2 things are due for the council’s policies"
    version = town.council.documents.get(slug="filming").versions.get()
    for words in (
        "Dear Olive Officer,",
        "You keep these documents at Brackenmoor Borough Council.",
        "1. Filming protocol",
        "The review of version 1.0 is due by 2 March 2028, in 30 days.",
        "Record a review: https://policies.brackenmoor.example/admin/policies/version/"
        f"{version.pk}/review/",
        "2. Social media policy",
        "https://policies.brackenmoor.example/admin/policies/review/",
    ):
        assert words in message.body
    assert "&" not in message.body


def test_nothing_is_told_twice_and_each_warning_once(town, due):
    told = [
        day
        for offset in range(-100, 120)
        if remind(day := due + timedelta(days=offset)) and not remind(day)
    ]
    # The thirtieth day after is a Saturday: Monday makes up for it.
    assert [(day - due).days for day in told] == [-90, -30, -7, 7, 32, 90]
    assert all(day.weekday() < 5 for day in told)
    assert Message.objects.count() == 6


def test_bank_holidays_are_no_working_days(town, due):
    version = town.council.documents.get(slug="filming").versions.get()
    christmas = date(2027, 12, 27)
    version.next_review_on = christmas + timedelta(days=30)
    version.save()
    assert remind(christmas) == []
    assert remind(christmas + timedelta(days=1)) == []
    assert remind(christmas + timedelta(days=2)) == [
        ("officer@brackenmoor.example", ["Filming protocol", "Social media policy"])
    ]


def test_a_clock_that_stood_still_tells_once(town, due):
    assert remind(due - timedelta(days=150)) == []
    assert len(remind(due - timedelta(days=2))) == 1
    assert remind(due - timedelta(days=1)) == []


def test_what_is_raised_after_the_message_of_the_day_is_told_on_the_next(town, due):
    day = due - timedelta(days=7)
    assert len(remind(day)) == 1
    document = town.council.documents.get(slug="filming")
    reviewing.raise_trigger(
        document=document, kind=TriggerKind.ELECTION, what="The May elections",
        due_on=day + timedelta(days=20), by=town.officer,
        at=morning(day) + timedelta(hours=5),
    )  # fmt: skip
    assert list(write_reminders(at=morning(day) + timedelta(hours=6))) == []
    assert remind(day + timedelta(days=1)) == [
        ("officer@brackenmoor.example", ["Filming protocol"])
    ]


class TestRecipients:
    """The holder of the owner’s post or a deputy, its mailbox, the fallback post’s holder, or
    the Corporate Officers."""

    @pytest.fixture
    def day(self, town, due):
        return due - timedelta(days=7)

    @pytest.fixture
    def post(self, town, day):
        """A post of its own for the filming protocol, which nobody holds."""
        document = town.council.documents.get(slug="filming")
        document.owner_post = town.make_post("Head of Democracy")
        document.save()
        return document.owner_post

    def told_of_filming(self, day):
        return [address for address, titles in remind(day) if "Filming protocol" in titles]

    def person(self, town, name, **holding):
        person = town.make_person(name, Role.AUTHOR)
        person.email = f"{name}@brackenmoor.example"
        person.save()
        PostHolding.objects.create(person=person, **{"held_from": date(2020, 1, 1)} | holding)
        return person

    def test_whoever_holds_the_post_on_that_day_and_a_deputy(self, town, day, post):
        self.person(town, "former", post=post, held_until=day - timedelta(days=1))
        self.person(town, "holder", post=post)
        self.person(town, "deputy", post=post, is_deputy=True, held_from=day)
        closed = self.person(town, "closed", post=post)
        closed.is_active = False
        closed.save()
        assert sorted(self.told_of_filming(day)) == [
            "deputy@brackenmoor.example", "holder@brackenmoor.example",
        ]  # fmt: skip

    def test_else_the_mailbox_of_the_post(self, town, day, post):
        post.email = "democracy@brackenmoor.example"
        post.save()
        assert self.told_of_filming(day) == ["democracy@brackenmoor.example"]

    def test_else_the_holder_of_the_fallback_post(self, town, day, post):
        document = post.documents_owned.get()
        document.fallback_post = town.make_post("Deputy Head")
        document.save()
        self.person(town, "fallback", post=document.fallback_post)
        assert self.told_of_filming(day) == ["fallback@brackenmoor.example"]

    def test_else_the_corporate_officers(self, town, day, post):
        assert self.told_of_filming(day) == ["officer@brackenmoor.example"]

    def test_if_nobody_has_an_address_the_desk_can_say_so(self, town, day, post, officer):
        officer.email = ""
        officer.save()
        assert remind(day) == []
        assert documents_without_keeper(morning(day)) == ["Filming protocol", "Social media policy"]

    def test_whoever_takes_up_a_post_hears_what_is_due_already(self, town, day, post):
        assert self.told_of_filming(day) == ["officer@brackenmoor.example"]
        self.person(town, "newcomer", post=post, held_from=day + timedelta(days=1))
        assert self.told_of_filming(day + timedelta(days=1)) == ["newcomer@brackenmoor.example"]


def test_stages_after_publication_are_due_until_they_are_met(town, officer):
    cabinet = town.make_body("Cabinet")
    route = town.make_route(
        StageWords(position=1, kind=StageKind.DECIDE, bodies=(town.body,)),
        StageWords(position=2, kind=StageKind.RATIFY, bodies=(cabinet,), within_days=40),
        StageWords(position=3, kind=StageKind.NOTE, bodies=(cabinet,)),
    )
    version = town.make_in_force(town.make_document(route=route))
    ratified_by = version.in_force_from + timedelta(days=40)
    (stage,) = [item for item in due_items() if item.kind is not DueKind.REVIEW]
    assert (stage.kind, stage.due_on) == (DueKind.RATIFICATION, ratified_by)
    assert stage.what == "The ratification of version 1.0 by Cabinet"
    decision = town.enter_decision(version, Outcome.APPROVED, cabinet, stage=2)
    assert stage in due_items(), "an unconfirmed decision meets nothing"
    deciding.confirm_decision(decision=decision, by=town.confirmer, at=town.now())
    assert [item.kind for item in due_items()] == [DueKind.REVIEW]


def test_an_open_consultation_is_due_on_its_last_day(town, officer):
    version = town.make_in_review()
    day = town.at.date()
    consulting.open_consultation(
        version=version, consulted="All members", method="By e-mail", opens_on=day,
        closes_on=day + timedelta(days=21), by=town.officer, at=town.now(),
    )  # fmt: skip
    (item,) = due_items()
    assert (item.kind, item.due_on) == (DueKind.CONSULTATION, day + timedelta(days=21))
    assert item.what == "The consultation on version 1.0 (All members)"


def test_the_one_thing_to_do_is_to_finish_the_open_version_if_there_is_one(town, due):
    document = town.council.documents.get(slug="filming")
    town.wait(days=1)
    draft = town.make_draft(document)
    (item,) = [item for item in due_items() if item.document == "Filming protocol"]
    assert item.act == "Finish the version that is open"
    assert item.address.endswith(f"/version/{draft.pk}/change/")


def test_more_documents_take_no_more_queries(town, due, django_assert_num_queries):
    def ask():
        due_items()
        documents_without_keeper(morning(due))

    with CaptureQueriesContext(connection) as few:
        ask()
    for number in range(3):
        town.make_in_force(town.make_document(f"other-{number}", f"Other {number}"))
    with django_assert_num_queries(len(few)):
        ask()
