"""Asking others about a text in review: a round of asking, its links, its answers, its end."""

import secrets
from datetime import date, datetime

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from policies.actions.outbox import HOLDS_A_SECRET, write_message
from policies.actions.record import keep, raise_page_stamp, take_turn_with
from policies.actions.situations import situation_of
from policies.domain.consulting import (
    Round,
    reasons_against_answering,
    reasons_against_closing,
    reasons_against_extending,
    reasons_against_inviting,
    reasons_against_opening,
)
from policies.domain.content import Contact, sha256_of
from policies.domain.dates import end_of, in_words, london_day
from policies.domain.errors import MoveRefused
from policies.domain.language import _
from policies.models import Consultation, Invitation, Response, User, Version


@transaction.atomic
def open_consultation(
    *,
    version: Version,
    consulted: str,
    method: str = "",
    opens_on: date,
    closes_on: date,
    is_for_public: bool = True,
    by: User,
    at: datetime,
) -> Consultation:
    """Begin to ask others about the present submission. Raises MoveRefused with every reason."""
    version = take_turn_with(version)
    submission = version.submission
    reasons = list(
        reasons_against_opening(
            situation_of(version, by=by, at=at),
            Round(opens_on=opens_on, closes_on=closes_on),
            submitted_on=london_day(submission.at) if submission else None,
        )
    )
    if not consulted.strip():
        reasons.append("Say who is asked: all members, the parish councils, the unions.")
    asked = {"consulted": consulted.strip(), "opens_on": opens_on, "closes_on": closes_on}
    if Consultation.objects.filter(submission=submission, closed_at=None, **asked).exists():
        reasons.append("This consultation is open already: the same people, the same days.")
    if reasons:
        raise MoveRefused(reasons)
    consultation = Consultation(
        submission=submission,
        consulted=consulted.strip(),
        method=method.strip(),
        opens_on=opens_on,
        closes_on=closes_on,
        is_for_public=is_for_public,
    )
    return keep(consultation, by=by, at=at, why="Opened")


@transaction.atomic
def invite(
    *, consultation: Consultation, name: str, email: str, by: User, at: datetime
) -> tuple[Invitation, str]:
    """Invite a consultee by a link of their own; return the invitation and the link.

    Only the hash of the link's secret is kept, so this is the only time that it is told. An
    address that was invited before gets a new link in the place of the old one, as long as it
    has not answered. Raises MoveRefused with every reason against.
    """
    consultation, version = _take_turn_with(consultation)
    situation = situation_of(version, by=by, at=at)
    reasons = list(reasons_against_inviting(situation, consultation.as_round()))
    name, email = " ".join(name.split()), email.strip().lower()
    if not name:
        reasons.append("Write the consultee’s name.")
    if not _is_address(email):
        reasons.append("Write the consultee’s e-mail address.")
    answered = Response.objects.filter(invitation__consultation=consultation)
    if answered.filter(invitation__email=email).exists():
        reasons.append(f"{email} has answered already.")
    if reasons:
        raise MoveRefused(reasons)
    token = secrets.token_urlsafe(32)
    invitation = Invitation.objects.create(
        consultation=consultation,
        name=name,
        email=email,
        token_sha256=sha256_of(token.encode()),
        expires_at=end_of(consultation.closes_on),
        by=by,
        at=at,
    )
    link = f"{settings.PUBLIC_ADDRESS}/consultation/{token}/"
    _write_to(invitation, version, link, at)
    return invitation, link


def _is_address(email: str) -> bool:
    try:
        validate_email(email)
    except ValidationError:
        return False
    return True


def _write_to(invitation: Invitation, version: Version, link: str, at: datetime) -> None:
    consultation, council = invitation.consultation, version.document.council.name
    asked = whom_to_ask(version)
    ask = ", ".join(part for part in (asked.email, asked.telephone) if part)
    write_message(
        key=f"{HOLDS_A_SECRET}{invitation.pk}",
        recipient=invitation.email,
        subject=f"{council} asks what you think: {version.title}",
        body=(
            f"Dear {invitation.name},\n\n"
            f"{council} is considering a text and asks what you think of it: {version.title}.\n"
            f"You can read it and answer from {in_words(consultation.opens_on)} to the end of "
            f"{in_words(consultation.closes_on)}:\n\n{link}\n\n"
            "The link is yours alone and takes one answer. Please do not pass it on.\n"
            f"Questions? Ask {asked.name}{f': {ask}' if ask else ''}.\n"
        ),
        at=at,
    )


@transaction.atomic
def extend_consultation(
    *, consultation: Consultation, closes_on: date, why: str, by: User, at: datetime
) -> Consultation:
    """Let a consultation go on until a later day; its links go on with it, and consultees who
    have not answered are told. Raises MoveRefused with every reason against."""
    consultation, version = _take_turn_with(consultation)
    situation = situation_of(version, by=by, at=at)
    reasons = list(reasons_against_extending(situation, consultation.as_round(), closes_on))
    if not why.strip():
        reasons.append("Say why it goes on. The reason is kept on the record.")
    if reasons:
        raise MoveRefused(reasons)
    consultation.closes_on = closes_on
    keep(consultation, by=by, at=at, why=f"Extended. {why.strip()}")
    for invitation in consultation.invitations.waiting():
        write_message(
            key=f"consultation:{consultation.pk}:until:{closes_on}:{invitation.pk}",
            recipient=invitation.email,
            subject=f"More time to say what you think: {version.title}",
            body=(
                f"Dear {invitation.name},\n\n"
                f"You can now answer until the end of {in_words(closes_on)}. "
                "The link that was sent to you goes on working.\n"
            ),
            at=at,
        )
    return consultation


@transaction.atomic
def close_consultation(
    *, consultation: Consultation, summary: str, effect: str, by: User, at: datetime
) -> Consultation:
    """End a consultation with what was said and what changed because of it.

    Its links take no answer any more. Raises MoveRefused with every reason against.
    """
    consultation, version = _take_turn_with(consultation)
    situation = situation_of(version, by=by, at=at)
    reasons = list(reasons_against_closing(situation, consultation.as_round()))
    if not summary.strip():
        reasons.append("Sum up what was said, in plain English.")
    if not effect.strip():
        reasons.append("Say what changed because of it, or why nothing did.")
    if reasons:
        raise MoveRefused(reasons)
    consultation.summary = summary.strip()
    consultation.effect = effect.strip()
    consultation.closed_at = at
    keep(consultation, by=by, at=at, why="Closed")
    raise_page_stamp(version.document)
    return consultation


def whom_to_ask(version: Version) -> Contact:
    """Return whom a consultee can ask: the post that owns the document, or, where it has
    neither mailbox nor telephone, the first contact of the version."""
    post = version.document.owner_post
    contact = version.contacts.order_by("name").first()
    if contact and not (post.email or post.telephone):
        return contact.as_content()
    return Contact(name=f"the {post}", email=post.email, telephone=post.telephone)


def invitation_with(token: str) -> Invitation | None:
    """Return the invitation whose link has this secret, or None if there is none."""
    rows = Invitation.objects.select_related(
        "consultation__submission__version__document__council",
        "consultation__submission__version__document__owner_post",
        "response",
    )
    found: Invitation | None = rows.filter(token_sha256=sha256_of(token.encode())).first()
    return found


def reasons_against_the_link(invitation: Invitation, *, at: datetime) -> tuple[str, ...]:
    """Return every reason why this link takes no answer now, a given answer left aside."""
    return reasons_against_answering(
        invitation.consultation.as_round(),
        at=at,
        until=invitation.answers_until,
        status=invitation.consultation.submission.version.state,
        has_newer_link=invitation.is_replaced,
    )


@transaction.atomic
def keep_answer(
    *, invitation: Invitation, answer: Response.Answer, text: str = "", at: datetime
) -> Response:
    """Keep what a consultee says, once. Nobody has signed in: the link says who it is.

    Raises MoveRefused if the link takes no answer now, if it was used, or if words are missing.
    """
    _take_turn_with(invitation.consultation)
    invitation = Invitation.objects.select_related("consultation", "response").get(pk=invitation.pk)
    reasons = list(reasons_against_the_link(invitation, at=at))
    if hasattr(invitation, "response"):
        answered = in_words(london_day(invitation.response.at))
        reasons.append(_("You answered on {day}.").format(day=answered))
    if answer in _ASKING_FOR_WORDS and not text.strip():
        reasons.append(_("Say what should change, or why you do not agree."))
    if reasons:
        raise MoveRefused(reasons)
    return Response.objects.create(invitation=invitation, answer=answer, text=text.strip(), at=at)


_ASKING_FOR_WORDS = frozenset({Response.Answer.AGREES_IF, Response.Answer.DISAGREES})


def _take_turn_with(consultation: Consultation) -> tuple[Consultation, Version]:
    """Take the turn of the document; return the consultation and its version as they now are."""
    version = take_turn_with(consultation.submission.version)
    fresh = Consultation.objects.select_related("submission").get(pk=consultation.pk)
    return fresh, version
