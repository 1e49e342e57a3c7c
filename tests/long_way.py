"""A policy that went the long way: consulted on, taken back, scrutinised, amended, called in."""

from datetime import timedelta

from policies.actions import calling_in, certifying, deciding, publishing, submitting
from policies.actions.commenting import add_comment
from policies.actions.consulting import close_consultation, open_consultation
from policies.actions.keeping_routes import StageWords
from policies.actions.reporting import add_impact_assessment, add_option
from policies.actions.submitting import Amendment
from policies.domain.lifecycle import Outcome
from policies.domain.roles import Role
from policies.domain.stages import StageKind
from policies.models import Comment, ImpactAssessment, Version
from tests.factories import Town

# What officers keep to themselves: none of it may be read by the public.
KEPT_BY_OFFICERS = (
    "Wrong heading in part two",
    "Draft advice, not for publication",
    "Compared with the recording",
    "Typed in a hurry",
    "The clerk mistyped the number",
    "Two members doubt the costs",
)


class LongWay:
    """Scrutiny recommends, Cabinet approves as amended, the council notes it afterwards."""

    def __init__(self, town: Town) -> None:
        self.town = town
        self.scrutiny = town.make_body("Scrutiny Committee", "scrutiny")
        self.cabinet = town.make_body("Cabinet", "cabinet")
        self.council = town.make_body("Full Council", "council")
        self.finance_post = town.make_post("Section 151 Officer", Role.SECTION_151_OFFICER)
        self.finance = town.make_person("finance", Role.SECTION_151_OFFICER, post=self.finance_post)
        self.route = town.make_route(
            StageWords(position=0, kind=StageKind.CONSULT),
            StageWords(position=0, kind=StageKind.COMMENT, posts=(self.finance_post,)),
            StageWords(position=0, kind=StageKind.ASSESS),
            StageWords(position=0, kind=StageKind.SCRUTINISE, bodies=(self.scrutiny,)),
            StageWords(position=0, kind=StageKind.DECIDE, bodies=(self.cabinet,)),
            StageWords(
                position=0, kind=StageKind.REPORT_BACK, bodies=(self.council,), within_days=90
            ),
            name="Scrutiny, then Cabinet",
        )

    def make_published(self, **described) -> Version:
        """The version in force at the end of the long way."""
        town = self.town
        document = town.make_document(route=self.route)
        version = town.make_in_review(document, **described)
        self.decide(version, self.scrutiny, Outcome.RECOMMENDED, "Minute 3")
        submitting.request_changes(
            version=version, by=town.monitoring, at=town.now(), reason=KEPT_BY_OFFICERS[0]
        )
        town.wait(days=2)
        submitting.submit_version(version=town.fresh(version), by=town.author, at=town.now())
        version = town.fresh(version)
        self.gather(version)
        self.decide(version, self.scrutiny, Outcome.RECOMMENDED, "Minute 5")
        town.wait(days=7)
        self.decide(version, self.cabinet, Outcome.APPROVED_AS_AMENDED, "Minute 8")
        self.conform(town.fresh(version))
        self.call_in(town.fresh(version))
        publishing.publish_version(version=version, by=town.officer, at=town.now())
        return town.fresh(version)

    def gather(self, version: Version) -> None:
        """A consultation, comments, an assessment and options, some not for the public."""
        town = self.town
        day = town.at.date()
        who = {"by": town.officer, "at": town.now()}
        rounds = [
            open_consultation(
                version=version,
                consulted=consulted,
                method="By e-mail",
                opens_on=day,
                closes_on=day + timedelta(days=14),
                is_for_public=is_for_public,
                **who,
            )
            for consulted, is_for_public in (("All members", True), ("The unions", False))
        ]
        town.wait(days=15)
        for one, summary in zip(rounds, ("Most members agreed.", KEPT_BY_OFFICERS[5]), strict=True):
            close_consultation(
                consultation=one,
                summary=summary,
                effect="The section on private groups is plainer.",
                by=town.officer,
                at=town.now(),
            )
        for topic, words, is_for_public in (
            ("financial", "The costs are within the budget.", True),
            ("staffing", KEPT_BY_OFFICERS[1], False),
        ):
            add_comment(
                version=version,
                post=self.finance_post,
                topic=topic,
                stance=Comment.Stance.CONTENT_IF,
                text=words,
                dated=town.at.date(),
                is_for_public=is_for_public,
                by=self.finance,
                at=town.now(),
            )
        add_impact_assessment(
            version=version,
            subject=ImpactAssessment.Subject.EQUALITY,
            outcome=ImpactAssessment.Outcome.SCREENED,
            reason="Nobody is touched more than others.",
            by=town.author,
            at=town.now(),
        )
        for option, is_recommended in (("Not to adopt it", False), ("=To adopt it", True)):
            add_option(
                version=version,
                option=option,
                assessment=f"{option}: both ways were weighed.",
                is_recommended=is_recommended,
                by=town.author,
                at=town.now(),
            )

    def decide(self, version: Version, body, outcome: Outcome, minute: str) -> None:
        """What a body said, entered wrongly first, then rightly, and confirmed."""
        town = self.town
        for is_right in (False, True):
            at = town.now()
            decision = deciding.enter_decision(
                version=version,
                body=body,
                outcome=outcome,
                decided_on=at.date(),
                minute_reference=minute if is_right else "Minute 99",
                resolution=f"RESOLVED by the {body}.",
                comment=KEPT_BY_OFFICERS[3],
                by=town.clerk,
                at=at,
            )
            if is_right:
                deciding.confirm_decision(
                    decision=decision, by=town.confirmer, at=town.now(), note=KEPT_BY_OFFICERS[2]
                )
            else:
                deciding.decline_decision(
                    decision=decision,
                    by=town.confirmer,
                    at=town.now(),
                    reason=KEPT_BY_OFFICERS[4],
                )

    def conform(self, version: Version) -> None:
        town = self.town
        section = version.sections.first()
        body = section.body + " It binds co-opted members too."
        submitting.conform_version(
            version=version,
            amendments=[Amendment(section=section, heading=section.heading, body=body)],
            summary="Co-opted members are named.",
            by=town.author,
            at=town.now(),
        )
        certifying.certify_conformed(
            version=version,
            statement="Compared with minute 8.",
            by=town.monitoring,
            at=town.now(),
        )

    def call_in(self, version: Version) -> None:
        town = self.town
        held = calling_in.call_in(
            version=version,
            authority="Five members of the Scrutiny Committee",
            reason=KEPT_BY_OFFICERS[5],
            by=town.clerk,
            at=town.now(),
        )
        town.wait(days=3)
        calling_in.release(
            call_in=held,
            authority="Scrutiny Committee, Minute 9",
            by=town.clerk,
            at=town.now(),
        )
