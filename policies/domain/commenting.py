"""Every reason why an officer's comment on a text in review cannot be kept, as sentences."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from policies.domain.dates import in_words
from policies.domain.lifecycle import Status
from policies.domain.readiness import (
    CLOSED_ACCOUNT,
    Situation,
    about_being,
    reasons_of_separation,
)
from policies.domain.roles import ABILITIES, Ability, roles_named


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentFacts:
    """A comment as it was given: whose word it is, and what it says.

    ``signature`` is how the person signs for the post, empty if they record it for the post.
    """

    post: str
    signature: str
    topic: str
    needs_words: bool
    text: str
    dated: date
    submitted_on: date | None
    evidence: str


def reasons_against_commenting(situation: Situation, comment: CommentFacts) -> tuple[str, ...]:
    """Return every reason against keeping this comment on the present submission."""
    return (
        *_about_the_person(situation, comment),
        *_about_the_text(situation),
        *_about_the_words(situation, comment),
    )


def reasons_against_any_comment(situation: Situation, *, holds_a_post: bool) -> tuple[str, ...]:
    """Return why this person can neither sign nor record a comment on this text now."""
    reasons = []
    if not situation.is_active:
        reasons.append(CLOSED_ACCOUNT)
    elif not holds_a_post and not _may_record(situation):
        reasons.append(f"Only whoever holds a post can comment for it. {_who_can_record()}")
    elif not _may_record(situation):
        reasons.extend(reasons_of_separation(_VERB, situation))
    return (*reasons, *_about_the_text(situation))


# “Nobody may … text that they wrote.”
_VERB = "comment for a post on"


def _may_record(situation: Situation) -> bool:
    return not ABILITIES[Ability.RECORD_COMMENT].isdisjoint(situation.roles)


def _who_can_record() -> str:
    roles = roles_named(ABILITIES[Ability.RECORD_COMMENT])
    return f"{roles[:1].upper()}{roles[1:]} can record what the post said elsewhere."


def _about_the_person(situation: Situation, comment: CommentFacts) -> Iterator[str]:
    if not situation.is_active:
        yield CLOSED_ACCOUNT
    elif comment.signature:
        yield from reasons_of_separation(_VERB, situation)
    elif not _may_record(situation):
        yield (
            f"You neither hold the post of {comment.post} nor deputise for it. {_who_can_record()}"
        )
    elif not comment.evidence.strip():
        yield (
            f"You do not sign for the {comment.post}. "
            "Say where this was said: an e-mail, a report, a minute."
        )


def _about_the_text(situation: Situation) -> Iterator[str]:
    yield from about_being(Status.IN_REVIEW, "comments are on a version in review", situation)


def _about_the_words(situation: Situation, comment: CommentFacts) -> Iterator[str]:
    if not comment.topic.strip():
        yield "Say what the comment is about: financial, legal, constitutional, staffing."
    if comment.needs_words and not comment.text.strip():
        yield "Write the comment. Only “no implications” needs no words."
    if comment.dated > situation.day:
        yield "The comment cannot be dated in the future."
    if comment.submitted_on and comment.dated < comment.submitted_on:
        yield (
            f"The text was submitted on {in_words(comment.submitted_on)}; "
            "a comment before that day was on another text."
        )
