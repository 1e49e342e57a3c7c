"""The security event log as files: a table for spreadsheets, and lines for collectors of logs."""

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator

from policies.domain.securityevents import COLUMNS, SecurityLine
from policies.formats.spreadsheet import as_cell


def as_csv(events: Iterable[SecurityLine]) -> Iterator[str]:
    """Yield a table with a row for each event (RFC 4180) under its header; no cell is a formula."""
    yield _row(COLUMNS)
    for event in events:
        yield _row(as_cell(cell) for cell in event.as_plain().values())


def as_json_lines(events: Iterable[SecurityLine]) -> Iterator[str]:
    """Yield a JSON object for each event, one a line (RFC 8259, UTF-8)."""
    for event in events:
        yield json.dumps(event.as_plain(), ensure_ascii=False) + "\n"


def _row(cells: Iterable[str]) -> str:
    row = io.StringIO()
    csv.writer(row).writerow(cells)
    return row.getvalue()


# The forms by the ends of their names: how they are written, and their media types.
FORMS: dict[str, tuple[Callable[[Iterable[SecurityLine]], Iterator[str]], str]] = {
    "csv": (as_csv, "text/csv; charset=utf-8; header=present"),
    "jsonl": (as_json_lines, "application/jsonl; charset=utf-8"),
}
