"""What monitors and the doctor are told of an installation that is well, and of one that is not."""

import io
from datetime import timedelta
from pathlib import Path

import pytest
from django.contrib.auth.models import Group
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from policies.actions import rendering
from policies.actions.health import note_clock_run
from policies.models import ClockRun, Message, Submission, guards
from policies.models.rendition import storage_name
from tests.models.raw_sql import only_sqlite, run

pytestmark = pytest.mark.django_db
SECRET = "a-name-that-nobody-may-see"


@pytest.fixture
def well(db):
    """A clock that has just run."""
    return note_clock_run(failures=0, at=timezone.now())


@pytest.fixture
def production(settings):
    """The settings of a server that was set up with care."""
    settings.DEBUG = False
    settings.PUBLIC_ADDRESS = "https://policies.brackenmoor.example"
    settings.ALLOWED_HOSTS = ["policies.brackenmoor.example", "testserver"]
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    settings.DEFAULT_FROM_EMAIL = "policies@brackenmoor.example"
    return settings


def asked(client) -> tuple[int, dict]:
    answer = client.get("/readyz")
    return answer.status_code, answer.json()


def doctor(**options) -> tuple[str, str]:
    """What the doctor says, and how it ends."""
    said = io.StringIO()
    try:
        call_command("doctor", stdout=said, no_color=True, **options)
    except CommandError as error:
        return said.getvalue(), str(error)
    return said.getvalue(), ""


def about(name: str, told: str) -> tuple[str, str]:
    (line,) = [one for one in told.splitlines() if one.split()[1] == name]
    standing, _, sentence = line.split(maxsplit=2)
    return standing, sentence


class TestMonitors:
    def test_a_living_process_asks_nothing_of_any_part(self, client, django_assert_num_queries):
        with django_assert_num_queries(0):
            answer = client.get("/livez")
        assert (answer.status_code, answer.json()) == (200, {"status": "alive"})

    def test_a_portal_that_is_well_is_ready(self, client, well):
        status, told = asked(client)
        assert (status, told["status"]) == (200, "ready")
        assert set(told["parts"].values()) == {"fine"}
        assert set(told["parts"]) == {
            "database", "migrations", "triggers", "search", "cache", "storage", "clock"
        }  # fmt: skip
        assert not list(Path(default_storage.location).rglob("health/*"))

    @pytest.mark.parametrize("address", ["/livez", "/readyz"])
    def test_no_answer_is_kept_or_sets_a_cookie(self, client, well, address):
        answer = client.get(address)
        assert "no-store" in answer["Cache-Control"]
        assert not answer.cookies
        assert not answer.has_header("Vary")
        assert client.post(address).status_code == 405

    @pytest.mark.parametrize("address", ["/livez", "/readyz"])
    def test_it_is_asked_over_the_loopback_without_a_certificate(self, client, settings, address):
        settings.SECURE_SSL_REDIRECT = True
        assert client.get(address).status_code != 301
        assert client.get("/").status_code == 301

    def test_each_part_that_is_not_well_is_named_and_nothing_else(
        self, client, well, settings, tmp_path
    ):
        guards.uninstall(connection)
        MigrationRecorder.Migration.objects.filter(name="0013_earlier_addresses").delete()
        (tmp_path / SECRET).write_text("no folder")
        settings.MEDIA_ROOT = str(tmp_path / SECRET)
        well.ended_at -= timedelta(minutes=settings.PORTAL_CLOCK_LATE_MINUTES, seconds=1)
        well.save()
        settings.CACHES = {
            **settings.CACHES,
            "pace": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"},
        }
        answer = client.get("/readyz")
        assert answer.status_code == 503
        assert answer.json() == {
            "status": "not ready",
            "parts": {
                "database": "fine",
                "migrations": "wrong",
                "triggers": "wrong",
                "search": "fine",
                "cache": "wrong",
                "storage": "wrong",
                "clock": "wrong",
            },
        }
        assert SECRET not in answer.content.decode()

    @only_sqlite
    def test_a_lost_index_is_noticed(self, client, well):
        run("DROP TABLE policies_search_earlier")
        assert asked(client)[1]["parts"]["search"] == "wrong"


class TestTheClock:
    def test_a_run_notes_itself_in_one_row_and_a_dry_run_does_not(self, client, monkeypatch):
        call_command("run_due", dry_run=True, verbosity=0)
        assert asked(client)[1]["parts"]["clock"] == "wrong"
        before = timezone.now()
        call_command("run_due", verbosity=0)
        call_command("run_due", verbosity=0)
        (row,) = ClockRun.objects.all()
        assert before <= row.ended_at <= timezone.now()
        assert row.failures == 0
        assert asked(client)[1]["parts"]["clock"] == "fine"


class TestTheDoctor:
    def test_a_machine_for_trying_is_well_with_notes(self, well, settings):
        call_command("set_up_roles", verbosity=0)
        settings.DEBUG = True
        told, end = doctor()
        wrong = [line for line in told.splitlines() if line.startswith("wrong")]
        assert (wrong, end) == ([], "")
        assert about("development", told)[0] == "note"
        assert told.endswith("This installation is well.\n")

    def test_a_role_that_lacks_a_right_of_this_release_is_named(self, well, settings):
        settings.DEBUG = True
        call_command("set_up_roles", verbosity=0)
        Group.objects.get(name="Auditor").permissions.clear()
        told, _ = doctor()
        standing, sentence = about("roles", told)
        assert (standing, sentence) == (
            "wrong",
            "Auditor: not with the permissions of this release. Run: manage.py set_up_roles",
        )

    def test_it_says_what_to_do_and_ends_with_a_fault(self, production, town, in_force):
        rendition = rendering.rendition_of(
            submission=in_force.submission, format_name="text", at=town.now()
        )
        default_storage.delete(storage_name(rendition.sha256))
        Message.objects.create(
            key="k", recipient="a@example.org", subject="s", body="b", written_at=town.now(),
            failures=3,
        )  # fmt: skip
        told, end = doctor()
        assert about("development", told)[0] == "fine"
        assert about("address", told)[0] == "fine"
        for name, advice in (
            ("clock", "Let a timer run each minute: manage.py run_due"),
            ("stylesheets", "Run: manage.py collectstatic"),
            ("mail", "127.0.0.1:9 cannot be reached"),
            ("mail", "Messages that failed and are tried again: 1"),
            ("files", "Put them back from a backup"),
            ("security", "SECURE_HSTS_SECONDS"),
        ):
            standing, sentence = about(name, told)
            assert (standing, advice in sentence) == ("wrong", True), sentence
        assert end.endswith("things are wrong. See above what to do.")
        assert "a@example.org" not in told

    def test_it_says_only_what_is_wrong_if_asked(self, production, well):
        told, _ = doctor(wrong_only=True)
        assert told
        assert {line.split()[0] for line in told.splitlines()} == {"wrong"}

    @pytest.mark.parametrize(
        ("name", "changed", "said"),
        [
            ("address", {"PUBLIC_ADDRESS": "http://policies.example"}, "PORTAL_PUBLIC_ADDRESS"),
            ("address", {"ALLOWED_HOSTS": ["other.example"]}, "DJANGO_ALLOWED_HOSTS"),
            ("development", {"DEBUG": True}, "Unset DJANGO_DEBUG"),
            ("mail", {"DEFAULT_FROM_EMAIL": "policies@localhost"}, "PORTAL_MAIL_FROM"),
        ],
    )
    def test_settings_that_were_left_as_they_were_are_noticed(
        self, production, well, name, changed, said
    ):
        for setting, value in changed.items():
            setattr(production, setting, value)
        standing, sentence = about(name, doctor()[0])
        assert (standing, said in sentence) == ("wrong", True), sentence

    def test_text_that_was_altered_past_the_guards_is_noticed(self, town, in_force, well):
        connection.check_constraints()  # PostgreSQL takes no trigger away while checks are pending.
        guards.uninstall(connection)
        Submission.objects.update(canonical=b"{}")
        standing, sentence = about("texts", doctor()[0])
        assert (standing, "Someone altered" in sentence) == ("wrong", True)
