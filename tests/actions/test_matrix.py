"""For every status, every move and every role: allowed, or refused with its reasons and nothing
changed. The whole matrix is typed here and never read from the code that it judges.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest
from django.db import transaction

from policies.actions import certifying, deciding, drafting, publishing, recording, submitting, text
from policies.actions.situations import refuse_unless_open, situation_of
from policies.domain.content import Kind, VersionContent
from policies.domain.content import Section as SectionContent
from policies.domain.errors import MoveRefused
from policies.domain.lifecycle import MOVES, Move, Outcome, Status
from policies.domain.numbering import VersionNumber
from policies.domain.roles import Role
from policies.models import Decision, Document, Version
from tests.actions.conftest import writes_noted

# --- Who may, by post ------------------------------------------------------------------------

AUTHOR, OFFICER, MONITORING, SECTION_151, CLERK, CONFIRMER = (
    "author",
    "corporate_officer",
    "monitoring_officer",
    "section_151_officer",
    "democratic_services_clerk",
    "confirming_officer",
)
ROLES = (
    "member",
    AUTHOR,
    OFFICER,
    MONITORING,
    SECTION_151,
    "portfolio_holder",
    CLERK,
    CONFIRMER,
    "auditor",
    "administrator",
    "reader",
)
ALLOWED = {
    "start": {AUTHOR, OFFICER},
    "submit": {AUTHOR, OFFICER},
    "recall": {AUTHOR, OFFICER},
    "request_changes": {OFFICER, MONITORING, SECTION_151},
    "conform": {AUTHOR, OFFICER},
    "reject": {CONFIRMER},
    "approve": {CONFIRMER},
    "certify": {MONITORING},
    "rescind": {OFFICER},
    "publish": {OFFICER},
    "supersede": set(),
    "withdraw": {OFFICER},
    "discard": {AUTHOR, OFFICER},
    "record_past": {OFFICER},
    # Not changes of status, but what leads to them.
    "enter": {CLERK},
    "decline": {CONFIRMER},
    "write": {AUTHOR, OFFICER},
}
WHO = {
    "start": "Only the Author or the Corporate Officer can start a version.",
    "submit": "Only the Author or the Corporate Officer can submit a draft.",
    "recall": "Only the Author or the Corporate Officer can recall a version in review.",
    "request_changes": "Only the Corporate Officer, the Monitoring Officer or the "
    "Section 151 Officer can request changes to a version in review.",
    "conform": "Only the Author or the Corporate Officer can conform a version to its minute.",
    "reject": "Only the Confirming Officer can confirm a decision.",
    "approve": "Only the Confirming Officer can confirm a decision.",
    "decline": "Only the Confirming Officer can confirm a decision.",
    "rescind": "Only the Corporate Officer can rescind an approved version.",
    "publish": "Only the Corporate Officer can publish an approved version.",
    "withdraw": "Only the Corporate Officer can withdraw the version in force.",
    "discard": "Only the Author or the Corporate Officer can discard a draft.",
    "record_past": "Only the Corporate Officer can record a past version.",
    "enter": "Only the Democratic Services Clerk can enter a decision.",
    "write": "Only the Author or the Corporate Officer can change the text of a version.",
}

# --- From where, and to where ----------------------------------------------------------------
# What follows an allowed move, by the status or the stage in which it is made. A move that is
# not named under a stage is closed in it to everyone.

STAGES = {
    "none": {"start": "draft", "record_past": "in_force"},
    "draft": {
        "submit": "in_review",
        "discard": "discarded",
        "record_past": "in_force",
        "write": "draft",
    },
    "draft_recalled": {
        "submit": "in_review",
        "discard": "discarded",
        "record_past": "in_force",
        "write": "draft",
    },
    "in_review": {
        "recall": "draft",
        "request_changes": "draft",
        "record_past": "in_force",
        "enter": "in_review",
    },
    "in_review_resubmitted": {
        "recall": "draft",
        "request_changes": "draft",
        "record_past": "in_force",
        "enter": "in_review",
    },
    "in_review_approved_unconfirmed": {
        "recall": "draft",
        "request_changes": "draft",
        "approve": "approved",
        "decline": "in_review",
        "record_past": "in_force",
    },
    "in_review_rejected_unconfirmed": {
        "recall": "draft",
        "request_changes": "draft",
        "reject": "draft",
        "decline": "in_review",
        "record_past": "in_force",
    },
    "in_review_amended_confirmed": {
        "request_changes": "draft",
        "conform": "in_review",
        "record_past": "in_force",
    },
    "in_review_conformed": {
        "request_changes": "draft",
        "conform": "in_review",
        "certify": "approved",
        "record_past": "in_force",
    },
    "approved": {"rescind": "discarded", "publish": "in_force", "record_past": "in_force"},
    "in_force": {"start": "draft", "withdraw": "withdrawn", "record_past": "superseded"},
    "superseded": {"start": "draft", "record_past": "superseded"},
    "withdrawn": {"start": "draft"},
    "discarded": {"start": "draft", "record_past": "in_force"},
}
# The statuses that these stages have, as a sentence says them.
PHRASES = {
    "draft": "a draft",
    "draft_recalled": "a draft",
    "approved": "approved",
    "in_force": "in force",
    "superseded": "superseded",
    "withdrawn": "withdrawn",
    "discarded": "discarded",
} | {stage: "in review" for stage in STAGES if stage.startswith("in_review")}
# Their decision was confirmed, and nobody confirms it again.
DECIDED = {"approved", "in_force", "superseded", "withdrawn"}
FROM = {
    "submit": "a draft",
    "discard": "a draft",
    "recall": "in review",
    "request_changes": "in review",
    "conform": "in review",
    "approve": "in review",
    "certify": "in review",
    "reject": "in review",
    "rescind": "approved",
    "publish": "approved",
    "withdraw": "in force",
}

# --- What a refusal says ---------------------------------------------------------------------

SUPERSEDED = "A version is superseded only by publishing its successor."
ANOTHER_OPEN = (
    "Version 1.0 is already open. "
    "Finish, discard or rescind it first: a document has one open version at a time."
)
BODY_DECIDED = (
    "A body has decided on this text. The Corporate Officer, the Monitoring Officer or the "
    "Section 151 Officer can request changes."
)
NOT_WAITING = "This is not the decision that waits to be confirmed."
DEALT_WITH = "This decision has been dealt with by a second officer already."
NOT_AMENDED = "A text is conformed only to a confirmed decision “approved as amended”."
NOT_CONFORMED = "There is no conformed text to certify."
NOTHING_ENTERED = (
    "No decision on this submission has been entered. The Democratic Services Clerk can enter it."
)
THE_RECORD = (
    "Version 1.0 was published here on 2 March 2026; "
    "from that day on the portal itself is the record."
)
WHO_CERTIFIES = "Only the Monitoring Officer can confirm that a version was approved."
WHO_APPROVES = "Only the Confirming Officer can confirm that a version was approved."


def wrong_status(move: str, stage: str) -> str:
    phrase = PHRASES[stage]
    if move in ("approve", "reject", "decline"):
        return f"This version is {phrase}; a decision is confirmed while it is in review."
    if move == "enter":
        return f"This version is {phrase}; decisions are on a version in review."
    if move == "write":
        return f"This version is {phrase}; only the text of a draft can be changed."
    return f"This version is {phrase}; only one that is {FROM[move]} allows this."


# Why a move is closed to everyone in a stage of the right status.
CLOSED = {
    ("in_review", "conform"): {NOT_AMENDED},
    ("in_review", "certify"): {NOT_CONFORMED, NOTHING_ENTERED},
    # The decision on the submission that was recalled is void, and cannot be confirmed any more.
    ("in_review_resubmitted", "conform"): {NOT_AMENDED},
    ("in_review_resubmitted", "certify"): {NOT_CONFORMED, NOTHING_ENTERED},
    ("in_review_resubmitted", "approve"): {NOT_WAITING},
    ("in_review_resubmitted", "reject"): {NOT_WAITING},
    ("in_review_resubmitted", "decline"): {NOT_WAITING},
    ("in_review_approved_unconfirmed", "conform"): {NOT_AMENDED},
    ("in_review_approved_unconfirmed", "certify"): {NOT_CONFORMED},
    ("in_review_approved_unconfirmed", "enter"): {
        "A decision on this submission waits to be confirmed."
    },
    ("in_review_rejected_unconfirmed", "conform"): {NOT_AMENDED},
    ("in_review_rejected_unconfirmed", "certify"): {
        NOT_CONFORMED,
        "The decision entered is “rejected”.",
    },
    ("in_review_rejected_unconfirmed", "enter"): {
        "A decision on this submission waits to be confirmed."
    },
    ("in_review_amended_confirmed", "approve"): {DEALT_WITH},
    ("in_review_amended_confirmed", "reject"): {DEALT_WITH},
    ("in_review_amended_confirmed", "decline"): {DEALT_WITH},
    ("in_review_amended_confirmed", "certify"): {
        NOT_CONFORMED,
        "The decision entered is “approved as amended”.",
        "The Author or the Corporate Officer can conform the text to the minute; "
        "the Monitoring Officer then certifies it.",
    },
    ("in_review_amended_confirmed", "enter"): {
        "The decision “approved as amended” is confirmed: conform the text."
    },
    ("in_review_amended_confirmed", "recall"): {BODY_DECIDED},
    ("in_review_conformed", "recall"): {BODY_DECIDED},
    ("in_review_conformed", "approve"): {NOT_WAITING},
    ("in_review_conformed", "reject"): {NOT_WAITING},
    ("in_review_conformed", "decline"): {NOT_WAITING},
    ("in_review_conformed", "enter"): {"The decision was carried over to this conformed text."},
}
# The portal has been the record of this document since its first publication here.
CLOSED[("withdrawn", "record_past")] = {THE_RECORD}


def expected(stage: str, move: str, role: str) -> str | set[str]:
    """The status that an allowed move leads to, or the sentences of the refusal."""
    leads_to = STAGES[stage].get(move)
    if leads_to and role in ALLOWED[move]:
        return leads_to
    if move == "supersede":
        return {SUPERSEDED}
    sentences = set()
    if move == "certify":
        sentences |= who_certifies(stage, role)
    elif role not in ALLOWED[move]:
        sentences.add(WHO[move])
    if leads_to:
        return sentences
    if move == "start":
        return sentences | {ANOTHER_OPEN}
    if (stage, move) in CLOSED:
        return sentences | CLOSED[stage, move]
    if move == "certify":
        sentences.add(NOT_CONFORMED)
    if move in ON_A_DECISION and stage in DECIDED:
        sentences.add(DEALT_WITH)
    return sentences | {wrong_status(move, stage)}


def who_certifies(stage: str, role: str) -> set[str]:
    """Only a conformed text is certified; any other is confirmed, and the refusal says by whom."""
    if stage == "in_review_conformed":
        return set() if role == MONITORING else {WHO_CERTIFIES}
    return set() if role == CONFIRMER else {WHO_APPROVES}


# --- The stages, each made by the actions ----------------------------------------------------


@dataclass
class Stage:
    """A document in a stage, with the version and the decision that the moves are about."""

    town: object
    document_id: int
    version_id: int | None = None
    decision_id: int | None = None

    @property
    def document(self):
        return Document.objects.get(pk=self.document_id)

    @property
    def version(self):
        return Version.objects.get(pk=self.version_id)

    @property
    def decision(self):
        return Decision.objects.get(pk=self.decision_id)


def amended(version):
    """How the body amended the first section of this version."""
    section = version.sections.first()
    return submitting.Amendment(
        section=section, heading=section.heading, body=f"{section.body} It is for every member."
    )


def make_stage(town, name: str) -> Stage:
    # Early enough for every act of a stage to be on this day.
    town.at = datetime(2026, 3, 2, tzinfo=UTC)
    if name == "none":
        return Stage(town, town.make_document().pk)
    version = {
        "draft": town.make_draft,
        "approved": town.make_approved,
        "in_force": town.make_in_force,
        "superseded": town.make_in_force,
        "withdrawn": town.make_in_force,
        "discarded": town.make_draft,
    }.get(name, town.make_in_review)()
    decision = Decision.objects.filter(submission__version=version).first()
    if name == "superseded":
        # The successor is withdrawn, so that the document has no open version and none in force.
        successor = town.make_successor(version)
        publishing.withdraw_version(
            version=successor, by=town.officer, at=town.now(), reason="Out of date."
        )
    elif name == "withdrawn":
        town.wait(days=1)
        publishing.withdraw_version(
            version=version, by=town.officer, at=town.now(), reason="Out of date."
        )
    elif name == "discarded":
        drafting.discard_draft(version=version, by=town.author, at=town.now(), reason="Not needed.")
    elif name in ("draft_recalled", "in_review_resubmitted"):
        decision = town.enter_decision(version)
        submitting.recall_version(version=version, by=town.author, at=town.now(), reason="A slip.")
        if name == "in_review_resubmitted":
            submitting.submit_version(version=version, by=town.author, at=town.now())
    elif name == "in_review_approved_unconfirmed":
        decision = town.enter_decision(version)
    elif name == "in_review_rejected_unconfirmed":
        decision = town.enter_decision(version, Outcome.REJECTED)
    elif name in ("in_review_amended_confirmed", "in_review_conformed"):
        decision = town.enter_decision(version, Outcome.APPROVED_AS_AMENDED)
        deciding.confirm_decision(decision=decision, by=town.confirmer, at=town.now())
    if name == "in_review_conformed":
        submitting.conform_version(
            version=version,
            amendments=[amended(version)],
            summary="“Every member”.",
            by=town.author,
            at=town.now(),
        )
    return Stage(town, version.document_id, version.pk, decision.pk if decision else None)


# --- The moves, each through its action ------------------------------------------------------


def start(stage, **act):
    return drafting.start_version(document=stage.document, **act)


def submit(stage, **act):
    submitting.submit_version(version=stage.version, **act)


def recall(stage, **act):
    submitting.recall_version(version=stage.version, reason="A mistake.", **act)


def request_changes(stage, **act):
    submitting.request_changes(version=stage.version, reason="Too long.", **act)


def conform(stage, **act):
    version = stage.version
    submitting.conform_version(
        version=version, amendments=[amended(version)], summary="“Every member”.", **act
    )


def confirm(stage, **act):
    deciding.confirm_decision(decision=stage.decision, **act)


def decline(stage, **act):
    deciding.decline_decision(decision=stage.decision, reason="Not as minuted.", **act)


def certify(stage, **act):
    certifying.certify_conformed(version=stage.version, statement="Compared.", **act)


def rescind(stage, **act):
    publishing.rescind_version(
        version=stage.version, reason="Called in.", authority="Scrutiny, minute 3", **act
    )


def publish(stage, **act):
    publishing.publish_version(version=stage.version, **act)


def supersede(stage, *, by, at):
    refuse_unless_open(Move.SUPERSEDE, situation_of(stage.version, by=by, at=at, reason="x"))


def withdraw(stage, **act):
    publishing.withdraw_version(version=stage.version, reason="Out of date.", **act)


def discard(stage, **act):
    drafting.discard_draft(version=stage.version, reason="Not needed.", **act)


def record_past(stage, *, by, at):
    """The day after 1.0 was published, if it was withdrawn; else a day long before the portal."""
    withdrawn = stage.version_id and stage.version.is_withdrawn
    day = date(2026, 3, 3) if withdrawn else date(2019, 5, 1)
    return recording.record_past_version(
        document=stage.document,
        number=VersionNumber(0, 5),
        content=VersionContent(
            reference="",
            slug="",
            number="0.5",
            title="Social media policy",
            kind=Kind.POLICY,
            change_summary="The first text.",
            change_reason="There was none.",
            sections=(SectionContent(lineage="", heading="Scope", markdown="All members."),),
        ),
        author_post=stage.town.author_post,
        in_force_from=day,
        decisions=[
            recording.PaperDecision(
                body=stage.town.body,
                decided_on=day,
                minute_reference="Minute 1",
                resolution="RESOLVED.",
            )
        ],
        evidence="Minute book 4, page 12.",
        by=by,
        at=at,
    )


def enter(stage, *, by, at):
    deciding.enter_decision(
        version=stage.version,
        body=stage.town.body,
        outcome=Outcome.APPROVED,
        decided_on=at.date(),
        minute_reference="Minute 12",
        resolution="RESOLVED: that the text be adopted.",
        by=by,
        at=at,
    )


def write(stage, **act):
    section = stage.version.sections.first()
    section.body = "Other words."
    text.save_section(section=section, **act)


ACTIONS = {
    "start": start,
    "submit": submit,
    "recall": recall,
    "request_changes": request_changes,
    "conform": conform,
    "reject": confirm,
    "approve": confirm,
    "certify": certify,
    "rescind": rescind,
    "publish": publish,
    "supersede": supersede,
    "withdraw": withdraw,
    "discard": discard,
    "record_past": record_past,
    "enter": enter,
    "decline": decline,
    "write": write,
}
# Moves that are made on a decision; a stage without one has nothing to call them with.
ON_A_DECISION = {"approve", "reject", "decline"}
# The confirmed decision itself says which of the two it leads to.
NOT_THIS_OUTCOME = {
    ("in_review_approved_unconfirmed", "reject"),
    ("in_review_rejected_unconfirmed", "approve"),
}


def moves_in(stage: Stage, name: str) -> list[str]:
    if stage.version_id is None:
        return ["start", "record_past"]
    return [
        move
        for move in ACTIONS
        if (stage.decision_id or move not in ON_A_DECISION) and (name, move) not in NOT_THIS_OUTCOME
    ]


@pytest.mark.parametrize("name", STAGES)
def test_every_move_by_every_role_is_allowed_or_refused_and_nothing_changed(
    town, people, everything, name
):
    stage = make_stage(town, name)
    town.wait(days=2)
    before, at, faults = everything(), town.now(), []
    assert len(people) == len(ROLES)
    for move in moves_in(stage, name):
        for role, person in people.items():
            label = role.value if role else "reader"
            wanted = expected(name, move, label)
            with transaction.atomic(), writes_noted() as written:
                found = what_happens(stage, move, by=person, at=at)
                if isinstance(wanted, set) and written and everything() != before:
                    faults.append((move, label, "something changed"))
                transaction.set_rollback(True)
            if found != wanted:
                faults.append((move, label, wanted, found))
    assert not faults, "\n".join(map(str, faults))
    assert everything() == before


def what_happens(stage: Stage, move: str, *, by, at) -> str | set[str]:
    try:
        made = ACTIONS[move](stage, by=by, at=at)
    except MoveRefused as refused:
        reasons = refused.reasons
        return set(reasons) if len(set(reasons)) == len(reasons) else {"a reason is given twice"}
    return (made or stage.version).status


def test_every_move_of_the_lifecycle_is_in_the_matrix():
    assert {move.value for move in Move} == set(ACTIONS) - {"certify", "enter", "decline", "write"}
    assert {role.value for role in Role} | {"reader"} == set(ROLES)
    assert {status.value for status in Status} <= set(STAGES)
    assert set(MOVES) == set(Move)


@pytest.mark.parametrize("name", [stage for stage in STAGES if stage != "none"])
def test_a_closed_account_can_do_nothing_whatever_its_roles(town, everything, name):
    stage = make_stage(town, name)
    town.wait(days=2)
    leaver = town.make_person("leaver", *Role)
    leaver.is_active = False
    leaver.save()
    before = everything()
    for move in moves_in(stage, name):
        found = what_happens(stage, move, by=leaver, at=town.now())
        wanted = "This account is closed. An Administrator can open it again."
        assert found == {SUPERSEDED} if move == "supersede" else wanted in found, (move, found)
    assert everything() == before
