"""The sections of a document: each printed heading with the text under it."""

from collections.abc import Sequence
from dataclasses import replace

from policies.domain.outline import key_for
from policies.intake import cover
from policies.intake.body import body_of
from policies.intake.headings import Heading, depth_of
from policies.intake.placing import Placing
from policies.intake.result import ImportedSection
from policies.intake.source import Line
from policies.intake.wording import shortened


def sections_of(
    lines: Sequence[Line], headings: Sequence[Heading], placing: Placing
) -> list[ImportedSection]:
    """Return the sections under these headings; what stands before them goes to its place."""
    count = cover.title_headings(lines, headings)
    titles, headings = headings[:count], _from_the_top(headings[count:])
    first = headings[0].index if headings else len(lines)
    title_at = {heading.index for heading in titles}
    before = [line for index, line in enumerate(lines[:first]) if index not in title_at]
    cover.place_titles(lines, titles, placing)
    prose = cover.place_rest(before, placing)
    sections = _opening(prose, titles, headings, placing)
    for position, heading in enumerate(headings):
        end = headings[position + 1].index if position + 1 < len(headings) else len(lines)
        sections.append(_section(lines, heading, end, placing))
    _note_headings(lines, headings, placing)
    return sections


def _from_the_top(headings: Sequence[Heading]) -> list[Heading]:
    """Without the title above them, the highest sections are of the first level."""
    above = min((heading.level for heading in headings), default=1) - 1
    return [replace(heading, level=heading.level - above) for heading in headings]


def _opening(
    prose: Sequence[Line], titles: Sequence[Heading], headings: Sequence[Heading], placing: Placing
) -> list[ImportedSection]:
    """The text that stands right under the title is a section under that title."""
    heading = str(placing.control.get("printed title", ""))
    if not prose:
        return []
    if not heading:
        placing.leave(prose)
        placing.note(
            prose[0].first,
            "text-before-heading",
            f"The text from line {prose[0].first} stands under no heading and has no place yet. "
            "Put it into a section.",
        )
        return []
    body, items = body_of(prose, key="", heading=heading, placing=placing)
    placing.echoes.append(heading)
    return [
        ImportedSection(
            number="", level=1, heading=heading, key=key_for(heading) if titles else "",
            body=body, items=items, lines=(prose[0].first, prose[-1].last),
        )
    ]  # fmt: skip


def _section(
    lines: Sequence[Line], heading: Heading, end: int, placing: Placing
) -> ImportedSection:
    under = lines[heading.index + 1 : end]
    key = key_for(heading.text)
    body, items = body_of(under, key=key, heading=heading.text, placing=placing)
    printed = [line.last for line in under if not line.is_blank]
    first = lines[heading.index].first
    return ImportedSection(
        number=heading.number, level=heading.level, heading=heading.text, key=key, body=body,
        items=items, lines=(first, max(printed, default=lines[heading.index].last)),
    )  # fmt: skip


def _note_headings(lines: Sequence[Line], headings: Sequence[Heading], placing: Placing) -> None:
    for heading in headings:
        if heading.style == "bold":
            placing.note(
                lines[heading.index].first,
                "heading-bold",
                f"“{shortened(heading.text)}” is a heading in bold print only. It became one.",
            )
    hashes: dict[int, set[int]] = {}
    for heading in headings:
        if heading.number:
            hashes.setdefault(depth_of(heading.number), set()).add(heading.hashes)
    if any(len(found) > 1 for found in hashes.values()):
        placing.note(
            lines[headings[0].index].first,
            "heading-levels",
            "Headings of the same rank are marked in different ways. Their printed numbers "
            "decided how deep each is.",
        )
    _note_jumps(lines, headings, placing)


def _note_jumps(lines: Sequence[Line], headings: Sequence[Heading], placing: Placing) -> None:
    last = 0
    for heading in headings:
        whole = heading.number.split(".")[0]
        if not whole.isdigit():
            continue
        is_top = depth_of(heading.number) == 1
        expected = {last + 1} if is_top else {last}
        if last and int(whole) not in expected:
            line = lines[heading.index].first
            placing.note(
                line,
                "numbering-jump",
                f"The number {heading.number} in line {line} does not follow the one before it. "
                "Numbers were kept as printed.",
            )
        last = int(whole)
