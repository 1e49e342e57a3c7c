"""L16: the same duty said as “must” in one text and “should” in another."""

import re
from collections.abc import Iterator
from functools import partial

from policies.domain.checks.draft import Draft
from policies.domain.checks.duties import Statement, most_alike, statements_of
from policies.domain.checks.plain_text import PlainText, read_section
from policies.domain.checks.remark import Remark, shortened
from policies.domain.checks.wordlists import SMALL_WORDS
from policies.domain.content import VersionContent

_ALIKE = 0.55
_FEWEST_SHARED = 4
_STRENGTH = {"must": "must", "shall": "must", "must not": "must not", "shall not": "must not"}


def remarks(draft: Draft) -> Iterator[Remark]:
    """Yield a remark for each duty that a related text states with another strength (L16).

    Two sentences are of the same duty if more than half of their words of substance agree.
    """
    theirs = [
        (content, statement) for content in draft.related for statement in _of_content(content)
    ]
    if not theirs:
        return
    ours = [(text, statement) for text in draft.sections for statement in _with_one_duty(text)]
    alike = most_alike(
        [_substance(statement) for _, statement in ours],
        [_substance(statement) for _, statement in theirs],
        at_least=_ALIKE,
    )
    for _, our_place, their_place in alike:
        text, statement = ours[our_place]
        content, other = theirs[their_place]
        mine, yours = map(_strength, (statement, other))
        shared = _substance(statement).words & _substance(other).words
        if mine != yours and len(shared) >= _FEWEST_SHARED:
            yield text.remark(
                "L16",
                f"this says “{mine}”, and “{shortened(content.title, 80)}” says “{yours}” of the "
                f"same thing: “{shortened(other.text)}” Let both texts say the same.",
                line=statement.line,
                passage=statement.text,
            )


def _of_content(content: VersionContent) -> Iterator[Statement]:
    for number, section in enumerate(content.sections, start=1):
        yield from _with_one_duty(read_section(section, number))


def _with_one_duty(text: PlainText) -> Iterator[Statement]:
    return (statement for statement in statements_of(text) if len(set(statement.duties)) == 1)


def _strength(statement: Statement) -> str:
    return _STRENGTH.get(statement.duties[0], statement.duties[0])


def _substance(statement: Statement) -> Statement:
    drop = partial(re.compile(r"[^\W_]+").sub, lambda word: _stem(word[0]))
    return Statement(drop(statement.text.casefold()), statement.duties, statement.line)


def _stem(word: str) -> str:
    if word in SMALL_WORDS:
        return ""
    return word[:-1] if word.endswith("s") and len(word) > 4 else word
