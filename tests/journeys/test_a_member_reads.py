"""A member with a phone, low vision or a keyboard finds what the policy says."""

import pytest

from policies import formats
from tests.journeys.conftest import follow, then_anyone_can_use

pytestmark = pytest.mark.django_db(transaction=True)

needs_pango = pytest.mark.skipif(
    bool(formats.available("pdf")), reason=formats.available("pdf") or "Pango is here"
)
KINDS_OF_PAGE = (
    "/",
    "/documents/social-media-policy/",
    "/documents/social-media-policy/versions/1.0/",
    "/documents/social-media-policy/history/",
    "/documents/social-media-guidance/",
    "/documents/digital-engagement-strategy/",
    "/sign-in/",
)


@needs_pango
def test_a_member_reads_on_a_phone_and_downloads_both_files(demonstration, open_browser):
    page = open_browser(width=390, height=844)
    page.goto("/")
    follow(page, page.get_by_role("link", name="Social media policy for members"))
    assert "is in force. It has been since" in page.locator("main").inner_text()
    then_anyone_can_use(page)

    page.get_by_role("navigation", name="Contents").get_by_role("link", name="Defamation").click()
    assert page.get_by_role("heading", name="Defamation").is_visible()
    law = page.locator("details", has_text="Defamation Act 2013").first
    law.locator("summary").click()
    assert law.locator(".meaning").is_visible()
    then_anyone_can_use(page)

    for need, name in (
        ("Print it", "Ordinary print, PDF"),
        ("Larger print and other colours", "Large print, PDF"),
    ):
        page.locator("summary").get_by_text(need, exact=True).click()
        link = page.get_by_role("link", name=name, exact=True)
        answer = page.request.get(link.get_attribute("href"))
        assert answer.status == 200
        assert answer.headers["content-type"] == "application/pdf"
        assert answer.body().startswith(b"%PDF")


def test_the_text_can_be_spaced_out_without_loss(demonstration, open_browser):
    """WCAG 2.2, 1.4.12: the reader's own spacing, injected as a browser extension would."""
    page = open_browser(width=320)
    page.context.set_extra_http_headers({})
    for address in KINDS_OF_PAGE:
        page.goto(address)
        page.evaluate(
            """() => { const sheet = new CSSStyleSheet();
            sheet.replaceSync('* { line-height: 1.5 !important; letter-spacing: .12em !important;'
              + ' word-spacing: .16em !important; } p { margin-bottom: 2em !important; }');
            document.adoptedStyleSheets = [sheet]; }"""
        )
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_a_keyboard_reaches_the_text_and_shows_where_it_is(demonstration, open_browser):
    page = open_browser()
    page.goto("/documents/social-media-policy/")
    page.keyboard.press("Tab")
    skip = page.locator(":focus")
    assert skip.inner_text() == "Skip to the text"
    assert skip.bounding_box()["y"] >= 0
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    seen = []
    for _ in range(20):
        page.keyboard.press("Tab")
        focused = page.locator(":focus")
        # The picker button inside a date field is a stop of its own that no selector matches.
        if not focused.count():
            continue
        seen.append(focused.inner_text().strip())
        outline = focused.evaluate("e => getComputedStyle(e).outlineStyle")
        assert outline != "none"
    assert "All versions" in seen
    assert "Print it" in seen


def test_it_all_works_without_javascript(demonstration, open_browser):
    page = open_browser(java_script_enabled=False)
    page.goto("/documents/social-media-policy/")
    law = page.locator("details", has=page.locator(".meaning")).first
    law.locator("summary").click()
    assert law.locator(".meaning").is_visible()
    follow(page, page.get_by_role("link", name="All versions"))
    follow(page, page.get_by_role("link", name="Version 2.0", exact=True))
    assert "is not in force" in page.locator("main").inner_text()
    follow(page, page.get_by_role("link", name="Read version 2.2, which is in force"))
    assert "is in force" in page.locator("main").inner_text()
