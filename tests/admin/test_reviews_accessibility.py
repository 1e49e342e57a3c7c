"""The pages of the review programme pass axe, wide and light, narrow and dark."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from policies.actions.planning import plan_publication
from policies.actions.reviewing import raise_trigger
from policies.domain.reviews import TriggerKind
from tests.admin.browser import CHROMIUM, check, sign_in

pytestmark = [
    pytest.mark.skipif(not Path(CHROMIUM).exists(), reason="Chromium is not installed here."),
    pytest.mark.django_db(transaction=True),
]


def test_the_programme_and_its_pages(desk, town, in_force, address):
    today = timezone.localdate()
    in_force.next_review_on = today - timedelta(days=20)
    in_force.save()
    for number in range(3):
        town.make_in_force(town.make_document(f"policy-{number}", f"Policy {number} on filming"))
    raise_trigger(
        document=in_force.document, kind=TriggerKind.ELECTION, what="The May elections",
        due_on=today + timedelta(days=70), by=town.officer, at=timezone.now(),
    )  # fmt: skip
    sign_in(desk, town.officer)
    check(desk, address("review_changelist"), "reviews")
    check(desk, address("review_calendar"), "calendar")
    check(desk, address("version_review", in_force.pk), "review")
    check(desk, address("reviewtrigger_add"), "trigger-add")
    check(desk, address("reviewtrigger_changelist"), "triggers")
    check(desk, address("message_changelist"), "messages")


def test_planning(desk, town, approved, address, page_of):
    sign_in(desk, town.officer)
    check(desk, address("version_plan", approved.pk), "plan")
    day = timezone.localdate() + timedelta(days=5)
    plan_publication(version=approved, day=day, by=town.officer, at=timezone.now())
    check(desk, address("version_cancel_plan", approved.pk), "cancel-plan")
    check(desk, page_of(approved), "planned")
    check(desk, address("plannedpublication_changelist"), "plans")
