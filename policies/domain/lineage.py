"""Which section of an older text goes on in a newer one that came from outside the portal.

A file knows no lineage. Without one every anchor would break and every comparison would show
a text removed and another added, so a section is known again by what is printed.
"""

import re
from collections.abc import Hashable, Sequence
from dataclasses import replace

from rapidfuzz.distance import Indel

from policies.domain.content import GuidanceItem, Section

# Below this part of the words in common, an equal number alone means another section.
SAME_WORDS = 0.5
_WORDS = re.compile(r"\w+")


def carried_over(sections: Sequence[Section], before: Sequence[Section]) -> tuple[Section, ...]:
    """Return these sections with the lineage of those that they go on from, if any.

    A section that goes on keeps what no file can say: its law references, which items are key
    points, and its key where the file suggests none. A new one has an empty lineage.
    """
    found = _pairs(sections, before)
    return tuple(
        _going_on(section, before[found[place]]) if place in found else replace(section, lineage="")
        for place, section in enumerate(sections)
    )


def _pairs(sections: Sequence[Section], before: Sequence[Section]) -> dict[int, int]:
    """The places of sections and of those they go on from: the surest signs first."""
    found: dict[int, int] = {}
    for sign in (_number_and_heading, _heading, _key, _number):
        taken = set(found.values())
        free: dict[Hashable, list[int]] = {}
        for place, section in enumerate(before):
            if place not in taken:
                free.setdefault(sign(section), []).append(place)
        for place, section in enumerate(sections):
            shown = sign(section)
            if place in found or not shown:
                continue
            for there in free.get(shown, []):
                if sign is not _number or _is_alike(section, before[there]):
                    found[place] = there
                    free[shown].remove(there)
                    break
    return found


def _number_and_heading(section: Section) -> Hashable:
    return (section.printed_number, _heading(section))


def _heading(section: Section) -> Hashable:
    return tuple(_words(section.heading))


def _key(section: Section) -> Hashable:
    return section.key


def _number(section: Section) -> Hashable:
    return section.printed_number


def _is_alike(one: Section, other: Section) -> bool:
    alike = Indel.normalized_similarity(_words(one.markdown), _words(other.markdown))
    return alike >= SAME_WORDS


def _words(text: str) -> list[str]:
    return _WORDS.findall(text.casefold())


def _going_on(section: Section, before: Section) -> Section:
    return replace(
        section,
        lineage=before.lineage,
        key=section.key or before.key,
        laws=before.laws,
        items=tuple(_as_before(item, before) for item in section.items),
    )


def _as_before(item: GuidanceItem, before: Section) -> GuidanceItem:
    key_points = {(old.kind, old.text) for old in before.items if old.is_key_point}
    return replace(item, is_key_point=(item.kind, item.text) in key_points)
