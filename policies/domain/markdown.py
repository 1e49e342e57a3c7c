"""The only place that knows Markdown: text in, clean HTML out, and the questions about it.

Markdown lets raw HTML pass, so what it makes is cleaned against an allow-list
(OWASP Cross Site Scripting Prevention, "HTML sanitization"). Headings are moved below
the heading of their section, because a reader by ear steers by heading levels
(WCAG 2.2, 1.3.1).
"""

import re
import threading
from html import escape, unescape

import nh3
from markdown import Markdown

EXTENSIONS = ["tables", "sane_lists", "def_list", "abbr"]

ALLOWED_TAGS = {
    "p", "br", "hr", "strong", "em", "code", "pre", "blockquote", "abbr", "sup", "sub",
    "ul", "ol", "li", "dl", "dt", "dd", "h1", "h2", "h3", "h4", "h5", "h6", "a",
    "table", "caption", "thead", "tbody", "tr", "th", "td", "bdi", "ins", "del",
}  # fmt: skip
ALLOWED_ATTRIBUTES = {
    # On every element: none, where nh3 would let some through unasked.
    "*": set[str](),
    "a": {"href"},
    "abbr": {"title"},
    "ol": {"start"},
    "th": {"scope", "colspan", "rowspan", "align"},
    "td": {"colspan", "rowspan", "align"},
    "bdi": {"dir"},
}
DEEPEST = 6
SAFE_SCHEMES = {"https", "http", "mailto", "tel"}
# The text of these is thrown away with the tag: it was never meant to be read.
SILENT_TAGS = {"script", "style", "template", "noscript", "iframe", "object", "svg", "math"}

# Halves of characters, which UTF-8 cannot carry, and the marks of Markdown's own stashed HTML.
_UNUSABLE = re.compile("[\ud800-\udfff\u0002\u0003]")
# The parser's time grows with the square of the brackets that open no link.
MOST_BRACKETS = 500
_BRACKET_OF_NO_LINK = re.compile(r"(?<!\\)\[(?![^\[\]]{0,300}\]\()")
_LINE_BREAK = re.compile(r"<br>\s*")
_HEADING = re.compile(r"<(/?)h([1-6])>")
_TAG = re.compile(r"<[^>]+>")
_DEAD_LINK = re.compile(r'<a(?: href="#?")?>(.*?)</a>', re.DOTALL)
_WRITTEN_HEADING = re.compile(
    r"^(#{1,6})(?!#)(.*)$|(?:(?<=\n\n)|\A)([^\n]+)\n(=+|-+) *$", re.MULTILINE
)
_SPECIAL = re.compile(r"[\\`*_{}\[\]#]")
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]#])")
_HEAD_CELL = re.compile(r"<th(?![^>]*\bscope=)(?=[ >])")


class _Parsers(threading.local):
    """One parser a thread: making it costs as much as a page, and it keeps state while it runs."""

    def __init__(self) -> None:
        self.make()

    def make(self) -> None:
        self.parser = Markdown(extensions=EXTENSIONS, output_format="html", tab_length=4)


_parsers = _Parsers()


def as_html(text: str, *, below: int = 2) -> str:
    """Return clean HTML for this Markdown, its headings all deeper than level ``below``.

    Never raises: markup that is not on the allow-list is dropped and its words stay.
    Links that lead nowhere (an empty address or "#") become plain words.
    """
    parser = _parsers.parser
    parser.reset()
    clean = _cleaned(_converted(parser, _UNUSABLE.sub("\ufffd", text)))
    if "<" in text:
        # What a tag that is gone held apart, a browser would nest in another way.
        clean = _cleaned(clean)
    moved = _with_headings_below(clean, below)
    return _HEAD_CELL.sub('<th scope="col"', _DEAD_LINK.sub(r"\1", moved))


def _cleaned(html: str) -> str:
    return nh3.clean(
        html,
        tags=ALLOWED_TAGS,
        clean_content_tags=SILENT_TAGS,
        attributes=ALLOWED_ATTRIBUTES,
        url_schemes=SAFE_SCHEMES,
        link_rel=None,
        strip_comments=True,
    )


def _converted(parser: Markdown, text: str) -> str:
    """The HTML of a text, or the text itself as one passage where it nests too deep to parse."""
    if text.count("[") > MOST_BRACKETS:
        text = _BRACKET_OF_NO_LINK.sub("&#91;", text)
    try:
        return parser.convert(text)
    except RecursionError:
        # What it was in the middle of stays in the parser, and would spoil the next text.
        _parsers.make()
        return f"<p>{escape(text)}</p>"


def _with_headings_below(html: str, below: int) -> str:
    """Move headings under their section's level, without a step left out (PDF/UA-1, 7.4.2)."""
    levels = _Levels(below)

    def moved(match: re.Match[str]) -> str:
        level = levels.last if match[1] else levels.under(int(match[2]))
        return f"<{match[1]}h{level}>"

    return _HEADING.sub(moved, html)


class _Levels:
    """Counts how deep each heading stands below the level of its section."""

    def __init__(self, below: int) -> None:
        self.below, self.last = below, below
        self.open: list[int] = []

    def under(self, written: int) -> int:
        """Return the level of the next heading, which was written with this one."""
        while self.open and self.open[-1] >= written:
            self.open.pop()
        self.open.append(written)
        self.last = min(self.below + len(self.open), DEEPEST)
        return self.last


def with_headings_below(text: str, below: int) -> str:
    """Return this Markdown with its headings written as deep as ``as_html`` shows them.

    What cannot be rewritten without another change to the page stays as it is.
    """
    levels = _Levels(below)

    def moved(match: re.Match[str]) -> str:
        marks, words, underlined, line = match.groups()
        written = len(marks) if marks else 1 if line[0] == "=" else 2
        return f"{'#' * levels.under(written)} {(words or underlined or '').strip()}"

    rewritten = _WRITTEN_HEADING.sub(moved, text)
    is_same = rewritten == text or as_html(rewritten, below=below) == as_html(text, below=below)
    return rewritten if is_same else text


def escaped(words: str) -> str:
    """Return plain words as Markdown that shows them as they are, in one line."""
    return _SPECIAL.sub(r"\\\g<0>", " ".join(words.split())).replace("<", "&lt;")


def unescaped(line: str) -> str:
    """Return the plain words of which ``escaped`` made this line."""
    return _ESCAPED.sub(r"\1", line.replace("&lt;", "<"))


def as_inline_html(text: str) -> str:
    """Return clean HTML for one paragraph of Markdown, without the paragraph around it."""
    html = as_html(text).strip()
    if html.startswith("<p>") and html.endswith("</p>") and html.count("<p>") == 1:
        return html[3:-4]
    return html


def as_plain_text(text: str) -> str:
    """Return the words of this Markdown with no markup, one block a line."""
    html = _LINE_BREAK.sub("\n", as_html(text))
    lines = (unescape(_TAG.sub("", line)).strip() for line in html.splitlines())
    return "\n".join(line for line in lines if line)


def is_empty(text: str) -> bool:
    """Return whether a reader would see no word of this Markdown."""
    return not as_plain_text(text).strip()
