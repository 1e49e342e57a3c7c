"""Committee reports: recognised, parted from the document behind them, and their fields read."""

import re
from collections.abc import Sequence
from typing import Any

from policies.intake.result import ImportedSection
from policies.intake.source import Line
from policies.intake.wording import plain, without_emphasis

_SIGNS = (
    r"\breport (?:of|to|by|from|author)\b", r"\brecommendation", r"\bpurpose of (?:the )?report\b",
    r"\b(?:financial|equalit\w+|corporate|legal|statutory and policy) implications\b",
    r"\bbackground (?:papers?)\b", r"^\W{0,4}subject\b", r"\bportfolio holder\b",
    r"\bcomments? (?:from|\()", r"\boptions? considered\b|\boptions \(if any\)",
    r"\bresolve\b", r"\bward/?s affected\b", r"\bkey decision\b",
)  # fmt: skip
_SIGN_PATTERNS = tuple(re.compile(sign, re.IGNORECASE) for sign in _SIGNS)
_APPENDIX = re.compile(r"[#*\s]{0,8}appendix\s{1,3}(?:1|one|a|i)\b[\s:.*–-]{0,6}", re.IGNORECASE)
_COMMENT = re.compile(
    r"(?P<role>.{3,60}?)\s+comments?\s{0,3}"
    r"(?:\((?P<initials>[A-Za-z. ]{1,8}?)[\s,-]{1,4}(?P<date>\d{1,2}[./-]\d{1,2}[./-]\d{2,4})\))?",
    re.IGNORECASE,
)
_OFFICER = re.compile(
    r"(?:section 151 officer|s\.? ?151 officer|monitoring officer|chief finance officer"
    r"|head of legal.{0,30}|chief executive|director of finance)",
    re.IGNORECASE,
)
_ENTRY = re.compile(r"(?:-\s+)?(?:\d{1,2}(?:\.\d{1,2}){0,2}\\?[.)]?|\(?[a-z]\)|-)\s+(?=\S)")
_FIELDS = ("subject", "printed title", "report to", "report of", "report by", "date",
           "portfolio holder", "responsible officer", "report author", "contact officer",
           "background papers", "key decision", "ward/s affected", "classification",
           "status")  # fmt: skip


def is_report(lines: Sequence[Line]) -> bool:
    """Whether these lines read like a report to a committee."""
    text_lines = [line.text for line in lines if 0 < len(line.text) <= 120]
    signs = sum(any(sign.search(text) for text in text_lines) for sign in _SIGN_PATTERNS)
    return signs >= 4


def end_of_covering_report(lines: Sequence[Line]) -> int:
    """Return the index at which the document behind a covering report begins, or 0."""
    places = [
        index
        for index, line in enumerate(lines)
        if len(line.text) <= 60 and _APPENDIX.fullmatch(line.text)
    ]
    # The document opens at one of the first; a later one is an appendix of its own.
    for index in places[:4]:
        words = sum(line.text.count(" ") for line in lines[index + 1 :])
        if words > 150 and is_report(lines[:index]):
            return index + 1
    return 0


def fields_of(control: dict[str, Any], sections: Sequence[ImportedSection]) -> dict[str, Any]:
    """Return what a report says about itself, under plain names."""
    fields: dict[str, Any] = {name: control[name] for name in _FIELDS if control.get(name)}
    if "printed title" in fields:
        fields["title"] = fields.pop("printed title")
    return {**fields, **echoed_fields(sections)}


def echoed_fields(sections: Sequence[ImportedSection]) -> dict[str, Any]:
    """Return the recommendations and the statutory comments that the sections hold."""
    found: dict[str, Any] = {}
    asked = [entry for section in sections if _asks(section) for entry in _entries(section.body)]
    if asked:
        found["recommendations"] = asked
    comments = [comment for section in sections if (comment := _comment(section))]
    if comments:
        found["statutory comments"] = comments
    papers = [
        s.body for s in sections if plain(s.heading).startswith("background papers") and s.body
    ]
    if papers:
        found["background papers"] = " ".join(papers[0].split())
    return found


def _asks(section: ImportedSection) -> bool:
    return plain(section.heading).startswith("recommendation")


def _entries(body: str) -> list[str]:
    """The recommendations of a body: its numbered entries, or else its first paragraph."""
    paragraphs = [line.strip() for line in body.split("\n") if line.strip()]
    entries = [_ENTRY.sub("", line, count=1) for line in paragraphs if _ENTRY.match(line)]
    return entries or paragraphs[:1]


def _comment(section: ImportedSection) -> dict[str, str] | None:
    heading = without_emphasis(section.heading)
    match = _COMMENT.fullmatch(heading)
    if match is None and not _OFFICER.fullmatch(heading):
        return None
    role = match["role"] if match else heading
    if plain(role) in {"", "public", "consultation"} or not section.body:
        return None
    return {
        "role": role,
        "initials": (match["initials"] or "") if match else "",
        "date": (match["date"] or "") if match else "",
        "text": section.body.replace("\\", ""),
    }
