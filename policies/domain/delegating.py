"""Every reason why a delegation cannot be kept as it is given, as sentences."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from policies.domain.dates import about_being_far, in_words
from policies.domain.readiness import CLOSED_ACCOUNT
from policies.domain.roles import ABILITIES, Ability, Role, roles_named

STAYS = (
    "This delegation was used, so its terms stay as they were. It can only be made to expire "
    "earlier; other terms need a new delegation."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What a body delegated, as it was entered.

    ``delegate`` and ``consultee`` are titles of posts, ``consultee`` empty if nobody is
    consulted; ``delegate_role`` is the role of the delegate's post, None if it has none.
    """

    delegate: str
    delegate_role: Role | None
    consultee: str
    minute_reference: str
    limits: str
    granted_on: date
    starts_on: date
    expires_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Used:
    """That a delegation was used: last on which day, what it says of its end until now, and
    whether anything but its end would change."""

    last_on: date
    expires_on: date | None
    other_terms_change: bool


def reasons_against_delegating(
    terms: Terms, *, roles: Iterable[Role], is_active: bool, day: date, used: Used | None = None
) -> tuple[str, ...]:
    """Return every reason against keeping these terms; ``used`` is None before the first use."""
    reasons = [*_about_the_person(frozenset(roles), is_active), *_about_the_terms(terms, day)]
    if used:
        reasons += _about_the_uses(terms, used)
    return tuple(reasons)


def _about_the_person(roles: frozenset[Role], is_active: bool) -> Iterator[str]:
    allowed = ABILITIES[Ability.KEEP_DELEGATIONS]
    if not is_active:
        yield CLOSED_ACCOUNT
    elif allowed.isdisjoint(roles):
        yield f"Only {roles_named(allowed)} can enter or change a delegation."


def _about_the_terms(terms: Terms, day: date) -> Iterator[str]:
    if not terms.minute_reference.strip():
        yield "Give the reference of the minute, so that it can be found."
    if not terms.limits.strip():
        yield "Say what the delegate may change, in the words of the minute."
    if terms.granted_on > day:
        yield "The delegation cannot have been granted in the future."
    if terms.starts_on < terms.granted_on:
        yield "A delegation does not start before it was granted."
    if terms.expires_on and terms.expires_on <= terms.starts_on:
        yield "A delegation does not expire before it starts."
    yield from about_being_far(terms.expires_on or terms.starts_on, today=day)
    if terms.consultee == terms.delegate:
        yield "The delegate consults another post than their own."
    deciding = ABILITIES[Ability.DECIDE_ALONE]
    if terms.delegate_role not in deciding:
        yield (
            f"The post “{terms.delegate}” does not decide alone. The Administrator can give it "
            f"the role of {roles_named(deciding)}."
        )


def _about_the_uses(terms: Terms, used: Used) -> Iterator[str]:
    is_later = used.expires_on is not None and (
        terms.expires_on is None or terms.expires_on > used.expires_on
    )
    if used.other_terms_change or is_later:
        yield STAYS
    if terms.expires_on and terms.expires_on <= used.last_on:
        yield (
            f"It was used on {in_words(used.last_on)}. "
            f"The earliest day on which it can expire is {in_words(used.last_on + timedelta(1))}."
        )
