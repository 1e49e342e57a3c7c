"""Abbreviations that nothing explains (WCAG 2.2, 3.1.4; plain English)."""

import re
from collections.abc import Iterator

from policies.domain.checks.draft import Draft
from policies.domain.checks.plain_text import PlainText
from policies.domain.checks.remark import Remark, shortened
from policies.domain.checks.wordlists import SHOUTED, WELL_KNOWN

_SHORT = re.compile(r"(?<![\w.@/-])[A-Z][A-Z&]{1,4}s?(?![\w@.&-]{0,40}\w)")


def remarks(draft: Draft) -> Iterator[Remark]:
    """Yield advice on each abbreviation that the text uses and nowhere writes out, once each."""
    whole = "\n".join(text.source for text in draft.texts)
    told: set[str] = set()
    for text in draft.sections:
        for match in _SHORT.finditer(text.plain):
            short = match[0].removesuffix("s")
            if short in told or short in WELL_KNOWN or short in SHOUTED:
                continue
            told.add(short)
            if not _is_explained(short, whole) and not _is_shouting(text, match.start()):
                yield text.remark(
                    "abbreviation",
                    f"“{shortened(short, 20)}” is not explained anywhere in this text. Write it "
                    "out where it is first used, with the short form in brackets.",
                    line=text.line_in_plain(match.start()),
                    passage=text.sentence_at(match.start()),
                )


def _is_explained(short: str, whole: str) -> bool:
    """Whether the text says “Something Long (SL)”, “SL (something long)”, or *[SL]: once."""
    return any(sign in whole for sign in (f"({short})", f"({short}s)", f"[{short}]:", f"{short} ("))


def _is_shouting(text: PlainText, offset: int) -> bool:
    sentence = text.sentence_at(offset)
    words = re.findall(r"[A-Za-z]{2,}", sentence)
    return len(words) > 2 and sum(word.isupper() for word in words) > len(words) / 2
