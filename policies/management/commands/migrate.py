"""Django’s migrate, which on PostgreSQL gives way to readers.

A change of a table waits for whoever reads it, and whoever comes after waits behind the change:
one long query could so close the portal. So a migration waits a few seconds for each lock and
gives up, with nothing half done; it is run again at a quieter moment.
"""

from django.core.management import CommandError
from django.core.management.commands.migrate import Command as DjangoCommand
from django.db import OperationalError, connections

LONGEST_WAIT_SECONDS = 5
# “Lock not available” (PostgreSQL, appendix A: error codes).
_LOCK_NOT_AVAILABLE = "55P03"


class Command(DjangoCommand):
    def handle(self, *args, **options):
        connection = connections[options["database"]]
        if connection.vendor != "postgresql":
            return super().handle(*args, **options)
        with connection.cursor() as cursor:
            cursor.execute("SET lock_timeout = %s", [int(LONGEST_WAIT_SECONDS * 1000)])
        try:
            return super().handle(*args, **options)
        except OperationalError as error:
            if getattr(error.__cause__, "sqlstate", None) != _LOCK_NOT_AVAILABLE:
                raise
            raise CommandError(
                f"Someone held a table for longer than {LONGEST_WAIT_SECONDS} seconds, and the "
                "migration gave way, so that readers need not wait. The migration at which it "
                "stopped changed nothing. Run it again at a quieter moment."
            ) from error
        finally:
            if connection.is_usable():
                with connection.cursor() as cursor:
                    cursor.execute("RESET lock_timeout")
