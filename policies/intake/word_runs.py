"""The words of one Word paragraph as they are shown: changes settled, fields and notes unfolded."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element, SubElement

from policies.intake.word_marks import MARKS, Oddity, Seen
from policies.intake.word_styles import Styles, W, is_on, style_of, value_of

R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_VML = "{urn:schemas-microsoft-com:vml}"
_DECORATIVE = "{http://schemas.microsoft.com/office/drawing/2017/decorative}decorative"
_ADDRESS = re.compile(r'\s*HYPERLINK\s+(?!\\)"?([^"\s]+)"?')
_FILE_NAME = re.compile(r"[\w .()-]+\.(?:png|jpe?g|gif|bmp|tiff?|emf|wmf|svg)", re.IGNORECASE)
_SPACE_FOR = {f"{W}br", f"{W}cr", f"{W}ptab", f"{W}tab"}


@dataclass(slots=True)
class _Field:
    """A field that Word fills in: its instruction, and whether its result has begun."""

    instruction: str = ""
    has_result: bool = False


@dataclass(slots=True)
class Runs:
    """Reads paragraphs one after another; fields may span several.

    ``boxes`` and ``apart``, the footnotes of a heading, await their place after the paragraph.
    """

    styles: Styles
    seen: Seen
    addresses: Mapping[str, str]
    notes: Mapping[tuple[str, str], Element]
    links: list[str] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)
    apart: list[list[Element]] = field(default_factory=list)
    _is_heading: bool = False
    _fields: list[_Field] = field(default_factory=list)
    _in_note: bool = False

    @property
    def in_contents_field(self) -> bool:
        """Whether the words read last belong to Word's own contents list."""
        return any(part.instruction.lstrip().startswith("TOC ") for part in self._fields)

    def of(self, paragraph: Element, *, is_heading: bool = False) -> list[Element]:
        """Return the plain runs and links of a paragraph."""
        self._is_heading = is_heading
        return _joined(self._inline(paragraph, style_of(paragraph)))

    def _inline(self, parent: Element, style: str) -> Iterator[Element]:
        for child in parent:
            name = child.tag.rpartition("}")[2]
            if child.tag == f"{W}r":
                yield from self._run(child, style)
            elif name in {"pPr", "rPr", "sdtPr", "sdtEndPr", "fldData", "rt"}:
                continue
            elif name in {"del", "moveFrom"}:
                if child.tag.startswith(W) and any(True for _ in child.iter(f"{W}r")):
                    yield self._marked(Oddity.DELETION)
            elif child.tag == f"{W}hyperlink":
                yield from self._hyperlink(child, style)
            elif child.tag.startswith(M):
                text = "".join(part.text or "" for part in child.iter(f"{M}t"))
                yield _run_of(self.seen.mark(Oddity.FORMULA, text) + text)
            elif child.tag == f"{MC}AlternateContent":
                yield from self._alternatives(child, style)
            else:
                if name in {"ins", "moveTo"} and any(True for _ in child.iter(f"{W}r")):
                    yield self._marked(Oddity.INSERTION)
                yield from self._inline(child, style)

    def _alternatives(self, element: Element, style: str) -> Iterator[Element]:
        found = element.find(f"{MC}Choice")
        found = found if found is not None else element.find(f"{MC}Fallback")
        if found is not None:
            yield from self._inline(found, style)

    def _marked(self, oddity: Oddity, words: str = "") -> Element:
        return _run_of(self.seen.mark(oddity, words))

    def _hyperlink(self, element: Element, style: str) -> Iterator[Element]:
        address = self.addresses.get(element.get(f"{R}id", ""), "")
        inner = list(self._inline(element, style))
        if not address:
            yield from inner
        else:
            yield self._link(address, inner)

    def _link(self, address: str, inner: list[Element]) -> Element:
        self.links.append(address)
        link = Element(f"{W}hyperlink", {f"{R}id": f"intake{len(self.links)}"})
        for part in inner:
            for underline in part.findall(f"{W}rPr/{W}u"):
                part[0].remove(underline)
        link.extend(inner)
        return link

    def _run(self, source: Element, style: str) -> Iterator[Element]:
        run = Element(f"{W}r")
        self._print(source, run, style)
        is_hidden = self.styles.says(source, "vanish", style)
        after: list[Element] = []
        for child in source:
            name = child.tag.rpartition("}")[2]
            if child.tag == f"{W}fldChar":
                self._field_char(child.get(f"{W}fldCharType", ""))
            elif child.tag == f"{W}instrText":
                if self._fields and not self._fields[-1].has_result:
                    self._fields[-1].instruction += child.text or ""
            elif child.tag in {f"{W}footnoteReference", f"{W}endnoteReference"}:
                after += self._note(name.removesuffix("Reference"), child.get(f"{W}id", ""))
            elif child.tag == f"{MC}AlternateContent":
                after += self._inline_of_choice(child)
            elif child.tag in {f"{W}drawing", f"{W}pict", f"{W}object"}:
                self._append(run, self._figure(child))
            elif child.tag == f"{W}commentReference":
                self._append(run, self.seen.mark(Oddity.COMMENT))
            else:
                _copy(child, run)
        text = text_of_runs([run])
        if is_hidden and MARKS.sub("", text).strip():
            yield self._marked(Oddity.HIDDEN, MARKS.sub("", text))
        elif len(run) > (run.find(f"{W}rPr") is not None):
            address = self._field_address()
            yield self._link(address, [run]) if address and text.strip() else run
        yield from after

    def _inline_of_choice(self, element: Element) -> list[Element]:
        held = element.find(f"{MC}Choice")
        held = held if held is not None else element.find(f"{MC}Fallback")
        return [] if held is None else [_run_of(self._figure(child)) for child in held]

    def _append(self, run: Element, text: str) -> None:
        SubElement(run, f"{W}t").text = text

    def _print(self, source: Element, run: Element, style: str) -> None:
        found = [mark for mark in ("b", "i") if self.styles.says(source, mark, style)]
        underline = source.find(f"{W}rPr/{W}u")
        if underline is not None and value_of(underline) not in {"", "none"}:
            found.append("u")
        if any(is_on(source.find(f"{W}rPr/{W}{mark}")) for mark in ("strike", "dstrike")):
            found.append("strike")
        if found:
            properties = SubElement(run, f"{W}rPr")
            for mark in found:
                SubElement(properties, f"{W}{mark}", {f"{W}val": "single"} if mark == "u" else {})

    def _field_char(self, kind: str) -> None:
        if kind == "begin":
            self._fields.append(_Field())
        elif kind == "separate" and self._fields:
            self._fields[-1].has_result = True
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _field_address(self) -> str:
        for part in reversed(self._fields):
            match = _ADDRESS.match(part.instruction) if part.has_result else None
            if match:
                return match[1]
        return ""

    def _note(self, kind: str, key: str) -> list[Element]:
        note = self.notes.get((kind, key))
        if note is None or self._in_note:
            return []
        self._in_note = True
        inner: list[Element] = []
        for paragraph in note.iter(f"{W}p"):
            inner += [*self._inline(paragraph, style_of(paragraph)), _run_of(" ")]
        self._in_note = False
        if not text_of_runs(inner).strip():
            return []
        opening = "(" if self._is_heading else " ("
        noted = [_run_of(self.seen.mark(Oddity.FOOTNOTE) + opening), *_trimmed(inner), _run_of(")")]
        if self._is_heading:
            self.apart.append(noted)
            return []
        return noted

    def _figure(self, element: Element) -> str:
        """A picture, a drawing or a box: its mark; what stands in a box waits for its place."""
        held = _outermost_boxes(element)
        if held:
            self.boxes += held
            return "".join(self.seen.mark(Oddity.TEXT_BOX) for _ in held)
        if element.tag == f"{W}object":
            return self.seen.mark(Oddity.EMBEDDED)
        parts = list(element.iter())
        named = [part for part in parts if part.tag.endswith(("}docPr", f"{_VML}shape"))]
        alt = next((t for p in named for k in ("descr", "alt", "title") if (t := p.get(k))), "")
        if any(part.tag == _DECORATIVE and part.get("val") in {"1", "true"} for part in parts):
            return self.seen.mark(Oddity.DECORATION)
        if not any(part.tag.endswith(("}blip", "}imagedata")) for part in parts):
            is_drawn = any(part.tag.endswith("}graphicData") for part in parts)
            return self.seen.mark(Oddity.DRAWING) if is_drawn else ""
        if not alt.strip() or _FILE_NAME.fullmatch(alt.strip()):
            return self.seen.mark(Oddity.BARE_PICTURE)
        return self.seen.mark(Oddity.PICTURE, alt)


def _outermost_boxes(element: Element) -> list[Element]:
    found: list[Element] = []
    for child in element:
        if child.tag == f"{W}txbxContent":
            found.append(child)
        elif child.tag != f"{MC}Fallback" or element.find(f"{MC}Choice") is None:
            found += _outermost_boxes(child)
    return found


def _copy(child: Element, run: Element) -> None:
    if child.tag == f"{W}t":
        SubElement(run, f"{W}t").text = MARKS.sub("", child.text or "")
    elif child.tag == f"{W}sym":
        font, code = child.get(f"{W}font", ""), child.get(f"{W}char", "")
        if re.fullmatch(r"[0-9A-Fa-f]{1,6}", code):
            SubElement(run, f"{W}sym", {f"{W}font": font, f"{W}char": code})
    elif child.tag == f"{W}noBreakHyphen":
        SubElement(run, f"{W}t").text = "-"
    elif child.tag == f"{W}softHyphen":
        SubElement(run, f"{W}t").text = "\u00ad"
    elif child.tag in {f"{W}br", f"{W}cr"} and child.get(f"{W}type", "") in {"", "textWrapping"}:
        SubElement(run, f"{W}br")
    elif child.tag in _SPACE_FOR:
        SubElement(run, f"{W}t").text = "\t" if child.tag == f"{W}tab" else " "


def _run_of(text: str) -> Element:
    run = Element(f"{W}r")
    SubElement(run, f"{W}t").text = text
    return run


def _joined(runs: Iterable[Element]) -> list[Element]:
    """Word parts a sentence wherever it was saved; runs in one print are one again."""
    found: list[Element] = []
    last_print: list[str] | None = None
    for run in runs:
        printed = [mark.tag for mark in run.findall(f"{W}rPr/*")] if run.tag == f"{W}r" else None
        if found and printed is not None and printed == last_print:
            found[-1].extend(part for part in run if part.tag != f"{W}rPr")
        else:
            found.append(run)
        last_print = printed
    return found


def _trimmed(runs: list[Element]) -> list[Element]:
    """The runs of a note without the space that Word writes before and after its words."""
    words = [part for run in runs for part in run.iter(f"{W}t")]
    for part in words:
        part.text = (part.text or "").lstrip() if part.text else ""
        if part.text:
            break
    for part in reversed(words):
        part.text = (part.text or "").rstrip()
        if part.text:
            break
    return runs


def text_of_runs(elements: list[Element]) -> str:
    """Return the words of plain runs, marks included."""
    found: list[str] = []
    for element in elements:
        for part in element.iter():
            if part.tag == f"{W}t":
                found.append(part.text or "")
            elif part.tag == f"{W}br":
                found.append(" ")
    return "".join(found)
