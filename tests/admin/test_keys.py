"""Addresses that somebody made up are answered, whatever digits are in them."""

import pytest

from policies.admin.keys import key_in

MADE_UP = ["²", "-1", "1.5", "", " 7", "９", "9" * 19, "9" * 5000]


@pytest.mark.parametrize("words", MADE_UP)
def test_what_is_no_key_is_none(words):
    assert key_in(words) is None


def test_a_key_is_a_number():
    assert key_in("4017") == 4017


@pytest.mark.parametrize("words", ["²", "9" * 19])
def test_no_page_of_the_desk_fails_on_them(at_desk, town, in_force, address, words):
    client = at_desk(town.monitoring)
    ask = address("restriction_ask", in_force.pk)
    assert client.get(ask, {"like": words}).status_code == 200
    for page in ("version_change", "section_history"):
        assert client.get(address(page, words), follow=True).status_code in (200, 404)
    assert client.get(address("version_history", words)).status_code == 404
    author = at_desk(town.author)
    assert author.get(address("section_add"), {"version": words}).status_code == 404


@pytest.mark.parametrize(
    "moment", ["9999-12-31T23:59:59-14:00", "0001-01-01T00:00:00+14:00", "0001-01-01T00:00:00Z"]
)
def test_no_wording_is_of_a_moment_outside_the_calendar(at_desk, town, draft, address, moment):
    section = draft.sections.first()
    url = address("version_restore", draft.pk, section.lineage)
    assert at_desk(town.author).get(url, {"as_of": moment}).status_code == 404
