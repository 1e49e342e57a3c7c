"""How a version is divided into the pages of an e-book, and the list that leads to them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from policies.domain.language import _
from policies.formats.blocks import Note, Paragraph, Table
from policies.formats.editions import Edition, Part
from policies.formats.epub_pages import Pages, heading, written
from policies.formats.markup import Part as Piece
from policies.formats.markup import made
from policies.formats.words import Words, words_in

TITLE_PAGE = "title.xhtml"
# Sections begin here; deeper ones stand on the page of the section that they belong to.
TOP = 2


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the book: a section with those under it. ``kind`` is the term of EPUB for it."""

    name: str
    kind: str
    parts: tuple[Part, ...]

    @property
    def title(self) -> str:
        """The heading of the section with which the page begins."""
        return self.parts[0].title

    @property
    def anchors(self) -> Iterator[str]:
        """Every anchor on this page, those of the law references among them."""
        for part in self.parts:
            yield part.anchor
            yield from (str(anchor) for b in part.blocks if (anchor := getattr(b, "anchor", "")))


def pages_of(edition: Edition) -> tuple[Page, ...]:
    """Return the pages of this edition after its title page and its list of contents."""
    kinds = [("abstract", [edition.key_points] if edition.key_points else [])]
    kinds += [("chapter", list(together)) for together in _sections(edition.sections)]
    kinds += [("appendix", [part]) for part in edition.closing]
    filled = [(kind, tuple(parts)) for kind, parts in kinds if parts]
    return tuple(
        Page(f"page-{place:02}.xhtml", kind, parts)
        for place, (kind, parts) in enumerate(filled, start=1)
    )


def _sections(parts: Iterable[Part]) -> Iterator[list[Part]]:
    together: list[Part] = []
    for part in parts:
        if part.level == TOP and together:
            yield together
            together = []
        together.append(part)
    yield together


def title_page(edition: Edition, pages: Pages) -> str:
    """Return the first page: what this text is, and where to check whether it is in force."""
    council = [made("p", edition.council, class_="council")] if edition.council else []
    said = [Paragraph((Words(edition.subtitle),))]
    said += [Paragraph(words_in(edition.summary))] if edition.summary else []
    facts = tuple(((Words(fact.label),), fact.words) for fact in edition.front)
    front = [Table((), (), facts, has_row_headings=True)] if facts else []
    blocks: list[Paragraph | Table | Note] = [*said, *front, *edition.notes]
    title = made("h1", edition.title, id="h-title")
    return written(
        [_section("titlepage", "h-title", [*council, title, *pages.pieces(blocks)], id="title")]
    )


def page(of: Page, pages: Pages) -> str:
    """Return the words of one page as XHTML."""
    first, *under = of.parts
    pieces = [*_part(first, pages), *(_under(part, pages) for part in under)]
    return written([_section(of.kind, f"h-{first.anchor}", pieces, id=first.anchor)])


def _section(kind: str, named_by: str, pieces: Iterable[Piece], **attributes: str) -> Element:
    section = made("section", *pieces, **attributes)
    section.set("aria-labelledby", named_by)
    section.set("epub:type", kind)
    if kind != "titlepage":
        section.set("role", f"doc-{kind}")
    return section


def _part(part: Part, pages: Pages) -> list[Piece]:
    words = f"{part.number} ", part.heading
    title = heading(part.level, *(word for word in words if word.strip()), id=f"h-{part.anchor}")
    return [title, *pages.pieces(part.blocks)]


def _under(part: Part, pages: Pages) -> Element:
    section = made("section", *_part(part, pages), id=part.anchor)
    section.set("aria-labelledby", f"h-{part.anchor}")
    return section


def contents(pages: Iterable[Page]) -> str:
    """Return the list of contents: every section under the one that it belongs to."""
    root = made("ol", _line(TITLE_PAGE, _("Title page")))
    for one in pages:
        open_lists = [root]
        for part in one.parts:
            # A list stands inside the line of the section above it, and only if it has lines.
            depth = min(part.level - TOP, len(open_lists))
            del open_lists[depth + 1 :]
            if depth == len(open_lists):
                nested = made("ol")
                open_lists[-1][-1].append(nested)
                open_lists.append(nested)
            open_lists[depth].append(_line(f"{one.name}#{part.anchor}", part.title))
    return written([root])


def _line(address: str, words: str) -> Element:
    return made("li", made("a", words, href=address))
