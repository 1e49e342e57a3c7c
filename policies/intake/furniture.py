"""Page furniture: footers, running heads, page numbers and classifications between the text.

A footer is kept once, in the control block; the others are dropped with their words.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from policies.intake.control import pairs_of
from policies.intake.placing import Placing, key_of
from policies.intake.source import Line
from policies.intake.tables import cells_of, is_row, is_rule
from policies.intake.wording import shortened

_DIGITS = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(
    r"(?:page\s{0,3}:?\s{0,3})?[-–—|\[(]?\s{0,3}\d{1,3}\s{0,3}[-–—|\])]?"
    r"(?:\s{0,3}(?:of|/)\s{0,3}\d{1,3})?(?:\s{0,3}\|?\s{0,3}p\s?a\s?g\s?e)?",
    re.IGNORECASE,
)
_PAGE_CELL = re.compile(r"\bpage:?\s{0,3}\d{0,3}\b", re.IGNORECASE)
_CLASSIFICATION = re.compile(
    r"(?P<label>(?:protective marking|security classification|classification)[ ]?:?[ ]*)?"
    r"(?P<value>official(?:[- –]{1,3}sensitive)?|unclassified|not protectively marked"
    r"|protect|restricted|for publication|not for publication)",
    re.IGNORECASE,
)
_MARKED = re.compile(r"\s*(?:#|\*\*|[-•·▪●*]\s|\d)")
_SKIP = re.compile(
    r"skip to (?:main )?(?:content|navigation)|(?:accept|reject)(?: all)?(?: cookies)?"
    r"|cookie (?:settings|preferences|policy)|back to top|print this page"
    r"|(?:we|this (?:web)?site) uses? (?:\w+ )?cookies\b.{0,400}|manage cookies",
    re.IGNORECASE,
)


def _shape(text: str) -> str:
    """What a line looks like on every page: its words, with every number alike."""
    bare = _DIGITS.sub("0", text.casefold())
    return " ".join(bare.translate(str.maketrans("|\t*#", "    ")).split())


def without_furniture(lines: Sequence[Line], placing: Placing) -> list[Line]:
    """Return the lines without page furniture; the line after a gap knows that a page ended."""
    furniture = _footers(lines) | _running_heads(lines)
    classes = _classifications(lines, furniture)
    numbers = {
        index
        for index, line in enumerate(lines)
        if index not in furniture
        and "\t" not in line.text
        and len(line.text) < 40
        and _PAGE_NUMBER.fullmatch(line.text.strip().strip("*"))
        and _stands_alone(lines, index)
    }
    skips = {
        index
        for index, line in enumerate(lines)
        if len(line.text) < 500 and _SKIP.fullmatch(line.text.strip(" *#[]()."))
    }
    _place_footers(lines, furniture, placing)
    _place_classifications(lines, classes, placing)
    for index in sorted(numbers):
        placing.drop([lines[index]], "page number")
    for index in sorted(skips - furniture - classes - numbers):
        placing.drop([lines[index]], "words of the web page, not of the document")
        placing.note(
            lines[index].first,
            "web-page-words",
            f"“{shortened(lines[index].text)}” belongs to the web page that the text was copied "
            "from and was left out.",
        )
    gone = furniture | classes | numbers
    _note(lines, gone - classes, placing)
    return _kept(lines, gone, skips)


def _kept(lines: Sequence[Line], gone: set[int], skips: set[int]) -> list[Line]:
    kept: list[Line] = []
    page_ended = False
    for index, line in enumerate(lines):
        if index in gone:
            page_ended = True
        elif index not in skips:
            # A page may end in the middle of a paragraph: what was parted stays parted here.
            if page_ended and kept and not kept[-1].is_blank:
                kept.append(replace(line, text=""))
            if page_ended and not line.is_blank:
                line, page_ended = replace(line, after_page=True), False
            kept.append(line)
    return kept


def _stands_alone(lines: Sequence[Line], index: int) -> bool:
    before = index == 0 or lines[index - 1].is_blank
    after = index == len(lines) - 1 or lines[index + 1].is_blank
    at_page_end = "page" in lines[index].text.casefold() or index == len(lines) - 1
    return (before and after) or at_page_end


def _footers(lines: Sequence[Line]) -> set[int]:
    """Rows with a page number in their midst that come back on other pages."""
    shapes = [
        _shape(line.text) if is_row(line.text) and len(line.text) < 400 else "" for line in lines
    ]
    counts = Counter(shape for shape in shapes if shape)
    found: set[int] = set()
    group: list[int] = []
    for index in range(len(lines) + 1):
        text = lines[index].text if index < len(lines) else ""
        belongs = index < len(lines) and (
            (shapes[index] and (counts[shapes[index]] > 1 or _has_page_of(text)))
            or (bool(group) and is_rule(text))
        )
        if belongs:
            group.append(index)
            continue
        if group and any(_PAGE_CELL.search(lines[i].text) for i in group) and len(group) <= 8:
            found.update(group)
        group = []
    return found


def _has_page_of(text: str) -> bool:
    return bool(re.search(r"\bpage\b[:|\s]{0,6}\d{1,3} of \d{1,3}\b", text, re.IGNORECASE))


def _running_heads(lines: Sequence[Line]) -> set[int]:
    """Lines by themselves that come back on page after page."""
    places: dict[str, list[int]] = {}
    for index, line in enumerate(lines):
        text = line.text.strip()
        if not text or len(text) > 120 or is_row(text) or is_rule(text) or _MARKED.match(text):
            continue
        if text[-1] not in ".:;?!,":
            places.setdefault(_shape(text), []).append(index)
    found: set[int] = set()
    for shape, indexes in places.items():
        has_page = bool(re.search(r"\bpage 0\b", shape))
        alone = all(_stands_alone(lines, index) for index in indexes)
        if (has_page and len(indexes) > 1) or (
            alone
            and len(indexes) > 2
            and shape.count(" ") >= 2
            and lines[indexes[0]].text[0].isupper()
        ):
            found.update(indexes)
    return found


def _classifications(lines: Sequence[Line], taken: set[int]) -> set[int]:
    return {
        index
        for index, line in enumerate(lines)
        if index not in taken
        and len(line.text) < 100
        and "\t" not in line.text
        and _CLASSIFICATION.fullmatch(line.text.strip(" *_.[]()"))
    }


def _place_classifications(lines: Sequence[Line], found: set[int], placing: Placing) -> None:
    ordered = sorted(found)
    for index in ordered[:1]:
        match = _CLASSIFICATION.fullmatch(lines[index].text.strip(" *_.[]()"))
        if match:
            label = (match["label"] or "").strip(" :")
            placing.state("classification", match["value"], lines[index], label=label)
    for index in ordered[1:]:
        placing.drop([lines[index]], "classification, repeated on the pages")
    if len(ordered) > 1:
        where = ", ".join(str(lines[index].first) for index in ordered)
        placing.note(
            lines[ordered[0]].first,
            "classification-repeated",
            f"The classification is printed {len(ordered)} times (lines {where}). "
            "It was kept once, in the control block.",
        )


def _place_footers(lines: Sequence[Line], found: set[int], placing: Placing) -> None:
    seen: set[str] = set()
    for index in sorted(found):
        line = lines[index]
        shape = _shape(line.text)
        if is_rule(line.text):
            placing.drop([line], "table rule")
        elif shape in seen:
            placing.drop([line], "page footer, repeated")
        elif is_row(line.text):
            seen.add(shape)
            _keep_footer(line, placing)
        else:
            seen.add(shape)
            placing.state("running head", line.text.strip(" *#"), line)


def _keep_footer(line: Line, placing: Placing) -> None:
    for label, value in pairs_of(cells_of(line.text)):
        if _PAGE_CELL.search(f"{label} {value}") and (key_of(label) == "page" or not label):
            placing.drop_text([line], f"{label} {value}", "page number")
        elif label:
            placing.state(key_of(label), value, line, label=label)
        else:
            key = (
                "status" if re.search(r"draft|final|approved|adopted", value.casefold()) else "note"
            )
            placing.state(key, value, line)


def _note(lines: Sequence[Line], found: set[int], placing: Placing) -> None:
    if found:
        where = [lines[index].first for index in sorted(found)]
        shown = ", ".join(map(str, where[:12])) + (" …" if len(where) > 12 else "")
        placing.note(
            where[0],
            "page-furniture",
            f"Footers, running heads or page numbers stood in the text ({len(where)} lines: "
            f"{shown}). They were taken out; check that the sentences round them read on.",
        )
