"""Every page that an officer uses passes axe at WCAG 2.2 AA, wide and light, narrow and dark.

DESK_PICTURES names a folder in which to keep a picture of each page."""

import os
from pathlib import Path

import pytest

from policies.actions import deciding
from policies.domain.lifecycle import Outcome
from tests.admin.test_moves import Scenes
from tests.factories import PASSWORD

CHROMIUM = "/usr/bin/chromium"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
PICTURES = os.environ.get("DESK_PICTURES")

pytestmark = [
    pytest.mark.skipif(not Path(CHROMIUM).exists(), reason="Chromium is not installed here."),
    pytest.mark.django_db(transaction=True),
]


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


def sign_in(page, person):
    page.context.clear_cookies()
    page.goto("/admin/login/")
    page.fill("[name=username]", person.username)
    page.fill("[name=password]", PASSWORD)
    page.click("input[type=submit]")


def check(page, address, name, *, status=200):
    """Open a page and let axe look at it, as it is wide, narrow and dark."""
    from axe_playwright_python.sync_playwright import Axe

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
        found = Axe().run(page, options={"runOnly": {"type": "tag", "values": TAGS}})
        assert found.violations_count == 0, f"{address} {width} {found.generate_report()}"
        too_wide = page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
        assert not too_wide, f"{address} scrolls sideways at {width} px"


def test_signing_in(desk, town):
    check(desk, "/admin/login/", "login")


def test_lists_and_document(desk, town, in_force, address):
    town.make_draft(in_force.document)
    sign_in(desk, town.officer)
    check(desk, "/admin/", "index")
    check(desk, address("document_changelist"), "documents")
    check(desk, address("version_changelist"), "versions")
    check(desk, address("document_add"), "document-add")
    check(desk, address("document_change", in_force.document_id), "document")
    check(desk, address("document_record_past", in_force.document_id), "record-past")
    check(desk, address("document_start", in_force.document_id), "start", status=403)
    check(desk, address("decision_changelist"), "decisions")
    check(desk, address("decision_change", in_force.submission.decisions.get().pk), "decision")
    check(desk, address("submission_changelist"), "submissions")
    check(desk, address("lawreference_changelist"), "laws")
    check(desk, address("lawreference_change", town.law.pk), "law")


def test_starting(desk, town, in_force, address):
    sign_in(desk, town.author)
    check(desk, address("document_start", in_force.document_id), "start-open")


def test_draft(desk, town, draft, address, page_of):
    section = draft.sections.last()
    sign_in(desk, town.author)
    check(desk, page_of(draft), "draft")
    check(desk, address("section_change", section.pk), "section")
    check(desk, f"{address('section_add')}?version={draft.pk}", "section-add")
    check(desk, address("section_remove", section.pk), "section-remove")
    check(desk, address("version_read", draft.pk), "read")
    check(desk, address("version_history", draft.pk), "history")
    state = draft.history.first()
    check(desk, address("version_simple_history", draft.pk, state.pk), "history-state")
    check(desk, address("section_history", section.pk), "section-history")


def test_errors_on_a_page(desk, town, draft, page_of):
    from axe_playwright_python.sync_playwright import Axe

    sign_in(desk, town.author)
    desk.goto(page_of(draft))
    desk.fill("[name=number]", "two")
    desk.click("[name=_save]")
    desk.wait_for_selector("text=is not a version number")
    found = Axe().run(desk, options={"runOnly": {"type": "tag", "values": TAGS}})
    assert found.violations_count == 0, found.generate_report()
    if PICTURES:
        desk.screenshot(path=f"{PICTURES}/errors-1280.png", full_page=True)


@pytest.mark.parametrize(
    ("state", "who"),
    [("in_review", "clerk"), ("approved", "officer"), ("in_force", "officer"),
     ("in_force", "auditor")],
)  # fmt: skip
def test_version_out_of_draft(desk, town, page_of, request, state, who):
    version = request.getfixturevalue(state)
    sign_in(desk, getattr(town, who))
    check(desk, page_of(version), f"{state}-{who}")


@pytest.mark.parametrize(
    ("slug", "who"),
    [("submit", "author"), ("discard", "author"), ("enter-decision", "clerk"),
     ("recall", "author"), ("request-changes", "monitoring"), ("confirm", "confirmer"),
     ("decline", "confirmer"), ("conform", "author"), ("certify", "monitoring"),
     ("publish", "officer"), ("rescind", "officer"), ("withdraw", "officer")],
)  # fmt: skip
def test_moves(desk, town, address, slug, who):
    version = Scenes(town).set_up(slug)
    sign_in(desk, getattr(town, who))
    check(desk, address(f"version_{slug.replace('-', '_')}", version.pk), slug)


def test_a_closed_move(desk, town, in_review, address):
    sign_in(desk, town.auditor)
    check(desk, address("version_confirm", in_review.pk), "confirm-closed", status=403)


def test_people_and_settings(desk, town, address):
    sign_in(desk, town.administrator)
    check(desk, address("user_changelist"), "people")
    check(desk, address("user_add"), "person-add")
    check(desk, address("user_change", town.author.pk), "person")
    check(desk, f"/admin/policies/user/{town.author.pk}/password/", "person-password")
    check(desk, "/admin/password_change/", "own-password")
    check(desk, address("council_change", town.council.pk), "council")
    check(desk, address("body_changelist"), "bodies")
    check(desk, address("post_add"), "post-add")


def test_conformed_text_waits_for_its_certificate(desk, town, page_of):
    version = Scenes(town).certify()
    sign_in(desk, town.monitoring)
    check(desk, page_of(version), "conformed")


def test_a_confirmed_deferral(desk, town, in_review, page_of):
    decision = town.enter_decision(in_review, Outcome.DEFERRED)
    deciding.confirm_decision(decision=decision, by=town.confirmer, at=town.now())
    sign_in(desk, town.confirmer)
    check(desk, page_of(in_review), "deferred")
