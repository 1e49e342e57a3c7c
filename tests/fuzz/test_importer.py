"""Whatever comes to the importer's doors is read, or refused in plain sentences."""

import copy
import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from policies.actions.importing import content_over
from policies.domain.errors import Refusal
from policies.domain.translating import TranslatedWords
from policies.formats import article, epub, markdown_file, plain_text
from policies.intake import attachment, soundness
from policies.intake.pasting import markdown_of
from policies.intake.reading import read_file
from policies.intake.translated import read_translation
from tests.attacks.active import acting_in_html
from tests.formats.samples import policy, record
from tests.fuzz import scraps
from tests.fuzz.doses import fuzzed, in_time
from tests.fuzz.mutations import mutated
from tests.fuzz.scraps import encoded
from tests.fuzz.test_markdown import TEXTS
from tests.intake import clipboard, four_forms, sounds
from tests.intake import word_files as word
from tests.intake.test_four_forms import HAZARDS

# A large input that failed is shown whole.
pytestmark = pytest.mark.filterwarnings("ignore:Generating overly large repr")
POLICY = policy()
OLD_TEXTS = [
    one.read_text(encoding="utf-8", errors="replace")[:20_000]
    for one in sorted((Path(__file__).resolve().parent.parent / "intake" / "texts").iterdir())
]
HAZARDOUS_TEXTS = [write(blocks).decode() for blocks in HAZARDS.values()
                   for write in (four_forms.as_markdown, four_forms.as_text)]  # fmt: skip
RETURNED = markdown_file.render(POLICY, record()).data.decode()
PAGES = [four_forms.as_html(blocks).decode() for blocks in HAZARDS.values()]
WORD_FILES = {name: four_forms.as_word(blocks) for name, blocks in HAZARDS.items()}
PASTED = [clipboard.WORD, clipboard.GOOGLE_DOCS, clipboard.EXCEL, clipboard.WEB_PAGE, *PAGES]
PLAIN_SENTENCE = re.compile(r"[A-Z“‘0-9].*[.?:)]", re.DOTALL)
OURS_ALONE = re.compile(r"Traceback|Error\b|Exception|0x[0-9a-f]{6}|/\w+/\w+\.py|<class|object at")


def a_pdf() -> bytes:
    made = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(made)
    return made.getvalue()


BETTER_FILES = [
    ("pdf", a_pdf()),
    ("epub", epub.render(POLICY, record()).data),
    ("zip", sounds.recording(2)),
    ("docx", next(iter(WORD_FILES.values()))),
    ("brf", b"  ,POLICY\r\n  ,MEMB]S M/ 2 K9D4\r\n\x0c"),
    ("txt", plain_text.render(POLICY, record()).data),
    ("md", RETURNED.encode()),
]


def is_plain(sentence: str) -> bool:
    """Whether these are words for an officer, that say nothing of the portal's inside."""
    return bool(PLAIN_SENTENCE.fullmatch(sentence)) and not OURS_ALONE.search(sentence)


def read_or_refused(read: Callable[[], object]) -> object:
    """What was read, or None where it was refused in plain sentences. Nothing else is raised."""
    try:
        with in_time():
            return read()
    except Refusal as refusal:
        reasons = refusal.reasons
    assert reasons
    assert [sentence for sentence in reasons if not is_plain(sentence)] == []
    return None


def brought_in(content: bytes, name: str = "") -> None:
    """Bring a file in as the desk does: to the page that shows what a draft would say."""

    def shown() -> str:
        imported = read_file(content, name=name)
        assert imported.as_report()["kind"]
        # An officer gives the title that was not found.
        named = replace(imported, title=imported.title or "Networks policy")
        return article.render(content_over(POLICY, named))

    page = read_or_refused(shown)
    assert acting_in_html(str(page or "")) == []


@fuzzed("texts")
@given(mutated([*OLD_TEXTS, *HAZARDOUS_TEXTS, RETURNED, *TEXTS], scraps.TEXT))
def test_any_text_is_read_or_refused(text):
    brought_in(encoded(text), "policy.md")


@fuzzed("web pages")
@given(mutated(PAGES, scraps.HTML), st.sampled_from(["utf-8", "utf-16", "cp1252"]))
def test_any_web_page_is_read_or_refused(page, encoding):
    brought_in(page.encode(encoding, "replace"), "policy.html")


@fuzzed("pasted pieces")
@given(mutated(PASTED, scraps.HTML))
def test_anything_pasted_is_taken_or_refused(html):
    pasted = read_or_refused(lambda: markdown_of(html))
    assert pasted is None or isinstance(pasted.markdown, str)


ELEMENTS = [
    etree.fromstring(f"<w:holder {word.NS}>{xml}</w:holder>")
    for xml in (
        "<w:p/>", "<w:p><w:r><w:t>Members must</w:t></w:r></w:p>", "<w:tbl/>", "<w:tr/>", "<w:tc/>",
        '<w:tcPr><w:gridSpan w:val="99999"/></w:tcPr>', '<w:tcPr><w:vMerge w:val="x"/></w:tcPr>',
        '<w:pPr><w:numPr><w:ilvl w:val="99"/><w:numId w:val="-1"/></w:numPr></w:pPr>',
        '<w:pPr><w:pStyle w:val="Heading99"/><w:outlineLvl w:val="x"/></w:pPr>', "<w:sdt/>",
        "<w:del><w:r><w:delText>gone</w:delText></w:r></w:del>", "<w:ins><w:p/></w:ins>",
        "<w:holder/>",
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>',
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
        "<w:r><w:instrText>HYPERLINK javascript:alert(1)</w:instrText></w:r>", "<w:moveFrom/>",
        '<w:r><w:footnoteReference w:id="99"/></w:r>', '<w:commentRangeStart w:id="0"/>',
        '<w:r><w:sym w:char="F0B7" w:font="Symbol"/></w:r>', '<w:r><w:sym w:char="zz"/></w:r>',
        '<w:hyperlink r:id="rId99" w:anchor="x"/>', "<w:r><w:drawing/></w:r>", "<w:r><w:br/></w:r>",
        "<w:r><w:rPr><w:b w:val='none'/><w:vanish/></w:rPr><w:t>hidden</w:t></w:r>",
        "<w:r><w:t>&lt;script&gt;alert(1)&lt;/script&gt;</w:t></w:r>", "<w:smartTag/>", "<w:body/>",
    )
]  # fmt: skip
PARTS = ["word/document.xml", "word/styles.xml", "word/numbering.xml", "[Content_Types].xml",
         "word/_rels/document.xml.rels", "_rels/.rels"]  # fmt: skip
VALUES = st.one_of(st.sampled_from(["", "0", "-1", "9" * 19, "on", "rId1", "../x"]), scraps.LINE)
XML_EDITS = st.lists(
    st.tuples(
        st.integers(0, 10_000),
        st.sampled_from(["gone", "twice", "moved", "put in", "another value", "other words"]),
        st.integers(0, 10_000),
        VALUES.map(lambda words: re.sub("[^\t\n\r -\ud7ff\ue000-\ufffd]", "", words)),
    ),
    min_size=1,
    max_size=6,
)


def edited(xml: bytes, edits: list[tuple[int, str, int, str]]) -> bytes:
    """A part of a Word file with some of its elements moved, gone, or saying something else."""
    root = etree.fromstring(xml)
    for place, kind, other, words in edits:
        every = list(root.iter("*"))
        one, target = every[place * len(every) // 10_001], every[other * len(every) // 10_001]
        if kind == "other words":
            one.text = words
        elif kind == "another value":
            for name in one.attrib:
                one.set(name, words)
        elif kind == "put in":
            one.extend(copy.deepcopy(ELEMENTS[other % len(ELEMENTS)]))
        elif kind == "twice":
            target.append(copy.deepcopy(one))
        elif one is not root and kind == "gone":
            one.getparent().remove(one)
        elif one is not root and target not in one.iter("*"):
            target.append(one)
    return etree.tostring(root, encoding="UTF-8", standalone=True)


EDITED_PARTS = st.tuples(
    st.sampled_from(sorted(WORD_FILES)), st.sampled_from([*PARTS[:1] * 6, *PARTS]), XML_EDITS
)


@fuzzed("Word files")
@given(EDITED_PARTS)
def test_any_word_file_is_read_or_refused(asked):
    name, part, edits = asked
    whole = WORD_FILES[name]
    with zipfile.ZipFile(io.BytesIO(whole)) as opened:
        xml = edited(opened.read(part), edits)
    brought_in(word.with_parts(whole, {part: xml}))


ANY_BYTES = st.one_of(
    st.binary(max_size=60),
    st.sampled_from(
        [b"\xff\xfe", b"PK\x03\x04", b"PK\x05\x06" + bytes(18), b"PK\x01\x02", b"%PDF-1.7",
         b"%%EOF",
         b"\xfe\xff", b"\xd0\xcf\x11\xe0", b"ID3", b"\xff\xf3", b"mimetype", b"<!ENTITY a 'b'>",
         b"/JavaScript", b"\x00" * 40, b"obj", b"endstream", b"/Filter /FlateDecode",
         b"xref\n0 9\n"]
    ),
)  # fmt: skip
FILES = [data for _, data in BETTER_FILES] + [b"", OLD_TEXTS[0].encode(), PAGES[0].encode()]


@fuzzed("any bytes")
@given(mutated(FILES, ANY_BYTES), st.sampled_from(["", "a.md", "a.htm", "a.docx", "a\x00.txt"]))
def test_any_bytes_are_read_or_refused(content, name):
    brought_in(content, name)
    read_or_refused(lambda: attachment.form_of(content))


@fuzzed("better files")
@given(st.sampled_from(BETTER_FILES).flatmap(
    lambda file: st.tuples(st.just(file[0]), mutated([file[1]], ANY_BYTES))
))  # fmt: skip
def test_any_better_file_is_sound_or_its_faults_are_sentences(file):
    extension, data = file
    with in_time():
        faults = soundness.faults_of(extension, data)
        if extension == "zip" and not faults:
            assert all(seconds > 0 for seconds in soundness.recordings_in(data))
    assert [fault for fault in faults if not is_plain(fault)] == []


@fuzzed("translators' files")
@given(mutated([RETURNED], scraps.TEXT, most_edits=3))
def test_any_translators_file_is_read_or_refused(text):
    read = read_or_refused(
        lambda: read_translation(text, POLICY, TranslatedWords(title=POLICY.title))
    )
    assert read is None or len(read.words.sections) == len(POLICY.sections)


@pytest.mark.parametrize("extension", [name for name, _ in BETTER_FILES])
def test_the_files_that_are_edited_are_sound_before(extension):
    assert soundness.faults_of(extension, dict(BETTER_FILES)[extension]) == ()
