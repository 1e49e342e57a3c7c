"""What a text is made of, between Markdown and the renderers: headings, paragraphs, lists, tables.

A renderer walks over blocks and never sees Markdown or HTML. What must come out alike
everywhere is settled here: printed numbers are words, tables are regular and have a
linear form, and each run of words says what it is (`formats.words`). A whole version in
blocks is an edition: `formats.editions.edition_of`.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from policies.domain.language import _
from policies.formats.words import Phrase, Words, joined, text_of, words_in


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading inside a section, always deeper than the section's own."""

    level: int
    words: Phrase


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; in a phrase the text "\\n" is a line break."""

    words: Phrase
    is_quotation: bool = False


@dataclass(frozen=True, slots=True)
class ListItem:
    """One item: its label as printed ("3.", or "" for a bullet) and what stands under it."""

    label: str
    blocks: tuple["Block", ...]


@dataclass(frozen=True, slots=True)
class ListBlock:
    """A list. An ordered one starts at ``start``; its items carry their numbers as labels."""

    items: tuple[ListItem, ...]
    is_ordered: bool = False
    start: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """A regular table: every row has as many cells as the others; an empty cell is ().

    ``header`` is () if no row heads the columns. With ``has_row_headings`` the first cell of
    each row is its heading.
    """

    caption: Phrase
    header: tuple[Phrase, ...]
    rows: tuple[tuple[Phrase, ...], ...]
    has_row_headings: bool = False

    @property
    def width(self) -> int:
        """How many columns there are."""
        return len(self.header or self.rows[0])

    def linear(self) -> tuple["Block", ...]:
        """Return the same words as lists: each cell behind the heading of its column.

        One list a row; a table of labels and words is one list. Empty cells are left out, but
        a column without a word in it keeps its heading.
        """
        caption = (Paragraph(tuple(_strong(self.caption))),) if self.caption else ()
        has_words = tuple(any(column) for column in zip(*self.rows, strict=True))
        lists = [tuple(self._lines(row, has_words)) for row in self.rows]
        if self.width == 1 or not self.header:
            lists = [tuple(line for lines in lists for line in lines)]
        return (*caption, *(ListBlock(lines) for lines in lists if lines))

    def _lines(self, row: tuple[Phrase, ...], has_words: tuple[bool, ...]) -> Iterator[ListItem]:
        if not self.header and self.has_row_headings:
            yield _line(row[0], joined(row[1:], Words(" ")))
            return
        labels = self.header or ((),) * len(row)
        for label, cell, is_filled in zip(labels, row, has_words, strict=True):
            if cell or (label and not is_filled):
                yield _line(label, cell)


@dataclass(frozen=True, slots=True)
class Point:
    """One do, don't, tip, risk or benefit; ``label`` says which ("Don’t")."""

    label: str
    text: Phrase
    reason: Phrase = ()


@dataclass(frozen=True, slots=True)
class Guidance:
    """The points of one kind under their heading; ``kind`` is do, dont, tip, risk, benefit, key.

    ``level`` is that of the heading. Key points are of several kinds, and their part has the
    heading: there it is "".
    """

    kind: str
    heading: str
    level: int
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Law:
    """One law reference; ``address`` and ``checked_on`` are "" until an officer confirmed it."""

    anchor: str
    name: str
    summary: Phrase
    care: Phrase
    places: str
    address: str
    checked_on: str

    @property
    def lines(self) -> tuple[Phrase, ...]:
        """What stands under the name of the law, a paragraph each."""
        applies = Words(_("Applies in {places}.").format(places=self.places))
        care = (Words(_("Take care:"), strong=True), Words(" "), *self.care) if self.care else ()
        places = (applies,) if self.places else ()
        return tuple(line for line in (self.summary, care, places, self._checked) if line)

    @property
    def _checked(self) -> Phrase:
        if not self.checked_on:
            return (Words(_("An officer has not yet confirmed this entry.")),)
        checked = words_in(_("Checked on {day}.").format(day=self.checked_on))
        if not self.address:
            return checked
        read = _("Read {name}").format(name=self.name)
        return (Words(read, link=self.address), Words(". "), *checked)


@dataclass(frozen=True, slots=True)
class Note:
    """What a file says about the text and is not part of it, such as where to check its force."""

    words: Phrase


@dataclass(frozen=True, slots=True)
class Code:
    """Words whose line ends and spaces matter."""

    text: str


Block = Heading | Paragraph | ListBlock | Table | Guidance | Law | Note | Code


def _line(label: Phrase, words: Phrase) -> ListItem:
    name = text_of(label).strip().rstrip(":")
    named = (Words(f"{name}:", strong=True),) if name else ()
    return ListItem("", (Paragraph(joined((named, words), Words(" "))),))


def _strong(phrase: Phrase) -> Iterator[Words]:
    return (Words(words.text, True, words.link, words.kind) for words in phrase)
