"""The file as it comes from a council: its bytes made into numbered lines, or refused.

A refusal is one sentence that says what is wrong and what to do about it.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace

from policies.domain.errors import SourceRefused
from policies.intake.wording import with_plain_bullets, without_tags

MAX_BYTES = 2 * 1024 * 1024
# About four hundred printed pages; more is not one policy, and would keep the officer waiting.
MAX_LINES = 20_000

_LINE_END = re.compile(r"\r\n|\r|\n")
_UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u00a0]")
_LABEL_THEN_TAB = re.compile(
    r"^[ \t]*([-–—*•·▪●◦‣\uf0b7]"
    r"|\d{1,3}(?:\.\d{1,3}){0,4}[.)]?|\(?[a-z]{1,4}[.)])[ ]?\t[ \t]*(?=\S)"
)
# The first bytes of what is often sent by mistake instead of a text, and what to do then.
_OTHER_FILES = {
    b"%PDF": "a PDF, not a text. Import the file that it was made from, as .docx or plain text",
    b"PK\x03\x04": "a Word or zip file, not a text. Save it as plain text (UTF-8)",
    b"\xd0\xcf\x11\xe0": "an old Word file (.doc). Open it in Word and save it as .docx",
    b"{\\rtf": "a rich text file, not a text. Open it in Word and save it as .docx",
    b"\x89PNG": "a picture, not a text. Import the file that it was made from",
    b"\xff\xd8\xff": "a picture, not a text. Import the file that it was made from",
    b"GIF8": "a picture, not a text. Import the file that it was made from",
    b"MIME-Version:": "a web archive (.mht), not a text. Open it in Word and save it as .docx",
}


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text, and the first and last line of the source that it was made from."""

    first: int
    last: int
    text: str
    after_page: bool = False

    @property
    def is_blank(self) -> bool:
        """Whether there is nothing to read on it."""
        return not self.text.strip()

    def with_text(self, text: str) -> "Line":
        """This line with other words."""
        return replace(self, text=text)


def text_from_bytes(content: bytes) -> str:
    """Return the text that these bytes stand for: UTF-8, or UTF-16 with a byte order mark.

    Raises SourceRefused if the file is empty, too large, not a text, or in another encoding.
    """
    if len(content) > MAX_BYTES:
        raise SourceRefused(
            f"The file is larger than {MAX_BYTES // 1024 // 1024} MiB. "
            "Divide it into its documents and import each by itself."
        )
    for start, what in _OTHER_FILES.items():
        if content.startswith(start):
            raise SourceRefused(f"The file is {what}.")
    text = _decoded(content)
    if "\x00" in text:
        raise SourceRefused(
            "The file is not a text: it holds bytes that no text has. "
            "Open it in the program that made it and save it as plain text (UTF-8)."
        )
    if not text.strip("\ufeff \t\r\n\f"):
        raise SourceRefused("The file is empty: there is nothing to import.")
    return text


def _decoded(content: bytes) -> str:
    is_wide = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    try:
        return content.decode("utf-16" if is_wide else "utf-8-sig")
    except UnicodeDecodeError as error:
        if is_wide or b"\x00" in content:
            raise SourceRefused(
                "The file is not a text: it holds bytes that no text has. "
                "Open it in the program that made it and save it as plain text (UTF-8)."
            ) from error
        line = content.count(b"\n", 0, error.start) + 1
        raise SourceRefused(
            f"The file is not in UTF-8 (the first wrong byte is in line {line}). "
            "Open it in your editor, choose Save as, and choose the encoding UTF-8."
        ) from error


def lines_of(text: str) -> list[Line]:
    """Return the lines of a text with their numbers; a run of blank lines counts as one.

    Raises SourceRefused if the text has more lines than a policy can have.
    """
    lines = list(_numbered(text))
    if sum(not line.is_blank for line in lines) > MAX_LINES:
        raise SourceRefused(
            f"The file has more than {MAX_LINES:,} lines. "
            "Divide it into its documents and import each by itself."
        )
    return lines


def _numbered(text: str) -> Iterator[Line]:
    was_blank = was_row = False
    for number, raw in enumerate(_LINE_END.split(text), start=1):
        # Tags go first, and only here: taken out twice, "<<i>i>" would lose a word.
        seen = _UNSEEN.sub(" ", with_plain_bullets(without_tags(raw))).removeprefix("\ufeff")
        is_blank = not seen.strip()
        if not (is_blank and was_blank):
            yield Line(number, number, "" if is_blank else _spaced(seen, was_row), "\f" in raw)
        # Under a row with tabs, a line that begins with one is a row with an empty cell.
        was_row = "\t" in seen.strip()
        was_blank = is_blank


def _spaced(text: str, follows_row: bool) -> str:
    """Tabs that only stand after a bullet or a number, or indent a line, are spaces."""
    text = _LABEL_THEN_TAB.sub(lambda match: f"{match[1]} ", text[:200]) + text[200:]
    if not follows_row and text.startswith("\t") and "\t" not in text.strip():
        text = text.strip()
    return text.rstrip(" ") + ("  " if text.endswith("  ") else "")


def is_letter_of_another_script(character: str) -> bool:
    """Whether this is a letter that is not Latin, as on a panel of languages."""
    return ord(character) > 0x36F and "LATIN" not in unicodedata.name(character, "LATIN")
