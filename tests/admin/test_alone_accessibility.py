"""The pages on which officers decide alone pass axe at WCAG 2.2 AA, wide and light, narrow and
dark."""

from pathlib import Path

import pytest

from policies.actions.calling_in import call_in
from policies.models import Comment
from tests.admin.browser import CHROMIUM, check, sign_in
from tests.alone import Alone

pytestmark = [
    pytest.mark.skipif(not Path(CHROMIUM).exists(), reason="Chromium is not installed here."),
    pytest.mark.django_db(transaction=True),
]


@pytest.fixture
def alone(town):
    return Alone(town)


def test_deciding_under_a_delegation(desk, town, alone, address):
    draft = alone.start_amendment(alone.make_published())
    town.write_section(draft, "Sanctions", "Whoever breaks it is heard.")
    version = alone.submit(draft)
    # Live on the day of the browser, not only on the town’s.
    alone.make_delegation(version.document, expires_on=None)
    alone.answer(version, Comment.Stance.OBJECTS, text="Too early.")
    sign_in(desk, town.officer)
    check(desk, address("version_decide_delegated", version.pk), "decide-delegated")


def test_deciding_urgently(desk, town, alone, address, page_of):
    version = alone.make_amendment("urgent_route")
    sign_in(desk, town.officer)
    check(desk, address("version_decide_urgently", version.pk), "decide-urgently")
    check(desk, page_of(version), "urgent-in-review")


def test_what_waits_to_be_ratified(desk, town, alone, address, page_of):
    version = alone.make_urgent()
    sign_in(desk, town.clerk)
    check(desk, "/admin/", "index-to-be-ratified")
    check(desk, page_of(version), "to-be-ratified")
    check(desk, "/documents/social-media/", "published-urgently")


def test_calling_in_and_releasing(desk, town, approved, address):
    sign_in(desk, town.clerk)
    check(desk, address("version_call_in", approved.pk), "call-in")
    call_in(version=approved, authority="Five", reason="Haste.", by=town.clerk, at=town.now())
    check(desk, address("version_release", approved.pk), "release")


def test_delegations(desk, town, alone, address):
    delegation = alone.make_delegated_decision().officer_record.delegation
    sign_in(desk, town.clerk)
    check(desk, address("delegation_changelist"), "delegations")
    check(desk, address("delegation_add"), "delegation-add")
    check(desk, address("delegation_change", delegation.pk), "delegation")
    decision = delegation.uses.get().decision
    check(desk, address("decision_change", decision.pk), "officers-decision")


def test_posts_and_deputies(desk, town, address):
    sign_in(desk, town.administrator)
    check(desk, address("postholding_changelist"), "post-holdings")
    check(desk, address("postholding_add"), "post-holding-add")
    check(desk, address("user_change", town.author.pk), "person-with-a-post")
