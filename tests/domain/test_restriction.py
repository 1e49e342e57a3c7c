"""Who may restrict by law, and what speaks against it."""

import pytest

from policies.domain.restriction import reasons_against_asking, reasons_against_restricting
from policies.domain.roles import Role
from tests.domain.test_hiding import text_with

MO, ADMIN = Role.MONITORING_OFFICER, Role.ADMINISTRATOR


def asking(**changed):
    given = {"passage": "Ash Fell", "notice": "The court asked.", "reason": "Order 12"}
    return reasons_against_asking(text_with("It binds Ash Fell."), **given | changed)


def test_a_passage_of_the_text_with_a_notice_and_an_order_can_be_asked_for():
    assert asking() == ()
    assert asking(passage="") == ()


def test_every_reason_is_told_at_once():
    reasons = asking(passage="Not there", notice=" ", reason="")
    assert len(reasons) == 3
    assert "do not stand in the submitted text" in reasons[2]


def test_the_notice_does_not_say_what_it_hides():
    assert "has the hidden words in it" in asking(notice="We hid ASH\nFELL.")[0]


@pytest.mark.parametrize("passage", ["Ash Fell", ""])
def test_the_notice_does_not_say_what_another_restriction_hides(passage):
    notice = "As with the words about Elm Row."
    assert asking(passage=passage, notice=notice) == ()
    for known in ({"standing": ["Elm Row"]}, {"in_document": ["Elm Row"]}):
        assert asking(passage=passage, notice=notice, **known) == (
            "The notice has the hidden words in it. Write it without them.",
        )


def test_what_is_hidden_already_is_not_hidden_again():
    assert asking(standing=["Ash Fell "]) == ("This is hidden already, or is asked to be.",)


def test_a_draft_is_changed_instead():
    reasons = reasons_against_asking(None, passage="", notice="n", reason="r")
    assert "A draft is changed instead" in reasons[0]


@pytest.mark.parametrize("role", [r for r in Role if r not in (MO, ADMIN)])
def test_nobody_else_restricts(role):
    assert (
        "Only the Monitoring Officer or the Administrator" in reasons_against_restricting([role])[0]
    )


@pytest.mark.parametrize(
    ("mine", "theirs", "same", "is_open"),
    [
        ([MO], [ADMIN], False, True),
        ([ADMIN], [MO], False, True),
        ([MO], [MO], False, False),
        ([ADMIN], [ADMIN], False, False),
        ([MO, ADMIN], [MO], False, True),
        ([MO], [MO, ADMIN], False, True),
        ([MO, ADMIN], [MO, ADMIN], True, False),
        ([MO], [], False, False),
    ],
)
def test_the_other_of_the_two_roles_answers(mine, theirs, same, is_open):
    reasons = reasons_against_restricting(mine, asked_by=theirs, is_same_person=same)
    assert (reasons == ()) is is_open


def test_a_closed_account_restricts_nothing():
    assert reasons_against_restricting([MO], is_active=False)
