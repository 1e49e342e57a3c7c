"""What an officer should look at: words, names, laws and control fields that need a decision.

Nothing is mended silently. Each oddity has a code and a sentence that says what to do.
"""

import re
from collections.abc import Mapping, Sequence
from itertools import chain
from typing import Any

from policies.domain.checks.wordlists import (
    DAMAGED,
    INTERNAL_PATH,
    LAWS,
    MISSPELT,
    PLATFORMS,
    POST_WORDS,
    STAFF_WORDS,
)
from policies.intake.placing import Placing
from policies.intake.result import ImportedSection
from policies.intake.source import Line
from policies.intake.tally import leaves
from policies.intake.wording import TAG, plain, shortened

_I = re.IGNORECASE
# What broke on the way out of a word processor, besides letters read in a wrong encoding.
_BROKEN_QUOTES = re.compile(r"\\[\w]+[”’\"]|\?\?s\b|[‘“][^‘’“”]{0,60}$(?<=[‘“])")
_RULES: tuple[tuple[str, tuple[re.Pattern[str], ...], str], ...] = (
    ("internal-path", (INTERNAL_PATH,),
     "names a place on the council’s own drives ({found}). Do not publish it; delete it."),
    ("misspelt", (MISSPELT,), "has a word that looks misspelt ({found}). Correct it in the draft."),
    ("staff-words", (STAFF_WORDS,),
     "uses words for staff ({found}). Check that the passage is meant for members."),
    ("law-outdated", tuple(law.pattern for law in LAWS),
     "names a law or code that has been replaced, or a thing in law not by its right name "
     "({found}). Check it against the law register."),
    ("platform-renamed", tuple(platform.pattern for platform in PLATFORMS),
     "names a network that has closed or has another name now ({found}). Name it anew or say "
     "what kind of network is meant."),
    ("damaged-quotes", (DAMAGED, _BROKEN_QUOTES),
     "has damaged quotation marks or letters ({found}). Type them again."),
    ("unclear-term", (re.compile(r"\bpurdah\b", _I),),
     "says {found}, which many readers do not know. Write “pre-election period”."),
)  # fmt: skip
_NAME = r"[A-Z][a-z]{1,20}(?:[-'’][A-Z][a-z]{1,20})? [A-Z][a-z]{1,20}(?:[-'’][A-Z]?[a-z]{1,20})?"
_PERSON = re.compile(rf"(?:councillor |cllr |mrs? |ms |miss |dr )?({_NAME})\b")
_NAME_THEN_NUMBER = re.compile(rf"\b({_NAME}),? (?:on|at|tel|telephone|ext)\b.{{0,12}}\d{{3}}")
_ASK = re.compile(rf"\b(?:contact|author|officer|prepared by)\s?:\s?({_NAME})")
_PERSONAL_MAILBOX = re.compile(r"\b([a-z]{2,20}\.[a-z]{2,20})@[\w.-]{3,60}")
_PERSON_KEYS = ("author", "contact officer", "contact", "report author", "responsible officer",
                "responsible", "report of", "owner", "prepared by", "written by")  # fmt: skip
_APPENDIX = re.compile(r"\bappendi(?:x|ces) ([A-Z]\b|\d{1,2}\b)", _I)


def note_wording(lines: Sequence[Line], placing: Placing) -> None:
    """Record what the words themselves show, with the line where each was first met."""
    met: dict[tuple[str, str], list[int]] = {}
    for line in lines:
        for code, patterns, _ in _RULES:
            for match in chain.from_iterable(one.finditer(line.text) for one in patterns):
                word = " ".join(match[0].casefold().split())
                met.setdefault((code, word), []).append(line.first)
    messages = {code: message for code, _, message in _RULES}
    for (code, word), where in met.items():
        shown = sorted(set(where))
        more = "" if len(shown) == 1 else f" Also in {_lines_listed(shown[1:])}."
        message = messages[code].format(found=f"“{shortened(word, 40)}”")
        placing.note(shown[0], code, f"Line {shown[0]} {message}{more}")
    _note_people(lines, placing)


def _lines_listed(numbers: Sequence[int]) -> str:
    return (
        ("line " if len(numbers) == 1 else "lines ")
        + ", ".join(map(str, numbers[:10]))
        + (" …" if len(numbers) > 10 else "")
    )


def _note_people(lines: Sequence[Line], placing: Placing) -> None:
    for line in lines:
        text = line.text[:2000]
        found = _NAME_THEN_NUMBER.search(text) or _ASK.search(text)
        if found and not POST_WORDS.search(found[1]):
            _note_person(line.first, found[1], placing)
        elif "@" in text and (mailbox := _PERSONAL_MAILBOX.search(text)):
            _note_person(line.first, mailbox[0], placing)


def _note_person(line: int, name: str, placing: Placing) -> None:
    placing.note(
        line,
        "named-person",
        f"Line {line} names a person or a personal mailbox (“{shortened(name, 40)}”). People "
        "leave; name the post or the team and its mailbox.",
    )


def note_control(placing: Placing, sections: Sequence[ImportedSection], title: str) -> None:
    """Record what the control block says, leaves out or says twice."""
    control = placing.control
    note_named_fields(placing)
    identifier = str(control.get("identifier", ""))
    if identifier and plain(identifier) in {plain(title), plain(str(control.get("title", "")))}:
        placing.note(
            placing.control_lines.get("identifier", 1),
            "identifier-is-title",
            "The identifier is the title again. Give the document a reference of its own.",
        )
    _note_status(placing)
    _note_history(placing)
    has_review = any("review" in key and control[key] for key in control) or any(
        "review" in plain(section.heading) for section in sections
    )
    if not has_review:
        placing.note(
            1,
            "review-missing",
            "No date of the next review was found. Enter the day by which the council will "
            "reconsider the text.",
        )


def note_named_fields(placing: Placing) -> None:
    """Record control fields that name a person where a post should stand."""
    noted = {finding.line for finding in placing.findings if finding.code == "named-person"}
    for key in _PERSON_KEYS:
        value = placing.control.get(key)
        line = placing.control_lines.get(key, 1)
        if not isinstance(value, str) or line in noted:
            continue
        found = next(
            (m for m in _PERSON.finditer(value[:300]) if not POST_WORDS.search(m[1])), None
        )
        if found:
            _note_person(line, found[1], placing)


def _note_status(placing: Placing) -> None:
    for key, value in placing.control.items():
        is_status = key.startswith("status") or key in {"document status", "note"}
        if is_status and isinstance(value, str) and "draft" in value.casefold():
            placing.note(
                placing.control_lines.get(key, 1),
                "draft-status",
                f"The control block calls this text “{shortened(value)}”. Check that it is "
                "the text that was decided, and not an earlier one.",
            )
            return
    history = placing.control.get("document history")
    rows = history if isinstance(history, list) else []
    if rows and "draft" in " ".join(leaves(rows[-1])).casefold():
        placing.note(
            placing.control_lines.get("document history", 1),
            "draft-status",
            "The last row of the document history still speaks of a draft. Check that this is "
            "the text that was decided.",
        )


def _note_history(placing: Placing) -> None:
    history = _rows(placing.control, "document history")
    versions = [row.get("version", "") for row in history if row.get("version")]
    repeated = sorted({version for version in versions if versions.count(version) > 1})
    if repeated:
        placing.note(
            placing.control_lines.get("document history", 1),
            "version-repeated",
            f"The document history uses the version number {', '.join(repeated)} more than once. "
            "Each version needs a number of its own.",
        )
    if "document approval" in placing.control and not any(
        any(row.values()) for row in _rows(placing.control, "document approval")
    ):
        placing.note(
            placing.control_lines.get("document approval", 1),
            "approval-empty",
            "The table of approvals is empty. Find the decision and its minute before publishing.",
        )


def _rows(control: Mapping[str, Any], key: str) -> list[dict[str, str]]:
    rows = control.get(key)
    return [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []


def note_tags(text: str, placing: Placing) -> None:
    """Record HTML tags that stood among the words."""
    found = list(TAG.finditer(text))
    if found:
        first = text.count("\n", 0, found[0].start()) + 1
        placing.note(
            first,
            "html-tags",
            f"{len(found)} HTML tags (“{found[0][0]}”) stood among the words, first in line "
            f"{first}. They were taken out; the words stayed.",
        )


def note_shape(lines: Sequence[Line], placing: Placing) -> None:
    """Record a text without lines, and appendices that are spoken of and not there."""
    printed = [line for line in lines if not line.is_blank]
    longest = max((len(line.text) for line in printed), default=0)
    if len(printed) <= 3 and longest > 1000:
        placing.note(
            printed[0].first,
            "one-line",
            "The whole document stands in one line, so its headings cannot be told from its "
            "text. Copy it again with its line breaks, or divide it in the draft.",
        )
    named: dict[str, int] = {}
    there: set[str] = set()
    for line in printed:
        bare = line.text.strip(" #*")
        for match in _APPENDIX.finditer(line.text):
            letter = match[1].upper()
            if len(bare) < 100 and bare.casefold().startswith(match[0].casefold()):
                there.add(letter)
            named.setdefault(letter, line.first)
    for letter, first in named.items():
        if letter not in there or _is_only_listed(letter, printed):
            placing.note(
                first,
                "appendix-absent",
                f"Line {first} refers to Appendix {letter}, which is not in the file. Import it "
                "too, or take the reference out.",
            )


def _is_only_listed(letter: str, lines: Sequence[Line]) -> bool:
    """Whether "Appendix 1 – …" is the last thing the file says, or stands in a list of them."""
    places = [
        position
        for position, line in enumerate(lines)
        if re.match(rf"[#*\s]*appendix {re.escape(letter)}\b", line.text[:40], _I)
    ]
    if not places:
        return False
    after = lines[places[-1] + 1 : places[-1] + 2]
    return (
        not after
        or bool(re.match(r"[#*\s]*appendix\b", after[0].text[:40], _I))
        or (len(lines) - places[-1] <= 4)
    )
