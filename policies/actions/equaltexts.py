"""Checks of translations, and languages that stand equal: the decision names both texts."""

from collections.abc import Iterator
from datetime import datetime

from django.db import transaction

from policies.actions.record import raise_page_stamp, take_turn_with
from policies.actions.searching import follow_in_search
from policies.actions.translating import facts_about
from policies.domain.dates import london_day
from policies.domain.errors import MoveRefused
from policies.domain.lifecycle import Move
from policies.domain.roles import ABILITIES, Ability
from policies.domain.stages import DECIDING
from policies.domain.translationrules import problem_of_equal, reasons_against_checking_it
from policies.models import (
    Certificate,
    DecidedTranslation,
    Decision,
    Translation,
    TranslationCheck,
    User,
    Version,
)


@transaction.atomic
def check_translation(
    *, translation: Translation, statement: str, by: User, at: datetime
) -> TranslationCheck:
    """Put on record that someone who reads the language compared a translation with its source.

    Raises MoveRefused with every reason against; nobody checks what they worked on.
    """
    version = take_turn_with(translation.version)
    translation = Translation.objects.select_related("submission", "source").get(pk=translation.pk)
    translation.version = version
    facts = facts_about(version, translation, by=by, at=at)
    reasons = reasons_against_checking_it(facts, statement)
    if reasons or translation.submission is None:
        raise MoveRefused(reasons)
    check = TranslationCheck.objects.create(
        submission=translation.submission,
        statement=statement.strip(),
        by=by,
        post=by.post_on(london_day(at), ABILITIES[Ability.CHECK_TRANSLATION]),
        at=at,
    )
    raise_page_stamp(version.document)
    follow_in_search(version=version)
    return check


def name_equal_texts(*, decision: Decision, certificate: Certificate | None = None) -> None:
    """Keep with a decision, or with the certificate of a conformed text, which wordings in other
    languages it names as equal: those submitted for the text that it is on.

    Call in the transaction that makes the decision or the certificate.
    """
    on = certificate.submission if certificate else decision.submission
    rows = Translation.objects.filter(
        version=on.version,
        stands_equal=True,
        is_open=False,
        submission__translates__sha256=on.sha256,
    )
    for translation in rows:
        DecidedTranslation.objects.create(
            decision=decision, certificate=certificate, submission=translation.submission
        )


def problems_of_equal_texts(version: Version) -> tuple[str, ...]:
    """Return why texts that stand equal keep an approved version from being published."""
    return tuple(_problems(version))


def _problems(version: Version) -> Iterator[str]:
    rows = list(
        version.translations.filter(stands_equal=True).select_related("submission__translates")
    )
    named = _named_by_each(version) if rows else []
    for row in rows:
        problem = problem_of_equal(
            row.target.name,
            is_submitted=row.submission is not None and not row.is_open,
            is_behind=row.is_behind_its_version,
            is_named=bool(named) and all(row.submission_id in one for one in named),
        )
        if problem:
            yield problem


def _named_by_each(version: Version) -> list[set[int]]:
    """What each act that approved the present text names: its decisions, or its certificate."""
    submission = version.submission
    if submission is None:
        return []
    named = DecidedTranslation.objects.filter(submission__version=version)
    certificate = Certificate.objects.filter(submission=submission).first()
    if submission.conforms_to_id and certificate:
        rows = named.filter(certificate=certificate)
        return [set(rows.values_list("submission_id", flat=True))]
    decisions = Decision.objects.standing().confirmed().filter(submission=submission)
    return [
        set(named.filter(decision=one).values_list("submission_id", flat=True))
        for one in decisions.select_related("submission", "body", "post")
        if _approves(one)
    ]


def _approves(decision: Decision) -> bool:
    stage = decision.submission.route_taken.stage_at(decision.stage)
    return decision.result.move is Move.APPROVE and (stage is None or stage.kind in DECIDING)
