"""A migration gives way to readers, and readers never wait for the guards to be put back."""

import threading

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, connections

from policies.management.commands import migrate
from policies.models import guards
from tests.models.raw_sql import only_postgresql

TABLE = "policies_document"


@pytest.fixture
def another(db):
    """A second line to the same database, as a reader or a migration has it."""
    line = connection.copy()
    yield line
    line.close()


@only_postgresql
@pytest.mark.django_db(transaction=True)
class TestOnPostgreSQL:
    def test_a_reader_who_takes_long_stops_the_migration_and_not_the_other_readers(
        self, another, monkeypatch
    ):
        """The wait is shortened; that the command sets it, and says what happened, is real."""
        monkeypatch.setattr(migrate, "LONGEST_WAIT_SECONDS", 0.2)

        def change_a_table(command, *args, **options):
            with connections["default"].cursor() as cursor:
                cursor.execute(f"ALTER TABLE {TABLE} ADD COLUMN more integer")

        monkeypatch.setattr(migrate.DjangoCommand, "handle", change_a_table)
        another.set_autocommit(False)
        with another.cursor() as reading:
            reading.execute(f"SELECT count(*) FROM {TABLE}")
            with pytest.raises(CommandError, match="gave way, so that readers need not wait"):
                call_command("migrate", verbosity=0, skip_checks=True)
            reading.execute(f"SELECT count(*) FROM {TABLE}")
        another.rollback()
        with connection.cursor() as cursor:
            cursor.execute("SHOW lock_timeout")
            assert cursor.fetchone() == ("0",)

    def test_who_asks_while_a_migration_waits_is_answered_when_it_gives_way(
        self, another, monkeypatch
    ):
        """A reader behind the waiting change waits as long as the change may, and no longer."""
        monkeypatch.setattr(migrate, "LONGEST_WAIT_SECONDS", 1)
        waits = threading.Event()
        read = []

        def change_a_table(command, *args, **options):
            with connections["default"].cursor() as cursor:
                waits.set()
                cursor.execute(f"ALTER TABLE {TABLE} ADD COLUMN more integer")

        def read_meanwhile():
            waits.wait(timeout=10)
            line = connection.copy()
            with line.cursor() as cursor:
                cursor.execute(f"SELECT count(*) FROM {TABLE}")
                read.append(cursor.fetchone())
            line.close()

        monkeypatch.setattr(migrate.DjangoCommand, "handle", change_a_table)
        reader = threading.Thread(target=read_meanwhile)
        another.set_autocommit(False)
        with another.cursor() as reading:
            reading.execute(f"SELECT count(*) FROM {TABLE}")
            reader.start()
            with pytest.raises(CommandError, match="gave way, so that readers need not wait"):
                call_command("migrate", verbosity=0, skip_checks=True)
            # The first reader still reads: only the migration has gone.
            reader.join(timeout=30)
        another.rollback()
        assert read == [(0,)]

    def test_the_guards_are_put_back_while_someone_reads(self, another):
        another.set_autocommit(False)
        with another.cursor() as reading, connection.cursor() as cursor:
            reading.execute(f"SELECT count(*) FROM {TABLE}")
            cursor.execute("SET lock_timeout = 200")
            guards.install(connection)
            cursor.execute("RESET lock_timeout")
        another.rollback()
        assert guards.missing(connection) == []


@pytest.mark.django_db
def test_a_guard_that_was_altered_is_what_it_should_be_again():
    (guard,) = [one for one in guards.guards() if one.trigger == "guard_user_delete_kept"]
    with connection.cursor() as cursor:
        where = f" ON {guard.table}" if connection.vendor == "postgresql" else ""
        cursor.execute(f"DROP TRIGGER {guard.trigger}{where}")
        if connection.vendor == "postgresql":
            cursor.execute(
                f"CREATE TRIGGER {guard.trigger} BEFORE DELETE ON {guard.table} FOR EACH ROW"
                f" WHEN (false) EXECUTE FUNCTION {guard.trigger}()"
            )
        else:
            cursor.execute(
                f"CREATE TRIGGER {guard.trigger} BEFORE DELETE ON {guard.table}"
                " WHEN 0 BEGIN SELECT 1; END"
            )
    guards.install(connection)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT pg_get_triggerdef(oid) FROM pg_trigger WHERE tgname = %s", [guard.trigger]
            )
        else:
            cursor.execute("SELECT sql FROM sqlite_master WHERE name = %s", [guard.trigger])
        (made,) = cursor.fetchone()
    assert "false" not in made.lower()
    assert "WHEN 0" not in made
