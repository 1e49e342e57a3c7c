"""Everything that has a page: the shelf, what goes with its texts, and what readers wrote."""

import re
from collections.abc import Callable
from datetime import timedelta
from urllib.parse import quote

from django.contrib.auth.models import Group
from django.db.models import Model
from django.utils import timezone

from policies.actions import (
    asking,
    commenting,
    consulting,
    importedfiles,
    keeping_told,
    page_problems,
    reporting,
    restricting,
    reviewing,
    text,
    translating,
)
from policies.actions.keeping_told import leave_address
from policies.actions.subscribing import calendar_token
from policies.domain.formatrequests import AskedFormat
from policies.domain.reviews import ReviewOutcome, TriggerKind
from policies.domain.roles import Role
from policies.models import (
    Certificate,
    Comment,
    EarlierAddress,
    ImpactAssessment,
    Invitation,
    Message,
    Response,
    SecurityEvent,
    Subscription,
    User,
)
from tests.alone import Alone
from tests.factories import Town
from tests.permissions.shelf import Shelf
from tests.permissions.walking import Browser
from tests.restricted import GROUND, NOTICE
from tests.translated import Translating

# The columns of the tables of permissions: a letter for each role; R has not signed in.
PEOPLE = {
    "M": "member",
    "A": "author",
    "C": "officer",
    "O": "monitoring",
    "S": "section151",
    "P": "portfolio",
    "D": "clerk",
    "F": "confirmer",
    "U": "auditor",
    "I": "administrator",
}
READER = "R"
EVERYONE = READER + "".join(PEOPLE)


class Scene:
    """Brackenmoor with something in every state, and a browser for each role."""

    def __init__(self, a_browser: Callable[[int], Browser] = Browser) -> None:
        self.a_browser = a_browser
        self.town = town = Town()
        # Links and letters are for today, so what is done here was done in these weeks.
        town.at = timezone.now() - timedelta(days=20)
        town.section151 = town.make_person("section151", Role.SECTION_151_OFFICER)
        self.alone = Alone(town)
        town.portfolio = self.alone.portfolio
        town.auditor.email = "butterbur@brackenmoor.example"
        town.auditor.save()
        self.shelf = Shelf(town)
        self.translating = Translating(town)
        town.at = timezone.now() - timedelta(hours=8)
        self._translate()
        self._discuss()
        self._review()
        self._delegate()
        self._write_letters()
        self.clients = {letter: self.browser(letter) for letter in EVERYONE}

    def person(self, letter: str) -> User:
        """Whoever holds this role, and no other."""
        return getattr(self.town, PEOPLE[letter])

    def browser(self, letter: str) -> Browser:
        """A new browser of whoever holds this role, in a place of its own: attempts to sign in are
        counted by where they come from."""
        browser = self.a_browser(ord(letter))
        if letter != READER:
            browser.force_login(self.person(letter))
        return browser

    def _translate(self) -> None:
        """A translation that everyone may read, its correction that nobody may yet, one that was
        begun, and those of texts that are for members and in review."""
        town, of = self.town, self.translating
        version = self.shelf["marigold"]
        of.make(version)
        again = translating.open_translation_again(
            translation=of.fresh(version), reason="A slip.", by=town.author, at=town.now()
        )
        of.write(again, "hogweed")
        of.write(of.start(version, "ur"), "fleabane")
        for word, said in (("tansyleaf", "pennyroyal"), ("foxglove", "ragwort")):
            of.submit(of.write(of.start(self.shelf[word]), said))

    def _discuss(self) -> None:
        """What goes with the text in review: a comment, a file, a consultation and its answer."""
        town, version = self.town, self.shelf["foxglove"]
        who = {"version": version, "by": town.officer}
        self.comment = commenting.add_comment(
            **who,
            post=town.owner_post,
            topic="Cost",
            stance=Comment.Stance.CONTENT,
            text="This will cost bryony.",
            dated=town.at.date(),
            at=town.now(),
        )
        self.assessment = reporting.add_impact_assessment(
            **who,
            subject=ImpactAssessment.Subject.EQUALITY,
            outcome=ImpactAssessment.Outcome.FULL,
            reason="It was looked at.",
            file=reporting.GivenFile("assessment.pdf", b"%PDF-1.7 henbane %%EOF"),
            at=town.now(),
        )
        self.option = reporting.add_option(
            **who, option="Do nothing", assessment="Nothing is better.", at=town.now()
        )
        today = timezone.localdate(town.at)
        self.consultation = consulting.open_consultation(
            **who,
            consulted="All members",
            opens_on=today,
            closes_on=today + timedelta(days=14),
            at=town.now(),
        )
        self.invitation, _ = self.invite("Cllr Spurge", "spurge@members.example")
        self.response = consulting.keep_answer(
            invitation=self.invitation,
            answer=Response.Answer.AGREES_IF,
            text="Say more of toadflax.",
            at=town.now(),
        )
        _, self.link = self.invite("Cllr Ash", "ash@members.example")

    def invite(self, name: str, email: str) -> tuple[Invitation, str]:
        """Ask somebody; return the invitation and the path of the link in its letter."""
        invitation, link = consulting.invite(
            consultation=self.consultation,
            name=name,
            email=email,
            by=self.town.officer,
            at=self.town.now(),
        )
        return invitation, link[link.index("/consultation/") :]

    def _review(self) -> None:
        """What officers keep beside the texts: reviews, a delegation, a file that was brought in,
        and a restriction that waits for the other officer."""
        town, version = self.town, self.shelf["marigold"]
        self.trigger = reviewing.raise_trigger(
            document=version.document,
            kind=TriggerKind.LAW,
            what="The law of vetchling changed.",
            due_on=timezone.localdate() + timedelta(days=90),
            by=town.officer,
            at=town.now(),
        )
        self.review = reviewing.record_review(
            version=self.shelf["tansyleaf"],
            outcome=ReviewOutcome.NO_CHANGE,
            reason="Nothing has changed.",
            authority="Standards Committee, minute 14",
            next_review_on=timezone.localdate() + timedelta(days=700),
            by=town.officer,
            at=town.now(),
        ).review
        self.file = importedfiles.keep_file(
            document=self.shelf["nettlewort"].document,
            name="policy.md",
            content=b"# A policy\n\n## 1. Scope\n\nThis policy is about sneezewort.\n",
            by=town.author,
            at=town.now(),
        )
        section = self.shelf["nettlewort"].sections.last()
        self.first_wording = quote(section.history.first().history_date.isoformat())
        section.body = "It has other words now."
        text.save_section(section=section, by=town.author, at=town.now())
        self.asked = restricting.ask_to_restrict(
            version=self.shelf["larkspur"],
            passage="Greet larkspur.",
            ground=GROUND,
            notice=NOTICE,
            reason="An order about goosefoot.",
            by=town.monitoring,
            at=town.now(),
        )

    def _delegate(self) -> None:
        """Minor amendments that an officer may decide alone: under a delegation, and urgently."""
        town, alone = self.town, self.alone
        self.amendments = {}
        for slug, route in (("delegated", alone.minor_route), ("urgent", alone.urgent_route)):
            before = town.make_in_force(town.make_document(slug, "Names of platforms"))
            before.document.minor_route = route
            before.document.save()
            self.amendments[slug] = alone.submit(alone.start_amendment(before))
        document = self.amendments["delegated"].document
        self.delegation = alone.make_delegation(document)
        alone.answer(self.amendments["delegated"])

    def _write_letters(self) -> None:
        """What readers asked for, reported and subscribed to, under private addresses."""
        town, version = self.town, self.shelf["marigold"]
        self.request = asking.ask_for_format(
            version=version,
            reference="7K3M-Q2XD",
            asked=AskedFormat.BRAILLE,
            name="Pat Samphire",
            email="samphire@readers.example",
            postal_address="1 Samphire Lane",
            words="I cannot read samphire.",
            at=town.now(),
        )
        self.problem = page_problems.report_page_problem(
            reference="9XYZ-2345",
            path="/documents/open/",
            document=version.document,
            words="The link to chickweed is broken.",
            email="chickweed@readers.example",
            at=town.now(),
        )
        keeping_told.ask_to_be_told(
            email="speedwell@readers.example",
            document=version.document,
            language="en-gb",
            at=town.now(),
        )
        self.subscription = Subscription.objects.get()
        self.message = Message.objects.get(recipient="speedwell@readers.example")
        self.tokens = {
            "/calendar/<token>.ics": calendar_token(town.auditor),
            "/consultation/<token>/": self.link.rstrip("/").rpartition("/")[2],
            "/subscribe/confirm/<token>/": re.search(r"/confirm/([^/]+)/", self.message.body)[1],
            "/subscribe/leave/<token>/": leave_address(self.subscription).split("/")[-2],
        }

    def rows(self) -> dict[str, Model]:
        """A row of each kind that the desk has pages for."""
        town, version = self.town, self.shelf["marigold"]
        return {
            "council": town.council,
            "body": town.body,
            "post": town.owner_post,
            "contact": town.contact,
            "postholding": town.owner_post.holdings.first(),
            "document": version.document,
            "earlieraddress": EarlierAddress.objects.first(),
            "lawreference": town.law,
            "user": town.member,
            "group": Group.objects.first(),
            "submission": version.submission,
            "decision": version.submission.decisions.first(),
            "certificate": Certificate.objects.first(),
            "statuschange": version.status_changes.first(),
            "rendition": self.shelf.files["marigold"],
            "comment": self.comment,
            "impactassessment": self.assessment,
            "optionconsidered": self.option,
            "consultation": self.consultation,
            "invitation": self.invitation,
            "response": self.response,
            "attachment": self.assessment.attachment,
            "formatrequest": self.request,
            "pageproblem": self.problem,
            "restriction": self.shelf.restriction,
            "review": self.review,
            "reviewtrigger": self.trigger,
            "plannedpublication": self.shelf["aconite"].plan,
            "message": self.message,
            "securityevent": SecurityEvent.objects.first(),
            "delegation": self.delegation,
            "route": self.alone.minor_route,
            "version": self.shelf["nettlewort"],
            "section": self.shelf["nettlewort"].sections.last(),
        }
