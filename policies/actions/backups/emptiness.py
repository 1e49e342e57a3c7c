"""Whether an installation may be filled from outside: only while it has no data of its own."""

from collections.abc import Iterator

from policies.actions.backups.tables import tables_with_data
from policies.actions.schema import waiting_migrations


def reasons_against_filling() -> Iterator[str]:
    """Yield why this installation may not be filled: it is not up to date, or it holds data."""
    if waiting_migrations():
        yield "This database is not up to date. Run: manage.py migrate"
        return
    full = tables_with_data()
    if full:
        listed = ", ".join(table._meta.db_table for table in full[:3])
        listed += ", …" if len(full) > 3 else ""
        yield (
            f"This installation holds data already, in {listed}. "
            "Use an empty database: make one, and run manage.py migrate."
        )
