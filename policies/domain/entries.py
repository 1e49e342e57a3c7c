"""One line of the public record of how a version was approved, and the record as a whole."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from policies.domain.hiding import Hidden, public_words
from policies.domain.language import _


@dataclass(frozen=True, slots=True)
class Detail:
    """Words of the council's papers. What ``stays`` is told even if the whole text is hidden."""

    label: str
    words: str
    stays: bool = False


Details = tuple[Detail, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of the record: what happened on which day, in a sentence. ``on`` None is still
    to come, and ``counts`` False no longer counts.
    """

    on: date | None
    at: datetime | None = None
    stage: str
    sentence: str
    who: str = ""
    outcome: str = ""
    minute: str = ""
    details: Details = ()
    counts: bool = True


def in_order(entries: Iterable[Entry], hidden: Sequence[Hidden] = ()) -> tuple[Entry, ...]:
    """Return the record in the order of time, without what is hidden by law.

    Of one day, what was entered first comes first; what is to come stands at the end.
    """
    in_time = sorted(
        entries,
        key=lambda one: (one.on or date.max, one.at.timestamp() if one.at else float("inf")),
    )
    return tuple(_public(entry, hidden) for entry in in_time)


def _public(entry: Entry, hidden: Sequence[Hidden]) -> Entry:
    passages = [one for one in hidden if one.passage]
    return replace(
        entry,
        sentence=public_words(entry.sentence, passages),
        who=public_words(entry.who, passages),
        minute=public_words(entry.minute, passages),
        details=tuple(
            replace(one, words=public_words(one.words, passages if one.stays else hidden))
            for one in entry.details
        ),
    )


def the(name: str) -> str:
    """Return a body or a post as a sentence names it: “the Cabinet”."""
    return _("the {body}").format(body=name.removeprefix("The ").removeprefix("the "))


def filled(*details: Detail | tuple[str, str]) -> Details:
    """Return the details that have words."""
    given = (one if isinstance(one, Detail) else Detail(*one) for one in details)
    return tuple(one for one in given if one.words.strip())


def small(words: str) -> str:
    """Return the words as they go on within a sentence."""
    return words[:1].lower() + words[1:]
