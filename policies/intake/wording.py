"""Words apart from their markup: what is compared, counted and looked up."""

import re

# Tags without attributes carry no words; a tag with attributes stays in the text as it is.
TAG = re.compile(
    r"</?(?:i|b|u|em|strong|br|p|sup|sub|span|div|font|center|small|mark|li|ul|ol)[ \t]{0,3}/?>",
    re.IGNORECASE,
)
# The hollow bullet of a word processor comes out as the letter o.
_HOLLOW_BULLET = re.compile(r"(?:^|(?<=[\n\r]))[ \t]{0,20}o[ \t]{1,20}(?=\S)")
_BREAK = re.compile(r"<br[ \t]{0,3}/?>|</?(?:p|div|li)>", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+|\d+|[£€$¥]")
_DEAD_LINK = re.compile(r"\[([^\[\]\n]{1,300})\]\((?:#|)\)")
# Two underscores inside a name, as in "a__b", are no bold print.
_UNDERSCORES = re.compile(r"(?<![^\W_])__|__(?![^\W_])")
_QUOTES = re.compile(r"['’‘`´]")


def words_of(text: str) -> list[str]:
    """Return the words, numbers and currency signs of a text, in order, whatever their case.

    Letters and digits count apart, so that a heading glued to a title splits without loss.
    """
    return _WORD.findall(text.casefold())


def without_tags(text: str) -> str:
    """Return the text without bare HTML tags such as <i>; their words stay."""
    if "<" not in text:
        return text
    return TAG.sub("", _BREAK.sub(" ", text))


def with_plain_bullets(text: str) -> str:
    """Return the text with an o at the start of a line, used as a bullet, as a hyphen."""
    return _HOLLOW_BULLET.sub("    - ", text)


def without_emphasis(text: str) -> str:
    """Return the text without the asterisks and underscores of bold print."""
    return _UNDERSCORES.sub("", text.replace("**", "")).strip()


def without_dead_links(text: str) -> tuple[str, int]:
    """Return the text with links that lead nowhere as plain words, and how many there were."""
    return _DEAD_LINK.subn(_link_words, text)


def _link_words(match: re.Match[str]) -> str:
    """The words of a link; those glued to it stay words of their own."""
    start, end = match.span()
    before, after = match.string[max(start - 1, 0) : start], match.string[end : end + 1]
    return f"{' ' * before.isalnum()}{match[1]}{' ' * after.isalnum()}"


def plain(text: str) -> str:
    """Return the words alone, in one line, for comparing two passages."""
    return " ".join(words_of(_QUOTES.sub("", text)))


def shortened(text: str, length: int = 60) -> str:
    """Return the beginning of a passage, for naming it in a message."""
    joined = " ".join(text.split())
    return joined if len(joined) <= length else joined[: length - 1].rstrip() + "…"
