"""The words of one paragraph of a page as Markdown: bold, italics and links, and nothing more."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from policies.intake.conversion import Notes
from policies.intake.markup_tree import BLOCKS, Node
from policies.intake.word_marks import MARKS
from policies.intake.wording import plain

_SAFE = re.compile(r"(?:https?|mailto|tel):[^\s]", re.IGNORECASE)
_ENCODED = {" ": "%20", "(": "%28", ")": "%29", "<": "%3C", ">": "%3E", "|": "%7C", '"': "%22",
            "\\": "%5C", "*": "%2A", "`": "%60", "[": "%5B", "]": "%5D",
            "__": "%5F%5F"}  # fmt: skip
# Word writes "mso-bidi-font-weight" beside its bold words, which is about Arabic and Hebrew.
_BOLD_STYLE = re.compile(r"(?<![\w-])font-weight\s*:\s*(?:bold|bolder|[6-9]00)", re.IGNORECASE)
_PLAIN_STYLE = re.compile(r"(?<![\w-])font-weight\s*:\s*(?:normal|[1-5]00)", re.IGNORECASE)
_ITALIC_STYLE = re.compile(r"(?<![\w-])font-style\s*:\s*(?:italic|oblique)", re.IGNORECASE)
_UNDERLINE_STYLE = re.compile(r"text-decoration[\w-]*\s*:[^;]*underline", re.IGNORECASE)
_FILE_NAME = re.compile(r"[\w .()-]+\.(?:png|jpe?g|gif|bmp|tiff?|webp|svg)", re.IGNORECASE)
_SPACE = re.compile(r"[ \t\r\n\f\v]+")
_LINE_ENDS = re.compile(r"[\r\n\f\v\u2028\u2029]+")
_HEAD = re.compile(r"\w+")
# Space around marks of emphasis would make them plain asterisks.
_CORE = re.compile(r"(\s*)(.*?)(\s*)", re.DOTALL)
_AROUND = {"note": (" (", ")"), "q": ("“", "”")}
_TAG_LIKE = re.compile(r"<(?=[A-Za-z/!?])")


@dataclass(frozen=True, slots=True)
class Piece:
    """Words in one print; a piece that is a line feed is a break in the line."""

    text: str
    bold: bool = False
    italic: bool = False
    underlined: bool = False
    address: str = ""


@dataclass(slots=True)
class Inline:
    """Reads the words of elements; ``places`` says in which lines something was met."""

    notes: Notes
    keeps_tabs: bool = False
    places: dict[str, list[int]] = field(default_factory=dict)
    set_aside: list[Node] = field(default_factory=list)

    def lines(
        self, held: Iterable[Node | str], line: int, *, plain_words: bool = False
    ) -> list[str]:
        """Return the words of these as lines of Markdown; ``plain_words`` leaves out all print."""
        pieces: list[Piece] = []
        for item in held:
            self._gather(item, Piece(""), line, pieces, keep_notes=not plain_words)
        found: list[str] = []
        row: list[Piece] = []
        for piece in [*pieces, Piece("\n")]:
            if piece.text == "\n":
                found.append(self._line(row, line, plain_words))
                row = []
            else:
                row.append(piece)
        while found and not found[-1]:
            found.pop()
        return found[next((i for i, text in enumerate(found) if text), 0) :]

    def cell(self, held: Iterable[Node | str], line: int) -> str:
        """Return the words of these in one line; an address that says itself is not linked."""
        pieces: list[Piece] = []
        for item in held:
            self._gather(item, Piece(""), line, pieces, keep_notes=True)
        spaced = [replace(piece, text=" ") if piece.text == "\n" else piece for piece in pieces]
        shown = "".join(piece.text for piece in spaced if piece.address)
        alone = [
            replace(piece, address="") if _says_itself(shown, piece.address) else piece
            for piece in spaced
        ]
        return self._line(alone, line, False)

    def met(self, code: str, line: int) -> None:
        """Record that something was met in this line."""
        self.places.setdefault(code, []).append(line)

    def _gather(
        self, item: Node | str, style: Piece, line: int, pieces: list[Piece], *, keep_notes: bool
    ) -> None:
        if isinstance(item, str):
            for mark in MARKS.findall(item):
                self.met(mark, line)
            pieces.append(replace(style, text=MARKS.sub("", item)))
            return
        if item.name == "br":
            pieces.append(Piece("\n"))
        elif item.name == "del":
            self.met("deleted", line)
        elif item.name == "img":
            self._picture(item, line)
        elif item.name == "note" and not keep_notes:
            self.set_aside.append(item)
        else:
            inner = self._styled(item, style, line)
            held: list[Piece] = []
            for child in item.children:
                self._gather(child, inner, line, held, keep_notes=keep_notes)
            opening, closing = _AROUND.get(item.name, ("", ""))
            opening, closing = (
                (" ", " ") if item.name in BLOCKS or item.has_blocks else (opening, closing)
            )
            held = _trimmed(held) if item.name == "note" else held
            pieces += [replace(inner, text=opening), *held, replace(inner, text=closing)]

    def _styled(self, node: Node, style: Piece, line: int) -> Piece:
        css = node.get("style")
        if node.name in {"b", "strong"} or _BOLD_STYLE.search(css):
            style = replace(style, bold=True)
        if _PLAIN_STYLE.search(css):
            style = replace(style, bold=False)
        if node.name in {"i", "em", "cite"} or _ITALIC_STYLE.search(css):
            style = replace(style, italic=True)
        if node.name in {"s", "strike"}:
            self.met("struck", line)
        if node.name == "ins":
            self.met("inserted", line)
        if node.name == "a":
            return replace(style, address=self._address(node, line), underlined=False)
        is_underlined = node.name == "u" or bool(_UNDERLINE_STYLE.search(css))
        if is_underlined and not style.address and node.text().strip():
            style = replace(style, underlined=True)
        return style

    def _address(self, node: Node, line: int) -> str:
        address = re.sub(r"[\x00-\x1f\x7f\s]+", "", node.get("href"))
        if not address or not node.text().strip():
            return ""
        if not _SAFE.match(address) or len(address) > 2_000:
            self.met("inner-link" if address.startswith("#") else "link", line)
            return ""
        for mark, code in _ENCODED.items():
            address = address.replace(mark, code)
        return address

    def _picture(self, node: Node, line: int) -> None:
        alt = node.get("alt").strip()
        if alt and not _FILE_NAME.fullmatch(alt):
            self.met("picture", line)
            self.notes.drop(line, alt, "description of a picture; pictures are not published")
            self.notes.added.append(alt)
        elif "alt" not in node.attributes or alt:
            self.met("bare-picture", line)

    def _line(self, pieces: Sequence[Piece], line: int, plain_words: bool) -> str:
        joined = _joined(self._spaced(pieces))
        words = "".join(piece.text for piece in joined).strip()
        if any(piece.underlined and re.search(r"\w", piece.text) for piece in joined):
            self.met("underlined", line)
            is_whole = all(p.underlined or not re.search(r"\w", p.text) for p in joined)
            if is_whole and len(words) <= 100 and words[-1] not in ".,;:":
                # Underlined from end to end is how a typewriter printed headings.
                joined = [replace(joined[0], text=words, bold=True, address="")]
        if plain_words:
            for piece in joined:
                if piece.address:
                    self.met("link-in-heading", line)
            return _TAG_LIKE.sub("< ", words)
        text = "".join(self._printed(piece) for piece in joined)
        return text.rstrip() if self.keeps_tabs else text.strip()

    def _spaced(self, pieces: Sequence[Piece]) -> list[Piece]:
        found: list[Piece] = []
        for piece in pieces:
            if self.keeps_tabs:
                text = _LINE_ENDS.sub(" ", piece.text)
            else:
                text = _SPACE.sub(" ", piece.text)
                if found and found[-1].text.endswith(" "):
                    text = text.removeprefix(" ")
            if text:
                found.append(replace(piece, text=text))
        return found

    def _printed(self, piece: Piece) -> str:
        match = _CORE.fullmatch(piece.text)
        if match is None or not re.search(r"\w", match[2]):
            return _TAG_LIKE.sub("< ", piece.text)
        before, core, after = match.groups()
        core = _TAG_LIKE.sub("< ", core)
        if piece.address:
            self.notes.added.append(piece.address)
            core = f"[{core}]({piece.address})"
        if (piece.bold or piece.italic) and "*" not in core:
            mark = "**" if piece.bold else "*"
            core = f"{mark}{core}{mark}"
        return f"{before}{core}{after}"


def _trimmed(pieces: list[Piece]) -> list[Piece]:
    """A note without the space before and after its words."""
    worded = [i for i, piece in enumerate(pieces) if piece.text.strip()]
    if not worded:
        return []
    held = pieces[worded[0] : worded[-1] + 1]
    held[0] = replace(held[0], text=held[0].text.lstrip())
    held[-1] = replace(held[-1], text=held[-1].text.rstrip())
    return [replace(piece, text=" ") if piece.text == "\n" else piece for piece in held]


def _says_itself(shown: str, address: str) -> bool:
    return bool(address) and plain(re.sub(r"^\w+:(?://)?", "", address)) in {
        plain(shown),
        plain(re.sub(r"^\w+:(?://)?", "", shown.strip())),
    }


def _joined(pieces: Sequence[Piece]) -> list[Piece]:
    """Pieces in one print become one; print that changes inside a word changes at its end."""
    found: list[Piece] = []
    for style, group in groupby(pieces, key=lambda piece: replace(piece, text="")):
        text = "".join(piece.text for piece in group)
        before = found[-1].text if found else ""
        head = _HEAD.match(text)
        tail = _length_of_last_word(before)
        if tail and head and tail >= head.end():
            found[-1] = replace(found[-1], text=before + head[0])
            text = text[head.end() :]
        elif tail and head:
            found[-1] = replace(found[-1], text=before[:-tail])
            text = before[-tail:] + text
        found = found if not found or found[-1].text else found[:-1]
        if text:
            found.append(replace(style, text=text))
    return found


def _length_of_last_word(text: str) -> int:
    start = len(text)
    while start and (text[start - 1].isalnum() or text[start - 1] == "_"):
        start -= 1
    return len(text) - start
