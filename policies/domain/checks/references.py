"""References in words: “see section 4.2”, “see Appendix A” (L15).

Law is full of sections too, so only a plain pointer to this text is looked into.
"""

import re
from collections.abc import Iterator

from policies.domain.checks.draft import Draft
from policies.domain.checks.plain_text import PlainText
from policies.domain.checks.remark import Remark

_I = re.IGNORECASE
_NUMBER = r"\d{1,3}(?:\.\d{1,3}){0,4}"
_POINTER = re.compile(
    rf"\b(?:(?P<see>see|refer to|turn to)(?: also)?|in|under|at|of) (?:the )?"
    rf"(?:sections?|paragraphs?|paras?\.?|parts?|clauses?)\s(?P<number>{_NUMBER})(?![\d(\w])"
    rf"(?P<here> (?:above|below|of this (?:policy|guidance|document|text|protocol)))?",
    _I,
)
_OF_LAW = re.compile(
    r"\bacts?\b(?= \d|[ ,.;)]|$)|\bregulations?\b|\borders?\b|\bschedule\b|\bmeasure\b|\bgdpr\b"
    r"|\bconstitution\b|\bcode\b|\bstanding orders?\b|\bdirective\b|\bstatut\w+\b|\breport\b"
    r"|\bpart [IVX]+\b|\bs\.\s?\d|\bconvention\b"
    r"|\bof the (?!text|document|guidance|policy|protocol)",
    _I,
)
_PRINTED = re.compile(rf"^[ \t>*_#-]{{0,12}}({_NUMBER})[.):]?[ \t*_]", re.M)
_APPENDIX = re.compile(
    r"\b(appendix|annex|annexe) ([A-Z]|\d{1,2})\b(?! (?:to|of) (?:the|that|its|their|a|an)\b)", _I
)
_HEADED = re.compile(r"\b(?:appendix|annex|annexe) ([A-Z]|\d{1,2})\b", _I)


def remarks(draft: Draft) -> Iterator[Remark]:
    """Yield advice on pointers to a number or an appendix that this text does not have (L15).

    Codes: “section-number”, “L15”. “Section 40 of the … Act” is law and let be.
    """
    numbers = set(_numbers(draft))
    appendices = {letter.upper() for letter in _appendices(draft)}
    told: set[tuple[str, str]] = set()
    for text in draft.texts:
        for match in _POINTER.finditer(text.plain):
            if _points_here(match, text) and match["number"].rstrip(".") not in numbers:
                yield text.remark(
                    "section-number",
                    f"no section here has the number {match['number']}. Correct the number, or "
                    "better, link to the section, so that the link follows it.",
                    line=text.line_in_plain(match.start()),
                    passage=text.sentence_at(match.start()),
                )
        for match in _APPENDIX.finditer(text.plain):
            letter = match[2].upper()
            if letter in appendices or (text.lineage, letter) in told or _is_word(match):
                continue
            told.add((text.lineage, letter))
            yield text.remark(
                "L15",
                f"{match[1].capitalize()} {letter} is spoken of and is not here, nor among the "
                "related documents. Add it, name it as a related document, or take this out.",
                line=text.line_in_plain(match.start()),
                passage=text.sentence_at(match.start()),
            )


def _is_word(match: re.Match[str]) -> bool:
    """Whether the letter is the word “a” or “I”: “the annex a member signs”."""
    return match[2] in ("a", "i")


def _points_here(match: re.Match[str], text: PlainText) -> bool:
    """Whether these words point into this text: “see section 9”, “section 9 below”, “in 4.2”."""
    if match["here"]:
        return True
    if "." not in match["number"] and not match["see"]:
        return False
    return not _OF_LAW.search(text.sentence_at(match.start()))


def _numbers(draft: Draft) -> Iterator[str]:
    for section in draft.content.sections:
        yield section.printed_number.strip(" .):")[:40]
    for text in draft.sections:
        for match in _PRINTED.finditer(text.source):
            yield match[1]


def _appendices(draft: Draft) -> Iterator[str]:
    names = [section.title for section in draft.content.sections]
    names += [related.title for related in draft.content.related]
    for name in names:
        yield from _HEADED.findall(name[:200])
    for text in draft.sections:
        for line in re.findall(r"^ {0,3}[#*]{1,6}\s*(.{1,100})$", text.source, re.M):
            yield from _HEADED.findall(line)
