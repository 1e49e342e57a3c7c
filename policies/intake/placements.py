"""Where an officer puts the words that had no place, and the document that comes of it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from policies.domain.outline import key_for
from policies.intake.body import body_of
from policies.intake.placing import Placing
from policies.intake.result import (
    DroppedPassage,
    ImportedDocument,
    ImportedItem,
    ImportedSection,
    Passage,
)
from policies.intake.source import lines_of

LEAVE_OUT = "leave-out"
NEW_SECTION = "new-section"
LEFT_OUT = "left out by the officer"


@dataclass(frozen=True, slots=True)
class Placement:
    """What is to become of one passage: LEAVE_OUT, NEW_SECTION, or the place of a section."""

    to: str = ""
    heading: str = ""

    def section_of(self, imported: ImportedDocument) -> int | None:
        """The place, from 0, of the section at whose end the passage goes, if it is there."""
        place = int(self.to) if self.to.isdecimal() else -1
        return place if 0 <= place < len(imported.sections) else None

    def is_decided(self, imported: ImportedDocument) -> bool:
        """Whether this says all that is needed; a new section needs a heading."""
        if self.to == NEW_SECTION:
            return bool(self.heading.strip())
        return self.to == LEAVE_OUT or self.section_of(imported) is not None


Placements = Mapping[int, Placement]


def undecided(imported: ImportedDocument, placements: Placements) -> tuple[Passage, ...]:
    """Return the passages about which nothing is decided yet."""
    return tuple(
        passage
        for place, passage in enumerate(imported.unplaced)
        if not placements.get(place, Placement()).is_decided(imported)
    )


def placed(imported: ImportedDocument, placements: Placements) -> ImportedDocument:
    """Return the document with each passage where it was put; the undecided stay unplaced."""
    sections = list(imported.sections)
    added: list[ImportedSection] = []
    dropped = list(imported.dropped)
    for place, passage in enumerate(imported.unplaced):
        chosen = placements.get(place, Placement())
        if not chosen.is_decided(imported):
            continue
        there = chosen.section_of(imported)
        if there is not None:
            sections[there] = _with_passage(sections[there], passage)
        elif chosen.to == LEAVE_OUT:
            dropped.append(DroppedPassage(passage.lines, passage.text, LEFT_OUT))
        else:
            added.append(_new_section(chosen.heading, passage))
    return replace(
        imported,
        sections=tuple(_in_printed_order(sections, added)),
        unplaced=undecided(imported, placements),
        dropped=tuple(dropped),
    )


def _with_passage(section: ImportedSection, passage: Passage) -> ImportedSection:
    body, items = _read(passage, heading=section.heading)
    joined = "\n\n".join(part for part in (section.body, body) if part)
    return replace(section, body=joined, items=(*section.items, *items))


def _new_section(heading: str, passage: Passage) -> ImportedSection:
    heading = " ".join(heading.split())
    body, items = _read(passage, heading=heading)
    return ImportedSection(
        number="", level=1, heading=heading, key=key_for(heading), body=body, items=items,
        lines=passage.lines,
    )  # fmt: skip


def _read(passage: Passage, *, heading: str) -> tuple[str, tuple[ImportedItem, ...]]:
    return body_of(lines_of(passage.text), key="", heading=heading, placing=Placing())


def _in_printed_order(
    sections: list[ImportedSection], added: list[ImportedSection]
) -> list[ImportedSection]:
    """A new section stands before the first whole section that was printed after its words."""
    ordered = list(sections)
    for section in added:
        later = (
            place
            for place, other in enumerate(ordered)
            if other.level == 1 and other.lines[0] > section.lines[1]
        )
        ordered.insert(next(later, len(ordered)), section)
    return ordered
