"""Consultees are erased once the rule of retention says so, and the answers are still counted."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from policies.actions import consulting
from policies.actions.erasing import erase_consultees
from policies.actions.outbox import send_waiting
from policies.actions.retaining import retention_on
from policies.domain.retention import RecordKind
from policies.models import Consultation, Invitation, Message, Response

PERSONAL = ("Cllr Ash", "ash@members.example", "I live in Fell Lane")


@pytest.fixture
def consultation(town, in_review):
    """Closed, with an address that was sent two links and answered on the second."""
    day = town.at.date()
    asked = consulting.open_consultation(
        version=in_review, consulted="All members", opens_on=day,
        closes_on=day + timedelta(days=14), by=town.officer, at=town.now(),
    )  # fmt: skip
    for email in ("ash@members.example", "elm@members.example", "ash@members.example"):
        invitation, _ = consulting.invite(
            consultation=asked, name="Cllr Ash", email=email, by=town.officer, at=town.now()
        )
    consulting.keep_answer(
        invitation=invitation, answer=Response.Answer.DISAGREES, text="I live in Fell Lane.",
        at=town.now(),
    )  # fmt: skip
    list(send_waiting(at=town.now()))
    return consulting.close_consultation(
        consultation=asked, summary="One answer.", effect="Nothing.", by=town.officer,
        at=town.now(),
    )  # fmt: skip


def past(town):
    rows = retention_on(town.at.date())
    return next(one for one in rows if one.rule.kind is RecordKind.RESPONSES)


def test_who_was_asked_and_what_they_wrote_goes_and_the_answers_stay(
    town, consultation, everything
):
    town.wait(days=366)
    assert (past(town).count, past(town).consultations) == (3, (consultation,))
    erase_consultees(consultation=consultation, by=town.administrator, at=town.now())
    kept = {table: rows for table, rows in everything().items() if "user" not in table}
    for words in PERSONAL:
        assert words not in str(kept)
    assert Response.objects.get().answer == "disagrees"
    assert Response.objects.get().text == ""
    assert Invitation.objects.first().name == "Erased on 3 March 2027"
    # Two links went to one address, and still only the last of them counts.
    assert Invitation.objects.newest().count() == 2
    assert Message.objects.filter(recipient__startswith="Erased on ").count() == 3
    assert (past(town).count, past(town).consultations) == (0, ())


def test_nothing_is_erased_before_its_time_or_by_anyone_else(town, consultation, reasons_when):
    early = {"consultation": consultation, "at": town.now()}
    assert reasons_when(erase_consultees, by=town.officer, **early) == (
        "Only the Administrator can erase them.",
        "They are kept until 2 March 2027: 1 year after the consultation closed.",
    )
    town.wait(days=366)
    late = {"consultation": consultation, "at": town.now(), "by": town.administrator}
    erase_consultees(**late)
    assert reasons_when(erase_consultees, **late) == ("Nobody’s name is on record here any more.",)


def test_an_open_consultation_is_closed_first(town, in_review, reasons_when):
    day = town.at.date()
    asked = consulting.open_consultation(
        version=in_review, consulted="All members", opens_on=day, closes_on=day,
        by=town.officer, at=town.now(),
    )  # fmt: skip
    reasons = reasons_when(
        erase_consultees, consultation=asked, by=town.administrator, at=town.now()
    )
    assert reasons[0] == "This consultation is not closed. Close it first."


@pytest.mark.parametrize(
    ("model", "change"),
    [
        (Invitation, {"name": "Erased on 1 May 2028"}),
        (Invitation, {"name": "Erased on 1 May 2028", "email": "other@members.example"}),
        (Response, {"text": "I agree after all."}),
        (Response, {"text": "", "answer": "agrees"}),
    ],
)
def test_the_database_lets_nothing_else_be_changed(consultation, model, change):
    with pytest.raises(DatabaseError), transaction.atomic():
        model.objects.filter(pk=model.objects.last().pk).update(**change)
    assert Consultation.objects.get().is_closed
