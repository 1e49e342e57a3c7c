"""The class and number that a draft’s text asks for: shown with why, taken with one button."""

from pathlib import Path

import pytest

from policies.actions import drafting, text
from policies.domain.numbering import ChangeClass
from tests.admin.browser import CHROMIUM, check, sign_in
from tests.admin.posting import post_from, words_of

BUTTON = "Call it a "


@pytest.fixture
def draft(town, in_force):
    """A second draft, started as a substantive change: 2.0 after 1.0."""
    return town.make_draft(in_force.document)


@pytest.fixture
def reword(town):
    """Write these words into the section with this heading."""

    def written(version, heading, body):
        section = version.sections.get(heading=heading)
        section.body = body
        text.save_section(section=section, by=town.author, at=town.now())

    return written


def call(town, version, change, number):
    version.change_class = change.value
    version.major, version.minor = number
    drafting.save_draft(version=version, by=town.author, at=town.now())


def take(client, page, url):
    """Press the button on this page."""
    shown = page.content.decode().split('name="proposal" value="')[1].split('"')[0]
    return client.post(url, {"proposal": shown}, follow=True)


@pytest.fixture
def taking(draft, address):
    return address("version_take", draft.pk)


def test_what_looks_minor_is_proposed_with_why(at_desk, town, draft, page_of, reword):
    reword(draft, "Private groups", "Anything may be shared there.")
    page = words_of(at_desk(town.author).get(page_of(draft)))
    assert "One section was reworded. No duty changed." in page
    assert "it looks like a minor change, and the number that follows is 1.1." in page
    assert "called “Substantive change”, but its text looks minor." in page


def test_one_button_takes_class_and_number(at_desk, town, draft, page_of, reword, taking):
    reword(draft, "Private groups", "Anything may be shared there.")
    client = at_desk(town.author)
    page = take(client, client.get(page_of(draft)), taking)
    assert "The draft is now called a minor change, 1.1." in words_of(page)
    assert "The draft is called and numbered so." in words_of(page)
    assert BUTTON not in words_of(page)
    draft.refresh_from_db()
    assert (draft.change_class, str(draft.number)) == ("minor", "1.1")
    assert draft.contacts.count() == 1
    last = draft.history.first()
    assert last.history_user == town.author
    assert last.history_change_reason == (
        "Taken as proposed: minor change, 1.1. One section was reworded. No duty changed."
    )


def test_a_changed_duty_is_no_minor_change(at_desk, town, draft, page_of, reword, address):
    reword(draft, "Private groups", "Members must not share anything.")
    call(town, draft, ChangeClass.MINOR, (1, 1))
    client = at_desk(town.author)
    advice = "called “Minor change”, but its text looks substantive."
    page = words_of(client.get(page_of(draft)))
    assert advice in page
    assert "“must not”" in page
    assert "the number that follows is 2.0." in page
    assert advice in words_of(client.get(address("version_submit", draft.pk)))


def test_submitting_stays_possible_against_the_advice(at_desk, town, draft, reword, address):
    reword(draft, "Private groups", "Members must not share anything.")
    call(town, draft, ChangeClass.MINOR, (1, 1))
    post_from(
        at_desk(town.author),
        address("version_submit", draft.pk),
        change_summary="Less may be shared.",
        change_reason="Members asked.",
    )
    draft.refresh_from_db()
    assert draft.is_in_review


def test_where_class_and_number_fit_there_is_no_button(
    at_desk, town, draft, page_of, reword, address
):
    reword(draft, "Private groups", "Members must not share anything.")
    client = at_desk(town.author)
    page = words_of(client.get(page_of(draft)))
    assert "The draft is called and numbered so." in page
    assert BUTTON not in page
    assert "but its text looks" not in words_of(client.get(address("version_submit", draft.pk)))


def test_a_number_is_proposed_once(at_desk, town, in_force, page_of, reword):
    given_up = town.make_draft(in_force.document, change_class="minor", major=1, minor=1)
    drafting.discard_draft(version=given_up, reason="No need.", by=town.author, at=town.now())
    draft = town.make_draft(in_force.document)
    reword(draft, "Private groups", "Anything may be shared there.")
    page = words_of(at_desk(town.author).get(page_of(draft)))
    assert "the number that follows is 1.2." in page


def test_a_proposal_that_has_changed_meanwhile_is_not_taken(
    at_desk, town, draft, page_of, reword, taking
):
    reword(draft, "Private groups", "Anything may be shared there.")
    client = at_desk(town.author)
    page = client.get(page_of(draft))
    reword(draft, "Private groups", "Members must not share anything.")
    answer = take(client, page, taking)
    assert "The text was changed since you opened the page." in words_of(answer)
    draft.refresh_from_db()
    assert (draft.change_class, str(draft.number)) == ("substantive", "2.0")


def test_nothing_changed_means_nothing_to_propose(at_desk, town, draft, page_of):
    assert "Class and number" not in words_of(at_desk(town.author).get(page_of(draft)))


def test_a_first_version_is_not_compared(at_desk, town, page_of):
    first = town.make_draft(town.make_document("filming", "Filming"))
    assert "Class and number" not in words_of(at_desk(town.author).get(page_of(first)))


def test_what_is_no_draft_keeps_its_number(at_desk, town, in_force, address, page_of):
    client = at_desk(town.officer)
    assert "Class and number" not in words_of(client.get(page_of(in_force)))
    answer = client.post(
        address("version_take", in_force.pk), {"proposal": "minor change, 1.1"}, follow=True
    )
    assert 'class="error"' in answer.content.decode()
    in_force.refresh_from_db()
    assert str(in_force.number) == "1.0"


def test_who_may_only_read_is_told_and_refused(at_desk, town, draft, page_of, reword, taking):
    reword(draft, "Private groups", "Anything may be shared there.")
    client = at_desk(town.auditor)
    page = words_of(client.get(page_of(draft)))
    assert "the number that follows is 1.1." in page
    assert BUTTON not in page
    client.post(taking, {"proposal": "minor change, 1.1"})
    draft.refresh_from_db()
    assert str(draft.number) == "2.0"


@pytest.mark.skipif(not Path(CHROMIUM).exists(), reason="Chromium is not installed here.")
@pytest.mark.django_db(transaction=True)
def test_the_proposal_is_for_everyone_who_writes(desk, town, draft, page_of, reword, address):
    reword(draft, "Private groups", "Anything may be shared there.")
    sign_in(desk, town.author)
    check(desk, page_of(draft), "proposal")
    check(desk, address("version_submit", draft.pk), "proposal-submit")
    desk.goto(page_of(draft))
    desk.get_by_role("button", name="Call it a minor change, 1.1").press("Enter")
    desk.wait_for_selector("text=The draft is called and numbered so.")
