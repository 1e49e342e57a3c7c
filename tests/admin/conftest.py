"""Officers at the desk: a signed-in client for each, and the addresses of its pages."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.admin.browser import CHROMIUM


@pytest.fixture
def at_desk():
    """A client signed in as this person."""

    def signed_in(person) -> Client:
        client = Client()
        client.force_login(person)
        return client

    return signed_in


@pytest.fixture
def address():
    """The address of a page of the desk."""

    def of(name: str, *args) -> str:
        return reverse(f"admin:policies_{name}", args=args)

    return of


@pytest.fixture
def page_of(address):
    """The address of a version’s own page."""

    def of(version) -> str:
        return address("version_change", version.pk)

    return of


@pytest.fixture(scope="module")
def chromium():
    playwright = pytest.importorskip("playwright.sync_api", reason="Playwright is missing.")
    with playwright.sync_playwright() as running:
        browser = running.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def desk(chromium, live_server):
    """A browser at the desk that keeps every fault of the console."""
    context = chromium.new_context(
        base_url=live_server.url, viewport={"width": 1280, "height": 900}
    )
    page = context.new_page()
    page.faults = []
    page.on("console", lambda m: page.faults.append(m.text) if m.type == "error" else None)
    yield page
    context.close()
