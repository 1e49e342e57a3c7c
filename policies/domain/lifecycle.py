"""The statuses of a version and the table of moves between them: the whole lifecycle as data."""

from dataclasses import dataclass
from enum import StrEnum

from policies.domain.language import _, gettext_noop
from policies.domain.roles import Role


class Status(StrEnum):
    """Where a version stands. The words are those of the public record."""

    DRAFT = "draft"
    IN_REVIEW = "in_review"
    APPROVED = "approved"
    IN_FORCE = "in_force"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"
    DISCARDED = "discarded"

    @property
    def label(self) -> str:
        """The status as a list shows it."""
        return _(_STATUSES[self])

    @property
    def phrase(self) -> str:
        """The status as a sentence about a version says it: “is a draft”."""
        return "a draft" if self is Status.DRAFT else self.value.replace("_", " ")


_STATUSES = {
    Status.DRAFT: gettext_noop("Draft"),
    Status.IN_REVIEW: gettext_noop("In review"),
    Status.APPROVED: gettext_noop("Approved"),
    Status.IN_FORCE: gettext_noop("In force"),
    Status.SUPERSEDED: gettext_noop("Superseded"),
    Status.WITHDRAWN: gettext_noop("Withdrawn"),
    Status.DISCARDED: gettext_noop("Discarded"),
}
# A document has at most one version in these: the text being worked on.
OPEN = frozenset({Status.DRAFT, Status.IN_REVIEW, Status.APPROVED})

# These are public for good.
PUBLISHED = frozenset({Status.IN_FORCE, Status.SUPERSEDED, Status.WITHDRAWN})


class Move(StrEnum):
    """One change of status."""

    START = "start"
    SUBMIT = "submit"
    RECALL = "recall"
    REQUEST_CHANGES = "request_changes"
    CONFORM = "conform"
    REJECT = "reject"
    APPROVE = "approve"
    RESCIND = "rescind"
    PUBLISH = "publish"
    SUPERSEDE = "supersede"
    WITHDRAW = "withdraw"
    DISCARD = "discard"
    RECORD_PAST = "record_past"

    @property
    def label(self) -> str:
        """The move as a button names it."""
        return _MOVE_LABELS.get(self, self.value.replace("_", " ").capitalize())


_MOVE_LABELS = {Move.START: "Start a new version", Move.RECORD_PAST: "Record a past version"}


@dataclass(frozen=True, slots=True)
class MoveRule:
    """From where to where a move leads, who may make it, and what it asks for.

    ``origin`` None is “nothing yet”: the move makes the version. A move with several
    ``targets`` is told which. A move without roles is never a button of its own.
    """

    move: Move
    origin: Status | None
    targets: tuple[Status, ...]
    roles: frozenset[Role]
    needs_reason: bool = False


_WRITERS = frozenset({Role.AUTHOR, Role.CORPORATE_OFFICER})
_OWNER = frozenset({Role.CORPORATE_OFFICER})

MOVES: dict[Move, MoveRule] = {
    rule.move: rule
    for rule in (
        MoveRule(Move.START, None, (Status.DRAFT,), _WRITERS),
        MoveRule(Move.SUBMIT, Status.DRAFT, (Status.IN_REVIEW,), _WRITERS),
        MoveRule(Move.RECALL, Status.IN_REVIEW, (Status.DRAFT,), _WRITERS, needs_reason=True),
        MoveRule(
            Move.REQUEST_CHANGES,
            Status.IN_REVIEW,
            (Status.DRAFT,),
            frozenset({Role.CORPORATE_OFFICER, Role.MONITORING_OFFICER, Role.SECTION_151_OFFICER}),
            needs_reason=True,
        ),
        MoveRule(Move.CONFORM, Status.IN_REVIEW, (Status.IN_REVIEW,), _WRITERS, needs_reason=True),
        MoveRule(
            Move.REJECT,
            Status.IN_REVIEW,
            (Status.DRAFT, Status.DISCARDED),
            frozenset({Role.CONFIRMING_OFFICER}),
        ),
        MoveRule(
            Move.APPROVE,
            Status.IN_REVIEW,
            (Status.APPROVED,),
            frozenset({Role.CONFIRMING_OFFICER, Role.MONITORING_OFFICER}),
        ),
        MoveRule(Move.RESCIND, Status.APPROVED, (Status.DISCARDED,), _OWNER, needs_reason=True),
        MoveRule(Move.PUBLISH, Status.APPROVED, (Status.IN_FORCE,), _OWNER),
        MoveRule(Move.SUPERSEDE, Status.IN_FORCE, (Status.SUPERSEDED,), frozenset()),
        MoveRule(Move.WITHDRAW, Status.IN_FORCE, (Status.WITHDRAWN,), _OWNER, needs_reason=True),
        MoveRule(Move.DISCARD, Status.DRAFT, (Status.DISCARDED,), _WRITERS, needs_reason=True),
        MoveRule(
            Move.RECORD_PAST, None, (Status.SUPERSEDED, Status.IN_FORCE), _OWNER, needs_reason=True
        ),
    )
}


class Outcome(StrEnum):
    """What a body decided on a submission, in the words of its minutes."""

    APPROVED = "approved"
    APPROVED_AS_AMENDED = "approved_as_amended"
    REJECTED = "rejected"
    RETURNED = "returned"
    APPROVED_IN_PRINCIPLE = "approved_in_principle"
    RECOMMENDED = "recommended"
    DEFERRED = "deferred"
    NOTED = "noted"

    @property
    def label(self) -> str:
        """The outcome as the public record shows it."""
        return _(_OUTCOMES[self])

    @property
    def move(self) -> Move | None:
        """The move that a confirmed decision of the deciding body leads to, if any."""
        return {
            Outcome.APPROVED: Move.APPROVE,
            Outcome.REJECTED: Move.REJECT,
            Outcome.RETURNED: Move.REQUEST_CHANGES,
        }.get(self)


_OUTCOMES = {
    Outcome.APPROVED: gettext_noop("Approved"),
    Outcome.APPROVED_AS_AMENDED: gettext_noop("Approved as amended"),
    Outcome.REJECTED: gettext_noop("Rejected"),
    Outcome.RETURNED: gettext_noop("Returned"),
    Outcome.APPROVED_IN_PRINCIPLE: gettext_noop("Approved in principle"),
    Outcome.RECOMMENDED: gettext_noop("Recommended"),
    Outcome.DEFERRED: gettext_noop("Deferred"),
    Outcome.NOTED: gettext_noop("Noted"),
}


def changes_of_status() -> frozenset[tuple[Status, Status]]:
    """Return every pair of statuses that a version may go between, for the database's guards."""
    return frozenset(
        (rule.origin, target)
        for rule in MOVES.values()
        if rule.origin
        for target in rule.targets
        if target is not rule.origin
    )
