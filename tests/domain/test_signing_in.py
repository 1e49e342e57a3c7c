"""How long links last, and when somebody must say again who they are."""

from datetime import UTC, datetime, timedelta

from policies.domain.signing_in import (
    Purpose,
    reasons_against_link,
    reasons_against_sending_link,
    was_proved_lately,
)

AT = datetime(2026, 3, 2, 12, tzinfo=UTC)
SOUND = {
    "at": AT, "expires_at": AT + timedelta(seconds=1), "is_used": False, "is_replaced": False,
    "is_active": True,
}  # fmt: skip


def test_a_link_works_until_its_moment_and_every_reason_is_told():
    assert not reasons_against_link(**SOUND)
    assert reasons_against_link(**{**SOUND, "expires_at": AT}) == ("This link has ended.",)
    worst = {**SOUND, "is_used": True, "is_replaced": True, "is_active": False}
    assert len(reasons_against_link(**worst)) == 3


def test_an_invitation_outlasts_a_weeks_leave_and_a_new_password_a_day():
    assert Purpose.INVITED.lasts == timedelta(days=7)
    assert Purpose.SENT.lasts == Purpose.ASKED_FOR.lasts == timedelta(days=1)


def test_whoever_sends_a_link_is_told_every_reason_against():
    sound = {"may_keep_people": True, "is_active": True, "has_address": True, "is_beyond": False}
    assert not reasons_against_sending_link(**sound)
    assert (
        len(reasons_against_sending_link(**{name: not is_so for name, is_so in sound.items()})) == 4
    )


def test_a_proof_counts_for_a_while_and_never_from_the_future():
    assert was_proved_lately([0, 950.0], now=1000, within=60)
    assert not was_proved_lately([0, 940.0], now=1000, within=60)
    assert not was_proved_lately([1001.0], now=1000, within=60)
    assert not was_proved_lately([], now=1000, within=60)
