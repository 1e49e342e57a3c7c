"""A found passage in parts, so that whoever shows it marks what matched and escapes the rest."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Part:
    """Some words of a passage, and whether they are what was looked for."""

    text: str
    is_match: bool = False


def parts_of(marked: str, *, opens: str, closes: str) -> tuple[Part, ...]:
    """Return the parts of a passage in which these characters stand around each match."""
    parts: list[Part] = []
    for piece in marked.split(opens):
        match, found, rest = piece.partition(closes)
        if found:
            parts.append(Part(match, is_match=True))
        parts.append(Part(rest if found else match))
    return tuple(part for part in parts if part.text)
