"""Runs of words, and what is recognised in them once for every format.

A telephone number is read out digit by digit, is kept on one line and runs from left to
right in a right-to-left text; so are dates and addresses. Renderers therefore never look
for them: each run says what it is.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum


class WordsKind(StrEnum):
    """What a run of words is, so that each format can say or set it rightly."""

    PLAIN = "plain"
    TELEPHONE = "telephone"
    DATE = "date"
    EMAIL = "email"
    ADDRESS = "address"


@dataclass(frozen=True, slots=True)
class Words:
    """A run of words. ``link`` is where they lead, or "". The text "\\n" is a line break."""

    text: str
    strong: bool = False
    link: str = ""
    kind: WordsKind = WordsKind.PLAIN


Phrase = tuple[Words, ...]

BREAK = Words("\n")

_MONTHS = (
    "January|February|March|April|May|June|July|August|September|October|November|December"
    "|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec"
    "|Ionawr|Chwefror|Mawrth|Ebrill|Mai|Mehefin|Gorffennaf|Awst|Medi|Hydref|Tachwedd|Rhagfyr"
)
_DAYS = "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"
_DATE = (
    rf"(?:(?:{_DAYS}),?\s)?\b(?:[12]?\d|3[01])(?:st|nd|rd|th)?\s(?:{_MONTHS})\b(?:,?\s\d{{4}}\b)?"
    rf"|\b(?:{_MONTHS})\s\d{{4}}\b"
    r"|\b\d{4}-(?:0\d|1[0-2])-(?:[0-2]\d|3[01])\b"
    r"|\b(?:[0-2]?\d|3[01])/(?:0?\d|1[0-2])/(?:\d{4}|\d\d)\b"
)
_EMAIL = r"\b[\w.%+'’-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}\b"
_ADDRESS = (
    r"\bhttps?://[^\s<>\"“”]+"
    r"|\b(?:www\.[\w-]{1,63}|(?:[\w-]{1,63}\.){1,6}(?:uk|org|com|net|eu|wales|scot|cymru|example))"
    r"(?:\.[\w-]{1,63}){0,6}\b(?!-)(?:/[^\s<>\"“”]*)?"
)
_EXTENSION = r"(?:,?\s(?:ext\.?|extension|x)\s?\d{1,6}\b)"
# Numbers as the United Kingdom's are written: 01632 960 123, (01632) 960123, +44 (0)1632 960123,
# 020 7946 0123, 0800 1111. What joins the groups is one space, dot or hyphen.
_TELEPHONE = (
    r"(?<![\w/.,-])"
    r"(?:\+\d{1,3}[ \u00a0]?(?:\(0\)[ \u00a0]?)?[1-9]\d{0,4}|\(0\d{2,4}\)|0[1-9]\d{1,10})"
    rf"(?:[ \u00a0.-]?\d{{2,7}}){{0,4}}(?![\w/])(?:{_EXTENSION})?"
    r"|\b(?:ext\.?|extension)\s\d{2,6}\b"
)
_SHORT_NUMBER = r"(?<![\w/.,£$€-])(?:999|101|111|112|105|119|116[ \u00a0]?123)(?![\w%/-])(?![.,]\d)"
_MARKED = re.compile(
    f"(?P<email>{_EMAIL})|(?P<address>{_ADDRESS})|(?P<date>{_DATE})"
    f"|(?P<telephone>{_TELEPHONE})|(?P<short>{_SHORT_NUMBER})"
)
# Three digits are a telephone number only where somebody is to be called.
_CALLED = re.compile(
    r"\b(?:call|calls|calling|ring|ringing|dial|dialling|phone|phoning|telephone|text|tel)\b"
    r"[^.;!?]{0,60}$",
    re.IGNORECASE,
)
_COUNTED = re.compile(r"\b(?:sections?|s|paragraphs?|para|page|part|article|rule|act)\.? $", re.I)
_LEAST_DIGITS, _MOST_DIGITS = 8, 15
_AFTER_AN_ADDRESS = ".,;:!?'’)"


def text_of(phrase: Iterable[Words]) -> str:
    """Return the words of a phrase without what they are."""
    return "".join(words.text for words in phrase)


def joined(phrases: Iterable[Phrase], between: Words) -> Phrase:
    """Return the phrases that have words as one, with ``between`` between them."""
    filled = [phrase for phrase in phrases if phrase]
    return tuple(run for phrase in filled for run in (between, *phrase))[1:]


def words_in(text: str, *, strong: bool = False) -> Phrase:
    """Return this text as runs, with the numbers, dates and addresses in it recognised."""
    return tuple(replace(run, strong=strong) for run in _recognised(text)) if text else ()


def linked(text: str, address: str, *, strong: bool = False) -> Words:
    """Return words that lead somewhere: always one run, whatever stands in them."""
    runs = words_in(text)
    kind = runs[0].kind if len(runs) == 1 else WordsKind.PLAIN
    return Words(text, strong=strong, link=address, kind=kind)


def _recognised(text: str) -> Iterator[Words]:
    done = 0
    for found in _MARKED.finditer(text):
        kind, words = _kind_of(found, text)
        if kind is WordsKind.PLAIN or found.start() < done:
            continue
        if found.start() > done:
            yield Words(text[done : found.start()])
        yield Words(words, kind=kind)
        done = found.start() + len(words)
    if done < len(text):
        yield Words(text[done:])


def _kind_of(found: re.Match[str], text: str) -> tuple[WordsKind, str]:
    """What was found, and how much of it: the full stop after an address is not in it."""
    words = found[0]
    match found.lastgroup:
        case "short":
            before = text[max(0, found.start() - 80) : found.start()]
            is_called = bool(_CALLED.search(before)) and not _COUNTED.search(before)
            return (WordsKind.TELEPHONE if is_called else WordsKind.PLAIN), words
        case "telephone":
            return (WordsKind.TELEPHONE if _is_number(words) else WordsKind.PLAIN), words
        case "address":
            return WordsKind.ADDRESS, _without_what_follows(words)
        case name:
            return WordsKind(str(name)), words


def _is_number(words: str) -> bool:
    if words[0] in "eE":
        return True
    digits: int = sum(letter.isdigit() for letter in re.split(r"[, ]+(?:ext|x)", words)[0])
    return _LEAST_DIGITS <= digits <= _MOST_DIGITS


def _without_what_follows(address: str) -> str:
    bare = address.rstrip(_AFTER_AN_ADDRESS)
    # A bracket that was opened inside the address belongs to it.
    return f"{bare})" if address[len(bare) :].startswith(")") and "(" in bare else bare
