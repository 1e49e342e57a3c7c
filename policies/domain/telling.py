"""What was done to a version, told as a colleague would, from what it said before and after.

Plain values go in, and phrases come out that follow a name: “changed the title from “A” to
“B””. Beside each phrase go the words before and after, to be read with their differences.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from policies.domain.comparison import Mark, Passage, compared_words
from policies.domain.lifecycle import Move

# So many deeds of one sort are told as one, with their number.
MANY = 4
# Longer values are compared word by word; shorter ones are quoted in the sentence.
LONGEST_QUOTE = 70
# So many unchanged letters are kept before and after a change.
KEPT_AROUND = 160
# The reasons that the acts give of themselves say nothing that the sentence does not say.
_OWN_REASON = re.compile(
    r"(Section|Related document) “.*” (written|removed|moved( in a level| out a level)?)"
    r"|(Do|Don’t|Tip|Risk|Benefit) (written|removed)"
    r"|(Draft|Contacts|Law references|Document) changed"
    r"|(Document created|Changed at the desk|Added|Amended by the deciding body)"
    r"|Taken over (from|into) \S+",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Wording:
    """Words before and after, as passages that stayed, went and came."""

    label: str
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Deed:
    """One thing that was done. ``many`` tells several of its sort at once: “added {} sections”."""

    phrase: str
    wordings: tuple[Wording, ...] = ()
    many: str = ""


def sentence_of(deeds: Iterable[Deed]) -> str:
    """Return these deeds as one sentence without its subject and its full stop."""
    alike: dict[str, list[str]] = {}
    for deed in deeds:
        alike.setdefault(deed.many or deed.phrase, []).append(deed.phrase)
    phrases = [phrase for many, each in alike.items() for phrase in _told_at_once(many, each)]
    return " and ".join([", ".join(phrases[:-1]), phrases[-1]] if len(phrases) > 1 else phrases)


def _told_at_once(many: str, phrases: list[str]) -> list[str]:
    if len(phrases) < MANY or many == phrases[0]:
        return list(dict.fromkeys(phrases))
    return [many.replace("{}", str(len(phrases)), 1)]


def says_more(reason: str) -> bool:
    """Return whether a person gave this reason, or the act did because it tells something."""
    return bool(reason.strip()) and not _OWN_REASON.fullmatch(reason.strip())


def worded(label: str, before: str, after: str) -> tuple[Wording, ...]:
    """Return the differences of two texts under this label, or nothing where there are none."""
    if before == after:
        return ()
    return (Wording(label, _around_changes(compared_words(before, after))),)


def _around_changes(passages: Sequence[Passage]) -> tuple[Passage, ...]:
    """These passages without what is far from any change; an ellipsis stands for it."""
    last = len(passages) - 1
    return tuple(
        Passage(Mark.SAME, _ends_of(passage.text, is_first=place == 0, is_last=place == last))
        if passage.mark is Mark.SAME
        else passage
        for place, passage in enumerate(passages)
    )


def _ends_of(text: str, *, is_first: bool, is_last: bool) -> str:
    start = "" if is_first else text[:KEPT_AROUND].rpartition(" ")[0]
    end = "" if is_last else text[-KEPT_AROUND:].partition(" ")[2]
    if len(start) + len(end) + KEPT_AROUND >= len(text):
        return text
    if is_first:
        return f"… {end}"
    return f"{start} …" if is_last else f"{start} … {end}"


def deeds_on_values(before: Mapping[str, str], after: Mapping[str, str]) -> Iterator[Deed]:
    """Yield what was done to the values of one row, by the names that a sentence has for them."""
    for name, new in after.items():
        old = before.get(name, "")
        if old == new:
            continue
        if max(len(old), len(new)) > LONGEST_QUOTE or "\n" in old + new:
            yield Deed(f"changed {name}", worded(name[:1].upper() + name[1:], old, new))
        elif not old:
            yield Deed(f"set {name} to “{new}”")
        elif not new:
            yield Deed(f"cleared {name}, which was “{old}”")
        else:
            yield Deed(f"changed {name} from “{old}” to “{new}”")


def deeds_on_names(kind: str, before: Sequence[str], after: Sequence[str]) -> Iterator[Deed]:
    """Yield which rows of a kind, such as “contact”, were added and removed, by their names."""
    full = named_in_full(f"{kind.capitalize()}s", before, after)
    for name in after:
        if name not in before:
            yield Deed(f"added the {kind} “{name}”", full, f"added {{}} {kind}s")
            full = ()
    for name in before:
        if name not in after:
            yield Deed(f"removed the {kind} “{name}”", full, f"removed {{}} {kind}s")
            full = ()


def named_in_full(label: str, before: Sequence[str], after: Sequence[str]) -> tuple[Wording, ...]:
    """Return the names that came and went where there are too many of them for a sentence."""
    gone, come = set(before) - set(after), set(after) - set(before)
    if max(len(gone), len(come)) < MANY:
        return ()
    return worded(label, "\n".join(before), "\n".join(after))


def deeds_on_rows(
    kind: str, changes: Iterable[tuple[Mapping[str, str] | None, Mapping[str, str] | None]]
) -> Iterator[Deed]:
    """Yield what was done to rows of a kind: their values before and after, the name first.

    What was removed and added again as it was is left out.
    """
    pairs = [pair for pair in changes if pair[0] != pair[1]]
    gone = [old for old, new in pairs if new is None]
    come = [new for old, new in pairs if old is None]
    for before, after in pairs:
        if before and after:
            name, *_ = before.values()
            lines = ["\n".join(filter(None, row.values())) for row in (before, after)]
            yield Deed(f"changed the {kind} “{name}”", worded(kind.capitalize(), *lines))
    yield from deeds_on_names(
        kind,
        [next(iter(row.values())) for row in gone if row and row not in come],
        [next(iter(row.values())) for row in come if row and row not in gone],
    )


_MOVES = {
    Move.START: "started this version",
    Move.SUBMIT: "submitted this version",
    Move.RECALL: "recalled it",
    Move.REQUEST_CHANGES: "requested changes",
    Move.CONFORM: "conformed the text to the minute",
    Move.REJECT: "confirmed that it was rejected",
    Move.APPROVE: "confirmed that it was approved",
    Move.RESCIND: "rescinded it",
    Move.PUBLISH: "published it",
    Move.SUPERSEDE: "superseded it",
    Move.WITHDRAW: "withdrew it",
    Move.DISCARD: "discarded it",
    Move.RECORD_PAST: "recorded it from paper",
}


def deed_of_move(move: Move, *, authority: str = "", other_number: str = "") -> Deed:
    """Return the move that was made, by whose authority, and from or by which other version."""
    phrase = _MOVES[move]
    if authority:
        phrase = f"{phrase} ({authority})"
    if other_number:
        joint = "by" if move is Move.SUPERSEDE else "from"
        phrase = f"{phrase} {joint} version {other_number}"
    return Deed(phrase)
