"""The moves of a version as pages of the desk: what each is called, says, asks and does."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from policies.actions.situations import last_decision
from policies.admin.moves import acts
from policies.admin.moves import alone as alonepages
from policies.admin.moves import forms as moveforms
from policies.admin.moves.conforming import CertifyForm, ConformForm
from policies.admin.moves.page import MovePage
from policies.admin.moves.page import reasons_of as _of
from policies.admin.moves.planning import PLAN_PAGES
from policies.admin.reviews.page import REVIEW_PAGES
from policies.domain.content import Kind, VersionContent
from policies.domain.dates import in_words
from policies.domain.deciding import LATER, is_to_be_conformed, reasons_against_entering
from policies.domain.lifecycle import Move, Outcome, Status
from policies.domain.problems import problems_in
from policies.domain.readiness import (
    CLOSED_ACCOUNT,
    Situation,
    reasons_against,
    reasons_of_separation,
)
from policies.domain.roles import ABILITIES, Ability, roles_named
from policies.models import Decision, Version

_WORDLESS = VersionContent(reference="", slug="", number="", title="", kind=Kind.POLICY)
# What the page itself asks for is no reason against opening it.
_ASKED_HERE = frozenset(problems_in(_WORDLESS)) - frozenset(
    problems_in(replace(_WORDLESS, change_summary="-", change_reason="-"))
)


def reasons_against_submitting(situation: Situation) -> tuple[str, ...]:
    """Return why this draft cannot be submitted, besides what the page asks for."""
    problems = tuple(one for one in situation.text_problems if one not in _ASKED_HERE)
    return reasons_against(Move.SUBMIT, replace(situation, text_problems=problems), by_form=True)


def reasons_against_confirming(situation: Situation) -> tuple[str, ...]:
    """Return why the last decision entered cannot be confirmed or declined by this person now."""
    decision = situation.decision
    reasons = list(_about_the_second_officer(situation))
    # What lies in the matter is the same for everyone: asked as for an officer who may confirm.
    matter = replace(
        situation, roles=ABILITIES[Ability.CONFIRM_DECISION], is_active=True, wrote=False
    )
    if decision is None:
        reasons += reasons_against(Move.APPROVE, matter, by_form=True)
    elif decision.is_confirmed:
        reasons.append(f"The decision “{decision.outcome.label.lower()}” is confirmed already.")
    elif decision.outcome.move in (Move.APPROVE, Move.REJECT) and situation.status not in LATER:
        matter = replace(matter, decision=replace(decision, entered_by_actor=False))
        reasons += reasons_against(decision.outcome.move, matter, by_form=True)
    return tuple(reasons)


def _about_the_second_officer(situation: Situation) -> Iterable[str]:
    allowed = ABILITIES[Ability.CONFIRM_DECISION]
    if not situation.is_active:
        return [CLOSED_ACCOUNT]
    if allowed.isdisjoint(situation.roles):
        return [f"Only {roles_named(allowed)} can confirm a decision."]
    return reasons_of_separation("confirm", situation)


def _waits(situation: Situation) -> bool:
    return bool(situation.decision and not situation.decision.is_confirmed)


def _may_be_confirmed(situation: Situation) -> bool:
    is_undecided = situation.status is Status.IN_REVIEW and not situation.is_conformed
    return _waits(situation) or is_undecided


PAGES: dict[str, MovePage] = {
    page.slug: page
    for page in (
        MovePage(
            slug="submit",
            title="Submit for decision",
            consequence=(
                "The text is frozen as it is now and goes into review. "
                "Its exact bytes are kept, and the body decides on them."
            ),
            done="Version {number} was submitted. It is now in review.",
            origin=Status.DRAFT,
            reasons=reasons_against_submitting,
            form=moveforms.SubmitForm,
            act=acts.submit,
        ),
        MovePage(
            slug="discard",
            title="Discard this draft",
            consequence=(
                "The draft is given up. It is kept, but no longer shown, and its number is not "
                "used again. This cannot be undone."
            ),
            done="Version {number} was discarded.",
            origin=Status.DRAFT,
            reasons=_of(Move.DISCARD),
            form=moveforms.ReasonForm,
            act=acts.discard,
            is_warning=True,
        ),
        MovePage(
            slug="enter-decision",
            title="Enter a decision",
            consequence=(
                "What the body decided goes on record. Nothing else happens until a second "
                "officer confirms it."
            ),
            done="The decision was entered. A second officer confirms it next.",
            origin=Status.IN_REVIEW,
            reasons=reasons_against_entering,
            form=moveforms.EnterDecisionForm,
            act=acts.enter,
            is_for_later_stages=True,
        ),
        MovePage(
            slug="confirm",
            title="Confirm the decision",
            consequence=(
                "Compare what was entered with the minute. Once confirmed, an approval approves "
                "this version, a rejection or a return sends it back to draft, and any other "
                "outcome is recorded while the version stays in review."
            ),
            done="The decision was confirmed.",
            origin=Status.IN_REVIEW,
            reasons=reasons_against_confirming,
            form=moveforms.ConfirmForm,
            act=acts.confirm,
            is_shown=_may_be_confirmed,
            is_for_later_stages=True,
        ),
        MovePage(
            slug="decline",
            title="Decline the decision",
            consequence=(
                "What was entered is not what the minute says. It stays on record as declined, "
                "and the clerk enters the decision again."
            ),
            done="The decision was declined. It can be entered again.",
            origin=Status.IN_REVIEW,
            reasons=reasons_against_confirming,
            form=moveforms.DeclineForm,
            act=acts.decline,
            is_shown=_waits,
            is_warning=True,
            is_for_later_stages=True,
        ),
        MovePage(
            slug="conform",
            title="Conform the text to the minute",
            consequence=(
                "Change the text to what the body approved. It is submitted anew with the decision "
                "carried over, and the Monitoring Officer certifies it."
            ),
            done="The text was conformed. The Monitoring Officer certifies it next.",
            origin=Status.IN_REVIEW,
            reasons=_of(Move.CONFORM),
            form=ConformForm,
            act=acts.conform,
            is_shown=lambda s: not s.is_conformed or is_to_be_conformed(s),
        ),
        MovePage(
            slug="certify",
            title="Certify the conformed text",
            consequence=(
                "You certify that the text is what the minute says. This approves it, unless "
                "another body has to decide on it too."
            ),
            done="The text of version {number} was certified.",
            origin=Status.IN_REVIEW,
            reasons=_of(Move.APPROVE),
            form=CertifyForm,
            act=acts.certify,
            is_shown=lambda s: s.is_conformed and not s.is_certified and not is_to_be_conformed(s),
        ),
        MovePage(
            slug="recall",
            title="Recall to draft",
            consequence=(
                "The text can be changed again. Decisions on this submission stay on record as "
                "voided, and the text is submitted anew."
            ),
            done="Version {number} was recalled. It is a draft again.",
            origin=Status.IN_REVIEW,
            reasons=_of(Move.RECALL),
            form=moveforms.ReasonForm,
            act=acts.recall,
            is_warning=True,
        ),
        MovePage(
            slug="request-changes",
            title="Request changes",
            consequence=(
                "The version goes back to its authors as a draft. Decisions on this submission "
                "stay on record as voided."
            ),
            done="Changes were requested. Version {number} is a draft again.",
            origin=Status.IN_REVIEW,
            reasons=_of(Move.REQUEST_CHANGES),
            form=moveforms.ReasonForm,
            act=acts.request_changes,
            is_warning=True,
        ),
        MovePage(
            slug="publish",
            title="Publish",
            consequence=(
                "This version comes into force today, and everyone who may read it sees it. "
                "The version in force until now, if there is one, is superseded."
            ),
            done="Version {number} is now in force.",
            origin=Status.APPROVED,
            reasons=_of(Move.PUBLISH),
            form=moveforms.PublishForm,
            act=acts.publish,
        ),
        MovePage(
            slug="rescind",
            title="Rescind the approval",
            consequence=(
                "This version will not be published after all. It is discarded, and the decision "
                "and your reason stay on record. This cannot be undone."
            ),
            done="Version {number} was rescinded.",
            origin=Status.APPROVED,
            reasons=_of(Move.RESCIND),
            form=moveforms.RescindForm,
            act=acts.rescind,
            is_warning=True,
        ),
        MovePage(
            slug="withdraw",
            title="Withdraw from force",
            consequence=(
                "Members need not follow this version any more, and no other takes its place. It "
                "stays readable under a dated notice with your reason. This cannot be undone."
            ),
            done="Version {number} was withdrawn.",
            origin=Status.IN_FORCE,
            reasons=_of(Move.WITHDRAW),
            form=moveforms.WithdrawForm,
            act=acts.withdraw,
            is_warning=True,
        ),
        *alonepages.PAGES,
        *PLAN_PAGES,
        *REVIEW_PAGES,
    )
}


def pages_shown(situation: Situation) -> Iterator[MovePage]:
    """Yield the moves that make sense from this status, open or closed."""
    for page in PAGES.values():
        if page.belongs_to(situation):
            yield page


def _once_confirmed(decision: Decision) -> str:
    """What becomes of the version; how far a joint decision has come is for the route to say."""
    if decision.result is Outcome.APPROVED_AS_AMENDED:
        return "The text is conformed to the minute next, then certified."
    if decision.result.move is Move.APPROVE:
        return "The version is approved, unless another body has to decide on it too."
    if decision.result.move is None:
        return "It is on record. The version stays as it is."
    return "The version goes back to its authors as a draft."


def facts_about(page: MovePage, version: Version) -> list[tuple[str, str]]:
    """Return what the officer should have before them when making this move."""
    facts = [("Document", str(version.document)), ("Version", str(version.number))]
    submission = version.submission if not version.is_draft else None
    decision = (submission.conforms_to or last_decision(submission)) if submission else None
    if decision and page.slug in ("confirm", "decline", "conform", "certify", "publish"):
        facts += [
            ("Decided by", str(decision.decider)),
            ("Outcome", decision.result.label),
            ("Decided on", in_words(decision.decided_on)),
            ("Minute", decision.minute_reference),
            ("Resolution", decision.resolution),
            ("Comment", decision.comment),
            ("Exception", decision.exception),
            ("Once confirmed", _once_confirmed(decision) if page.slug == "confirm" else ""),
            *alonepages.facts_about(decision),
        ]
    if submission:
        facts += [("Amendments", submission.amendments), ("SHA-256", submission.sha256)]
    return [(name, value) for name, value in facts if value]
