"""The delegations as they bear on texts in review, in as many queries for a thousand as for one."""

from collections.abc import Collection, Iterable
from operator import attrgetter

from policies.domain.grants import Answer, Grant
from policies.domain.stages import Party, PartyKind, StageKind
from policies.models import Comment, Delegation, User, Version


def grants_on(version: Version, by: User) -> tuple[Grant, ...]:
    """Return the delegations of the document of this version, live or not, for this person.

    There are none unless the route that was taken has a stage at which an officer decides.
    """
    return grants_on_each([version], by).get(version.pk, ())


def grants_on_each(versions: Collection[Version], by: User) -> dict[int, tuple[Grant, ...]]:
    """Return by the key of each version in review the delegations of its document."""
    taken = [version for version in versions if version.is_in_review and _may_be_alone(version)]
    if not taken:
        return {}
    rows = Delegation.objects.filter(document__in={version.document_id for version in taken})
    granted = list(rows.select_related("document", "granted_by", "delegate_post", "consultee_post"))
    comments = _comments_of(taken, granted)
    return {
        version.pk: tuple(
            _grant(row, version, comments, by)
            for row in granted
            if row.document_id == version.document_id
        )
        for version in taken
    }


def grant_on(delegation: Delegation, version: Version, by: User) -> Grant:
    """Return one delegation, whichever document it is for, as it bears on this version."""
    return _grant(delegation, version, _comments_of([version], [delegation]), by)


def answer_on(delegation: Delegation, version: Version) -> Comment | None:
    """Return the consultee's answer on the present submission, None if there is none yet."""
    said = _comments_of([version], [delegation])
    return _counted(one for one in said if one.submission_id == version.submission_id)


def _may_be_alone(version: Version) -> bool:
    submission = version.submission
    return submission is not None and any(
        stage.kind is StageKind.DELEGATED for stage in submission.route_taken.stages
    )


def _comments_of(versions: Iterable[Version], granted: Iterable[Delegation]) -> list[Comment]:
    """What the consultees said of any submission of these versions, oldest first."""
    rows = Comment.objects.filter(
        submission__version__in=[version.pk for version in versions],
        post__in=[row.consultee_post_id for row in granted if row.consultee_post_id],
    ).select_related("submission", "post")
    return list(rows.defer("submission__canonical").order_by("id"))


def _grant(row: Delegation, version: Version, comments: Iterable[Comment], by: User) -> Grant:
    said = [
        comment
        for comment in comments
        if comment.post_id == row.consultee_post_id and comment.submission.version_id == version.pk
    ]
    here = _counted(one for one in said if one.submission_id == version.submission_id)
    post = row.delegate_post
    return Grant(
        post=Party(kind=PartyKind.POST, pk=post.pk, name=post.title),
        granted_by=row.granted_by.name,
        granted_on=row.granted_on,
        minute_reference=row.minute_reference,
        is_for_this_document=row.document_id == version.document_id,
        document=row.document.title,
        starts_on=row.starts_on,
        expires_on=row.expires_on,
        minor_only=row.minor_only,
        consultee=row.consultee_post.title if row.consultee_post else "",
        answer=_answer(here, by) if here else None,
        answered_earlier=bool(said),
    )


def _counted(said: Iterable[Comment]) -> Comment | None:
    """The consultee's answer: the last word on each topic counts, and an objection before all."""
    last = {comment.topic.casefold(): comment for comment in said}
    objections = [one for one in last.values() if one.stance == Comment.Stance.OBJECTS.value]
    return max(objections or last.values(), key=attrgetter("pk"), default=None)


def _answer(comment: Comment, by: User) -> Answer:
    return Answer(
        pk=comment.pk,
        stance=comment.get_stance_display(),
        objects=comment.stance == Comment.Stance.OBJECTS.value,
        was_given_by_actor=comment.by_id == by.pk,
    )
