"""The body of a Word file made plain: every paragraph with its rank, its number and its words.

Word says one thing in many ways; mammoth reads the plainest of them. Here tracked changes are
settled, fields and boxes unfolded, numbers printed, and styles reduced to a few names.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element, SubElement

from policies.intake.word_marks import Oddity, Seen
from policies.intake.word_numbers import Label, Numbers
from policies.intake.word_runs import Runs, text_of_runs
from policies.intake.word_styles import Styles, W, style_of, value_of

MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_WRAPPERS = {f"{W}customXml", f"{W}ins", f"{W}moveTo", f"{W}smartTag"}
_LIST_NAME = re.compile(r"List (?:Bullet|Number) ([2-5])", re.IGNORECASE)
_DEEPEST_LIST = 5
_MOST_COLUMNS = 60


@dataclass(slots=True)
class Body:
    """Reads blocks in order; ``notes`` are footnotes by their ids."""

    styles: Styles
    numbers: Numbers
    seen: Seen
    addresses: Mapping[str, str]
    notes: Mapping[tuple[str, str], Element]
    printed: list[str] = field(default_factory=list)
    runs: Runs = field(init=False)
    _carried: list[Element] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.runs = Runs(self.styles, self.seen, self.addresses, self.notes)

    def blocks(self, container: Element, *, in_contents: bool = False) -> Iterator[Element]:
        """Yield the paragraphs and tables of a container, plain."""
        for child in container:
            if child.tag == f"{W}p":
                yield from self._paragraph(child, in_contents)
            elif child.tag == f"{W}tbl":
                yield self._table(child)
            elif child.tag == f"{W}sdt":
                gallery = value_of(child.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery"))
                held = child.find(f"{W}sdtContent")
                if held is not None:
                    is_contents = in_contents or gallery == "Table of Contents"
                    yield from self.blocks(held, in_contents=is_contents)
            elif child.tag in _WRAPPERS:
                yield from self.blocks(child, in_contents=in_contents)
            elif child.tag == f"{MC}AlternateContent":
                yield from self.blocks(chosen(child), in_contents=in_contents)
            elif child.tag == f"{W}altChunk":
                yield _paragraph_of([_plain_run(self.seen.mark(Oddity.EMBEDDED))])
        if self._carried:
            yield _paragraph_of(self._carried)
            self._carried = []

    def _paragraph(self, source: Element, in_contents: bool) -> Iterator[Element]:
        in_field = self.runs.in_contents_field
        found = self.runs.of(source, is_heading=self.styles.heading_level(source) > 0)
        # Word's field for the contents list begins and ends inside its first and last lines.
        in_field = in_field or self.runs.in_contents_field
        boxes, self.runs.boxes = self.runs.boxes, []
        apart, self.runs.apart = self.runs.apart, []
        text = text_of_runs(found)
        if in_contents or in_field or self.styles.is_contents(source):
            if text.strip():
                found = [_plain_run(self.seen.mark(Oddity.CONTENTS, text))]
                yield _paragraph_of(found)
        elif source.find(f"{W}pPr/{W}rPr/{W}del") is not None:
            self._carried += found
        else:
            yield self._plain_paragraph(source, [*self._carried, *found])
            self._carried = []
        for note in apart:
            yield _paragraph_of(note)
        for box in boxes:
            yield from self.blocks(box)

    def _plain_paragraph(self, source: Element, runs: list[Element]) -> Element:
        level = self.styles.heading_level(source)
        if not text_of_runs(runs).strip():
            return _paragraph_of(runs)
        label = self.numbers.label(source, self.styles)
        style = f"IntakeHeading{level}" if level else ""
        if label is not None:
            style = style or self._list_style(label, style_of(source))
            runs = [*self._label_runs(label, runs), *runs]
        return _paragraph_of(runs, style or _quoting(self.styles.name(style_of(source))))

    def _list_style(self, label: Label, style_id: str) -> str:
        # The styles "List Bullet 2" and the like are lists of their own, printed further in.
        named = _LIST_NAME.fullmatch(self.styles.name(style_id))
        depth = min(max(label.depth + 1, int(named[1]) if named else 0), _DEEPEST_LIST)
        if label.is_bullet:
            return f"IntakeBullet{depth}"
        is_deep = "." in label.text.strip(".")
        return f"IntakeNumber{depth}" if label.text and not is_deep else ""

    def _label_runs(self, label: Label, runs: list[Element]) -> list[Element]:
        if not label.is_known:
            return [_plain_run(self.seen.mark(Oddity.UNKNOWN_NUMBER))]
        if not label.text:
            return []
        self.printed.append(label.text)
        run = _plain_run(f"{label.text} ")
        worded = [part for part in runs if text_of_runs([part]).strip()]
        if worded and all(part.find(f".//{W}b") is not None for part in worded):
            properties = Element(f"{W}rPr")
            SubElement(properties, f"{W}b")
            run.insert(0, properties)
        return [run]

    def _table(self, source: Element) -> Element:
        table = Element(f"{W}tbl")
        for row in _held(source, f"{W}tr"):
            properties = row.find(f"{W}trPr")
            if properties is not None and properties.find(f"{W}del") is not None:
                self.seen.mark(Oddity.DELETION)
                continue
            if properties is not None and properties.find(f"{W}ins") is not None:
                self.seen.mark(Oddity.INSERTION)
            plain = SubElement(table, f"{W}tr")
            if properties is not None and properties.find(f"{W}tblHeader") is not None:
                SubElement(SubElement(plain, f"{W}trPr"), f"{W}tblHeader")
            for cell in _held(row, f"{W}tc"):
                self._cell(cell, plain)
        return table

    def _cell(self, source: Element, row: Element) -> None:
        cell = SubElement(row, f"{W}tc")
        properties = SubElement(cell, f"{W}tcPr")
        span = value_of(source.find(f"{W}tcPr/{W}gridSpan"))
        if span.isdigit() and int(span) > 1:
            width = str(min(int(span), _MOST_COLUMNS))
            SubElement(properties, f"{W}gridSpan", {f"{W}val": width})
        merge = source.find(f"{W}tcPr/{W}vMerge")
        blocks = list(self.blocks(source))
        if merge is not None:
            goes_on = value_of(merge) in {"", "continue"}
            SubElement(properties, f"{W}vMerge", {f"{W}val": "continue" if goes_on else "restart"})
            covered = " ".join(text_of_runs([block]) for block in blocks) if goes_on else ""
            if covered.strip():
                self.seen.mark(Oddity.HIDDEN, covered)
        cell.extend(blocks)


def chosen(alternatives: Element) -> Element:
    """Return the first choice of Word, or what older programs are given, or nothing."""
    for name in ("Choice", "Fallback"):
        found = alternatives.find(f"{MC}{name}")
        if found is not None:
            return found
    return Element("none")


def _held(parent: Element, tag: str) -> Iterator[Element]:
    """Rows and cells may stand inside controls that hold them."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag in {*_WRAPPERS, f"{W}sdt", f"{W}sdtContent"}:
            yield from _held(child, tag)


def _quoting(name: str) -> str:
    return "IntakeQuote" if name.casefold() in {"quote", "intense quote"} else ""


def _paragraph_of(runs: list[Element], style: str = "") -> Element:
    paragraph = Element(f"{W}p")
    if style:
        properties = SubElement(paragraph, f"{W}pPr")
        SubElement(properties, f"{W}pStyle", {f"{W}val": style})
    paragraph.extend(runs)
    return paragraph


def _plain_run(text: str) -> Element:
    run = Element(f"{W}r")
    SubElement(run, f"{W}t").text = text
    return run
