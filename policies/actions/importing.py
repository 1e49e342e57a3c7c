"""Making a draft from what was read of a file."""

import uuid
from dataclasses import replace
from datetime import datetime

from django.db import transaction
from django.utils.text import slugify

from policies.actions.drafting import create_document, save_draft, start_version
from policies.actions.text import replace_text
from policies.domain.content import GuidanceItem, Kind, Section, VersionContent
from policies.domain.errors import ContentRefused, MoveRefused, SourceRefused
from policies.domain.lineage import carried_over
from policies.domain.numbering import VersionNumber
from policies.intake.result import ImportedDocument, ImportedSection
from policies.models import Council, Document, User, Version

# Deeper headings than this become parts of the deepest level that a section can have.
DEEPEST = 3


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
                level=min(section.level, DEEPEST),
                printed_number=section.number,
                key=section.key,
                markdown=section.body,
                items=tuple(
                    GuidanceItem(
                        kind=item.kind,
                        text=item.text,
                        reason=item.reason,
                        is_key_point=item.is_key_point,
                    )
                    for item in section.items
                ),
            )
            for section in sections_with_words(imported)
        ),
    )


def content_over(base: VersionContent, imported: ImportedDocument) -> VersionContent:
    """Return the text that comes of putting what was read in the place of another text.

    Sections that go on keep their lineage and what no file can say; new ones have an empty
    lineage. Contacts, related documents and what the file does not state stay as they are.
    Raises SourceRefused for a committee report, ContentRefused if there is no title.
    """
    title = imported.title.strip()[:200]
    if not title:
        raise ContentRefused("No title was found. Give it one.")
    read = content_from_import(imported)
    return replace(
        base,
        title=title,
        kind=read.kind,
        sections=carried_over(read.sections, base.sections),
        summary=base.summary or _printed_summary(imported),
        keywords=_printed_keywords(imported) or base.keywords,
        classification=_printed_classification(imported) or base.classification,
    )


def sections_with_words(imported: ImportedDocument) -> tuple[ImportedSection, ...]:
    """Return the sections that become sections of a version.

    Where all that stood under a heading went to the control block, which the portal prints
    itself, the heading alone would be an empty section.
    """
    return tuple(
        section
        for section in imported.sections
        if section.key != "document-control" or section.body.strip() or section.items
    )


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
    slug = slug or slugify(imported.title)[:80]
    document = Document.objects.filter(slug=slug).first()
    if document is None:
        document = _document_for(imported, slug, council, by=by, at=at)
    number = usable_number(imported, document)
    version = start_version(document=document, number=number, by=by, at=at)
    return write_over(version=version, imported=imported, by=by, at=at, why="Imported")


@transaction.atomic
def write_over(
    *, version: Version, imported: ImportedDocument, by: User, at: datetime, why: str
) -> Version:
    """Put what was read in the place of a draft's title, kind and sections.

    Raises what ``content_over`` raises, and MoveRefused if the version is not a draft.
    """
    content = content_over(version.as_content(), imported)
    version.title, version.kind = content.title, content.kind.value
    version.summary, version.classification = content.summary, content.classification
    version.keywords = ", ".join(content.keywords)[:300]
    version = save_draft(version=version, by=by, at=at, why=why)
    replace_text(version=version, content=content, by=by, at=at, why=why)
    return version


# What the printed control block says of the text is taken over, and no names of people.


def _printed_summary(imported: ImportedDocument) -> str:
    labels = ("description", "purpose", "aim")
    printed = (imported.control.get(label) for label in labels)
    return next((words for words in printed if isinstance(words, str) and words), "")


def _printed_keywords(imported: ImportedDocument) -> tuple[str, ...]:
    printed = imported.control.get("keywords")
    words = printed.replace(";", ",").split(",") if isinstance(printed, str) else ()
    return tuple(word.strip() for word in words if word.strip())


def _printed_classification(imported: ImportedDocument) -> str:
    printed = imported.control.get("classification")
    return str(printed) if printed in Version.Classification.values else ""


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


def usable_number(imported: ImportedDocument, document: Document) -> VersionNumber | None:
    """Return the printed number if it is one and comes after every number used, else None."""
    printed = imported.control.get("version")
    try:
        number = VersionNumber.parsed(str(printed))
    except ContentRefused:
        return None
    last = document.versions.order_by("-major", "-minor").first()
    return None if last and number <= last.number else number
