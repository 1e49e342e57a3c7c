"""The pages around what goes with a text pass axe, and a consultee’s link works in a browser."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from policies.actions import commenting, consulting, reporting, submitting, text
from policies.actions.reporting import GivenFile
from policies.domain.roles import Role
from policies.models import Comment, Response
from tests.admin.browser import CHROMIUM, check, look, picture, sign_in

pytestmark = [
    pytest.mark.skipif(not Path(CHROMIUM).exists(), reason="Chromium is not installed here."),
    pytest.mark.django_db(transaction=True),
]
PDF = b"%PDF-1.7\n%%EOF\n"


@pytest.fixture
def version(town):
    """The next version of a text in force, reworded, in review today."""
    town.at = timezone.now() - timedelta(hours=1)
    old = town.make_in_force()
    draft = town.make_draft(old.document)
    section = draft.sections.first()
    section.body = "This policy binds **every** member, and co-opted members too."
    text.save_section(section=section, by=town.author, at=town.now())
    submitting.submit_version(version=draft, by=town.author, at=town.now())
    return town.fresh(draft)


@pytest.fixture
def link(town, version):
    """The path of a consultee’s link; much else is on record of the version too."""
    today = timezone.localdate(town.at)
    post = town.make_post("Section 151 Officer", Role.SECTION_151_OFFICER)
    commenting.add_comment(
        version=version, post=post, topic="Financial", stance=Comment.Stance.CONTENT,
        text="Met from the training budget.", dated=today, evidence="Report 7", by=town.clerk,
        at=town.now(),
    )  # fmt: skip
    reporting.add_impact_assessment(
        version=version, subject="equality", outcome="full", reason="Fair to all.",
        file=GivenFile("eia.pdf", PDF), by=town.officer, at=town.now(),
    )  # fmt: skip
    for option in ("Do not adopt", "Adopt the text"):
        reporting.add_option(
            version=version, option=option, assessment="Costs little.", by=town.author,
            at=town.now(),
        )  # fmt: skip
    consultation = consulting.open_consultation(
        version=version, consulted="All members", method="By e-mail", opens_on=today,
        closes_on=today + timedelta(days=20), by=town.officer, at=town.now(),
    )  # fmt: skip
    _, whole = consulting.invite(
        consultation=consultation, name="Cllr Ash", email="ash@members.example", by=town.officer,
        at=town.now(),
    )  # fmt: skip
    return whole[whole.index("/consultation/") :]


def test_a_consultee_answers_with_the_keyboard_and_without_scripts(chromium, live_server, link):
    context = chromium.new_context(base_url=live_server.url, java_script_enabled=False)
    page = context.new_page()
    page.goto(link)
    page.focus("#answer-0")
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.type("Say more about replies.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_selector("text=Thank you, Cllr Ash")
    assert Response.objects.get().answer == "agrees-if"
    assert context.cookies() == []
    context.close()


def test_the_page_of_a_link(desk, link):
    check(desk, link, "consultation")
    picture(desk, "consultation-open")
    desk.click("main form button")
    desk.wait_for_selector("text=There is a problem")
    look(desk, "consultation with errors")
    picture(desk, "consultation-errors")
    desk.check("#answer-3")
    desk.click("main form button")
    desk.wait_for_selector("text=Thank you, Cllr Ash")
    look(desk, "consultation answered")
    picture(desk, "consultation-answered")


def test_the_page_of_a_closed_link(desk, town, version, link):
    consulting.close_consultation(
        consultation=version.submission.consultations.get(), summary="Nobody answered.",
        effect="Nothing changed.", by=town.officer, at=town.now(),
    )  # fmt: skip
    check(desk, link, "consultation-closed", status=410)


def test_the_version_with_what_goes_with_it(desk, town, version, link, page_of):
    sign_in(desk, town.officer)
    check(desk, page_of(version), "report")
    sign_in(desk, town.auditor)
    check(desk, page_of(version), "report-closed")


@pytest.mark.parametrize(
    ("slug", "who"),
    [("add_comment", "clerk"), ("add_assessment", "officer"), ("add_option", "author"),
     ("open_consultation", "officer"), ("invite", "officer"), ("extend_consultation", "officer"),
     ("close_consultation", "officer"), ("enter_decision", "clerk")],
)  # fmt: skip
def test_the_pages_to_add_to_it(desk, town, version, link, address, slug, who):
    sign_in(desk, getattr(town, who))
    check(desk, address(f"version_{slug}", version.pk), slug)
    picture(desk, f"{slug}-390")


def test_a_closed_page_to_add_to_it(desk, town, version, link, address):
    sign_in(desk, town.auditor)
    check(desk, address("version_add_option", version.pk), "add-option-closed", status=403)
