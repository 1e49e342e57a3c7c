"""The clock: what is due is done once, as planned, or says why not, and nothing else stops."""

import threading
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core import mail
from django.db import connection

from policies import formats
from policies.actions import calling_in, clock, outbox
from policies.actions.planning import cancel_plan, plan_publication
from policies.domain.errors import FAULT
from policies.models import PlannedPublication, Rendition, StatusChange, User, Version, guards
from tests.factories import Town

pytestmark = pytest.mark.django_db
DAY = date(2026, 6, 10)
# In June London is an hour ahead of UTC: its day begins at 23:00 of the day before.
MIDNIGHT = datetime(2026, 6, 9, 23, 0, tzinfo=UTC)
TEXT_CHANGED = "UPDATE policies_section SET body = 'Anything goes.' WHERE version_id = %s"


@pytest.fixture(autouse=True)
def _no_files(monkeypatch):
    """These tests are about publishing; files have their own."""
    monkeypatch.setattr("policies.formats.available", lambda *asked: "Not built in this test.")


@pytest.fixture
def planned(town, approved) -> Version:
    plan_publication(version=approved, day=DAY, by=town.officer, at=town.now())
    return approved


def run(at: datetime) -> list[tuple[str, bool]]:
    return [(said.sentence, said.is_failure) for said in clock.run_due(now=lambda: at)]


def plan() -> PlannedPublication:
    return PlannedPublication.objects.get()


def test_a_day_begins_at_midnight_in_london_in_summer_too(town, planned):
    assert run(MIDNIGHT - timedelta(seconds=1)) == []
    assert town.fresh(planned).is_approved
    assert run(MIDNIGHT) == [("Social media policy 1.0 was published. It is in force.", False)]
    assert town.fresh(planned).in_force_from == DAY


def test_the_record_says_that_the_clock_did_it_and_who_planned_it(town, planned):
    run(MIDNIGHT)
    change = StatusChange.objects.get(move="publish")
    assert (change.by, change.post) == (town.officer, "Corporate Officer")
    assert change.note == "By the clock, as planned by officer on 2 March 2026"
    assert town.fresh(planned).next_review_on == date(2028, 6, 10)


def test_a_sole_officers_reason_goes_with_the_plan_onto_the_record(town, approved):
    clerk = _sole_author(town)
    plan_publication(
        version=approved, day=DAY, exception="The parish has one clerk.", by=clerk, at=town.now()
    )
    run(MIDNIGHT)
    assert town.fresh(approved).is_in_force
    assert StatusChange.objects.get(move="publish").exception == "The parish has one clerk."


def test_a_council_that_has_a_second_officer_by_then_is_not_excused(town, approved):
    clerk = _sole_author(town)
    plan_publication(
        version=approved, day=DAY, exception="The parish has one clerk.", by=clerk, at=town.now()
    )
    town.council.has_sole_officer = False
    town.council.save()
    ((sentence, is_failure),) = run(MIDNIGHT)
    assert is_failure
    assert "nobody may publish text that they wrote" in sentence
    assert town.fresh(approved).is_approved


def _sole_author(town) -> User:
    town.council.has_sole_officer = True
    town.council.save()
    town.author.groups.add(*town.officer.groups.all())
    return User.objects.get(pk=town.author.pk)


def test_a_late_clock_publishes_on_the_actual_day(town, planned):
    run(MIDNIGHT + timedelta(days=3, hours=5))
    version = town.fresh(planned)
    assert version.in_force_from == date(2026, 6, 13)
    assert version.next_review_on == date(2028, 6, 13)


def test_running_again_does_nothing_again(town, planned, everything):
    run(MIDNIGHT)
    before = everything()
    assert run(MIDNIGHT + timedelta(minutes=1)) == []
    assert everything() == before


def test_the_version_in_force_is_superseded_in_the_same_act(town, in_force):
    town.wait(days=1)
    successor = town.make_approved(in_force.document)
    plan_publication(version=successor, day=DAY, by=town.officer, at=town.now())
    run(MIDNIGHT)
    in_force = town.fresh(in_force)
    assert (in_force.status, in_force.in_force_until) == ("superseded", DAY)
    assert town.fresh(successor).is_in_force


class TestWhatCannotBePublished:
    def refused(self, at=MIDNIGHT):
        ((sentence, is_failure),) = run(at)
        assert is_failure
        assert plan().failure in sentence
        assert plan().failed_at == at
        assert not Version.objects.in_force().exists()
        assert not StatusChange.objects.filter(move="publish").exists()
        return plan().failure

    def test_a_text_that_is_not_the_decided_one(self, town, planned):
        connection.check_constraints()
        guards.uninstall(connection)
        with connection.cursor() as cursor:
            cursor.execute(TEXT_CHANGED, [planned.pk])
        guards.install(connection)
        assert "its hash differs" in self.refused()

    def test_a_planner_who_has_lost_the_role(self, town, planned):
        town.officer.groups.clear()
        assert self.refused() == "Only the Corporate Officer can publish an approved version."

    def test_a_planner_whose_account_is_closed(self, town, planned):
        User.objects.get(pk=town.officer.pk)
        town.officer.is_active = False
        town.officer.save()
        assert "This account is closed." in self.refused()

    def test_a_version_that_was_called_in_until_it_is_released(self, town, planned):
        held = calling_in.call_in(
            version=planned, authority="Scrutiny Committee, Minute 31", reason="Costs",
            by=town.clerk, at=town.now(),
        )  # fmt: skip
        assert "It was called in" in self.refused()
        calling_in.release(
            call_in=held, authority="Cabinet, Minute 40", reason="Settled", by=town.clerk,
            at=MIDNIGHT + timedelta(hours=1),
        )  # fmt: skip
        run(MIDNIGHT + timedelta(hours=2))
        assert town.fresh(planned).is_in_force

    def test_the_same_reason_is_written_once_however_often_the_clock_comes(self, town, planned):
        town.officer.groups.clear()
        self.refused()
        rows = PlannedPublication.history.count()
        (said,) = run(MIDNIGHT + timedelta(minutes=1))
        assert said[1], "it is told at every run until somebody sees to it"
        assert PlannedPublication.history.count() == rows
        assert plan().failed_at == MIDNIGHT

    def test_a_fault_is_told_and_the_other_versions_are_published(
        self, town, planned, monkeypatch, caplog
    ):
        other = town.make_approved(town.make_document("filming", "Filming protocol"))
        plan_publication(version=other, day=DAY, by=town.officer, at=town.now())
        publish = clock.publish_version

        def fail_for_one(*, version, **act):
            if version.pk == planned.pk:
                raise OSError("The disk is full.")
            return publish(version=version, **act)

        monkeypatch.setattr(clock, "publish_version", fail_for_one)
        said = run(MIDNIGHT)
        assert (f"Social media policy 1.0 was not published: {FAULT}", True) in said
        assert town.fresh(other).is_in_force
        assert PlannedPublication.objects.failed().get().failure == FAULT
        assert "The disk is full." in caplog.text


def test_a_plan_that_was_cancelled_is_not_carried_out(town, planned):
    cancel_plan(version=planned, by=town.officer, at=town.now())
    assert run(MIDNIGHT) == []
    assert town.fresh(planned).is_approved


def test_a_fault_in_one_part_keeps_no_other_part_back(town, planned, monkeypatch, caplog):
    def fail(**given):
        raise OSError("No calendar")

    monkeypatch.setattr("policies.actions.reminding.write_reminders", fail)
    message = {"recipient": "a@brackenmoor.example", "subject": "News", "body": "Hello."}
    outbox.write_message(key="news", at=town.now(), **message)
    said = run(MIDNIGHT)
    assert (f"A part of the clock failed: {FAULT}", True) in said
    assert "No calendar" in caplog.text
    assert town.fresh(planned).is_in_force
    assert len(mail.outbox) == 1


def test_a_dry_run_tells_all_and_changes_nothing(town, planned, everything):
    town.officer.email = "officer@brackenmoor.example"
    town.officer.save()
    other = town.make_in_force(town.make_document("filming", "Filming protocol"))
    other.next_review_on = DAY + timedelta(days=3)
    other.save()
    blocked = town.make_approved(town.make_document("gifts", "Gifts policy"))
    plan_publication(version=blocked, day=DAY, by=town.officer, at=town.now())
    calling_in.call_in(
        version=blocked, authority="Scrutiny", reason="Costs", by=town.clerk, at=town.now()
    )
    message = {"recipient": "a@brackenmoor.example", "subject": "News", "body": "Hello."}
    outbox.write_message(key="news", at=town.now(), **message)
    before = everything()
    said = [one.sentence for one in clock.foresee_due(now=lambda: MIDNIGHT)]
    assert everything() == before
    assert mail.outbox == []
    assert "Social media policy 1.0 would be published." in said
    assert any(one.startswith("Gifts policy 1.0 would not be published: It was") for one in said)
    assert "A reminder of 1 thing that is due would be written." in said
    assert any(one.startswith("Message ") and one.endswith(" would be sent.") for one in said)
    assert not any("@" in one for one in said), "whoever reads the log of the timer sees no address"


@pytest.mark.django_db(transaction=True)
def test_two_clocks_at_once_do_everything_once():
    town = Town()
    town.officer.email = "officer@brackenmoor.example"
    town.officer.save()
    near = town.make_in_force(town.make_document("filming", "Filming protocol"))
    near.next_review_on = DAY + timedelta(days=3)
    near.save()
    versions = [
        town.make_approved(town.make_document(f"policy-{number}", f"Policy {number}"))
        for number in range(4)
    ]
    for version in versions:
        plan_publication(version=version, day=DAY, by=town.officer, at=town.now())
    start, said, faults = threading.Barrier(2), [], []

    def tick():
        try:
            start.wait(timeout=20)
            said.extend(run(MIDNIGHT))
        except Exception as error:
            faults.append(error)
        finally:
            connection.close()

    clocks = [threading.Thread(target=tick) for _ in range(2)]
    for one in clocks:
        one.start()
    for one in clocks:
        one.join()
    assert faults == []
    assert [sentence for sentence, is_failure in said if is_failure] == []
    assert StatusChange.objects.filter(move="publish", version__in=versions).count() == 4
    assert sum("was published" in sentence for sentence, _ in said) == 4
    assert [message.to for message in mail.outbox] == [["officer@brackenmoor.example"]]
    assert not PlannedPublication.objects.exclude(failure="").exists()


def test_the_clock_builds_what_is_missing(town, in_force, monkeypatch):
    built = []
    monkeypatch.setattr("policies.formats.available", lambda *asked: "")
    monkeypatch.setattr(
        "policies.actions.rendering.rendition_of", lambda **asked: built.append(asked)
    )
    said = run(town.at)
    assert [asked["format_name"] for asked in built] == list(formats.FORMATS)
    assert all(asked["by_clock"] for asked in built)
    assert ("Social media policy 1.0: pdf was built.", False) in said
    assert not Rendition.objects.exists()


def test_a_file_that_fails_keeps_no_other_file_back(town, in_force, monkeypatch, caplog):
    def fail_for_one(*, format_name, **asked):
        if format_name == "pdf":
            raise OverflowError("A number is too large.")

    monkeypatch.setattr("policies.formats.available", lambda *asked: "")
    monkeypatch.setattr("policies.actions.rendering.rendition_of", fail_for_one)
    said = run(town.at)
    assert (f"Social media policy 1.0: pdf was not built: {FAULT}", True) in said
    assert ("Social media policy 1.0: large-print was built.", False) in said
    assert "A number is too large." in caplog.text
