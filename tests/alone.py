"""A borough whose officers decide alone: a delegation, an urgent route, and a consultee."""

from datetime import date, timedelta

from policies.actions import deciding, delegating, drafting, publishing, submitting, text
from policies.actions.commenting import add_comment
from policies.actions.deciding_alone import decide_under_delegation, decide_urgently
from policies.domain.lifecycle import Outcome
from policies.domain.numbering import ChangeClass
from policies.domain.roles import Role
from policies.domain.stages import StageKind
from policies.models import Body, Comment, Decision, Delegation, Route, Stage, Version
from tests.factories import Town

STATED = {
    "reasons": "The name of the platform has changed.",
    "alternatives": "To leave the old name; members would look for it in vain.",
    "conflicts": "None declared",
    "reference": "OD 4",
}


class Alone:
    """The standards committee lets the Corporate Officer amend, the Portfolio Holder consulted."""

    def __init__(self, town: Town) -> None:
        self.town = town
        self.council = Body.objects.create(
            council=town.council, name="Full Council", kind=Body.Kind.COUNCIL
        )
        self.portfolio_post = town.make_post("Portfolio Holder", Role.PORTFOLIO_HOLDER)
        self.portfolio = town.make_person(
            "portfolio", Role.PORTFOLIO_HOLDER, post=self.portfolio_post
        )
        self.minor_route = self.make_route("Delegated", (StageKind.DELEGATED, town.owner_post))
        self.urgent_route = self.make_route(
            "Urgent", (StageKind.DELEGATED, town.owner_post), (StageKind.RATIFY, self.council)
        )

    def make_route(self, name: str, *stages) -> Route:
        route = Route.objects.create(council=self.town.council, name=name)
        for position, (kind, *parties) in enumerate(stages, start=1):
            days = 28 if kind is StageKind.RATIFY else None
            stage = Stage.objects.create(
                route=route, position=position, kind=kind.value, within_days=days
            )
            stage.bodies.set([one for one in parties if isinstance(one, Body)])
            stage.posts.set([one for one in parties if not isinstance(one, Body)])
        return route

    def make_delegation(self, document, **other) -> Delegation:
        granted: date = self.town.at.date() - timedelta(days=30)
        terms = {
            "document": document,
            "granted_by": self.town.body,
            "granted_on": granted,
            "minute_reference": "Minute 7",
            "delegate_post": self.town.owner_post,
            "consultee_post": self.portfolio_post,
            "limits": "Names of platforms, contacts and broken links.",
            "starts_on": granted,
        }
        delegation = Delegation(**terms | other)
        return delegating.keep_delegation(
            delegation=delegation, by=self.town.clerk, at=self.town.now()
        )

    def make_published(self, route: str = "minor_route") -> Version:
        """A version in force whose minor changes take this route."""
        version = self.town.make_in_force()
        version.document.minor_route = getattr(self, route)
        version.document.save()
        self.town.wait(days=1)
        return version

    def start_amendment(
        self, version: Version, change: ChangeClass = ChangeClass.MINOR, by=None
    ) -> Version:
        """A draft with one word more, by the author unless somebody else writes."""
        by = by or self.town.author
        draft = drafting.start_version(
            document=version.document,
            author_post=self.town.author_post,
            change_class=change,
            by=by,
            at=self.town.now(),
        )
        draft.change_summary, draft.change_reason = "Names the platform anew.", "It was renamed."
        draft = drafting.save_draft(version=draft, by=by, at=self.town.now())
        section = draft.sections.get(heading="Dos and don’ts")
        section.body = "Think well before you post."
        text.save_section(section=section, by=by, at=self.town.now())
        return draft

    def submit(self, draft: Version, by=None) -> Version:
        submitting.submit_version(version=draft, by=by or self.town.author, at=self.town.now())
        return self.town.fresh(draft)

    def make_amendment(self, route: str = "minor_route", **how) -> Version:
        """A minor amendment in review."""
        return self.submit(self.start_amendment(self.make_published(route), **how))

    def answer(self, version: Version, stance=Comment.Stance.CONTENT, by=None, **other) -> Comment:
        at = self.town.now()
        answer = {
            "version": self.town.fresh(version),
            "post": self.portfolio_post,
            "topic": "The amendment",
            "stance": stance,
            "text": "Go ahead.",
            "dated": at.date(),
            "by": by or self.portfolio,
            "at": at,
        }
        return add_comment(**answer | other)

    def use(self, version: Version, delegation: Delegation, **other) -> dict:
        """What the Corporate Officer gives to decide under the delegation."""
        return {
            "version": self.town.fresh(version),
            "delegation": delegation,
            "outcome": Outcome.APPROVED,
            "by": self.town.officer,
            "at": self.town.now(),
            **STATED,
        } | other

    def urgent(self, version: Version, **other) -> dict:
        """What the Corporate Officer gives to decide urgently."""
        return {
            "version": self.town.fresh(version),
            "post": self.town.owner_post,
            "urgency": "The platform closes the old accounts on Friday.",
            "by": self.town.officer,
            "at": self.town.now(),
            **STATED,
        } | other

    def confirm(self, decision: Decision) -> Version:
        deciding.confirm_decision(decision=decision, by=self.town.confirmer, at=self.town.now())
        return self.town.fresh(decision.submission.version)

    def make_delegated_decision(self) -> Decision:
        """A minor amendment decided under the delegation, not confirmed yet."""
        version = self.make_amendment()
        delegation = self.make_delegation(version.document)
        answer = self.answer(version)
        return decide_under_delegation(**self.use(version, delegation, consultee_comment=answer))

    def make_urgent(self) -> Version:
        """A version in force that was decided urgently and is not ratified."""
        version = self.make_amendment("urgent_route")
        version = self.confirm(decide_urgently(**self.urgent(version)))
        publishing.publish_version(version=version, by=self.town.officer, at=self.town.now())
        return self.town.fresh(version)

    def ratify(self, version: Version, outcome: Outcome = Outcome.APPROVED) -> Version:
        """What the council said of an urgent decision, entered and confirmed."""
        at = self.town.now()
        decision = deciding.enter_decision(
            version=version,
            body=self.council,
            outcome=outcome,
            decided_on=at.date(),
            minute_reference="Minute 9",
            resolution="RESOLVED.",
            by=self.town.clerk,
            at=at,
        )
        return self.confirm(decision)
