"""The ways in which other councils decide, each played through at the desk by those who do it.

At the end anyone can read how the text came about, as the council itself would tell it.
"""

import pytest

from policies.domain.roles import Role
from policies.models import Comment, PostHolding, Route
from tests.journeys.desks import ClientDesk, details_of, page_for, page_of, record_of, told_by


@pytest.fixture
def desk(town, monkeypatch):
    """Every clock stands where the town’s stands, and the two statutory officers hold a post."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: town.at)
    town.finance_post = town.make_post("Section 151 Officer", Role.SECTION_151_OFFICER)
    town.finance = town.make_person("finance", Role.SECTION_151_OFFICER, post=town.finance_post)
    town.monitoring_post = town.make_post("Monitoring Officer", Role.MONITORING_OFFICER)
    PostHolding.objects.create(
        post=town.monitoring_post, person=town.monitoring, held_from="2019-05-01"
    )
    return ClientDesk(town)


def submitted(town, desk, template: str, **stages):
    """A draft in review on a route from this template, with these fields of its stages changed."""
    desk.sends(town.officer, "/admin/policies/route/add/", name="Ours", start_from=template)
    route = Route.objects.get()
    if stages:
        desk.sends(town.officer, f"/admin/policies/route/{route.pk}/change/", **stages)
    version = town.make_draft()
    document = f"/admin/policies/document/{version.document_id}/change/"
    desk.sends(town.officer, document, route=route.pk, why="As resolved")
    desk.does(town.author, "submit", version)
    return town.fresh(version)


def said(town, desk, version, body, outcome: str, minute: str, **more):
    """What a body said on this day: entered by the clerk, confirmed by the second officer."""
    desk.does(
        town.clerk, "enter-decision", version, body=body.pk, outcome=outcome,
        minute_reference=minute, resolution=f"RESOLVED: {minute}.",
        decided_on=town.at.date().isoformat(), **more,
    )  # fmt: skip
    return desk.does(town.confirmer, "confirm", version)


def signed(desk, person, version, topic: str):
    desk.does(
        person, "add-comment", version, topic=topic, stance="none", is_for_public="on"
    )  # fmt: skip


def screened(town, desk, version, outcome="screened", reason="Nobody is touched more than others."):
    desk.does(
        town.author, "add-assessment", version, subject="equality", outcome=outcome, reason=reason
    )


def test_two_councils_approve_one_text_each_in_its_own_cabinet(town, desk):
    ours = town.make_body("Brackenmoor Cabinet", "cabinet")
    theirs = town.make_body("Heathside Cabinet", "cabinet")
    version = submitted(town, desk, "R9", **{"stages-2-bodies": [ours.pk, theirs.pk]})
    signed(desk, town.finance, version, "Financial")
    screened(town, desk, version)
    report = {"report_reference": "JT/26/2"}
    town.wait(days=8)
    said(town, desk, version, ours, "approved", "BM 8", **report)
    assert town.fresh(version).is_in_review
    town.wait(days=7)
    said(town, desk, version, theirs, "approved_as_amended", "HS 31", **report)
    assert "Next: the Author or the Corporate Officer conforms the text to the minute." in (
        desk.sees(town.author, page_of(version))
    )
    scope = version.sections.get(heading="Scope")
    desk.does(
        town.author, "conform", version, summary="Co-opted members are named.",
        **{f"body-{scope.pk}": "This policy applies to **all** members and co-opted members."},
    )  # fmt: skip
    words = desk.does(town.monitoring, "certify", version, statement="Compared with HS 31.")
    assert "The text of version 1.0 was certified." in words
    # What Brackenmoor’s cabinet approved is not this text any more: it decides again.
    assert "Next: the Democratic Services Clerk enters the decision." in words
    assert "Brackenmoor Cabinet has not approved the text." in words
    assert town.fresh(version).is_in_review
    town.wait(days=5)
    assert "Heathside Cabinet has dealt with this text at stage 3 (decision) already." in (
        desk.is_refused(
            town.clerk, page_for(version, "enter-decision"), body=theirs.pk, outcome="approved",
            minute_reference="HS 32", resolution="RESOLVED.", **report,
            decided_on=town.at.date().isoformat(),
        )
    )  # fmt: skip
    said(town, desk, version, ours, "approved", "BM 12", **report)
    desk.does(town.officer, "publish", version)

    version = town.fresh(version)
    rows = record_of(desk, version)
    assert told_by(rows) == [
        "On 2 March 2026 the Governance Adviser submitted the text.",
        "On 2 March 2026 the Section 151 Officer commented (Financial): no implications.",
        "On 2 March 2026 the impact was assessed (equality): screened: no full assessment needed.",
        "On 10 March 2026 the Brackenmoor Cabinet approved the text (BM 8).",
        "On 17 March 2026 the Heathside Cabinet approved the text as amended (HS 31).",
        "On 17 March 2026 the text was brought into line with the minute.",
        "On 17 March 2026 the Monitoring Officer certified that the text is what the minute says.",
        "On 22 March 2026 the Brackenmoor Cabinet approved the text (BM 12).",
        "On 22 March 2026 version 1.0 came into force.",
    ]
    assert "What the body amended: Co-opted members are named." in details_of(
        rows, "brought into line"
    )
    assert details_of(rows, "certified") == "Certificate: Compared with HS 31."
    page = desk.reads("/documents/social-media/")
    assert "Approved as amended by the Heathside Cabinet on 17 March 2026 (HS 31)." in page
    assert "Approved by the Brackenmoor Cabinet on 22 March 2026 (BM 12)." in page
    assert "all members and co-opted members" in page


def test_what_the_second_council_amends_goes_back_to_the_first(town, desk):
    ours = town.make_body("Brackenmoor Cabinet", "cabinet")
    theirs = town.make_body("Heathside Cabinet", "cabinet")
    version = submitted(town, desk, "R9", **{"stages-2-bodies": [ours.pk, theirs.pk]})
    signed(desk, town.finance, version, "Financial")
    screened(town, desk, version)
    report = {"report_reference": "JT/26/2"}
    scope = version.sections.get(heading="Scope")
    for body, minute, words in (
        (theirs, "HS 31", "It binds all members."),
        (ours, "BM 12", "It binds all members and co-opted members."),
    ):
        said(town, desk, version, body, "approved_as_amended", minute, **report)
        next_step = "Next: the Author or the Corporate Officer conforms the text to the minute."
        assert next_step in desk.sees(town.clerk, page_of(version))
        desk.does(
            town.author, "conform", version, summary=f"As {minute} has it.",
            **{f"body-{scope.pk}": words},
        )  # fmt: skip
        desk.does(town.monitoring, "certify", version, statement=f"Compared with {minute}.")
    comment = Comment.objects.get()
    desk.presses(
        town.finance, f"/admin/policies/version/{version.pk}/comments/{comment.pk}/still-stands/"
    )
    said(town, desk, version, theirs, "approved", "HS 40", **report)
    assert town.fresh(version).is_approved
    desk.does(town.officer, "publish", version)
    assert told_by(record_of(desk, town.fresh(version)))[3:] == [
        "On 2 March 2026 the Heathside Cabinet approved the text as amended (HS 31).",
        "On 2 March 2026 the text was brought into line with the minute.",
        "On 2 March 2026 the Monitoring Officer certified that the text is what the minute says.",
        "On 2 March 2026 the Brackenmoor Cabinet approved the text as amended (BM 12).",
        "On 2 March 2026 the text was brought into line with the minute.",
        "On 2 March 2026 the Monitoring Officer certified that the text is what the minute says.",
        "On 2 March 2026 the Section 151 Officer commented (Financial): no implications.",
        "On 2 March 2026 the Heathside Cabinet approved the text (HS 40).",
        "On 2 March 2026 version 1.0 came into force.",
    ]


def test_one_committee_decides_and_hears_after_six_months_how_it_went(town, desk):
    committee = town.make_body("Policy Committee", "committee")
    version = submitted(town, desk, "R3")
    for post, topic, initials in (
        (town.finance_post, "Financial", "RT"),
        (town.monitoring_post, "Constitutional", "HO"),
    ):
        town.wait(days=1)
        words = desk.does(
            town.clerk, "add-comment", version, post=post.pk, topic=topic, stance="content",
            text=f"Nothing to add on the {topic.lower()} side.", initials=initials,
            dated=town.at.date().isoformat(), evidence=f"E-mail of {town.at:%-d %B %Y}",
            is_for_public="on",
        )  # fmt: skip
    assert "HO, 4 March 2026. Recorded by clerk: E-mail of 4 March 2026. Shown in public." in words
    screened(town, desk, version, outcome="not-needed", reason="The text changes no service.")
    town.wait(days=5)
    minuted = {"report_reference": "LD/26/3", "agenda_item": "7"}
    said(town, desk, version, committee, "approved", "PC 6", **minuted)
    desk.does(town.officer, "publish", version)
    version = town.fresh(version)
    assert told_by(record_of(desk, version))[-1] == (
        "Report back by the Policy Committee is still to come; it is due by 8 September 2026."
    )

    town.wait(days=170)
    said(town, desk, version, committee, "noted", "PC 29")
    rows = record_of(desk, version)
    assert told_by(rows) == [
        "On 2 March 2026 the Governance Adviser submitted the text.",
        "On 3 March 2026 the Section 151 Officer commented (Financial): content.",
        "On 4 March 2026 the Monitoring Officer commented (Constitutional): content.",
        "On 4 March 2026 the impact was assessed (equality): not needed.",
        "On 9 March 2026 the Policy Committee approved the text (PC 6).",
        "On 9 March 2026 version 1.0 came into force.",
        "On 26 August 2026 the Policy Committee received the report on the text (PC 29).",
    ]
    assert details_of(rows, "the impact") == "Reason: The text changes no service."
    assert details_of(rows, "approved").splitlines() == [
        "Resolution: RESOLVED: PC 6.",
        "Agenda item: 7",
        "Report: LD/26/3",
    ]
    assert town.fresh(version).is_in_force
    page = desk.reads("/documents/social-media/")
    assert "Approved by the Policy Committee on 9 March 2026 (PC 6)." in page


def test_the_management_team_recommends_and_a_committee_approves(town, desk):
    managers = town.make_body("Management Team", "management-team")
    committee = town.make_body("Governance Committee", "committee")
    version = submitted(
        town, desk, "R2", **{"stages-2-bodies": [managers.pk], "stages-3-bodies": [committee.pk]}
    )
    officers = {town.finance: "Financial", town.monitoring: "Legal"}
    for person, topic in officers.items():
        signed(desk, person, version, topic)
    screened(town, desk, version)
    for option in ("Do not adopt guidance", "Adopt it"):
        desk.does(town.author, "add-option", version, option=option, assessment="See the report.")
    report = {"report_reference": "GOV/26/5"}
    town.wait(days=3)
    said(town, desk, version, managers, "returned", "MT 2", **report)

    town.wait(days=4)
    scope = version.sections.get(heading="Scope")
    desk.sends(
        town.author, f"/admin/policies/section/{scope.pk}/change/", body="It is for every member."
    )
    desk.does(town.author, "submit", version)
    said_again = "The Monitoring Officer commented on an earlier text; the text has changed since."
    assert said_again in desk.sees(town.clerk, page_of(version))
    for person in officers:
        comment = Comment.objects.get(by=person)
        desk.presses(
            person, f"/admin/policies/version/{version.pk}/comments/{comment.pk}/still-stands/"
        )
    assert said_again not in desk.sees(town.clerk, page_of(version))
    said(town, desk, version, managers, "recommended", "MT 5", **report)
    town.wait(days=14)
    said(town, desk, version, committee, "deferred", "GC 11", **report)
    town.wait(days=28)
    said(town, desk, version, committee, "approved", "GC 19", **report)
    desk.does(town.officer, "publish", version, next_review_on="2026-09-30")

    rows = record_of(desk, town.fresh(version))
    assert [row["sentence"] for row in rows if row["counts"] == "no"] == [
        "On 2 March 2026 the Section 151 Officer commented (Financial): no implications. "
        "The text has changed since.",
        "On 2 March 2026 the Monitoring Officer commented (Legal): no implications. "
        "The text has changed since.",
    ]
    assert [row["sentence"] for row in rows if row["counts"] == "yes"] == [
        "On 2 March 2026 the Governance Adviser submitted the text.",
        "On 2 March 2026 the impact was assessed (equality): screened: no full assessment needed.",
        "By 2 March 2026 these options had been considered.",
        "On 5 March 2026 the Management Team returned the text for changes (MT 2).",
        "On 5 March 2026 the text went back to its authors for changes.",
        "On 9 March 2026 the Governance Adviser submitted the text again.",
        "On 9 March 2026 the Section 151 Officer commented (Financial): no implications.",
        "On 9 March 2026 the Monitoring Officer commented (Legal): no implications.",
        "On 9 March 2026 the Management Team recommended the text (MT 5).",
        "On 23 March 2026 the Governance Committee put its decision off (GC 11).",
        "On 20 April 2026 the Governance Committee approved the text (GC 19).",
        "On 20 April 2026 version 1.0 came into force.",
    ]
    page = desk.reads("/documents/social-media/")
    assert "Recommended by the Management Team on 9 March 2026 (MT 5)." in page
    assert "Approved by the Governance Committee on 20 April 2026 (GC 19)." in page
    assert "The council will review it by 30 September 2026." in page
