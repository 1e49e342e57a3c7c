"""Routes and progress along them: what holds a decision up, and what is missing from a route."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from policies.domain.lifecycle import Outcome
from policies.domain.progress import (
    Gathered,
    Word,
    is_decided,
    progress_along,
    reasons_against_deciding,
    reasons_against_saying,
)
from policies.domain.routes import ANY_BODY_DECIDES, Route, problems_in_route
from policies.domain.stages import (
    OUTCOMES,
    Evidence,
    Needed,
    Party,
    PartyKind,
    Stage,
    StageKind,
)


def body(pk: int, name: str) -> Party:
    return Party(kind=PartyKind.BODY, pk=pk, name=name)


def post(pk: int, name: str) -> Party:
    return Party(kind=PartyKind.POST, pk=pk, name=name)


SCRUTINY, CABINET, COUNCIL = body(1, "Scrutiny Committee"), body(2, "Cabinet"), body(3, "Council")
FINANCE, LEGAL = post(1, "Section 151 Officer"), post(2, "Monitoring Officer")

ROUTE = Route(
    name="Scrutiny, then Cabinet",
    stages=(
        Stage(position=1, kind=StageKind.COMMENT, parties=(FINANCE, LEGAL)),
        Stage(position=2, kind=StageKind.ASSESS),
        Stage(position=3, kind=StageKind.CONSULT),
        Stage(position=4, kind=StageKind.SCRUTINISE, parties=(SCRUTINY,)),
        Stage(position=5, kind=StageKind.DECIDE, parties=(CABINET,)),
        Stage(position=6, kind=StageKind.REPORT_BACK, parties=(SCRUTINY,), within_days=183),
    ),
)
RECOMMENDED = Word(stage=4, party=SCRUTINY, outcome=Outcome.RECOMMENDED, is_confirmed=True)
APPROVED = Word(stage=5, party=CABINET, outcome=Outcome.APPROVED, is_confirmed=True)
ALL_GATHERED = Gathered(
    words=(RECOMMENDED,), commented=frozenset({1, 2}), assessments=1, closed_consultations=1
)


def gates(**gathered) -> tuple[str, ...]:
    return reasons_against_deciding(progress_along(ROUTE, Gathered(**gathered)))


def test_everything_before_the_decision_holds_it_up_and_says_what_is_lacking():
    assert gates() == (
        "Stage 1 (officers’ comments) is not done: The Section 151 Officer has not commented.",
        "Stage 1 (officers’ comments) is not done: The Monitoring Officer has not commented.",
        "Stage 2 (impact assessment) is not done: No impact assessment is on record.",
        "Stage 3 (consultation) is not done: No consultation is on record.",
        "Stage 4 (scrutiny) is not done: Scrutiny Committee has not recommended or noted the text.",
    )


def test_a_comment_on_an_earlier_text_does_not_count():
    assert gates(stale=frozenset({1}), commented=frozenset({2}), assessments=1,
                 closed_consultations=1, words=(RECOMMENDED,)) == (
        "Stage 1 (officers’ comments) is not done: The Section 151 Officer commented on an earlier "
        "text; the text has changed since.",
    )  # fmt: skip


def test_any_one_of_the_named_is_enough_where_the_route_says_so():
    stage = replace(ROUTE.stages[0], needed=Needed.ANY)
    route = replace(ROUTE, stages=(stage, *ROUTE.stages[1:]))
    gathered = replace(ALL_GATHERED, commented=frozenset({2}))
    assert reasons_against_deciding(progress_along(route, gathered)) == ()


def test_an_open_consultation_holds_the_decision_up_even_if_another_was_closed():
    progress = progress_along(ROUTE, replace(ALL_GATHERED, open_consultations=1))
    assert reasons_against_deciding(progress) == (
        "Stage 3 (consultation) is not done: A consultation is open: close it with a summary and "
        "what changed.",
    )


def test_what_waits_to_be_confirmed_carries_nothing():
    unconfirmed = replace(RECOMMENDED, is_confirmed=False)
    assert gates(words=(unconfirmed,), commented=frozenset({1, 2}), assessments=1,
                 closed_consultations=1) == (
        "Stage 4 (scrutiny) is not done: Scrutiny Committee has not recommended or noted the text.",
    )  # fmt: skip


def test_two_councils_must_both_approve():
    joint = Route(stages=(Stage(position=1, kind=StageKind.DECIDE, parties=(CABINET, COUNCIL)),))
    one = Word(stage=1, party=CABINET, outcome=Outcome.APPROVED, is_confirmed=True)
    both = (one, replace(one, party=COUNCIL))
    assert not is_decided(progress_along(joint, Gathered(words=(one,))))
    assert is_decided(progress_along(joint, Gathered(words=both)))


def test_a_report_back_holds_nothing_up():
    words = (RECOMMENDED, APPROVED)
    progress = progress_along(ROUTE, replace(ALL_GATHERED, words=words))
    assert is_decided(progress)
    assert not progress[-1].is_met


def saying(party, outcome, stage, **more):
    progress = progress_along(ROUTE, more.pop("gathered", ALL_GATHERED))
    return reasons_against_saying(progress, party=party, outcome=outcome, stage=stage, **more)


def test_another_body_may_speak_but_not_decide():
    assert saying(COUNCIL, Outcome.NOTED, None) == ()
    assert saying(COUNCIL, Outcome.APPROVED, None) == (
        "Cabinet decides on this document. Enter what another body said as “recommended”, "
        "“noted” or “deferred”.",
    )


def test_a_stage_takes_its_own_bodies_and_outcomes_once():
    scrutiny = ROUTE.stages[3]
    assert saying(CABINET, Outcome.APPROVED, scrutiny) == (
        "Stage 4 (scrutiny) is for Scrutiny Committee, not for Cabinet.",
        "“Approved” cannot be entered at stage 4 (scrutiny). It takes “recommended”, “noted”, "
        "“deferred”, “returned”.",
    )
    assert saying(SCRUTINY, Outcome.RECOMMENDED, scrutiny) == (
        "Scrutiny Committee has dealt with this text at stage 4 (scrutiny) already.",
    )


def test_a_stage_that_may_not_return_the_text_does_not_offer_it():
    stage = replace(ROUTE.stages[3], may_return=False)
    assert Outcome.RETURNED not in stage.outcomes
    assert Outcome.RETURNED in ROUTE.stages[3].outcomes


def test_a_deferral_is_entered_whatever_is_lacking():
    assert saying(CABINET, Outcome.DEFERRED, ROUTE.stages[4], gathered=Gathered()) == ()
    assert saying(CABINET, Outcome.APPROVED, ROUTE.stages[4], gathered=Gathered()) == gates()


def test_options_are_asked_for_where_the_stage_does():
    stage = replace(ROUTE.stages[4], evidence=frozenset({Evidence.OPTIONS}))
    sentence = (
        "The bodies ask for the options considered: enter at least two, not to adopt the text "
        "among them."
    )
    assert saying(CABINET, Outcome.APPROVED, stage, options=1) == (sentence,)
    assert saying(CABINET, Outcome.APPROVED, stage, options=2) == ()


def test_a_route_that_cannot_be_taken_says_everything_that_is_wrong_with_it():
    route = Route(
        stages=(
            Stage(position=1, kind=StageKind.NOTE, parties=(SCRUTINY,)),
            Stage(position=2, kind=StageKind.DECIDE, parties=(CABINET,)),
            Stage(position=3, kind=StageKind.DELEGATED),
            Stage(position=4, kind=StageKind.CONSULT),
            Stage(position=5, kind=StageKind.RATIFY, parties=(FINANCE,)),
        )
    )
    assert problems_in_route(route) == (
        "A route has one deciding stage. Where several bodies decide, name them all in it; where "
        "one recommends to another, make that stage a scrutiny.",
        "Stage 1 (for information) comes after the decision. Move it down.",
        "Stage 3 (decision by an officer): name the post.",
        "Stage 4 (consultation) comes before the decision. Move it up.",
        "Stage 5 (ratification): bodies take part in it, not posts.",
        "Stage 5 (ratification): say within how many days of publication it is due.",
    )
    nobody = Route(stages=(Stage(position=1, kind=StageKind.DECIDE),))
    assert problems_in_route(nobody) == (
        "Stage 1 (decision): name the body, or let any one body speak.",
    )
    twice = Route(
        stages=(
            Stage(position=1, kind=StageKind.COMMENT, parties=(LEGAL, CABINET)),
            Stage(position=1, kind=StageKind.DECIDE, parties=(CABINET,)),
        )
    )
    assert problems_in_route(twice) == (
        "Several stages have the position 1. Give each one of its own.",
        "Stage 1 (officers’ comments): posts take part in it, not bodies.",
    )
    assert problems_in_route(Route()) == (
        "A route needs a stage at which a body or an officer decides.",
    )
    assert problems_in_route(ROUTE) == problems_in_route(ANY_BODY_DECIDES) == ()


parties = st.builds(
    Party,
    kind=st.sampled_from(PartyKind),
    pk=st.integers(1, 5),
    name=st.sampled_from(["Cabinet", "Council", "Monitoring Officer"]),
)
stages = st.builds(
    Stage,
    position=st.integers(1, 9),
    kind=st.sampled_from(StageKind),
    parties=st.lists(parties, max_size=3).map(tuple),
    needed=st.sampled_from(Needed),
    evidence=st.frozensets(st.sampled_from(Evidence)),
    may_return=st.booleans(),
    within_days=st.none() | st.integers(1, 400),
    note=st.text(max_size=20),
)
routes = st.builds(Route, name=st.text(max_size=20), stages=st.lists(stages, max_size=6).map(tuple))


@given(routes)
def test_a_submission_keeps_its_route_exactly(route):
    assert Route.from_plain(route.as_plain()) == route


words = st.builds(
    Word,
    stage=st.none() | st.integers(1, 9),
    party=parties,
    outcome=st.sampled_from(Outcome),
    is_confirmed=st.booleans(),
)


@given(routes, st.lists(words, max_size=6))
def test_nothing_approves_a_text_but_a_confirmed_approval_at_its_deciding_stage(route, said):
    decided = is_decided(progress_along(route, Gathered(words=tuple(said))))
    approving = {Outcome.APPROVED, Outcome.APPROVED_AS_AMENDED}
    at = {stage.position for stage in route.deciding_stages}
    confirmed = [w for w in said if w.stage in at and w.is_confirmed and w.outcome in approving]
    assert not decided or confirmed


def test_every_outcome_has_a_stage_that_takes_it():
    assert {outcome for outcomes in OUTCOMES.values() for outcome in outcomes} == set(Outcome)
