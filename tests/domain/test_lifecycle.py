"""The table of moves says what the council's procedure says, and nothing can leave it."""

import pytest

from policies.domain.lifecycle import (
    MOVES,
    OPEN,
    PUBLISHED,
    Move,
    Outcome,
    Status,
    changes_of_status,
)
from policies.domain.roles import ABILITIES, Ability, Role, holds, roles_named

# The table of the design, typed again: the two must say the same.
TABLE = {
    "start": (None, {"draft"}),
    "submit": ("draft", {"in_review"}),
    "recall": ("in_review", {"draft"}),
    "request_changes": ("in_review", {"draft"}),
    "conform": ("in_review", {"in_review"}),
    "reject": ("in_review", {"draft", "discarded"}),
    "approve": ("in_review", {"approved"}),
    "rescind": ("approved", {"discarded"}),
    "publish": ("approved", {"in_force"}),
    "supersede": ("in_force", {"superseded"}),
    "withdraw": ("in_force", {"withdrawn"}),
    "discard": ("draft", {"discarded"}),
    "record_past": (None, {"superseded", "in_force"}),
}


def test_every_move_leads_from_and_to_where_the_design_says():
    in_code = {
        move.value: (rule.origin.value if rule.origin else None, {t.value for t in rule.targets})
        for move, rule in MOVES.items()
    }
    assert in_code == TABLE


def test_every_move_has_a_rule_and_every_rule_its_own_move():
    assert set(MOVES) == set(Move)
    assert all(rule.move is move for move, rule in MOVES.items())


def test_every_status_is_reached_by_some_move():
    assert {target for rule in MOVES.values() for target in rule.targets} == set(Status)


@pytest.mark.parametrize("status", [Status.SUPERSEDED, Status.WITHDRAWN, Status.DISCARDED])
def test_nothing_leads_out_of_a_final_status(status):
    assert not [rule for rule in MOVES.values() if rule.origin is status]


def test_a_published_text_never_becomes_an_open_one_again():
    assert not [pair for pair in changes_of_status() if pair[0] in PUBLISHED and pair[1] in OPEN]


def test_only_publishing_puts_an_approved_version_in_force():
    leading = [pair for pair in changes_of_status() if pair[1] is Status.IN_FORCE]
    assert leading == [(Status.APPROVED, Status.IN_FORCE)]


def test_open_and_published_have_nothing_in_common():
    assert not OPEN & PUBLISHED
    assert set(Status) == OPEN | PUBLISHED | {Status.DISCARDED}


def test_superseding_is_nobodys_button():
    assert MOVES[Move.SUPERSEDE].roles == frozenset()
    assert all(rule.roles for move, rule in MOVES.items() if move is not Move.SUPERSEDE)


@pytest.mark.parametrize("move", list(Move))
def test_members_auditors_administrators_and_consultees_make_no_move(move):
    bystanders = {Role.MEMBER, Role.AUDITOR, Role.ADMINISTRATOR, Role.PORTFOLIO_HOLDER}
    assert MOVES[move].roles.isdisjoint(bystanders)


def test_moves_that_take_something_back_ask_for_a_reason():
    asking = {move.value for move, rule in MOVES.items() if rule.needs_reason}
    assert asking == {
        "recall",
        "request_changes",
        "conform",
        "rescind",
        "withdraw",
        "discard",
        "record_past",
    }


def test_only_three_outcomes_move_a_version():
    moving = {outcome.value: outcome.move for outcome in Outcome if outcome.move}
    assert moving == {
        "approved": Move.APPROVE,
        "rejected": Move.REJECT,
        "returned": Move.REQUEST_CHANGES,
    }


def test_statuses_moves_and_outcomes_read_as_words():
    assert Status.IN_REVIEW.label == "In review"
    assert Status.DRAFT.phrase == "a draft"
    assert Status.IN_FORCE.phrase == "in force"
    assert Move.START.label == "Start a new version"
    assert Move.RECORD_PAST.label == "Record a past version"
    assert Move.REQUEST_CHANGES.label == "Request changes"
    assert Outcome.APPROVED_AS_AMENDED.label == "Approved as amended"


def test_roles_are_named_as_a_sentence_names_them():
    assert roles_named({Role.AUTHOR}) == "the Author"
    assert roles_named([Role.CORPORATE_OFFICER, Role.AUTHOR]) == (
        "the Author or the Corporate Officer"
    )
    assert roles_named({Role.AUTHOR, Role.AUDITOR, Role.SECTION_151_OFFICER}) == (
        "the Author, the Section 151 Officer or the Auditor"
    )


def test_nobody_who_may_write_may_by_that_post_decide_or_confirm():
    writers = ABILITIES[Ability.WRITE]
    for ability in (Ability.ENTER_DECISION, Ability.CONFIRM_DECISION, Ability.CERTIFY):
        assert ABILITIES[ability].isdisjoint(writers)


def test_whoever_enters_a_decision_is_not_by_that_post_the_one_who_confirms_it():
    assert ABILITIES[Ability.ENTER_DECISION].isdisjoint(ABILITIES[Ability.CONFIRM_DECISION])


def test_everyone_but_a_member_may_read_drafts():
    assert holds([Role.AUDITOR], Ability.READ_DRAFTS)
    assert not holds([Role.MEMBER], Ability.READ_DRAFTS)
    assert not holds([], Ability.READ_DRAFTS)
