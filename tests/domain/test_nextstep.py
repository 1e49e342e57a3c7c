"""What comes next for a version, and that it leads nobody to a page that is closed to them."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from policies.domain.lifecycle import OPEN, Move, Outcome, Status
from policies.domain.nextstep import has_part_in_steps, next_step
from policies.domain.progress import Progress
from policies.domain.readiness import DecisionFacts, Situation, reasons_against
from policies.domain.reviews import NOTICE_OF_REVIEW
from policies.domain.roles import Role
from policies.domain.stages import Party, PartyKind, Stage, StageKind

DAY = date(2026, 3, 2)
WRITERS = {Role.AUTHOR, Role.CORPORATE_OFFICER}
CLERK, CONFIRMER = Role.DEMOCRATIC_SERVICES_CLERK, Role.CONFIRMING_OFFICER
# Once confirmed, these send the version on or back: it is in review no more.
SETTLED = {Outcome.APPROVED, Outcome.REJECTED, Outcome.RETURNED}


def decided(outcome, *, is_confirmed):
    return DecisionFacts(outcome=outcome, is_confirmed=is_confirmed, entered_by_actor=False)


def standing(status, decision=None, **more):
    return Situation(status=status, day=DAY, decision=decision, **more)


def at_gate(kind, **more):
    """A text in review whose route has a stage of this kind before the decision, not done."""
    deciding = Progress(stage=Stage(position=2, kind=StageKind.DECIDE), is_met=False)
    gate = Progress(stage=Stage(position=1, kind=kind), is_met=False, lacks=("It lacks.",), **more)
    return standing(Status.IN_REVIEW, progress=(gate, deciding))


AMENDED = decided(Outcome.APPROVED_AS_AMENDED, is_confirmed=True)
REVIEW_DUE = standing(Status.IN_FORCE, next_review_on=DAY)
# Every way in which a version can wait for somebody.
SITUATIONS = {
    "draft": standing(Status.DRAFT),
    "undecided": standing(Status.IN_REVIEW),
    **{
        f"{outcome}, entered": standing(Status.IN_REVIEW, decided(outcome, is_confirmed=False))
        for outcome in Outcome
    },
    **{
        f"{outcome}, confirmed": standing(Status.IN_REVIEW, decided(outcome, is_confirmed=True))
        for outcome in set(Outcome) - SETTLED
    },
    "conformed": standing(Status.IN_REVIEW, replace(AMENDED, is_carried=True), is_conformed=True),
    "amended again by another body": standing(Status.IN_REVIEW, AMENDED, is_conformed=True),
    "approved": standing(Status.APPROVED, decided(Outcome.APPROVED, is_confirmed=True)),
    "review due": REVIEW_DUE,
    "to be assessed": at_gate(StageKind.ASSESS),
    "to be consulted on": at_gate(StageKind.CONSULT),
    "being consulted on": at_gate(StageKind.CONSULT, is_under_way=True),
    "to be scrutinised": at_gate(StageKind.SCRUTINISE),
}
FINANCE = Party(kind=PartyKind.POST, pk=7, name="Section 151 Officer")
LEGAL = Party(kind=PartyKind.POST, pk=8, name="Monitoring Officer")
TO_BE_COMMENTED_ON = at_gate(StageKind.COMMENT, waits_for=(FINANCE, LEGAL))


@pytest.mark.parametrize("name", sorted(SITUATIONS))
class TestEverySituation:
    def test_the_page_of_the_step_is_open_to_each_role_that_is_named(self, name):
        situation = SITUATIONS[name]
        step = next_step(situation)
        assert step.roles
        for role in step.roles:
            own = replace(situation, roles=frozenset({role}), wrote=step.by_authors)
            assert step.reasons(own) == ()
            assert step.waits_for(own)

    def test_it_is_closed_to_every_role_that_is_not_named(self, name):
        situation = SITUATIONS[name]
        step = next_step(situation)
        for role in set(Role) - step.roles:
            other = replace(situation, roles=frozenset({role}), wrote=step.by_authors)
            assert step.reasons(other)
            assert not step.waits_for(other)


@pytest.mark.parametrize(
    ("name", "slug", "roles"),
    [
        ("draft", "change", WRITERS),
        ("undecided", "enter-decision", {CLERK}),
        ("approved, entered", "confirm", {CONFIRMER}),
        ("rejected, entered", "confirm", {CONFIRMER}),
        ("approved_as_amended, entered", "confirm", {CONFIRMER}),
        ("approved_as_amended, confirmed", "conform", WRITERS),
        ("conformed", "certify", {Role.MONITORING_OFFICER}),
        ("amended again by another body", "conform", {Role.AUTHOR, Role.CORPORATE_OFFICER}),
        ("deferred, confirmed", "enter-decision", {CLERK}),
        ("recommended, confirmed", "enter-decision", {CLERK}),
        ("approved", "publish", {Role.CORPORATE_OFFICER}),
        ("review due", "review", {Role.CORPORATE_OFFICER}),
        ("to be assessed", "add-assessment", WRITERS),
        ("to be consulted on", "open-consultation", WRITERS),
        ("being consulted on", "close-consultation", WRITERS),
        ("to be scrutinised", "enter-decision", {CLERK}),
    ],
)
def test_each_step_follows_from_where_the_version_stands(name, slug, roles):
    step = next_step(SITUATIONS[name])
    assert (step.slug, step.roles) == (slug, roles)


def test_every_open_version_waits_for_somebody():
    assert all(next_step(standing(status)) for status in OPEN)


@pytest.mark.parametrize("status", [Status.SUPERSEDED, Status.WITHDRAWN, Status.DISCARDED])
def test_nothing_comes_next_for_a_version_that_has_had_its_day(status):
    assert next_step(standing(status, next_review_on=DAY)) is None


def test_those_who_finish_a_draft_can_submit_it():
    for role in next_step(SITUATIONS["draft"]).roles:
        own = replace(SITUATIONS["draft"], roles=frozenset({role}))
        assert reasons_against(Move.SUBMIT, own) == ()


def test_a_step_says_who_does_what():
    undecided = SITUATIONS["undecided"]
    assert next_step(undecided).sentence_in(undecided) == (
        "the Democratic Services Clerk enters the decision"
    )
    commenting = TO_BE_COMMENTED_ON
    assert next_step(commenting).sentence_in(commenting) == (
        "the Section 151 Officer and the Monitoring Officer comment on the text"
    )


def test_nothing_comes_next_for_a_text_that_is_not_the_one_submitted():
    assert next_step(replace(SITUATIONS["approved"], text_is_as_submitted=False)) is None


class TestForWhom:
    def test_a_comment_waits_for_whoever_holds_the_post_and_for_nobody_else(self):
        step = next_step(TO_BE_COMMENTED_ON)
        assert step.slug == "add-comment"
        assert step.waits_for(replace(TO_BE_COMMENTED_ON, posts=frozenset({8})))
        assert not step.waits_for(replace(TO_BE_COMMENTED_ON, posts=frozenset({9})))
        everyone = replace(TO_BE_COMMENTED_ON, roles=frozenset(Role))
        assert not step.waits_for(everyone)

    def test_a_comment_does_not_wait_for_whoever_wrote_the_text(self):
        own = replace(TO_BE_COMMENTED_ON, posts=frozenset({7}), wrote=True)
        assert not next_step(own).waits_for(own)

    def test_a_draft_waits_for_its_authors_alone(self):
        draft = replace(SITUATIONS["draft"], roles=frozenset({Role.AUTHOR}))
        assert not next_step(draft).waits_for(draft)
        assert next_step(draft).waits_for(replace(draft, wrote=True))

    @pytest.mark.parametrize("name", ["undecided", "approved, entered", "conformed", "approved"])
    def test_nothing_that_is_decided_waits_for_whoever_wrote_it(self, name):
        own = replace(SITUATIONS[name], roles=frozenset(Role), wrote=True)
        assert not next_step(own).waits_for(own)

    @pytest.mark.parametrize("name", ["undecided", "approved, entered", "conformed", "approved"])
    def test_a_sole_officer_does_it_with_a_reason(self, name):
        own = replace(SITUATIONS[name], roles=frozenset(Role), wrote=True)
        own = replace(own, sole_officer=True, exception="There is one officer.")
        assert next_step(own).waits_for(own)

    def test_a_decision_does_not_wait_for_whoever_entered_it(self):
        own = replace(SITUATIONS["approved, entered"], roles=frozenset({CONFIRMER, CLERK}))
        own = replace(own, decision=replace(own.decision, entered_by_actor=True))
        assert not next_step(own).waits_for(own)

    def test_what_is_closed_to_everyone_until_tomorrow_still_waits_for_its_officer(self):
        approved = replace(SITUATIONS["approved"], roles=frozenset({Role.CORPORATE_OFFICER}))
        today = replace(approved, last_in_force="Version 1.0", last_in_force_from=DAY)
        assert next_step(today).waits_for(today)
        assert next_step(today).reasons(today)[0].startswith("Version 1.0 came into force on")

    def test_nothing_waits_for_a_closed_account(self):
        closed = replace(SITUATIONS["undecided"], roles=frozenset({CLERK}), is_active=False)
        assert not next_step(closed).waits_for(closed)

    def test_who_only_reads_can_never_be_waited_for(self):
        assert not has_part_in_steps(frozenset({Role.AUDITOR, Role.ADMINISTRATOR}))
        assert has_part_in_steps(frozenset({Role.AUDITOR, CLERK}))


class TestReviews:
    @pytest.mark.parametrize(("days", "is_due"), [(-400, True), (0, True), (90, True), (91, False)])
    def test_one_is_announced_ninety_days_before(self, days, is_due):
        assert timedelta(days=90) == NOTICE_OF_REVIEW
        situation = replace(REVIEW_DUE, next_review_on=DAY + timedelta(days=days))
        assert bool(next_step(situation)) is is_due

    def test_one_that_goes_on_in_an_open_version_needs_no_step_of_its_own(self):
        assert next_step(replace(REVIEW_DUE, open_version="3.0")) is None

    def test_a_version_without_a_day_for_it_is_never_due(self):
        assert next_step(replace(REVIEW_DUE, next_review_on=None)) is None
