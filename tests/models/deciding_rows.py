"""A row in each table of how a council decides: routes, reports, delegations, reviews, and so on.

Made as rows, not by their actions: a guard asks nothing of how a row came to be.
"""

from datetime import date, timedelta

from policies.actions.leading_on import keep_earlier_address
from policies.domain.reviews import ReviewOutcome, TriggerKind
from policies.domain.stages import StageKind
from policies.models import (
    Attachment,
    CallIn,
    CallInRelease,
    Comment,
    Consultation,
    Decision,
    Delegation,
    ImpactAssessment,
    Invitation,
    OfficerDecision,
    OptionConsidered,
    PlannedPublication,
    Response,
    Restriction,
    RestrictionWord,
    Review,
    ReviewTrigger,
    Route,
    Stage,
    Version,
)


def make_deciding_rows(town, *, in_review: Version, approved: Version, in_force: Version) -> None:
    """Put a row into every table that holds how texts are decided."""
    make_route(town)
    make_report(town, in_review)
    make_consultation(town, in_review)
    make_delegation(town, in_force)
    make_call_in(town, approved)
    make_review(town, in_force)
    make_restriction(town, in_force)
    keep_earlier_address(document=in_force.document, slug="earlier", by=town.officer, at=town.now())


def make_route(town) -> None:
    route = Route.objects.create(council=town.council, name="By the committee")
    stage = Stage.objects.create(route=route, position=1, kind=StageKind.DECIDE.value)
    stage.bodies.set([town.body])
    stage.posts.set([town.owner_post])


def make_report(town, version: Version) -> None:
    who = {"by": town.officer, "at": town.now()}
    submission = version.submission
    Comment.objects.create(
        submission=submission, post=town.owner_post, topic="Financial", stance="none",
        dated=town.at.date(), signed_as="Corporate Officer", **who,
    )  # fmt: skip
    attachment = Attachment.objects.create(
        name="eia.pdf", media_type="application/pdf", size=1, sha256="2" * 64, **who
    )
    ImpactAssessment.objects.create(
        submission=submission, outcome="full", reason="Fair to all.", attachment=attachment, **who
    )
    OptionConsidered.objects.create(
        submission=submission, option="Do not adopt", assessment="Costs nothing.", **who
    )


def make_consultation(town, version: Version) -> None:
    consultation = Consultation.objects.create(
        submission=version.submission, consulted="All members", opens_on=town.at.date(),
        closes_on=town.at.date() + timedelta(days=14),
    )  # fmt: skip
    invitation = Invitation.objects.create(
        consultation=consultation, name="Cllr Ash", email="ash@members.example",
        token_sha256="3" * 64, expires_at=town.at + timedelta(days=14), by=town.officer,
        at=town.now(),
    )  # fmt: skip
    Response.objects.create(
        invitation=invitation, answer="agrees", text="It is plain.", at=town.now()
    )


def make_delegation(town, version: Version) -> None:
    delegation = Delegation.objects.create(
        document=version.document, granted_by=town.body, granted_on=date(2026, 1, 5),
        minute_reference="Minute 3", delegate_post=town.owner_post, limits="Minor changes.",
        starts_on=date(2026, 1, 5),
    )  # fmt: skip
    OfficerDecision.objects.create(
        decision=Decision.objects.first(), delegation=delegation, reasons="A name changed.",
        alternatives="None.", conflicts="None declared",
    )  # fmt: skip


def make_call_in(town, version: Version) -> None:
    who = {"by": town.clerk, "at": town.now()}
    call_in = CallIn.objects.create(
        version=version, authority="Scrutiny Committee", reason="To hear more.", **who
    )
    CallInRelease.objects.create(call_in=call_in, authority="Minute 31", **who)
    PlannedPublication.objects.create(version=version, day=date(2027, 1, 4), **who)


def make_review(town, version: Version) -> None:
    who = {"by": town.officer, "at": town.now()}
    review = Review.objects.create(
        version=version, outcome=list(ReviewOutcome)[0].value, reason="Read as a whole.", **who
    )
    ReviewTrigger.objects.create(
        document=version.document, kind=list(TriggerKind)[0].value, what="A law changed.",
        due_on=date(2026, 6, 1), raised_at=town.at, answered_by=review,
    )  # fmt: skip


def make_restriction(town, version: Version) -> None:
    who = {"at": town.now()}
    restriction = Restriction.objects.create(
        version=version, passage="all members", ground="court-order", notice="By order.",
        reason="Order 7.", by=town.monitoring, **who,
    )  # fmt: skip
    RestrictionWord.objects.create(
        restriction=restriction, is_confirmed=True, by=town.administrator, **who
    )
