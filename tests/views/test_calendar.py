"""The calendar feed: what a calendar program reads, and who may let one read."""

from datetime import date, timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse
from icalendar import Calendar

from policies.actions.subscribing import calendar_token, revoke_calendar


def address_for(person) -> str:
    return reverse("policies:calendar", args=[calendar_token(person)])


@pytest.fixture
def due(town):
    """A title that a calendar must fold and escape."""
    title = "Social media, messaging; and “filming” at meetings: a protocol for every member"
    return town.make_in_force(town.make_document(title=title), title=title)


def test_every_due_item_is_a_day_with_two_alarms(client, town, due, settings):
    settings.PUBLIC_ADDRESS = "https://policies.brackenmoor.example"
    response = client.get(address_for(town.officer))
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert all(len(line) <= 75 for line in response.content.split(b"\r\n"))
    calendar = Calendar.from_ical(response.content)
    assert calendar["X-WR-CALNAME"] == "Policies: Brackenmoor"
    (event,) = calendar.walk("VEVENT")
    assert event["SUMMARY"] == f"Review: {due.title}"
    assert event.decoded("DTSTART") == due.next_review_on
    assert type(event.decoded("DTSTART")) is date
    assert event.decoded("DTEND") == due.next_review_on + timedelta(days=1)
    assert event["URL"] == (
        f"https://policies.brackenmoor.example/admin/policies/version/{due.pk}/review/"
    )
    assert "The review of version 1.0" in event["DESCRIPTION"]
    alarms = [alarm.decoded("TRIGGER") for alarm in event.walk("VALARM")]
    assert alarms == [timedelta(days=-30), timedelta(days=-7)]


def test_an_event_keeps_its_identity_when_its_day_moves(client, town, due):
    def uid():
        (event,) = Calendar.from_ical(client.get(address_for(town.officer)).content).walk("VEVENT")
        return event["UID"], event.decoded("DTSTART")

    before = uid()
    due.next_review_on += timedelta(days=30)
    due.save()
    after = uid()
    assert before[0] == after[0]
    assert before[1] != after[1]


def test_a_calendar_is_kept_by_nobody_on_the_way(client, town, due):
    response = client.get(address_for(town.officer))
    assert response["Cache-Control"] == "private, no-store"
    assert "Set-Cookie" not in response
    assert client.post(address_for(town.officer)).status_code == 405


def test_a_calendar_without_anything_due_is_still_one(client, town):
    assert Calendar.from_ical(client.get(address_for(town.officer)).content).walk("VEVENT") == []


class TestWhoMayRead:
    def test_an_address_that_was_revoked_opens_nothing_and_the_next_one_does(
        self, client, town, due
    ):
        old, colleague = address_for(town.officer), address_for(town.author)
        revoke_calendar(by=town.officer, at=town.now())
        assert client.get(old).status_code == 404
        assert client.get(address_for(town.officer)).status_code == 200
        assert client.get(colleague).status_code == 200

    def test_a_revoked_address_stays_closed_when_the_log_of_the_desk_is_emptied(
        self, client, town, due
    ):
        old = address_for(town.officer)
        revoke_calendar(by=town.officer, at=town.now())
        LogEntry.objects.all().delete()
        assert client.get(old).status_code == 404
        assert client.get(address_for(town.officer)).status_code == 200

    def test_a_closed_account_and_a_member_have_none(self, client, town, due):
        assert client.get(address_for(town.member)).status_code == 404
        town.officer.is_active = False
        town.officer.save()
        assert client.get(address_for(town.officer)).status_code == 404

    @pytest.mark.parametrize("token", ["1-0", "1-0.forged", "x", "1-0.", ".", "a b"])
    def test_a_forged_address_is_not_found(self, client, town, due, token):
        assert client.get(f"/calendar/{token}.ics").status_code == 404

    def test_nobody_makes_the_token_of_another(self, client, town, due):
        mine = calendar_token(town.officer)
        other = mine.replace(f"{town.officer.pk}-", f"{town.author.pk}-", 1)
        assert client.get(f"/calendar/{other}.ics").status_code == 404
