"""Anyone finds out what changed between two versions, and since when a section reads as it does."""

import pytest

from tests.journeys.conftest import follow, then_anyone_can_use

pytestmark = pytest.mark.django_db(transaction=True)

HOME = "/documents/social-media-policy/"
# Two versions that differ in most ways, the choice of two, and one section through all of them.
PAGES = (f"{HOME}compare/2.0/2.1/", f"{HOME}compare/1.0/2.2/", f"{HOME}compare/")


def is_seen(page, selector: str) -> bool:
    return page.locator(selector).first.is_visible()


def test_what_changed_is_found_read_and_understood(demonstration, open_browser):
    page = open_browser()
    page.goto(HOME)
    follow(page, page.get_by_role("link", name="What changed since 2.1"))
    assert "from version 2.1 to version 2.2" in page.title()
    page.get_by_role("link", name="1 Purpose").first.click()
    assert page.evaluate("document.querySelector(':target h2').innerText") == "1 Purpose"

    # Beside each other where there is room, one below the other where there is not or on request.
    tops = page.locator(".line.reworded").first.evaluate(
        "line => [...line.querySelectorAll('.side')].map(side => side.getBoundingClientRect().top)"
    )
    assert tops[0] == tops[1]
    assert not is_seen(page, ".line.reworded > .whole")
    page.get_by_label("Show before and after in one column").check()
    assert is_seen(page, ".line.reworded > .whole")
    assert not is_seen(page, ".side")
    then_anyone_can_use(page)

    follow(page, page.get_by_role("link", name="When did this change? 1 Purpose").first)
    assert "This section has read as it does now since" in page.locator("main").inner_text()
    then_anyone_can_use(page)


def test_everyone_can_use_these_pages(demonstration, open_browser):
    for preferences in (
        {"width": 1280},
        {"width": 320, "color_scheme": "dark"},
        {"width": 390, "forced_colors": "active"},
    ):
        page = open_browser(**preferences)
        for address in PAGES:
            page.goto(address)
            if preferences["width"] < 1000 and "compare/1.0" in address:
                assert not is_seen(page, ".side")
            then_anyone_can_use(page)
    page.emulate_media(media="print")
    page.goto(PAGES[0])
    assert is_seen(page, "main ins")
    assert not is_seen(page, ".side")


def test_two_versions_are_chosen_with_the_keyboard_and_without_scripts(demonstration, open_browser):
    page = open_browser(width=390, java_script_enabled=False)
    page.goto(f"{HOME}compare/")
    page.get_by_label("What did this version say?").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    with page.expect_navigation(wait_until="load"):
        page.keyboard.press("Enter")
    assert "from version 2.0 to version 2.2" in page.title()
    folded = page.locator("details.unchanged").first
    folded.locator("summary").focus()
    page.keyboard.press("Enter")
    assert folded.locator(".line").first.is_visible()
