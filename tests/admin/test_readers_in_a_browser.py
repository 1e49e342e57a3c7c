"""Readers write to the council in a browser: three forms, narrow and wide, without a cookie."""

from pathlib import Path

import pytest

from policies.actions.asking import ask_for_format
from policies.domain.formatrequests import AskedFormat
from policies.models import FormatRequest, PageProblem, Subscription
from tests.admin.browser import CHROMIUM, PICTURES, look, sign_in

pytestmark = [
    pytest.mark.skipif(not Path(CHROMIUM).exists(), reason="Chromium is not installed here."),
    pytest.mark.django_db(transaction=True),
]


def seen(page, name):
    """Let axe look at the page as it stands, narrow and narrower."""
    for width in (390, 320):
        page.set_viewport_size({"width": width, "height": 900})
        if PICTURES:
            page.screenshot(path=f"{PICTURES}/{name}-{width}.png", full_page=True)
        look(page, f"{name} {width}")


def test_a_reader_asks_reports_and_is_kept_told(desk, town, in_force):
    desk.goto("/documents/social-media/")
    for details in desk.query_selector_all(".way > summary"):
        details.click()
    seen(desk, "version-page")
    desk.click("text=Ask for another format")
    desk.click("text=Ask for this format")
    assert desk.evaluate("document.querySelector('.error-summary a').hash") == "#asked-0"
    seen(desk, "format-faults")
    desk.check("text=Another language")
    desk.fill("#which", "Polish")
    desk.fill("#email", "reader@example.org")
    seen(desk, "format-filled")
    desk.click("text=Ask for this format")
    desk.wait_for_selector(".reference")
    seen(desk, "format-asked")
    assert desk.inner_text(".reference") == FormatRequest.objects.get().reference
    desk.click("text=Back to the text")
    desk.click("text=Report a problem with this page")
    desk.click("text=Send the report")
    seen(desk, "problem-faults")
    desk.fill("#words", "The third link leads nowhere.")
    desk.click("text=Send the report")
    desk.wait_for_selector(".reference")
    seen(desk, "problem-reported")
    assert PageProblem.objects.get().document == in_force.document
    desk.click("text=Back to the page")
    desk.click("text=Keep me told by e-mail")
    desk.click("button:has-text('Keep me told')")
    seen(desk, "subscribe-faults")
    desk.fill("#email", "reader@example.org")
    desk.click("button:has-text('Keep me told')")
    desk.wait_for_selector("text=Look at your e-mail")
    seen(desk, "subscribe-asked")
    assert Subscription.objects.get().confirmed_at is None
    assert desk.context.cookies() == []
    assert desk.faults == []


def test_an_officer_answers_at_the_desk(desk, town, in_force):
    kept = ask_for_format(
        version=in_force, reference="7K3M-Q2XD", asked=AskedFormat.BSL,
        email="reader@example.org", at=town.now(),
    )  # fmt: skip
    sign_in(desk, town.clerk)
    seen(desk, "desk-first-page")
    desk.click("text=Answer the request")
    seen(desk, "desk-request")
    desk.check("text=It was sent")
    desk.click("button:has-text('Save')")
    desk.wait_for_selector("text=Your answer is on record.")
    kept.refresh_from_db()
    assert kept.closed_by == town.clerk
    desk.goto("/admin/policies/formatrequest/")
    seen(desk, "desk-queue")
