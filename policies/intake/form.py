"""Which form a file has, by what is in it and not by what it is called; every form made lines."""

from pathlib import Path

from policies.domain.errors import SourceRefused
from policies.intake.conversion import Conversion, with_visible_text
from policies.intake.markup import convert_markup, is_markup
from policies.intake.source import MAX_BYTES as MAX_TEXT
from policies.intake.source import text_from_bytes
from policies.intake.word import convert_word

MAX_BYTES = 10 * 1024 * 1024
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


def convert(source: Path | bytes, *, name: str = "") -> Conversion:
    """Return a file, or its bytes, as lines of text: Word, HTML, Markdown or plain text.

    ``name`` is what the file is called, if that is known; only a page without its first lines
    is recognised by it. Raises SourceRefused if the file is missing, empty, too large, locked,
    dangerous, damaged or of a form that cannot be read.
    """
    content = source if isinstance(source, bytes) else _content_of(source)
    if not name and isinstance(source, Path):
        name = source.name
    if len(content) > MAX_BYTES:
        raise _too_large()
    converted = with_visible_text(_converted(content, name))
    if not converted.text.strip():
        raise SourceRefused("The file is empty: there is nothing to import.")
    if len(converted.text) > MAX_TEXT:
        raise SourceRefused(
            "The text in the file is longer than any policy. "
            "Divide it into its documents and import each by itself."
        )
    return converted.with_self_check()


def _converted(content: bytes, name: str) -> Conversion:
    if content.startswith(b"PK\x03\x04") or content.startswith(b"PK\x05\x06"):
        return convert_word(content)
    if content.startswith(b"\xd0\xcf\x11\xe0") and _ENCRYPTED in content:
        raise SourceRefused(
            "The file is locked with a password. Open it in Word, take the password off (File, "
            "Info, Protect Document), save it and import it again."
        )
    if is_markup(content, name):
        return convert_markup(content)
    text = text_from_bytes(content)
    return Conversion(text=text, source=text)


def _content_of(path: Path) -> bytes:
    try:
        # What is too large is not read at all; what grows while it is read is cut.
        if path.stat().st_size > MAX_BYTES:
            raise _too_large()
        with path.open("rb") as opened:
            return opened.read(MAX_BYTES + 1)
    except OSError as error:
        raise SourceRefused(f"The file cannot be opened: {error.strerror}.") from error


def _too_large() -> SourceRefused:
    return SourceRefused(
        f"The file is larger than {MAX_BYTES // 1024 // 1024} MiB, which no policy is. Take large "
        "pictures out of it, or divide it into its documents, and import it again."
    )
