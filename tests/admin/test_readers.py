"""The queue of what readers wrote: who sees it, what it counts, and that every button works."""

import pytest

from policies.actions.asking import ask_for_format
from policies.actions.page_problems import report_page_problem
from policies.domain.formatrequests import AskedFormat
from policies.models import Council, FormatRequest, Message, PageProblem
from tests.admin.posting import fields_of, post_from, words_of

READER = "reader@example.org"


@pytest.fixture
def request_kept(town, in_force):
    """A request of long ago: it is overdue today."""
    return ask_for_format(
        version=in_force,
        reference="7K3M-Q2XD",
        asked=AskedFormat.BRAILLE,
        name="Pat Reader",
        email=READER,
        postal_address="1 Mill Lane",
        at=town.now(),
    )


@pytest.fixture
def problem_kept(town, in_force):
    return report_page_problem(
        reference="9XYZ-2345",
        path="/documents/social-media/",
        document=in_force.document,
        words="The third link leads nowhere.",
        at=town.now(),
    )


def test_the_first_page_counts_them_and_leads_to_each(
    at_desk, town, request_kept, problem_kept, address
):
    page = at_desk(town.clerk).get("/admin/")
    words, text = words_of(page), page.content.decode()
    assert "From readers 2" in words
    assert "Overdue: it was to be sent by 16 March 2026." in words
    assert "Nobody has it yet." in words
    for letter, name in ((request_kept, "formatrequest"), (problem_kept, "pageproblem")):
        assert f'href="{address(f"{name}_change", letter.pk)}"' in text
    assert "From readers" not in words_of(at_desk(town.author).get("/admin/"))


def test_a_request_is_taken_in_hand_then_sent(at_desk, town, request_kept, address):
    page = address("formatrequest_change", request_kept.pk)
    desk = at_desk(town.clerk)
    words = words_of(desk.get(page))
    for told in ("Pat Reader", READER, "1 Mill Lane", "Braille on paper", "overdue"):
        assert told in words
    taken = post_from(desk, page, to="in_hand")
    assert "In hand" in words_of(taken)
    assert "I take it in hand" not in words_of(taken)
    sent = post_from(desk, page, to="sent")
    assert not FormatRequest.objects.get().is_open
    assert "Answer it" not in words_of(sent)
    assert desk.post(page, {"to": "sent"}).status_code == 403
    assert "Sent" in words_of(desk.get(address("formatrequest_changelist")))


def test_a_refusal_needs_its_reason_and_the_page_says_so(at_desk, town, request_kept, address):
    page = address("formatrequest_change", request_kept.pk)
    desk = at_desk(town.officer)
    refused = post_from(desk, page, to="refused")
    assert "Say why it cannot be provided. The reader is told." in words_of(refused)
    assert FormatRequest.objects.get().is_open
    post_from(desk, page, to="refused", reason="Nobody can transcribe it.")
    assert FormatRequest.objects.get().reason == "Nobody can transcribe it."
    empty = desk.post(page, {})
    assert empty.status_code == 403


def test_a_problem_is_closed_with_what_was_done(at_desk, town, problem_kept, address):
    page = address("pageproblem_change", problem_kept.pk)
    desk = at_desk(town.officer)
    assert "The third link leads nowhere." in words_of(desk.get(page))
    assert "Say what was done about it" in words_of(post_from(desk, page, outcome=""))
    post_from(desk, page, outcome="The link was mended.")
    assert PageProblem.objects.get().outcome == "The link was mended."
    assert "The link was mended." in words_of(desk.get(page))


@pytest.mark.parametrize("who", ["author", "confirmer", "auditor", "monitoring", "administrator"])
def test_nobody_else_reads_who_wrote(at_desk, town, request_kept, problem_kept, address, who):
    desk = at_desk(getattr(town, who))
    for name, letter in (("formatrequest", request_kept), ("pageproblem", problem_kept)):
        assert desk.get(address(f"{name}_changelist")).status_code == 403
        page = address(f"{name}_change", letter.pk)
        assert desk.get(page).status_code == 403
        assert desk.post(page, {"to": "sent", "outcome": "Done."}).status_code == 403
    mail = desk.get(address("message_changelist"))
    assert READER not in words_of(mail)
    message = Message.objects.get(recipient=READER)
    assert READER not in words_of(desk.get(address("message_change", message.pk), follow=True))


@pytest.mark.parametrize("key", ["0", "999999", "x", "9" * 40])
def test_an_address_of_no_letter_is_not_found(at_desk, town, address, key):
    queue = address("formatrequest_changelist")
    assert at_desk(town.officer).get(f"{queue}{key}/change/").status_code == 404


def test_the_council_sets_its_targets_and_how_long_names_are_kept(at_desk, town, address):
    page = address("council_change", town.council.pk)
    desk = at_desk(town.administrator)
    assert fields_of(desk.get(page))["target_braille"] == ["10"]
    post_from(desk, page, target_braille="25", letter_days_kept="30")
    council = Council.objects.get()
    assert (council.format_targets["braille"], council.letter_days_kept) == (25, 30)
    refused = post_from(desk, page, target_braille="0")
    assert Council.objects.get().format_targets["braille"] == 25
    assert "greater than or equal to 1" in words_of(refused)


def test_the_page_of_a_published_version_has_words_for_the_bulletin(
    at_desk, town, in_force, page_of
):
    desk = at_desk(town.officer)
    words = words_of(desk.get(page_of(in_force)))
    assert "For the members’ bulletin" in words
    assert "Social media policy: version 1.0" in words
    assert "Nobody is told of this document by e-mail yet." in words
    town.wait(1)
    draft = town.make_draft(in_force.document)
    assert "For the members’ bulletin" not in words_of(desk.get(page_of(draft)))
