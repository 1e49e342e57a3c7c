"""The day fields of the desk: a slip of the keyboard is an error beside the field."""

from datetime import date

from django.utils import timezone

from policies.admin.forms import DayField
from policies.domain.dates import furthest_day
from tests.admin.posting import post_from, words_of

SLIP = "9999-12-31"


def test_a_field_takes_days_up_to_the_furthest():
    last = furthest_day(timezone.localdate())
    assert DayField().clean(last.isoformat()) == last
    assert DayField().clean("1972-10-26") == date(1972, 10, 26)


def test_a_day_too_far_away_is_an_error_and_the_browser_knows_the_last_one(
    at_desk, town, approved, address
):
    client, url = at_desk(town.officer), address("version_plan", approved.pk)
    last = furthest_day(timezone.localdate()).isoformat()
    assert f'max="{last}"' in client.get(url).content.decode()
    page = post_from(client, url, day=SLIP)
    assert "31 December 9999 is more than 30 years away. Choose a day until" in words_of(page)
    assert town.fresh(approved).is_approved


def test_so_it_is_in_the_law_register(at_desk, town, address):
    url = address("lawreference_change", town.law.pk)
    page = post_from(at_desk(town.officer), url, in_force_to=SLIP)
    assert "31 December 9999 is more than 30 years away." in words_of(page)
    town.law.refresh_from_db()
    assert town.law.in_force_to is None
