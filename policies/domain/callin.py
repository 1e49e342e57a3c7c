"""Every reason why an approved text cannot be called in now, or released, as sentences."""

from collections.abc import Iterator

from policies.domain.lifecycle import Status
from policies.domain.readiness import Situation, about_being, about_the_ability
from policies.domain.roles import Ability


def reasons_against_calling_in(situation: Situation) -> tuple[str, ...]:
    """Return every reason against holding this version until scrutiny has looked at it."""
    return tuple(_about_calling_in(situation))


def _about_calling_in(situation: Situation) -> Iterator[str]:
    yield from about_the_ability(Ability.CALL_IN, "call a version in", situation)
    yield from about_being(Status.APPROVED, "only an approved one can be called in", situation)
    if situation.called_in:
        yield f"It was called in already ({situation.called_in})."


def reasons_against_releasing(situation: Situation) -> tuple[str, ...]:
    """Return every reason against letting a version go on that was called in."""
    return tuple(_about_releasing(situation))


def _about_releasing(situation: Situation) -> Iterator[str]:
    yield from about_the_ability(Ability.CALL_IN, "release a version", situation)
    yield from about_being(Status.APPROVED, "only an approved one is held and released", situation)
    if situation.status is Status.APPROVED and not situation.called_in:
        yield "It is not held: nobody called it in, or it was released already."
