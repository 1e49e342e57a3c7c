"""A real browser: Debian's Chromium, driven by Playwright."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from playwright.sync_api import Locator, Page, sync_playwright

from tests.formats.finished import shelf

__all__ = ["shelf"]

CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


@pytest.fixture(scope="session")
def chromium():
    """One browser for all journeys."""
    if not Path(CHROMIUM).exists():
        pytest.skip("Chromium is not installed (Debian: apt-get install chromium).")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def open_browser(chromium, live_server):
    """Open a browser of someone's own: a width, and how they like to see pages."""
    contexts = []

    def opened(width: int = 1280, height: int = 900, **preferences) -> Page:
        context = chromium.new_context(
            viewport={"width": width, "height": height}, base_url=live_server.url, **preferences
        )
        contexts.append(context)
        page = context.new_page()
        page.faults = []
        page.has_scripts = preferences.get("java_script_enabled", True)
        page.on("console", lambda m: page.faults.append(m.text) if m.type == "error" else None)
        page.on("pageerror", lambda error: page.faults.append(str(error)))
        page.on("request", lambda one: page.faults.extend(_asked_of_others(one.url)))
        return page

    def _asked_of_others(address: str) -> list[str]:
        """No page asks anybody else for anything: readers’ addresses would go to them."""
        own = address.startswith((live_server.url, "data:", "blob:"))
        return [] if own else [f"Asked of another site: {address}"]

    yield opened
    for context in contexts:
        context.close()


def follow(page: Page, link: Locator) -> None:
    """Press what leads to another page, and wait until that page is whole."""
    with page.expect_navigation(wait_until="load"):
        link.click()


def then_anyone_can_use(page: Page) -> None:
    """WCAG 2.2 AA by axe, no sideways scrolling, and nothing that the policy had to block.

    axe is a script itself: in a browser without scripts only the faults are looked at.
    """
    assert page.faults == []
    if not page.has_scripts:
        return
    found = Axe().run(page, options={"runOnly": WCAG}).response["violations"]
    # axe itself tries an inline style on some pages, which the policy blocks: not the page's fault.
    page.faults.clear()
    assert [(v["id"], [node["target"] for node in v["nodes"]]) for v in found] == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


@pytest.fixture
def demonstration(transactional_db, settings, shelf) -> None:
    """The demonstration council, as ./script/run shows it; loaded once in a run, then copied."""
    if connection.vendor == "sqlite":
        _restore(shelf.keep("demonstration of the journeys", lambda: _loaded(settings)))
    else:
        _load(settings)


def _load(settings) -> None:
    from policies.actions import demonstration

    settings.DEBUG = True
    demonstration.load(folder=settings.BASE_DIR / "fixtures")
    settings.DEBUG = False


def _loaded(settings) -> bytes:
    _load(settings)
    data = bytearray(connection.connection.serialize())
    # A copy in memory has no write-ahead log beside it (SQLite file format, bytes 18 and 19).
    data[18:20] = b"\x01\x01"
    return bytes(data)


def _restore(kept: bytes) -> None:
    connection.ensure_connection()
    with closing(sqlite3.connect(":memory:")) as copy:
        copy.deserialize(kept)
        copy.backup(connection.connection)
    ContentType.objects.clear_cache()
