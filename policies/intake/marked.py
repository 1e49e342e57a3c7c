"""Reads the strict Markdown shape in which texts are kept beside the software (fixtures).

``## 3.1 Sharing posts {legal was="Legal issues"}`` opens a section: level by the number of
hashes, printed number, heading, canonical key, and the heading it had in the version before.
``:: do! Check a claim. | Sharing is publishing.`` is a guidance item (``!`` marks a key point),
``:: law defamation-act-2013`` a law reference. Both follow the Markdown of their section.
"""

import re
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field

from policies.domain.content import GuidanceItem, ItemKind, Section
from policies.domain.errors import SourceRefused

_HEADING = re.compile(r"(#{2,4}) (?:(\d+(?:\.\d+)*) )?(.+?) \{([a-z-]+)(?: was=\"([^\"]+)\")?\}")
_ITEM = re.compile(r":: (do|dont|tip|risk|benefit)(!?) (.+?)(?: \| (.+))?")
_LAW = re.compile(r":: law ([a-z0-9-]+)")


@dataclass
class _OpenSection:
    """A section whose end has not been reached yet."""

    level: int
    number: str
    heading: str
    key: str
    was: str
    lines: list[str] = field(default_factory=list)
    items: list[GuidanceItem] = field(default_factory=list)
    laws: list[str] = field(default_factory=list)

    def closed(self, lineages: dict[tuple[str, str], str]) -> Section:
        by_heading = {heading: lineage for (heading, _), lineage in lineages.items()}
        lineage = (
            by_heading.get(self.was) or lineages.get((self.heading, self.key)) or uuid.uuid4().hex
        )
        return Section(
            lineage=lineage,
            heading=self.heading,
            level=self.level,
            printed_number=self.number,
            key=self.key,
            markdown="\n".join(self.lines).strip(),
            items=tuple(self.items),
            laws=tuple(self.laws),
        )


def read_marked_text(text: str, before: Sequence[Section] = ()) -> tuple[Section, ...]:
    """Return the sections of a text in the strict shape; ``before`` are those of the version
    before it, whose lineage goes on under the same heading and key, or under ``was``.

    Raises SourceRefused, naming the line, if a line breaks the shape.
    """
    lineages = {(section.heading, section.key): section.lineage for section in before}
    sections: list[_OpenSection] = []
    for number, line in enumerate(text.splitlines(), start=1):
        heading = _HEADING.fullmatch(line)
        if heading:
            hashes, printed, words, key, was = heading.groups()
            sections.append(_OpenSection(len(hashes) - 1, printed or "", words, key, was or ""))
        elif line.startswith("# ") and not sections:
            continue
        elif sections:
            _take(sections[-1], line, number)
        elif line.strip():
            raise SourceRefused(f"Line {number} stands before the first section: {line}")
    return tuple(section.closed(lineages) for section in sections)


def _take(section: _OpenSection, line: str, number: int) -> None:
    item, law = _ITEM.fullmatch(line), _LAW.fullmatch(line)
    if law:
        section.laws.append(law[1])
    elif item:
        section.items.append(
            GuidanceItem(
                kind=ItemKind(item[1]),
                text=item[3],
                reason=item[4] or "",
                is_key_point=bool(item[2]),
            )
        )
    elif line.startswith(("::", "## ", "### ")):
        raise SourceRefused(f"Line {number} breaks the shape: {line}")
    else:
        section.lines.append(line)
