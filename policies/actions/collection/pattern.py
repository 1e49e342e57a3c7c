"""The document that the others are copies of, and the small council whose record it is."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

from django.contrib.auth.models import Group
from django.db import transaction

from policies.actions import drafting, recording
from policies.actions.people import set_up_roles
from policies.actions.record import keep
from policies.domain.content import Kind, Section, VersionContent
from policies.domain.dates import london_day
from policies.domain.errors import ContentRefused
from policies.domain.numbering import ChangeClass, VersionNumber
from policies.domain.roles import Role
from policies.intake.marked import read_marked_text
from policies.models import Body, Council, Document, LawReference, Post, PostHolding, User

MOST_VERSIONS = 90
# So many figures does the number of a document have, wherever its words name it.
FIGURES = 6
# The first version was in force so long ago that the last of them is not in the future.
_BETWEEN = timedelta(days=91)
# Earlier versions are as short as a collection can be: the text in force has the weight.
_EARLIER_SECTIONS = 2


def number_in_words(number: int) -> str:
    """Return the number of a document as its title, slug, reference and anchors have it."""
    return f"{number:0{FIGURES}}"


@transaction.atomic
def make_small_council(*, at: datetime) -> User:
    """Make a council with a body, a post and an officer without a password; return the officer."""
    set_up_roles()
    council = Council(
        name="Council of the collection", short_name="Collection", other_formats="Ask us."
    )
    keep(council, by=None, at=at, why="Collection")
    post = Post(council=council, title="Corporate Officer", role=Role.CORPORATE_OFFICER.value)
    keep(post, by=None, at=at, why="Collection")
    body = Body(council=council, name="Standards Committee", kind=Body.Kind.STANDARDS)
    keep(body, by=None, at=at, why="Collection")
    officer = User.objects.create_user("collection-officer", is_staff=True)
    officer.groups.set(Group.objects.filter(name=Role.CORPORATE_OFFICER.label))
    holding = PostHolding(post=post, person=officer, held_from=date(2000, 1, 1))
    keep(holding, by=None, at=at, why="Collection")
    return officer


@transaction.atomic
def make_pattern(*, number: int, versions: int, text: Path, by: User, at: datetime) -> Document:
    """Put a document with so many versions on record, the last of them in force, and return it.

    ``text`` is in the strict shape of ``intake.marked``; its law references count where the
    register has them. Raises ContentRefused if there are to be no versions, or too many.
    """
    if not 1 <= versions <= MOST_VERSIONS:
        raise ContentRefused(f"A document has 1 to {MOST_VERSIONS} versions here.")
    named, post = number_in_words(number), Post.objects.get(role=Role.CORPORATE_OFFICER.value)
    document = drafting.create_document(
        council=post.council,
        slug=f"collection-{named}",
        reference=f"COLLECTION-{named}",
        title=f"Policy {named} of the collection",
        owner_post=post,
        by=by,
        at=at,
    )
    content = _content(document, named, text)
    for major in range(1, versions + 1):
        is_last = major == versions
        began = london_day(at) - _BETWEEN * (versions - major + 1)
        recording.record_past_version(
            document=document,
            number=VersionNumber(major, 0),
            content=content if is_last else replace(content, sections=_short(content)),
            author_post=post,
            in_force_from=began,
            decisions=[_decision(began, major)],
            evidence="Made for measuring.",
            next_review_on=london_day(at) + timedelta(days=365) if is_last else None,
            by=by,
            at=at,
        )
    return document


def _content(document: Document, named: str, text: Path) -> VersionContent:
    known = {*LawReference.objects.values_list("code", flat=True)}
    sections = read_marked_text(text.read_text(encoding="utf-8"))
    return VersionContent(
        reference=document.reference,
        slug=document.slug,
        number="1.0",
        title=document.title,
        kind=Kind.POLICY,
        summary=f"How members use social media, in the words of document {named}.",
        audience="Elected members",
        coverage="All members and co-opted members",
        change_class=ChangeClass.NEW.value,
        change_summary="Made for measuring.",
        change_reason="Made for measuring.",
        sections=tuple(
            # Each document has lineages of its own, which its number is part of.
            replace(section.without_laws_but(known), lineage=named + section.lineage[FIGURES:])
            for section in sections
        ),
    )


def _short(content: VersionContent) -> tuple[Section, ...]:
    return tuple(replace(one, laws=()) for one in content.sections[:_EARLIER_SECTIONS])


def _decision(day: date, major: int) -> recording.PaperDecision:
    return recording.PaperDecision(
        body=Body.objects.get(),
        decided_on=day,
        minute_reference=f"Minute {major}",
        resolution="RESOLVED: that the text be adopted.",
    )
