"""What a Word file holds beside its words: counted, and marked at its place among them.

A mark is a character that no text may hold (a Unicode noncharacter). It travels through the
conversion and gives its line; then it is taken out.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from policies.intake.conversion import Notes, lines_named

MARKS = re.compile("[\ufdd0-\ufdef]")


class Oddity(StrEnum):
    """A thing in a Word file that is no word of the text; the value is its mark."""

    INSERTION = "\ufdd0"
    DELETION = "\ufdd1"
    COMMENT = "\ufdd2"
    TEXT_BOX = "\ufdd3"
    PICTURE = "\ufdd4"
    BARE_PICTURE = "\ufdd5"
    DECORATION = "\ufdd6"
    DRAWING = "\ufdd7"
    FORMULA = "\ufdd8"
    HIDDEN = "\ufdd9"
    FOOTNOTE = "\ufdda"
    UNKNOWN_NUMBER = "\ufddb"
    EMBEDDED = "\ufddc"
    CONTENTS = "\ufddd"


@dataclass(slots=True)
class Seen:
    """The oddities that were met, in order, each with the words that belong to it."""

    met: dict[Oddity, list[str]] = field(default_factory=dict)

    def mark(self, oddity: Oddity, words: str = "") -> str:
        """Record an oddity; return the mark to be put in its place."""
        self.met.setdefault(oddity, []).append(words)
        return oddity.value


_CODES: Mapping[Oddity, tuple[str, Callable[[int, str], str]]] = {
    Oddity.TEXT_BOX: ("text-box", lambda n, where: (
        f"{n} text box{'es' if n > 1 else ''} stood beside the text ({where}). The words were put "
        "after the paragraph that each was tied to; check their place.")),
    Oddity.BARE_PICTURE: ("image-without-alternative", lambda n, where: (
        f"{n} picture{'s have' if n > 1 else ' has'} no description ({where}). Pictures are left "
        "out; if one says something, write it in words there.")),
    Oddity.PICTURE: ("image-left-out", lambda n, where: (
        f"{n} described picture{'s were' if n > 1 else ' was'} left out ({where}). The "
        "descriptions are listed with what was left out; write them into the text if needed.")),
    Oddity.DRAWING: ("drawing-left-out", lambda n, where: (
        f"{n} drawing{'s' if n > 1 else ''}, chart or diagram could not be read ({where}). Write "
        "what it says in words.")),
    Oddity.EMBEDDED: ("embedded-file", lambda n, where: (
        f"{n} embedded file{'s were' if n > 1 else ' was'} left out ({where}). Import it by "
        "itself if it belongs to the document.")),
    Oddity.FORMULA: ("formula", lambda n, where: (
        f"{n} formula{'s' if n > 1 else ''} became plain characters ({where}). Check them.")),
    Oddity.HIDDEN: ("hidden-text", lambda n, where: (
        f"{n} hidden passage{'s were' if n > 1 else ' was'} left out ({where}). Nobody sees them "
        "in Word either; they are listed with what was left out.")),
    Oddity.FOOTNOTE: ("footnotes", lambda n, where: (
        f"{n} footnote{'s were' if n > 1 else ' was'} put in brackets where the mark stood "
        f"({where}). Check that the sentences still read well.")),
    Oddity.UNKNOWN_NUMBER: ("number-not-recovered", lambda n, where: (
        f"{n} automatic number{'s' if n > 1 else ''} could not be worked out ({where}). Type what "
        "Word shows.")),
    Oddity.COMMENT: ("comments-left-out", lambda n, where: (
        f"{n} comment{'s' if n > 1 else ''} in the margin ({where}) {'were' if n > 1 else 'was'} "
        "left out; the words are listed with what was left out.")),
}  # fmt: skip


def note_oddities(seen: Seen, places: Mapping[str, Sequence[int]], notes: Notes) -> None:
    """Record a finding for each sort of oddity, with the lines of the text as read."""
    for oddity, (code, sentence) in _CODES.items():
        words = seen.met.get(oddity, [])
        if words:
            where = list(places.get(oddity.value, ())) or [1]
            notes.note(
                where[0], code, sentence(len(words), f"{lines_named(where)} of the text as read")
            )
    _note_changes(seen, places, notes)
    _list_dropped(seen, places, notes)


def _note_changes(seen: Seen, places: Mapping[str, Sequence[int]], notes: Notes) -> None:
    added = len(seen.met.get(Oddity.INSERTION, ()))
    deleted = len(seen.met.get(Oddity.DELETION, ()))
    if not added + deleted:
        return
    where = sorted({*places.get(Oddity.INSERTION, ()), *places.get(Oddity.DELETION, ())}) or [1]
    notes.note(
        where[0],
        "tracked-changes",
        f"The file has tracked changes: {added} insertion{'' if added == 1 else 's'} and "
        f"{deleted} deletion{'' if deleted == 1 else 's'} ({lines_named(where)} of the text as "
        "read). They were read as if all were accepted: what was inserted is there, what was "
        "deleted is not. Check that this is the wording that was meant.",
    )


def _list_dropped(seen: Seen, places: Mapping[str, Sequence[int]], notes: Notes) -> None:
    reasons = {
        Oddity.PICTURE: "description of a picture; pictures are not published",
        Oddity.HIDDEN: "hidden text",
        Oddity.CONTENTS: "contents list",
    }
    for oddity, reason in reasons.items():
        where = places.get(oddity.value, ())
        for position, words in enumerate(seen.met.get(oddity, ())):
            notes.drop(where[position] if position < len(where) else 1, words, reason)
            if oddity is Oddity.PICTURE:
                notes.added.append(words)
