"""Where security events are on record: each table of the portal that holds some, and how a row of
it reads. Texts are named by reference and number, because a title may be hidden by law."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Model, Q, QuerySet

from policies.domain.dates import in_words
from policies.domain.lifecycle import Move, Outcome
from policies.domain.securityevents import EventKind, SecurityLine
from policies.models import (
    CallIn,
    CallInRelease,
    Certificate,
    Confirmation,
    Decision,
    Delegation,
    Post,
    PostHolding,
    Restriction,
    RestrictionWord,
    SecurityEvent,
    StatusChange,
    User,
    Version,
)

_SAVED = {"+": "added", "~": "changed", "-": "removed"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A table with events. ``kind`` None is the table of those that are written when they happen.

    ``by`` and ``about`` name the columns that point to people, ``beside`` what is read with a row
    so that its words need no query of their own, ``unread`` the bytes of texts, which none needs.
    """

    kind: EventKind | None
    model: type[Model]
    words: Callable[[Any], str]
    at: str = "at"
    by: str = "by"
    about: str = ""
    beside: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()

    def rows(self) -> "QuerySet[Any]":
        """Every row, in no order."""
        return self.model._base_manager.order_by()

    def of_person(self, person: int) -> Q:
        """Which rows a person did, or was concerned by."""
        about = Q(**{self.about: person}) if self.about else Q()
        return Q(**{self.by: person}) | about

    def lines(self, keys: list[int]) -> Iterator[tuple[int, SecurityLine]]:
        """Yield the rows with these keys as lines of the log, each with its key."""
        people = [self.by, *([self.about] if self.about else [])]
        rows = self.rows().filter(pk__in=keys).select_related(*people, *self.beside)
        for row in rows.defer(*self.unread):
            at: datetime = getattr(row, self.at)
            yield (
                row.pk,
                SecurityLine(
                    at=at,
                    kind=self.kind or EventKind(row.kind),
                    who=_name(getattr(row, self.by)),
                    about=_name(getattr(row, self.about)) if self.about else "",
                    what=self.words(row),
                    network=getattr(row, "network", ""),
                    row=f"{self.model._meta.model_name}/{row.pk}",
                ),
            )


def _name(person: User | None) -> str:
    return person.username if person else ""


def _text(version: Version) -> str:
    return f"{version.document.reference} {version.number}"


def _of_change(row: StatusChange) -> str:
    return f"{_text(row.version)}: {Move(row.move).label}"


def _of_decision(row: Decision) -> str:
    outcome = Outcome(row.outcome).label
    return f"{_text(row.submission.version)}: “{outcome}” by {row.decider} entered"


def _of_confirmation(row: Confirmation) -> str:
    done = "confirmed" if row.is_confirmed else "declined"
    return f"{_text(row.decision.submission.version)}: the decision entered was {done}"


def _of_certificate(row: Certificate) -> str:
    return f"{_text(row.submission.version)}: the conformed text was certified"


def _of_call_in(row: CallIn) -> str:
    return f"{_text(row.version)}: called in"


def _of_release(row: CallInRelease) -> str:
    return f"{_text(row.call_in.version)}: released"


def _asked(row: Restriction) -> str:
    what = "to show again what is hidden by law" if row.lifts_id else "to hide by law"
    return f"{_text(row.version)}: asked {what}"


def _of_word(row: RestrictionWord) -> str:
    what = "showing again what is hidden" if row.restriction.lifts_id else "hiding by law"
    done = "confirmed" if row.is_confirmed else "declined"
    return f"{_text(row.restriction.version)}: {what} was {done}"


def _of_post(row: Any) -> str:
    role = f" with the role {row.get_role_display()}" if row.role else ""
    return f"{row.title}{role}: {_SAVED[row.history_type]}"


def _of_holding(row: Any) -> str:
    until = f" until {in_words(row.held_until)}" if row.held_until else ""
    how = "deputises for" if row.is_deputy else "holds"
    spoken = f"{how} the post {row.post} from {in_words(row.held_from)}{until}"
    return f"{row.person.username} {spoken}: {_SAVED[row.history_type]}"


def _of_delegation(row: Any) -> str:
    until = f" until {in_words(row.expires_on)}" if row.expires_on else ""
    spoken = f"To {row.delegate_post} for {row.document.reference}{until}"
    return f"{spoken}: {_SAVED[row.history_type]}"


SOURCES: tuple[Source, ...] = (
    Source(kind=None, model=SecurityEvent, about="about", words=lambda row: row.words),
    Source(
        kind=EventKind.DECISION,
        model=Decision,
        at="entered_at",
        by="entered_by",
        words=_of_decision,
        beside=("submission__version__document", "body", "post"),
        unread=("submission__canonical",),
    ),
    Source(
        kind=EventKind.CONFIRMATION,
        model=Confirmation,
        words=_of_confirmation,
        beside=("decision__submission__version__document",),
        unread=("decision__submission__canonical",),
    ),
    Source(
        kind=EventKind.CERTIFICATE,
        model=Certificate,
        words=_of_certificate,
        beside=("submission__version__document",),
        unread=("submission__canonical",),
    ),
    Source(kind=EventKind.CALL_IN, model=CallIn, words=_of_call_in, beside=("version__document",)),
    Source(
        kind=EventKind.RELEASE,
        model=CallInRelease,
        words=_of_release,
        beside=("call_in__version__document",),
    ),
    Source(
        kind=EventKind.RESTRICTION, model=Restriction, words=_asked, beside=("version__document",)
    ),
    Source(
        kind=EventKind.RESTRICTION_ANSWERED,
        model=RestrictionWord,
        words=_of_word,
        beside=("restriction__version__document",),
    ),
    Source(
        kind=EventKind.POSTS,
        model=Post.history.model,
        words=_of_post,
        at="history_date",
        by="history_user",
    ),
    Source(
        kind=EventKind.POSTS,
        model=PostHolding.history.model,
        about="person",
        words=_of_holding,
        beside=("post",),
        at="history_date",
        by="history_user",
    ),
    Source(
        kind=EventKind.DELEGATION,
        model=Delegation.history.model,
        words=_of_delegation,
        beside=("delegate_post", "document"),
        at="history_date",
        by="history_user",
    ),
    # Last, because a move comes of what is on record of the same moment.
    Source(
        kind=EventKind.MOVE, model=StatusChange, words=_of_change, beside=("version__document",)
    ),
)
