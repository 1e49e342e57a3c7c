"""How large a text may be: what is larger is no policy, and would keep everyone waiting.

The limits lie far above any text that a council prints as one document. They keep the time in
bounds that a page, the checks and every file take.
"""

import re
from collections.abc import Iterator

from policies.domain.content import VersionContent

# Sixteen thousand words in one section, eighty thousand in one text.
LONGEST_PASSAGE = 100_000
LONGEST_TEXT = 500_000
# What begins a link. The parser looks for the end of each through all the rest of the passage.
MOST_OPENINGS = 2_000
MOST_UNENDED = 50
_UNENDED = re.compile(r"\]\((?![^()]{0,2000}\))")


def reasons_against_passage(words: str, *, where: str) -> tuple[str, ...]:
    """Return every reason why a passage of Markdown is too large to keep, one sentence each.

    ``where`` names it as a sentence does: “Section “Scope””.
    """
    reasons = []
    if len(words) > LONGEST_PASSAGE:
        reasons.append(
            f"{where} has {len(words):,} characters. At most {LONGEST_PASSAGE:,} can be kept. "
            "Divide it into several sections."
        )
    if words.count("[") > MOST_OPENINGS or len(_UNENDED.findall(words)) > MOST_UNENDED:
        reasons.append(
            f"{where} has too many brackets of links, or of links without an end. Take out those "
            "that begin no link, or divide the section."
        )
    return tuple(reasons)


def reasons_against_size(content: VersionContent) -> Iterator[str]:
    """Yield every reason why a text is too large to be submitted or kept on record."""
    whole = sum(len(words) for words in content.words())
    if whole > LONGEST_TEXT:
        yield (
            f"The text has {whole:,} characters. At most {LONGEST_TEXT:,} can be published as one "
            "document. Divide it into several documents."
        )
    for section in content.sections:
        passages = [section.markdown, *(item.text for item in section.items)]
        for words in (*passages, *(item.reason for item in section.items)):
            yield from reasons_against_passage(words, where=f"Section “{section.title}”")
