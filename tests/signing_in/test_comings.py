"""Who comes and goes is written down by whatever door, and what strangers type is not."""

import pytest
from django.contrib.auth import authenticate
from django.test import Client
from django.utils import timezone

from policies.actions.signing_in import link_council_account, send_link, take_second_factors_away
from policies.models import Message, SecurityEvent
from policies.views.signing_in import comings
from tests.factories import PASSWORD
from tests.signing_in.people import gives_password, link_in, signs_in_fully

HERE = {"REMOTE_ADDR": "198.51.100.77"}
NETWORK = "198.51.100.0/24"


def comings_and_goings() -> list[tuple[str, str, str, str]]:
    rows = SecurityEvent.objects.filter(kind__startswith="sign").order_by("pk")
    return [
        (row.kind, row.about.username if row.about else "", row.network, row.words) for row in rows
    ]


def sign_in(client: Client, name: str, password: str):
    return client.post("/sign-in/", {"login": name, "password": password}, **HERE)


class BreaksAfterwards:
    """A server that fails once the answer is made: what a request wrote with it would be gone."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        self.get_response(request)
        raise RuntimeError


def test_coming_and_going_is_written_with_the_network_and_no_more_of_the_address(town, client):
    sign_in(client, "member", PASSWORD)
    client.post("/sign-out/", **HERE)
    assert comings_and_goings() == [
        ("signed-in", "member", NETWORK, ""),
        ("signed-out", "member", NETWORK, ""),
    ]
    assert SecurityEvent.objects.first().by == town.member


def test_the_address_is_the_one_that_front_servers_say_and_no_other(town, settings):
    client = Client(headers={"x-forwarded-for": "192.0.2.9, 203.0.113.9"})
    sign_in(client, "member", PASSWORD)
    settings.TRUSTED_PROXIES = 1
    client.logout()
    sign_in(client, "member", PASSWORD)
    assert [row[2] for row in comings_and_goings() if row[0] == "signed-in"] == [
        NETWORK, "203.0.113.0/24",
    ]  # fmt: skip


def test_a_failure_names_the_account_if_there_is_one_and_never_what_was_typed(town, client):
    sign_in(client, "clerk", "not-the-password")
    sign_in(client, "my-secret-phrase", "x")
    assert comings_and_goings() == [
        ("sign-in-failed", "clerk", NETWORK, ""),
        ("sign-in-failed", "", NETWORK, "No account has this name."),
    ]
    kept = str(list(SecurityEvent.objects.values()))
    assert "my-secret-phrase" not in kept
    assert "not-the-password" not in kept
    assert SecurityEvent.objects.first().by is None


@pytest.mark.django_db(transaction=True)
def test_a_failure_stays_on_record_whatever_becomes_of_the_request(settings):
    settings.MIDDLEWARE = ["tests.signing_in.test_comings.BreaksAfterwards", *settings.MIDDLEWARE]
    answer = sign_in(Client(raise_request_exception=False), "nobody", "x")
    assert answer.status_code == 500
    assert [row[0] for row in comings_and_goings()] == ["sign-in-failed"]


def test_a_flood_is_told_of_and_does_not_fill_the_disk(town, rf, monkeypatch):
    monkeypatch.setattr(comings, "FROM_ONE", 3)
    for _ in range(101):
        authenticate(rf.post("/sign-in/", **HERE), username="clerk", password="x")
    authenticate(rf.post("/sign-in/", REMOTE_ADDR="2001:db8::1"), username="clerk", password="x")
    assert [row[2:] for row in comings_and_goings()] == [
        *[(NETWORK, "")] * 3,
        (NETWORK, "100 have failed from this network within the hour."),
        ("2001:db8::/48", ""),
    ]


def test_a_flood_from_everywhere_is_told_of_too(town, rf, monkeypatch):
    monkeypatch.setattr(comings, "IN_ALL", 3)
    for number in range(100):
        request = rf.post("/sign-in/", REMOTE_ADDR=f"10.0.{number}.1")
        authenticate(request, username="clerk", password="x")
    assert [row[3] for row in comings_and_goings()] == [
        "", "", "", "100 have failed within the hour.",
    ]  # fmt: skip


class TestWhatPeopleSignInWith:
    def told(self, *kinds: str) -> list[tuple[str, str, str, str]]:
        rows = SecurityEvent.objects.filter(kind__in=kinds).order_by("pk")
        return [(row.kind, str(row.by or ""), str(row.about), row.words) for row in rows]

    def test_a_second_factor_is_told_of_when_it_is_set_fails_and_is_taken_away(self, town, client):
        signs_in_fully(client, town.officer)
        again = Client()
        gives_password(again, town.officer)
        again.post("/sign-in/second-step/", {"code": "000000"})
        take_second_factors_away(person=town.officer, by=town.administrator, at=town.now())
        kinds = ("second-factor-set", "recovery-codes-made", "second-factor-removed")
        told = self.told("signed-in", "sign-in-failed", *kinds)
        assert sorted(told[:4]) == [
            ("recovery-codes-made", "officer", "officer", ""),
            ("second-factor-set", "officer", "officer", "An app that makes codes."),
            ("sign-in-failed", "", "officer", "The second factor was wrong."),
            ("signed-in", "officer", "officer", ""),
        ]
        assert sorted(told[4:]) == [
            ("second-factor-removed", "administrator", "officer", "An app that makes codes."),
            ("second-factor-removed", "administrator", "officer", "Recovery codes."),
        ]

    def test_an_invitation_and_the_password_that_comes_of_it_are_told_of(self, town, client):
        person = town.make_person("newcomer")
        person.email = "newcomer@brackenmoor.example"
        person.set_unusable_password()
        person.save()
        send_link(person=person, by=town.administrator, at=timezone.now())
        client.post(link_in(Message.objects.get()), {"password": "heather-on-the-moor-31"})
        assert self.told("sign-in-link-sent", "password-changed")[-2:] == [
            ("sign-in-link-sent", "administrator", "newcomer", "An invitation."),
            ("password-changed", "", "newcomer", ""),
        ]

    def test_a_council_account_is_told_of_without_its_subject(self, town):
        for subject in ("subject-1", "subject-2"):
            link_council_account(
                person=town.member, subject=subject, by=town.administrator, at=town.now()
            )
        assert self.told("council-account") == [
            ("council-account", "administrator", "member", "Linked."),
            ("council-account", "administrator", "member", "No longer linked."),
            ("council-account", "administrator", "member", "Linked."),
        ]
