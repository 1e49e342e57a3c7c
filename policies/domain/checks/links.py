"""Links: where they lead, whether a browser may follow them, and what their words say.

A link that the cleaning in ``domain.markdown`` would drop is a fault, and so is one to a
section that is not there. Link text stands on its own (WCAG 2.2, 2.4.4 and 2.4.9).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape

from policies.domain.checks.draft import Draft
from policies.domain.checks.plain_text import PlainText, without_code, without_comments
from policies.domain.checks.remark import Remark, shortened
from policies.domain.content import RelatedDocument
from policies.domain.markdown import SAFE_SCHEMES

_INLINE = re.compile(
    r"(?<!!)\[((?:[^\[\]]|\[[^\[\]]{0,200}\]){0,400}+)\]"
    r"\(\s{0,9}(<[^<>\n]{0,2000}>|(?:[^()\n]|\([^()\n]{0,300}\)){0,2000}+)\)"
)
_DEFINED = re.compile(
    r"^ {0,3}\[(?!\^)([^\[\]\n]{1,200})\]:[ \t]{0,9}\n?[ \t]{0,9}<?([^\s<>]{1,2000})", re.M
)
_AUTOMATIC = re.compile(r"<([A-Za-z][A-Za-z0-9+.-]{1,30}:[^\s<>]{1,2000})>")
_RAW = re.compile(r"<a\b([^<>]{0,2000})>([^<]{0,400})", re.I)
_HREF = re.compile(r"""\bhref\s{0,5}=\s{0,5}(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.I)
_TITLE = re.compile(r"""\s+["'(].*$""", re.S)
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_UNSEEN = re.compile("[\x00-\x20\x7f-\xa0\u200b-\u200f\u2028-\u202e\ufeff]")
_CREDENTIALS = re.compile(r"https?:[/\\]*[^/\\?#]*@", re.I)
_BARE = re.compile(r"(?<![\w@/.<\"'=\[])(?:https?://|www\.)[^\s<>|]{2,}", re.I)
_VAGUE = frozenset({
    "click here", "here", "click", "this", "this link", "link", "read more", "more", "this page",
    "more information", "find out more", "details", "download", "see here", "click this link",
    "learn more", "page", "website", "this website", "document", "this document", "view", "go",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Link:
    """One link of the source: its words, where it leads, and in which line it begins."""

    words: str
    target: str
    line: int
    has_words: bool = True


def remarks(draft: Draft) -> Iterator[Remark]:
    """Yield the faults of this text's links, and advice on their words (L13).

    Faults: “unsafe-link” and “broken-reference”. Advice: “link-text”, “bare-address”,
    “part-address”.
    """
    anchors = {section.anchor for section in draft.content.sections}
    for text in draft.texts:
        source = without_code(without_comments(text.source))
        for link in _links(text, source):
            yield from _about_the_target(text, link, anchors)
            if link.has_words:
                yield from _about_the_words(text, link)
        yield from _bare_addresses(text, source)
    for related in draft.content.related:
        yield from _about_related(related)


def _links(text: PlainText, source: str) -> Iterator[_Link]:
    for match in _INLINE.finditer(source):
        target = match[2].strip()
        target = target.strip("<>") if target.startswith("<") else _TITLE.sub("", target)
        yield _Link(match[1], target, text.line_in_source(match.start()))
    for match in _DEFINED.finditer(source):
        yield _Link(match[1], match[2], text.line_in_source(match.start()), has_words=False)
    for match in _AUTOMATIC.finditer(source):
        yield _Link(match[1], match[1], text.line_in_source(match.start()))
    for match in _RAW.finditer(source):
        href = _HREF.search(match[1])
        if href:
            target = href[1] or href[2] or href[3] or ""
            yield _Link(match[2], target, text.line_in_source(match.start()))


def _as_followed(target: str) -> str:
    """The address as a browser takes it: entities resolved, unseen letters left out."""
    return _UNSEEN.sub("", unescape(target.replace("\\_", "_")))


def why_unsafe(target: str) -> str:
    """Return why a link to this address is refused, or "" if it may be published.

    What ``domain.markdown`` drops is refused (OWASP Cross Site Scripting Prevention), and so
    are places on the council's drives and addresses with a name and password.
    """
    address = _as_followed(target)
    scheme = _SCHEME.match(address)
    if re.match(r"[A-Za-z]:(?:[\\/]|$)|\\\\|[A-Za-z]%3A%5C", address, re.I):
        return "leads to a place on the council’s own drives"
    if _CREDENTIALS.match(address):
        return "carries a name or a password before the @"
    if scheme and scheme[1].casefold() == "file":
        return "leads to a file on somebody’s own computer"
    if scheme and scheme[1].casefold() not in SAFE_SCHEMES:
        return f"begins with “{shortened(scheme[0], 30)}”, which browsers may run or cannot open"
    return ""


def _about_the_target(text: PlainText, link: _Link, anchors: set[str]) -> Iterator[Remark]:
    shown = shortened(link.target, 60)
    reason = why_unsafe(link.target)
    address = _as_followed(link.target)
    if reason:
        yield text.fault(
            "unsafe-link",
            f"the link to “{shown}” {reason}. Link to a published page (https://…), or take the "
            "link out and leave its words.",
            line=link.line,
            passage=link.target,
        )
    elif address.startswith("#") and address[1:] not in anchors:
        yield text.fault(
            "broken-reference",
            f"the link to “{shown}” leads to no section of this text. Choose the section anew, "
            "or take the link out and leave its words.",
            line=link.line,
            passage=link.words or link.target,
        )
    elif not address.startswith(("#", "/", "./", "../", "?")) and not _SCHEME.match(address):
        yield text.remark(
            "part-address",
            f"the link to “{shown}” is not a whole address, so it leads nowhere. Begin it with "
            "https://, or with mailto: for an e-mail address.",
            line=link.line,
            passage=link.words,
        )


def _about_the_words(text: PlainText, link: _Link) -> Iterator[Remark]:
    words = re.sub(r"[*_`]", "", link.words)
    words = " ".join(re.sub(r"!\[([^\[\]]*)\]\([^()]*\)", r"\1", words).split())
    if not words:
        yield text.remark(
            "link-text",
            f"the link to “{shortened(link.target, 60)}” has no words, so nobody sees it. Write "
            "in the square brackets what it leads to.",
            line=link.line,
            passage=link.target,
        )
    elif words.casefold().strip(" .,:;!>→»") in _VAGUE:
        yield text.remark(
            "link-text",
            f"a link should say where it leads, because some readers hear links on their own; "
            f"“{words}” does not. Use the title of the page.",
            line=link.line,
            passage=words,
        )
    elif re.match(r"(?:https?://|www\.)\S+$", words, re.I):
        yield _bare(text, words, link.line)


def _bare_addresses(text: PlainText, source: str) -> Iterator[Remark]:
    for linked in (_INLINE, _DEFINED):
        source = linked.sub(lambda link: " " * len(link[0]), source)
    for match in _BARE.finditer(source):
        yield _bare(text, match[0], text.line_in_source(match.start()))


def _bare(text: PlainText, address: str, line: int) -> Remark:
    return text.remark(
        "bare-address",
        f"“{shortened(address, 60)}” is an address where words should stand: read aloud it is "
        "letter after letter. Write the title of the page as a link: [title](address).",
        line=line,
        passage=address,
    )


def _about_related(related: RelatedDocument) -> Iterator[Remark]:
    reason = why_unsafe(related.address)
    if reason:
        yield Remark(
            code="unsafe-link",
            sentence=f"The related document “{shortened(related.title, 60)}”: its address "
            f"{reason}. Give the address of a published page (https://…), or none.",
            blocks=True,
            passage=shortened(related.address),
        )
