"""A member searches, and looks up the essentials on a phone before posting."""

import pytest

from tests.journeys.conftest import follow

pytestmark = pytest.mark.django_db(transaction=True)


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
