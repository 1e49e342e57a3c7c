"""A file that cannot be read is refused in a sentence that says what to do."""

from pathlib import Path

import pytest

from policies.domain.errors import SourceRefused
from policies.intake.reading import read_file
from policies.intake.source import MAX_BYTES

TEXT = "# Networks Policy\n\n## Scope\n\nAll members – in every ward.\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_the_usual_encodings_are_read(encoding: str) -> None:
    imported = read_file(TEXT.encode(encoding))

    assert imported.sections[0].body == "All members – in every ward."


@pytest.mark.parametrize("ending", ["\r\n", "\r", "\n"])
def test_every_line_ending_counts_the_same_lines(ending: str) -> None:
    imported = read_file(TEXT.replace("\n", ending).encode())

    assert imported.sections[0].lines == (3, 5)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "The file is empty"),
        (b" \r\n\t\n", "The file is empty"),
        ("\ufeff".encode(), "The file is empty"),
        (b"a\x00b", "not a text"),
        (b"\xff\xfea", "not a text"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "a picture, not a text"),
        (b"\xff\xd8\xff\xe0", "a picture, not a text"),
        (b"%PDF-1.7 ...", "a PDF"),
        (b"PK\x03\x04 ...", "a Word or zip file"),
        (b"one\ntwo caf\xe9\n", "not in UTF-8 .the first wrong byte is in line 2.*encoding UTF-8"),
        (b"a" * (MAX_BYTES + 1), "larger than 2 MiB"),
    ],
)
def test_what_is_no_text_is_refused(content: bytes, sentence: str, tmp_path: Path) -> None:
    path = tmp_path / "policy.txt"
    path.write_bytes(content)

    with pytest.raises(SourceRefused, match=sentence) as refused:
        read_file(path)

    assert refused.value.reasons[0].endswith(".")


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceRefused, match="cannot be opened"):
        read_file(tmp_path / "nothing.txt")
