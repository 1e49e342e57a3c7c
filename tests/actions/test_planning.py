"""Planning a publication for a later day: who may, what is refused, what readers are told."""

from datetime import timedelta

import pytest
from django.test import Client

from policies.actions import calling_in, publishing
from policies.actions.planning import cancel_plan, plan_publication
from policies.domain.dates import in_words
from policies.domain.roles import Role
from policies.models import PlannedPublication, User


@pytest.fixture
def day(town):
    return town.at.date() + timedelta(days=30)


def plan(town, version, day, **other):
    act = {"by": town.officer, "at": town.now()} | other
    return plan_publication(version=version, day=day, **act)


def test_a_plan_says_who_planned_what_and_its_history_says_so_too(town, approved, day):
    made = plan(town, approved, day)
    assert (made.day, made.by, made.failure) == (day, town.officer, "")
    assert town.fresh(approved).is_approved
    assert made.history.get().history_user == town.officer


def test_a_second_plan_replaces_the_first_and_its_failure(town, approved, day):
    made = plan(town, approved, day)
    made.failure, made.failed_at = "It was called in.", town.now()
    made.save()
    plan(town, approved, day + timedelta(days=1))
    kept = PlannedPublication.objects.get()
    assert (kept.day, kept.failure, kept.failed_at) == (day + timedelta(days=1), "", None)


def test_every_reason_against_a_plan_is_told_at_once(town, in_review, reasons_when):
    reasons = reasons_when(
        plan_publication, version=in_review, day=town.at.date(), by=town.clerk, at=town.now()
    )
    assert "Only the Corporate Officer can publish an approved version." in reasons
    assert "This version is in review; only one that is approved allows this." in reasons
    assert any("from tomorrow on" in reason for reason in reasons)


def test_the_next_review_is_after_the_planned_day(town, approved, day, reasons_when):
    reasons = reasons_when(
        plan_publication, version=approved, day=day, next_review_on=day, by=town.officer,
        at=town.now(),
    )  # fmt: skip
    assert reasons == ("The next review must be after the day of publication.",)


def test_who_wrote_the_text_does_not_plan_its_publication(town, approved, day, reasons_when):
    town.author.groups.add(*town.officer.groups.all())
    author = User.objects.get(pk=town.author.pk)
    reasons = reasons_when(plan_publication, version=approved, day=day, by=author, at=town.now())
    assert len(reasons) == 1
    assert "nobody may publish text that they wrote" in reasons[0]


def test_a_sole_officer_plans_own_text_with_a_reason(town, approved, day, reasons_when):
    town.council.has_sole_officer = True
    town.council.save()
    town.author.groups.add(*town.officer.groups.all())
    clerk = User.objects.get(pk=town.author.pk)
    (reason,) = reasons_when(plan_publication, version=approved, day=day, by=clerk, at=town.now())
    assert "nobody may publish text that they wrote" in reason
    made = plan(town, approved, day, by=clerk, exception="The parish has one clerk.")
    assert made.exception == "The parish has one clerk."
    assert plan(town, approved, day, exception="Not needed.").exception == ""


def test_what_nobody_could_see_is_not_announced(town, approved, day, reasons_when):
    reasons = reasons_when(
        plan_publication, version=approved, day=day, announce=True, by=town.officer, at=town.now()
    )
    assert reasons == (
        "No version is in force, so there is no page on which to announce this one.",
    )


def test_a_version_for_members_is_not_announced_to_the_public(town, in_force, day, reasons_when):
    town.wait(days=1)
    successor = town.make_approved(in_force.document, publication="members")
    reasons = reasons_when(
        plan_publication, version=successor, day=day, announce=True, by=town.officer, at=town.now()
    )
    assert len(reasons) == 1
    assert "not for the readers of the version in force" in reasons[0]


class TestAnnouncing:
    """Readers are told from when a new version applies only if the officer says so (rule B9)."""

    @pytest.fixture
    def successor(self, town, in_force, time_machine_to):
        town.wait(days=1)
        version = town.make_approved(in_force.document)
        time_machine_to(town.at)
        return version

    @pytest.fixture
    def time_machine_to(self, monkeypatch):
        def travel(moment):
            monkeypatch.setattr("django.utils.timezone.now", lambda: moment)

        return travel

    def page(self):
        return Client().get("/documents/social-media/").content.decode()

    def test_readers_read_it_only_if_it_is_announced(self, town, successor, day):
        plan(town, successor, day)
        assert "a new version applies" not in self.page()
        plan(town, successor, day, announce=True)
        assert f"From {in_words(day)} a new version applies." in self.page()

    def test_cancelling_takes_the_sentence_back(self, town, successor, day):
        plan(town, successor, day, announce=True)
        assert "a new version applies" in self.page()
        cancel_plan(version=successor, by=town.officer, at=town.now())
        assert "a new version applies" not in self.page()
        assert not PlannedPublication.objects.exists()

    def test_a_version_that_is_held_is_not_announced(self, town, successor, day):
        plan(town, successor, day, announce=True)
        calling_in.call_in(
            version=successor, authority="Scrutiny Committee, Minute 31", reason="Costs",
            by=town.clerk, at=town.now(),
        )  # fmt: skip
        assert "a new version applies" not in self.page()

    def test_a_day_that_has_come_is_not_announced_any_more(
        self, town, successor, day, time_machine_to
    ):
        plan(town, successor, day, announce=True)
        time_machine_to(town.at + timedelta(days=30))
        assert "a new version applies" not in self.page()


def test_only_a_corporate_officer_cancels_and_only_what_is_planned(
    town, approved, day, reasons_when
):
    assert reasons_when(cancel_plan, version=approved, by=town.officer, at=town.now()) == (
        "No publication of this version is planned.",
    )
    plan(town, approved, day)
    assert reasons_when(cancel_plan, version=approved, by=town.author, at=town.now()) == (
        "Only the Corporate Officer can cancel a planned publication.",
    )
    second = town.make_person("second", Role.CORPORATE_OFFICER)
    cancel_plan(version=approved, by=second, at=town.now())
    assert not PlannedPublication.objects.exists()
    assert PlannedPublication.history.first().history_type == "-"


def test_a_planned_version_can_be_published_before_its_day(town, approved, day):
    plan(town, approved, day)
    published = publishing.publish_version(version=approved, by=town.officer, at=town.now())
    assert published.is_in_force
