"""Officers take a draft to publication, each at the own desk, and a reader finds the new text."""

import pytest

from policies.actions.demonstration import PASSWORD
from policies.domain.dates import in_words, london_day
from policies.models import Version
from tests.journeys.conftest import follow, then_anyone_can_use

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def at_the_desk(demonstration, open_browser):
    """Sign someone in, in a browser of their own."""

    def signed_in(name: str, **preferences):
        page = open_browser(**preferences)
        page.goto("/admin/")
        then_anyone_can_use(page)
        page.get_by_label("Name", exact=True).fill(name)
        page.get_by_label("Password", exact=True).fill(PASSWORD)
        follow(page, page.get_by_role("button", name="Sign in", exact=True))
        then_anyone_can_use(page)
        return page

    return signed_in


def open_the_draft(page):
    page.goto("/admin/")
    title = "Social media policy for members 3.0"
    follow(page, page.get_by_role("link", name=title, exact=True))
    then_anyone_can_use(page)


def make_the_move(page, name: str, **fields):
    follow(page, page.get_by_role("link", name=name))
    then_anyone_can_use(page)
    for label, value in fields.items():
        field = page.get_by_label(label.replace("_", " "), exact=True)
        if value is True:
            field.check()
        elif field.evaluate("e => e.tagName") == "SELECT":
            field.select_option(label=value)
        else:
            field.fill(value)
    follow(page, page.get_by_role("button", name=name))
    then_anyone_can_use(page)


@pytest.mark.parametrize("java_script", [True, False])
def test_officers_take_a_draft_to_publication(at_the_desk, open_browser, java_script):
    desk = {"java_script_enabled": java_script}
    author = at_the_desk("author", **desk)
    open_the_draft(author)
    follow(author, author.get_by_role("link", name="1 Purpose", exact=True))
    then_anyone_can_use(author)
    author.get_by_label("Text (optional)", exact=True).first.fill(
        "This policy is **for you**, on any device."
    )
    follow(author, author.get_by_role("button", name="Save", exact=True))
    then_anyone_can_use(author)
    make_the_move(author, "Submit for decision")
    assert "Version 3.0 is in review" in author.locator("main").inner_text()

    for name, topic in (("section-151-officer", "Financial"), ("monitoring-officer", "Legal")):
        officer = at_the_desk(name, **desk)
        open_the_draft(officer)
        make_the_move(officer, "Add a comment", Topic=topic, No_implications=True)

    clerk, confirmer = at_the_desk("clerk", **desk), at_the_desk("confirming-officer", **desk)
    today = Version.objects.get(major=3).submission.at.date().isoformat()
    for body, outcome, minute in (
        ("Overview and Scrutiny Committee", "Recommended", "OSC/26/041"),
        ("Cabinet", "Approved", "CAB/26/077"),
    ):
        open_the_draft(clerk)
        make_the_move(
            clerk,
            "Enter a decision",
            Body=body,
            Date_of_the_decision=today,
            Minute_reference=minute,
            **{outcome: True, "Report reference (optional)": f"{minute}/R"},
            Resolution=f"That version 3.0 be {outcome.lower()}.",
        )
        open_the_draft(confirmer)
        make_the_move(confirmer, "Confirm the decision")
    assert "Version 3.0 is approved" in confirmer.locator("main").inner_text()

    open_the_draft(author)
    assert "Only the Corporate Officer can publish an approved version." in (
        author.locator("main").inner_text()
    )

    officer = at_the_desk("corporate-officer", **desk)
    open_the_draft(officer)
    make_the_move(officer, "Publish")
    assert "Version 3.0 is in force" in officer.locator("main").inner_text()

    reader = open_browser(width=390, **{"java_script_enabled": java_script})
    reader.goto("/documents/social-media-policy/")
    words = reader.locator("main").inner_text()
    assert "Version 3.0 of this policy is in force." in words
    assert "(CAB/26/077)" in words
    assert "This policy is for you, on any device." in words
    reader.goto("/documents/social-media-policy/versions/2.2/")
    version = Version.objects.get(major=2, minor=2, document__slug="social-media-policy")
    assert version.in_force_until == london_day(Version.objects.get(major=3).submission.at)
    assert f"until {in_words(version.in_force_until)}" in reader.locator("main").inner_text()
