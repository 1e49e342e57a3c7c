"""Two texts as a reader sees them beside each other: lines, guidance items and law references."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from policies.domain import markdown
from policies.domain.comparison import SectionChange, SectionMark, compared_versions
from policies.domain.comparison.facts import Facts, compared_facts, named_law
from policies.domain.comparison.lines import (
    Line,
    LineChange,
    LineKind,
    Phrase,
    Piece,
    Run,
    compared_lines,
    compared_paragraphs,
    compared_phrases,
    plain,
)
from policies.domain.comparison.pairs import out_of_order, paired_by_words, with_those_gone
from policies.domain.comparison.words import Mark
from policies.domain.content import GuidanceItem, Section, VersionContent
from policies.formats.blocks import Block, Code, Heading, ListBlock, Paragraph, Table
from policies.formats.bodies import blocks_in, phrase_in
from policies.formats.words import Phrase as SetWords

# Texts of more letters than this, both together, are compared by whole paragraphs of what was
# typed: a page answers whoever asks, so what it costs has an end.
MOST_LETTERS = 500_000
# A line costs as much as so many letters.
LETTERS_OF_A_LINE = 20


@dataclass(frozen=True, slots=True)
class ItemChange:
    """One guidance item before and after, with the pieces of its words; one may be absent.

    Of an item that is the same there are no pieces: it is not shown.
    """

    before: GuidanceItem | None
    after: GuidanceItem | None
    text: tuple[Piece, ...]
    reason: tuple[Piece, ...]
    is_moved: bool = False

    @property
    def item(self) -> GuidanceItem:
        """The item as it reads now, or as it last read."""
        item = self.after or self.before
        assert item is not None
        return item

    @property
    def mark(self) -> Mark | None:
        """Whether it is the same, was added or was removed; None where it was changed."""
        if self.before is None or self.after is None:
            return Mark.REMOVED if self.before else Mark.ADDED
        return Mark.SAME if self.before == self.after and not self.is_moved else None

    @property
    def is_of_other_kind(self) -> bool:
        return bool(self.before and self.after and self.before.kind is not self.after.kind)

    @property
    def became_key_point(self) -> bool:
        """Whether it was none before; what was added is told whole."""
        before, after = self.before, self.after
        return bool(before and after and after.is_key_point and not before.is_key_point)

    @property
    def was_key_point(self) -> bool:
        """Whether it is none any more."""
        before, after = self.before, self.after
        return bool(before and after and before.is_key_point and not after.is_key_point)


@dataclass(frozen=True, slots=True)
class ComparedSection:
    """One section that is not the same: its title, its lines, its items, the law it relies on.

    ``is_by_paragraphs`` where it was too long to be compared word by word;
    ``is_only_set_otherwise`` where what was typed differs and every line reads the same.
    """

    change: SectionChange
    title: tuple[Piece, ...]
    lines: tuple[LineChange, ...]
    items: tuple[ItemChange, ...]
    laws_added: tuple[str, ...] = ()
    laws_removed: tuple[str, ...] = ()
    is_by_paragraphs: bool = False

    @property
    def section(self) -> Section:
        """The section as it is now, or as it last was."""
        section = self.change.after or self.change.before
        assert section is not None
        return section

    @property
    def has_changed_lines(self) -> bool:
        return any(line.mark is not Mark.SAME for line in self.lines)

    @property
    def is_only_set_otherwise(self) -> bool:
        before, after = self.change.before, self.change.after
        is_typed_otherwise = bool(before and after and before.markdown != after.markdown)
        return is_typed_otherwise and not self.has_changed_lines

    @property
    def changed_items(self) -> tuple[ItemChange, ...]:
        return tuple(item for item in self.items if item.mark is not Mark.SAME)

    def items_that(self, mark: Mark | None) -> tuple[ItemChange, ...]:
        """The items that were added, removed, or (None) changed."""
        return tuple(item for item in self.items if item.mark is mark)


@dataclass(frozen=True, slots=True)
class Comparison:
    """All that differs between two versions; ``unchanged`` are the sections that do not."""

    facts: Facts
    sections: tuple[ComparedSection, ...]
    unchanged: tuple[Section, ...]

    @property
    def is_empty(self) -> bool:
        """Whether a reader would find no difference."""
        return not (self.facts or self.sections)


def compare(before: VersionContent, after: VersionContent) -> Comparison:
    """Return what differs from one version to another, in the order of the later text.

    Takes public contents. The time it takes is bounded: see ``MOST_LETTERS``.
    """
    changes = compared_versions(before, after)
    changed = [change for change in changes if change.mark is not SectionMark.SAME]
    cost = sum(_cost(section) for change in changed for section in (change.before, change.after))
    laws = {law.code: named_law(law) for law in (*before.laws, *after.laws)}
    return Comparison(
        facts=compared_facts(before, after),
        sections=tuple(
            compared_section(change, laws=laws, by_words=cost <= MOST_LETTERS) for change in changed
        ),
        unchanged=tuple(
            change.after for change in changes if change.mark is SectionMark.SAME and change.after
        ),
    )


def compared_section(
    change: SectionChange, *, laws: dict[str, str], by_words: bool = True
) -> ComparedSection:
    """Return what became of one section. ``laws`` names the law references by their codes.

    Without ``by_words``, or where the section alone is too long, whole paragraphs are marked.
    """
    before, after = change.before, change.after
    by_words = by_words and _cost(before) + _cost(after) <= MOST_LETTERS
    old_laws, new_laws = before.laws if before else (), after.laws if after else ()
    return ComparedSection(
        change=change,
        title=compared_phrases(
            plain(before.title if before else ""), plain(after.title if after else "")
        ),
        lines=_compared_lines(before, after, by_words),
        items=tuple(_items(before.items if before else (), after.items if after else ())),
        laws_added=tuple(laws.get(code, code) for code in new_laws if code not in old_laws),
        laws_removed=tuple(laws.get(code, code) for code in old_laws if code not in new_laws),
        is_by_paragraphs=not by_words,
    )


def _items(before: Sequence[GuidanceItem], after: Sequence[GuidanceItem]) -> Iterator[ItemChange]:
    sources = paired_by_words([item.text for item in before], [item.text for item in after])
    moved = out_of_order(sources)
    for was, now in with_those_gone(sources, len(before)):
        old = None if was is None else before[was]
        new = None if now is None else after[now]
        if old == new and was not in moved:
            yield ItemChange(old, new, text=(), reason=())
            continue
        texts = (_phrase_of(one.text if one else "") for one in (old, new))
        reasons = (_phrase_of(one.reason if one else "") for one in (old, new))
        yield ItemChange(
            before=old,
            after=new,
            text=compared_phrases(*texts),
            reason=compared_phrases(*reasons),
            is_moved=was in moved,
        )


def _phrase_of(text: str) -> Phrase:
    return _set(phrase_in(markdown.as_html(text))) if text else ()


def _cost(section: Section | None) -> int:
    """What a text costs to compare, in letters."""
    if section is None:
        return 0
    return len(section.markdown) + LETTERS_OF_A_LINE * section.markdown.count("\n")


def _compared_lines(
    before: Section | None, after: Section | None, by_words: bool
) -> tuple[LineChange, ...]:
    typed = [section.markdown if section else "" for section in (before, after)]
    if not by_words:
        return compared_paragraphs(*typed)
    return compared_lines(*(_lines_of(text) for text in typed))


@lru_cache(maxsize=256)
def _lines_of(typed: str) -> tuple[Line, ...]:
    """The lines of a text; whoever follows a document through its versions asks for them again."""
    return tuple(_lines(blocks_in(markdown.as_html(typed)), 0))


def _lines(blocks: Iterable[Block], depth: int) -> Iterator[Line]:
    for block in blocks:
        match block:
            case Heading(level=level, words=words):
                yield Line(LineKind.HEADING, (_set(words),), level)
            case Paragraph(words=words, is_quotation=is_quotation):
                kind = LineKind.QUOTATION if is_quotation else LineKind.PARAGRAPH
                yield Line(kind, (_set(words),), depth)
            case Code(text=text):
                yield Line(LineKind.VERBATIM, (plain(text),), depth)
            case ListBlock():
                yield from _points(block, depth + 1)
            case Table():
                yield from _rows(block)


def _points(block: ListBlock, depth: int) -> Iterator[Line]:
    """Each point is a line with its number; what else stands under it follows, as deep."""
    for item in block.items:
        first, *rest = item.blocks
        if isinstance(first, Paragraph):
            yield Line(LineKind.POINT, (_set(first.words),), depth, item.label)
            yield from _lines(rest, depth)
        else:
            yield from _lines(item.blocks, depth)


def _rows(table: Table) -> Iterator[Line]:
    if table.caption:
        yield Line(LineKind.CAPTION, (_set(table.caption),))
    if table.header:
        yield Line(LineKind.HEADINGS, tuple(map(_set, table.header)))
    for row in table.rows:
        yield Line(LineKind.ROW, tuple(map(_set, row)))


def _set(words: SetWords) -> Phrase:
    """These words by how they are set alone, whatever else is known of them."""
    runs: list[Run] = []
    for one in words:
        run = Run(one.text, one.strong, one.link)
        if runs and (runs[-1].is_stressed, runs[-1].link) == (run.is_stressed, run.link):
            run = Run(runs.pop().text + run.text, run.is_stressed, run.link)
        runs.append(run)
    return tuple(runs)
