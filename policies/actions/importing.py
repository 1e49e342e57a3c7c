"""Making a draft from what was read of a file."""

import uuid
from datetime import datetime

from django.db import transaction
from django.utils.text import slugify

from policies.actions.drafting import create_document, save_draft, start_version
from policies.actions.text import replace_text
from policies.domain.content import GuidanceItem, Kind, Section, VersionContent
from policies.domain.errors import ContentRefused, MoveRefused, SourceRefused
from policies.domain.numbering import VersionNumber
from policies.intake.result import ImportedDocument, ImportedSection
from policies.models import Council, Document, User, Version


def content_from_import(
    imported: ImportedDocument, *, slug: str = "", reference: str = "", number: str = "1.0"
) -> VersionContent:
    """Return the text that was read of a file as content, its sections with a fresh lineage.

    Raises SourceRefused for a committee report: it is about a policy and is none.
    """
    if imported.is_committee_report:
        raise SourceRefused(
            "This is a committee report, not a policy. If it is to be read as one, say its kind."
        )
    return VersionContent(
        reference=reference,
        slug=slug,
        number=number,
        title=imported.title,
        kind=Kind(imported.kind),
        sections=tuple(
            Section(
                lineage=uuid.uuid4().hex,
                heading=section.heading,
                level=section.level,
                printed_number=section.number,
                key=section.key,
                markdown=section.body,
                items=tuple(
                    GuidanceItem(kind=item.kind, text=item.text, reason=item.reason)
                    for item in section.items
                ),
            )
            for section in imported.sections
            if not _only_held_the_control_block(section)
        ),
    )


def _only_held_the_control_block(section: ImportedSection) -> bool:
    """Whether all that stood under a heading went to the control block, which the portal prints
    itself: the heading alone would be an empty section."""
    return section.key == "document-control" and not section.body.strip() and not section.items


@transaction.atomic
def import_draft(*, imported: ImportedDocument, slug: str = "", by: User, at: datetime) -> Version:
    """Make a draft of what was read: of the document with this slug, or of a new document.

    The version number is the printed one where it can be used. Raises SourceRefused for a
    committee report, MoveRefused if the document has an open version or the role is wrong,
    ContentRefused if there is no title or no council yet.
    """
    council = Council.objects.first()
    if council is None:
        raise ContentRefused("There is no council yet. Enter it on the desk first.")
    if not imported.title.strip():
        raise ContentRefused("No title was found. Give it with --title.")
    slug = slug or slugify(imported.title)[:80]
    document = Document.objects.filter(slug=slug).first()
    if document is None:
        document = _document_for(imported, slug, council, by=by, at=at)
    number = _usable_number(imported, document)
    version = start_version(document=document, number=number, by=by, at=at)
    content = content_from_import(imported, slug=slug, number=str(version.number))
    version.title, version.kind = imported.title[:200], content.kind.value
    _describe_from_control(version, imported)
    version = save_draft(version=version, by=by, at=at, why="Imported")
    replace_text(version=version, content=content, by=by, at=at, why="Imported")
    return version


def _describe_from_control(version: Version, imported: ImportedDocument) -> None:
    """Take over what the printed control block says of the text, and no names of people."""
    control = imported.control
    for label in ("description", "purpose", "aim"):
        if isinstance(control.get(label), str):
            version.summary = version.summary or control[label]
    printed = control.get("keywords")
    if isinstance(printed, str):
        words = (word.strip() for word in printed.replace(";", ",").split(","))
        version.keywords = ", ".join(word for word in words if word)[:300]
    if control.get("classification") in Version.Classification.values:
        version.classification = control["classification"]


def _document_for(
    imported: ImportedDocument, slug: str, council: Council, *, by: User, at: datetime
) -> Document:
    owner = council.posts.filter(role="corporate_officer").first() or council.posts.first()
    if owner is None:
        raise MoveRefused("There is no post to own the document. Enter one on the desk first.")
    return create_document(
        council=council,
        slug=slug,
        reference=_next_reference(),
        title=imported.title[:200],
        owner_post=owner,
        by=by,
        at=at,
    )


def _next_reference() -> str:
    """A reference that no document has yet; the officer may change it to the council's own."""
    number = Document.objects.count() + 1
    while Document.objects.filter(reference=f"DOC-{number:04}").exists():
        number += 1
    return f"DOC-{number:04}"


def _usable_number(imported: ImportedDocument, document: Document) -> VersionNumber | None:
    """The number that the file prints, if it is one and comes after every number used."""
    printed = imported.control.get("version")
    try:
        number = VersionNumber.parsed(str(printed))
    except ContentRefused:
        return None
    last = document.versions.order_by("-major", "-minor").first()
    return None if last and number <= last.number else number
