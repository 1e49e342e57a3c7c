"""The command that a timer runs: what it prints, and how it ends."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from policies.actions.planning import plan_publication
from policies.formats import FORMATS, available
from policies.models import PlannedPublication, Rendition


@pytest.fixture(autouse=True)
def _no_files(monkeypatch):
    monkeypatch.setattr("policies.formats.available", lambda *asked: "Not built in this test.")


def run(**options) -> tuple[str, str]:
    out, err = StringIO(), StringIO()
    try:
        call_command("run_due", stdout=out, stderr=err, **options)
    except CommandError as error:
        err.write(f"{error} ({error.returncode})")
    return out.getvalue(), err.getvalue()


@pytest.fixture
def planned(town, approved):
    day = timezone.localdate() + timedelta(days=1)
    plan = plan_publication(version=approved, day=day, by=town.officer, at=timezone.now())
    plan.day = timezone.localdate()
    plan.save()
    return approved


def test_it_says_in_sentences_what_it_did_and_then_that_nothing_is_due(town, planned):
    assert run() == ("Social media policy 1.0 was published. It is in force.\n", "")
    assert town.fresh(planned).is_in_force
    assert run() == ("Nothing is due.\n", "")


def test_a_dry_run_publishes_nothing(town, planned):
    assert run(dry_run=True) == ("Social media policy 1.0 would be published.\n", "")
    assert town.fresh(planned).is_approved


def test_it_ends_with_a_failure_if_something_failed(town, planned):
    town.officer.groups.clear()
    out, err = run()
    assert out == ""
    assert "was not published: Only the Corporate Officer can publish" in err
    assert err.endswith("1 thing could not be done. See above, and on the desk. (1)")
    assert PlannedPublication.objects.get().failure


@pytest.mark.django_db
def test_real_files_are_built(town, in_force, monkeypatch):
    monkeypatch.undo()
    out, err = run()
    assert err == ""
    assert "Social media policy 1.0: pdf was built." in out
    here = {name for name in FORMATS if not available(name)}
    assert set(Rendition.objects.values_list("format", flat=True)) == here
