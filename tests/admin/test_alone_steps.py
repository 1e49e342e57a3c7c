"""What comes next where officers decide alone, and that it leads nobody to a closed page."""

from dataclasses import replace
from datetime import date

import pytest

from policies.admin.moves.table import PAGES
from policies.domain.grants import Answer, Grant
from policies.domain.lifecycle import Outcome, Status
from policies.domain.nextstep import next_step
from policies.domain.progress import Gathered, Word, progress_along
from policies.domain.readiness import DecisionFacts, Situation
from policies.domain.roles import Role
from policies.domain.routes import Route
from policies.domain.stages import Party, PartyKind, Stage, StageKind

DAY = date(2026, 3, 2)
OFFICER = Party(kind=PartyKind.POST, pk=7, name="Corporate Officer")
COUNCIL = Party(kind=PartyKind.BODY, pk=3, name="Council")
DELEGATED = Stage(position=1, kind=StageKind.DELEGATED, parties=(OFFICER,))
RATIFY = Stage(position=2, kind=StageKind.RATIFY, parties=(COUNCIL,), within_days=28)
ALONE = {Role.CORPORATE_OFFICER, Role.MONITORING_OFFICER, Role.SECTION_151_OFFICER}
CLERK, CONFIRMER = {Role.DEMOCRATIC_SERVICES_CLERK}, {Role.CONFIRMING_OFFICER}
GRANT = Grant(
    post=OFFICER,
    granted_by="Cabinet",
    granted_on=DAY,
    minute_reference="Minute 7",
    starts_on=DAY,
    consultee="Portfolio Holder",
    answer=Answer(pk=1, stance="Content", objects=False, was_given_by_actor=False),
)


def along(*stages, words=()):
    return progress_along(Route(stages=stages), Gathered(words=words))


def said(stage, party, outcome, *, confirmed=True):
    return Word(stage=stage, party=party, outcome=outcome, is_confirmed=confirmed)


def last(outcome, *, confirmed):
    return DecisionFacts(outcome=outcome, is_confirmed=confirmed, entered_by_actor=False)


APPROVED = said(1, OFFICER, Outcome.APPROVED)
IN_REVIEW = Situation(status=Status.IN_REVIEW, day=DAY)
IN_FORCE = Situation(
    status=Status.IN_FORCE, day=DAY, decision=last(Outcome.APPROVED, confirmed=True)
)
# What comes next, on which page, and who may take it.
NEXT = {
    "delegated": (
        replace(IN_REVIEW, progress=along(DELEGATED), grants=(GRANT,)), "decide-delegated", ALONE,
    ),
    "urgent": (
        replace(IN_REVIEW, progress=along(DELEGATED, RATIFY)), "decide-urgently", ALONE,
    ),
    "either way": (
        replace(IN_REVIEW, progress=along(DELEGATED, RATIFY), grants=(GRANT,)),
        "decide-delegated", ALONE,
    ),
    "decided alone": (
        replace(
            IN_REVIEW, progress=along(DELEGATED, RATIFY),
            decision=replace(last(Outcome.APPROVED, confirmed=False), is_by_officer=True),
        ),
        "confirm", CONFIRMER,
    ),
    "held": (
        Situation(status=Status.APPROVED, day=DAY, called_in="Five members"), "release", CLERK,
    ),
    "to be ratified": (
        replace(IN_FORCE, progress=along(DELEGATED, RATIFY, words=(APPROVED,))),
        "enter-decision", CLERK,
    ),
    "ratification entered": (
        replace(
            IN_FORCE, decision=last(Outcome.APPROVED, confirmed=False),
            progress=along(DELEGATED, RATIFY, words=(APPROVED,)),
        ),
        "confirm", CONFIRMER,
    ),
    "refused": (
        replace(
            IN_FORCE, decision=last(Outcome.REJECTED, confirmed=True),
            progress=along(
                DELEGATED, RATIFY, words=(APPROVED, said(2, COUNCIL, Outcome.REJECTED))
            ),
        ),
        "withdraw", {Role.CORPORATE_OFFICER},
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", NEXT)
def test_the_page_of_the_step_is_open_to_those_named_and_closed_to_all_others(name):
    situation, slug, roles = NEXT[name]
    step = next_step(situation)
    assert (step.slug, step.roles) == (slug, roles)
    page = PAGES[slug]
    for role in Role:
        own = replace(situation, roles=frozenset({role}), posts=frozenset({OFFICER.pk}))
        assert page.belongs_to(own)
        assert (page.reasons_in(own) == ()) is (role in roles), role
        assert step.waits_for(own) is (role in roles), role


@pytest.mark.parametrize("name", ["delegated", "urgent"])
def test_it_waits_for_nobody_who_does_not_act_for_the_post(name):
    situation, slug, _ = NEXT[name]
    other = replace(situation, roles=frozenset(ALONE), posts=frozenset({99}))
    assert not next_step(situation).waits_for(other)
    assert PAGES[slug].reasons_in(other) == (
        "You neither hold the post “Corporate Officer” on this day nor deputise for it. "
        "Whoever does can decide.",
    )


def test_a_ratified_text_waits_for_nobody():
    words = (APPROVED, said(2, COUNCIL, Outcome.APPROVED))
    assert next_step(replace(IN_FORCE, progress=along(DELEGATED, RATIFY, words=words))) is None


def test_a_text_that_nobody_delegated_says_who_enters_the_delegation():
    situation = replace(
        IN_REVIEW,
        progress=along(DELEGATED),
        roles=frozenset({Role.CORPORATE_OFFICER}),
        posts=frozenset({OFFICER.pk}),
    )
    assert PAGES["decide-delegated"].reasons_in(situation) == (
        "No delegation for this document is on record. "
        "The Democratic Services Clerk can enter one.",
    )


def test_one_delegation_that_can_be_used_is_enough():
    expired = replace(GRANT, expires_on=DAY)
    situation = replace(
        IN_REVIEW,
        progress=along(DELEGATED),
        roles=frozenset({Role.CORPORATE_OFFICER}),
        posts=frozenset({OFFICER.pk}),
        grants=(expired, GRANT),
    )
    page = PAGES["decide-delegated"]
    assert page.reasons_in(situation) == ()
    assert page.reasons_in(replace(situation, grants=(expired,))) == (
        "The delegation expired on 2 March 2026.",
    )
