"""Words of duty: must, shall, should, may and their opposites, sentence by sentence.

A duty changed is a substantive change, whatever else stays (the domain's “Minor or
substantive”). An item of a list under “You must:” carries that duty.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from policies.domain.checks.plain_text import Place, PlainText, read_section
from policies.domain.content import VersionContent

_DUTY = re.compile(
    r"\b(?:(?P<word>[Mm]ust|MUST|shall|SHALL|should|SHOULD|may|MAY)(?P<no>n[’']t)?"
    r"(?: (?:also|only|always|therefore))?(?P<not> (?:not|never|NOT|NEVER))?"
    r"|(?P<needless>need not|NEED NOT)|(?P<required>(?:is|are|be) (?P<never>not )?required to))\b"
)
# After these, “may” speaks of what could happen and not of what is allowed.
_PERHAPS = re.compile(
    r" (?:well |also |already )?(?:seem|have|help|feel|find|become|include|arise|differ|wish|want"
    r"|look|lead|cause|result|appear|need|be (?!only |not )(?!\w+ed\b|made |given |sent |taken |"
    r"shown |kept |done |held |put |written |read |spent |paid |withheld ))",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W_]+(?:[’'][^\W_]+)?")
_MOST_SHARERS = 40
_ALIKE = 0.5
_FEWEST_WITHIN = 5


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence of a text and the words of duty in it, in order: “must”, “should not”."""

    text: str
    duties: tuple[str, ...]
    line: int

    @property
    def words(self) -> frozenset[str]:
        """The words of the sentence without its words of duty, for telling what is alike."""
        return frozenset(_WORD.findall(_DUTY.sub(" ", self.text).casefold()))


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyChange:
    """A word of duty that differs from one version to the next, with both sentences.

    ``before`` is "" for a sentence that is new, ``after`` is "" for one that is gone.
    ``line`` is the line of the later text, or 0.
    """

    lineage: str
    heading: str
    before: str
    after: str
    duties_before: tuple[str, ...]
    duties_after: tuple[str, ...]
    line: int = 0


def duties_in(sentence: str) -> tuple[str, ...]:
    """Return the words of duty of this sentence in order, “never” counted as “not”."""
    return tuple(
        _plain_duty(match)
        for match in _DUTY.finditer(sentence)
        if not ((match["word"] or "") in ("may", "MAY") and _PERHAPS.match(sentence, match.end()))
    )


def _plain_duty(match: re.Match[str]) -> str:
    if match["needless"]:
        return "need not"
    if match["required"]:
        return "need not" if match["never"] else "must"
    word = match["word"].casefold()
    return f"{word} not" if match["not"] or match["no"] else word


def statements_of(text: PlainText) -> tuple[Statement, ...]:
    """Return every sentence of this section with its duties; a list inherits its opening's."""
    return tuple(_statements(text))


def _statements(text: PlainText) -> Iterator[Statement]:
    opening = ""
    for sentence in text.sentences:
        words = sentence.text
        duties = duties_in(words)
        if sentence.place is Place.LIST:
            if opening and not duties:
                words, duties = f"{opening} {words}", duties_in(opening)
        else:
            opening = words if duties and words.endswith(":") else ""
        if sentence.place is not Place.HEADING:
            yield Statement(words, duties, text.line_in_plain(sentence.start))


def duty_changes(before: VersionContent, after: VersionContent) -> tuple[DutyChange, ...]:
    """Return each word of duty that differs between two versions of one document.

    Sections are matched by lineage; one that only one version has is not looked into. A
    sentence that stands unchanged elsewhere in the other text is no change. The order is
    that of ``after``.
    """
    earlier = dict(zip((one.lineage for one in before.sections), _all_of(before), strict=True))
    later = _all_of(after)
    said_before = {_same(one) for statements in earlier.values() for one in statements}
    said_after = {_same(one) for statements in later for one in statements}
    changes: list[DutyChange] = []
    for section, statements in zip(after.sections, later, strict=True):
        if section.lineage not in earlier:
            continue
        olds = [one for one in earlier[section.lineage] if _same(one) not in said_after]
        news = [one for one in statements if _same(one) not in said_before]
        changes += [
            DutyChange(
                lineage=section.lineage,
                heading=section.title,
                before=old.text if old else "",
                after=new.text if new else "",
                duties_before=old.duties if old else (),
                duties_after=new.duties if new else (),
                line=new.line if new else 0,
            )
            for old, new in _pairs(olds, news)
            if sorted(old.duties if old else ()) != sorted(new.duties if new else ())
        ]
    return tuple(changes)


def _all_of(content: VersionContent) -> list[tuple[Statement, ...]]:
    return [
        statements_of(read_section(section, number))
        for number, section in enumerate(content.sections, start=1)
    ]


def _same(statement: Statement) -> str:
    return statement.text.casefold()


def _pairs(
    olds: Sequence[Statement], news: Sequence[Statement]
) -> Iterator[tuple[Statement | None, Statement | None]]:
    """Yield each new statement with the old one most like it, then the old ones left over."""
    likeness = most_alike(news, olds, at_least=_ALIKE)
    taken: dict[int, int] = {}
    used: set[int] = set()
    for share, new, old in sorted(likeness, key=lambda row: (-row[0], row[1], row[2])):
        if share >= _ALIKE and new not in taken and old not in used:
            taken[new] = old
            used.add(old)
    for place, statement in enumerate(news):
        yield (olds[taken[place]] if place in taken else None), statement
    for place, statement in enumerate(olds):
        if place not in used:
            yield statement, None


def most_alike(
    ours: Sequence[Statement], theirs: Sequence[Statement], *, at_least: float
) -> list[tuple[float, int, int]]:
    """Return (share of words in common, place in ours, place in theirs) for statements alike.

    A word that very many statements have finds no pair, so that the time stays in proportion
    to the text.
    """
    words_of = [statement.words for statement in theirs]
    having: dict[str, list[int]] = defaultdict(list)
    for place, words in enumerate(words_of):
        for word in words:
            if len(having[word]) <= _MOST_SHARERS:
                having[word].append(place)
    found: list[tuple[float, int, int]] = []
    for our_place, statement in enumerate(ours):
        mine = statement.words
        near = Counter(
            place
            for word in mine
            if len(having.get(word, ())) <= _MOST_SHARERS
            for place in having.get(word, ())
        )
        for place, _ in near.most_common(8):
            share = _share(mine, words_of[place])
            if share >= at_least:
                found.append((share, our_place, place))
    return found


def _share(ours: frozenset[str], theirs: frozenset[str]) -> float:
    """Jaccard's share: words that both have, of words that either has.

    A sentence that was merely drawn out still holds the shorter one almost whole.
    """
    both = len(ours & theirs)
    fewest = min(len(ours), len(theirs))
    is_within = fewest >= _FEWEST_WITHIN and both >= 0.85 * fewest
    return max(both / len(ours | theirs), _ALIKE if is_within else 0.0)
