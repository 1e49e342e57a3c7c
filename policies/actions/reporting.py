"""What goes to the bodies with a text: impact assessments, options considered, attached files."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import transaction

from policies.actions.record import take_turn_with
from policies.actions.situations import situation_of
from policies.actions.storing import keep_bytes
from policies.domain.consulting import reasons_against_reporting
from policies.domain.content import sha256_of
from policies.domain.dates import london_day
from policies.domain.errors import MoveRefused
from policies.domain.roles import ABILITIES, Ability
from policies.intake.attachment import form_of
from policies.models import Attachment, ImpactAssessment, OptionConsidered, User, Version
from policies.models.report import attachment_name

_NO_PART_OF_A_NAME = re.compile(r"[^\w .,()’'-]+")


@dataclass(frozen=True, slots=True)
class GivenFile:
    """A file as somebody gave it: what they call it, and its bytes."""

    name: str
    content: bytes


@transaction.atomic
def add_impact_assessment(
    *,
    version: Version,
    subject: ImpactAssessment.Subject,
    outcome: ImpactAssessment.Outcome,
    reason: str,
    file: GivenFile | None = None,
    by: User,
    at: datetime,
) -> ImpactAssessment:
    """Put on record whether the text bears unequally on people, or on their data.

    A full assessment comes with its file. Raises MoveRefused with every reason against,
    SourceRefused if the file is not one that can be attached.
    """
    version = take_turn_with(version)
    reasons = list(reasons_against_reporting(situation_of(version, by=by, at=at)))
    if not reason.strip():
        reasons.append("Say why no assessment was needed, or what was found.")
    if outcome == ImpactAssessment.Outcome.FULL and file is None:
        reasons.append("Attach the full assessment.")
    submission = version.submission
    found = {"subject": subject, "outcome": outcome, "reason": reason.strip(), "by": by}
    there = ImpactAssessment.objects.filter(submission=submission, **found)
    if there.filter(attachment__isnull=file is None).exists():
        reasons.append("You put this assessment on record already, in the same words.")
    if reasons or submission is None:
        raise MoveRefused(reasons)
    return ImpactAssessment.objects.create(
        submission=submission,
        subject=subject,
        outcome=outcome,
        reason=reason.strip(),
        attachment=_attach(file, by=by, at=at) if file else None,
        by=by,
        post=by.post_on(london_day(at), ABILITIES[Ability.KEEP_REPORT]),
        at=at,
    )


def _attach(file: GivenFile, *, by: User, at: datetime) -> Attachment:
    """Keep the bytes first and the row after them, so that no half-written file is offered."""
    form = form_of(file.content)
    sha256 = sha256_of(file.content)
    keep_bytes(file.content, attachment_name(sha256))
    return Attachment.objects.create(
        name=f"{_plain_stem(file.name)}.{form.extension}",
        media_type=form.media_type,
        size=len(file.content),
        sha256=sha256,
        by=by,
        at=at,
    )


def _plain_stem(name: str) -> str:
    """What a file is called, without a path, without its ending, and without odd signs."""
    last = re.split(r"[/\\]", name)[-1]
    stem = last.rpartition(".")[0] or last
    return _NO_PART_OF_A_NAME.sub("-", stem).strip(" .-")[:120] or "attachment"


def read_attachment(attachment: Attachment) -> "File[bytes]":
    """Return the bytes of an attached file, open for reading. Raises FileNotFoundError."""
    return default_storage.open(attachment_name(attachment.sha256))


@transaction.atomic
def add_option(
    *,
    version: Version,
    option: str,
    assessment: str,
    is_recommended: bool = False,
    by: User,
    at: datetime,
) -> OptionConsidered:
    """Put on record one course that is open to the council, and what speaks for and against it.

    Raises MoveRefused with every reason against: the role, the status, what is missing, the
    same option twice.
    """
    version = take_turn_with(version)
    reasons = list(reasons_against_reporting(situation_of(version, by=by, at=at)))
    reasons.extend(_about_the_option(version, option.strip(), assessment))
    submission = version.submission
    if reasons or submission is None:
        raise MoveRefused(reasons)
    return OptionConsidered.objects.create(
        submission=submission,
        option=option.strip(),
        assessment=assessment.strip(),
        is_recommended=is_recommended,
        by=by,
        at=at,
    )


def _about_the_option(version: Version, option: str, assessment: str) -> Iterator[str]:
    if not option:
        yield "Name the option: “Do not adopt a policy”."
    elif OptionConsidered.objects.filter(
        submission__version=version, option__iexact=option
    ).exists():
        yield f"The option “{option}” is on record."
    if not assessment.strip():
        yield "Say what speaks for this option and against it."
