"""What each page does with its answers on which something is put with a text: one call of an
action, and the sentences that the officer is told afterwards.

Every function is given the version, the answers of the form, and who and when (``by``, ``at``).
"""

from collections.abc import Mapping
from typing import Any

from policies.actions import commenting, consulting, reporting
from policies.domain.consulting import warnings_about_length
from policies.domain.errors import MoveRefused
from policies.intake.attachment import MAX_BYTES
from policies.models import Comment, Consultation, ImpactAssessment, Version

Answers = Mapping[str, Any]


def comment(version: Version, answers: Answers, **who) -> list[str]:
    words = dict(answers)
    if words.pop("submission") != version.submission_id:
        raise MoveRefused(
            "The text was taken back and submitted again while this page was open. "
            "Check whether the comment is still right, then add it."
        )
    words["stance"] = Comment.Stance(words["stance"])
    kept = commenting.add_comment(version=version, **words, **who)
    return [f"The comment was added, signed as {kept.signed_as}."]


def assess(version: Version, answers: Answers, **who) -> list[str]:
    given = answers["file"]
    reporting.add_impact_assessment(
        version=version,
        subject=ImpactAssessment.Subject(answers["subject"]),
        outcome=ImpactAssessment.Outcome(answers["outcome"]),
        reason=answers["reason"],
        # What is too large is not read to its end.
        file=reporting.GivenFile(given.name, given.read(MAX_BYTES + 1)) if given else None,
        **who,
    )
    return ["The impact assessment was added."]


def option(version: Version, answers: Answers, **who) -> list[str]:
    reporting.add_option(version=version, **answers, **who)
    return ["The option was added."]


def open_consultation(version: Version, answers: Answers, **who) -> list[str]:
    opened = consulting.open_consultation(version=version, **answers, **who)
    return ["The consultation was opened. Invite the consultees next.", *_warnings(opened)]


def _warnings(consultation: Consultation) -> tuple[str, ...]:
    nations = consultation.submission.version.document.council.nations
    return warnings_about_length(consultation.as_round(), nations=nations)


def invite(version: Version, answers: Answers, **who) -> list[str]:
    invitation, link = consulting.invite(**answers, **who)
    return [
        f"{invitation.name} was invited. The link goes to {invitation.email}; it is shown here "
        f"once, to be copied: {link}"
    ]


def extend(version: Version, answers: Answers, **who) -> list[str]:
    extended = consulting.extend_consultation(**answers, **who)
    return [f"The consultation was extended: {extended}."]


def close(version: Version, answers: Answers, **who) -> list[str]:
    consulting.close_consultation(**answers, **who)
    return ["The consultation was closed."]
