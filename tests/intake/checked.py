"""Reads a file as a test does: with the proof that no word was lost or invented on the way."""

from docx.document import Document

from policies.intake.conversion import Conversion
from policies.intake.form import convert
from policies.intake.reading import read_file
from policies.intake.result import ImportedDocument
from tests.intake import word_files as word

LONG = "Members write to residents online, and what they write is read by many people for years."


def read(document: Document | bytes) -> ImportedDocument:
    """Read a Word file, and prove that no word was lost or invented on the way."""
    content = document if isinstance(document, bytes) else word.saved(document)
    converted = convert(content)
    assert converted.words_lost() == ()
    assert converted.words_invented() == ()
    imported = read_file(content)
    assert "words-lost" not in codes(imported)
    return imported


def codes(imported: ImportedDocument | Conversion) -> set[str]:
    return {finding.code for finding in imported.findings}


def message(imported: ImportedDocument, code: str) -> str:
    return next(finding.message for finding in imported.findings if finding.code == code)


def dropped(imported: ImportedDocument) -> dict[str, str]:
    return {passage.text: passage.reason for passage in imported.dropped}
