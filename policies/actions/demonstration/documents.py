"""The documents of the demonstration and their texts: written as drafts, or known from paper."""

import json
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

from policies.actions import drafting, recording, text, translating
from policies.actions.demonstration.council import FIRST
from policies.domain.content import Contact as ContactWords
from policies.domain.content import Kind, RelatedDocument, VersionContent
from policies.domain.numbering import VersionNumber
from policies.intake.marked import read_marked_text
from policies.models import Body, Contact, Council, Document, Post, Route, User, Version


class Shelf:
    """The documents that a folder describes, with the text of each of their versions."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        rows = json.loads((folder / "documents.json").read_text())
        self.described: dict[str, dict[str, Any]] = {row["slug"]: row for row in rows}

    def make_documents(self, council: Council) -> None:
        """Make every document, still without a version."""
        officer = User.objects.get(username="corporate-officer")
        for described in self.described.values():
            drafting.create_document(
                council=council,
                slug=described["slug"],
                reference=described["reference"],
                title=described["title"],
                owner_post=Post.objects.get(title=described["owner_post"]),
                route=Route.objects.get(name=described["route"]),
                minor_route=Route.objects.filter(name=described["minor_route"]).first(),
                review_interval_months=described["review_interval_months"],
                by=officer,
                at=FIRST,
            )

    def record_from_paper(
        self,
        *,
        document: Document,
        number: str,
        body: Body,
        decided_on: date,
        minute_reference: str,
        resolution: str,
        by: User,
        at: datetime,
        **dates_and_evidence: Any,
    ) -> None:
        """Record a version that was in force before the portal."""
        recording.record_past_version(
            document=document,
            number=VersionNumber.parsed(number),
            content=self._content(document, number),
            author_post=self._author_post(document),
            decisions=[
                recording.PaperDecision(
                    body=body,
                    decided_on=decided_on,
                    minute_reference=minute_reference,
                    resolution=resolution,
                )
            ],
            by=by,
            at=at,
            **dates_and_evidence,
        )

    def write(
        self,
        *,
        document: Document,
        number: str,
        as_first_written: Mapping[str, str] | None = None,
        by: User,
        at: datetime,
    ) -> None:
        """Write a draft. ``as_first_written`` says which passages read otherwise at first."""
        content = self._content(document, number, as_first_written or {})
        draft = drafting.start_version(
            document=document,
            number=VersionNumber.parsed(number),
            author_post=self._author_post(document),
            by=by,
            at=at,
        )
        recording.describe(draft, content)
        named = self.described[document.slug]["contacts"]
        contacts = Contact.objects.filter(name__in=named)
        draft = drafting.save_draft(version=draft, contacts=contacts, by=by, at=at)
        text.replace_text(version=draft, content=content, by=by, at=at, why="Written")

    def write_anew(self, *, version: Version, by: User, at: datetime) -> None:
        """Give a draft that was taken back the text that it has now."""
        content = self._content(version.document, str(version.number))
        text.replace_text(version=version, content=content, by=by, at=at, why="Written anew")

    def translate(
        self, *, version: Version, language: str, translator: str, by: User, at: datetime
    ) -> None:
        """Bring in the text of a version in another language, and submit it."""
        begun = translating.start_translation(
            version=version, language=language, translator=translator, by=by, at=at
        )
        file = self.folder / f"{version.document.slug}-{version.number}-{language}.md"
        text = file.read_text(encoding="utf-8")
        translating.bring_in_translation(translation=begun, text=text, by=by, at=at)
        translating.submit_translation(translation=begun, by=by, at=at)

    def _author_post(self, document: Document) -> Post:
        return Post.objects.get(title=self.described[document.slug]["author_post"])

    def _content(
        self, document: Document, number: str, at_first: Mapping[str, str] | None = None
    ) -> VersionContent:
        """The text with this number, its sections in the line of those before them."""
        described = self.described[document.slug]
        version = next(one for one in described["versions"] if one["number"] == number)
        marked = (self.folder / version["file"]).read_text()
        for now, then in (at_first or {}).items():
            marked = marked.replace(now, then)
        last = document.latest_version()
        return VersionContent(
            reference=document.reference,
            slug=document.slug,
            number=number,
            title=version["title"],
            kind=Kind(version["kind"]),
            summary=version["summary"],
            audience=version["audience"],
            coverage=version["coverage"],
            classification=version["classification"],
            keywords=tuple(version["keywords"]),
            change_class=version["change_class"],
            change_summary=version["change_summary"],
            change_reason=version["change_reason"],
            sections=read_marked_text(marked, last.as_content().sections if last else ()),
            contacts=tuple(ContactWords(name=name) for name in described["contacts"]),
            related=tuple(RelatedDocument(**related) for related in described["related"]),
        )
