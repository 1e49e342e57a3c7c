"""Which lines are headings, and how deep: by the number that the council printed.

Hash signs, bold print and capitals come from a word processor and mean little; a printed
number means what it says. A numbered sentence is a paragraph, and its number a label.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from policies.domain.outline import key_for
from policies.intake.source import Line
from policies.intake.tables import is_row, is_rule
from policies.intake.wording import plain, without_dead_links, without_emphasis

_NUMBERED = re.compile(
    r"(?P<word>(?:[Ss]ection|SECTION|[Pp]art|PART)\s{1,3})?"
    r"(?P<number>\d{1,2}(?:\.\d{1,2}){0,4}|[A-Z]|[IVX]{1,5})"
    r"(?P<mark>[.):]?)(?P<space>[\s–:-]{0,4})(?P<text>[^\s\d].*)"
)
_GLUED = re.compile(
    r"(?P<title>[A-Z][A-Z &/',’-]{6,100}?)(?P<rest>\d{1,2}(?:\.\d{1,2})*\.? {0,2}[A-Z].{2,90})"
)
_MONTHS = re.compile(
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december"
    r"|th|st|nd|rd)\b",
    re.IGNORECASE,
)
_BULLET = re.compile(r"\s*(?:[-–—*•·▪●◦‣\uf0b7]\s|[-–•·▪●◦‣\uf0b7][^\W\d_])")
_REPORT_NAMES = {
    "purpose of report", "purpose of the report", "information and advice", "information",
    "recommendation", "recommendations", "recommendation s", "reasons for recommendation",
    "reasons for recommendations", "reason s for recommendation s", "background",
    "background papers", "other options considered", "options considered", "appendices",
    "statutory and policy implications", "financial implications", "equalities implications",
    "legal implications", "consultation", "conclusion", "next steps", "risk management",
    "background papers and published documents", "equality implications",
}  # fmt: skip
_COMMENTS = re.compile(r".{3,60}\bcomments?\b.{0,40}", re.IGNORECASE)
MAX_LENGTH = 160


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading at a place among the lines; ``style`` is how it was recognised."""

    index: int
    number: str
    text: str
    level: int
    style: str
    hashes: int = 0


def split_glued(lines: Sequence[Line]) -> tuple[list[Line], list[int]]:
    """Return the lines with a title parted from the heading glued to it, and where that was."""
    result: list[Line] = []
    found: list[int] = []
    for line in lines:
        bare = line.text.strip().strip("#* ")
        match = _GLUED.fullmatch(bare) if len(bare) < 220 else None
        if match:
            found.append(line.first)
            blank = replace(line, text="")
            result += [line.with_text(match["title"]), blank, line.with_text(match["rest"]), blank]
        else:
            result.append(line)
    return result, found


def find_headings(
    lines: Sequence[Line], *, confirmed: frozenset[str] = frozenset()
) -> list[Heading]:
    """Return the headings among these lines, in order, with their levels.

    ``confirmed`` are the entries of the contents list.
    """
    found = [
        heading
        for index in range(len(lines))
        if (heading := _candidate(lines, index, confirmed)) is not None
    ]
    return _ranked(_without_lists(lines, found, confirmed))


def _candidate(lines: Sequence[Line], index: int, confirmed: frozenset[str]) -> Heading | None:
    raw = lines[index].text
    if not raw.strip() or len(raw) > MAX_LENGTH * 2 or is_row(raw) or is_rule(raw):
        return None
    bare = raw.strip()
    hashes = len(bare) - len(bare.lstrip("#"))
    if hashes and (hashes > 6 or not re.match(r"#+(?:\s|\*\*)", bare)):
        return None
    inner = bare.lstrip("#").strip().rstrip("#").strip() if hashes else bare
    is_bold = _is_bold(inner)
    text = without_dead_links(without_emphasis(inner))[0].strip()
    if not re.search(r"[^\W_]", text) or len(text) > MAX_LENGTH:
        return None
    if not hashes and not is_bold and _BULLET.match(bare):
        return None
    number, rest = split_number(text, is_marked=bool(hashes) or is_bold)
    style = _style(
        lines, index, text, number, rest, confirmed, "hash" if hashes else "bold" if is_bold else ""
    )
    if not style:
        return None
    return Heading(index, number, rest if number else text, 0, style, hashes)


def _is_bold(text: str) -> bool:
    return len(text) > 4 and any(
        text.startswith(mark)
        and text.endswith(mark)
        and (
            text.count(mark) == 2
            or (mark == "**" and len(re.sub(r"\*\*.+?\*\*", "", text).split()) == 0)
        )
        for mark in ("**", "__")
    )


def split_number(text: str, *, is_marked: bool = False) -> tuple[str, str]:
    """Return the printed number, without a trailing full stop, and the words after it."""
    match = _NUMBERED.fullmatch(text)
    if match is None or _MONTHS.match(match["text"]):
        return "", text
    number, mark, space = match["number"], match["mark"], match["space"]
    if number[0].isalpha():
        # "A policy" starts with a word, "A. Policy" with a letter.
        is_number = bool(is_marked and mark in {".", ")"} and space)
    else:
        is_number = bool(mark) or bool(space.strip(" ") or space)
    prefix = text[: match.start("number")]
    if not is_number or match["text"][0] in "%°":
        return "", text
    return f"{prefix}{number}".strip(), match["text"].strip()


def _style(
    lines: Sequence[Line], index: int, text: str, number: str, rest: str,
    confirmed: frozenset[str], marked: str,
) -> str:  # fmt: skip
    is_confirmed = plain(text) in confirmed or bool(number and plain(rest) in confirmed)
    is_caps = text.upper() == text and sum(c.isupper() for c in text) >= 4
    if marked:
        is_sentence = text[-1] in ".;," and len(text) > 80
        is_lead_in = marked == "bold" and (text[-1] in ":;,." and not is_caps)
        return "" if is_sentence or is_lead_in else marked
    if is_confirmed and text[-1] not in ".;,":
        return "number" if number else "plain"
    if (text[-1] in ".;,!" or (text[-1] == ":" and not is_caps)) or len(text) > 100:
        return ""
    if number:
        return "number" if _is_numbered_heading(lines, index, number, rest) else ""
    if is_caps and text.count(" ") < 12 and _is_apart(lines, index):
        return "caps"
    return "plain" if _is_plain_heading(lines, index, text) else ""


def _is_apart(lines: Sequence[Line], index: int) -> bool:
    before = index == 0 or lines[index - 1].is_blank
    after = index + 1 >= len(lines) or lines[index + 1].is_blank
    return before and after


def _is_numbered_heading(lines: Sequence[Line], index: int, number: str, rest: str) -> bool:
    if not rest[:1].isupper() and not key_for(rest):
        return False
    if index and not lines[index - 1].is_blank:
        return False
    after = _nonblank(lines, index, 1)
    if len(rest.split()) > 14 or (after is not None and lines[after].text.strip()[0].islower()):
        return False
    has_mark = "." in number or not lines[index].text.strip().startswith(f"{number} ")
    if index + 1 < len(lines) and not lines[index + 1].is_blank:
        return has_mark and (bool(key_for(rest)) or rest.upper() == rest) and len(rest) < 60
    return has_mark or bool(key_for(rest)) or rest.upper() == rest


def _is_plain_heading(lines: Sequence[Line], index: int, text: str) -> bool:
    words = text.split()
    if not _is_apart(lines, index) or len(words) > 9 or not text[0].isupper():
        return False
    if "@" in text or sum(c.isdigit() for c in text) > 8 or text.endswith("-"):
        return False
    after = next(
        (line.text.strip() for line in lines[index + 1 : index + 4] if line.text.strip()), ""
    )
    if not after:
        return False
    if plain(text) in _REPORT_NAMES or (_COMMENTS.fullmatch(text) and "(" in text):
        return True
    if after.startswith(("#", "**")):
        return False
    has_text = len(after) > 80 or bool(
        _BULLET.match(after) or (re.match(r"\d{1,2}\.\s", after) and len(after) > 40)
    )
    is_title_case = all(
        word[0].isupper() or len(word) < 4 or not word[0].isalpha() for word in words
    )
    if text.endswith("?"):
        return bool(key_for(text)) and has_text
    known = bool(key_for(text)) and len(words) <= 7
    return has_text and (known or is_title_case)


def _without_lists(
    lines: Sequence[Line], found: list[Heading], confirmed: frozenset[str]
) -> list[Heading]:
    """Leave out numbered lines that are entries of an ordered list in a body."""
    listed: set[int] = set()
    by_index = {heading.index: heading for heading in found}
    for heading in found:
        if heading.style != "number" or plain(lines[heading.index].text) in confirmed:
            continue
        if "." in heading.number or not heading.number.isdigit():
            continue
        before = _nonblank(lines, heading.index, -1)
        after = _nonblank(lines, heading.index, 1)
        follows_list = before in listed and before is not None
        opens_list = before is not None and heading.number == "1" and _leads_in(lines[before].text)
        following = by_index.get(after) if after is not None else None
        goes_on = (
            following is not None
            and following.number == str(int(heading.number) + 1)
            and not (key_for(heading.text) or heading.text.upper() == heading.text)
        )
        if opens_list or follows_list or goes_on:
            listed.add(heading.index)
    return [heading for heading in found if heading.index not in listed]


def _leads_in(text: str) -> bool:
    return text.rstrip(" *").endswith(":") and not text.lstrip().startswith("#")


def _nonblank(lines: Sequence[Line], index: int, step: int) -> int | None:
    index += step
    while 0 <= index < len(lines):
        if not lines[index].is_blank:
            return index
        index += step
    return None


def depth_of(number: str) -> int:
    """Return how deep a printed number is: 1.0 is one deep, 3.1 two."""
    parts = number.split(".")
    while len(parts) > 1 and parts[-1] == "0":
        parts = parts[:-1]
    return len(parts)


def _ranked(found: list[Heading]) -> list[Heading]:
    numbered = {h.hashes: depth_of(h.number) for h in reversed(found) if h.number and h.hashes}
    has_numbers = any(heading.number for heading in found)
    ranks = {
        hashes: rank
        for rank, hashes in enumerate(sorted({h.hashes for h in found if h.hashes}), start=1)
    }
    ranked: list[Heading] = []
    depth = 0
    for heading in found:
        if heading.number:
            level = depth = depth_of(heading.number)
        elif heading.style == "caps" or not depth and has_numbers:
            level = 1
        elif heading.hashes and has_numbers:
            level = numbered.get(heading.hashes, min(depth + 1, 6))
        elif heading.hashes:
            level = ranks[heading.hashes]
        elif has_numbers:
            level = depth + 1
        else:
            level = min(max(ranks.values(), default=0) + 1, 6)
        ranked.append(replace(heading, level=min(level, 6)))
    return ranked
