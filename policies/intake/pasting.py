"""What is pasted into the text of a section, from Word or a web page, becomes its Markdown.

The same readers as for a file: what stands around the text goes out, what stays is written as
the body of a section is. Nothing is fetched and nothing runs.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from policies.domain.counting import counted
from policies.domain.errors import SourceRefused
from policies.intake.body import Block, blocks_of
from policies.intake.conversion import Conversion, Notes, with_visible_text
from policies.intake.markup import lines_from
from policies.intake.markup_lines import Lines
from policies.intake.placing import Placing
from policies.intake.source import Line, lines_of
from policies.intake.tables import as_markdown, cells_of, is_rule, without_empty_columns

MAX_LENGTH = 1_000_000
# The heading of the section stands above the highest heading in its text.
_HIGHEST = 2
_HEADING = re.compile(r"(#{1,6}) (.+)")

# By what the reader of pages met: the sentence for one, and for several.
_MET: tuple[tuple[tuple[str, ...], str, str], ...] = (
    (("bare-picture", "picture"), "picture was left out.", "pictures were left out."),
    (("deleted",), "deleted passage was left out.", "deleted passages were left out."),
    (("link", "inner-link", "link-around", "link-in-heading"),
     "link became plain words.", "links became plain words."),
    (("underlined",), "underlined passage lost its line.", "underlined passages lost their line."),
    (("struck",), "passage struck through became plain words.",
     "passages struck through became plain words."),
)  # fmt: skip
_AROUND = (
    "passage around the text was left out.",
    "passages around the text were left out.",
)
# Descriptions are counted as pictures, and nobody sees the title of a page in its text.
_NOT_AROUND = ("description of a picture", "title of the web page")


@dataclass(frozen=True, slots=True)
class Pasted:
    """What was pasted, as Markdown, with a sentence for each thing that did not come along."""

    markdown: str
    sentences: tuple[str, ...] = ()


def markdown_of(html: str) -> Pasted:
    """Return the words of a piece of HTML as the Markdown of a section.

    Headings in it begin under that of the section. The Markdown is "" where the piece holds no
    words of a text. Raises SourceRefused if it is longer than any section, or nested beyond
    reason.
    """
    if len(html) > MAX_LENGTH:
        raise SourceRefused("It is longer than any section. Import it as a file instead.")
    conversion, lines = lines_from(html, Notes(), keeps_tabs=False)
    placing = Placing()
    written = lines_of(with_visible_text(conversion).text)
    return Pasted(
        "\n\n".join(_blocks(written, placing)),
        tuple(_sentences(conversion, lines, placing)),
    )


def _blocks(lines: Sequence[Line], placing: Placing) -> Iterator[str]:
    """The headings as they are, between them what the body of a section makes of the lines."""
    headings = {place: found for place, line in enumerate(lines)
                if (found := _HEADING.fullmatch(line.text))}  # fmt: skip
    above = min((len(found[1]) for found in headings.values()), default=_HIGHEST) - _HIGHEST
    start = 0
    for place in [*headings, len(lines)]:
        for block in blocks_of(lines[start:place], placing):
            yield _as_table(block) if block.items else block.markdown
        if place in headings:
            hashes, words = headings[place].groups()
            yield f"{'#' * min(len(hashes) - above, 6)} {words}"
        start = place + 1


def _as_table(block: Block) -> str:
    """A table of dos and don’ts as a table: items are written beside the text, not in it."""
    rows = [cells_of(line.text) for line in block.lines if not is_rule(line.text)]
    return as_markdown(without_empty_columns(rows))


def _sentences(conversion: Conversion, lines: Lines, placing: Placing) -> Iterator[str]:
    places = lines.inline.places
    for met, one, several in _MET:
        count = sum(len(places.get(name, ())) for name in met)
        if count:
            yield counted(count, one, several)
    around = sum(not passage.reason.startswith(_NOT_AROUND) for passage in conversion.dropped)
    if around:
        yield counted(around, *_AROUND)
    if any(not grid.has_header and len(grid.rows) > 1 for _, _, grid in lines.tables):
        yield "Check that the first row of the table names its columns."
    if any(grid.is_merged for _, _, grid in lines.tables):
        yield "The table had merged cells: fill those that are empty now."
    if any(finding.code == "sentence-rejoined" for finding in placing.findings):
        yield "A sentence that was broken off was joined again: check it."
