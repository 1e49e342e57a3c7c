"""Named states that tests start from, all made by the actions, so that none is impossible."""

import os

import hypothesis
import pytest
from django.core.cache import caches
from django.db import connection
from django.test import TransactionTestCase

from policies.models import guards
from tests.factories import Town

# The suite asks the database from Playwright's own loop too.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

# The same random documents every time, so that a change is judged by what it changes;
# HYPOTHESIS_PROFILE=searching looks for new ones.
hypothesis.settings.register_profile("same", derandomize=True, deadline=None)
hypothesis.settings.register_profile("searching", deadline=None, max_examples=2000)
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "same"))

_empty_the_tables = TransactionTestCase._fixture_teardown


def _take_guards_away_and_empty(self):
    # The record is never emptied, except here; the migration signal puts the guards back.
    guards.uninstall(connection)
    _empty_the_tables(self)


TransactionTestCase._fixture_teardown = _take_guards_away_and_empty


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """The test database can go at the end, though a browser may still hold a line to it."""
    yield
    with django_db_blocker.unblock():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute(
                    "select pg_terminate_backend(pid) from pg_stat_activity"
                    " where datname = current_database() and pid <> pg_backend_pid()"
                    # What the server does of itself, such as cleaning up, is its own.
                    " and usename = current_user"
                )


@pytest.fixture(autouse=True)
def _settings_of_the_test(settings, tmp_path):
    caches["pages"].clear()
    caches["pace"].clear()
    settings.MEDIA_ROOT = str(tmp_path / "files")
    # The slowness of the real hasher is its virtue, and no test is about it.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item, call):
    """In CI nothing may be skipped: a missing part is a failure there."""
    outcome = yield
    report = outcome.get_result()
    if report.skipped and os.environ.get("PORTAL_NO_SKIPS") and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"Skipped, and no test may be skipped here: {report.longrepr}"


@pytest.fixture
def town(db) -> Town:
    """An invented borough with a person in every role and an empty shelf."""
    return Town()


@pytest.fixture
def draft(town):
    """A draft of a first version, with text that could be submitted."""
    return town.make_draft()


@pytest.fixture
def in_review(town):
    """A submitted version without a decision."""
    return town.make_in_review()


@pytest.fixture
def approved(town):
    """A version that its body approved."""
    return town.make_approved()


@pytest.fixture
def in_force(town):
    """A published version."""
    return town.make_in_force()
