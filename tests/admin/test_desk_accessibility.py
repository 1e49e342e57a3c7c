"""Every page that an officer uses passes axe at WCAG 2.2 AA, wide and light, narrow and dark.

DESK_PICTURES names a folder in which to keep a picture of each page."""

from functools import partial
from pathlib import Path
from urllib.parse import urlencode

import pytest

from policies.actions import deciding, text
from policies.domain.lifecycle import Outcome
from policies.models import User
from tests.admin.browser import CHROMIUM, PICTURES, TAGS, check, sign_in
from tests.admin.test_moves import Scenes
from tests.factories import Town

pytestmark = [
    pytest.mark.skipif(not Path(CHROMIUM).exists(), reason="Chromium is not installed here."),
    pytest.mark.django_db(transaction=True),
]


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


@pytest.mark.parametrize("who", ["author", "confirmer", "officer", "auditor", "administrator"])
def test_what_waits(desk, town, in_force, who):
    scenes = Scenes(town)
    town.make_draft(in_force.document)
    for number, scene in enumerate((scenes.confirm, scenes.conform, scenes.publish)):
        town.make_document = partial(Town.make_document, town, slug=f"d{number}")
        scene()
    User.objects.create_user("newcomer", is_staff=True)
    sign_in(desk, getattr(town, who))
    check(desk, "/admin/", f"index-{who}")


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


def test_history_and_restoring(desk, town, draft, address):
    section = draft.sections.first()
    was = town.at
    section.body = "It binds **every** member, and co-opted members too."
    text.save_section(section=section, by=town.officer, at=town.now(), why="Plainer")
    text.remove_section(section=draft.sections.last(), by=town.author, at=town.now())
    sign_in(desk, town.author)
    check(desk, address("version_history", draft.pk), "history-of-changes")
    restore = address("version_restore", draft.pk, section.lineage)
    as_of = urlencode({"as_of": was.isoformat()})
    check(desk, f"{restore}?{as_of}", "restore")
    check(desk, address("document_history", draft.document_id), "document-history")


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
    check(desk, address("user_sign_in", town.author.pk), "person-signing-in")
    check(desk, "/admin/password_change/", "own-password")
    check(desk, address("council_change", town.council.pk), "council")
    check(desk, address("body_changelist"), "bodies")
    check(desk, address("post_add"), "post-add")
    check(desk, address("securityevent_changelist"), "security-events")


def test_conformed_text_waits_for_its_certificate(desk, town, page_of):
    version = Scenes(town).certify()
    sign_in(desk, town.monitoring)
    check(desk, page_of(version), "conformed")


def test_a_confirmed_deferral(desk, town, in_review, page_of):
    decision = town.enter_decision(in_review, Outcome.DEFERRED)
    deciding.confirm_decision(decision=decision, by=town.confirmer, at=town.now())
    sign_in(desk, town.confirmer)
    check(desk, page_of(in_review), "deferred")
