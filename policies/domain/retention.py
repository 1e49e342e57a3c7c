"""How long each kind of record is kept, from when, and why: the council's schedule as data.

The software deletes nothing of the record. What is past its rule is shown to officers, with what
to do about it; an Administrator can erase the personal data of consultees then.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from policies.domain.dates import in_words, months_after
from policies.domain.readiness import CLOSED_ACCOUNT
from policies.domain.roles import ABILITIES, Ability, Role, holds, roles_named

# What stands in the place of a name or an address begins with this; the day follows.
ERASED = "Erased on "


class RecordKind(StrEnum):
    """What is kept under one rule."""

    PUBLISHED = "published"
    DECISIONS = "decisions"
    DRAFTS = "drafts"
    DISCARDED = "discarded"
    FILES = "files"
    RESPONSES = "responses"
    MESSAGES = "messages"
    SIGN_INS = "sign_ins"
    SECURITY_EVENTS = "security_events"


@dataclass(frozen=True, slots=True, kw_only=True)
class RetentionRule:
    """How long records of a kind are kept. ``years`` None is for good."""

    kind: RecordKind
    label: str
    years: int | None
    counted_from: str
    why: str
    what_to_do: str

    @property
    def length(self) -> str:
        """How long, as a list shows it: “2 years after the last change”."""
        if self.years is None:
            return "For good"
        unit = "year" if self.years == 1 else "years"
        return f"{self.years} {unit} after {self.counted_from}"

    def last_day_past(self, day: date) -> date | None:
        """The last day from which, on this day, the rule has run out; None if it never does."""
        return None if self.years is None else months_after(day, -12 * self.years)


RULES: dict[RecordKind, RetentionRule] = {
    rule.kind: rule
    for rule in (
        RetentionRule(
            kind=RecordKind.PUBLISHED,
            label="Versions that were approved or published, with their files",
            years=None,
            counted_from="",
            why=(
                "Years later the council must show what the text said on any day. "
                "The bytes that were decided on and their hash are the evidence."
            ),
            what_to_do="There is nothing to do: the database refuses to delete them.",
        ),
        RetentionRule(
            kind=RecordKind.DECISIONS,
            label="Decisions, comments, assessments and changes of status",
            years=None,
            counted_from="",
            why=(
                "They say who decided on a text that is kept for good. Records of officers’ "
                "decisions are open for six years at least (SI 2014/2095, regulation 8)."
            ),
            what_to_do="There is nothing to do: the database refuses to delete them.",
        ),
        RetentionRule(
            kind=RecordKind.DRAFTS,
            label="Drafts that nobody goes on with",
            years=2,
            counted_from="the last change",
            why="A draft that rests so long is no longer work in hand.",
            what_to_do="Go on with the draft, or discard it with a reason.",
        ),
        RetentionRule(
            kind=RecordKind.DISCARDED,
            label="Discarded versions",
            years=2,
            counted_from="the day on which they were discarded",
            why="Their reasons are sometimes asked for while the matter is remembered.",
            what_to_do=(
                "Nothing is shown of them to the public. If the council’s own schedule asks for "
                "their destruction, whoever keeps the database does it, and notes it."
            ),
        ),
        RetentionRule(
            kind=RecordKind.FILES,
            label="Files that were brought in and went into no version",
            years=2,
            counted_from="the day on which they were brought in",
            why="A file that went into a version is evidence of where its text came from.",
            what_to_do="Put the file into a draft, or ask whoever keeps the database to remove it.",
        ),
        RetentionRule(
            kind=RecordKind.RESPONSES,
            label="Consultees’ names, addresses and answers",
            years=1,
            counted_from="the consultation closed",
            why=(
                "Personal data are kept no longer than their purpose needs (UK GDPR, article "
                "5(1)(e)): the summary of the consultation is the lasting record."
            ),
            what_to_do=(
                "An Administrator erases the names, the addresses and the words of the answers. "
                "How many gave which answer stays on record."
            ),
        ),
        RetentionRule(
            kind=RecordKind.MESSAGES,
            label="Messages that were sent",
            years=1,
            counted_from="they were sent",
            why="They show that people were told; after a year nobody asks.",
            what_to_do="There is nothing to do: the clock erases who was written to, and what.",
        ),
        RetentionRule(
            kind=RecordKind.SIGN_INS,
            label="Who signed in, signed out or failed to, and from which network",
            years=1,
            counted_from="that day",
            why=(
                "Break-ins are often noticed months later (NIST SP 800-92). After a year it would "
                "only show when people work."
            ),
            what_to_do=(
                "There is nothing to do: the clock erases who it was. Until then the database "
                "refuses to. If the council’s own schedule asks for longer, export them in time."
            ),
        ),
        RetentionRule(
            kind=RecordKind.SECURITY_EVENTS,
            label="Who opened accounts, gave roles and dealt with personal data",
            years=None,
            counted_from="",
            why="They show who could decide on a text that is kept for good, and who let them.",
            what_to_do="There is nothing to do: the database refuses to delete them.",
        ),
    )
}


def reasons_against_erasing(
    roles: Collection[Role], *, is_active: bool, closed_on: date | None, is_erased: bool, day: date
) -> tuple[str, ...]:
    """Return every reason why the consultees of a consultation cannot be erased on this day.

    ``closed_on`` is None while the consultation goes on.
    """
    reasons = []
    if not is_active:
        reasons.append(CLOSED_ACCOUNT)
    elif not holds(roles, Ability.KEEP_PEOPLE):
        reasons.append(f"Only {roles_named(ABILITIES[Ability.KEEP_PEOPLE])} can erase them.")
    rule = RULES[RecordKind.RESPONSES]
    last_day = rule.last_day_past(day)
    if closed_on is None:
        reasons.append("This consultation is not closed. Close it first.")
    elif last_day is None or last_day < closed_on:
        years = rule.years or 0
        from_day = in_words(months_after(closed_on, 12 * years))
        reasons.append(f"They are kept until {from_day}: {rule.length}.")
    if is_erased:
        reasons.append("Nobody’s name is on record here any more.")
    return tuple(reasons)
