"""Loading the demonstration council, act by act, as officers would have done it."""

import json
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from django.contrib.auth.models import Group
from django.db import transaction
from tqdm import tqdm

from policies.actions import deciding, drafting, publishing, recording, submitting, text
from policies.actions.people import set_up_roles
from policies.actions.record import keep
from policies.domain.content import Contact as ContactWords
from policies.domain.content import Kind, RelatedDocument, Section, VersionContent
from policies.domain.lifecycle import Outcome
from policies.domain.numbering import VersionNumber
from policies.domain.roles import Role
from policies.intake.marked import read_marked_text
from policies.models import (
    Body,
    Contact,
    Council,
    Document,
    LawReference,
    Post,
    PostHolding,
    User,
    Version,
)

PASSWORD = "heather-on-the-moor"
NAME = "Brackenmoor Borough Council"


def other_council() -> str:
    """Return the name of the council that this installation serves, if it is a real one."""
    council = Council.objects.exclude(name=NAME).first()
    return council.name if council else ""


def sign_ins() -> Iterator[tuple[str, str]]:
    """Yield the name of each person of the demonstration and their roles in words."""
    for person in User.objects.filter(is_active=True).order_by("id"):
        yield person.username, ", ".join(role.label for role in Role if role in person.roles)


@transaction.atomic
def load(*, folder: Path, show_progress: bool = False) -> bool:
    """Load everything in ``folder``; return False, with nothing done, if it was loaded before."""
    set_up_roles()
    if Council.objects.filter(name=NAME).exists():
        return False
    described = json.loads((folder / "demonstration/council.json").read_text())
    council = _make_council(described)
    _make_law_register(json.loads((folder / "law_register.json").read_text()))
    documents = json.loads((folder / "demonstration/documents.json").read_text())
    for document in tqdm(documents, desc="Documents", disable=not show_progress):
        _load_document(council, document, folder / "demonstration")
    return True


def _make_council(described: dict[str, Any]) -> Council:
    ask = described["other_formats"]
    council = keep(
        Council(
            name=described["name"],
            short_name=described["short_name"],
            nations=",".join(described["nations"]),
            language=described["language"],
            brand_colour=described["brand_colour"],
            brand_text_colour=described["brand_text_colour"],
            other_formats=ask["text"],
            other_formats_email=ask["email"],
            other_formats_telephone=ask["telephone"],
        ),
        by=None,
        at=_FIRST,
        why="Demonstration",
    )
    for body in described["bodies"]:
        keep(Body(council=council, **body), by=None, at=_FIRST, why="Demonstration")
    for post in described["posts"]:
        keep(Post(council=council, **post), by=None, at=_FIRST, why="Demonstration")
    for contact in described["contacts"]:
        keep(Contact(council=council, **contact), by=None, at=_FIRST, why="Demonstration")
    for person in described["people"]:
        _make_person(person)
    return council


_FIRST = datetime(2016, 5, 9, 9, 0, tzinfo=UTC)


def _make_person(described: dict[str, Any]) -> None:
    roles = [Role(role) for role in described["roles"]]
    person = User.objects.create_user(
        described["username"],
        password=PASSWORD,
        first_name=described["full_name"],
        is_staff=bool({*roles} - {Role.MEMBER}),
    )
    person.groups.set(Group.objects.filter(name__in=[role.label for role in roles]))
    holding = PostHolding(
        post=Post.objects.get(title=described["post"]), person=person, held_from=_FIRST.date()
    )
    keep(holding, by=None, at=_FIRST, why="Demonstration")


def _make_law_register(rows: list[dict[str, Any]]) -> None:
    made: dict[str, LawReference] = {}
    for row in rows:
        row = {**row, "jurisdictions": ",".join(row["jurisdictions"])}
        row.pop("superseded_by")
        law = LawReference(**row)
        made[law.code] = keep(law, by=None, at=_FIRST, why="Law register as first drawn up")
    for row in rows:
        if row["superseded_by"]:
            law = made[row["code"]]
            law.superseded_by = made[row["superseded_by"]]
            keep(law, by=None, at=_FIRST, why="Law register as first drawn up")


def _load_document(council: Council, described: dict[str, Any], folder: Path) -> None:
    officer = _holder(Role.CORPORATE_OFFICER)
    document = drafting.create_document(
        council=council,
        slug=described["slug"],
        reference=described["reference"],
        title=described["title"],
        owner_post=Post.objects.get(title=described["owner_post"]),
        deciding_body=_deciding_body(described["versions"]),
        review_interval_months=described["review_interval_months"],
        by=officer,
        at=_FIRST,
    )
    before: tuple[Section, ...] = ()
    for version in described["versions"]:
        sections = read_marked_text((folder / version["file"]).read_text(), before)
        content = _content(document, described, version, sections)
        _ROUTES[version["route"]](document, described, version, content)
        before = sections


def _deciding_body(versions: list[dict[str, Any]]) -> Body:
    """The body that decided on the last version that was decided here."""
    decided = [version["decided_by"] for version in versions if version["route"] == "portal"]
    body: Body = Body.objects.get(name=decided[-1])
    return body


def _content(
    document: Document,
    described: dict[str, Any],
    version: dict[str, Any],
    sections: tuple[Section, ...],
) -> VersionContent:
    return VersionContent(
        reference=document.reference,
        slug=document.slug,
        number=version["number"],
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
        sections=sections,
        contacts=tuple(ContactWords(name=name) for name in described["contacts"]),
        related=tuple(RelatedDocument(**related) for related in described["related"]),
    )


def _record_from_paper(
    document: Document,
    described: dict[str, Any],
    version: dict[str, Any],
    content: VersionContent,
) -> None:
    decision = recording.PaperDecision(
        body=Body.objects.get(name=version["decided_by"]),
        decided_on=date.fromisoformat(version["decided_on"]),
        minute_reference=version["minute_reference"],
        resolution=version["resolution"],
    )
    recording.record_past_version(
        document=document,
        number=VersionNumber.parsed(version["number"]),
        content=content,
        author_post=Post.objects.get(title=described["author_post"]),
        in_force_from=date.fromisoformat(version["in_force_from"]),
        decisions=[decision],
        evidence=version["evidence"],
        next_review_on=date.fromisoformat(version["next_review_on"]),
        by=_holder(Role.CORPORATE_OFFICER),
        at=_at(date(2026, 1, 12)),
    )


def _write_draft(
    document: Document,
    described: dict[str, Any],
    version: dict[str, Any],
    content: VersionContent,
    at: datetime = datetime(2026, 11, 2, 10, 0, tzinfo=UTC),
) -> Version:
    author = _holder(Role.AUTHOR)
    draft = drafting.start_version(
        document=document,
        number=VersionNumber.parsed(version["number"]),
        author_post=Post.objects.get(title=described["author_post"]),
        by=author,
        at=at,
    )
    recording.describe(draft, content)
    contacts: Iterable[Contact] = Contact.objects.filter(name__in=described["contacts"])
    draft = drafting.save_draft(version=draft, contacts=contacts, by=author, at=at)
    text.replace_text(version=draft, content=content, by=author, at=at, why="Written")
    return draft


def _take_through(
    document: Document,
    described: dict[str, Any],
    version: dict[str, Any],
    content: VersionContent,
) -> None:
    """Write, submit, decide and publish a version as the portal would have seen it."""
    decided = _at(date.fromisoformat(version["decided_on"]), hour=18)
    published = _at(date.fromisoformat(version["in_force_from"]))
    draft = _write_draft(document, described, version, content, decided - timedelta(days=21))
    submitting.submit_version(
        version=draft, by=_holder(Role.AUTHOR), at=decided - timedelta(days=14)
    )
    decision = deciding.enter_decision(
        version=draft,
        body=Body.objects.get(name=version["decided_by"]),
        outcome=Outcome.APPROVED,
        decided_on=decided.date(),
        minute_reference=version["minute_reference"],
        resolution=version["resolution"],
        by=_holder(Role.DEMOCRATIC_SERVICES_CLERK),
        at=min(decided + timedelta(hours=1), published),
    )
    deciding.confirm_decision(
        decision=decision,
        by=_holder(Role.CONFIRMING_OFFICER),
        at=min(decided + timedelta(hours=2), published),
    )
    publishing.publish_version(
        version=draft,
        by=_holder(Role.CORPORATE_OFFICER),
        at=published,
        next_review_on=date.fromisoformat(version["next_review_on"]),
    )


_ROUTES: dict[str, Callable[[Document, dict[str, Any], dict[str, Any], VersionContent], object]] = {
    "paper": _record_from_paper,
    "portal": _take_through,
    "draft": _write_draft,
}


def _at(day: date, hour: int = 9) -> datetime:
    return datetime.combine(day, time(hour), tzinfo=UTC)


def _holder(role: Role) -> User:
    person: User = User.objects.filter(groups__name=role.label).order_by("id")[0]
    return person
