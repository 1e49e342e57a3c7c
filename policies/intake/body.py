"""The text under a heading: paragraphs, lists and tables as Markdown, and guidance items."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from policies.domain.content import ItemKind
from policies.intake import tables
from policies.intake.placing import Placing
from policies.intake.result import ImportedItem
from policies.intake.source import Line
from policies.intake.wording import shortened, without_dead_links, without_emphasis

_BULLET = re.compile(
    r"(?P<indent>\s*)(?:[-–—*•·▪●◦‣\uf0b7]\s+|[-–•·▪●◦‣\uf0b7](?=[^\W\d_]))(?P<text>\S.*)"
)
_NUMBERED = re.compile(r"(?P<number>\d{1,3})(?P<mark>[.)])\s+(?P<text>\S.*)")
_DEEP_NUMBER = re.compile(r"\d{1,2}(?:\.\d{1,2})+[.)]?\s")
_LETTERED = re.compile(r"\(?[a-z]{1,4}[.)]\s+\S")
_LIST_KINDS = {"risks": ItemKind.RISK, "benefits": ItemKind.BENEFIT}


@dataclass(slots=True)
class Block:
    """A paragraph, a list or a table, with the lines it was made from.

    ``depths`` and ``marks`` belong to the entries of a list; the mark of a number is in its text.
    """

    kind: str
    parts: list[str]
    lines: list[Line]
    items: tuple[ImportedItem, ...] = ()
    depths: list[int] = field(default_factory=list)
    marks: list[str] = field(default_factory=list)

    @property
    def is_numbered(self) -> bool:
        """Whether a list counts its entries."""
        return bool(self.marks) and not self.marks[0]

    def take(self, line: Line, text: str, depth: int, mark: str) -> None:
        """Add an entry to a list."""
        self.parts.append(text)
        self.depths.append(depth)
        self.marks.append(mark)
        self.lines.append(line)

    @property
    def is_plain(self) -> bool:
        """Whether a list has no numbers, and no list inside it."""
        return len(set(self.depths)) <= 1 and "" not in self.marks

    @property
    def markdown(self) -> str:
        """The block as the body of a section has it."""
        if self.kind != "list":
            return "\n".join(self.parts)
        least = min(self.depths)
        return "\n".join(
            f"{'    ' * (depth - least)}{mark}{part}"
            for part, depth, mark in zip(self.parts, self.depths, self.marks, strict=True)
        )


def body_of(
    lines: Sequence[Line], *, key: str, heading: str, placing: Placing
) -> tuple[str, tuple[ImportedItem, ...]]:
    """Return the Markdown of a section and its guidance items.

    A list becomes items only where the items can stand after the body and everything is
    still in the printed order.
    """
    blocks = blocks_of(lines, placing)
    items: tuple[ImportedItem, ...] = ()
    for position, block in enumerate(blocks):
        if block.items:
            items += block.items
            if any(not later.items for later in blocks[position + 1 :]):
                placing.note(
                    block.lines[0].first,
                    "items-moved",
                    "Text follows the table of dos and don’ts; on the page it will stand before "
                    "them. Check that it still reads well.",
                )
    blocks = [block for block in blocks if not block.items]
    kind = tables.guidance_kind(heading) or _LIST_KINDS.get(key)
    lists = [block for block in blocks if block.kind == "list"]
    ends_in_list = len(lists) == 1 and blocks[-1] is lists[0] and lists[0].is_plain
    if kind and ends_in_list and not items:
        texts = [without_emphasis(part) for part in lists[0].parts]
        items = tuple(ImportedItem(kind=kind, text=text) for text in texts if text)
        blocks = blocks[:-1]
    return "\n\n".join(block.markdown for block in blocks), items


def blocks_of(lines: Sequence[Line], placing: Placing) -> list[Block]:
    """Return the blocks of a passage, with sentences that a page parted joined again."""
    blocks: list[Block] = []
    index = 0
    was_blank = True
    while index < len(lines):
        line = _with_live_links(lines[index], placing)
        if line.is_blank:
            was_blank = True
        elif tables.is_row(line.text):
            end = _end_of_table(lines, index)
            blocks.append(_table(lines[index:end], placing))
            index, was_blank = end, True
            continue
        elif tables.is_rule(line.text):
            placing.drop([line], "line drawn across the page")
            was_blank = True
        else:
            _take(line, blocks, was_blank, placing)
            was_blank = False
        index += 1
    return [block for block in blocks if block.parts or block.items]


def _with_live_links(line: Line, placing: Placing) -> Line:
    text, dead = without_dead_links(line.text)
    if dead:
        placing.note(
            line.first,
            "dead-link",
            f"{dead} link{'s' if dead > 1 else ''} in this line led nowhere and became plain "
            "words. Give the address again if the link is needed.",
        )
    return line.with_text(text)


def _take(line: Line, blocks: list[Block], was_blank: bool, placing: Placing) -> None:
    bullet = _BULLET.fullmatch(line.text)
    last = blocks[-1] if blocks else None
    if bullet and not _is_bold_start(line.text):
        _take_bullet(line, bullet["indent"], bullet["text"].strip(), blocks)
        return
    text = line.text.strip()
    if last and _take_inner_number(line, text, last):
        return
    starts_anew = bool(
        _NUMBERED.fullmatch(text) or _DEEP_NUMBER.match(text) or _LETTERED.match(text)
    )
    if last and last.kind != "table" and not starts_anew:
        if not was_blank:
            _continue(last, line, text)
            return
        if _reads_on(last.parts[-1], text):
            last.parts[-1] = f"{last.parts[-1].rstrip()} {text}"
            last.lines.append(line)
            placing.note(
                line.first,
                "sentence-rejoined",
                f"“{shortened(text, 40)}” goes on with a sentence that was broken off before "
                f"line {line.first}. The two were joined; check them.",
            )
            return
    _start(line, text, blocks, was_blank)


def _is_bold_start(text: str) -> bool:
    return text.lstrip().startswith("**")


def _take_bullet(line: Line, indent: str, text: str, blocks: list[Block]) -> None:
    if _DEEP_NUMBER.match(text):
        blocks.append(Block("text", [text], [line]))
        return
    numbered = _NUMBERED.fullmatch(text)
    if numbered and numbered["mark"] == ".":
        if not (blocks and _take_inner_number(line, text, blocks[-1])):
            _start(line, text, blocks, False)
        return
    wide = len(indent.expandtabs(4))
    last = blocks[-1] if blocks else None
    if last is None or last.kind != "list" or (last.is_numbered and wide < 3):
        last = Block("list", [], [])
        blocks.append(last)
        last.take(line, text, min(wide // 2, 1) if wide > 3 else 0, "- ")
        return
    # One space more is a converter's slip; two or more are a list inside the list.
    last.take(line, text, min(wide // 2, last.depths[-1] + 1), "- ")


def _take_inner_number(line: Line, text: str, last: Block) -> bool:
    """Take a number that stands further in than the list before it: a list inside the list."""
    numbered = _NUMBERED.fullmatch(text)
    wide = len(line.text) - len(line.text.lstrip())
    if last.kind != "list" or wide < 3 or numbered is None or numbered["mark"] != ".":
        return False
    depth = min(wide // 4, last.depths[-1] + 1)
    if depth and (numbered["number"] == "1" or "" in _marks_at(last, depth)):
        last.take(line, text, depth, "")
        return True
    return False


def _marks_at(block: Block, depth: int) -> set[str]:
    return {m for m, d in zip(block.marks, block.depths, strict=True) if d == depth}


def _continue(last: Block, line: Line, text: str) -> None:
    if last.kind == "list":
        last.parts[-1] = f"{last.parts[-1].rstrip()} {text}"
    else:
        hard = "  " if line.text.endswith("  ") else ""
        last.parts.append(_escaped(text) + hard)
    last.lines.append(line)


def _start(line: Line, text: str, blocks: list[Block], was_blank: bool) -> None:
    numbered = _NUMBERED.fullmatch(text)
    if numbered is None:
        hard = "  " if line.text.endswith("  ") else ""
        blocks.append(Block("text", [_escaped(text) + hard], [line]))
        return
    last = blocks[-1] if blocks else None
    goes_on = last is not None and last.is_numbered
    entry = f"{numbered['number']}. {numbered['text']}"
    is_entry = numbered["mark"] == "." and len(text) < 200
    if goes_on and last is not None and is_entry and _follows(last, numbered["number"]):
        last.take(line, entry, 0, "")
    elif is_entry and numbered["number"] == "1":
        blocks.append(Block("list", [entry], [line], depths=[0], marks=[""]))
    else:
        # The number of a paragraph is its label; Markdown would count anew from it.
        label = f"{numbered['number']}\\{numbered['mark']} {numbered['text']}"
        blocks.append(Block("text", [label], [line]))


def _follows(block: Block, number: str) -> bool:
    """Whether a number is the next of a list; what stands inside its last entry is passed over."""
    outer = [part for part, depth in zip(block.parts, block.depths, strict=True) if not depth]
    return outer[-1].split(".", 1)[0] == str(int(number) - 1)


def _escaped(text: str) -> str:
    """Keep a line from becoming a heading that nobody printed."""
    return f"\\{text}" if text.startswith("#") else text


def _reads_on(before: str, after: str) -> bool:
    """Whether a passage that broke off goes on here, as at the end of a page."""
    start = after.lstrip("*_“\"'(")[:1]
    ended = before.rstrip(" *_”\"'’)")[-1:] in tuple(".?!:;") or not before.strip()
    return start.islower() and not ended and before.count(" ") >= 3


def _end_of_table(lines: Sequence[Line], start: int) -> int:
    """A table goes on after a page end if the rows after it have as many columns."""
    width = len(tables.cells_of(lines[start].text))
    end = start
    index = start
    while index < len(lines):
        line = lines[index]
        if tables.is_row(line.text) or (end == index and tables.is_rule(line.text)):
            if index > end and not _goes_on(lines, index, width):
                break
            end = index + 1
        elif not line.is_blank:
            break
        index += 1
    return end


def _goes_on(lines: Sequence[Line], index: int, width: int) -> bool:
    rows = [line for line in lines[index : index + 3] if tables.is_row(line.text)]
    same = len(tables.cells_of(lines[index].text)) == width
    drawn = index + 1 < len(lines) and tables.is_rule(lines[index + 1].text)
    return same and (lines[index].after_page or len(rows) == 1 or drawn)


def _table(lines: Sequence[Line], placing: Placing) -> Block:
    rows: list[list[str]] = []
    rules = [line for line in lines if tables.is_rule(line.text)]
    for line in rules:
        placing.drop([line], "table rule")
    for line in lines:
        if not line.is_blank and line not in rules:
            rows.append([without_dead_links(cell)[0] for cell in tables.cells_of(line.text)])
    drawn = [line for line in lines if not line.is_blank]
    widths = {len(row) for row in rows}
    filled = tables.without_empty_columns(rows)
    if not filled or not filled[0]:
        return Block("table", [], list(drawn))
    if len(filled) > 1 and tables.guidance_kinds(filled[0]):
        return Block("table", [], drawn, items=tables.guidance_items(drawn, filled, placing))
    if len(filled) > 1 and tables.guidance_in_rows(filled):
        return Block("table", [], drawn, items=tables.items_in_rows(drawn, filled, placing))
    if len(filled) == 1:
        return Block("text", [_escaped(" ".join(cell for cell in filled[0] if cell))], drawn)
    if any(line.is_blank for line in lines) or len(rules) > 1:
        tables.note_unsure(drawn, placing, "was broken over a page and put together again.")
    elif len(widths) > 1:
        tables.note_unsure(drawn, placing, "has rows of different length; they were filled up.")
    elif not all(filled[0]):
        tables.note_unsure(drawn, placing, "has a column without a heading.")
    return Block("table", [tables.as_markdown(filled)], drawn)
