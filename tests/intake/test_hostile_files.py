"""Files made to harm: each refused with a sentence that says what to do, in bounded time."""

import contextlib
import io
import struct
import time
import tracemalloc
import zipfile
from pathlib import Path

import pytest

from policies.domain.errors import SourceRefused
from policies.intake.form import MAX_BYTES, convert
from tests.intake import word_files as word

START = '<?xml version="1.0"?>'
DOCUMENT = f"<w:document {word.NS}><w:body>{{}}</w:body></w:document>"


@pytest.fixture(scope="module")
def plain() -> bytes:
    document = word.policy()
    document.add_paragraph("Members must be kind.")
    return word.saved(document)


def refused(content: bytes, sentence: str) -> None:
    begun = time.process_time()
    with pytest.raises(SourceRefused, match=sentence) as caught:
        convert(content)
    assert time.process_time() - begun < 5
    assert caught.value.reasons[0].endswith(".")


def test_a_bomb_is_refused_before_it_is_expanded(plain: bytes) -> None:
    bomb = word.with_parts(plain, {"word/media/a.bin": b"\x00" * (60 * 1024 * 1024)})

    tracemalloc.start()
    refused(bomb, "zip bomb")
    assert tracemalloc.get_traced_memory()[1] < 20 * 1024 * 1024
    tracemalloc.stop()


def test_a_part_that_swells_a_hundredfold_is_refused(plain: bytes) -> None:
    refused(word.with_parts(plain, {"word/styles.xml": b" " * 5_000_000}), "zip bomb")


def test_a_text_longer_than_any_policy_is_refused(plain: bytes) -> None:
    words = "".join(f"<w:p>{word.run(f'Number {n * 7919}')}</w:p>" for n in range(190_000))
    refused(
        word.with_parts(plain, {"word/document.xml": START + DOCUMENT.format(words)}),
        "longer than any policy",
    )


def test_too_many_parts_are_refused(plain: bytes) -> None:
    refused(
        word.with_parts(plain, {f"a{n}.txt": b"" for n in range(2_001)}), "more than 2,000 parts"
    )


@pytest.mark.parametrize("name", ["../a.xml", "/etc/a.xml", "word/..\\a.xml", "C:/a.xml"])
def test_names_that_lead_out_are_refused(plain: bytes, name: str) -> None:
    refused(word.with_parts(plain, {name: b"<a/>"}), "names lead out of it")


def test_a_name_that_stands_twice_is_refused(plain: bytes) -> None:
    refused(word.with_parts(plain, {"WORD/document.xml": b"<a/>"}), "stand twice")


@pytest.mark.parametrize(
    ("kind", "target", "sentence"),
    [
        ("image", "https://a.example/a.png", "a linked picture.*Break the links"),
        ("attachedTemplate", "https://a.example/a.dotm", "a template outside it.*set the template"),
        ("oleObject", "file:///c:/a.xls", "a linked object"),
        ("frame", "https://a.example", "a linked file"),
        ("subDocument", "b.docx", "another document"),
    ],
)
def test_links_to_files_outside_are_refused(
    plain: bytes, kind: str, target: str, sentence: str
) -> None:
    refused(word.with_link(plain, kind, target), sentence)


def test_macros_are_refused(plain: bytes) -> None:
    refused(word.with_parts(plain, {"word/vbaProject.bin": b"x"}), "holds macros.*Save it as .docx")
    renamed = word.changed(
        plain,
        "[Content_Types].xml",
        lambda part: part.replace(
            f"{word.TYPES}.document.main+xml",
            "application/vnd.ms-word.document.macroEnabled.main+xml",
        ),
    )
    refused(renamed, "holds macros")


@pytest.mark.parametrize("name", ["word/document.xml", "word/styles.xml", "customXml/item9.xml"])
def test_declared_entities_are_refused(plain: bytes, name: str) -> None:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    part = f'{START}<!DOCTYPE a [<!ENTITY l0 "lol">{laughs}]><a>&l9;</a>'

    refused(word.with_parts(plain, {name: part}), "declares a document type")
    if name == "word/document.xml":
        refused(word.with_parts(plain, {name: part.encode("utf-16")}), "declares a document type")


def test_an_outside_entity_is_refused(plain: bytes) -> None:
    part = f'{START}<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>'

    refused(word.with_parts(plain, {"word/document.xml": part}), "declares a document type")


def test_ten_thousand_nested_tables_are_refused(plain: bytes) -> None:
    nested = "<w:tbl><w:tr><w:tc>" * 10_000 + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * 10_000

    part = START + DOCUMENT.format(nested)
    refused(word.with_parts(plain, {"word/document.xml": part}), "nested deeper")


def test_tables_nested_as_deep_as_is_allowed_are_read(plain: bytes) -> None:
    nested = f"<w:p>{word.run('Deep.')}</w:p>"
    for _ in range(30):
        nested = f"<w:tbl><w:tr><w:tc>{nested}</w:tc></w:tr></w:tbl>"

    part = START + DOCUMENT.format(nested)
    assert "Deep." in convert(word.with_parts(plain, {"word/document.xml": part})).text


def test_ten_thousand_nested_divisions_are_refused() -> None:
    refused(b"<!doctype html>" + b"<div>" * 10_000 + b"a", "nested more than 100 deep")


def test_more_tags_than_a_page_has_are_refused() -> None:
    refused(b"<!doctype html>" + b"<p>a</p>" * 110_000, "more than 100,000 tags")


def test_a_page_with_more_words_than_a_policy_is_refused() -> None:
    refused(b"<!doctype html><p>" + b"Be kind. " * 300_000, "longer than any policy")


def test_an_old_word_file_is_refused() -> None:
    refused(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "old Word file.*save it as .docx")


def test_a_locked_word_file_is_refused(plain: bytes) -> None:
    held = "EncryptedPackage".encode("utf-16-le")
    refused(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600 + held, "locked with a password")
    locked = bytearray(plain)
    for start in (b"PK\x03\x04", b"PK\x01\x02"):
        place = locked.find(start)
        flag = place + (6 if start == b"PK\x03\x04" else 8)
        locked[flag : flag + 2] = struct.pack("<H", 1)
    refused(bytes(locked), "locked with a password")


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"%PDF-1.7 ...", "a PDF, not a text.*made from"),
        (b"{\\rtf1\\ansi a}", "a rich text file.*save it as .docx"),
        (b"MIME-Version: 1.0\r\n\r\n<html></html>", "a web archive"),
        (b"PK\x03\x04 and no more", "a Word or zip file that is damaged"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "not a text"),
    ],
)
def test_other_forms_are_refused(content: bytes, sentence: str) -> None:
    refused(content, sentence)


@pytest.mark.parametrize(
    ("parts", "sentence"),
    [
        ({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<a/>"},
         "an OpenDocument file.*save it as .docx"),
        ({"[Content_Types].xml": '<Types><Override ContentType="application/vnd.openxmlformats-'
          'officedocument.spreadsheetml.sheet.main+xml"/></Types>'}, "a spreadsheet"),
        ({"a.txt": "words"}, "the part with the text is missing"),
        ({"word/document.xml": "<w:document"}, "is damaged .word/document.xml"),
        ({"word/document.xml": "<document/>"}, "has no text in it"),
    ],
)  # fmt: skip
def test_other_packages_are_refused(parts: dict[str, str], sentence: str) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as target:
        for name, part in parts.items():
            target.writestr(name, part)

    refused(packed.getvalue(), sentence)


def test_a_word_file_without_words_is_refused(plain: bytes) -> None:
    part = START + DOCUMENT.format("<w:p/>")

    refused(word.with_parts(plain, {"word/document.xml": part}), "The file is empty")


def test_a_damaged_part_is_refused(plain: bytes) -> None:
    broken = bytearray(plain)
    name = b"word/document.xml"
    place = plain.find(name) + len(name) + 40
    broken[place : place + 60] = b"\xff" * 60

    refused(bytes(broken), "damaged")


def test_a_hundred_megabytes_are_refused_without_being_read(tmp_path: Path) -> None:
    path = tmp_path / "policy.docx"
    with path.open("wb") as target:
        target.truncate(100 * 1024 * 1024)

    tracemalloc.start()
    with pytest.raises(SourceRefused, match="larger than 10 MiB"):
        convert(path)
    assert tracemalloc.get_traced_memory()[1] < 1024 * 1024
    tracemalloc.stop()
    refused(b"a" * (MAX_BYTES + 1), "larger than 10 MiB")


@pytest.mark.parametrize(
    "part",
    ["<", "<a ", "<!--", "<![", "<a b='", '<a b="', "</", "&", "&#", "<p", "<?", "<script>", "<li>",
     "<b>", "a<br>", "<a href=x>", "<td>", "<p title='>", "<svg><", "]]>", "<h1>", "<tr><td>a"],
)  # fmt: skip
def test_a_page_of_one_thing_does_not_hang(part: str) -> None:
    text = "<!doctype html><h1>A</h1>" + part * (1_500_000 // len(part))

    begun = time.process_time()
    with contextlib.suppress(SourceRefused):
        convert(text.encode())
    assert time.process_time() - begun < 5


def test_spans_beyond_reason_are_bounded() -> None:
    table = "<table>" + '<tr><td colspan="99999999" rowspan="65534">a<td>b' * 300 + "</table>"

    begun = time.process_time()
    assert convert(f"<!doctype html>{table}".encode()).words_lost() == ()
    assert time.process_time() - begun < 5


def test_a_long_word_file_is_read_in_time(plain: bytes) -> None:
    words = "Members write to residents online, and what they write is read for years. " * 6
    paragraphs = "".join(f"<w:p>{word.run(f'{n}. {words}')}</w:p>" for n in range(1_500))
    content = word.with_parts(plain, {"word/document.xml": START + DOCUMENT.format(paragraphs)})

    begun = time.process_time()
    assert convert(content).words_lost() == ()
    assert time.process_time() - begun < 5
