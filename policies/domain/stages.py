"""The stages of a route: what happens at each, who takes part, what may be said there."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Self

from policies.domain.language import _, gettext_noop
from policies.domain.lifecycle import Outcome


class StageKind(StrEnum):
    """What happens at a stage."""

    CONSULT = "consult"
    COMMENT = "comment"
    ASSESS = "assess"
    SCRUTINISE = "scrutinise"
    DECIDE = "decide"
    DELEGATED = "delegated"
    RATIFY = "ratify"
    NOTE = "note"
    REPORT_BACK = "report-back"

    @property
    def label(self) -> str:
        """The kind as a form and the public history show it."""
        return _(_KINDS[self])


_KINDS = {
    StageKind.CONSULT: gettext_noop("Consultation"),
    StageKind.COMMENT: gettext_noop("Officers’ comments"),
    StageKind.ASSESS: gettext_noop("Impact assessment"),
    StageKind.SCRUTINISE: gettext_noop("Scrutiny"),
    StageKind.DECIDE: gettext_noop("Decision"),
    StageKind.DELEGATED: gettext_noop("Decision by an officer"),
    StageKind.RATIFY: gettext_noop("Ratification"),
    StageKind.NOTE: gettext_noop("For information"),
    StageKind.REPORT_BACK: gettext_noop("Report back"),
}
# One of these puts a version on the way into force.
DECIDING = frozenset({StageKind.DECIDE, StageKind.DELEGATED})
# At these a body says something that a clerk enters from its minutes.
BY_BODIES = frozenset(
    {
        StageKind.SCRUTINISE,
        StageKind.DECIDE,
        StageKind.RATIFY,
        StageKind.NOTE,
        StageKind.REPORT_BACK,
    }
)

# At these whoever holds a post speaks.
BY_POSTS = frozenset({StageKind.COMMENT, StageKind.DELEGATED})
# These fall due once the version is in force.
AFTER_DECIDING = frozenset({StageKind.RATIFY, StageKind.NOTE, StageKind.REPORT_BACK})

# What may be entered at a stage, and which of it carries the text past the stage.
OUTCOMES: Mapping[StageKind, tuple[Outcome, ...]] = {
    StageKind.SCRUTINISE: (
        Outcome.RECOMMENDED,
        Outcome.NOTED,
        Outcome.DEFERRED,
        Outcome.RETURNED,
    ),
    StageKind.DECIDE: (
        Outcome.APPROVED,
        Outcome.APPROVED_AS_AMENDED,
        Outcome.APPROVED_IN_PRINCIPLE,
        Outcome.DEFERRED,
        Outcome.RETURNED,
        Outcome.REJECTED,
    ),
    StageKind.DELEGATED: (Outcome.APPROVED, Outcome.REJECTED),
    StageKind.RATIFY: (Outcome.APPROVED, Outcome.DEFERRED, Outcome.REJECTED),
    StageKind.NOTE: (Outcome.NOTED, Outcome.DEFERRED),
    StageKind.REPORT_BACK: (Outcome.NOTED, Outcome.DEFERRED),
}
CARRIED_BY: Mapping[StageKind, frozenset[Outcome]] = {
    StageKind.SCRUTINISE: frozenset({Outcome.RECOMMENDED, Outcome.NOTED}),
    StageKind.DECIDE: frozenset({Outcome.APPROVED, Outcome.APPROVED_AS_AMENDED}),
    StageKind.DELEGATED: frozenset({Outcome.APPROVED}),
    StageKind.RATIFY: frozenset({Outcome.APPROVED, Outcome.REJECTED}),
    StageKind.NOTE: frozenset({Outcome.NOTED}),
    StageKind.REPORT_BACK: frozenset({Outcome.NOTED}),
}
# A body that the route does not name may still say these; they settle nothing.
SAID_BY_ANYONE = (Outcome.RECOMMENDED, Outcome.NOTED, Outcome.DEFERRED)


class Needed(StrEnum):
    """How many of those who take part must act (rule B13: stated, and shown)."""

    ALL = "all"
    ANY = "any"

    @property
    def label(self) -> str:
        """The word as a form shows it."""
        return {"all": "All of them", "any": "Any one of them"}[self.value]


class Evidence(StrEnum):
    """What a stage asks to be on record before its decision is entered, or with it."""

    REPORT = "report"
    AGENDA_ITEM = "agenda-item"
    OPTIONS = "options"

    @property
    def label(self) -> str:
        """The evidence as a form shows it."""
        return _EVIDENCE[self]


_EVIDENCE = {
    Evidence.REPORT: "The reference of the report",
    Evidence.AGENDA_ITEM: "The agenda item",
    Evidence.OPTIONS: "The options considered",
}


class PartyKind(StrEnum):
    """Whether a body or a post takes part."""

    BODY = "body"
    POST = "post"


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """A body or a post that takes part in a stage, by the key of its row and its name then."""

    kind: PartyKind
    pk: int
    name: str

    @property
    def named(self) -> str:
        """The party as a sentence names it: “Cabinet”, “the Monitoring Officer”."""
        if self.kind is PartyKind.POST:
            return _("the {body}").format(body=self.name)
        return self.name


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """One stage as it was when the text was submitted."""

    position: int
    kind: StageKind
    parties: tuple[Party, ...] = ()
    needed: Needed = Needed.ALL
    evidence: frozenset[Evidence] = frozenset()
    may_return: bool = True
    within_days: int | None = None
    note: str = ""

    def as_plain(self) -> dict[str, Any]:
        """Return the stage as plain words and numbers, to be kept with a submission."""
        return {
            "position": self.position,
            "kind": self.kind.value,
            "parties": [
                {"kind": party.kind.value, "pk": party.pk, "name": party.name}
                for party in self.parties
            ],
            "needed": self.needed.value,
            "evidence": sorted(self.evidence),
            "may_return": self.may_return,
            "within_days": self.within_days,
            "note": self.note,
        }

    @classmethod
    def from_plain(cls, plain: dict[str, Any]) -> Self:
        """Return the stage that ``as_plain`` wrote."""
        return cls(
            position=plain["position"],
            kind=StageKind(plain["kind"]),
            parties=tuple(
                Party(kind=PartyKind(one["kind"]), pk=one["pk"], name=one["name"])
                for one in plain["parties"]
            ),
            needed=Needed(plain["needed"]),
            evidence=frozenset(Evidence(name) for name in plain["evidence"]),
            may_return=plain["may_return"],
            within_days=plain["within_days"],
            note=plain["note"],
        )

    @property
    def outcomes(self) -> tuple[Outcome, ...]:
        """What may be entered here, in the order of the form."""
        return tuple(
            outcome
            for outcome in OUTCOMES.get(self.kind, ())
            if self.may_return or outcome is not Outcome.RETURNED
        )

    @property
    def title(self) -> str:
        """The stage as a list names it: “Decision: Cabinet”."""
        return f"{self.kind.label}: {self.named}" if self.parties else self.kind.label

    @property
    def named(self) -> str:
        """Who takes part, as a sentence names them: “Cabinet and Council”."""
        joint = _(" and ") if self.needed is Needed.ALL else _(" or ")
        return joint.join(party.named for party in self.parties) or _("any one body")

    def takes(self, party: Party) -> bool:
        """Whether this party takes part. A stage that names nobody is open to any body."""
        if not self.parties:
            return party.kind is PartyKind.BODY
        return any((one.kind, one.pk) == (party.kind, party.pk) for one in self.parties)

    def name_of(self, party: Party) -> str:
        """Return the name that a party had when the text was submitted, or else has now."""
        then = (one.name for one in self.parties if (one.kind, one.pk) == (party.kind, party.pk))
        return next(then, party.name)

    def ratifies_with(self, outcome: Outcome) -> bool | None:
        """Whether a decision with this outcome ratifies here, or refuses to; None if neither."""
        if self.kind is not StageKind.RATIFY or outcome not in CARRIED_BY[self.kind]:
            return None
        return outcome is Outcome.APPROVED
