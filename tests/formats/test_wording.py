"""Dates, places, numbers and addresses as readers are shown them."""

from datetime import date

import pytest

from policies.formats import wording


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 5, 3), "3 May 2026"),
        ("2026-05-03", "3 May 2026"),
        ("in spring", "in spring"),
        (None, ""),
        ("", ""),
    ],
)
def test_dates_are_written_as_people_say_them(day, words):
    assert wording.written_date(day) == words


@pytest.mark.parametrize(
    ("codes", "words"),
    [
        ((), ""),
        (("E",), "England"),
        (("E", "W"), "England and Wales"),
        (("E", "W", "S", "NI"), "England, Wales, Scotland and Northern Ireland"),
        (("Jersey", " "), "Jersey"),
    ],
)
def test_jurisdictions_are_written_in_words(codes, words):
    assert wording.written_places(codes) == words


@pytest.mark.parametrize(
    ("number", "link"),
    [
        ("01632 960 123", "tel:01632960123"),
        ("+44 (0)1632 960123", "tel:+441632960123"),
        ("01632 960123 ext. 4", "tel:01632960123"),
        ("999", "tel:999"),
        ("--- --", ""),
        ("ask the desk", ""),
    ],
)
def test_a_telephone_number_becomes_a_link_that_can_be_dialled(number, link):
    assert wording.telephone_link(number) == link


@pytest.mark.parametrize("email", ["not an address", "a@b", "a@example.org,b@example.org", ""])
def test_what_is_not_one_mailbox_gets_no_link(email):
    assert wording.mail_link(email) == ""


def test_only_web_addresses_become_links():
    assert wording.web_address(" https://example.org/a ") == "https://example.org/a"
    assert wording.web_address("javascript:alert(1)") == ""
    assert wording.web_address("//elsewhere.example/a") == ""


def test_an_address_on_the_portal_leads_there_from_a_page_and_from_a_file():
    assert wording.web_address("/documents/a/") == "/documents/a/"
    portal = "https://policies.brackenmoor.example"
    assert wording.web_address("/documents/a/", portal) == f"{portal}/documents/a/"


def test_long_names_are_cut_after_a_whole_word():
    assert wording.shortened("Policy on bees", 20) == "Policy on bees"
    assert wording.shortened("Policy on bees, wasps and ants", 16) == "Policy on bees…"
