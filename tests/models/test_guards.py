"""The record holds against raw SQL: whatever is sent past the portal, on both databases."""

import sqlite3
from pathlib import Path

import pytest
from django.core import checks
from django.core.management import call_command
from django.db import connection, transaction

from policies import migrations
from policies.domain.lifecycle import Outcome
from policies.models import guards
from tests.models.provocations import ADDED, NEVER_CHANGED, provocations
from tests.models.raw_sql import (
    SQLITE,
    a_strangers_connection,
    no_recursive_triggers,
    only_postgresql,
    only_sqlite,
    outcome_for,
    outcome_of,
    refused,
    run,
)


def test_every_guard_is_provoked_and_every_provocation_has_its_guard(ledger):
    provoked = {p.trigger for p in provocations(ledger)}
    assert provoked == {guard.trigger for guard in guards.guards()}


def test_every_guard_refuses_on_its_own_what_it_is_there_to_refuse(ledger):
    """Each is tried with all the others taken away, so that none hides behind another."""
    connection.check_constraints()  # PostgreSQL takes no trigger away while checks are pending.
    making = dict(statements_of_the_triggers())
    guards.uninstall(connection)
    silent = []
    for provocation in provocations(ledger):
        with transaction.atomic():
            run(making.get(provocation.trigger, "SELECT 1"))
            message = outcome_of(provocation.sql)
            if provocation.sentence not in message:
                silent.append((provocation.trigger, provocation.sql, message))
            transaction.set_rollback(True)
    assert not silent, "\n".join(map(str, silent))


def statements_of_the_triggers():
    with connection.cursor() as cursor:
        if SQLITE:
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        else:
            cursor.execute(
                "SELECT tgname, pg_get_triggerdef(oid) FROM pg_trigger"
                " WHERE NOT tgisinternal AND tgname <> 'guard_truncate'"
            )
        return cursor.fetchall()


def test_the_names_of_the_guards_are_whole_and_used_once():
    names = [guard.trigger for guard in guards.guards()]
    assert len(names) == len(set(names))
    assert all(len(name) < 63 for name in names)


def attacks(ledger):
    """Every edit, replacement and deletion of what is on record."""
    for table in ledger.recorded_tables():
        key = ledger.key_of(table)
        here = f"WHERE {key} = (SELECT MIN({key}) FROM {table})"
        yield f"UPDATE {table} SET {key} = {key}"
        yield f"DELETE FROM {table}"
        yield f"DELETE FROM {table} {here}"
        copy = f"INTO {table} SELECT * FROM {table} {here}"
        if SQLITE:
            yield f"INSERT OR REPLACE {copy}"
            yield f"REPLACE {copy}"
            yield f"UPDATE OR REPLACE {table} SET {key} = {key} + 1000"
        else:
            yield f"INSERT {copy} ON CONFLICT ({key}) DO UPDATE SET {key} = EXCLUDED.{key}"


def test_nothing_on_record_is_edited_replaced_or_deleted(ledger):
    let_through = [sql for sql in attacks(ledger) if not kept_by(outcome_of(sql))]
    let_through += [p.sql for p in provocations(ledger) if outcome_of(p.sql) == "done"]
    assert not let_through


def kept_by(outcome: str) -> bool:
    return ADDED in outcome or NEVER_CHANGED in outcome


@only_sqlite
def test_nothing_on_record_is_changed_without_recursive_triggers(ledger):
    with no_recursive_triggers():
        let_through = [sql for sql in attacks(ledger) if not kept_by(outcome_of(sql))]
        let_through += [p.sql for p in provocations(ledger) if outcome_of(p.sql) == "done"]
    assert not let_through


@only_sqlite
def test_nothing_on_record_is_changed_by_a_tool_that_knows_nothing_of_the_portal(ledger):
    with a_strangers_connection() as stranger:
        let_through = [sql for sql in attacks(ledger) if not kept_by(outcome_for(stranger, sql))]
        provoking = [provocation.sql for provocation in provocations(ledger)]
        let_through += [sql for sql in provoking if outcome_for(stranger, sql) == "done"]
    assert not let_through


def rows_replaced(stranger):
    tables = ("policies_rendition", "policies_user", "policies_version")
    return [stranger.execute(f"SELECT * FROM {table} ORDER BY 1").fetchall() for table in tables]


@only_sqlite
def test_a_replacement_never_removes_a_rendition_person_or_version(ledger):
    """REPLACE deletes whatever row is in the way of any unique index, the partial ones too."""
    replacing = [
        ledger.insert("policies_rendition", ledger.rendition, verb="REPLACE", id=90001),
        ledger.insert("policies_rendition", ledger.first_rendition, verb="REPLACE", id=90001),
        ledger.insert("policies_user", ledger.leaver, verb="REPLACE", id=90001),
        f"UPDATE OR REPLACE policies_user SET username = '{ledger.leaver.username}'"
        f" WHERE id = {ledger.town.clerk.pk}",
        f"UPDATE OR REPLACE policies_user SET id = {ledger.leaver.pk}"
        f" WHERE id = {ledger.town.clerk.pk}",
        ledger.insert("policies_version", ledger.in_force, verb="REPLACE", id=90001),
        ledger.insert("policies_version", ledger.draft, verb="REPLACE", id=90001, major=77),
        f"UPDATE OR REPLACE policies_version SET major = 1, minor = 0 WHERE id = {ledger.draft.pk}",
        f"UPDATE OR REPLACE policies_version SET id = {ledger.in_force.pk}"
        f" WHERE id = {ledger.draft.pk}",
    ]
    gone = []
    for sql in replacing:
        with a_strangers_connection() as stranger:
            before = rows_replaced(stranger)
            try:
                stranger.execute(sql)
            except sqlite3.DatabaseError:
                continue
            if rows_replaced(stranger) != before:
                gone.append(sql)
    assert not gone, "\n".join(gone)


@only_postgresql
def test_the_record_is_never_emptied(ledger):
    connection.check_constraints()
    emptied = "The record is never emptied."
    for table in sorted({guard.table for guard in guards.guards()}):
        assert emptied in refused(f"TRUNCATE {table} CASCADE")
    for table in ("policies_document", "policies_council", "policies_body", "policies_post"):
        assert emptied in refused(f"TRUNCATE {table} CASCADE")
    assert emptied in refused("TRUNCATE policies_submission, policies_document CASCADE")
    # A table that others point to is refused by those; one that stands alone by its guard.
    assert emptied in refused("TRUNCATE policies_historicalsection_laws")
    assert emptied in refused("TRUNCATE policies_authorship RESTART IDENTITY")


def errors_found():
    return [e.id for e in checks.run_checks(databases=["default"], tags=[checks.Tags.database])]


@pytest.mark.django_db
def test_no_guard_is_missing_after_the_migrations():
    assert guards.missing(connection) == []
    assert "policies.E001" not in errors_found()


@pytest.mark.django_db
def test_the_system_check_notices_each_guard_that_was_dropped():
    for guard in guards.guards():
        with transaction.atomic():
            where = "" if SQLITE else f" ON {guard.table}"
            run(f"DROP TRIGGER {guard.trigger}{where}")
            assert guards.missing(connection) == [f"{guard.trigger} on {guard.table}"]
            transaction.set_rollback(True)
    where = "" if SQLITE else " ON policies_user"
    run(f"DROP TRIGGER guard_user_delete_kept{where}")
    assert "policies.E001" in errors_found()


@only_postgresql
@pytest.mark.django_db
def test_a_guard_that_was_only_switched_off_is_noticed():
    run("ALTER TABLE policies_submission DISABLE TRIGGER guard_truncate")
    assert guards.missing(connection) == ["guard_truncate on policies_submission"]
    run("ALTER TABLE policies_submission ENABLE TRIGGER guard_truncate")
    run("ALTER TABLE policies_submission DISABLE TRIGGER USER")
    assert len(guards.missing(connection)) > 2
    assert "policies.E001" in errors_found()


MIGRATION_AHEAD = """
from django.db import migrations, models

class Migration(migrations.Migration):
    dependencies = [("policies", "{last}")]
    operations = [migrations.AlterField("{model}", "{field}", models.CharField(max_length=333))]
"""


@pytest.mark.parametrize(
    ("model", "field"), [("section", "heading"), ("version", "title"), ("submission", "post")]
)
@pytest.mark.django_db(transaction=True)
def test_guards_come_back_when_a_migration_rebuilds_a_table(
    settings, tmp_path, monkeypatch, model, field
):
    """SQLite drops the triggers of a table that it rebuilds, without a word."""
    here = Path(migrations.__file__).parent
    last = sorted(path.stem for path in here.glob("0*.py"))[-1]
    ahead = tmp_path / f"ahead_{model}"
    ahead.mkdir()
    (ahead / "__init__.py").write_text(f"__path__ = [*__path__, {str(here)!r}]\n")
    text = MIGRATION_AHEAD.format(last=last, model=model, field=field)
    (ahead / "9999_wider.py").write_text(text)
    monkeypatch.syspath_prepend(tmp_path)
    settings.MIGRATION_MODULES = {"policies": ahead.name}
    for target in ("9999_wider", last):
        call_command("migrate", "policies", target, verbosity=0)
        assert guards.missing(connection) == []
        assert "policies.E001" not in errors_found()


@pytest.mark.django_db(transaction=True)
def test_migrating_puts_every_guard_back_and_doing_it_again_does_no_harm():
    guards.uninstall(connection)
    assert len(guards.missing(connection)) >= len(list(guards.guards()))
    call_command("migrate", verbosity=0)
    call_command("migrate", verbosity=0)
    assert guards.missing(connection) == []


def test_a_rejection_is_not_turned_into_an_approval(ledger):
    assert ADDED in refused(
        f"UPDATE policies_decision SET outcome = '{Outcome.APPROVED.value}'"
        f" WHERE id = {ledger.decision.pk}"
    )
