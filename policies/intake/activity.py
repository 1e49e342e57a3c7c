"""What in a file would act when a reader opens it: programs, and what is fetched from elsewhere.

A file that is offered for years must only say words. Nothing of it is run to find out (OWASP
File Upload Cheat Sheet); where a form can hide its parts, they are unpacked within bounds.
"""

import re
import xml.parsers.expat
import zlib
from collections.abc import Iterator

# ISO 32000-1, 12.6.4: actions that run, open or send something, and what files carry in them.
_ACTS_IN_PDF = re.compile(
    rb"/(JavaScript|JS|Launch|SubmitForm|ImportData|EmbeddedFiles?|RichMedia|XFA)(?![A-Za-z0-9])"
)
_STREAM = re.compile(rb"<<((?:(?!>>\s*stream).){0,2000}?)>>\s*stream\r?\n(.*?)endstream", re.DOTALL)
_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
_MOST_OF_A_STREAM = 20 * 1024 * 1024
_PROGRAMS = {"script", "iframe", "object", "embed", "applet"}
_FETCHED = {"src", "poster", "data"}
_RUNS = re.compile(r"[\x00-\x20]*(javascript|vbscript|data):", re.IGNORECASE)
# Browsers take these out of an address before they read it (URL Standard, 4.4).
_UNREAD = re.compile(r"[\t\n\r]")
_ELSEWHERE = re.compile(r"[\x00-\x20]*([a-z][a-z0-9+.-]*:)?//", re.IGNORECASE)


def acts_in_pdf(data: bytes) -> Iterator[str]:
    """Yield a sentence for each sort of program, attachment or sending in a PDF."""
    found: set[bytes] = set()
    for part in _objects_of(data):
        plain = _ESCAPED.sub(lambda match: bytes([int(match[1], 16)]), part)
        found.update(match[1] for match in _ACTS_IN_PDF.finditer(plain))
    for name in sorted(found):
        yield (
            f"The PDF holds what acts when it is opened (/{name.decode()}). "
            "Save it anew without programs, forms and attachments."
        )


def _objects_of(data: bytes) -> Iterator[bytes]:
    """The objects of a PDF without the bytes of its streams, and those that are packed in one."""
    yield _STREAM.sub(rb"<<\1>>", data)
    for match in _STREAM.finditer(data):
        if b"/ObjStm" in match[1]:
            try:
                yield zlib.decompressobj().decompress(match[2], _MOST_OF_A_STREAM)
            except zlib.error:
                continue


def acts_in_page(name: str, data: bytes) -> Iterator[str]:
    """Yield a sentence for each program in a page of an e-book, and each thing fetched for it.

    What is no XML says nothing here: it is refused for that.
    """
    found: dict[str, None] = {}

    def seen(tag: str, attributes: dict[str, str]) -> None:
        element = tag.rpartition(":")[2].lower()
        if element in _PROGRAMS:
            found[f"<{element}>"] = None
        for attribute, value in attributes.items():
            plain = attribute.rpartition(":")[2].lower()
            if plain.startswith("on") or (
                plain in {"href", "src"} and _RUNS.match(_UNREAD.sub("", value))
            ):
                found[f"{plain} of <{element}>"] = None
            is_part = plain in _FETCHED or (plain == "href" and element == "link")
            if is_part and _ELSEWHERE.match(value):
                found[f"<{element}> from elsewhere"] = None

    parser = xml.parsers.expat.ParserCreate()
    parser.StartElementHandler = seen
    try:
        parser.Parse(data, True)
    except xml.parsers.expat.ExpatError:
        return
    for what in found:
        yield f"{name} in the e-book holds what acts or is fetched: {what}. Take it out."
