"""Tables as converters leave them: tab rows, pipe rows, rules, and rows that are no table."""

import re
from collections.abc import Sequence

from policies.domain.content import ItemKind
from policies.intake.placing import Placing
from policies.intake.result import ImportedItem
from policies.intake.source import Line
from policies.intake.wording import plain, shortened, without_emphasis

_RULE = re.compile(r"[-|:=+_ \t*~]{3,}")
_PIPE = re.compile(r"(?<!\\)\|")
_NUMBER = re.compile(r"\d{1,2}(?:\.\d{1,2}){0,3}[.)]?")
_DO = {"do", "dos", "please do", "things to do"}
_DONT = {"dont", "donts", "do not", "do nots", "please dont", "things not to do"}


def is_rule(text: str) -> bool:
    """Whether a line only draws: a table rule or a line across the page."""
    drawn = text.strip()
    return bool(_RULE.fullmatch(drawn)) and any(drawn.count(mark) >= 3 for mark in "-=_*~")


def is_row(text: str) -> bool:
    """Whether a line is a row of a table, with tabs or with pipes."""
    if "\t" in text:
        return True
    bare = text.strip()
    return bare.count("|") >= 2 and (bare.startswith("|") or bare.endswith("|"))


def is_pipe_row(text: str) -> bool:
    """Whether a row is drawn with pipes."""
    return is_row(text) and "\t" not in text


def cells_of(text: str) -> list[str]:
    """Return the cells of a row, in order, empty ones included."""
    if "\t" in text:
        return [" ".join(cell.split()) for cell in text.split("\t")]
    bare = text.strip()
    bare = bare.removeprefix("|")
    bare = bare if bare.endswith("\\|") else bare.removesuffix("|")
    return [" ".join(cell.replace("\\|", "|").split()) for cell in _PIPE.split(bare)]


def blocks_of_rows(lines: Sequence[Line]) -> list[tuple[int, int]]:
    """Return the runs of rows and rules without a blank line: first index, index after."""
    blocks: list[tuple[int, int]] = []
    start: int | None = None
    for index, line in enumerate([*lines, Line(0, 0, "")]):
        if is_row(line.text) or (start is not None and is_rule(line.text)):
            start = index if start is None else start
        elif start is not None:
            blocks.append((start, index))
            start = None
    return blocks


def unrolled(lines: Sequence[Line], placing: Placing) -> list[Line]:
    """Return the lines with numbered paragraphs taken out of the tables drawn round them.

    Converters draw a table wherever a number hangs beside its paragraph.
    """
    result = list(lines)
    for start, end in reversed(blocks_of_rows(lines)):
        block = lines[start:end]
        if not _is_numbered_layout(block):
            continue
        result[start:end] = _paragraphs(block, placing)
        placing.note(
            block[0].first,
            "table-unsure",
            f"Lines {block[0].first} to {block[-1].last} are drawn as a table, but hold "
            "numbered paragraphs. They were read as paragraphs; check them.",
        )
    return result


def _is_numbered_layout(block: Sequence[Line]) -> bool:
    rows = [cells_of(line.text) for line in block if not is_rule(line.text)]
    if len(rows) < 2 or not all(is_pipe_row(line.text) for line in block if is_row(line.text)):
        return False
    numbers = [row[0] for row in rows if row and row[0]]
    columns = {len([cell for cell in row[1:] if cell]) for row in rows}
    return bool(numbers) and columns <= {0, 1} and all(map(_NUMBER.fullmatch, numbers))


def _paragraphs(block: Sequence[Line], placing: Placing) -> list[Line]:
    paragraphs: list[Line] = []
    for line in block:
        if is_rule(line.text):
            placing.drop([line], "table rule")
            continue
        cells = [cell for cell in cells_of(line.text) if cell]
        if cells and not _NUMBER.fullmatch(cells[0]) and paragraphs:
            last = paragraphs[-2]
            joined = f"{last.text} {' '.join(cells)}"
            paragraphs[-2] = Line(last.first, line.last, joined, last.after_page)
        elif cells:
            paragraphs += [Line(line.first, line.last, " ".join(cells), line.after_page),
                           Line(line.last, line.last, "")]  # fmt: skip
    return paragraphs


def as_markdown(rows: Sequence[Sequence[str]]) -> str:
    """Return a Markdown table with the first row as its header; short rows are filled up."""
    width = max(len(row) for row in rows)
    filled = [[*row, *[""] * (width - len(row))] for row in rows]
    drawn = ["| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |" for row in filled]
    return "\n".join([drawn[0], "|" + " --- |" * width, *drawn[1:]])


def without_empty_columns(rows: Sequence[Sequence[str]]) -> list[list[str]]:
    """Return the rows without columns in which nothing is written."""
    width = max((len(row) for row in rows), default=0)
    used = [i for i in range(width) if any(i < len(row) and row[i] for row in rows)]
    return [[row[i] if i < len(row) else "" for i in used] for row in rows]


def guidance_kinds(header: Sequence[str]) -> tuple[ItemKind, ...]:
    """Return do and don't for the columns of such a table, in order; empty if it is another."""
    names = [plain(without_emphasis(cell)) for cell in header]
    if len(names) < 2 or not all(name in _DO | _DONT for name in names):
        return ()
    return tuple(ItemKind.DO if name in _DO else ItemKind.DONT for name in names)


def guidance_kind(heading: str) -> ItemKind | None:
    """Return do or don't if a heading says just that."""
    name = plain(without_emphasis(heading))
    return ItemKind.DO if name in _DO else ItemKind.DONT if name in _DONT else None


def guidance_in_rows(rows: Sequence[Sequence[str]]) -> bool:
    """Whether the rows, and not the columns, say do and don't: in their first cells.

    A row above them may name the columns; an empty first cell goes on with the row above.
    """
    named = [guidance_kind(row[0]) for row in rows if row and row[0]]
    if not (guidance_kind(rows[0][0]) or guidance_kind(rows[1][0])):
        return False
    names = named if named and named[0] else named[1:]
    return {*names} == {ItemKind.DO, ItemKind.DONT} and all(len(row) > 1 for row in rows)


def items_in_rows(
    lines: Sequence[Line], rows: Sequence[Sequence[str]], placing: Placing
) -> tuple[ImportedItem, ...]:
    """Return the cells beside "Do" and "Don't" as items, in their order."""
    reason = "row headings; each item now says what it is"
    items: list[ImportedItem] = []
    kind: ItemKind | None = None
    for position, row in enumerate(rows):
        named = guidance_kind(row[0])
        if not position and named is None:
            placing.drop_text(lines[:1], " ".join(row), "column headings of a table of items")
            continue
        if named is not None:
            placing.drop_text(lines[:1], row[0], reason)
        kind = named or kind
        items += [
            ImportedItem(kind=kind, text=without_emphasis(cell))
            for cell in row[1:]
            if cell and kind
        ]
    placing.note(
        lines[0].first,
        "items-in-rows",
        f"The rows of the table in lines {lines[0].first} to {lines[-1].last} are headed do and "
        "don’t. They were read as items; check that each has its right kind.",
    )
    return tuple(items)


def guidance_items(
    lines: Sequence[Line], rows: Sequence[Sequence[str]], placing: Placing
) -> tuple[ImportedItem, ...]:
    """Return the cells of a table of dos and don'ts as items, column by column.

    A row of such a table is no pair: that a do and a don't share it is chance.
    """
    kinds = guidance_kinds(rows[0])
    placing.drop_text(
        lines[:1], " ".join(rows[0]), "column headings; each item now says what it is"
    )
    placing.note(
        lines[0].first,
        "pairing-not-taken",
        f"The table of dos and don’ts in lines {lines[0].first} to {lines[-1].last} was read as "
        "items, all dos first. That a do and a don’t stand in one row was not taken as a pair.",
    )
    items = [
        ImportedItem(kind=kind, text=without_emphasis(row[column]))
        for column, kind in enumerate(kinds)
        for row in rows[1:]
        if column < len(row) and row[column]
    ]
    extra = [cell for row in rows[1:] for cell in row[len(kinds) :] if cell]
    items += [ImportedItem(kind=kinds[-1], text=without_emphasis(cell)) for cell in extra]
    return tuple(items)


def note_unsure(lines: Sequence[Line], placing: Placing, why: str) -> None:
    """Record that a table may have been read wrongly."""
    placing.note(
        lines[0].first,
        "table-unsure",
        f"The table in lines {lines[0].first} to {lines[-1].last} "
        f"(“{shortened(lines[0].text.strip(' |'), 40)}”) {why} Check its rows and columns.",
    )
