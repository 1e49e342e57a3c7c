"""The blocks of a page as lines of text: headings, paragraphs, lists and tables, in their order."""

import re
from collections.abc import Iterable, Sequence

from policies.intake import markup_tables
from policies.intake.conversion import Notes
from policies.intake.headings import MAX_LENGTH
from policies.intake.markup_inline import Inline
from policies.intake.markup_lists import (
    ITEM_LABEL,
    ITEM_MARK,
    LISTS,
    OWN_LABEL,
    depth_of,
    is_entry,
    label_for,
    part,
    terms,
)
from policies.intake.markup_tables import Cell, Grid
from policies.intake.markup_tree import Node, is_inline

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_NUMBERED = re.compile(r"numbered([1-5])")


class Lines:
    """Writes a document line by line; ``text`` is what was written."""

    def __init__(self, notes: Notes, *, keeps_tabs: bool = False) -> None:
        self.notes = notes
        self.inline = Inline(notes, keeps_tabs)
        self.written: list[str] = []
        self.tables: list[tuple[int, int, Grid]] = []

    @property
    def text(self) -> str:
        """All lines, with line feeds between them."""
        return "\n".join(self.written).rstrip("\n")

    @property
    def next(self) -> int:
        """The number of the line to be written next."""
        return len(self.written) + 1

    def add(self, line: str) -> None:
        """Write a line."""
        self.written.append(line)

    def gap(self) -> None:
        """Leave a line blank, unless one is."""
        if self.written and self.written[-1]:
            self.written.append("")

    def blocks(self, children: Iterable[Node | str]) -> None:
        """Write what an element holds: runs of words as paragraphs, blocks as what they are."""
        run: list[Node | str] = []
        for child in children:
            if isinstance(child, str) or is_inline(child):
                run.append(child)
                continue
            self._paragraph(run)
            run = []
            self._block(child)
        self._paragraph(run)

    def _block(self, node: Node) -> None:
        level = _HEADINGS.get(node.name)
        if level is not None:
            self._heading(node, level)
        elif node.name == "p" and not node.has_blocks:
            self._marked_paragraph(node)
        elif node.name in LISTS:
            self.gap()
            self._list(node, 0)
            self.gap()
        elif node.name == "li":
            self._block(Node("ul", children=[node]))
        elif node.name == "table":
            self._table(node)
        elif node.name == "dl":
            self._definitions(node)
        elif node.name == "blockquote":
            self._quotation(node)
        elif node.name == "pre":
            self._printed_lines(node)
        elif node.name != "hr":
            if node.name == "a" and node.get("href"):
                self.inline.met("link-around", self.next)
            self.blocks(node.children)

    def _paragraph(self, run: Sequence[Node | str]) -> None:
        if not run:
            return
        found = self.inline.lines(run, self._next_after_gap())
        if not any(found):
            return
        self.gap()
        self._add_broken(found)
        self.gap()

    def _next_after_gap(self) -> int:
        return self.next + bool(self.written and self.written[-1])

    def _add_broken(self, found: Sequence[str]) -> None:
        """Lines that a break parts stay lines; two breaks part paragraphs."""
        for position, line in enumerate(found):
            goes_on = position + 1 < len(found) and bool(found[position + 1].strip())
            text = _escaped(line)
            if text.strip():
                self.add(f"{text.rstrip()}  " if goes_on else text)
            else:
                self.gap()

    def _heading(self, node: Node, level: int) -> None:
        line = self._next_after_gap()
        words = " ".join(self.inline.lines(node.children, line, plain_words=True)).strip()
        words = " ".join(words.split())
        aside, self.inline.set_aside = self.inline.set_aside, []
        if words:
            self.gap()
            is_sentence = words[-1] in ".;," and len(words) > 80
            if len(words) > MAX_LENGTH or is_sentence or not re.search(r"[^\W_]", words):
                self.notes.note(
                    line,
                    "heading-long",
                    f"Line {line} of the text as read is marked as a heading, but reads like a "
                    "paragraph. It became one.",
                )
                self.add(_escaped(words))
            else:
                self.add(f"{'#' * level} {words}")
            self.gap()
        for note in aside:
            self._paragraph([note])

    def _marked_paragraph(self, node: Node) -> None:
        """A paragraph, or an entry of a list that Word drew as one."""
        numbered = _NUMBERED.fullmatch(node.get("class"))
        is_entry = "MsoList" in node.get("class") or "mso-list:" in node.get("style")
        if not numbered and not is_entry:
            self._paragraph(node.children)
            return
        found = [line for line in self.inline.lines(node.children, self.next) if line.strip()]
        text = " ".join(line.strip() for line in found)
        if not text:
            return
        if numbered:
            self._entry(text, int(numbered[1]) - 1)
            return
        mark = ITEM_MARK.match(text)
        if mark:
            self.notes.removed.append(mark[0])
            self._entry(f"- {text[mark.end() :]}", depth_of(node))
        elif ITEM_LABEL.match(text):
            self._entry(text, depth_of(node))
        else:
            self._paragraph(node.children)

    def _entry(self, text: str, depth: int) -> None:
        """Entries of one list stand in lines without a gap."""
        last = next((line for line in reversed(self.written) if line), "")
        if self.written and not self.written[-1] and is_entry(last):
            self.written.pop()
            # In a list of several, a short entry with a number is no heading.
            self.written[-1] = _as_entry(last)
            text = _as_entry(text)
        self.add(f"{'    ' * depth}{text}")
        self.add("")

    def _list(self, node: Node, depth: int) -> None:
        number = int(node.get("start")) if node.get("start").isdigit() else 1
        strays: list[Node | str] = []
        for child in node.children:
            if isinstance(child, str) or child.name not in LISTS | {"li"}:
                strays.append(child)
                continue
            self._stray_words(strays, depth)
            strays = []
            if child.name in LISTS:
                self._list(child, depth + 1)
                continue
            number = int(child.get("value")) if child.get("value").isdigit() else number
            label = label_for(node, number) if node.name == "ol" else "-"
            number += self._item(child, label, depth)
        self._stray_words(strays, depth)

    def _stray_words(self, held: Sequence[Node | str], depth: int) -> None:
        words = " ".join(" ".join(self.inline.lines(held, self.next)).split())
        if words:
            self.add(f"{'    ' * depth}- {words}")

    def _item(self, node: Node, label: str, depth: int) -> bool:
        """Write an entry of a list; return whether it had words of its own and took a number."""
        if any(held.name in _HEADINGS or held.name == "table" for held in node.nodes()):
            # A list that holds whole sections only lays the page out.
            self._number_first_heading(node, label)
            self.gap()
            self.blocks(node.children)
            self.gap()
            return True
        words: list[Node | str] = []
        lists: list[Node] = []
        part(node, words, lists)
        found = self.inline.lines(words, self.next)
        text = " ".join(" ".join(found).split())
        if text:
            is_own = label != "-" and bool(OWN_LABEL.match(text))
            if label != "-" and not is_own:
                self.notes.added.append(label)
            entry = text if is_own else f"{label} {text}"
            self.add(f"{'    ' * depth}{entry if label == '-' else _as_entry(entry)}")
        for inner in lists:
            self._list(inner, depth + 1 if text else depth)
        return bool(text)

    def _number_first_heading(self, node: Node, label: str) -> None:
        first = next((held for held in node.nodes() if held.name in _HEADINGS), None)
        if label != "-" and first is not None and not re.match(r"\s*\d", first.text()):
            self.notes.added.append(label)
            first.children.insert(0, f"{label} ")

    def _definitions(self, node: Node) -> None:
        self.gap()
        for name, held in terms(node):
            text = " ".join(" ".join(self.inline.lines(held, self.next)).split())
            if text and name == "dd":
                self.add(f": {text}")
            elif text:
                if self.written and self.written[-1].startswith(": "):
                    self.gap()
                self.add(_escaped(text))
        self.gap()

    def _quotation(self, node: Node) -> None:
        self.gap()
        start = len(self.written)
        self.blocks(node.children)
        for index in range(start, len(self.written)):
            line = self.written[index]
            is_words = bool(line.strip()) and not re.match(r"#|\||\s*- |\s*\d+\.\s", line)
            self.written[index] = f"> {line}" if is_words else line

    def _printed_lines(self, node: Node) -> None:
        self.gap()
        self._add_broken([" ".join(line.split()) for line in node.text().split("\n")])
        self.gap()

    def _table(self, node: Node) -> None:
        self.gap()
        self.blocks(markup_tables.strays_in(node))
        if markup_tables.is_layout(node):
            for held in markup_tables.rows_in(node):
                for part_of_page in markup_tables.cells_in(held):
                    self.blocks(part_of_page.children)
                    self.gap()
            return
        grid = markup_tables.grid_of(node)
        width = grid.width
        if len(grid.rows) > 1 and grid.rows[0] and grid.rows[0][0].spans >= width > 1:
            for passage in grid.rows.pop(0)[0].passages:
                self._paragraph(passage)
        first = self.next
        for cells in markup_tables.with_one_item_a_row(grid):
            row = [self._cell(cell) for cell in cells]
            if any(row):
                self.add("| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |")
        if self.next > first:
            self.tables.append((first, self.next - 1, grid))
        self.gap()

    def _cell(self, cell: Cell) -> str:
        passages = (self.inline.cell(passage, self.next) for passage in cell.passages)
        words = [text for passage in passages if (text := " ".join(passage.split()))]
        if cell.is_item and words and (mark := ITEM_MARK.match(words[0])):
            self.notes.removed.append(mark[0])
            words[0] = words[0][mark.end() :]
        if not cell.has_list:
            return " ".join(words)
        ended = [text if text[-1] in ".:;,!?" else f"{text};" for text in words[:-1]]
        return " ".join([*ended, *words[-1:]])


def _as_entry(line: str) -> str:
    """Mark a numbered line as an entry of a list, which the reader takes for no heading."""
    return re.sub(r"^(\s*)(?=\d{1,3}\.\s)", r"\1- ", line)


def _escaped(line: str) -> str:
    """Keep a line from becoming a heading that nobody printed."""
    return f"\\{line}" if line.startswith("#") else line
