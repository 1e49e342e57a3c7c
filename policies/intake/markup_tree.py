"""HTML as a tree, whatever is broken in it: one pass from left to right, nothing fetched.

Like a browser it closes what was left open and lets no word fall out. It follows no
address, runs nothing, and refuses what is nested deeper than any page (HTML Standard, 13.2).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape

from policies.domain.errors import SourceRefused

MAX_DEPTH = 100
MAX_TAGS = 100_000


def _names(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


BLOCKS = _names(
    "address article aside blockquote body caption center dd details dialog dir div dl dt "
    "fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li "
    "main menu nav ol p pre search section summary table tbody td tfoot th thead title tr ul "
)
_EMPTY = _names(
    "area base br col embed hr img input link meta param source track wbr keygen frame "
)
# What these hold is no text of the page.
_RAW = _names(
    "script style template noscript iframe object svg math textarea select canvas audio video "
    "noframes xmp "
)
_TABLE_PARTS = frozenset({"td", "th", "tr", "thead", "tbody", "tfoot", "caption"})
# A tag that opens closes those of the first set, unless one of the second stands between.
_CLOSES: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "li": (frozenset({"li"}), frozenset({"ul", "ol", "menu", "dir", "table"})),
    "dt": (frozenset({"dt", "dd"}), frozenset({"dl"})),
    "dd": (frozenset({"dt", "dd"}), frozenset({"dl"})),
    "td": (frozenset({"td", "th", "caption"}), frozenset({"tr", "table"})),
    "th": (frozenset({"td", "th", "caption"}), frozenset({"tr", "table"})),
    "tr": (frozenset({"tr", "td", "th", "caption"}), frozenset({"table"})),
    "option": (frozenset({"option"}), frozenset({"select"})),
}
_KEPT_OUT_OF_TABLES = frozenset({"p", "div", "li", "ul", "ol", "span", "tr", "td"})
_MARKUP = re.compile(r"<(?=/?[a-zA-Z]|[!?])")
_TAG_NAME = re.compile(r"[a-zA-Z][^\s/>\x00<]{0,60}")
_ATTRIBUTE = re.compile(
    r"([^\s\"'<>/=]{1,80})(?:\s{0,9}=\s{0,9}(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+)))?"
)
_QUOTE_OPENS = re.compile(r"=\s{0,9}([\"'])")
_SWALLOWED = re.compile(r"</|<p\b")
_KEPT_ATTRIBUTES = _names(
    "href class id style role hidden aria-hidden alt start type value colspan rowspan name "
    "aria-label "
)
_LONGEST_ATTRIBUTE = 4_000


@dataclass(slots=True, eq=False)
class Node:
    """An element with what it holds: words and further elements, in order."""

    name: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list["Node | str"] = field(default_factory=list)
    has_blocks: bool = False

    def get(self, name: str) -> str:
        """Return an attribute, or "" if it is not set."""
        return self.attributes.get(name, "")

    def nodes(self) -> Iterator["Node"]:
        """Yield the elements under this one, in order, without stepping down a call each."""
        waiting = [child for child in reversed(self.children) if isinstance(child, Node)]
        while waiting:
            node = waiting.pop()
            yield node
            waiting += [child for child in reversed(node.children) if isinstance(child, Node)]

    def text(self, without: frozenset[str] = frozenset()) -> str:
        """Return the words in this element, a space where a block ends; ``without`` are names."""
        parts: list[str] = []
        waiting: list[Node | str] = [self]
        while waiting:
            item = waiting.pop()
            if isinstance(item, str):
                parts.append(item)
                continue
            if item.name in without:
                continue
            if item.name in BLOCKS or item.has_blocks or item.name == "br":
                parts.append(" ")
                waiting.append(" ")
            waiting += reversed(item.children)
        return "".join(parts)


def is_inline(node: Node) -> bool:
    """Whether an element stands among the words of a paragraph; a deletion always does."""
    return node.name == "del" or not (node.name in BLOCKS or node.has_blocks)


def tree_of(text: str) -> Node:
    """Return the tree of an HTML text.

    Raises SourceRefused if it has more tags than a page has, or nests them deeper.
    """
    growing = _Growing()
    position = 0
    while position < len(text):
        found = _MARKUP.search(text, position)
        if found is None:
            growing.say(text[position:])
            break
        start = found.start()
        growing.say(text[position:start])
        position = _take_markup(text, start, growing)
    growing.settle()
    return growing.root


def _take_markup(text: str, start: int, growing: "_Growing") -> int:
    """Read one tag, comment or declaration at this place; return the place after it."""
    if text.startswith("<!--", start):
        end = growing.next(text, "-->", start + 2)
        # A comment that is never closed hides no words.
        return start + 4 if end < 0 else end + 3
    if text.startswith(("<!", "<?"), start):
        end = growing.next(text, ">", start)
        return start + 2 if end < 0 else end + 1
    closes = text.startswith("/", start + 1)
    named = _TAG_NAME.match(text, start + 1 + closes)
    if named is None:
        growing.say("<")
        return start + 1
    # Word’s own elements ("o:p", "st1:place") only hold words.
    name = "span" if ":" in named[0] else named[0].casefold()
    end = _end_of_tag(text, named.end(), growing)
    if end < 0:
        growing.say(text[start:])
        return len(text)
    if closes:
        growing.close(name)
        return end
    raw = text[named.end() : end - 1]
    if name in _RAW and not raw.endswith("/"):
        return _after_raw(text, name, end, growing)
    growing.open(name, _attributes_in(raw))
    return end


def _end_of_tag(text: str, position: int, growing: "_Growing") -> int:
    """The place after the ">" that ends a tag; one inside quotation marks does not."""
    while True:
        end = growing.next(text, ">", position)
        if end < 0:
            return -1
        quoted = _QUOTE_OPENS.search(text, position, end)
        if quoted is None:
            return end + 1
        closing = growing.next(text, quoted[1], quoted.end())
        if closing < 0 or (
            closing > end and _SWALLOWED.search(text, end, min(closing, end + 4000))
        ):
            # The quotation mark was never closed: the tag ends where it seems to.
            return end + 1
        position = closing + 1


def _after_raw(text: str, name: str, start: int, growing: "_Growing") -> int:
    """Leave out what is no text of the page, up to the tag that closes it."""
    closing = growing.next_closing(text, name, start)
    growing.open(name, {})
    growing.close(name)
    if closing < 0:
        # Never closed: a browser would swallow the rest of the page, words and all.
        return start
    end = growing.next(text, ">", closing)
    return len(text) if end < 0 else end + 1


def _attributes_in(raw: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for match in _ATTRIBUTE.finditer(raw[: _LONGEST_ATTRIBUTE * 4]):
        name = match[1].casefold()
        if name in _KEPT_ATTRIBUTES and name not in found:
            value = next((part for part in match.groups()[1:] if part is not None), "")
            found[name] = unescape(value[:_LONGEST_ATTRIBUTE]).strip()
    return found


class _Growing:
    """The tree while it grows: the elements that are open, innermost last."""

    def __init__(self) -> None:
        self.root = Node("root")
        self.opened = [self.root]
        self.count = 0
        self._words: list[str] = []
        self._ahead: dict[str, int] = {}
        self._closings: dict[str, int] = {}

    def say(self, text: str) -> None:
        """Keep words until the next tag settles them, as one, in their element."""
        if text:
            self._words.append(unescape(text) if "&" in text else text)

    def settle(self) -> None:
        if self._words:
            self.opened[-1].children.append("".join(self._words))
            self._words = []

    def next(self, text: str, mark: str, start: int) -> int:
        """Where this mark comes next, or -1; what was searched once is remembered."""
        known = self._ahead.get(mark)
        if known is None or 0 <= known < start:
            self._ahead[mark] = text.find(mark, start)
        return self._ahead[mark]

    def next_closing(self, text: str, name: str, start: int) -> int:
        """Where an element without tags inside ends."""
        known = self._closings.get(name)
        if known is None or 0 <= known < start:
            match = re.compile(rf"</{re.escape(name)}(?=[\s/>])", re.IGNORECASE).search(text, start)
            self._closings[name] = match.start() if match else -1
        return self._closings[name]

    def open(self, name: str, attributes: dict[str, str]) -> Node:
        self.count += 1
        if self.count > MAX_TAGS:
            raise SourceRefused(
                f"The page has more than {MAX_TAGS:,} tags, which no policy needs. "
                "Copy its text into a new file and import that."
            )
        self.settle()
        self._close_implied(name)
        node = Node(name, attributes)
        self.opened[-1].children.append(node)
        if name in BLOCKS:
            for above in reversed(self.opened):
                if above.has_blocks:
                    break
                above.has_blocks = True
        if name not in _EMPTY:
            self.opened.append(node)
        if len(self.opened) > MAX_DEPTH:
            raise SourceRefused(
                f"Elements of the page are nested more than {MAX_DEPTH} deep, which no policy "
                "needs. Copy its text into a new file and import that."
            )
        return node

    def _close_implied(self, name: str) -> None:
        if name in _CLOSES:
            self._close_until(*_CLOSES[name])
        elif name in {"tbody", "thead", "tfoot"}:
            self._close_until(_TABLE_PARTS, frozenset({"table"}))
        if name in BLOCKS and name not in {"td", "th"}:
            # A paragraph holds no block, nor a heading another heading.
            last = next((n for n in reversed(self.opened) if n.name in BLOCKS), self.root)
            if last.name == "p" or (last.name[:1] == "h" and name[:1] == "h" and
                                    last.name[1:].isdigit() and name[1:].isdigit()):  # fmt: skip
                self.close(last.name)

    def _close_until(self, closed: frozenset[str], walls: frozenset[str]) -> None:
        """Close the outermost of these that stands inside the nearest wall."""
        outermost = 0
        for place in range(len(self.opened) - 1, 0, -1):
            if self.opened[place].name in walls:
                break
            if self.opened[place].name in closed:
                outermost = place
        if outermost:
            del self.opened[outermost:]

    def close(self, name: str) -> None:
        for place in range(len(self.opened) - 1, 0, -1):
            found = self.opened[place].name
            if found == name:
                self.settle()
                if name not in BLOCKS:
                    self._close_inline(place)
                else:
                    del self.opened[place:]
                return
            if found == "table" and name in _KEPT_OUT_OF_TABLES:
                break
        if name == "p":
            # The end of a paragraph that never began parts the words, as in a browser.
            self.open("p", {})
            self.opened.pop()

    def _close_inline(self, place: int) -> None:
        # "<b>a<p>b</b>c": bold ends, the paragraph goes on.
        blocks = [node for node in self.opened[place + 1 :] if node.name in BLOCKS]
        del self.opened[place]
        if not blocks:
            del self.opened[place:]
