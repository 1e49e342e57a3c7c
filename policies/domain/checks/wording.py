"""Words that a members' text should not use, or not without a second look.

L1 staff words, L4 networks, L7 places on the council's drives, L11 bans too wide for
Article 10, L12 purdah, L17 disclaimers; and slips of the pen.
"""

import re
from collections.abc import Callable, Iterator
from functools import partial

from policies.domain.checks.draft import Draft
from policies.domain.checks.plain_text import PlainText
from policies.domain.checks.remark import Remark, listed, shortened
from policies.domain.checks.wordlists import (
    AS_HISTORY,
    DAMAGED,
    INTERNAL_PATH,
    MISSPELT,
    PLATFORMS,
    STAFF_ELSEWHERE,
    STAFF_WORDS,
    OutOfDate,
)
from policies.domain.content import Kind, VersionContent

_I = re.IGNORECASE
_FOR_MEMBERS = re.compile(r"\bmembers?\b|\bcouncillors?\b", _I)
_FOR_STAFF = re.compile(r"\b(?:employees?|staff|workers?|officers?|apprentices?)\b", _I)
_MEMBERS_KINDS = frozenset({Kind.POLICY, Kind.PROTOCOL, Kind.GUIDANCE})
_PURDAH = re.compile(r"\bpurdah\b", _I)
_PLAIN_PURDAH = re.compile(r"\bpre-?\s?election period\b", _I)
_DOUBLED = re.compile(r"\b(?!\d)(\w{2,30}+)(?:[ \t]{1,3}|[ \t]{0,3}\n[ \t]{0,3})\1\b(?![’'])", _I)
_RIGHTLY_DOUBLED = frozenset({"that", "had", "very", "blah", "bye", "no", "so", "hear"})
_BAN = re.compile(
    r"\b(?:must|may|shall|can|should) (?:not|never)\b|\bcannot\b|\bno member (?:may|shall|must)\b"
    r"|\b(?:prohibited|forbidden|banned|barred) from\b"
    r"|\b(?:not|never) (?:be )?(?:allowed|permitted) to\b|\bmust (?:refrain|abstain) from\b",
    _I,
)
_POLITICAL_SPEECH = re.compile(
    r"\bpolitical (?:opinions?|views?|comments?|posts?|matters?|content|statements?|debate)\b"
    r"|\b(?:express|give|voice|share|post|state|publish)\w* (?:any |an |their |your |personal )*"
    r"(?:opinions?|views?)\b"
    r"|\bcriticis\w* (?:of )?(?:any |the |a |its |another )*(?:council|policy|policies|decisions?|"
    r"cabinet|leader|administration|members?)\b"
    r"|\bcomment\w* (?:publicly )?(?:on|about|upon) (?:any |the |a )*(?:council|political|politics|"
    r"polic(?:y|ies)|decisions?)\b",
    _I,
)
_LEAVE = re.compile(
    r"\b(?:no|all|any|every)\b[^.;]{0,40}\b(?:posts?|comments?|blogs?|statements?|posting)\b[^.;]{0,60}"
    r"\b(?:approv(?:al|ed)|permission|authoris(?:ation|ed)|consent|clear(?:ance|ed))\b",
    _I,
)
_IN_THE_COUNCILS_NAME = re.compile(
    r"\b(?:council|corporate|official)(?:’s|'s)? (?:\w+ )?(?:accounts?|equipment|resources"
    r"|devices?|channels?|website|publicity|officers?)\b|\bon behalf of\b|\bas the council\b"
    r"|\bconfidential\b"
    r"|\bexempt\b|\bprivate session\b|\bpersonal data\b|\bcandidate’?'?s? (?:personal|character)\b"
    r"|\bbefore (?:the|a|any) (?:decision|application|meeting)\b|\b(?:planning|licensing)\b"
    r"|\bnothing in this\b|\bneed not\b|\bnot (?:need|have|require)\b"
    r"|\b(?:council|corporate) posts?\b",
    _I,
)
_DISCLAIMER = re.compile(
    r"\bdisclaimers?\b|\b(?:my|your|their|his or her) own views?\b"
    r"|\bviews?(?: expressed)?(?: here)? (?:are|is) (?:my|your|their|our) own\b|\bviews my own\b"
    r"|\bnot (?:necessarily )?(?:represent|reflect|those of)\w* (?:the )?"
    r"(?:views|opinions|council)",
    _I,
)
_DISCLAIMER_CAUTION = re.compile(
    r"\b(?:no|not|never|nor|cannot|little|don[’']t|doesn[’']t|isn[’']t|won[’']t)\b[^.]{0,90}"
    r"\b(?:protect\w*|defence|outside|exempt\w*|change|excuse|shield|rely|absolve|prevent|stop"
    r"|immun\w*|avoid)\b",
    _I,
)


def remarks(draft: Draft) -> Iterator[Remark]:
    """Yield every remark on the words of this text (L1, L4, L7, L11, L12, L17, slips)."""
    for_members = is_for_members(draft.content)
    for text in draft.texts:
        if for_members:
            yield from _staff_words(text)
        yield from _platforms(text, draft)
        yield from _purdah(text)
        yield from _bans(text)
        yield from _slips(text)
    yield from _disclaimers(draft)


def is_for_members(content: VersionContent) -> bool:
    """Return whether this text is written for members alone, by its audience or else its kind."""
    told = content.audience or content.coverage
    if _FOR_STAFF.search(told):
        return False
    if told.strip():
        return bool(_FOR_MEMBERS.search(told))
    return content.kind in _MEMBERS_KINDS and not _FOR_STAFF.search(content.title)


def _gathered(
    text: PlainText,
    code: str,
    pattern: re.Pattern[str],
    advice: str,
    accepted: Callable[[str], bool] = lambda sentence: True,
) -> Iterator[Remark]:
    """Yield one remark for all that this pattern finds in one section, at the first place."""
    found: dict[str, tuple[int, str]] = {}
    for match in pattern.finditer(text.plain):
        if accepted(text.sentence_at(match.start())):
            words = shortened(match[0], 60)
            found.setdefault(words.casefold(), (match.start(), words))
    if found:
        first = min(start for start, _ in found.values())
        yield text.remark(
            code,
            advice.format(found=listed([words for _, words in found.values()][:6])),
            line=text.line_in_plain(first),
            passage=text.sentence_at(first),
        )


def _staff_words(text: PlainText) -> Iterator[Remark]:
    yield from _gathered(
        text,
        "L1",
        STAFF_WORDS,
        "rules for staff say {found}, and this text is for members. Write the passage for "
        "members, or take it out.",
        lambda sentence: not STAFF_ELSEWHERE.search(sentence),
    )


def _platforms(text: PlainText, draft: Draft) -> Iterator[Remark]:
    for platform in PLATFORMS:
        if draft.day >= platform.since:
            yield from _gathered(
                text,
                "L4",
                platform.pattern,
                f"{{found}} – {platform.advice}. Name the kind of service instead, which lasts "
                "longer.",
                partial(_is_named_as_current, platform),
            )


def _is_named_as_current(platform: OutOfDate, sentence: str) -> bool:
    excused = platform.unless and platform.unless.search(sentence)
    return not (excused or AS_HISTORY.search(sentence))


def _purdah(text: PlainText) -> Iterator[Remark]:
    if not _PLAIN_PURDAH.search(text.plain):
        yield from _gathered(
            text,
            "L12",
            _PURDAH,
            "many readers do not know the word {found}. Write “pre-election period”.",
        )


def _bans(text: PlainText) -> Iterator[Remark]:
    """L11: Article 10 of the Convention protects political speech, so a ban has to be narrow."""
    for sentence in text.sentences:
        words = sentence.text
        if _IN_THE_COUNCILS_NAME.search(words):
            continue
        if (_BAN.search(words) and _POLITICAL_SPEECH.search(words)) or (
            _LEAVE.search(words) and re.search(r"\b(?:must|shall|without|required|no)\b", words, _I)
        ):
            yield text.remark(
                "L11",
                "this could forbid a member’s own political speech, which Article 10 of the "
                "European Convention on Human Rights protects. Say what is forbidden more "
                "narrowly: in the council’s name, on its accounts or from confidential papers.",
                line=text.line_in_plain(sentence.start),
                passage=words,
            )


def _slips(text: PlainText) -> Iterator[Remark]:
    yield from _gathered(
        text,
        "misspelt",
        MISSPELT,
        "look at the spelling of {found}, and correct it if it is wrong.",
    )
    yield from _gathered(
        text,
        "damaged-letters",
        DAMAGED,
        "letters or quotation marks were damaged on the way ({found}). Type them again.",
    )
    for match in INTERNAL_PATH.finditer(text.source):
        line = text.line_in_source(match.start())
        yield text.remark(
            "L7",
            f"“{shortened(match[0], 60)}” is a place on the council’s own drives, which readers "
            "cannot open and should not see. Take it out, or link to a published page.",
            line=line,
            passage=match[0],
        )
    for match in _DOUBLED.finditer(text.plain):
        if match[1].casefold() not in _RIGHTLY_DOUBLED:
            yield text.remark(
                "doubled-word",
                f"“{shortened(match[0], 60)}” says one word twice. Delete one of them.",
                line=text.line_in_plain(match.start()),
                passage=text.sentence_at(match.start()),
            )


def _disclaimers(draft: Draft) -> Iterator[Remark]:
    """L17: a line such as “views my own” helps readers and protects nobody."""
    found = [
        (text, match)
        for text in draft.texts
        if (match := _DISCLAIMER.search(text.plain)) is not None
    ]
    cautioned = any(
        _DISCLAIMER_CAUTION.search(sentence.text)
        for text, _ in found
        for sentence in text.sentences
    )
    if found and not cautioned:
        text, match = found[0]
        yield text.remark(
            "L17",
            "this speaks of a disclaimer and nowhere says that one gives no legal protection and "
            "does not take a post outside the Code of Conduct. Add that caution beside it.",
            line=text.line_in_plain(match.start()),
            passage=text.sentence_at(match.start()),
        )
