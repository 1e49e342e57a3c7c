"""Version numbers: major.minor, as councils print them."""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Self

from policies.domain.errors import ContentRefused

_PRINTED = re.compile(r"[vV]?\s*(\d{1,4})(?:\.(\d{1,4}))?\s*")


class ChangeClass(StrEnum):
    """How much a version changes the one before it."""

    NEW = "new"
    SUBSTANTIVE = "substantive"
    MINOR = "minor"

    @property
    def label(self) -> str:
        """The class as a form shows it."""
        return {"new": "New document", "substantive": "Substantive change"}.get(
            self.value, "Minor change"
        )


@dataclass(frozen=True, slots=True, order=True)
class VersionNumber:
    """A number such as 2.2. Ordered as numbers, so that 2.10 follows 2.9."""

    major: int
    minor: int

    def __str__(self) -> str:
        return f"{self.major}.{self.minor}"

    @classmethod
    def parsed(cls, printed: str) -> Self:
        """Return the number that “2.2”, “2” or “v2.2” stands for.

        Raises ContentRefused for anything else.
        """
        match = _PRINTED.fullmatch(printed)
        if not match:
            raise ContentRefused(
                f"“{printed}” is not a version number. Write it as two numbers: 2.1"
            )
        return cls(int(match[1]), int(match[2] or 0))

    def after(self, change: ChangeClass) -> "VersionNumber":
        """Return the number that follows this one after a change of this class."""
        if change is ChangeClass.MINOR:
            return VersionNumber(self.major, self.minor + 1)
        return VersionNumber(self.major + 1, 0)
