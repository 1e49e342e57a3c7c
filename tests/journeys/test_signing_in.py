"""An officer's first day in a browser: the link, a password, a passkey, and that one alone.

axe looks at every page on the way, and a virtual authenticator holds the passkey.
"""

import pytest
from django.urls import reverse
from django.utils import timezone

from policies.actions.signing_in import send_link
from policies.models import Message
from tests.factories import PASSWORD
from tests.journeys.conftest import follow, then_anyone_can_use
from tests.signing_in.people import code_of, link_in

pytestmark = pytest.mark.django_db(transaction=True)
NEW = "heron-over-the-moor-52"


@pytest.fixture(autouse=True)
def _as_a_council_runs_it(settings):
    settings.PORTAL_SECOND_FACTOR = "staff"


def look(page) -> None:
    """Let axe look at the page, wide and at 320 pixels."""
    for width in (1280, 320):
        page.set_viewport_size({"width": width, "height": 900})
        then_anyone_can_use(page)


def press(page, name: str) -> None:
    follow(page, page.get_by_role("button", name=name, exact=True))


def give_an_authenticator_to(page) -> None:
    """A phone that holds passkeys and knows its owner."""
    devices = page.context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2", "transport": "internal", "hasResidentKey": True,
        "hasUserVerification": True, "isUserVerified": True, "automaticPresenceSimulation": True,
    }  # fmt: skip
    devices.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def test_an_officers_first_day(town, approved, open_browser, live_server, settings):
    settings.PUBLIC_ADDRESS = live_server.url
    town.officer.email = "officer@brackenmoor.example"
    town.officer.save()
    send_link(person=town.officer, by=town.administrator, at=timezone.now())
    page = open_browser()
    give_an_authenticator_to(page)

    page.goto(link_in(Message.objects.get()))
    look(page)
    field = page.get_by_label("New password", exact=True)
    field.fill("short")
    press(page, "Set the password")
    look(page)
    field.fill(NEW)
    page.get_by_role("button", name="Show the password").click()
    assert field.get_attribute("type") == "text"
    press(page, "Set the password")
    look(page)

    page.goto("/admin/")
    look(page)
    page.get_by_label("Name", exact=True).fill(town.officer.username)
    page.get_by_label("Password", exact=True).fill(NEW)
    press(page, "Sign in")
    look(page)
    page.goto("/account/app/")
    look(page)
    page.goto("/account/passkeys/add/")
    look(page)
    page.get_by_label("Sign in with it alone, without my password").check()
    press(page, "Add the passkey")
    look(page)
    follow(page, page.get_by_role("link", name="I have kept them: go on"))
    assert page.get_by_role("heading", name="Desk", level=1).is_visible()

    follow(page, page.get_by_role("link", name="How you sign in"))
    look(page)
    press(page, "Sign out")
    page.goto("/sign-in/?next=/admin/")
    press(page, "Sign in with a passkey")
    assert page.get_by_role("heading", name="Desk", level=1).is_visible()

    # Long ago for what cannot be undone: any length of time is too long.
    settings.ACCOUNT_REAUTHENTICATION_TIMEOUT = 0
    publish = reverse("admin:policies_version_publish", args=[approved.pk])
    page.goto(publish)
    look(page)
    settings.ACCOUNT_REAUTHENTICATION_TIMEOUT = 900
    follow(page, page.get_by_role("link", name="Use a passkey"))
    look(page)
    press(page, "Use a passkey")
    assert page.url.endswith(publish)


def test_it_works_without_scripts(town, open_browser, live_server):
    page = open_browser(java_script_enabled=False)
    page.goto("/sign-in/?next=/admin/")
    assert not page.get_by_role("button", name="Sign in with a passkey").is_visible()
    page.get_by_label("Name", exact=True).fill(town.author.username)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    press(page, "Sign in")
    follow(page, page.get_by_role("link", name="Set up an app"))
    page.get_by_label("Code", exact=True).fill(code_of(page.locator(".key").inner_text()))
    press(page, "Use this app")
    follow(page, page.get_by_role("link", name="I have kept them: go on"))
    assert page.get_by_role("heading", name="Desk", level=1).is_visible()
