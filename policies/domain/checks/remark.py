"""What the desk says about one place of a text: where it is, what is wrong and what to do."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """One thing to mend, or to think about, before the text is submitted.

    ``blocks`` marks a fault that keeps the text from being submitted; all else is advice.
    ``lineage`` is the section, or "" for the whole text; ``line`` counts from 1 in that
    section's Markdown, or is 0 where the words are not in it; ``passage`` quotes the text.
    """

    code: str
    sentence: str
    blocks: bool
    lineage: str = ""
    line: int = 0
    passage: str = ""


MOST_LETTERS = 160


def shortened(words: str, most: int = MOST_LETTERS) -> str:
    """Return these words on one line, cut at a word with an ellipsis if they are many."""
    line = " ".join(words[: most * 8].split())
    if len(line) <= most:
        return line
    return line[: most - 1].rsplit(" ", 1)[0].rstrip(",;:–- ") + "…"


def listed(words: list[str]) -> str:
    """Return these words as a sentence lists them: “a”, “b” and “c”."""
    quoted = [f"“{word}”" for word in words]
    return " and ".join([", ".join(quoted[:-1]), quoted[-1]] if len(quoted) > 1 else quoted)
