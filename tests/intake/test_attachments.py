"""Files attached to a report: known by what is in them, and refused if they could do harm."""

import io
import zipfile

import pytest

from policies.domain.errors import SourceRefused
from policies.intake.attachment import MAX_BYTES, form_of
from tests.intake.word_files import policy, saved, with_parts

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
OPEN = "application/vnd.oasis.opendocument."


def packed(**parts: str) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as written:
        for name, content in parts.items():
            written.writestr(name.replace("__", "/"), content)
    return target.getvalue()


@pytest.fixture(scope="module")
def word() -> bytes:
    return saved(policy())


def test_a_pdf_a_word_file_and_open_documents_are_known(word):
    assert form_of(PDF).extension == "pdf"
    assert form_of(word).extension == "docx"
    assert "wordprocessingml.document" in form_of(word).media_type
    assert form_of(packed(mimetype=f"{OPEN}text")).extension == "odt"
    assert form_of(packed(mimetype=f"{OPEN}spreadsheet\n")).media_type == f"{OPEN}spreadsheet"


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "The file is empty"),
        (PDF[:20], "damaged or was cut short"),
        (b"<html><script>alert(1)</script>%PDF-1.7 %%EOF", "neither a PDF"),
        (b"<!DOCTYPE html>" + packed(mimetype=f"{OPEN}text"), "neither a PDF"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "neither a PDF"),
        (b"MZ\x90\x00" + PDF, "neither a PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "neither a PDF"),
        (b"PK\x03\x04 and nothing else", "damaged or was cut short"),
        (packed(page="text"), "packed file, but neither"),
        (packed(mimetype="application/epub+zip"), "packed file, but neither"),
        (packed(mimetype=f"{OPEN}text", Basic__Module1="Sub Main"), "holds macros"),
        (PDF + bytes(MAX_BYTES), "larger than 10 MiB"),
    ],
)  # fmt: skip
def test_everything_else_is_refused(content, sentence):
    with pytest.raises(SourceRefused) as refused:
        form_of(content)
    assert sentence in refused.value.reasons[0]


def test_word_files_with_macros_are_refused_whatever_they_are_called(word):
    for parts in (
        {"word/vbaProject.bin": b"x"},
        {"[Content_Types].xml": "<t>application/vnd.ms-word.document.macroEnabled.main+xml</t>"},
    ):
        with pytest.raises(SourceRefused, match="holds macros"):
            form_of(with_parts(word, parts))


def test_a_locked_package_is_refused(word):
    locked = bytearray(word)
    place = locked.find(b"PK\x01\x02")
    locked[place + 8] |= 1
    with pytest.raises(SourceRefused, match="locked with a password"):
        form_of(bytes(locked))


def test_a_declaration_that_swells_is_not_expanded(word):
    with pytest.raises(SourceRefused, match="packed file, but neither"):
        form_of(with_parts(word, {"[Content_Types].xml": " " * 50_000_000}))
