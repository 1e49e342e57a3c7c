"""The ledger of an import: where each word of the source went, and what was noticed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from policies.intake.result import DroppedPassage, Finding, Passage
from policies.intake.source import Line
from policies.intake.wording import plain, without_emphasis


def key_of(label: str) -> str:
    """Return the key of the control block for a printed label: its own words, in lower case."""
    return " ".join(without_emphasis(label).strip(" :.\t").casefold().split())


@dataclass(slots=True)
class Placing:
    """Collects control fields, dropped and unplaced passages and findings as they are met."""

    control: dict[str, Any] = field(default_factory=dict)
    control_lines: dict[str, int] = field(default_factory=dict)
    labels: list[str] = field(default_factory=list)
    echoes: list[str] = field(default_factory=list)
    dropped: list[DroppedPassage] = field(default_factory=list)
    unplaced: list[Passage] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    def note(self, line: int, code: str, message: str) -> None:
        """Record a finding."""
        self.findings.append(Finding(line, code, message))

    def drop(self, lines: Sequence[Line], reason: str) -> None:
        """Record lines that are not part of the document."""
        self.drop_text(lines, "\n".join(line.text for line in lines).strip(), reason)

    def drop_text(self, lines: Sequence[Line], text: str, reason: str) -> None:
        """Record a part of these lines that is not part of the document."""
        if lines:
            self.dropped.append(
                DroppedPassage((lines[0].first, lines[-1].last), text.strip(), reason)
            )

    def leave(self, lines: Sequence[Line]) -> None:
        """Record lines that have no place yet."""
        text = "\n".join(line.text for line in lines).strip()
        if text:
            self.unplaced.append(Passage((lines[0].first, lines[-1].last), text))

    def state(self, key: str, value: str, line: Line, *, label: str = "") -> None:
        """Record a field of the control block; ``label`` is what was printed before it.

        The same value twice is dropped once; another value is kept under the line's number,
        because which of the two is right is for the officer to say.
        """
        value = " ".join(value.split())
        known = self.control.get(key)
        if known is not None and known != "":
            same = isinstance(known, str) and plain(known) == plain(value)
            if same:
                self.drop_text([line], f"{label} {value}", "said twice in the control block")
                return
            first = self.control_lines.get(key, line.first)
            self.note(
                line.first,
                "control-contradicts",
                f"The control block says two things about “{key}” (lines {first} and "
                f"{line.first}). Both are kept; delete the wrong one.",
            )
            key = self._free_key(f"{key} (line {line.first})")
        self.control[key] = value
        self.control_lines[key] = line.first
        if label:
            self.labels.append(label)

    def state_rows(
        self, key: str, rows: list[dict[str, str]], line: Line, labels: Iterable[str]
    ) -> None:
        """Record a table of the control block, such as the history."""
        key = key if key not in self.control else self._free_key(f"{key} (line {line.first})")
        self.control[key] = rows
        self.control_lines[key] = line.first
        self.labels.extend(labels)

    def _free_key(self, key: str) -> str:
        free, count = key, 2
        while free in self.control:
            free, count = f"{key} ({count})", count + 1
        return free
