"""What a page or a file may state about a version besides its text, so that it never goes stale.

A file stays on drives for years. It therefore states only what stays true: which version,
which decision, in force *from* when, the hash, the next review *as at publication*, and
where to check whether the text is still in force.
"""

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Self

from policies.domain.dates import in_words
from policies.domain.language import _, gettext_noop


def bare(body: str) -> str:
    """Return the name of a body without the article that a sentence puts before it."""
    return body.removeprefix("The ").removeprefix("the ")


RATIFIED = gettext_noop("Ratified")
NOT_RATIFIED = gettext_noop("Not ratified")


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

    @property
    def outcome_label(self) -> str:
        """The outcome in the language of the page; what is kept is the English word."""
        return _(self.outcome)

    @property
    def by_whom(self) -> str:
        """By whom, when and under which minute: “by the Council on 3 May 2026 (Minute 9)”."""
        said = (
            _("by the {body} on {day} ({minute})")
            if self.minute_reference
            else _("by the {body} on {day}")
        )
        return said.format(
            body=bare(self.body), day=in_words(self.decided_on), minute=self.minute_reference
        )

    @property
    def sentence(self) -> str:
        """What was decided, by whom, when and under which minute."""
        return f"{self.outcome_label} {self.by_whom}."

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

    ``notices`` tell of what is hidden by law in it, ``translation`` what a text in another language
    is of and which prevails, in that language.
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
    translation: tuple[str, ...] = ()
