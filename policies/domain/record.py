"""What a page or a file may state about a version besides its text, so that it never goes stale.

A file stays on drives for years. It therefore states only what stays true: which version,
which decision, in force *from* when, the hash, the next review *as at publication*, and
where to check whether the text is still in force.
"""

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Self


@dataclass(frozen=True, slots=True, kw_only=True)
class Ratification:
    """What an urgent decision needs: which bodies ratify it, and how soon after publication.

    ``bodies`` is empty where any one body may.
    """

    bodies: tuple[str, ...]
    needs_all: bool
    within_days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionRecord:
    """One confirmed decision, as the public record names it.

    ``body`` is the post where ``is_by_officer``. ``ratification`` is what an urgent decision
    needs; ``ratifies`` is whether a body ratified such a decision, None for any other decision.
    """

    body: str
    decided_on: date
    outcome: str
    minute_reference: str = ""
    resolution: str = ""
    exception: str = ""
    is_by_officer: bool = False
    ratification: Ratification | None = None
    ratifies: bool | None = None

    def as_plain(self) -> dict[str, Any]:
        """Return the decision as plain words, the date in ISO form, to be kept with a page."""
        return {**asdict(self), "decided_on": self.decided_on.isoformat()}

    @classmethod
    def from_plain(cls, plain: dict[str, Any]) -> Self:
        """Return the decision that ``as_plain`` wrote."""
        read = {**plain, "decided_on": date.fromisoformat(plain["decided_on"])}
        if wanted := plain.get("ratification"):
            read["ratification"] = Ratification(**{**wanted, "bodies": tuple(wanted["bodies"])})
        return cls(**read)


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicationRecord:
    """What a file may state about the version whose text it carries.

    ``notices`` tell of what is hidden by law in it.
    """

    sha256: str
    in_force_from: date | None = None
    next_review_on: date | None = None
    decisions: tuple[DecisionRecord, ...] = ()
    from_paper_on: date | None = None
    check_address: str = ""
    other_formats: str = ""
    brand_colour: str = "#1d3c34"
    brand_text_colour: str = "#ffffff"
    notices: tuple[str, ...] = ()
