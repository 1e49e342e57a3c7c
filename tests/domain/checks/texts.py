"""Short texts of an invented council, Fernley, for the checks to look through."""

from dataclasses import replace
from datetime import date
from typing import Any

from policies.domain.checks import Remark, look_through
from policies.domain.content import GuidanceItem, ItemKind, Kind, Section, VersionContent

DAY = date(2026, 11, 20)


def lineage(number: int) -> str:
    return f"{number:032x}"


def section(markdown: str = "Members are kind.", number: int = 1, **facts: Any) -> Section:
    named = {"heading": f"Part {number}", "lineage": lineage(number)} | facts
    return Section(markdown=markdown, **named)


def text(*sections: Section | str, **facts: Any) -> VersionContent:
    """A guidance for the members of Fernley, complete in all that the checks ask for."""
    made = [
        part if isinstance(part, Section) else section(part, number)
        for number, part in enumerate(sections, start=1)
    ]
    named: dict[str, Any] = {
        "reference": "FRN-1",
        "slug": "online",
        "number": "1.0",
        "title": "Members online",
        "kind": Kind.GUIDANCE,
        "audience": "Members",
        "change_summary": "First text.",
        "change_reason": "Asked for.",
    }
    return VersionContent(sections=tuple(made), **(named | facts))


def remarks_on(content: VersionContent | str, **given: Any) -> list[Remark]:
    """What the checks say, without the outline that a text of three lines never has."""
    made = content if isinstance(content, VersionContent) else text(content)
    found = look_through(made, **({"day": DAY} | given))
    return [remark for remark in found if remark.code != "missing-section"]


def codes(content: VersionContent | str, **given: Any) -> list[str]:
    return [remark.code for remark in remarks_on(content, **given)]


def item(words: str, kind: ItemKind = ItemKind.DO, **facts: Any) -> GuidanceItem:
    return GuidanceItem(kind=kind, text=words, **facts)


def with_items(markdown: str, *items: GuidanceItem) -> VersionContent:
    return text(replace(section(markdown), items=items))
