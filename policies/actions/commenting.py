"""Officers’ comments on a text in review: signed for a post, or recorded for it with evidence."""

from datetime import date, datetime

from django.db import transaction

from policies.actions.record import take_turn_with
from policies.actions.situations import situation_of
from policies.domain.commenting import CommentFacts, reasons_against_commenting
from policies.domain.dates import london_day
from policies.domain.errors import MoveRefused
from policies.domain.readiness import exception_relied_on
from policies.models import Comment, Post, User, Version


def posts_signed_for(person: User, at: datetime) -> list[Post]:
    """Return the posts that this person holds or deputises for, the own ones first."""
    held = person.post_holdings.held_on(london_day(at)).select_related("post")
    posts = [holding.post for holding in sorted(held, key=lambda one: one.is_deputy)]
    return list(dict.fromkeys(posts))


@transaction.atomic
def add_comment(
    *,
    version: Version,
    post: Post,
    topic: str,
    stance: Comment.Stance,
    dated: date,
    text: str = "",
    initials: str = "",
    is_for_public: bool = False,
    evidence: str = "",
    exception: str = "",
    by: User,
    at: datetime,
) -> Comment:
    """Put on record what a post says of the present submission.

    Whoever holds the post, or deputises for it, signs; anybody else records it, with the
    evidence for where it was said. Raises MoveRefused with every reason against: the person, the
    status, own text, the date, what is missing.
    """
    version = take_turn_with(version)
    situation = situation_of(version, by=by, at=at, exception=exception)
    submission = version.submission
    signature = by.signature_for(post, situation.day)
    facts = CommentFacts(
        post=post.title,
        signature=signature,
        topic=topic,
        needs_words=stance != Comment.Stance.NO_IMPLICATIONS,
        text=text,
        dated=dated,
        submitted_on=london_day(submission.at) if submission else None,
        evidence=evidence,
    )
    reasons = [*reasons_against_commenting(situation, facts)]
    said = {
        "topic": topic.strip(),
        "stance": stance,
        "text": text.strip(),
        "initials": initials.strip(),
        "dated": dated,
        "is_for_public": is_for_public,
        "evidence": evidence.strip(),
        "by": by,
    }
    last = Comment.objects.filter(submission=submission, post=post).order_by("-pk").first()
    if last and all(getattr(last, name) == value for name, value in said.items()):
        reasons.append("You put this comment on record already, in the same words.")
    if reasons or submission is None:
        raise MoveRefused(reasons)
    return Comment.objects.create(
        submission=submission,
        post=post,
        **said,
        signed_as=signature or post.title,
        at=at,
        exception=exception_relied_on(situation) if signature else "",
    )


@transaction.atomic
def let_stand(
    *, comment: Comment, evidence: str = "", exception: str = "", by: User, at: datetime
) -> Comment:
    """Say a comment on an earlier text again, in the same words, of the present one.

    Raises MoveRefused with every reason against: those of a new comment, and that the comment
    is on the present text, or was said again of it.
    """
    version = take_turn_with(comment.submission.version)
    again = Comment.objects.filter(
        submission=version.submission, post=comment.post, topic=comment.topic
    )
    if again.exists():
        raise MoveRefused(f"The {comment.post} has said this of the present text already.")
    return add_comment(
        version=version,
        post=comment.post,
        topic=comment.topic,
        stance=Comment.Stance(comment.stance),
        text=comment.text,
        initials=comment.initials,
        dated=london_day(at),
        is_for_public=comment.is_for_public,
        evidence=evidence,
        exception=exception,
        by=by,
        at=at,
    )
