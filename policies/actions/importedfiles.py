"""Bringing a file in at the desk: it is kept, looked through, and put into the draft."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import transaction

from policies.actions.drafting import start_version
from policies.actions.importing import content_over, usable_number, write_over
from policies.actions.record import take_turn
from policies.domain import readiness
from policies.domain.content import Kind, VersionContent, canonical_bytes, sha256_of
from policies.domain.dates import london_day
from policies.domain.errors import ContentRefused, MoveRefused, SourceRefused, StaleSave
from policies.intake.placements import Placement, placed, undecided
from policies.intake.reading import read_file
from policies.intake.result import ImportedDocument
from policies.intake.wording import shortened
from policies.models import Document, ImportedFile, User, Version
from policies.models.restriction import public_text_of

# More than an officer can place one by one: such a file has headings that nobody can see.
MOST_UNPLACED = 60


def reasons_against_bringing_in(document: Document, *, by: User, at: datetime) -> tuple[str, ...]:
    """Return every reason why this person cannot bring a file into this document now."""
    version = document.open_version()
    return readiness.reasons_against_bringing_in(
        readiness.Situation(
            status=version.state if version else None,
            day=london_day(at),
            roles=by.roles,
            is_active=by.is_active,
            open_version=str(version.number) if version else "",
        )
    )


@transaction.atomic
def keep_file(
    *, document: Document, name: str, content: bytes, by: User, at: datetime
) -> ImportedFile:
    """Keep a file that was brought in; the same file twice is kept once while it waits.

    Raises MoveRefused if the document takes no file now or the role is wrong, SourceRefused if
    the file cannot be read.
    """
    document = take_turn(document)
    _refuse(reasons_against_bringing_in(document, by=by, at=at))
    # The end of a long name says of what form the file is.
    name = name[-200:]
    imported = read_file(content, name=name)
    if len(imported.unplaced) > MOST_UNPLACED:
        raise SourceRefused(
            f"{len(imported.unplaced)} passages of the file stand under no heading. "
            "Mark its headings as headings, save it and bring it in again."
        )
    sha256 = sha256_of(content)
    waiting = document.imported_files.waiting().filter(sha256=sha256).first()
    return waiting or ImportedFile.objects.create(
        document=document, name=name, content=content, sha256=sha256, by=by, at=at
    )


@transaction.atomic
def keep_choices(
    *,
    file: ImportedFile,
    title: str,
    kind: str,
    placements: Mapping[int, Placement],
    by: User,
    at: datetime,
) -> ImportedFile:
    """Keep what an officer decided so far about a file that waits.

    Raises MoveRefused if its words are in a version already, the document takes no file now, or
    the role is wrong.
    """
    document = take_turn(file.document)
    file = ImportedFile.objects.get(pk=file.pk)
    _refuse([*_reasons_in(file), *reasons_against_bringing_in(document, by=by, at=at)])
    file.title, file.kind = title, kind
    file.placements = {str(place): asdict(placement) for place, placement in placements.items()}
    file.save()
    return file


def _reasons_in(file: ImportedFile) -> Iterator[str]:
    if file.version:
        yield f"The words of this file are in version {file.version.number} already."


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """What would become of a file: as it was read, as it was placed, and the text before it.

    ``draft`` is the version that it goes over; without one a new draft is started over
    ``before``, the text of the version in force or the last one, if there is any. ``seen_as``
    tells the draft, its text and the reading of this moment from any others, in this order.
    """

    read: ImportedDocument
    placed: ImportedDocument
    placements: Mapping[int, Placement]
    draft: Version | None
    before: VersionContent | None
    seen_as: str

    def after(self) -> VersionContent:
        """Return the text that there would be.

        Raises SourceRefused for a committee report, ContentRefused if there is no title.
        """
        return content_over(self.before or _BLANK, self.placed)

    def reasons_against(self) -> Iterator[str]:
        """Yield what is still to be decided before this can be put into a draft."""
        try:
            self.after()
        except (SourceRefused, ContentRefused) as refusal:
            yield from refusal.reasons
        for passage in undecided(self.read, self.placements):
            yield (
                f"Say where these words go: “{shortened(passage.text)}” "
                f"({_lines_named(passage.lines)})."
            )


_BLANK = VersionContent(reference="", slug="", number="", title="", kind=Kind.POLICY)


def proposal_for(file: ImportedFile) -> Proposal:
    """Return what would become of a file with the choices that are kept with it.

    Raises SourceRefused if the file cannot be read any more.
    """
    document = file.document
    draft = document.open_version()
    basis = draft or document.versions.in_force().first() or document.latest_version()
    before = public_text_of(basis) if basis else None
    kind = Kind(file.kind) if file.kind else None
    read = read_file(bytes(file.content), name=file.name, kind=kind, title=file.title)
    placements = {int(place): Placement(**kept) for place, kept in file.placements.items()}
    return Proposal(
        read=read,
        placed=placed(read, placements),
        placements=placements,
        draft=draft,
        before=before,
        seen_as=_seen_as(draft, before, read),
    )


def _seen_as(draft: Version | None, before: VersionContent | None, read: ImportedDocument) -> str:
    report = read.as_report()
    seen = json.dumps([report["sections"], report["unplaced"]])
    text = canonical_bytes(before) if before else b""
    return f"{draft.pk if draft else ''}.{sha256_of(text)}.{sha256_of(seen.encode())}"


def _what_changed(shown: str, now: str) -> str:
    (draft, text, _), (draft_now, text_now, _) = (f"{one}..".split(".")[:3] for one in (shown, now))
    if draft != draft_now:
        change = "started" if draft_now else "taken out of the way"
        return f"A draft was {change} after this page was shown."
    if text != text_now:
        return "Someone changed the draft after this page was shown."
    return "With this title and this kind the file is read otherwise than it was on this page."


@transaction.atomic
def put_into_draft(*, file: ImportedFile, seen_as: str, by: User, at: datetime) -> Version:
    """Put the words of a file into the draft of its document, or into a new draft.

    ``seen_as`` is that of the proposal which the officer was shown. Raises MoveRefused or
    ContentRefused with every reason against, StaleSave if the draft was changed since.
    """
    document = take_turn(file.document)
    file = ImportedFile.objects.get(pk=file.pk)
    _refuse([*_reasons_in(file), *reasons_against_bringing_in(document, by=by, at=at)])
    proposal = proposal_for(file)
    reasons = tuple(proposal.reasons_against())
    if reasons:
        raise ContentRefused(reasons)
    if proposal.seen_as != seen_as:
        raise StaleSave(
            f"{_what_changed(seen_as, proposal.seen_as)} Your choices are kept. "
            "Look through what would change now, then put it into the draft."
        )
    version = proposal.draft or start_version(
        document=document, number=usable_number(proposal.read, document), by=by, at=at
    )
    file.version = write_over(
        version=version, imported=proposal.placed, by=by, at=at, why=f"Brought in from “{file}”"
    )
    file.save()
    return file.version


def _refuse(reasons: Iterable[str]) -> None:
    reasons = tuple(reasons)
    if reasons:
        raise MoveRefused(reasons)


def _lines_named(lines: tuple[int, int]) -> str:
    first, last = lines
    return f"line {first}" if first == last else f"lines {first} to {last}"
