"""Asking for a format: what is missing, by when it is sent, and who may answer."""

from datetime import date

import pytest

from policies.domain.formatrequests import (
    NEXT,
    AskedFormat,
    RequestStatus,
    faults_of_request,
    reasons_against_answering,
    target_day,
)
from policies.domain.letters import reference_from
from policies.domain.roles import Role

POSTED = {"which": "", "email": "", "postal_address": "1 Mill Lane"}
MAILED = {"which": "", "email": "reader@example.org", "postal_address": ""}


def fields(asked, **given):
    return [name for name, _ in faults_of_request(asked, **given)]


@pytest.mark.parametrize(
    ("asked", "given", "missing"),
    [
        (None, POSTED, ["asked"]),
        (None, {"which": "", "email": "", "postal_address": ""}, ["asked", "email"]),
        (AskedFormat.BRAILLE, POSTED, []),
        (AskedFormat.BRAILLE, MAILED, ["postal_address"]),
        (AskedFormat.EASY_READ, MAILED, []),
        (AskedFormat.EASY_READ, MAILED | {"email": " "}, ["email"]),
        (AskedFormat.LANGUAGE, MAILED, ["which"]),
        (AskedFormat.LANGUAGE, MAILED | {"which": "Polish"}, []),
        (AskedFormat.OTHER, POSTED, ["which"]),
    ],
)
def test_what_is_missing_is_named_with_its_field(asked, given, missing):
    assert fields(asked, **given) == missing


def test_the_target_counts_working_days_from_the_day_after():
    asked = {"asked": AskedFormat.BRAILLE, "day": date(2026, 12, 18), "nations": "E"}
    # Friday 18 December and ten working days: Christmas, Boxing Day and New Year are none.
    assert target_day(**asked, targets={}) == date(2027, 1, 6)
    assert target_day(**asked, targets={"braille": 1}) == date(2026, 12, 21)
    assert target_day(**asked, targets={"bsl": 1}) == date(2027, 1, 6)


@pytest.mark.parametrize("status", RequestStatus)
@pytest.mark.parametrize("to", RequestStatus)
def test_a_request_goes_on_and_never_back(status, to):
    reasons = reasons_against_answering(
        [Role.CORPORATE_OFFICER], is_active=True, status=status, to=to, reason="No interpreter."
    )
    assert (reasons == ()) is (to in NEXT[status])


def test_every_reason_against_is_told():
    reasons = reasons_against_answering(
        [Role.AUDITOR],
        is_active=True,
        status=RequestStatus.SENT,
        to=RequestStatus.REFUSED,
        reason=" ",
    )
    assert reasons == (
        "Only the Corporate Officer or the Democratic Services Clerk can answer readers.",
        "This request is closed: sent.",
        "Say why it cannot be provided. The reader is told.",
    )


def test_a_reference_can_be_read_out_on_the_telephone():
    assert reference_from(bytes(range(8))) == "2345-6789"
    assert not set("AEIOU01LS") & set("".join(reference_from(bytes([n] * 8)) for n in range(256)))
