"""Whether a file is what it is called, whole and harmless: its structure is looked through.

Nothing of it is ever run, unpacked to a disk or fetched. The same checks stand at the door,
when an officer brings a better file, and look again at what was stored years ago.
"""

import io
import re
import xml.parsers.expat
import zipfile
from collections.abc import Callable, Iterator

from policies.domain.errors import SourceRefused
from policies.intake import attachment, mp3
from policies.intake.activity import acts_in_page, acts_in_pdf
from policies.intake.word_package import open_package

# A packed file may not become larger than this when it is unpacked.
MOST_UNPACKED = 400 * 1024 * 1024
_MOST_MEMBERS = 5_000
# Braille ASCII: the 64 cells, line ends and page ends (BANA, "Braille ASCII").
_NOT_BRAILLE = re.compile(rb"[^\x20-\x5f\r\n\x0c]")
_LONGEST_LINE = 42
_CONTAINER = "META-INF/container.xml"


def faults_of(extension: str, data: bytes) -> tuple[str, ...]:
    """Return every fault of a file that should be of this form, by the end of its name: pdf, epub,
    zip (of MP3 files), docx, brf, txt or md. One sentence each."""
    if not data:
        return ("The file is empty.",)
    try:
        return tuple(dict.fromkeys(_CHECKS[extension](data)))
    except SourceRefused as refusal:
        return refusal.reasons


def recordings_in(data: bytes) -> tuple[float, ...]:
    """Return how long each MP3 file in an archive sounds, in seconds, in the order of the names.

    Raises SourceRefused if it is no archive.
    """
    with _opened(data) as archive:
        names = sorted(name for name in archive.namelist() if name.lower().endswith(".mp3"))
        return tuple(mp3.seconds_of(archive.read(name)) for name in names)


def _opened(data: bytes) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise SourceRefused("The file is no zip archive, or was cut short.") from error


def _of_archive(data: bytes) -> Iterator[str]:
    """What is wrong with any packed file: its members, their names, what they unpack to."""
    with _opened(data) as archive:
        entries = archive.infolist()
        if (
            sum(entry.file_size for entry in entries) > MOST_UNPACKED
            or len(entries) > _MOST_MEMBERS
        ):
            yield "The archive unpacks to more than a file may hold."
            return
        if any(entry.flag_bits & 1 for entry in entries):
            yield "The archive is locked with a password. Take it off first."
            return
        for name in (entry.filename for entry in entries):
            if name.startswith("/") or "\\" in name or ".." in name.split("/"):
                yield f"The archive has a file whose name leads out of it: {name}"
        try:
            damaged = archive.testzip()
        except (zipfile.BadZipFile, EOFError, NotImplementedError, OSError, ValueError):
            damaged = "one of its files"
        if damaged:
            yield f"The archive is damaged at {damaged}. Pack it again."


def _of_recording(data: bytes) -> Iterator[str]:
    faults = [*_of_archive(data)]
    yield from faults
    if faults:
        return
    with _opened(data) as archive:
        names = [name for name in archive.namelist() if not name.endswith("/")]
        sounds = [name for name in names if name.lower().endswith(".mp3")]
        if not sounds:
            yield "There is no MP3 file in the archive."
        for name in names:
            if name in sounds and not mp3.seconds_of(archive.read(name)):
                yield f"{name} is not an MP3 file, or is damaged."
            elif name not in sounds and not name.lower().endswith(".txt"):
                yield f"{name} is neither an MP3 file nor a list of contents (.txt). Leave it out."


def _of_book(data: bytes) -> Iterator[str]:
    faults = [*_of_archive(data)]
    yield from faults
    if faults:
        return
    with _opened(data) as archive:
        names = archive.namelist()
        if (
            not names
            or names[0] != "mimetype"
            or archive.read("mimetype") != b"application/epub+zip"
        ):
            yield "The e-book does not begin with its media type (EPUB 3.3, 4.2.2)."
        if _CONTAINER not in names:
            yield f"The e-book has no {_CONTAINER}, which leads to its text."
        for name in names:
            yield from _of_part(name, archive.read(name))


def _of_part(name: str, data: bytes) -> Iterator[str]:
    """What is wrong with one file of an e-book."""
    ending = name.lower()
    if ending.endswith(".js"):
        yield f"{name} in the e-book is a program. Take it out."
    if not ending.endswith((".xhtml", ".html", ".htm", ".svg", ".opf", ".ncx", ".xml")):
        return
    if _is_xml(data):
        yield from acts_in_page(name, data)
    else:
        yield f"{name} in the e-book is not well-formed XML."


def _is_xml(data: bytes) -> bool:
    parser = xml.parsers.expat.ParserCreate()
    # Declared entities are how small files become large ones; ours declare none.
    parser.EntityDeclHandler = _refuse_entity
    try:
        parser.Parse(data, True)
    except (xml.parsers.expat.ExpatError, SourceRefused):
        return False
    return True


def _refuse_entity(*declared: object) -> None:
    raise SourceRefused("The file declares entities of its own.")


def _of_word(data: bytes) -> Iterator[str]:
    try:
        if attachment.form_of(data).extension != "docx":
            yield "The file is not a Word file (.docx)."
            return
        # Links to files outside and programs are refused as in files that are brought in.
        open_package(data)
    except SourceRefused as refusal:
        yield from refusal.reasons
        return
    yield from _of_archive(data)


def _of_braille(data: bytes) -> Iterator[str]:
    strange = _NOT_BRAILLE.search(data)
    if strange:
        line = data.count(b"\n", 0, strange.start()) + 1
        yield (
            f"Line {line} has a character that is no Braille cell. Save the file as BRF, in "
            "Braille ASCII with capital letters."
        )
    if not data.strip():
        yield "The file has no Braille cell."
    longest = max(map(len, re.split(rb"[\r\n\x0c]+", data)), default=0)
    if longest > _LONGEST_LINE:
        yield f"A line has {longest} cells. An embosser prints {_LONGEST_LINE} at most."


def _of_pdf(data: bytes) -> Iterator[str]:
    if not data.startswith(b"%PDF-"):
        yield "The file is not a PDF."
    elif b"%%EOF" not in data[-1024:]:
        yield "The PDF was cut short."
    yield from acts_in_pdf(data)


def _of_text(data: bytes) -> Iterator[str]:
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        yield "The text is not in UTF-8."
        return
    if "\x00" in text:
        yield "The text has characters that no text has."


_CHECKS: dict[str, Callable[[bytes], Iterator[str]]] = {
    "pdf": _of_pdf,
    "epub": _of_book,
    "zip": _of_recording,
    "docx": _of_word,
    "brf": _of_braille,
    "txt": _of_text,
    "md": _of_text,
}
