"""Every reason why a planned publication cannot be cancelled, as sentences."""

from collections.abc import Iterator

from policies.domain.lifecycle import MOVES, Move, Status
from policies.domain.readiness import CLOSED_ACCOUNT, Situation, about_being
from policies.domain.roles import roles_named


def reasons_against_cancelling(situation: Situation) -> tuple[str, ...]:
    """Return every reason why this person cannot cancel the plan of this version now."""
    return tuple(_reasons(situation))


def _reasons(situation: Situation) -> Iterator[str]:
    allowed = MOVES[Move.PUBLISH].roles
    if not situation.is_active:
        yield CLOSED_ACCOUNT
    elif allowed.isdisjoint(situation.roles):
        yield f"Only {roles_named(allowed)} can cancel a planned publication."
    yield from about_being(Status.APPROVED, "only the plan of an approved one is open", situation)
    if situation.status is Status.APPROVED and situation.planned_for is None:
        yield "No publication of this version is planned."
