"""What a page or a file may state about a version besides its text, so that it never goes stale.

A file stays on drives for years. It therefore states only what stays true: which version,
which decision, in force *from* when, the hash, the next review *as at publication*, and
where to check whether the text is still in force.
"""

from dataclasses import asdict, dataclass
from datetime import date
from typing import Self


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionRecord:
    """One confirmed decision, as the public record names it."""

    body: str
    decided_on: date
    outcome: str
    minute_reference: str = ""
    resolution: str = ""
    exception: str = ""

    def as_plain(self) -> dict[str, str]:
        """Return the decision as plain words, the date in ISO form, to be kept with a page."""
        return {**asdict(self), "decided_on": self.decided_on.isoformat()}

    @classmethod
    def from_plain(cls, plain: dict[str, str]) -> Self:
        """Return the decision that ``as_plain`` wrote."""
        return cls(**{**plain, "decided_on": date.fromisoformat(plain["decided_on"])})  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicationRecord:
    """What a file may state about the version whose text it carries."""

    sha256: str
    in_force_from: date | None = None
    next_review_on: date | None = None
    decisions: tuple[DecisionRecord, ...] = ()
    from_paper_on: date | None = None
    check_address: str = ""
    other_formats: str = ""
    brand_colour: str = "#1d3c34"
    brand_text_colour: str = "#ffffff"
