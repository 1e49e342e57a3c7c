"""What a text says of itself: reference, number, classification, dates and approvals.

L5 review dates, L6 version numbers, L8 classification, L9 approvals, L10 reference; and the
change summary and reason, which are asked for where they are used.
"""

import re
from collections.abc import Iterator
from datetime import date

from policies.domain.checks.draft import Draft
from policies.domain.checks.plain_text import PlainText, without_code
from policies.domain.checks.remark import Remark, listed, shortened
from policies.domain.content import VersionContent
from policies.domain.dates import in_words
from policies.domain.errors import ContentRefused
from policies.domain.numbering import VersionNumber

_I = re.IGNORECASE
_MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august",
           "september", "october", "november", "december")  # fmt: skip
_DATE = (
    r"(?:(?P<day>\d{1,2})(?:st|nd|rd|th)?\s)?(?P<month>" + "|".join(_MONTHS) + r"),?\s"
    r"(?P<year>(?:19|20)\d\d)"
)
_NEXT_REVIEW = re.compile(
    rf"\b(?:next review(?:ed)?|review(?:ed)? (?:date|due|by|is due|again)|due for review)\b"
    rf"[^.\n]{{0,30}}?{_DATE}",
    _I,
)
_APPROVED = re.compile(rf"\b(?:approved|adopted|agreed|approval)\b[^.\n]{{0,40}}?{_DATE}", _I)
_OPEN_MARKS = re.compile(r"(?:official|public|not protectively marked|unclassified)?", _I)
_CLOSED = re.compile(
    r"\b(?:OFFICIAL[ –-]+SENSITIVE|TOP SECRET|NOT FOR PUBLICATION|RESTRICTED CIRCULATION)\b"
)
_ABOVE_OFFICIAL = re.compile(
    r"sensitive|secret|confidential|restricted|\bprotect\b|exempt|not for publication|internal", _I
)
_NUMBER_CELL = re.compile(r"[vV]?(?:ersion )?(\d{1,3}\.\d{1,3})")
_THIS_VERSION = re.compile(
    r"^(?:this is )?version(?: number)?\s?:?\s(\d{1,3}\.\d{1,3})\b", _I | re.M
)
_DASHES = re.compile(r"[\s|:]*-[\s|:-]*")
_APPROVALS = re.compile(r"\bapprov|\badopted\b|\bsigned\b", _I)


def remarks(draft: Draft) -> Iterator[Remark]:
    """Yield advice on what this text says of itself (L5, L6, L8, L9, L10, change summary)."""
    content = draft.content
    yield from _reference(content)
    yield from _classification(draft)
    yield from _number(draft)
    yield from _summary(content)
    for text in draft.sections:
        yield from _dates(text, draft.day)
        yield from _printed_numbers(text, content.number)
        yield from _approvals(text)
    yield from _review_missing(draft)


def _advice(code: str, sentence: str, passage: str = "") -> Remark:
    return Remark(code=code, sentence=sentence, blocks=False, passage=shortened(passage))


def _letters(words: str) -> str:
    return " ".join(re.findall(r"\w+", words.casefold()))


def _reference(content: VersionContent) -> Iterator[Remark]:
    if content.reference.strip() and _letters(content.reference) == _letters(content.title):
        yield _advice(
            "L10",
            "The reference is the title again. Give the document a reference of its own, which "
            "stays when the title changes.",
            content.reference,
        )


def _classification(draft: Draft) -> Iterator[Remark]:
    marked = " ".join(draft.content.classification.split())
    if not _OPEN_MARKS.fullmatch(marked) and _ABOVE_OFFICIAL.search(marked):
        yield _advice(
            "L8",
            f"The classification is “{shortened(marked, 60)}”, and every text here is published. "
            "Make it OFFICIAL, or do not write this text here.",
            marked,
        )
    for text in draft.texts:
        match = _CLOSED.search(text.plain)
        if match:
            yield text.remark(
                "L8",
                f"“{match[0]}” stands in a text that will be published. Take it out, or take the "
                "passage out that it protects.",
                line=text.line_in_plain(match.start()),
                passage=text.sentence_at(match.start()),
            )


def _number(draft: Draft) -> Iterator[Remark]:
    try:
        number = VersionNumber.parsed(draft.content.number)
        before = VersionNumber.parsed(draft.in_force.number) if draft.in_force else None
    except ContentRefused:
        shown = shortened(draft.content.number, 20)
        yield _advice("L6", f"“{shown}” is not a version number. Write two, such as 2.1.", shown)
        return
    if before and number <= before:
        yield _advice(
            "L6",
            f"The version number is {number}, and version {before} is in force. Give this "
            "version a number after it.",
            draft.content.number,
        )


def _summary(content: VersionContent) -> Iterator[Remark]:
    if not content.change_summary.strip():
        yield _advice(
            "change-summary",
            "Say in plain English what this version changes, under “Change summary”. Members read "
            "it first.",
        )
    if not content.change_reason.strip():
        yield _advice("change-reason", "Say why it is changed, under “Change reason”.")


def _day_of(match: re.Match[str]) -> date:
    """The day that a match names; a month without a day counts to its 28th."""
    month = _MONTHS.index(match["month"].casefold()) + 1
    day = int(match["day"] or 28)
    try:
        return date(int(match["year"]), month, day)
    except ValueError:
        return date(int(match["year"]), month, 28)


def _dates(text: PlainText, day: date) -> Iterator[Remark]:
    approved = [_day_of(match) for match in _APPROVED.finditer(text.plain)]
    for match in _NEXT_REVIEW.finditer(text.plain):
        due = _day_of(match)
        words = ""
        if due < day:
            words = f"the next review printed here, {in_words(due)}, has passed."
        elif approved and due <= min(approved):
            words = f"the next review printed here, {in_words(due)}, is before the approval."
        if words:
            yield text.remark(
                "L5",
                f"{words} The portal prints the right date itself: take this one out.",
                line=text.line_in_plain(match.start()),
                passage=match[0],
            )


def _review_missing(draft: Draft) -> Iterator[Remark]:
    control = [text for text in draft.sections if _is_control(text)]
    if control and not any(re.search("review", text.plain, _I) for text in draft.sections):
        yield control[0].remark(
            "L5", "nothing says how often this text is reviewed, or by whom. Say it here."
        )


def _is_control(text: PlainText) -> bool:
    return text.section is not None and text.section.key == "document-control"


def _printed_numbers(text: PlainText, number: str) -> Iterator[Remark]:
    if not _is_control(text):
        return
    stated = _THIS_VERSION.search(text.plain)
    if stated and stated[1] != number.strip(" vV"):
        yield text.remark(
            "L6",
            f"it says version {stated[1]}, and this is version {shortened(number, 20)}. The "
            "portal prints the number itself: take this one out.",
            line=text.line_in_plain(stated.start()),
            passage=stated[0],
        )
    cells = [_NUMBER_CELL.fullmatch(sentence.text) for sentence in text.sentences]
    numbers = [cell[1] for cell in cells if cell]
    twice = sorted({one for one in numbers if numbers.count(one) > 1}) if len(numbers) < 500 else []
    if twice:
        yield text.remark(
            "L6",
            f"the table gives the number {listed(twice)} to more than one version. The portal "
            "keeps the history itself: correct the table or take it out.",
            passage=", ".join(twice),
        )


def _approvals(text: PlainText) -> Iterator[Remark]:
    """L9: a table of approvals with nothing in it."""
    rows = [
        line
        for line in without_code(text.source).split("\n")
        if line.count("|") > 1 and not _DASHES.fullmatch(line)
    ]
    for place, row in enumerate(rows[:-1]):
        following = rows[place + 1]
        if _APPROVALS.search(row) and not re.search(r"\w", following):
            yield text.remark(
                "L9",
                "the table of approvals has an empty row. The portal prints who decided and under "
                "which minute: take the table out.",
                passage=row,
            )
            return
