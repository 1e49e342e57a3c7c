"""The Markdown of a version: readable as it is, shown like the page, and read back the same.

The words of the text stand as their author wrote them. How the parts are told apart is
`domain.portable`, which reads such a file too.
"""

from collections.abc import Iterable, Iterator

from policies.domain import markdown, portable
from policies.domain.content import Section, VersionContent
from policies.domain.language import _
from policies.domain.record import PublicationRecord
from policies.formats import wording
from policies.formats.blocks import Block, Law, ListBlock, Paragraph, Table
from policies.formats.editions import Edition, Fact, Part, edition_of
from policies.formats.rendered_file import RenderedFile
from policies.formats.words import BREAK, Phrase, Words, words_in

# RFC 7763 asks for the charset.
MEDIA_TYPE = "text/markdown; charset=utf-8"


def check_library(language: str = "en-GB") -> None:
    """Markdown needs no part of the system."""


@wording.in_its_language
def render(content: VersionContent, record: PublicationRecord) -> RenderedFile:
    """Return this version as Markdown whose sections show as they do on the page.

    Raises RenderingRefused if the text is nested too deeply.
    """
    edition = edition_of(content, record)
    passages = [
        *_front(edition, content),
        *(
            passage
            for section, part in zip(content.sections, edition.sections, strict=True)
            for passage in _section(section, part)
        ),
        *(passage for part in edition.closing for passage in _closing(part)),
    ]
    return RenderedFile(data=("\n\n".join(passages) + "\n").encode(), media_type=MEDIA_TYPE)


def _front(edition: Edition, content: VersionContent) -> Iterator[str]:
    yield portable.heading_line("", edition.title, 1)
    yield portable.anchor_line(portable.ABOUT)
    named = (
        (_("Kind of document"), content.kind.label),
        (_("Council"), edition.council),
        (_("In short"), edition.summary),
    )
    facts = (*(Fact(label, words_in(words)) for label, words in named if words), *edition.front)
    yield "\n".join(f"- **{fact.label}:** {_said(fact.words)}" for fact in facts)
    yield from (_said(note.words) for note in edition.notes)


def _section(section: Section, part: Part) -> Iterator[str]:
    """A section as its author wrote it, then its guidance items and the laws that it relies on."""
    yield portable.anchor_line(part.anchor)
    yield portable.heading_line(part.number, part.heading, part.level)
    body = markdown.with_headings_below(section.markdown, part.level).strip("\n")
    if body.strip():
        yield body
    if section.items:
        yield portable.anchor_line(part.anchor, portable.ITEMS)
        yield "\n".join(portable.item_lines(section.items))
    if section.laws:
        yield portable.anchor_line(part.anchor, portable.LAWS)
        yield from _block(part.blocks[-1], part.level)


def _closing(part: Part) -> Iterator[str]:
    yield portable.anchor_line(part.anchor)
    yield portable.heading_line("", part.heading, part.level)
    for block in part.blocks:
        yield from _block(block, part.level)


def _block(block: Block, level: int) -> Iterator[str]:
    """What stands about a text is paragraphs, lists, laws, and tables set out as lists."""
    match block:
        case Paragraph(words=words):
            yield _said(words)
        case ListBlock(items=items):
            yield "\n".join(f"- {_item(item.blocks)}" for item in items)
        case Table() as table:
            yield from _parted(table.linear(), level)
        case Law() as law:
            yield portable.anchor_line(law.anchor)
            yield portable.heading_line("", law.name, level + 1)
            yield from map(_said, law.lines)


def _parted(blocks: Iterable[Block], level: int) -> Iterator[str]:
    """Two lists that follow each other would be shown as one; a line parts them."""
    was_list = False
    for block in blocks:
        if was_list and isinstance(block, ListBlock):
            yield "* * *"
        yield from _block(block, level)
        was_list = isinstance(block, ListBlock)


def _item(blocks: Iterable[Block]) -> str:
    return " ".join(_said(block.words) for block in blocks if isinstance(block, Paragraph))


def _said(phrase: Phrase) -> str:
    return "".join(map(_run, phrase))


def _run(words: Words) -> str:
    if words == BREAK:
        return "  \n    "
    text = _escaped(words.text)
    if words.link:
        shown = words.link.removeprefix("mailto:")
        text = f"<{shown}>" if shown == words.text else f"[{text}]({_target(words.link)})"
    return f"**{text}**" if words.strong and text.strip() else text


def _target(address: str) -> str:
    """An address with brackets or spaces would end the link too early."""
    return f"<{address}>" if set(address) & set(" ()") else address


def _escaped(text: str) -> str:
    """Plain words with the spaces at their ends, which part them from their neighbours."""
    before, after = text[:1] == " ", text[-1:] == " "
    return f"{' ' * before}{markdown.escaped(text)}{' ' * after}" if text.strip() else text
