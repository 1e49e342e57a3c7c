"""Deputies: they act within their days, as “Deputy for the …”, and the same rules hold them."""

from datetime import timedelta

import pytest

from policies.actions import certifying, deciding, submitting, text
from policies.actions.calling_in import call_in
from policies.actions.deciding_alone import decide_under_delegation, decide_urgently
from policies.domain.lifecycle import Outcome
from policies.domain.roles import Ability, Role
from policies.models import Certificate, Decision, PostHolding, User
from tests.alone import Alone

ONLY = "Only the Monitoring Officer can confirm that a version was approved."


@pytest.fixture
def conformed(town, in_review):
    """A text that was approved as amended and waits for the monitoring officer’s certificate."""
    decision = town.enter_decision(in_review, Outcome.APPROVED_AS_AMENDED)
    deciding.confirm_decision(decision=decision, by=town.confirmer, at=town.now())
    section = in_review.sections.first()
    amendment = submitting.Amendment(section=section, heading=section.heading, body="Amended.")
    submitting.conform_version(
        version=in_review, amendments=[amendment], summary="Scope.", by=town.author, at=town.now()
    )
    return town.fresh(in_review)


@pytest.fixture
def deputise(town):
    """Makes a person a deputy for the post of a role, today and the day after."""

    def for_post(person, post) -> User:
        today = town.at.date()
        PostHolding.objects.create(
            post=post,
            person=person,
            is_deputy=True,
            held_from=today,
            held_until=today + timedelta(days=1),
        )
        return User.objects.get(pk=person.pk)

    return for_post


@pytest.fixture
def monitoring_post(town):
    return town.make_post("Monitoring Officer", Role.MONITORING_OFFICER)


@pytest.fixture
def deputy(town, deputise, monitoring_post):
    """A solicitor without a role of their own."""
    return deputise(town.make_person("solicitor"), monitoring_post)


def certifying_by(town, version, person):
    return {"version": version, "by": person, "at": town.now(), "statement": "Compared."}


@pytest.mark.parametrize("days", [0, 1])
def test_a_deputy_certifies_within_the_days(town, conformed, deputy, days):
    town.wait(days=days)
    version = certifying.certify_conformed(**certifying_by(town, conformed, deputy))
    assert version.is_approved
    certificate = Certificate.objects.get()
    assert (certificate.by, certificate.post) == (deputy, "Deputy for the Monitoring Officer")
    assert version.status_changes.last().post == "Deputy for the Monitoring Officer"


@pytest.mark.parametrize("days", [-1, 2])
def test_before_and_after_the_usual_sentence_is_said(town, conformed, deputy, reasons_when, days):
    town.wait(days=days)
    act = certifying_by(town, conformed, deputy)
    assert reasons_when(certifying.certify_conformed, **act) == (ONLY,)


def test_a_deputy_who_wrote_the_text_is_refused(
    town, draft, deputise, monitoring_post, reasons_when
):
    writer = town.make_person("writer", Role.AUTHOR)
    section = draft.sections.first()
    section.body = "It binds every member, and co-opted members too."
    text.save_section(section=section, by=writer, at=town.now())
    submitting.submit_version(version=draft, by=town.author, at=town.now())
    decision = town.enter_decision(town.fresh(draft), Outcome.APPROVED_AS_AMENDED)
    deciding.confirm_decision(decision=decision, by=town.confirmer, at=town.now())
    amendment = submitting.Amendment(section=section, heading=section.heading, body="Amended.")
    submitting.conform_version(
        version=draft, amendments=[amendment], summary="Scope.", by=town.author, at=town.now()
    )
    act = certifying_by(town, town.fresh(draft), deputise(writer, monitoring_post))
    assert reasons_when(certifying.certify_conformed, **act) == (
        "You wrote part of this text, and nobody may confirm text that they wrote. "
        "Someone who is not among its authors can.",
    )


def test_a_closed_account_deputises_for_nobody(town, conformed, deputy, reasons_when):
    deputy.is_active = False
    act = certifying_by(town, conformed, deputy)
    assert reasons_when(certifying.certify_conformed, **act) == (
        "This account is closed. An Administrator can open it again.",
    )


def test_a_deputy_for_the_clerk_and_for_the_confirming_officer_still_needs_a_second(
    town, in_review, deputise, reasons_when
):
    clerk = town.make_post("Clerk", Role.DEMOCRATIC_SERVICES_CLERK)
    confirmer = town.make_post("Manager", Role.CONFIRMING_OFFICER)
    person = deputise(town.make_person("stand-in"), clerk)
    person = deputise(person, confirmer)
    town.clerk = person
    decision = town.enter_decision(in_review)
    assert decision.entered_post == "Deputy for the Clerk"
    act = {"decision": decision, "by": person, "at": town.now()}
    assert reasons_when(deciding.confirm_decision, **act) == (
        "You entered this decision, and a second person confirms it. The Confirming Officer can.",
    )


def test_a_deputy_calls_in(town, approved, deputise):
    clerk = town.make_post("Clerk", Role.DEMOCRATIC_SERVICES_CLERK)
    person = deputise(town.make_person("stand-in"), clerk)
    held = call_in(
        version=approved, authority="Five members", reason="Too fast.", by=person, at=town.now()
    )
    assert held.post == "Deputy for the Clerk"


class TestForTheDelegate:
    @pytest.fixture
    def alone(self, town):
        return Alone(town)

    def test_a_deputy_uses_the_delegation_within_the_days(self, town, alone, deputise):
        version = alone.make_amendment()
        delegation = alone.make_delegation(version.document)
        answer = alone.answer(version)
        deputy = deputise(town.make_person("stand-in"), town.owner_post)
        use = alone.use(version, delegation, consultee_comment=answer, by=deputy)
        decision = decide_under_delegation(**use)
        kept = Decision.objects.get(pk=decision.pk)
        assert kept.post == town.owner_post
        assert kept.entered_post == "Deputy for the Corporate Officer"

    def test_and_not_the_day_after(self, town, alone, deputise, reasons_when):
        version = alone.make_amendment("urgent_route")
        deputy = deputise(town.make_person("stand-in"), town.owner_post)
        town.wait(days=2)
        assert reasons_when(decide_urgently, **alone.urgent(version, by=deputy)) == (
            "Only the Corporate Officer, the Monitoring Officer or the Section 151 Officer "
            "can decide alone.",
            "You neither hold the post “Corporate Officer” on this day nor deputise for it. "
            "Whoever does can decide.",
        )

    def test_a_deputy_for_another_post_has_the_role_and_not_the_post(
        self, town, alone, deputise, monitoring_post, reasons_when
    ):
        version = alone.make_amendment("urgent_route")
        deputy = deputise(town.make_person("stand-in"), monitoring_post)
        assert reasons_when(decide_urgently, **alone.urgent(version, by=deputy)) == (
            "You neither hold the post “Corporate Officer” on this day nor deputise for it. "
            "Whoever does can decide.",
        )

    def test_the_public_is_told_of_a_deputy_who_wrote_the_text(self, town, alone, deputise):
        version = alone.make_amendment()
        town.author = deputise(town.author, town.owner_post)
        delegation = alone.make_delegation(version.document)
        use = alone.use(
            version, delegation, consultee_comment=alone.answer(version), by=town.author
        )
        assert decide_under_delegation(**use).exception.startswith(
            "The Deputy for the Corporate Officer wrote part of this text and decided on it"
        )


def test_rights_come_and_go_with_the_days(town, monitoring_post, deputise, monkeypatch):
    now = town.at
    monkeypatch.setattr("django.utils.timezone.now", lambda: now)
    deputy = deputise(town.make_person("solicitor"), monitoring_post)
    assert deputy.has_desk
    assert deputy.can(Ability.CERTIFY)
    assert deputy.has_perm("policies.view_version")
    assert deputy.has_module_perms("policies")
    assert not deputy.has_perm("policies.change_version")
    now += timedelta(days=2)
    after = User.objects.get(pk=deputy.pk)
    assert not after.has_desk
    assert not after.can(Ability.CERTIFY)
    assert not after.has_perm("policies.view_version")
    assert not after.has_module_perms("policies")
