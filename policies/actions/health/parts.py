"""The parts that the portal cannot do without, each looked at in a moment."""

import logging
from collections.abc import Iterator, Mapping
from datetime import datetime
from types import MappingProxyType
from uuid import uuid4

from django.conf import settings
from django.core.cache import caches
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection

from policies.actions.health.finding import Check, Finding, fine, note, wrong
from policies.actions.schema import waiting_migrations
from policies.models import ClockRun, guards
from policies.models.search import index_of

logger = logging.getLogger(__name__)


def examine(checks: Mapping[str, Check], *, at: datetime) -> Iterator[tuple[str, Finding]]:
    """Yield the name of each check and what it found at this moment.

    A check that breaks has found something wrong; why is in the log.
    """
    for name, check in checks.items():
        try:
            yield name, check(at)
        except Exception as error:
            logger.exception("The check of the %s broke", name)
            yield name, wrong(_BROKEN[name] if name in _BROKEN else _about(error))


def _about(error: Exception) -> str:
    return f"This could not be looked at ({type(error).__name__}). The log has the details."


def database(at: datetime) -> Finding:
    """Whether the database answers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return fine(f"{connection.display_name} answers.")


def migrations(at: datetime) -> Finding:
    """Whether the database is as this release needs it."""
    waiting = waiting_migrations()
    if waiting:
        return wrong(f"{len(waiting)} migrations were not applied. Run: manage.py migrate")
    return fine("Every migration of this release was applied.")


def triggers(at: datetime) -> Finding:
    """Whether the guards of the record stand (the same as the system check policies.E001)."""
    absent = guards.missing(connection)
    if absent:
        return wrong(f"{len(absent)} guards of the record are missing. Run: manage.py migrate")
    return fine("Every guard of the record stands.")


def search(at: datetime) -> Finding:
    """Whether the search index is there (the same as the system check policies.E003)."""
    if not index_of(connection).is_there():
        return wrong("The search index is missing. Run: manage.py migrate")
    return fine("The search index is there.")


def cache(at: datetime) -> Finding:
    """Whether each cache gives back what it was given."""
    key, token = f"health-{uuid4().hex}", uuid4().hex
    forgetful = []
    for name in settings.CACHES:
        caches[name].set(key, token, timeout=60)
        if caches[name].get(key) != token:
            forgetful.append(name)
        caches[name].delete(key)
    if forgetful:
        return wrong(f"These caches keep nothing: {', '.join(forgetful)}. Look at their addresses.")
    return fine("The caches keep what they are given.")


def storage(at: datetime) -> Finding:
    """Whether a file can be written, read and taken away again."""
    written = default_storage.save(f"health/{uuid4().hex}", ContentFile(b"well"))
    try:
        with default_storage.open(written) as file:
            data = file.read()
    finally:
        default_storage.delete(written)
    if data != b"well":
        return wrong("The file store gives back other bytes than it was given.")
    return fine("The file store can be written and read.")


def clock(at: datetime) -> Finding:
    """Whether the clock ran to its end within the minutes that the settings allow."""
    minutes = settings.PORTAL_CLOCK_LATE_MINUTES
    run = ClockRun.objects.first()
    if run is None:
        return wrong("The clock never ran here. Let a timer run each minute: manage.py run_due")
    if run.is_late(at, minutes=minutes):
        return wrong(
            f"The clock last ran on {run} UTC, more than {minutes} minutes ago: nothing is "
            "published, sent or built. See that its timer runs manage.py run_due each minute."
        )
    if run.failures:
        return note(
            f"The clock last ran on {run} UTC, and {run.failures} things failed. Its log says why, "
            "and it tries them again."
        )
    return fine(f"The clock last ran on {run} UTC.")


# What to do where a part does not even let itself be asked.
_BROKEN = {
    "database": "The database does not answer. See that it runs, and look at DATABASE_URL.",
    "migrations": "Without the database nobody can tell which migrations were applied.",
    "triggers": "Without the database nobody can tell whether the guards of the record stand.",
    "search": "Without the database nobody can tell whether the search index is there.",
    "cache": "A cache does not answer. See that it runs, and look at its address.",
    "storage": "The file store cannot be written. Look at PORTAL_FILES_DIR, whose folder the "
    "portal must own, and at the disk.",
    "clock": "Nobody can tell when the clock last ran.",
}
READINESS: Mapping[str, Check] = MappingProxyType(
    {
        "database": database,
        "migrations": migrations,
        "triggers": triggers,
        "search": search,
        "cache": cache,
        "storage": storage,
        "clock": clock,
    }
)
