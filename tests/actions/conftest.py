"""What the tests of the actions share: the whole record read at once, and every kind of person."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from django.apps import apps
from django.db import connection

from policies.domain.errors import Refusal
from policies.domain.roles import Role
from policies.models import User

Record = dict[str, tuple]


def read_everything() -> Record:
    """Every row of every table of the portal, history included, as the database has it."""
    models = apps.get_app_config("policies").get_models(include_auto_created=True)
    rows: Record = {}
    with connection.cursor() as cursor:
        for table in sorted(model._meta.db_table for model in models):
            cursor.execute(f"SELECT * FROM {table} ORDER BY 1")
            rows[table] = tuple(
                tuple(bytes(v) if isinstance(v, memoryview) else v for v in row)
                for row in cursor.fetchall()
            )
    return rows


_ONLY_READS = ("SELECT", "SAVEPOINT", "RELEASE", "ROLLBACK")


@contextmanager
def writes_noted() -> Iterator[list[str]]:
    """Note every statement but reading: where there is none, nothing can have changed, and nobody
    needs to read every table to see it."""
    found: list[str] = []

    def note(execute, sql, params, many, context):
        if not sql.lstrip("( \n").upper().startswith(_ONLY_READS):
            found.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield found


@pytest.fixture
def everything(db) -> Callable[[], Record]:
    """Reads every row of the record: the same before and after a refusal."""
    return read_everything


@pytest.fixture
def reasons_when(everything) -> Callable[..., tuple[str, ...]]:
    """Calls an action that is refused, and returns its reasons: nothing may have changed."""

    def attempt(action: Callable, **act) -> tuple[str, ...]:
        before = everything()
        with pytest.raises(Refusal) as refused:
            action(**act)
        assert everything() == before, "the refusal changed something"
        return refused.value.reasons

    return attempt


@pytest.fixture
def people(town) -> dict[Role | None, User]:
    """One person for each role, none of whom wrote anything, and a reader without a role."""
    newcomers: dict[Role | None, User] = {
        role: town.make_person(f"new-{role.value}", role) for role in Role
    }
    newcomers[None] = town.make_person("reader")
    return newcomers
