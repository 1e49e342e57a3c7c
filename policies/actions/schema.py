"""Which migrations this database has seen, and which of this release it has not."""

from django.apps import apps
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder


def applied_migrations() -> tuple[str, ...]:
    """Return the names of the migrations that this database has seen, in alphabetical order."""
    installed = {config.label for config in apps.get_app_configs()}
    applied = MigrationRecorder(connection).applied_migrations()
    return tuple(sorted(f"{app}.{name}" for app, name in applied if app in installed))


def waiting_migrations() -> tuple[str, ...]:
    """Return the names of the migrations of this release that this database has not seen."""
    known = MigrationLoader(None).disk_migrations
    return tuple(sorted({f"{app}.{name}" for app, name in known} - {*applied_migrations()}))
