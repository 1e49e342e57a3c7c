"""The monitoring officer's certificate of a text that was conformed to its minute."""

from dataclasses import replace
from datetime import datetime

from django.db import transaction

from policies.actions.articles import keep_decisions
from policies.actions.equaltexts import name_equal_texts
from policies.actions.record import make_move, take_turn_with
from policies.actions.situations import situation_of
from policies.domain.dates import london_day
from policies.domain.deciding import is_to_be_conformed
from policies.domain.errors import MoveRefused
from policies.domain.lifecycle import Move, Status
from policies.domain.progress import is_decided
from policies.domain.readiness import exception_relied_on, reasons_against
from policies.domain.roles import ABILITIES, Ability
from policies.models import Certificate, User, Version


@transaction.atomic
def certify_conformed(
    *, version: Version, by: User, at: datetime, statement: str, exception: str = ""
) -> Version:
    """Certify that a conformed text is what the minute says, and approve the version.

    For the monitoring officer (Local Government and Housing Act 1989, s. 5). Where another body
    has to decide too, the version stays in review until it has. Raises MoveRefused with every
    reason against.
    """
    version = take_turn_with(version)
    situation = situation_of(version, by=by, at=at, exception=exception)
    reasons = [] if situation.is_conformed else ["There is no conformed text to certify."]
    if not statement.strip():
        reasons.append("State what the text was compared with.")
    if version.is_in_review and situation.is_certified:
        reasons.append("This text has been certified already.")
    if situation.is_conformed and is_to_be_conformed(situation):
        reasons.append(
            "Another body approved this text as amended. Conform it to that minute first."
        )
    reasons.extend(reasons_against(Move.APPROVE, replace(situation, is_certified=False)))
    submission = version.submission
    decision = submission.conforms_to if submission else None
    if reasons or submission is None or decision is None:
        raise MoveRefused(reasons)
    exception = exception_relied_on(situation, as_second_officer=True)
    certificate = Certificate.objects.create(
        submission=submission,
        decision=decision,
        statement=statement.strip(),
        by=by,
        post=by.post_on(london_day(at), ABILITIES[Ability.CERTIFY]),
        at=at,
        exception=exception,
    )
    name_equal_texts(decision=decision, certificate=certificate)
    if not is_decided(situation.progress):
        return version
    keep_decisions(submission=submission)
    return make_move(
        version=version,
        move=Move.APPROVE,
        to=Status.APPROVED,
        by=by,
        at=at,
        note=statement,
        authority=f"{decision.decider}, {decision.minute_reference}",
        exception=exception,
    )
