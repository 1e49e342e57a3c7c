"""The register: every document that is or was in force, a line each, for people and programs."""

from dataclasses import dataclass
from datetime import date

from policies.domain.content import Kind
from policies.domain.language import gettext_noop


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterEntry:
    """One document as the register has it: the version in force, or the last that was.

    ``address`` is where the text in force is read, for good; ``version_address`` where this
    version is. ``in_force_until`` is the first day on which it was in force no more.
    """

    slug: str
    reference: str
    title: str
    kind: str
    version: str
    status: str
    in_force_from: date
    in_force_until: date | None
    next_review_on: date | None
    owner_post: str
    sha256: str
    address: str
    version_address: str

    @property
    def kind_label(self) -> str:
        """What sort of text it is, as a list shows it."""
        return Kind(self.kind).label

    @property
    def is_in_force(self) -> bool:
        """Whether members must follow it now."""
        return self.in_force_until is None

    def is_review_overdue_on(self, day: date) -> bool:
        """Whether the day of its next review has passed; it stays in force all the same (B8)."""
        return self.is_in_force and self.next_review_on is not None and self.next_review_on < day

    def as_plain(self) -> dict[str, str | None]:
        """Return the entry as JSON and tables have it, dates in ISO 8601 form, by COLUMNS."""
        return {name: _plain(getattr(self, name)) for name in COLUMNS}


# Each column of the table with what it holds; the page says the same.
COLUMNS = {
    "reference": gettext_noop("the council’s own reference"),
    "title": gettext_noop("the title"),
    "kind": gettext_noop("policy, guidance, strategy, guidelines, protocol or leaflet"),
    "version": gettext_noop("the number of the version"),
    "status": gettext_noop("in force, superseded or withdrawn"),
    "in_force_from": gettext_noop("the first day in force, as 2026-05-03"),
    "in_force_until": gettext_noop("the first day no longer in force; empty while in force"),
    "next_review_on": gettext_noop("the day by which it is reviewed; empty if none is set"),
    "owner_post": gettext_noop("the post that looks after it"),
    "sha256": gettext_noop("the SHA-256 hash of the exact text that was decided"),
    "address": gettext_noop("where the text in force is read"),
    "version_address": gettext_noop("where this version is read, for good"),
}


def _plain(value: str | date | None) -> str | None:
    return value.isoformat() if isinstance(value, date) else value
