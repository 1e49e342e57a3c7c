"""What an import gives: sections, the control block, findings, and what was left out and why."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from policies.domain.content import ItemKind

COMMITTEE_REPORT = "committee report"


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedItem:
    """A do, don't, risk or benefit as it was printed."""

    kind: ItemKind
    text: str
    reason: str = ""
    is_key_point: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedSection:
    """A printed heading with the Markdown under it; ``lines`` are those of the source."""

    number: str
    level: int
    heading: str
    key: str = ""
    body: str = ""
    items: tuple[ImportedItem, ...] = ()
    lines: tuple[int, int] = (0, 0)


@dataclass(frozen=True, slots=True)
class Finding:
    """Something an officer should look at: where, what sort, and a sentence."""

    line: int
    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Passage:
    """Words that belong to no section and no control field; kept for the officer to place."""

    lines: tuple[int, int]
    text: str


@dataclass(frozen=True, slots=True)
class DroppedPassage:
    """Words that are not part of the document, with the reason."""

    lines: tuple[int, int]
    text: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedDocument:
    """One document as it was read.

    ``kind`` is a value of ``Kind`` or "committee report". ``labels`` are the printed words
    that became keys of ``control``; ``echoes`` are words of ``title`` and ``control`` that
    repeat what is kept elsewhere, as a report's recommendations repeat its sections.
    ``text`` are the lines that were read, which the numbers in findings count.
    """

    kind: str
    title: str
    control: Mapping[str, Any] = field(default_factory=dict)
    sections: tuple[ImportedSection, ...] = ()
    findings: tuple[Finding, ...] = ()
    unplaced: tuple[Passage, ...] = ()
    dropped: tuple[DroppedPassage, ...] = ()
    labels: tuple[str, ...] = ()
    echoes: tuple[str, ...] = ()
    text: str = ""

    @property
    def is_committee_report(self) -> bool:
        """Whether the text is a report about a policy and not the policy itself."""
        return self.kind == COMMITTEE_REPORT

    def as_report(self) -> dict[str, Any]:
        """Return the result as plain dictionaries and lists, for a file in JSON."""
        return {
            "kind": self.kind,
            "title": self.title,
            "control": dict(self.control),
            "sections": [_with_list(asdict(section)) for section in self.sections],
            "findings": [asdict(finding) for finding in self.findings],
            "unplaced": [_with_list(asdict(passage)) for passage in self.unplaced],
            "dropped": [_with_list(asdict(passage)) for passage in self.dropped],
        }


def _with_list(payload: dict[str, Any]) -> dict[str, Any]:
    payload["lines"] = list(payload["lines"])
    if "items" in payload:
        payload["items"] = [{**item, "kind": str(item["kind"])} for item in payload["items"]]
    return payload
