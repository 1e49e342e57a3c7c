"""For every status and every role, each act that leads to a decision or follows from one: allowed,
or refused with its reasons and nothing changed.

The whole matrix is typed here and never read from the code that it judges. The moves of the
lifecycle itself have a matrix of their own.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

import pytest
from django.db import transaction

from policies.actions import (
    calling_in,
    commenting,
    consulting,
    deciding_alone,
    planning,
    publishing,
    reporting,
    restricting,
    reviewing,
    submitting,
)
from policies.domain.errors import MoveRefused
from policies.domain.lifecycle import Outcome, Status
from policies.domain.reviews import ReviewOutcome
from policies.domain.roles import Role
from policies.models import (
    CallIn,
    Comment,
    Consultation,
    Delegation,
    ImpactAssessment,
    Post,
    PostHolding,
    Restriction,
    Version,
)
from tests.actions.conftest import writes_noted
from tests.alone import STATED, Alone
from tests.restricted import Restricting

# --- Who may, by post ------------------------------------------------------------------------

AUTHOR, OFFICER, MONITORING, SECTION_151, CLERK, ADMINISTRATOR = (
    "author",
    "corporate_officer",
    "monitoring_officer",
    "section_151_officer",
    "democratic_services_clerk",
    "administrator",
)
ROLES = (
    "member",
    AUTHOR,
    OFFICER,
    MONITORING,
    SECTION_151,
    "portfolio_holder",
    CLERK,
    "confirming_officer",
    "auditor",
    ADMINISTRATOR,
    "reader",
)
KEEPERS = {AUTHOR, OFFICER}
ALONE = {OFFICER, MONITORING, SECTION_151}
RESTRICTING = {MONITORING, ADMINISTRATOR}
ALLOWED = {
    # Everybody here holds the post for which this is signed, and nobody the other one.
    "sign_comment": set(ROLES),
    "record_comment": {OFFICER, CLERK},
    "assess": KEEPERS,
    "option": KEEPERS,
    "consult": KEEPERS,
    "invite": KEEPERS,
    "extend": KEEPERS,
    "close": KEEPERS,
    "decide_delegated": ALONE,
    "decide_urgently": ALONE,
    "call_in": {CLERK},
    "release": {CLERK},
    "plan": {OFFICER},
    "cancel_plan": {OFFICER},
    "review": {OFFICER},
    "restrict": RESTRICTING,
    # The Monitoring Officer asked, so the other of the two roles answers.
    "answer": {ADMINISTRATOR},
    "lift": RESTRICTING,
}
_KEEP = "Only the Author or the Corporate Officer can keep what goes to the bodies with a text."
_ALONE = (
    "Only the Corporate Officer, the Monitoring Officer or the Section 151 Officer can decide "
    "alone."
)
_RESTRICT = "Only the Monitoring Officer or the Administrator can restrict a text."
WHO = {
    "record_comment": "You neither hold the post of Treasurer nor deputise for it. The Corporate "
    "Officer or the Democratic Services Clerk can record what the post said elsewhere.",
    "assess": _KEEP,
    "option": _KEEP,
    "consult": _KEEP,
    "invite": _KEEP,
    "extend": _KEEP,
    "close": _KEEP,
    "decide_delegated": _ALONE,
    "decide_urgently": _ALONE,
    "call_in": "Only the Democratic Services Clerk can call a version in.",
    "release": "Only the Democratic Services Clerk can release a version.",
    "plan": "Only the Corporate Officer can publish an approved version.",
    "cancel_plan": "Only the Corporate Officer can cancel a planned publication.",
    "review": "Only the Corporate Officer can record a review.",
    "restrict": _RESTRICT,
    "answer": _RESTRICT,
    "lift": _RESTRICT,
}
THE_OTHER_ANSWERS = "The other of the two roles answers: the Administrator."

# --- When ------------------------------------------------------------------------------------
# What is open in each stage to whoever may do it; every other act is closed to everyone.

_OF_REVIEW = {"sign_comment", "record_comment", "assess", "option", "consult", "invite", "extend"}
_ALWAYS = {"close", "restrict", "answer", "lift"}
STAGES = {
    # What was submitted stays on record when it is taken back: so does what is hidden in it.
    "draft": {"close", "answer", "lift"},
    "in_review": _OF_REVIEW | _ALWAYS | {"decide_delegated", "decide_urgently"},
    "in_review_of_bodies": _OF_REVIEW | _ALWAYS,
    "in_review_decided_alone": _OF_REVIEW | _ALWAYS,
    "approved": _ALWAYS | {"call_in", "plan"},
    "approved_called_in": _ALWAYS | {"release"},
    "approved_planned": _ALWAYS | {"call_in", "plan", "cancel_plan"},
    "in_force": _ALWAYS | {"review"},
    "superseded": _ALWAYS,
    "withdrawn": _ALWAYS,
    "discarded": _ALWAYS,
}
PHRASES = {
    "draft": "a draft",
    "approved_called_in": "approved",
    "approved_planned": "approved",
    "in_force": "in force",
} | {stage: "in review" for stage in STAGES if stage.startswith("in_review")}
# What is said of a version in the wrong status.
RULES = {
    "sign_comment": "comments are on a version in review.",
    "record_comment": "comments are on a version in review.",
    "assess": "this is added while it is in review.",
    "option": "this is added while it is in review.",
    "consult": "this is added while it is in review.",
    "invite": "this is added while it is in review.",
    "extend": "this is added while it is in review.",
    "decide_delegated": "an officer decides on one that is in review.",
    "decide_urgently": "an officer decides on one that is in review.",
    "call_in": "only an approved one can be called in.",
    "release": "only an approved one is held and released.",
    "plan": "only one that is approved allows this.",
    "cancel_plan": "only the plan of an approved one is open.",
    "review": "the version in force is what is reviewed.",
}

# --- What a refusal says besides -------------------------------------------------------------

NOT_HELD = "It is not held: nobody called it in, or it was released already."
NOT_PLANNED = "No publication of this version is planned."
NO_STAGE = "The route of this text has no stage at which an officer decides."
HELD = (
    "It was called in (Five members) and is held. "
    "The Democratic Services Clerk can release it once that is decided."
)
# Why an act is closed to everyone in a stage of the right status.
CLOSED = {
    ("in_review_of_bodies", "decide_delegated"): {NO_STAGE},
    ("in_review_of_bodies", "decide_urgently"): {
        NO_STAGE,
        "The route of this text names no body that ratifies it, and an urgent decision is "
        "ratified. Take it to the body that decides.",
    },
    ("in_review_decided_alone", "decide_delegated"): {
        "A decision on this submission waits to be confirmed."
    },
    ("in_review_decided_alone", "decide_urgently"): {
        "A decision on this submission waits to be confirmed."
    },
    ("approved", "release"): {NOT_HELD},
    ("approved", "cancel_plan"): {NOT_PLANNED},
    ("approved_called_in", "call_in"): {"It was called in already (Five members)."},
    ("approved_called_in", "plan"): {HELD},
    ("approved_called_in", "cancel_plan"): {NOT_PLANNED},
    ("approved_planned", "release"): {NOT_HELD},
    # Whoever would decide is told, besides, that there is no text in force to amend.
    ("withdrawn", "decide_delegated"): {
        "This version is withdrawn; an officer decides on one that is in review.",
        "No version of this document is in force, so there is nothing to amend.",
    },
    ("draft", "restrict"): {"Only a submitted text is restricted. A draft is changed instead."},
}


def expected(stage: str, act: str, role: str) -> set[str]:
    """The sentences of the refusal; none if the act is open."""
    sentences = set()
    if role not in ALLOWED[act]:
        sentences.add(WHO[act])
        if act == "answer" and role == MONITORING:
            sentences = {THE_OTHER_ANSWERS}
    if act in STAGES[stage]:
        return sentences
    if (stage, act) in CLOSED:
        return sentences | CLOSED[stage, act]
    phrase = PHRASES.get(stage, stage)
    return sentences | {f"This version is {phrase}; {RULES[act]}"}


# --- The stages, each made by the actions ----------------------------------------------------

HIDDEN, TO_HIDE, HIDE_TOO = "applies to", "Check a claim", "Anything may be shared"


@dataclass(frozen=True)
class Stage:
    """A minor amendment in a stage, with a row of each kind that the acts are about."""

    alone: Alone
    version_id: int

    @property
    def version(self) -> Version:
        return Version.objects.get(pk=self.version_id)

    @property
    def consultation(self) -> Consultation:
        return Consultation.objects.get(submission__version=self.version_id)


def make_stage(town, name: str) -> Stage:
    alone = Alone(town)
    route = "no_route" if name == "in_review_of_bodies" else "urgent_route"
    alone.no_route = None
    version = alone.make_amendment(route)
    alone.make_delegation(version.document)
    day = town.at.date()
    consulting.open_consultation(
        version=version,
        consulted="All members",
        opens_on=day,
        closes_on=day + timedelta(days=30),
        by=town.officer,
        at=town.now(),
    )
    answer = alone.answer(version)
    if name == "draft":
        hide_by_law(town, version)
        submitting.recall_version(version=version, by=town.author, at=town.now(), reason="A slip.")
    elif name not in ("in_review", "in_review_of_bodies"):
        decision = deciding_alone.decide_under_delegation(
            **alone.use(version, Delegation.objects.get(), consultee_comment=answer)
        )
        if name != "in_review_decided_alone":
            go_on(alone, alone.confirm(decision), name)
    if name != "draft":
        hide_by_law(town, version)
    return Stage(alone, version.pk)


def hide_by_law(town, version: Version) -> None:
    """One passage is hidden, and that another one be hidden was asked."""
    law = Restricting(town)
    law.restrict(version, HIDDEN)
    law.ask(version, TO_HIDE)


def go_on(alone: Alone, version: Version, name: str) -> None:
    """From the approval on: called in and released, and then what the stage is about."""
    town = alone.town
    held = call_in_of(version, by=town.clerk, at=town.now())
    if name == "approved_called_in":
        return
    calling_in.release(call_in=held, authority="Scrutiny, Minute 31", by=town.clerk, at=town.now())
    if name == "approved_planned":
        plan_of(version, by=town.officer, at=town.now())
    elif name == "discarded":
        publishing.rescind_version(
            version=version, reason="Refused", authority="Cabinet", by=town.officer, at=town.now()
        )
    elif name != "approved":
        publishing.publish_version(version=version, by=town.officer, at=town.now())
    if name == "withdrawn":
        publishing.withdraw_version(
            version=version, reason="Out of date.", by=town.officer, at=town.now()
        )
    elif name == "superseded":
        town.make_successor(version)


# --- The acts --------------------------------------------------------------------------------


def call_in_of(version: Version, **who) -> CallIn:
    return calling_in.call_in(version=version, authority="Five members", reason="Haste.", **who)


def plan_of(version: Version, **who) -> None:
    planning.plan_publication(version=version, day=date(2026, 5, 1), **who)


def comment(stage: Stage, post: str, *, by, at, **other) -> None:
    commenting.add_comment(
        version=stage.version,
        post=Post.objects.get(title=post),
        topic="Financial",
        stance=Comment.Stance.NO_IMPLICATIONS,
        dated=at.date(),
        by=by,
        at=at,
        **other,
    )


def sign_comment(stage: Stage, **act) -> None:
    comment(stage, "Corporate Officer", **act)


def record_comment(stage: Stage, **act) -> None:
    comment(stage, "Treasurer", evidence="E-mail of 2 March 2026", **act)


def assess(stage: Stage, **act) -> None:
    reporting.add_impact_assessment(
        version=stage.version,
        subject=ImpactAssessment.Subject.EQUALITY,
        outcome=ImpactAssessment.Outcome.NOT_NEEDED,
        reason="Only a name changes.",
        **act,
    )


def option(stage: Stage, **act) -> None:
    reporting.add_option(version=stage.version, option="Wait", assessment="Cheaper.", **act)


def consult(stage: Stage, *, by, at: datetime) -> None:
    consulting.open_consultation(
        version=stage.version,
        consulted="The unions",
        opens_on=at.date(),
        closes_on=at.date() + timedelta(days=20),
        by=by,
        at=at,
    )


def invite(stage: Stage, **act) -> None:
    consulting.invite(
        consultation=stage.consultation, name="Cllr Ash", email="ash@members.example", **act
    )


def extend(stage: Stage, **act) -> None:
    consulting.extend_consultation(
        consultation=stage.consultation, closes_on=date(2026, 5, 30), why="Half-term.", **act
    )


def close(stage: Stage, **act) -> None:
    consulting.close_consultation(
        consultation=stage.consultation, summary="Nobody answered.", effect="None.", **act
    )


def decide_delegated(stage: Stage, **act) -> None:
    deciding_alone.decide_under_delegation(
        version=stage.version,
        delegation=Delegation.objects.get(),
        outcome=Outcome.APPROVED,
        consultee_comment=Comment.objects.filter(submission__version=stage.version_id).first(),
        **STATED,
        **act,
    )


def decide_urgently(stage: Stage, **act) -> None:
    deciding_alone.decide_urgently(
        version=stage.version,
        post=stage.alone.town.owner_post,
        urgency="The platform closes on Friday.",
        **STATED,
        **act,
    )


def call_in(stage: Stage, **act) -> None:
    call_in_of(stage.version, **act)


def release(stage: Stage, **act) -> None:
    held = CallIn.objects.filter(version=stage.version_id).last()
    calling_in.release(call_in=held, authority="Scrutiny, Minute 31", **act)


def plan(stage: Stage, **act) -> None:
    plan_of(stage.version, **act)


def cancel_plan(stage: Stage, **act) -> None:
    planning.cancel_plan(version=stage.version, **act)


def review(stage: Stage, **act) -> None:
    reviewing.record_review(
        version=stage.version,
        outcome=ReviewOutcome.NO_CHANGE,
        reason="Read against the new code.",
        next_review_on=date(2028, 3, 1),
        **act,
    )


def restrict(stage: Stage, **act) -> None:
    asking = Restricting(stage.alone.town).asking(stage.version, HIDE_TOO) | act
    restricting.ask_to_restrict(**asking)


def answer(stage: Stage, **act) -> None:
    asked = Restriction.objects.get(passage=TO_HIDE)
    restricting.answer_restriction(restriction=asked, confirm=True, **act)


def lift(stage: Stage, **act) -> None:
    standing = Restriction.objects.get(passage=HIDDEN)
    restricting.ask_to_lift(restriction=standing, reason="The order was lifted.", **act)


ACTIONS = {
    "sign_comment": sign_comment,
    "record_comment": record_comment,
    "assess": assess,
    "option": option,
    "consult": consult,
    "invite": invite,
    "extend": extend,
    "close": close,
    "decide_delegated": decide_delegated,
    "decide_urgently": decide_urgently,
    "call_in": call_in,
    "release": release,
    "plan": plan,
    "cancel_plan": cancel_plan,
    "review": review,
    "restrict": restrict,
    "answer": answer,
    "lift": lift,
}
# These are made on a call-in, and a version that was not approved has none.
NOT_APPROVED = {"draft", "in_review", "in_review_of_bodies", "in_review_decided_alone"}


@pytest.fixture
def post_holders(town, people):
    """One person for each role; all of them hold the Corporate Officer’s post."""
    town.make_post("Treasurer")
    for person in people.values():
        PostHolding.objects.create(post=town.owner_post, person=person, held_from=date(2019, 5, 1))
    return people


@pytest.mark.parametrize("name", STAGES)
def test_every_act_by_every_role_is_allowed_or_refused_and_nothing_changed(
    town, post_holders, everything, name
):
    stage = make_stage(town, name)
    town.wait(days=2)
    before, at, faults = everything(), town.now(), []
    assert len(post_holders) == len(ROLES)
    for act, action in ACTIONS.items():
        if act == "release" and name in NOT_APPROVED:
            continue
        for role, person in post_holders.items():
            label = role.value if role else "reader"
            with transaction.atomic(), writes_noted() as written:
                found = reasons_of(action, stage, by=person, at=at)
                changed = bool(written) and everything() != before
                transaction.set_rollback(True)
            wanted = expected(name, act, label)
            if found != wanted or changed is bool(wanted):
                faults.append((act, label, wanted, found, "changed" if changed else "unchanged"))
    assert not faults, "\n".join(map(str, faults))
    assert everything() == before


def reasons_of(action, stage: Stage, *, by, at) -> set[str]:
    try:
        action(stage, by=by, at=at)
    except MoveRefused as refused:
        reasons = refused.reasons
        return set(reasons) if len(set(reasons)) == len(reasons) else {"a reason is given twice"}
    return set()


def test_every_role_and_status_is_in_the_matrix():
    assert {role.value for role in Role} | {"reader"} == set(ROLES)
    assert {status.value for status in Status} <= set(STAGES)
    assert set(ACTIONS) == set(ALLOWED) == set(WHO) | {"sign_comment"}


@pytest.mark.parametrize("name", STAGES)
def test_a_closed_account_can_do_nothing_whatever_its_roles_and_posts(town, everything, name):
    stage = make_stage(town, name)
    town.make_post("Treasurer")
    town.wait(days=2)
    leaver = town.make_person("leaver", *Role, post=town.owner_post)
    leaver.is_active = False
    leaver.save()
    before = everything()
    for act, action in ACTIONS.items():
        if act == "release" and name in NOT_APPROVED:
            continue
        found = reasons_of(action, stage, by=leaver, at=town.now())
        assert "This account is closed. An Administrator can open it again." in found, act
    assert everything() == before
