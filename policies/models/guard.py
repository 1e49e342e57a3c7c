"""A rule that the database itself holds: an event on a table refused under a condition."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Guard:
    """Refuses an event on a table under a condition, with a sentence.

    ``condition`` writes ``{differs}`` for “is not the same as”, NULL counted as a value, and
    ``{a_year_ago}`` for a year ago by the clock of the database, less two days for leap years and
    for the hours between London and it.
    """

    table: str
    event: str
    name: str
    condition: str
    sentence: str

    @property
    def trigger(self) -> str:
        return f"guard_{self.table.removeprefix('policies_')}_{self.event.lower()}_{self.name}"[:63]


def row_exists(table: str, columns: tuple[str, ...], *conditions: str) -> str:
    """Return the condition that a row with the same values in these columns is there already."""
    same = [f"kept.{column} = NEW.{column}" for column in columns]
    return f"EXISTS (SELECT 1 FROM {table} kept WHERE {' AND '.join([*same, *conditions])})"
