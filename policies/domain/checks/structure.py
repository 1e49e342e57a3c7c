"""The shape of a text: its title, its sections, their order and what is missing.

A reader by ear steers by headings (WCAG 2.2, 1.3.1, 2.4.6 and 2.4.10; L13).
"""

import re
from collections.abc import Iterator

from policies.domain import markdown
from policies.domain.checks.draft import Draft
from policies.domain.checks.plain_text import PlainText, whole_characters, without_marks
from policies.domain.checks.remark import Remark, listed
from policies.domain.content import Kind, VersionContent
from policies.domain.outline import expected_keys, key_for, label_for

MOST_KEY_POINTS = 7
# Some long texts, all brackets, would keep Markdown busy for minutes.
_LONGEST_ASKED = 1_500
_SEEN_AT_ONCE = re.compile(r"[^<\[&]*")
_BOLD_LINE = re.compile(
    r"(?:(?<=\n\n)|\A)[ ]{0,3}(\*\*|__)(?!\s)([^*_\n]{2,80})(?<![\s.!?;,])\1:?[ ]*(?=\n|\Z)"
)


def remarks(draft: Draft) -> Iterator[Remark]:
    """Yield the faults of shape (“no-title”, “no-section”, “empty-section”) and advice on it.

    Advice: “no-heading”, “heading-jump”, “faked-heading”, “missing-section”, “key-points”.
    """
    content = draft.content
    if not content.title.strip():
        yield _fault("no-title", "The text has no title. Give it one under “Title”.")
    if not content.sections:
        yield _fault("no-section", "The text has no section. Add at least one.")
    level = 0
    for number, text in enumerate(draft.sections):
        yield from _about_heading(text, level)
        level = text.section.level if text.section else 0
        if _is_empty(text) and not _has_parts(content, number):
            yield text.fault("empty-section", "nothing is written here. Write it or remove it.")
        yield from _faked_headings(text)
    yield from _missing(content)
    if len(content.key_points) > MOST_KEY_POINTS:
        yield _advice(
            "key-points",
            f"{len(content.key_points)} items are marked as key points. Mark at most "
            f"{MOST_KEY_POINTS}, so that a member can take them in.",
        )


def _fault(code: str, sentence: str) -> Remark:
    return Remark(code=code, sentence=sentence, blocks=True)


def _advice(code: str, sentence: str) -> Remark:
    return Remark(code=code, sentence=sentence, blocks=False)


def _about_heading(text: PlainText, above: int) -> Iterator[Remark]:
    section = text.section
    if section is None:
        return
    if not section.heading.strip():
        yield text.remark("no-heading", "give it a heading, by which readers find it.")
    if section.level > above + 1:
        yield text.remark(
            "heading-jump",
            f"its heading is at level {section.level} and the one before at level {above}, so a "
            "step is left out. Move it out, or add the section that it belongs to."
            if above
            else f"the text begins with a heading at level {section.level}. Begin at level 1.",
        )


def _has_parts(content: VersionContent, number: int) -> bool:
    following = content.sections[number + 1 : number + 2]
    return bool(following) and following[0].level > content.sections[number].level


def _is_empty(text: PlainText) -> bool:
    section = text.section
    if section is None or any(item.text.strip() for item in section.items):
        return False
    written = whole_characters(section.markdown)
    if len(written) > _LONGEST_ASKED:
        return not re.search(r"\w", without_marks(written))
    # Letters before any link or tag are seen in any case, and asking costs a page.
    opening = _SEEN_AT_ONCE.match(written)
    if opening and any(letter.isascii() and letter.isalpha() for letter in opening[0]):
        return False
    return markdown.is_empty(written)


def _faked_headings(text: PlainText) -> Iterator[Remark]:
    for match in _BOLD_LINE.finditer(text.source):
        yield text.remark(
            "faked-heading",
            f"“{match[2]}” is a line in bold that looks like a heading, and is none to a reader "
            "by ear. Make it a section, or begin the line with ###.",
            line=text.line_in_source(match.start()),
            passage=match[2],
        )


def _missing(content: VersionContent) -> Iterator[Remark]:
    """What a text of this kind usually has (the canonical outline) and this one has not."""
    there = {section.key for section in content.sections}
    there |= {key_for(section.heading) for section in content.sections}
    if content.contacts:
        there.add("contact")
    missing = [label_for(key) for key in expected_keys(content.kind) if key not in there]
    if content.sections and missing:
        yield _advice(
            "missing-section",
            f"{_A_TEXT.get(content.kind, content.kind.label)} usually has a section on "
            f"{listed(missing)}. Add what readers will look for, or tag the section that says it.",
        )


_A_TEXT = {
    Kind.POLICY: "A policy", Kind.GUIDANCE: "Guidance", Kind.STRATEGY: "A strategy",
    Kind.GUIDELINES: "A set of guidelines", Kind.PROTOCOL: "A protocol", Kind.LEAFLET: "A leaflet",
}  # fmt: skip
