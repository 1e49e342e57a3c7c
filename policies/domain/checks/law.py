"""L3: law that was repealed, replaced or is not called by its right name."""

from collections.abc import Iterator

from policies.domain.checks.draft import Draft
from policies.domain.checks.plain_text import PlainText
from policies.domain.checks.remark import Remark, shortened
from policies.domain.checks.wordlists import (
    AS_HISTORY,
    LAWS,
    SPOKEN_OR_LIBEL,
    WRITTEN_SLANDER,
    OutOfDate,
)


def remarks(draft: Draft) -> Iterator[Remark]:
    """Yield a remark for each law that this text names and should not, or not so (L3).

    A sentence that names a law as history (“replaced the Data Protection Act 1998”) is let be.
    """
    whole = "\n".join(text.plain for text in draft.texts)
    known = [
        law
        for law in LAWS
        if draft.day >= law.since
        and law.pattern.search(whole)
        and not (law.unless and law.unless.search(whole))
    ]
    for text in draft.texts:
        for law in known:
            yield from _named(law, text)
        yield from _slander(text)


def _named(law: OutOfDate, text: PlainText) -> Iterator[Remark]:
    for match in law.pattern.finditer(text.plain):
        sentence = text.sentence_at(match.start())
        if not AS_HISTORY.search(sentence):
            yield text.remark(
                "L3",
                f"“{shortened(match[0], 80)}” needs a second look: {law.advice}. Check it "
                "against the law register.",
                line=text.line_in_plain(match.start()),
                passage=sentence,
            )
            return


def _slander(text: PlainText) -> Iterator[Remark]:
    """Slander is spoken; what is posted is libel (Defamation Act 2013, and the common law)."""
    match = WRITTEN_SLANDER.search(text.plain)
    if match and not SPOKEN_OR_LIBEL.search(text.plain):
        yield text.remark(
            "L3",
            f"“{match[0]}” is spoken, and what is posted is libel. Write “libel”, or "
            "“defamation”, which covers both.",
            line=text.line_in_plain(match.start()),
            passage=text.sentence_at(match.start()),
        )
