"""What must never happen, tried at the desk: the page says why not, and nothing moves."""

from datetime import timedelta

import pytest
from django.test import Client

from policies.actions import submitting
from policies.actions.keeping_routes import StageWords
from policies.domain.lifecycle import Outcome
from policies.domain.roles import Role
from policies.domain.stages import StageKind
from policies.models import Comment, Confirmation, Decision, OfficerDecision, User
from tests.admin.posting import fields_of, words_of
from tests.alone import STATED, Alone
from tests.journeys.desks import ClientDesk, page_for, page_of


@pytest.fixture
def desk(town, monkeypatch):
    """Every clock stands where the town’s stands."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: town.at)
    return ClientDesk(town)


def at_the_desk(person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def test_an_approved_text_is_not_edited_not_even_from_a_page_that_stayed_open(town, draft):
    section = draft.sections.first()
    client = at_the_desk(town.author)
    pages = {
        page_of(draft): {"summary": "Mine"},
        f"/admin/policies/section/{section.pk}/change/": {"body": "Mine"},
    }
    left_open = {address: fields_of(client.get(address)) for address in pages}
    submitting.submit_version(version=draft, by=town.author, at=town.now())
    approved = town.decide(town.fresh(draft), town.body, Outcome.APPROVED)
    for address, answers in pages.items():
        page = client.post(address, left_open[address] | answers, follow=True)
        assert "This version is approved; only the text of a draft can be changed." in (
            words_of(page)
        )
        assert "<textarea" not in client.get(address).content.decode()
    section.refresh_from_db()
    assert "Mine" not in (section.body, town.fresh(approved).summary)


def test_an_author_who_is_confirming_officer_too_confirms_no_decision_on_the_own_text(
    town, desk, in_review
):
    town.enter_decision(in_review)
    town.author.groups.add(*town.confirmer.groups.all())
    sentence = (
        "You wrote part of this text, and nobody may confirm text that they wrote. "
        "Someone who is not among its authors can."
    )
    assert sentence in desk.sees(town.author, page_of(in_review))
    confirm = page_for(in_review, "confirm")
    assert sentence in words_of(at_the_desk(town.author).post(confirm))
    assert not Confirmation.objects.exists()
    assert town.fresh(in_review).is_in_review


def test_no_body_decides_on_a_text_that_the_officers_have_not_seen(town, desk):
    finance = town.make_post("Section 151 Officer", Role.SECTION_151_OFFICER)
    treasurer = town.make_person("treasurer", Role.SECTION_151_OFFICER, post=finance)
    route = town.make_route(
        StageWords(position=0, kind=StageKind.COMMENT, posts=(finance,)),
        StageWords(position=0, kind=StageKind.DECIDE, bodies=(town.body,)),
    )
    version = town.make_in_review(town.make_document(route=route))
    desk.does(treasurer, "add-comment", version, topic="Financial", stance="none")
    desk.does(town.author, "recall", version, reason="A figure was wrong.")
    desk.does(town.author, "submit", version)
    approval = {
        "body": town.body.pk,
        "outcome": "approved",
        "decided_on": town.at.date().isoformat(),
        "minute_reference": "SC 4",
        "resolution": "RESOLVED: that it be adopted.",
    }
    assert (
        "Stage 1 (officers’ comments) is not done: The Section 151 Officer commented on an "
        "earlier text; the text has changed since."
        in desk.is_refused(town.clerk, page_for(version, "enter-decision"), **approval)
    )
    assert not Decision.objects.exists()
    stands = f"comments/{Comment.objects.get().pk}/still-stands/"
    assert "The comment stands on the present text too." in desk.presses(
        treasurer, f"/admin/policies/version/{version.pk}/{stands}"
    )
    desk.does(town.clerk, "enter-decision", version, **approval)
    assert Decision.objects.exists()


def test_a_delegation_that_has_expired_decides_nothing(town, desk):
    alone = Alone(town)
    version = alone.make_amendment()
    last_day = town.at.date()
    alone.make_delegation(version.document, expires_on=last_day + timedelta(days=1))
    alone.answer(version)
    decide = page_for(version, "decide-delegated")
    assert "Reasons" in desk.sees(town.officer, decide)
    town.wait(days=1)
    sentence = "The delegation expired on 4 March 2026."
    assert sentence in desk.sees(town.officer, page_of(version))
    answers = {"outcome": "approved", "submission": version.submission_id, **STATED}
    assert sentence in words_of(at_the_desk(town.officer).post(decide, answers))
    assert not OfficerDecision.objects.exists()


def test_nobody_is_deleted_and_leavers_are_told_apart(town, in_force):
    client = at_the_desk(town.administrator)
    address = f"/admin/policies/user/{town.author.pk}/"
    page = client.get(f"{address}change/")
    assert "Untick this when someone leaves. The account is closed and the record stays whole." in (
        words_of(page)
    )
    assert f"{address}delete/" not in page.content.decode()
    for response in (
        client.get(f"{address}delete/"),
        client.post(f"{address}delete/", {"post": "yes"}),
    ):
        assert response.status_code == 403
    assert User.objects.filter(pk=town.author.pk).exists()
