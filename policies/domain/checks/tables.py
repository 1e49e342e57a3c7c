"""Tables: a row of headings that tells each cell what it is (WCAG 2.2, 1.3.1; L13).

Which lines make a table is asked of ``domain.markdown``, block by block.
"""

import re
from collections.abc import Iterator

from policies.domain import markdown
from policies.domain.checks.draft import Draft
from policies.domain.checks.plain_text import PlainText, without_code, without_comments
from policies.domain.checks.remark import Remark, shortened

MOST_COLUMNS = 5
# The headings stand in the first rows: no need to ask about the thousandth.
_MOST_LINES = 60
_MOST_LETTERS = 8_000
_DASHES = re.compile(r"\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*")
_ROW = re.compile(r"<tr[^>]*>(.*?)</tr>", re.S)
_CELL = re.compile(r"<t([hd])\b[^>]*>(.*?)</t[hd]>", re.S)
_TAG = re.compile(r"<[^>]*>")


def remarks(draft: Draft) -> Iterator[Remark]:
    """Yield a fault for each table without headings, and advice on empty ones and wide tables.

    Faults: “table-header”. Advice: “table-header-cell”, “wide-table” (more than five columns).
    """
    for text in draft.sections:
        for line, block in _blocks(without_comments(text.source)):
            where = line if line <= text.written else 0
            yield from _about(text, where, block)


def _blocks(source: str) -> Iterator[tuple[int, str]]:
    """Yield every run of lines that is, or was meant to be, one table, with its first line."""
    lines = source.split("\n")
    seen = without_code(source).split("\n")
    start = floor = 0
    while start < len(lines):
        end = start
        is_raw = "<table" in seen[start].casefold()
        if is_raw:
            while end + 1 < len(lines) and "</table" not in seen[end].casefold():
                end += 1
        elif "|" in seen[start]:
            while end + 1 < len(lines) and lines[end + 1].strip():
                end += 1
            while start > floor and lines[start - 1].strip():
                start -= 1
        if is_raw or (end > start and _is_meant_as_table(seen[start : end + 1])):
            yield start + 1, "\n".join(lines[start : end + 1])
        start = end + 1
        floor = start if is_raw else floor


def _is_meant_as_table(lines: list[str]) -> bool:
    barred = [line.strip() for line in lines]
    if any("|" in line and _DASHES.fullmatch(line) for line in barred):
        return True
    return any(
        len(first) > 2 and all(row.startswith("|") and row.endswith("|") for row in (first, second))
        for first, second in zip(barred, barred[1:], strict=False)
    )


def _about(text: PlainText, line: int, block: str) -> Iterator[Remark]:
    rows = _rows(block)
    passage = shortened(block, 120)
    if not any(words for cells in rows for kind, words in cells if kind == "h"):
        yield text.fault(
            "table-header",
            "the table here has no row of headings that a reader by ear could be told. Leave an "
            "empty line above it, and begin it with the headings and, under them, a row of "
            "dashes: | --- | --- |.",
            line=line,
            passage=passage,
        )
    elif any(kind == "h" and not words for kind, words in rows[0][1:]):
        yield text.remark(
            "table-header-cell",
            "a column of this table has no heading. Give every column one.",
            line=line,
            passage=passage,
        )
    columns = max(map(len, rows), default=0)
    if columns > MOST_COLUMNS:
        yield text.remark(
            "wide-table",
            f"this table has {columns} columns, too many for a telephone or for large print. "
            f"Keep to {MOST_COLUMNS}, or make two tables or a list of it.",
            line=line,
            passage=passage,
        )


def _rows(block: str) -> list[list[tuple[str, str]]]:
    """The first rows of the table in this block: its cells, as h or d and the words in it."""
    opening = "\n".join(block.split("\n", _MOST_LINES)[:_MOST_LINES])
    # Without its links, which say nothing of headings and can keep Markdown busy.
    html = markdown.as_html(opening[:_MOST_LETTERS].replace("[", ""))
    start = html.find("<table")
    return [
        [(kind, _TAG.sub("", words).strip()) for kind, words in _CELL.findall(row[1])]
        for row in _ROW.finditer(html[start:] if start >= 0 else "")
    ]
