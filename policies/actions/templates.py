"""Starting a document's first version from a template, so that nobody starts from an empty page."""

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.db import transaction

from policies.actions.drafting import save_draft, start_version
from policies.actions.text import replace_text
from policies.domain.content import Kind, VersionContent
from policies.domain.errors import ContentRefused
from policies.domain.numbering import VersionNumber
from policies.intake.marked import read_marked_text
from policies.models import Document, LawReference, Post, User, Version


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """A text to start from: what it is for, and where it is kept."""

    name: str
    summary: str
    kind: Kind
    file: Path


def templates_in(folder: Path) -> tuple[Template, ...]:
    """Return the templates that ``templates.json`` of this folder lists, in its order."""
    rows = json.loads((folder / "templates.json").read_text(encoding="utf-8"))
    return tuple(
        Template(
            name=row["name"],
            summary=row["summary"],
            kind=Kind(row["kind"]),
            file=folder / row["file"],
        )
        for row in rows
    )


@transaction.atomic
def start_from_template(
    *,
    document: Document,
    template: Template,
    by: User,
    at: datetime,
    author_post: Post | None = None,
    number: VersionNumber | None = None,
) -> Version:
    """Start the first version of a document with the text of a template.

    Law references that the register does not have are left out. Raises MoveRefused as
    ``start_version`` does, ContentRefused if the document has a version already.
    """
    if document.versions.exists():
        raise ContentRefused(
            "A template is for a document without a version. Start from the version there is."
        )
    sections = read_marked_text(template.file.read_text(encoding="utf-8"))
    known = set(LawReference.objects.values_list("code", flat=True))
    version = start_version(document=document, author_post=author_post, number=number, by=by, at=at)
    version.kind = template.kind.value
    version = save_draft(version=version, by=by, at=at, why=f"Template: {template.name}")
    content = VersionContent(
        reference=document.reference,
        slug=document.slug,
        number=str(version.number),
        title=version.title,
        kind=template.kind,
        sections=tuple(section.without_laws_but(known) for section in sections),
    )
    replace_text(version=version, content=content, by=by, at=at, why=f"Template: {template.name}")
    return version
