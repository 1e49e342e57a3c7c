"""Words that a members' text should not use: L1, L4, L7, L11, L12, L17, and slips of the pen."""

from datetime import date

import pytest

from policies.domain.content import Kind
from tests.domain.checks.texts import codes, item, remarks_on, text, with_items


@pytest.mark.parametrize(
    "words",
    ["Employees must not post.", "It is gross misconduct.", "Ask your line manager.",
     "The council may take disciplinary action."],
)  # fmt: skip
def test_staff_words_in_a_text_for_members(words):
    [remark] = remarks_on(words)
    assert remark.code == "L1"
    assert not remark.blocks


@pytest.mark.parametrize(
    "words",
    ["This does not apply to employees.", "Employees have guidelines of their own.",
     "Members do not bully employees.", "See the Social media guidelines for employees.",
     "Workplaces differ."],
)  # fmt: skip
def test_staff_words_in_their_place(words):
    assert codes(words) == []


def test_staff_words_in_a_text_for_staff():
    words = "Employees must not post."
    assert codes(text(words, audience="Employees")) == []
    assert codes(text(words, audience="Residents, members and employees")) == []
    assert codes(text(words, audience="Residents")) == []
    assert codes(text(words, audience="", kind=Kind.GUIDELINES)) == []
    assert codes(text(words, audience="", kind=Kind.POLICY)) == ["L1"]


def test_words_met_twice_are_one_remark():
    [remark] = remarks_on("Kind.\n\nAn employee posts.\n\nEmployees post. An employee asks.")
    assert remark.line == 3
    assert "“employee” and “Employees”" in remark.sentence


@pytest.mark.parametrize("words", ["Use Twitter.", "Tweet daily.", "Watch Vine.", "Use Google+."])
def test_a_network_that_is_no_more(words):
    assert codes(words) == ["L4"]


@pytest.mark.parametrize(
    "words", ["Use X (formerly Twitter).", "Meet at Vine Street.", "Plant a vine.",
              "Read [a post](https://twitter.com/fernley)."]
)  # fmt: skip
def test_a_network_named_as_history_or_not_at_all(words):
    assert codes(words) == []


def test_a_network_is_not_out_of_date_before_its_day():
    assert codes("Use Twitter.", day=date(2019, 1, 1)) == []


def test_a_place_on_a_drive():
    [remark] = remarks_on("Kept.\n\nSaved in S:\\Members\\policy.docx today.")
    assert (remark.code, remark.line, remark.passage) == ("L7", 3, "S:\\Members\\policy.docx")
    assert codes("At 10:30 and/or by ratio 3:1, in Plan B:") == []


@pytest.mark.parametrize(
    "words",
    ["Members must not express political opinions online.",
     "No member may comment on council policy.",
     "You must never criticise the council.",
     "All posts must be approved by the clerk.",
     "No comments without prior approval."],
)  # fmt: skip
def test_a_ban_that_is_too_wide(words):
    assert codes(words) == ["L11"]


@pytest.mark.parametrize(
    "words",
    ["Nothing here requires you to have a political opinion approved before you post it.",
     "You must not publish a resident’s case without clear permission.",
     "You must not express political opinions on a council account.",
     "You may criticise the council.",
     "While you sit on a licensing matter you must not post or read messages about it.",
     "You must not publish exempt papers."],
)  # fmt: skip
def test_a_ban_that_is_narrow(words):
    assert codes(words) == []


def test_purdah():
    assert codes("In purdah take care.") == ["L12"]
    assert codes("In the pre-election period (“purdah”) take care.") == []


def test_a_disclaimer_needs_its_caution():
    assert codes("Add a line such as ‘my own views’.") == ["L17"]
    assert codes("Say that the views are your own. That gives no legal protection.") == []
    assert codes(text("Use a disclaimer.", "A disclaimer does not take you outside it.")) == []
    assert codes("Give your view at the meeting.") == []


def test_slips_of_the_pen():
    assert codes("Read the the Code.") == ["doubled-word"]
    assert codes("Read the\nthe Code.") == ["doubled-word"]
    assert codes("He said that that was so.\n\n- kind\n- kind\n\nEnd\n\nEnd it.") == []
    assert codes("Councellors post publically.") == ["misspelt"]
    assert codes("The councilâ€™s page.") == ["damaged-letters"]


def test_items_headings_and_the_summary_are_read_too():
    [remark] = remarks_on(with_items("Be kind.", item("Wait for purdah.")))
    assert (remark.code, remark.line, remark.passage) == ("L12", 0, "Wait for purdah.")
    [remark] = remarks_on(text("Be kind.", summary="What to do in purdah."))
    assert remark.sentence.startswith("Title and summary: ")
    assert remark.lineage == ""
