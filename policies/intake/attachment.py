"""Which form an attached file has, by what is in it. It is kept as it is and never opened here."""

import io
import zipfile
from dataclasses import dataclass

from policies.domain.errors import SourceRefused

MAX_BYTES = 10 * 1024 * 1024
_MOST_PARTS = 5_000
_LARGEST_DECLARATION = 1024 * 1024
_WORD = b"wordprocessingml.document.main+xml"
_OPEN = "application/vnd.oasis.opendocument."


@dataclass(frozen=True, slots=True)
class Form:
    """The form of a file: its media type, and how its name ends."""

    media_type: str
    extension: str


_PDF = Form("application/pdf", "pdf")
_DOCX = Form("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx")
_OPEN_FORMS = {
    "text": Form(f"{_OPEN}text", "odt"),
    "spreadsheet": Form(f"{_OPEN}spreadsheet", "ods"),
    "presentation": Form(f"{_OPEN}presentation", "odp"),
}


def form_of(content: bytes) -> Form:
    """Return the form of an attached file: PDF, Word or OpenDocument, whatever it is called.

    Raises SourceRefused if it is empty, too large, of another form, locked, damaged, or holds
    macros.
    """
    if not content:
        raise SourceRefused("The file is empty.")
    if len(content) > MAX_BYTES:
        raise SourceRefused(
            f"The file is larger than {MAX_BYTES // 1024 // 1024} MiB. Make its pictures smaller, "
            "save it as PDF and attach that."
        )
    if content.startswith(b"%PDF-"):
        if b"%%EOF" not in content[-2048:]:
            raise _damaged()
        return _PDF
    if content.startswith(b"PK\x03\x04"):
        return _packed(content)
    raise SourceRefused(
        "This is neither a PDF, nor a Word file (.docx), nor an OpenDocument file. "
        "Save it as one of these and attach that."
    )


def _packed(content: bytes) -> Form:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as opened:
            entries = {entry.filename: entry for entry in opened.infolist()}
            if any(entry.flag_bits & 1 for entry in entries.values()):
                raise SourceRefused("The file is locked with a password. Take it off first.")
            _refuse_macros(entries)
            declared = [
                opened.read(name)
                for name in ("mimetype", "[Content_Types].xml")
                if name in entries and entries[name].file_size <= _LARGEST_DECLARATION
            ]
    except (zipfile.BadZipFile, zipfile.LargeZipFile, EOFError, OSError, NotImplementedError,
            RuntimeError, ValueError) as error:  # fmt: skip
        raise _damaged() from error
    return _declared_form(declared)


def _declared_form(declared: list[bytes]) -> Form:
    for words in declared:
        if b"macroenabled" in words.lower():
            raise _with_macros()
        plain = words.decode("utf-8", "replace").strip()
        if plain.startswith(_OPEN) and plain.removeprefix(_OPEN) in _OPEN_FORMS:
            return _OPEN_FORMS[plain.removeprefix(_OPEN)]
        if _WORD in words:
            return _DOCX
    raise SourceRefused(
        "This is a packed file, but neither a Word file (.docx) nor an OpenDocument file. "
        "Save it as PDF and attach that."
    )


def _refuse_macros(entries: dict[str, zipfile.ZipInfo]) -> None:
    if len(entries) > _MOST_PARTS:
        raise _damaged()
    names = [name.casefold() for name in entries]
    if any(name.endswith("vbaproject.bin") or name.startswith(("basic/", "scripts/"))
           for name in names):  # fmt: skip
        raise _with_macros()


def _with_macros() -> SourceRefused:
    return SourceRefused(
        "The file holds macros (small programs). Save it as PDF, which shows the same, and attach "
        "that."
    )


def _damaged() -> SourceRefused:
    return SourceRefused(
        "The file is damaged or was cut short. Open it, save it again and attach that."
    )
