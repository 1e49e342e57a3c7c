"""The cover: what stands before the first section, sorted into title, fields and the rest."""

import re
from collections.abc import Sequence

from policies.domain.content import Kind
from policies.domain.outline import key_for
from policies.intake.headings import Heading
from policies.intake.placing import Placing
from policies.intake.source import Line, is_letter_of_another_script
from policies.intake.wording import plain, without_emphasis, words_of

_KIND_WORDS = {
    "policy": Kind.POLICY, "policies": Kind.POLICY, "guidance": Kind.GUIDANCE,
    "gudance": Kind.GUIDANCE, "guide": Kind.GUIDANCE, "strategy": Kind.STRATEGY,
    "guidelines": Kind.GUIDELINES, "guideline": Kind.GUIDELINES, "protocol": Kind.PROTOCOL,
    "leaflet": Kind.LEAFLET,
}  # fmt: skip
_FORMATS = re.compile(
    r"\b(?:other formats?|alternative formats?|other languages|large print|braille|audio tape"
    r"|audio|easy read|textphone|minicom|typetalk)\b|^(?:large|print|tape|cd|braille|audio)$",
    re.IGNORECASE,
)
_SUBTITLE = re.compile(
    r"(?:guidance|policy|protocol|guidelines|advice|a guide|information)?\s?for\b.{3,80}"
    r"|.{0,40}\b(?:members|councillors)\b.{0,40}",
    re.IGNORECASE,
)
_REPORT_OF = re.compile(r"\s*\**(report)\s+(of|by|from|to)\s+(.{3,150})", re.IGNORECASE)


def kind_in(text: str) -> Kind | None:
    """Return the kind of document that a title names, if it names one; the last word counts."""
    found = [_KIND_WORDS[word] for word in words_of(text) if word in _KIND_WORDS]
    return found[-1] if found else None


def is_title(heading: Heading) -> bool:
    """Whether a heading before all sections can be the title of the whole."""
    if heading.number:
        return False
    return not key_for(heading.text) or (
        kind_in(heading.text) is not None and len(heading.text.split()) > 2
    )


def title_headings(lines: Sequence[Line], headings: Sequence[Heading]) -> int:
    """Return how many of the first headings are titles and not sections."""
    count = 0
    for position, heading in enumerate(headings):
        named = kind_in(heading.text) is not None
        first = position == 0 and (heading.style in {"hash", "bold", "caps"} or named)
        if position == 0 and _stands_over_all(lines, headings):
            count += 1
            continue
        if not is_title(heading) or not (first or named):
            break
        if position:
            between = lines[headings[position - 1].index + 1 : heading.index]
            if any(_is_prose(line.text) for line in between):
                break
            # A title is followed by nothing of its own; a section is.
            after = headings[position + 1].index if position + 1 < len(headings) else len(lines)
            if any(_is_prose(line.text) for line in lines[heading.index + 1 : after]):
                break
        count += 1
    return count


def _stands_over_all(lines: Sequence[Line], headings: Sequence[Heading]) -> bool:
    """Whether the first heading ranks above every other and has no text of its own: the title
    of a Word file or a web page, whatever its words."""
    first, others = headings[0], headings[1:]
    if first.number or not first.hashes or not others:
        return False
    between = lines[first.index + 1 : others[0].index]
    ranks_above = all(other.hashes > first.hashes for other in others)
    return ranks_above and all(line.is_blank for line in between)


def _is_prose(text: str) -> bool:
    return len(text.split()) >= 12


def take_report_of(lines: Sequence[Line], until: int, placing: Placing) -> list[Line]:
    """Return the lines without "Report of the …" on the cover, which became a field."""
    kept: list[Line] = []
    for index, line in enumerate(lines):
        match = _REPORT_OF.fullmatch(line.text.rstrip(" *")) if index < until else None
        if match and len(line.text) < 200 and "\t" not in line.text:
            label = f"{match[1]} {match[2]}"
            placing.state(label.casefold(), match[3], line, label=label)
        else:
            kept.append(line)
    return kept


def take_formats(lines: Sequence[Line], until: int, placing: Placing) -> list[Line]:
    """Return the lines without the panel that offers other formats and languages."""
    cues = [
        index
        for index, line in enumerate(lines[:until])
        if len(line.text) < 200 and (_FORMATS.search(line.text.strip()) or _is_foreign(line.text))
    ]
    if not cues:
        return list(lines)
    panel = set(range(cues[0], cues[0] + 1))
    for cue in cues[1:]:
        between = lines[max(panel) : cue]
        if any(_is_prose(line.text) or line.text.startswith("#") for line in between[1:]):
            break
        panel.update(range(max(panel), cue + 1))
    end = max(panel)
    while (
        end + 1 < until and not lines[end + 1].is_blank and not lines[end + 1].text.startswith("#")
    ):
        end += 1
        panel.add(end)
    shown = [lines[index] for index in sorted(panel) if not lines[index].is_blank]
    placing.state("other formats", " ".join(line.text.strip() for line in shown), shown[0])
    placing.note(
        shown[0].first,
        "other-formats",
        f"Lines {shown[0].first} to {shown[-1].last} offer other formats or languages. They were "
        "kept in the control block; the portal makes its own notice of the formats it has.",
    )
    return [line for index, line in enumerate(lines) if index not in panel]


def _is_foreign(text: str) -> bool:
    letters = [character for character in text if character.isalpha()]
    return bool(letters) and all(is_letter_of_another_script(letter) for letter in letters)


def place_titles(lines: Sequence[Line], titles: Sequence[Heading], placing: Placing) -> None:
    """Keep the printed titles: the first as the title, a shorter repeat not at all."""
    texts = [heading.text for heading in titles]
    for heading in titles:
        line = lines[heading.index]
        others = [text for text in texts if text is not heading.text]
        if any(f" {plain(heading.text)} " in f" {plain(text)} " for text in others):
            placing.drop_text([line], heading.text, "repeated title")
            texts.remove(heading.text)
        else:
            _state_title(heading.text, line, placing)


def _is_title_line(text: str) -> bool:
    bare = without_emphasis(text).strip("# ")
    return kind_in(bare) is not None and len(bare.split()) <= 14 and bare[-1] not in ".:;,"


def _repeats_title(text: str, placing: Placing) -> bool:
    known = plain(placing.control.get("printed title", ""))
    return bool(known) and _is_title_line(text) and f" {known} " in f" {plain(text)} "


def _state_title(text: str, line: Line, placing: Placing) -> None:
    """Keep a printed title; a shorter one that it says again was only its beginning."""
    text = without_emphasis(text).strip("# ")
    known = placing.control.get("printed title")
    if known is None:
        placing.state("printed title", text, line)
    elif plain(known) == plain(text):
        placing.drop_text([line], text, "repeated title")
    elif f" {plain(known)} " in f" {plain(text)} ":
        first = placing.control_lines["printed title"]
        placing.drop_text([Line(first, first, known)], known, "repeated title")
        placing.control["printed title"] = text
        placing.control_lines["printed title"] = line.first
    elif "long title" not in placing.control:
        placing.state("long title", text, line)
    else:
        placing.leave([line.with_text(text)])


def place_rest(lines: Sequence[Line], placing: Placing) -> list[Line]:
    """Find a place for what is left of the cover; return the prose, which is a section."""
    prose: list[Line] = []
    for block in _paragraphs(lines):
        text = " ".join(line.text.strip() for line in block)
        if prose or len(text.split()) >= 15:
            prose += [*block, Line(block[-1].last, block[-1].last, "")]
        elif _repeats_title(text, placing):
            _state_title(text, block[0], placing)
        elif _may_be_subtitle(text, placing) and "printed title" in placing.control:
            placing.state("subtitle", without_emphasis(text).strip("# "), block[0])
        elif _is_title_line(text):
            _state_title(text, block[0], placing)
        elif plain(text) and plain(text) in _said(placing):
            placing.drop(block, "repeated title")
        else:
            placing.leave(block)
    return prose


def _said(placing: Placing) -> set[str]:
    return {
        plain(str(placing.control.get(key, "")))
        for key in ("printed title", "title", "subject", "name of policy")
    }


def _may_be_subtitle(text: str, placing: Placing) -> bool:
    return (
        len(text) < 120
        and "subtitle" not in placing.control
        and text[-1:] not in (".", ":", ";")
        and bool(_SUBTITLE.fullmatch(without_emphasis(text).strip("# ")))
    )


def _paragraphs(lines: Sequence[Line]) -> list[list[Line]]:
    paragraphs: list[list[Line]] = [[]]
    for line in lines:
        if line.is_blank:
            paragraphs.append([])
        else:
            paragraphs[-1].append(line)
    return [paragraph for paragraph in paragraphs if paragraph]
