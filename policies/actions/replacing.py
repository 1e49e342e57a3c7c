"""Files that an officer sees to: a person's recording in place of the computer's, and trying again.

A better file follows the portal's own as its successor, for this one submission. Once the law
hides words of the text, the portal makes the next file itself: what a person recorded says them.
"""

from collections.abc import Iterator
from datetime import datetime

from django.db import transaction

from policies import formats
from policies.actions.record import raise_page_stamp, take_turn_with
from policies.actions.rendering import stored_rendition
from policies.actions.storing import keep_bytes
from policies.domain.content import VersionContent, sha256_of
from policies.domain.dates import london_day
from policies.domain.errors import MoveRefused, SourceRefused
from policies.domain.roles import ABILITIES, Ability, holds, roles_named
from policies.intake import soundness
from policies.models import BuildTicket, Rendition, User, Version
from policies.models.rendition import storage_name

# What a person makes better than the portal. A PDF is not among them: its tags are checked when
# the portal makes it, and nobody else's could be.
BETTER = {
    "audio": Rendition.Maker.READ,
    "braille": Rendition.Maker.PROOFREAD,
    "braille-uncontracted": Rendition.Maker.PROOFREAD,
    "word": Rendition.Maker.PREPARED,
}
LARGEST = 100 * 1024 * 1024
_MIB = 1024 * 1024
# A recording may say first what it is, and last whom to ask.
_TRACKS_BESIDE_SECTIONS = 2


def reasons_against_replacing(version: Version, *, by: User, at: datetime) -> tuple[str, ...]:
    """Return every reason why this person cannot put a better file in place for this version."""
    return tuple(_reasons(version, by=by, at=at))


def _reasons(version: Version, *, by: User, at: datetime) -> Iterator[str]:
    yield from _reasons_in_the_role("put a better file in place", by=by, at=at)
    if version.in_force_from is None:
        yield "Only a published version has files. Publish it first."
    if version.restrictions.standing().exists():
        yield (
            "Something in this version is hidden by law, so it is offered only in the files that "
            "the portal makes itself."
        )


def _reasons_in_the_role(deed: str, *, by: User, at: datetime) -> Iterator[str]:
    if not by.is_active:
        yield "This account is closed."
    elif not holds(by.roles_on(london_day(at)), Ability.KEEP_FILES):
        yield f"Only {roles_named(ABILITIES[Ability.KEEP_FILES])} can {deed}."


@transaction.atomic
def replace_file(
    *, version: Version, format_name: str, data: bytes, reason: str, by: User, at: datetime
) -> Rendition:
    """Offer a file that a person made in place of the portal's own, from now on.

    ``format_name`` is one of ``BETTER``. The file is looked through and never run. Raises
    MoveRefused with every reason in the person, the version or the reason given, SourceRefused
    with every fault of the file.
    """
    version = take_turn_with(version)
    reasons = list(_reasons(version, by=by, at=at))
    if format_name not in BETTER:
        reasons.append("Say what the file is.")
    if not reason.strip():
        reasons.append("Say why this file is better. The reason is kept on the record.")
    if reasons or version.submission is None:
        raise MoveRefused(reasons)
    content = version.submission.public_content
    faults = tuple(_faults(format_name, data, content))
    if faults:
        raise SourceRefused(faults)
    sha256 = sha256_of(data)
    before = version.submission.renditions.standing().filter(
        format=format_name, language=content.language
    )
    standing = before.first()
    if standing and standing.sha256 == sha256:
        raise SourceRefused("This is the file that is offered already.")
    keep_bytes(data, storage_name(sha256))
    rendition = Rendition.objects.create(
        submission=version.submission,
        format=format_name,
        language=content.language,
        sha256=sha256,
        name=formats.file_name(content, format_name),
        media_type=formats.FORMATS[format_name].media_type,
        size=len(data),
        pages=_pages(format_name, data),
        minutes=_minutes(format_name, data),
        built_at=at,
        replaces=standing,
        reason=reason.strip(),
        maker=BETTER[format_name].value,
        by=by,
        post=by.post_on(london_day(at), ABILITIES[Ability.KEEP_FILES]),
    )
    raise_page_stamp(version.document)
    return rendition


def _faults(format_name: str, data: bytes, content: VersionContent) -> Iterator[str]:
    if len(data) > LARGEST:
        yield f"The file is larger than {LARGEST // _MIB} MiB. Save its sound at a lower rate."
        return
    found = soundness.faults_of(formats.FORMATS[format_name].extension, data)
    yield from found
    if format_name == "audio" and not found:
        yield from _faults_of_count(len(soundness.recordings_in(data)), content)


def _faults_of_count(count: int, content: VersionContent) -> Iterator[str]:
    """A recording of another text, or of half of this one, seldom has the right number of files."""
    least = sum(section.level == 1 for section in content.sections)
    most = len(content.sections) + _TRACKS_BESIDE_SECTIONS
    if not least <= count <= most:
        yield (
            f"The recording has {count} MP3 files, and the text has {least} main sections. Record "
            f"one file for each; with parts of sections and an opening there are {most} at most."
        )


def _pages(format_name: str, data: bytes) -> int | None:
    if not format_name.startswith("braille"):
        return None
    return max(1, sum(bool(page.strip()) for page in data.split(b"\x0c")))


def _minutes(format_name: str, data: bytes) -> int | None:
    if format_name != "audio":
        return None
    return max(1, round(sum(soundness.recordings_in(data)) / 60))


@transaction.atomic
def try_again(*, version: Version, format_name: str, by: User, at: datetime) -> BuildTicket:
    """Let the clock make a file at its next turn that could not be made before.

    Raises MoveRefused if the role is wrong, or if there is nothing to try again.
    """
    version = take_turn_with(version)
    reasons = list(_reasons_in_the_role("have a file tried again", by=by, at=at))
    ticket = BuildTicket.objects.filter(
        submission=version.submission_id, format=format_name, failures__gt=0
    ).first()
    if ticket is None or version.submission and stored_rendition(version.submission, format_name):
        reasons.append("There is no file of this kind that could not be made.")
    if reasons or ticket is None:
        raise MoveRefused(reasons)
    ticket.not_before = None
    ticket.save()
    return ticket
