"""What readers write to the council: how a letter is named, who answers it, how long it is kept.

A letter is a request for a format or a report of a problem with a page. Names, addresses and
words of readers are personal data (UK GDPR, article 5(1)(e)): they go some days after the letter
is closed.
"""

from collections.abc import Collection
from datetime import date, timedelta

from policies.domain.readiness import CLOSED_ACCOUNT
from policies.domain.roles import ABILITIES, Ability, Role, holds, roles_named

# Days from the closing of a letter to the erasing of who wrote it, unless the council sets others.
USUAL_DAYS_KEPT = 90
# Without vowels, and without what is mistaken for something else when it is read out or typed.
_SIGNS = "23456789BCDFGHJKMNPQRTVWXYZ"


def reference_from(numbers: bytes) -> str:
    """Return a reference such as “7K3M-Q2XD” made from eight random bytes.

    27 signs in eight places make 2·10¹¹ references: nobody comes upon another’s by trying.
    """
    signs = [_SIGNS[number % len(_SIGNS)] for number in numbers[:8]]
    return f"{''.join(signs[:4])}-{''.join(signs[4:])}"


def reasons_against_answering_readers(
    roles: Collection[Role], *, is_active: bool
) -> tuple[str, ...]:
    """Return why this person cannot deal with what readers wrote to the council."""
    if not is_active:
        return (CLOSED_ACCOUNT,)
    if not holds(roles, Ability.ANSWER_READERS):
        return (f"Only {roles_named(ABILITIES[Ability.ANSWER_READERS])} can answer readers.",)
    return ()


def last_day_to_forget(day: date, *, days_kept: int) -> date:
    """Return the last day of closing whose letters are past their time on ``day``."""
    return day - timedelta(days=days_kept)
