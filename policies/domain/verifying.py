"""What a SHA-256 hash (FIPS 180-4) is found to be, told to whoever holds the file it is of."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import Enum, auto

from policies.domain.content import Kind
from policies.domain.dates import in_words
from policies.domain.language import _
from policies.domain.onday import sentence_about_period
from policies.domain.periods import Period
from policies.domain.standing import of_this

_HASH = re.compile(r"[0-9a-f]{64}")
_PIECE = re.compile(r"[0-9a-f]+")


class Matter(Enum):
    """What has the hash that someone asks about."""

    TEXT = auto()
    EARLIER_TEXT = auto()
    TRANSLATION = auto()
    EARLIER_TRANSLATION = auto()
    FILE = auto()
    BROUGHT_IN = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """One published thing with a hash, and the version that it belongs to.

    ``form`` is the format of a file or the language of a translation, in words; ``dated`` the
    London day on which it was submitted, built or brought in. ``has_successor`` is whether a
    newer file took its place, ``is_sealed`` whether it says what is hidden by law.
    """

    matter: Matter
    slug: str
    title: str
    title_language: str
    kind: Kind
    period: Period
    dated: date
    form: str = ""
    from_paper_on: date | None = None
    has_successor: bool = False
    is_sealed: bool = False


def hash_typed(typed: str) -> str | None:
    """Return the hash that someone pasted, or None if it holds none.

    Read are capitals, spaces and line breaks inside it, the words "SHA-256:" before it, and the
    lines that sha256sum, shasum and certutil print, with the name of the file beside it.
    """
    words = typed[:2000].lower().replace("sha-256", " ").replace("sha256", " ").split()
    whole = [word.strip(":=*()") for word in words]
    # Some programs part the hash into groups; words beside it are then no part of it.
    groups = "".join(word for word in whole if _PIECE.fullmatch(word))
    return next((word for word in (*whole, groups) if _HASH.fullmatch(word)), None)


def sentences_about_match(match: Match) -> tuple[str, ...]:
    """Return what the thing is, and from when to when its version was in force."""
    return tuple(_sentences(match))


def _sentences(match: Match) -> Iterator[str]:
    yield _what_it_is(match)
    if match.has_successor:
        yield _("A newer file has taken its place.")
    if match.is_sealed:
        yield _("It holds words that were removed by law since, and is not offered any more.")
    named = _("Version {number} {of_this}:").format(
        number=match.period.number, of_this=of_this(match.kind)
    )
    yield f"{named} {sentence_about_period(match.period)}"


def _what_it_is(match: Match) -> str:
    if match.matter is Matter.TEXT and match.from_paper_on:
        said = _("This is the exact text of version {number}, as it was recorded from paper.")
    elif match.matter is Matter.TEXT:
        said = _("This is the exact text of version {number}, as it was decided.")
    elif match.matter is Matter.EARLIER_TEXT:
        said = _(
            "This is a text of version {number} that was submitted on {day}. "
            "It is not the text that came into force."
        )
    elif match.matter is Matter.TRANSLATION:
        said = _("This is the text of version {number} in another language: {form}.")
    elif match.matter is Matter.EARLIER_TRANSLATION:
        said = _(
            "This is an earlier text of version {number} in another language ({form}), "
            "submitted on {day}. A corrected one has taken its place."
        )
    elif match.matter is Matter.FILE:
        said = _("This is a file of version {number}, made here on {day}: {form}.")
    else:
        said = _("This is a file that was brought in on {day} as the source of version {number}.")
    return said.format(number=match.period.number, day=in_words(match.dated), form=match.form)
