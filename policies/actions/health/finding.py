"""What a check found, in a sentence for whoever runs the portal."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Standing(StrEnum):
    """Whether something is as it should be."""

    FINE = "fine"
    NOTE = "note"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Finding:
    """``sentence`` says what is fine, or what is wrong and what to do."""

    standing: Standing
    sentence: str

    @property
    def is_wrong(self) -> bool:
        """Whether somebody has to do something."""
        return self.standing is Standing.WRONG


Check = Callable[[datetime], Finding]


def fine(sentence: str) -> Finding:
    """Return that all is well."""
    return Finding(Standing.FINE, sentence)


def note(sentence: str) -> Finding:
    """Return what is good to know and may be meant so."""
    return Finding(Standing.NOTE, sentence)


def wrong(sentence: str) -> Finding:
    """Return what somebody has to mend."""
    return Finding(Standing.WRONG, sentence)
