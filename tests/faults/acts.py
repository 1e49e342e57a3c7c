"""What the processes do: each act of the portal by the identities of its rows.

A test does the same again itself, after a process was killed at it.
"""

from datetime import datetime, timedelta

from policies.actions import deciding, importedfiles, outbox, publishing, rendering, replacing
from policies.models import Decision, Document, Submission, User, Version


def publish(*, version: int, by: int, at: datetime) -> None:
    publishing.publish_version(
        version=Version.objects.get(pk=version), by=User.objects.get(pk=by), at=at
    )


def decide(*, decision: int, by: int, at: datetime) -> None:
    deciding.confirm_decision(
        decision=Decision.objects.get(pk=decision), by=User.objects.get(pk=by), at=at
    )


def bring_in(*, document: int, words: str, by: int, at: datetime) -> None:
    person = User.objects.get(pk=by)
    file = importedfiles.keep_file(
        document=Document.objects.get(pk=document),
        name="policy.md",
        content=words.encode(),
        by=person,
        at=at,
    )
    seen_as = importedfiles.proposal_for(file).seen_as
    importedfiles.put_into_draft(file=file, seen_as=seen_as, by=person, at=at)


def put_in_place(*, version: int, cells: str, by: int, at: datetime) -> None:
    replacing.replace_file(
        version=Version.objects.get(pk=version),
        format_name="braille",
        data=cells.encode("ascii"),
        reason="Proof-read by a person.",
        by=User.objects.get(pk=by),
        at=at,
    )


def render(*, submission: int, at: datetime) -> str:
    text = Submission.objects.get(pk=submission)
    kept = rendering.rendition_of(
        submission=text, format_name="text", at=at, patience=0, by_clock=True
    )
    return kept.sha256


def send(*, at: datetime) -> list[str]:
    return [failure for _, failure in outbox.send_waiting(at=at)]


# A claim of whoever died is taken over after this long at most.
SOON = timedelta(minutes=11)
