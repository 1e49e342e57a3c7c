"""A member searches, and looks up the essentials on a phone before posting."""

import pytest

from tests.journeys.conftest import follow, then_anyone_can_use

pytestmark = pytest.mark.django_db(transaction=True)

PAGES = (
    "/search/?q=members", "/search/?q=purdha", "/search/?q=scope&on=2026-02-30", "/at-a-glance/",
    "/dos-and-donts/", "/risks/", "/law/", "/glossary/",
)  # fmt: skip


def test_every_page_across_documents_works_for_everyone(demonstration, open_browser):
    for preferences in (
        {"width": 1280},
        {"width": 320, "color_scheme": "dark"},
        {"width": 390, "forced_colors": "active"},
    ):
        page = open_browser(**preferences)
        for address in PAGES:
            page.goto(address)
            page.faults[:] = [fault for fault in page.faults if "400 (Bad Request)" not in fault]
            then_anyone_can_use(page)


def test_a_keyboard_and_no_script_are_enough_to_find_a_section(demonstration, open_browser):
    page = open_browser(width=320, java_script_enabled=False)
    page.goto("/")
    page.get_by_role("searchbox").focus()
    page.keyboard.type("libel")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert "Also looked for" in page.locator("main").inner_text()
    first = page.locator(".found h4 a").first
    heading = first.inner_text()
    follow(page, first)
    anchor = page.url.partition("#")[2]
    assert heading in page.locator(f"#{anchor}").inner_text()


def test_targets_are_large_on_the_page_for_a_phone(demonstration, open_browser):
    page = open_browser(width=390, height=844)
    page.goto("/")
    follow(page, page.get_by_role("link", name="Before you post"))
    big = page.locator("main .big")
    assert big.count() >= 2
    for number in range(big.count()):
        assert big.nth(number).bounding_box()["height"] >= 44
