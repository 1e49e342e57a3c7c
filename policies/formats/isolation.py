"""Numbers, dates and addresses in a text that runs from right to left, kept in their own order.

Without a mark around them a page turns their parts round: 01632 960 123 becomes 123 960 01632
(Unicode Standard Annex 9; HTML, ``bdi``).
"""

import re
from html import escape, unescape

from policies.domain.language import spoken
from policies.domain.languages import direction_of
from policies.formats.words import WordsKind, words_in

_FROM_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")
_TAG = re.compile(r"(<(?:[^<>\"]|\"[^\"]*\")*>)")


def isolated(html: str) -> str:
    """Return clean HTML in which each number, date and address runs from left to right.

    It is as it was while a language is spoken that itself runs from left to right.
    """
    if direction_of(spoken()) == "ltr":
        return html
    return "".join(
        piece if place % 2 else _marked(unescape(piece))
        for place, piece in enumerate(_TAG.split(html))
    )


def is_turned(text: str) -> bool:
    """Return whether these words would be set the wrong way round: while a language is spoken that
    runs from right to left, and no word of them does."""
    is_from_right = direction_of(spoken()) == "rtl"
    return is_from_right and bool(text.strip()) and not _FROM_RIGHT_TO_LEFT.search(text)


def isolated_words(text: str) -> str:
    """Return plain words as HTML, with the same done to them.

    Words of another language, which runs from left to right, are one such run with their stops.
    """
    if is_turned(text):
        return f'<bdi dir="ltr">{escape(text)}</bdi>'
    return isolated(escape(text))


def _marked(text: str) -> str:
    return "".join(
        escape(run.text, quote=False)
        if run.kind is WordsKind.PLAIN
        else f'<bdi dir="ltr">{escape(run.text, quote=False)}</bdi>'
        for run in words_in(text)
    )
