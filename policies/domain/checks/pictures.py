"""Pictures: each needs words in its place (WCAG 2.2, 1.1.1; L13).

The portal publishes words: ``domain.markdown`` drops every picture, its alternative too.
"""

import re
from collections.abc import Iterator

from policies.domain.checks.draft import Draft
from policies.domain.checks.plain_text import PlainText, without_code, without_comments
from policies.domain.checks.remark import Remark, shortened

_MARKED = re.compile(r"!\[([^\[\]]{0,1000})\](?=[(\[])")
_RAW = re.compile(r"<img\b([^<>]{0,4000})>?", re.I)
_ALT = re.compile(r"""\balt\s{0,5}=\s{0,5}(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.I)
_FILE_NAME = re.compile(r"[\w .()-]{1,80}\.(?:png|jpe?g|gif|svg|webp|bmp|tiff?|heic|emf|wmf)", re.I)


def remarks(draft: Draft) -> Iterator[Remark]:
    """Yield a fault for each picture without an alternative, and advice on every other (L13)."""
    for text in draft.texts:
        if "![" in text.source or "<" in text.source:
            source = without_code(without_comments(text.source))
            for match in _MARKED.finditer(source):
                yield _about(text, match[1], match.start())
            for match in _RAW.finditer(source):
                alt = _ALT.search(match[1])
                yield _about(text, (alt[1] or alt[2] or alt[3] or "") if alt else "", match.start())


def _about(text: PlainText, alternative: str, offset: int) -> Remark:
    words = " ".join(alternative.split())
    line = text.line_in_source(offset)
    if not words or _FILE_NAME.fullmatch(words):
        return text.fault(
            "image-alternative",
            "a picture has no words for readers who cannot see it. Say in the text what it "
            "shows, and delete the picture.",
            line=line,
            passage=words,
        )
    return text.remark(
        "picture",
        f"the picture “{shortened(words, 60)}” will not be shown, because the portal publishes "
        "words only. Say in the text what it shows.",
        line=line,
        passage=words,
    )
