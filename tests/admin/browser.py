"""A real browser at the desk: signing in, and having axe look at a page."""

import os

from tests.factories import PASSWORD

CHROMIUM = "/usr/bin/chromium"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
PICTURES = os.environ.get("DESK_PICTURES")


def sign_in(page, person):
    page.context.clear_cookies()
    page.goto("/admin/login/")
    page.fill("[name=login]", person.username)
    page.fill("[name=password]", PASSWORD)
    page.click("#with-password button:not([type=button])")


def check(page, address, name, *, status=200):
    """Open a page and let axe look at it, as it is wide, narrow and dark."""
    for width, scheme in ((1280, "light"), (320, "dark")):
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)
        page.faults.clear()
        assert page.goto(address).status == status
        # Faults of the page itself; pictures and axe bring styles of their own.
        faults = [fault for fault in page.faults if f"status of {status}" not in fault]
        assert faults == [], faults
        for details in page.query_selector_all("details:not([open]) > summary"):
            details.evaluate("summary => summary.parentElement.open = true")
        if PICTURES:
            page.screenshot(path=f"{PICTURES}/{name}-{width}.png", full_page=True)
        look(page, f"{address} {width}")


def look(page, name):
    """Let axe look at the page as it stands, and see that it does not scroll sideways."""
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": TAGS}})
    assert found.violations_count == 0, f"{name} {found.generate_report()}"
    too_wide = page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
    assert not too_wide, f"{name} scrolls sideways"


def picture(page, name):
    """Keep a picture of the page as it stands, wide and narrow, if pictures are asked for."""
    for width in (1280, 390) if PICTURES else ():
        page.set_viewport_size({"width": width, "height": 900})
        page.screenshot(path=f"{PICTURES}/{name}-{width}.png", full_page=True)
