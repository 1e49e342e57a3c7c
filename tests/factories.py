"""An invented borough, its people and its documents, all made by calling the actions."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from django.contrib.auth.models import Group

from policies.actions import deciding, drafting, keeping_routes, publishing, submitting, text
from policies.actions.keeping_routes import StageWords
from policies.actions.people import set_up_roles
from policies.domain.content import ItemKind
from policies.domain.lifecycle import Outcome
from policies.domain.roles import Role
from policies.models import (
    Body,
    Contact,
    Council,
    GuidanceItem,
    LawReference,
    Post,
    PostHolding,
    Route,
    Section,
    User,
    Version,
)

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
PASSWORD = "brackenmoor-heather-27"


class Town:
    """Brackenmoor Borough Council, with one person in each role.

    ``at`` is the moment of the next act; each act moves it on by a minute.
    """

    def __init__(self) -> None:
        set_up_roles()
        self.at = NOON
        self.council = Council.objects.create(
            name="Brackenmoor Borough Council",
            short_name="Brackenmoor",
            other_formats="Ask for large print, Braille or audio.",
            other_formats_email="formats@brackenmoor.example",
            other_formats_telephone="01632 960001",
        )
        self.body = Body.objects.create(
            council=self.council, name="Standards Committee", kind=Body.Kind.STANDARDS
        )
        self.owner_post = self.make_post("Corporate Officer", Role.CORPORATE_OFFICER)
        self.author_post = self.make_post("Governance Adviser", Role.AUTHOR)
        self.contact = Contact.objects.create(
            council=self.council,
            name="Democratic Services",
            purpose="Questions about this policy",
            email="democratic@brackenmoor.example",
            telephone="01632 960002",
        )
        self.law = LawReference.objects.create(
            code="defamation-act-2013",
            short_title="Defamation Act 2013",
            provision="section 1",
            topic="Defamation",
            summary="You answer yourself for what you publish, and for what you share.",
        )
        self.author = self.make_person("author", Role.AUTHOR, post=self.author_post)
        self.officer = self.make_person("officer", Role.CORPORATE_OFFICER, post=self.owner_post)
        self.clerk = self.make_person("clerk", Role.DEMOCRATIC_SERVICES_CLERK)
        self.confirmer = self.make_person("confirmer", Role.CONFIRMING_OFFICER)
        self.monitoring = self.make_person("monitoring", Role.MONITORING_OFFICER)
        self.administrator = self.make_person("administrator", Role.ADMINISTRATOR)
        self.auditor = self.make_person("auditor", Role.AUDITOR)
        self.member = self.make_person("member", Role.MEMBER)

    def now(self) -> datetime:
        """The moment of this act; the next is a minute later."""
        self.at += timedelta(minutes=1)
        return self.at

    def wait(self, days: int) -> None:
        """Let days pass."""
        self.at += timedelta(days=days)

    def make_post(self, title: str, role: Role | None = None) -> Post:
        return Post.objects.create(
            council=self.council, title=title, role=role.value if role else ""
        )

    def make_person(self, name: str, *roles: Role, post: Post | None = None) -> User:
        person = User.objects.create_user(
            name, password=PASSWORD, is_staff=bool({*roles} - {Role.MEMBER})
        )
        person.groups.set(Group.objects.filter(name__in=[role.label for role in roles]))
        if post:
            PostHolding.objects.create(post=post, person=person, held_from=date(2015, 5, 1))
        return person

    def make_document(
        self, slug: str = "social-media", title: str = "Social media policy", **named
    ):
        return drafting.create_document(
            council=self.council,
            slug=slug,
            reference=f"BBC-{slug}",
            title=title,
            owner_post=self.owner_post,
            by=self.author,
            at=self.now(),
            **named,
        )

    def make_body(self, name: str, kind: str = Body.Kind.COMMITTEE) -> Body:
        return Body.objects.create(council=self.council, name=name, kind=kind)

    def make_route(self, *stages: StageWords, name: str = "Route") -> Route:
        """A route with these stages, in the order given."""
        numbered = [replace(stage, position=n) for n, stage in enumerate(stages, start=1)]
        return keeping_routes.make_route(
            council=self.council, name=name, stages=numbered, by=self.officer, at=self.now()
        )

    def make_draft(self, document=None, **described) -> Version:
        """A draft with an introduction, risks, dos and don'ts and a law reference."""
        document = document or self.make_document()
        version = drafting.start_version(
            document=document, author_post=self.author_post, by=self.author, at=self.now()
        )
        version.summary = "How members use social media, and what the law asks of them."
        version.audience = "Elected members"
        version.coverage = "All members and co-opted members"
        version.change_summary = "Says more about private messages."
        version.change_reason = "Members asked for it."
        for name, value in described.items():
            setattr(version, name, value)
        version = drafting.save_draft(
            version=version, contacts=[self.contact], by=self.author, at=self.now()
        )
        if not version.sections.exists():
            self._write(version)
        return version

    def _write(self, version: Version) -> None:
        scope = self.write_section(version, "Scope", "This policy applies to **all** members.")
        self.write_section(version, "Private groups", "Anything may be shared.", level=2)
        dos = self.write_section(
            version, "Dos and don’ts", "Think before you post.", key="dos-and-donts"
        )
        self.write_item(dos, ItemKind.DO, "Check a claim before you share it.", key_point=True)
        self.write_item(dos, ItemKind.DONT, "Do not post in anger.")
        text.save_section(section=scope, laws=[self.law], by=self.author, at=self.now())

    def write_section(
        self, version: Version, heading: str, body: str, level: int = 1, key: str = ""
    ) -> Section:
        section = Section(version=version, heading=heading, body=body, level=level, key=key)
        return text.save_section(section=section, by=self.author, at=self.now())

    def write_item(
        self, section: Section, kind: ItemKind, words: str, key_point: bool = False
    ) -> GuidanceItem:
        item = GuidanceItem(
            section=section,
            position=section.items.count() + 1,
            kind=kind.value,
            text=words,
            reason="It may be wrong.",
            is_key_point=key_point,
        )
        return text.save_item(item=item, by=self.author, at=self.now())

    def make_in_review(self, document=None, **described) -> Version:
        version = self.make_draft(document, **described)
        submitting.submit_version(version=version, by=self.author, at=self.now())
        return self.fresh(version)

    def enter_decision(
        self,
        version: Version,
        outcome: Outcome = Outcome.APPROVED,
        body: Body | None = None,
        **said,
    ):
        at = self.now()
        return deciding.enter_decision(
            version=version,
            body=body or self.body,
            outcome=outcome,
            decided_on=at.date(),
            minute_reference="Minute 12",
            resolution="RESOLVED: that the text be adopted.",
            by=self.clerk,
            at=at,
            **said,
        )

    def decide(self, version: Version, body: Body, outcome: Outcome, **said) -> Version:
        """Enter what a body said and let the second officer confirm it."""
        decision = self.enter_decision(version, outcome, body, **said)
        deciding.confirm_decision(decision=decision, by=self.confirmer, at=self.now())
        return self.fresh(version)

    def make_approved(self, document=None, **described) -> Version:
        version = self.make_in_review(document, **described)
        decision = self.enter_decision(version)
        deciding.confirm_decision(decision=decision, by=self.confirmer, at=self.now())
        return self.fresh(version)

    def make_in_force(self, document=None, **described) -> Version:
        version = self.make_approved(document, **described)
        publishing.publish_version(version=version, by=self.officer, at=self.now())
        return self.fresh(version)

    def make_successor(self, version: Version, **described) -> Version:
        """Publish the next version of a document, a day later."""
        self.wait(days=1)
        return self.make_in_force(version.document, **described)

    def fresh(self, version: Version) -> Version:
        return Version.objects.get(pk=version.pk)
