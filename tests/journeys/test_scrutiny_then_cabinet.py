"""Scrutiny recommends and Cabinet decides; later an officer adds a word under a delegation.

Every step is made on its own page by whoever makes it, once by the test client and once in a
browser; at the end anyone can read how both texts came about.
"""

import pytest

from policies.domain.roles import Role
from policies.models import Consultation, Delegation, PostHolding, Route
from tests.factories import Town
from tests.journeys.desks import BrowserDesk, ClientDesk, details_of, page_for, record_of, told_by

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def town(transactional_db, monkeypatch):
    """A borough with the bodies and posts of this route; every clock stands where it stands."""
    town = Town()
    monkeypatch.setattr("django.utils.timezone.now", lambda: town.at)
    town.scrutiny = town.make_body("Scrutiny Committee", "scrutiny")
    town.cabinet = town.make_body("Cabinet", "cabinet")
    town.finance_post = town.make_post("Section 151 Officer", Role.SECTION_151_OFFICER)
    town.finance = town.make_person("finance", Role.SECTION_151_OFFICER, post=town.finance_post)
    town.portfolio_post = town.make_post("Portfolio Holder", Role.PORTFOLIO_HOLDER)
    town.portfolio = town.make_person("portfolio", Role.PORTFOLIO_HOLDER, post=town.portfolio_post)
    town.monitoring_post = town.make_post("Monitoring Officer", Role.MONITORING_OFFICER)
    PostHolding.objects.create(
        post=town.monitoring_post, person=town.monitoring, held_from="2019-05-01"
    )
    return town


@pytest.fixture(params=["client", "browser"])
def desk(request, town):
    if request.param == "client":
        return ClientDesk(town)
    return BrowserDesk(town, request.getfixturevalue("open_browser"))


def test_the_record_of_both_texts_reads_like_the_councils_own(town, desk):
    version = a_draft_on_the_councils_route(town, desk)
    what_goes_with_it(town, desk, version)
    both_bodies_speak(town, desk, version)
    desk.does(town.officer, "publish", version, next_review_on="2028-04-20")
    the_record_of_the_policy(town, desk, town.fresh(version))
    amendment = an_officer_adds_a_word(town, desk, town.fresh(version))
    the_record_of_the_amendment(town, desk, amendment)


def a_draft_on_the_councils_route(town, desk):
    """Two routes from the templates, and the draft submitted on the first of them."""
    for name, template in (("Policies", "R1"), ("Minor amendments", "R6")):
        desk.sends(town.officer, "/admin/policies/route/add/", name=name, start_from=template)
    version = town.make_draft()
    desk.sends(
        town.officer,
        f"/admin/policies/document/{version.document_id}/change/",
        route=Route.objects.get(name="Policies").pk,
        minor_route=Route.objects.get(name="Minor amendments").pk,
        why="As the constitution has it",
    )
    words = desk.does(town.author, "submit", version)
    assert "Version 1.0 was submitted. It is now in review." in words
    return town.fresh(version)


def what_goes_with_it(town, desk, version):
    """The officers’ comments, the screening, the options, and two weeks of asking members."""
    desk.does(
        town.finance, "add-comment", version, topic="Financial", stance="none", initials="RT",
        is_for_public="on",
    )  # fmt: skip
    desk.does(
        town.monitoring, "add-comment", version, topic="Legal", stance="content-if",
        text="The section on private groups should name the code.", initials="HO",
        is_for_public="on",
    )  # fmt: skip
    desk.does(
        town.monitoring, "add-comment", version, topic="Casework", stance="content",
        text="Two complaints are open.",
    )  # fmt: skip
    desk.does(
        town.author, "add-assessment", version, subject="equality", outcome="screened",
        reason="The text treats every group alike.",
    )  # fmt: skip
    report = {"assessment": "Set out in the report."}
    desk.does(town.author, "add-option", version, option="Do not adopt a policy", **report)
    desk.does(town.author, "add-option", version, option="Adopt it", is_recommended="on", **report)
    desk.does(
        town.officer, "open-consultation", version, consulted="All members",
        method="By e-mail", opens_on="2026-03-02", closes_on="2026-03-16",
    )  # fmt: skip
    words = desk.does(town.officer, "invite", version, name="Cllr Ash", email="ash@members.example")
    link = words[words.index("/consultation/") :].split()[0]
    thanks = desk.answers(link, answer="agrees-if", text="Say more about replies.")
    assert "Thank you, Cllr Ash." in thanks
    town.wait(days=15)
    desk.does(
        town.officer, "close-consultation", version,
        summary="One member answered, and asked for more about replies.",
        effect="Nothing: the dos and don’ts cover replies.",
    )  # fmt: skip
    assert Consultation.objects.get().is_closed


def both_bodies_speak(town, desk, version):
    """Cabinet cannot go before scrutiny, and neither speaks without a second officer."""
    cabinet = {
        "body": town.cabinet.pk,
        "outcome": "approved",
        "minute_reference": "CAB 41",
        "report_reference": "CEX/26/9",
        "resolution": "RESOLVED: That the policy be adopted.",
    }
    today = {"decided_on": town.at.date().isoformat()}
    assert (
        "Stage 4 (scrutiny) is not done: Scrutiny Committee has not recommended or noted the text."
        in desk.is_refused(town.clerk, page_for(version, "enter-decision"), **cabinet, **today)
    )
    desk.does(
        town.clerk, "enter-decision", version, body=town.scrutiny.pk, outcome="recommended",
        minute_reference="SC 17", report_reference="CEX/26/4",
        resolution="That Cabinet be recommended to adopt the policy.", **today,
    )  # fmt: skip
    desk.does(town.confirmer, "confirm", version, note="Read against the signed minutes")
    assert town.fresh(version).is_in_review
    town.wait(days=21)
    today = {"decided_on": town.at.date().isoformat()}
    desk.does(town.clerk, "enter-decision", version, **cabinet, **today)
    words = desk.does(town.confirmer, "confirm", version)
    assert "The decision was confirmed." in words
    assert town.fresh(version).is_approved


def the_record_of_the_policy(town, desk, version):
    rows = record_of(desk, version)
    assert told_by(rows) == [
        "On 2 March 2026 the Governance Adviser submitted the text.",
        "On 2 March 2026 the Section 151 Officer commented (Financial): no implications.",
        "On 2 March 2026 the Monitoring Officer commented (Legal): content, with the points made.",
        "On 2 March 2026 the impact was assessed (equality): screened: no full assessment needed.",
        "By 2 March 2026 these options had been considered.",
        "From 2 March 2026 to 16 March 2026 the council consulted: All members.",
        "On 17 March 2026 the Scrutiny Committee recommended the text (SC 17).",
        "On 7 April 2026 the Cabinet approved the text (CAB 41).",
        "On 7 April 2026 version 1.0 came into force.",
    ]
    for sentence, words in (
        ("the Monitoring Officer commented", "Comment: The section on private groups should name"),
        ("options had been considered", "Adopt it (recommended): Set out in the report."),
        ("the council consulted", "What changed: Nothing: the dos and don’ts cover replies."),
        ("the Scrutiny Committee recommended", "Report: CEX/26/4"),
        ("the Cabinet approved", "Resolution: RESOLVED: That the policy be adopted."),
    ):
        assert words in details_of(rows, sentence)
    for kept in ("Two complaints are open.", "Read against the signed minutes", "Cllr Ash"):
        assert kept not in str(rows)
    page = desk.reads("/documents/social-media/versions/1.0/")
    assert (
        "It has been since 7 April 2026. Recommended by the Scrutiny Committee on 17 March 2026 "
        "(SC 17). Approved by the Cabinet on 7 April 2026 (CAB 41). "
        "The council will review it by 20 April 2028." in page
    )


def an_officer_adds_a_word(town, desk, version):
    """Cabinet delegated such changes; its minute is entered, and then used."""
    today = town.at.date()
    desk.sends(
        town.clerk, "/admin/policies/delegation/add/", document=version.document_id,
        granted_by=town.cabinet.pk, granted_on="2026-04-07", minute_reference="CAB 42",
        delegate_post=town.owner_post.pk, consultee_post=town.portfolio_post.pk,
        limits="Wording that changes no duty, contacts and links.", starts_on=today.isoformat(),
    )  # fmt: skip
    assert Delegation.objects.get().minor_only
    town.wait(days=60)
    desk.sends(
        town.author, f"/admin/policies/document/{version.document_id}/start/", change_class="minor"
    )
    amendment = version.document.open_version()
    section = amendment.sections.get(heading="Dos and don’ts")
    desk.sends(
        town.author, f"/admin/policies/section/{section.pk}/change/",
        body="Think well before you post.",
    )  # fmt: skip
    desk.does(
        town.author, "submit", amendment, change_summary="One word more.",
        change_reason="A member asked what was meant.",
    )  # fmt: skip
    closed = desk.sees(town.officer, page_for(amendment, "decide-delegated"))
    assert "Stage 1 (officers’ comments) is not done: The Portfolio Holder has not" in closed
    desk.does(
        town.portfolio, "add-comment", amendment, topic="The amendment", stance="content",
        text="It says the same, only better.", is_for_public="on",
    )  # fmt: skip
    desk.does(
        town.officer, "decide-delegated", amendment, outcome="approved",
        reasons="The word makes no duty lighter or heavier.",
        alternatives="To wait for the review; members ask now.",
        reference="OD 26/3",
    )  # fmt: skip
    desk.does(town.confirmer, "confirm", amendment)
    assert town.fresh(amendment).is_approved
    desk.does(town.officer, "publish", amendment)
    return town.fresh(amendment)


def the_record_of_the_amendment(town, desk, version):
    rows = record_of(desk, version)
    assert told_by(rows) == [
        "On 6 June 2026 the Governance Adviser submitted the text.",
        "On 6 June 2026 the Portfolio Holder commented (The amendment): content.",
        "On 6 June 2026 the Corporate Officer approved the text under a delegation (OD 26/3).",
        "On 6 June 2026 version 1.1 came into force.",
    ]
    assert details_of(rows, "under a delegation").splitlines() == [
        "Resolution: Under the delegation by the Cabinet of 7 April 2026 (CAB 42).",
        "Delegation granted by: Cabinet, 7 April 2026 (CAB 42)",
        "Limits of the delegation: Wording that changes no duty, contacts and links.",
        "In consultation with: Portfolio Holder, 6 June 2026: Content. "
        "It says the same, only better.",
        "Reasons: The word makes no duty lighter or heavier.",
        "Alternatives considered: To wait for the review; members ask now.",
        "Conflicts of interest: None declared",
    ]
    page = desk.reads("/documents/social-media/")
    assert "Version 1.1 of this policy is in force." in page
    assert "Approved by the Corporate Officer on 6 June 2026 (OD 26/3)." in page
    assert "It was in force from 7 April 2026 until 6 June 2026." in desk.reads(
        "/documents/social-media/versions/1.0/"
    )
    delegation = f"/admin/policies/delegation/{Delegation.objects.get().pk}/change/"
    assert "6 June 2026: approved, version 1.1" in desk.sees(town.auditor, delegation)
