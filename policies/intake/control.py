"""The control block: who wrote it, which version, when, and its history and approvals.

Councils print it as a cover table, a footer, a list of "Author: …" lines or tables of
attributes at the end; here all of them become fields under their printed names.
"""

import re
from collections.abc import Sequence

from policies.intake.placing import Placing, key_of
from policies.intake.source import Line
from policies.intake.tables import blocks_of_rows, cells_of, is_row, is_rule
from policies.intake.wording import plain, without_emphasis

LABELS = frozenset(
    """
    title|document title|name of policy|policy name|policy title|document name|identifier
    |reference|document reference|reference number|file location|location|description|keywords
    |format|author|authors|owner|document owner|policy owner|responsible officer|lead officer
    |classification|date created|created|date|last review date|last reviewed|review date
    |next review date|next review|date of next review|review due|review frequency|review cycle
    |reviewed|date to dispose|retention|version|version number|version no|version date|revision
    |status|document status|division|department|service|directorate|approved by|approved|approval
    |date approved|approval date|date of approval|adopted|date adopted|date of adoption
    |adopted by|adoption date|effective date|effective from|date effective|issue date|issued
    |date issued|publication date|published|page|pages|document type|type|audience|coverage
    |applies to|distribution|subject|report to|report of|report by|report from|portfolio holder
    |key decision|contact|contact officer|telephone|tel|phone|email|e-mail|report author|wards|ward
    |ward/s affected|wards affected|ward/s|affected|responsible|officer|forward plan|committee
    |meeting|date of meeting|meeting date|cabinet member|lead member|background papers|background
    |papers|exempt|head of service|director|prepared by|produced by|supersedes|replaces
    |general exception|special urgency|attached|required|equality impact assessment|policy number
    |document control|written by|minute|minute reference|minute number
    """.replace("\n", "").replace("  ", "").strip().split("|")
)  # fmt: skip
_TWO_LINE_LABELS = {
    "responsible officer", "ward/s affected", "wards affected", "ward(s) affected",
    "background papers", "report author", "portfolio holder", "key decision", "contact officer",
    "report of", "report to", "cabinet member", "lead officer", "date of meeting",
}  # fmt: skip
_HISTORY = "document history"
_APPROVAL = "document approval"
_CAPTIONS = {
    "document information": "", "document attributes": "", "document control": "",
    "document details": "", "control block": "",
    "document history": _HISTORY, "version history": _HISTORY, "revision history": _HISTORY,
    "amendment history": _HISTORY, "change history": _HISTORY, "history": _HISTORY,
    "document approval": _APPROVAL, "document approvals": _APPROVAL, "approval": _APPROVAL,
    "approvals": _APPROVAL, "approval history": _APPROVAL,
    "distribution": "distribution", "distribution list": "distribution", "coverage": "coverage",
    "document distribution": "distribution",
}  # fmt: skip
_IN_CELL = re.compile(r"([A-Z][A-Za-z/() ]{1,30}):\s{0,3}")
_KEY_LINE = re.compile(r"\s{0,8}(?:[-*•]\s)?([A-Z][^:\t|]{1,40}):(?!//)(.*)")


def is_label(text: str) -> bool:
    """Whether these words are the name of a control field."""
    return key_of(text) in LABELS


def pairs_of(cells: Sequence[str]) -> list[tuple[str, str]]:
    """Return the fields in the cells of a row; a value without a name has the label ""."""
    pairs: list[tuple[str, str]] = []
    label = ""
    has_label = False
    for position, cell in enumerate(cells):
        if not cell:
            continue
        inner = _fields_in(cell)
        if inner:
            pairs += [(label, ""), *inner] if has_label else inner
            has_label = False
        elif cell.rstrip("*").endswith(":") or (is_label(cell) and not has_label):
            if has_label:
                pairs.append((label, ""))
            label, has_label = cell, True
        elif has_label:
            pairs.append((label, cell))
            has_label = False
        elif pairs and position and cells[position - 1] and pairs[-1][0]:
            pairs[-1] = (pairs[-1][0], f"{pairs[-1][1]} {cell}")
        else:
            pairs.append(("", cell))
    if has_label:
        pairs.append((label, ""))
    return pairs


def _fields_in(cell: str) -> list[tuple[str, str]]:
    """Fields that share one cell: "Version Number: 1 Page: 2 of 2"."""
    if cell.endswith(":"):
        return []
    found = [match for match in _IN_CELL.finditer(cell[:400]) if is_label(match[1])]
    if not found or found[0].start() or (len(found) == 1 and found[0].end() >= len(cell)):
        return []
    ends = [match.start() for match in found[1:]] + [len(cell)]
    return [
        (match[1], cell[match.end() : end].strip()) for match, end in zip(found, ends, strict=True)
    ]


def take_tables(lines: Sequence[Line], placing: Placing) -> list[Line]:
    """Return the lines without the tables that belong to the control block."""
    result = list(lines)
    taken: set[int] = set()
    for start, end in blocks_of_rows(lines):
        caption_at = _caption_before(lines, start, taken)
        caption = plain(lines[caption_at].text) if caption_at is not None else ""
        rows = [(line, cells_of(line.text)) for line in lines[start:end] if _is_filled(line.text)]
        kind = _kind_of(rows, caption)
        if not kind:
            continue
        if kind == "fields":
            _take_fields(rows, placing)
        else:
            _take_rows(kind, rows, placing)
        for line in lines[start:end]:
            if is_rule(line.text):
                placing.drop([line], "table rule")
        taken.update(range(start, end))
        if caption_at is not None and not _is_section_heading(lines[caption_at].text):
            placing.labels.append(lines[caption_at].text)
            taken.add(caption_at)
            taken.update(_outer_caption(lines, caption_at, taken, placing))
    return [line for index, line in enumerate(result) if index not in taken]


def _is_filled(text: str) -> bool:
    return is_row(text) and not is_rule(text)


def _caption_before(lines: Sequence[Line], start: int, taken: set[int]) -> int | None:
    for index in range(start - 1, max(-1, start - 3), -1):
        if index in taken:
            return None
        if not lines[index].is_blank:
            name = plain(re.sub(r"^[\d.\s#*]+", "", lines[index].text[:80]))
            return index if name in _CAPTIONS else None
    return None


def _outer_caption(
    lines: Sequence[Line], caption_at: int, taken: set[int], placing: Placing
) -> set[int]:
    """ "Document Attributes" above "Document Information" names the same table."""
    outer = _caption_before(lines, caption_at, taken)
    if outer is None or _is_section_heading(lines[outer].text):
        return set()
    placing.labels.append(lines[outer].text)
    return {outer}


def _is_section_heading(text: str) -> bool:
    return bool(re.match(r"\s*(?:#|\*\*\d|\d)", text))


def _kind_of(rows: Sequence[tuple[Line, list[str]]], caption: str) -> str:
    if not rows:
        return ""
    caption = re.sub(r"^[\d ]+", "", caption)
    header = [plain(cell) for cell in rows[0][1]]
    words = set(" ".join(header).split())
    known = sum(any(is_label(cell.rstrip(":")) for cell in cells[:1]) for _, cells in rows)
    marked = sum(_is_marked(cells) for _, cells in rows)
    if _CAPTIONS.get(caption):
        return _CAPTIONS[caption]
    if "version" in words and "date" in words and len([c for c in header if c]) >= 3:
        fields = pairs_of(rows[0][1])
        is_heading_row = all(not value for _, value in fields) or bool(
            words & {"summary", "changes", "change", "amendment", "comments", "name", "approver"}
        )
        if is_heading_row and not any(cell.endswith(":") for cell in rows[0][1]):
            return _APPROVAL if words & {"approver", "approvers", "approved", "name"} else _HISTORY
    if caption in _CAPTIONS and (known or marked):
        return "fields"
    if (known + marked) * 2 >= len(rows) and known + marked >= 2:
        return "fields"
    return "fields" if len(rows) == 1 and marked and known else ""


def _is_marked(cells: Sequence[str]) -> bool:
    """Whether a row prints a known name with a colon, or starts with none under such a row."""
    return any(
        cell.endswith(":") and (is_label(cell) or key_of(cell).split()[-1:] in (["required"],))
        for cell in cells
    ) and not is_label(cells[0].rstrip(":"))


def _take_fields(rows: Sequence[tuple[Line, list[str]]], placing: Placing) -> None:
    key, subject = "", ""
    for line, cells in rows:
        if not cells[0] and key and not any(cell.endswith(":") for cell in cells):
            added = " ".join(cell for cell in cells if cell)
            placing.control[key] = f"{placing.control[key]} {added}".strip()
            continue
        pairs = pairs_of(cells)
        if cells[0] and pairs and not pairs[0][0]:
            # The first cell of a field table is a name even if no list of ours has it.
            pairs = _named_by_first_cell(pairs)
        for position, (label, value) in enumerate(pairs):
            value = _without_fragment(line, value, placing)
            if not label:
                if key and key in placing.control:
                    placing.control[key] = f"{placing.control[key]} {value}".strip()
                else:
                    placing.state("note", value, line)
                continue
            name = key_of(label)
            if not value and key and position == 0 and f"{key} {name}" in _TWO_LINE_LABELS:
                _lengthen(key, f"{key} {name}", label, placing)
                key = f"{key} {name}"
                continue
            if name in {"attached", "required"} and subject:
                placing.state(f"{subject} {name}", value, line, label=label)
                continue
            subject = re.sub(r"[: ]*required$", "", name)
            placing.state(name, value, line, label=label)
            if position == 0:
                key = name


def _named_by_first_cell(pairs: list[tuple[str, str]]) -> list[tuple[str, str]]:
    name, rest = pairs[0][1], pairs[1:]
    values: list[str] = []
    while rest and not rest[0][0]:
        values.append(rest.pop(0)[1])
    return [(name, " ".join(values)), *rest]


def _lengthen(key: str, longer: str, label: str, placing: Placing) -> None:
    """ "RESPONSIBLE" in one row and "OFFICER" in the next are one name."""
    placing.control[longer] = placing.control.pop(key)
    placing.control_lines[longer] = placing.control_lines.pop(key)
    placing.labels.append(label)


def _without_fragment(line: Line, value: str, placing: Placing) -> str:
    """The start of an address that a cell border cut off stands again in the next cell."""
    first, _, rest = value.partition(" ")
    if "@" in first and rest.startswith(first):
        placing.drop_text([line], first, "start of an address that is printed in full after it")
        return rest
    return value


def _take_rows(key: str, rows: Sequence[tuple[Line, list[str]]], placing: Placing) -> None:
    header = rows[0][1]
    while header and not header[-1]:
        header = header[:-1]
    names: list[str] = []
    for position, cell in enumerate(header, start=1):
        name = key_of(cell) or f"column {position}"
        names.append(f"{name} ({position})" if name in names or name == "more" else name)
    table: list[dict[str, str]] = []
    for _, cells in rows[1:]:
        if any(cells):
            extra = " ".join(cell for cell in cells[len(names) :] if cell)
            row = {
                name: cells[position] if position < len(cells) else ""
                for position, name in enumerate(names)
            }
            table.append({**row, "more": extra} if extra else row)
    placing.state_rows(key, table or [dict.fromkeys(names, "")], rows[0][0], header)


def take_key_lines(lines: Sequence[Line], until: int, placing: Placing) -> list[Line]:
    """Return the lines without "Author: …" lines: in the first ``until``, or two together."""
    known = [_known_key_line(line) for line in lines]
    kept: list[Line] = []
    for index, line in enumerate(lines):
        field = known[index]
        beside = any(
            0 <= other < len(lines) and known[other] is not None for other in (index - 1, index + 1)
        )
        if field and (index < until or beside):
            placing.state(key_of(field[0]), field[1], line, label=field[0])
        else:
            kept.append(line)
    return kept


def _known_key_line(line: Line) -> tuple[str, str] | None:
    text = without_emphasis(line.text[:300]) + line.text[300:]
    match = _KEY_LINE.fullmatch(text) if "\t" not in text and len(text) < 400 else None
    if match is None or not is_label(match[1]) or not match[2].strip():
        return None
    return match[1].strip(), match[2].strip()
