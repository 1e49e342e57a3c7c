"""The zip that a Word file is: opened without trust, its parts checked before anything reads them.

Nothing is unpacked to a disk, no address is fetched, and what a part may weigh is settled from
its directory before it is expanded (OWASP File Upload Cheat Sheet; ECMA-376 Part 2).
"""

import io
import posixpath
import re
import zipfile
import zlib
from dataclasses import dataclass
from typing import Any
from xml.etree import ElementTree
from xml.parsers import expat

from policies.domain.errors import SourceRefused

MAX_PACKED = 10 * 1024 * 1024
MAX_EXPANDED = 50 * 1024 * 1024
MAX_PART = 12 * 1024 * 1024
MAX_ENTRIES = 2_000
MAX_RATIO = 100
MAX_DEPTH = 100
MAX_ELEMENTS = 100_000
_SMALL = 1024 * 1024

_STRICT = {
    b"http://purl.oclc.org/ooxml/wordprocessingml/main":
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    b"http://purl.oclc.org/ooxml/officeDocument/relationships":
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    b"http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing":
        b"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    b"http://purl.oclc.org/ooxml/officeDocument/math":
        b"http://schemas.openxmlformats.org/officeDocument/2006/math",
}  # fmt: skip
_OTHER_PACKAGES = {
    "opendocument": "an OpenDocument file",
    "epub+zip": "an e-book (EPUB)",
    "spreadsheetml": "a spreadsheet",
    "presentationml": "a presentation",
}
_ELEMENT = ElementTree.Element


@dataclass(frozen=True, slots=True)
class WordPackage:
    """The checked parts of a Word file, by name, and where its text is."""

    parts: dict[str, bytes]
    main: str

    def tree(self, name: str) -> _ELEMENT | None:
        """Return the XML of a part, or None if there is no such part.

        Raises SourceRefused if the part is no XML, declares entities or is nested too deep.
        """
        return checked_tree(self.parts[name], name) if name in self.parts else None

    def related(self, kind: str) -> list[str]:
        """Return the names of the parts that the text refers to as this kind, say "footnotes"."""
        return [target for found, _, target in self._links(self.main) if found == kind]

    def addresses(self, part: str) -> dict[str, str]:
        """Return the addresses of the hyperlinks of a part by their ids."""
        return {key: target for kind, key, target in self._links(part) if kind == "hyperlink"}

    def _links(self, part: str) -> list[tuple[str, str, str]]:
        root = self.tree(_links_of(part))
        found: list[tuple[str, str, str]] = []
        for link in root if root is not None else ():
            kind = link.get("Type", "").rsplit("/", 1)[-1]
            target = link.get("Target", "")
            if link.get("TargetMode") != "External":
                target = posixpath.normpath(
                    posixpath.join("/", posixpath.dirname(part), target)
                ).lstrip("/")
            found.append((kind, link.get("Id", ""), target))
        return found


def _links_of(part: str) -> str:
    return posixpath.join(posixpath.dirname(part), "_rels", f"{posixpath.basename(part)}.rels")


def open_package(content: bytes) -> WordPackage:
    """Return the parts of a Word file that hold text.

    Raises SourceRefused if the zip is damaged, too large when expanded, locked, of another
    program, or holds macros, links to outside files or names that lead out of it.
    """
    if len(content) > MAX_PACKED:
        raise SourceRefused(
            f"The Word file is larger than {MAX_PACKED // _SMALL} MiB. "
            "Take large pictures out of it and save it again."
        )
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as opened:
            entries = opened.infolist()
            _check_entries(entries)
            parts = {
                entry.filename: _without_strict(opened.read(entry))
                for entry in entries
                if entry.filename.casefold().endswith((".xml", ".rels")) or _is_mimetype(entry)
            }
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError,
            RuntimeError, ValueError) as error:  # fmt: skip
        raise SourceRefused(
            "The file is a Word or zip file that is damaged and cannot be opened. Open it in "
            "Word, save it as .docx again and import that."
        ) from error
    names = {entry.filename for entry in entries}
    _check_kind(parts, names)
    if any(b"<!DOCTYPE" in part or b"<!ENTITY" in part for part in parts.values()):
        raise _declares()
    _check_links(parts)
    return WordPackage(parts, _main_part(parts))


def _is_mimetype(entry: zipfile.ZipInfo) -> bool:
    return entry.filename == "mimetype" and entry.file_size < 200


def _without_strict(part: bytes) -> bytes:
    """The two standards differ in the names of their namespaces only; this reads one of them."""
    if b"purl.oclc.org/ooxml" in part:
        for strict, transitional in _STRICT.items():
            part = part.replace(strict, transitional)
    return part


def _check_entries(entries: list[zipfile.ZipInfo]) -> None:
    if len(entries) > MAX_ENTRIES:
        raise SourceRefused(
            f"The file holds more than {MAX_ENTRIES:,} parts, which no policy has. "
            "Copy its text into a new Word file and import that."
        )
    names = [entry.filename for entry in entries]
    if any(_leads_out(name) for name in names) or len({n.casefold() for n in names}) < len(names):
        raise SourceRefused(
            "The file holds parts whose names lead out of it or stand twice. "
            "Word does not write such files: ask where it comes from, and do not open it."
        )
    if any(entry.flag_bits & 1 for entry in entries):
        raise SourceRefused(
            "The file is locked with a password. Open it, take the password off, save it and "
            "import it again."
        )
    heavy = [
        entry
        for entry in entries
        if entry.file_size > _SMALL and entry.file_size > MAX_RATIO * max(entry.compress_size, 1)
    ]
    if heavy or sum(entry.file_size for entry in entries) > MAX_EXPANDED:
        raise SourceRefused(
            "The file grows far beyond its size when it is opened (a “zip bomb”). "
            "Copy its text into a new Word file and import that."
        )
    if any(entry.file_size > MAX_PART and entry.filename.endswith(".xml") for entry in entries):
        raise _too_long()
    if any(entry.compress_type not in {0, 8} for entry in entries):
        raise SourceRefused(
            "The file is packed in a way that Word does not use. Open it in Word, save it as "
            ".docx again and import that."
        )


def _leads_out(name: str) -> bool:
    pieces = re.split(r"[/\\]", name)
    return name.startswith(("/", "\\")) or ".." in pieces or ":" in name or "\x00" in name


def _check_kind(parts: dict[str, bytes], names: set[str]) -> None:
    types = parts.get("[Content_Types].xml", b"") + parts.get("mimetype", b"")
    declared = types.decode("utf-8", "replace").casefold()
    if any(name.casefold().endswith("vbaproject.bin") for name in names) or (
        "macroenabled" in declared or "vbaproject" in declared
    ):
        raise SourceRefused(
            "The file holds macros (small programs). Save it as .docx, which cannot hold them, "
            "and import that."
        )
    for word, what in _OTHER_PACKAGES.items():
        if word in declared and "wordprocessingml" not in declared:
            raise SourceRefused(
                f"The file is {what}, not a Word document. Open it, save it as .docx and import "
                "that."
            )


def _check_links(parts: dict[str, bytes]) -> None:
    for name, part in parts.items():
        if not name.casefold().endswith(".rels"):
            continue
        for link in checked_tree(part, name):
            if link.get("TargetMode", "").casefold() != "external":
                continue
            kind = link.get("Type", "").rsplit("/", 1)[-1]
            if kind == "attachedTemplate":
                raise SourceRefused(
                    "The file is tied to a template outside it. In Word, set the template to "
                    "Normal (Developer, Document Template), save it and import it again."
                )
            if kind != "hyperlink":
                raise SourceRefused(
                    f"The file draws in something from outside it ({_plain_kind(kind)}). Break "
                    "the links in Word (File, Info, Edit Links to Files), save it and import it "
                    "again."
                )


def _plain_kind(kind: str) -> str:
    return {"image": "a linked picture", "oleObject": "a linked object",
            "subDocument": "another document"}.get(kind, "a linked file")  # fmt: skip


def _main_part(parts: dict[str, bytes]) -> str:
    """The part with the text: what the package names as such, or the usual one."""
    candidates = [
        link.get("Target", "").lstrip("/")
        for link in checked_tree(parts["_rels/.rels"], "_rels/.rels")
        if link.get("Type", "").endswith("/officeDocument")
    ] if "_rels/.rels" in parts else []  # fmt: skip
    for name in [*candidates, "word/document.xml"]:
        if name in parts:
            return name
    raise SourceRefused(
        "The file is a zip file, but not a Word document: the part with the text is missing. "
        "Open it in Word, save it as .docx and import that."
    )


def checked_tree(part: bytes, name: str) -> _ELEMENT:
    """Return the XML of a part as a tree.

    Raises SourceRefused if it is no XML, declares a document type or entities (they can
    swell without end), or has more or deeper elements than a text needs.
    """
    _check_shape(part, name)
    try:
        return ElementTree.fromstring(part)
    except (ElementTree.ParseError, ValueError, LookupError) as error:
        raise _damaged(name) from error


def _too_long() -> SourceRefused:
    return SourceRefused(
        "The text in the file is longer than any policy. "
        "Divide it into its documents and import each by itself."
    )


def _damaged(name: str) -> SourceRefused:
    return SourceRefused(
        f"A part of the Word file is damaged ({name[:80]}). Open it in Word, save it as .docx "
        "again and import that."
    )


def _declares() -> SourceRefused:
    return SourceRefused(
        "The file declares a document type, which Word never writes and which can be used to "
        "attack a reader. Ask where it comes from, and do not open it."
    )


def _check_shape(part: bytes, name: str) -> None:
    depth = count = 0

    def opened(*_: Any) -> None:
        nonlocal depth, count
        depth += 1
        count += 1
        if count > MAX_ELEMENTS:
            raise _too_long()
        if depth > MAX_DEPTH:
            raise SourceRefused(
                "Tables or boxes in the file are nested deeper than any text needs. "
                "Copy its text into a new Word file and import that."
            )

    def closed(*_: Any) -> None:
        nonlocal depth
        depth -= 1

    def declared(*_: Any) -> None:
        raise _declares()

    parser = expat.ParserCreate()
    parser.StartElementHandler = opened
    parser.EndElementHandler = closed
    parser.StartDoctypeDeclHandler = declared
    parser.EntityDeclHandler = declared
    try:
        parser.Parse(part, True)
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise _damaged(name) from error
