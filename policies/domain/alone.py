"""Every reason why an officer cannot decide a text alone now: under a delegation, or urgently."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from policies.domain.checks.changes import is_minor
from policies.domain.content import VersionContent
from policies.domain.dates import in_words
from policies.domain.deciding import reasons_against_any_decision
from policies.domain.grants import Grant
from policies.domain.lifecycle import Outcome, Status
from policies.domain.numbering import ChangeClass
from policies.domain.progress import Progress, reasons_against_deciding, reasons_against_saying
from policies.domain.readiness import (
    Situation,
    about_being,
    about_the_ability,
    reasons_of_separation,
)
from policies.domain.roles import Ability
from policies.domain.stages import Party, PartyKind, Stage, StageKind


def stage_of(kind: StageKind, progress: Iterable[Progress]) -> Stage | None:
    """Return the first stage of this kind, or None."""
    return next((one.stage for one in progress if one.stage.kind is kind), None)


def reasons_against_deciding_alone(situation: Situation) -> tuple[str, ...]:
    """Return why this person can decide nothing alone on this text, or why nobody can."""
    return tuple(_about_deciding_alone(situation))


def _about_deciding_alone(situation: Situation) -> Iterator[str]:
    yield from about_the_ability(Ability.DECIDE_ALONE, "decide alone", situation)
    if situation.status is not Status.IN_REVIEW:
        rule = "an officer decides on one that is in review"
        yield from about_being(Status.IN_REVIEW, rule, situation)
        return
    yield from reasons_against_any_decision(situation)
    if not stage_of(StageKind.DELEGATED, situation.progress):
        yield "The route of this text has no stage at which an officer decides."


def reasons_against_using_a_delegation(situation: Situation) -> tuple[str, ...]:
    """Return why this person can use no delegation on this text now; none if one is open."""
    reasons = list(_about_deciding_alone(situation))
    if situation.status is Status.IN_REVIEW:
        reasons += reasons_against_deciding(situation.progress)
        reasons += _about_the_grants(situation)
    return tuple(dict.fromkeys(reasons))


def _about_the_grants(situation: Situation) -> Iterator[str]:
    if not situation.grants:
        yield (
            "No delegation for this document is on record. "
            "The Democratic Services Clerk can enter one."
        )
    against = [(one, reasons_against_grant(one, situation)) for one in situation.grants]
    if all(reasons for _, reasons in against):
        own = [reasons for one, reasons in against if one.post.pk in situation.posts]
        for reasons in own or [reasons for _, reasons in against]:
            yield from reasons


def reasons_against_grant(grant: Grant, situation: Situation) -> tuple[str, ...]:
    """Return why this person cannot use this delegation on this text today.

    Whoever wrote the text may decide on it, but only where another post is consulted; the
    consultee answers on the very text, and not through the person who decides.
    """
    reasons = [*_about_the_delegation(grant, situation), *_about_the_answer(grant)]
    if not grant.consultee:
        reasons += reasons_of_separation("decide on", replace(situation, exception=""))
    return tuple(reasons)


def _about_the_delegation(grant: Grant, situation: Situation) -> Iterator[str]:
    if not grant.is_for_this_document:
        yield f"This delegation is for another document: {grant.document}."
    if situation.day < grant.starts_on:
        yield f"The delegation can be used from {in_words(grant.starts_on)}."
    if grant.expires_on and grant.expires_on <= situation.day:
        yield f"The delegation expired on {in_words(grant.expires_on)}."
    yield from about_the_post(grant.post, situation)


def about_the_post(post: Party, situation: Situation) -> Iterator[str]:
    """Yield that this person does not act for the post on this day, if they do not."""
    if post.pk not in situation.posts:
        yield (
            f"You neither hold the post “{post.name}” on this day nor deputise for it. "
            "Whoever does can decide."
        )


def _about_the_answer(grant: Grant) -> Iterator[str]:
    if not grant.consultee:
        return
    if grant.answer is None and grant.answered_earlier:
        yield (
            f"The {grant.consultee} answered on an earlier text; the text has changed since. "
            "Ask them again."
        )
    elif grant.answer is None:
        yield (
            f"The {grant.consultee} has not answered on this text, and the delegation is used in "
            "consultation with them. Their answer is a comment on this text."
        )
    elif grant.answer.was_given_by_actor:
        yield (
            f"You gave or recorded this answer yourself. The {grant.consultee} gives it, or "
            "somebody else records it for them."
        )


def reasons_against_approving(
    grant: Grant,
    *,
    change: ChangeClass,
    before: VersionContent | None,
    after: VersionContent,
    override: str,
    reply: str,
    bodies_decide: bool,
) -> tuple[str, ...]:
    """Return why the delegate cannot approve this text, for what lies in the text or the answer.

    ``before`` is the text in force, None if there is none. ``override`` is why it counts as
    minor although the portal finds that it is not, ``reply`` what is said to an objection.
    ``bodies_decide`` is whether a body decides at some stage of the route that the text takes.
    """
    reasons = []
    if grant.answer and grant.answer.objects and not reply.strip():
        reasons.append(
            f"The {grant.consultee} objects. Say why you approve the text all the same; "
            "it is kept with the decision."
        )
    if grant.minor_only:
        reasons += _about_being_minor(grant, change, before, after, override, bodies_decide)
    return tuple(reasons)


def _about_being_minor(
    grant: Grant,
    change: ChangeClass,
    before: VersionContent | None,
    after: VersionContent,
    override: str,
    bodies_decide: bool,
) -> Iterator[str]:
    if change is not ChangeClass.MINOR:
        who_can = (
            f"{grant.granted_by} can decide on it."
            if bodies_decide
            else "Its route names no body that decides: recall it and give it one that does."
        )
        yield (
            "The delegation is for minor amendments only, and this version is called "
            f"“{change.label.lower()}”. {who_can}"
        )
    if before is None:
        yield "No version of this document is in force, so there is nothing to amend."
        return
    found = is_minor(before, after)
    if found and not override.strip():
        yield from found
        yield (
            "The portal finds that this is no minor change. Say why it counts as one all the "
            f"same, or {_how_a_body_decides(grant, bodies_decide)}."
        )


def _how_a_body_decides(grant: Grant, bodies_decide: bool) -> str:
    if bodies_decide:
        return f"let {grant.granted_by} decide on it"
    return "recall the text and call it substantive, so that a body decides on it"


def exception_for_own_text(grant: Grant, signature: str) -> str:
    """Return what the public is told where the delegate wrote part of the text."""
    stance = grant.answer.stance.lower() if grant.answer else ""
    return (
        f"The {signature} wrote part of this text and decided on it under a delegation. "
        f"The {grant.consultee} was consulted and answered “{stance}”. "
        "An officer who wrote no part of it has to confirm the decision."
    )


def reasons_against_deciding_urgently(
    situation: Situation, post: Party | None = None
) -> tuple[str, ...]:
    """Return why this person cannot decide urgently on this text, acting for this post.

    Without ``post``, why they can do so for none of the posts that the route names.
    """
    reasons = list(_about_deciding_alone(situation))
    if situation.status is not Status.IN_REVIEW:
        return tuple(reasons)
    reasons += reasons_of_separation("decide on", replace(situation, exception=""))
    if not stage_of(StageKind.RATIFY, situation.progress):
        reasons.append(
            "The route of this text names no body that ratifies it, and an urgent decision is "
            "ratified. Take it to the body that decides."
        )
    stage = stage_of(StageKind.DELEGATED, situation.progress)
    if stage:
        reasons += _about_the_stage(situation, stage, post or _post_of(situation, stage))
    return tuple(dict.fromkeys(reasons))


def _post_of(situation: Situation, stage: Stage) -> Party:
    """The post of the stage that this person acts for; or the first, so that it is named."""
    posts = [one for one in stage.parties if one.kind is PartyKind.POST]
    return next((one for one in posts if one.pk in situation.posts), posts[0])


def _about_the_stage(situation: Situation, stage: Stage, post: Party) -> Iterator[str]:
    yield from about_the_post(post, situation)
    yield from reasons_against_saying(
        situation.progress, party=post, outcome=Outcome.APPROVED, stage=stage
    )


def reasons_against_what_is_stated(
    *, reference: str, reasons: str, alternatives: str, conflicts: str
) -> tuple[str, ...]:
    """Return what is missing of the written record that an officer's decision needs."""
    stated = (
        (reference, "Give the reference of the decision record, so that it can be found."),
        (reasons, "Give the reasons for the decision."),
        (
            alternatives,
            "Say which alternatives you considered and why you rejected them, or that there "
            "were none.",
        ),
        (conflicts, "Say which conflicts of interest were declared, or “None declared”."),
    )
    return tuple(sentence for words, sentence in stated if not words.strip())
