"""The security event log: who signed in, failed to, decided, and was given which rights.

What is written follows the OWASP Logging Cheat Sheet and NIST SP 800-92: when, what, who, about
whom and from where, and never a password, a token, the title of a text or what a stranger typed.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from ipaddress import IPv4Address, ip_address, ip_network

# So much of an address is kept that a flood from one place can be told from one from many: the
# network of a provider or of a council, and not whose machine it was.
_KEPT_BITS = {4: 24, 6: 48}


class EventKind(StrEnum):
    """What sort of thing happened. The values are those of the exports."""

    SIGNED_IN = "signed-in"
    SIGN_IN_FAILED = "sign-in-failed"
    SIGNED_OUT = "signed-out"
    ACCOUNT_MADE = "account-made"
    ACCOUNT_CHANGED = "account-changed"
    PASSWORD_CHANGED = "password-changed"
    LINK_SENT = "sign-in-link-sent"
    SECOND_FACTOR_SET = "second-factor-set"
    SECOND_FACTOR_REMOVED = "second-factor-removed"
    RECOVERY_CODES_MADE = "recovery-codes-made"
    COUNCIL_ACCOUNT = "council-account"
    ROLES_CHANGED = "roles-changed"
    POSTS = "posts"
    DELEGATION = "delegation"
    DATA_GIVEN_OUT = "personal-data-given-out"
    DATA_ERASED = "personal-data-erased"
    EVENTS_EXPORTED = "events-exported"
    MOVE = "move"
    DECISION = "decision"
    CONFIRMATION = "confirmation"
    CERTIFICATE = "certificate"
    CALL_IN = "call-in"
    RELEASE = "release"
    RESTRICTION = "restriction"
    RESTRICTION_ANSWERED = "restriction-answered"

    @property
    def label(self) -> str:
        """The kind as a list shows it."""
        return _LABELS.get(self, self.value.replace("-", " ").capitalize())


_LABELS = {
    EventKind.SIGN_IN_FAILED: "Sign-in failed",
    EventKind.LINK_SENT: "Link to set a password sent",
    EventKind.POSTS: "Posts and who holds them",
    EventKind.EVENTS_EXPORTED: "This log exported",
    EventKind.CALL_IN: "Call-in",
}
# Whether somebody came and went, from where: personal data that the rule of retention ends. All
# other events say who gave rights, decided or dealt with data, and are kept for good.
COMINGS_AND_GOINGS = frozenset(
    {EventKind.SIGNED_IN, EventKind.SIGN_IN_FAILED, EventKind.SIGNED_OUT}
)
# Read where they are on record; every other kind no other record holds, so that it is written down
# when it happens.
ON_RECORD = frozenset(
    {
        EventKind.POSTS,
        EventKind.DELEGATION,
        EventKind.MOVE,
        EventKind.DECISION,
        EventKind.CONFIRMATION,
        EventKind.CERTIFICATE,
        EventKind.CALL_IN,
        EventKind.RELEASE,
        EventKind.RESTRICTION,
        EventKind.RESTRICTION_ANSWERED,
    }
)
# Each column of an export with what it holds.
COLUMNS = {
    "at": "the moment in UTC, as 2026-05-03T12:00:00.000+00:00",
    "kind": "what sort of thing happened",
    "who": "the name by which whoever did it signs in; empty where nobody had signed in",
    "about": "the name by which the person whom it concerns signs in",
    "what": "what happened, in words",
    "network": "the network from which somebody signed in, or tried to",
    "row": "the row of the record: the same in every export",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class SecurityLine:
    """One event of the log, wherever it is on record. The columns are those of the exports."""

    at: datetime
    kind: EventKind
    who: str
    about: str
    what: str
    network: str
    row: str

    def as_plain(self) -> dict[str, str]:
        """Return the line by the names of its columns, its moment in UTC (RFC 3339)."""
        at = self.at.astimezone(UTC).isoformat(timespec="milliseconds")
        said = (at, self.kind.value, self.who, self.about, self.what, self.network, self.row)
        return dict(zip(COLUMNS, said, strict=True))


@dataclass(frozen=True, slots=True, kw_only=True)
class Sought:
    """Which events are asked for: of a kind, of a person (by number), from a London day until
    another, both included. What is None or empty does not matter."""

    kind: EventKind | None = None
    person: int | None = None
    first_day: date | None = None
    last_day: date | None = None


def network_of(address: str) -> str:
    """Return the network that an address of a reader lies in, or “” for what is no address.

    Of IPv4 the last byte goes, of IPv6 all but what a provider gives out: 198.51.100.0/24.
    """
    try:
        found = ip_address(address)
    except ValueError:
        return ""
    mapped = None if isinstance(found, IPv4Address) else found.ipv4_mapped
    whole = mapped or found
    return str(ip_network((whole, _KEPT_BITS[whole.version]), strict=False))


def is_written_down(number: int, *, one_by_one: int) -> bool:
    """Return whether the event with this number of its hour is written: the first ones each, and
    then only every tenfold, so that a flood is told of and does not fill the disk."""
    return number <= one_by_one or (number >= 100 and str(number).strip("0") == "1")


def listed(names: Iterable[str]) -> str:
    """Return names as a sentence lists them, in the order of the alphabet."""
    return ", ".join(sorted(names)) or "none"
