"""The Word file, read back with other people's programs: python-docx and mammoth."""

import io
import re
from datetime import UTC, datetime
from xml.etree import ElementTree
from zipfile import ZipFile

import docx
import mammoth
import pytest
from docx.oxml.ns import qn
from docx.table import Table as WordTable
from docx.text.paragraph import Paragraph as WordParagraph

from policies.domain.content import Kind
from policies.domain.errors import RenderingRefused
from policies.formats import blocks, word
from policies.formats.editions import edition_of
from policies.formats.words import text_of
from tests.formats import samples
from tests.formats.whole_texts import EVERY, WHOLE

# The demonstration is loaded where the tests have a database.
pytestmark = pytest.mark.django_db


def made(name="ordinary"):
    return word.render(*WHOLE[name]).data


def opened(data):
    return docx.Document(io.BytesIO(data))


def rendered(markdown, **changes):
    part = samples.section("1", "Rules", markdown)
    return word.render(samples.policy(sections=(part,), **changes), samples.record()).data


def as_html(data):
    whole = mammoth.convert_to_html(io.BytesIO(data)).value
    return ElementTree.fromstring(f"<body>{whole}</body>")


def member(data, name):
    with ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name).decode()


def words(text):
    return " ".join(re.sub("[\u202a\u202c\x00-\x1f]", " ", text).split())


def headings_of(whole):
    """Every heading below the title, with its level, as the edition has them."""
    for part in edition_of(*whole).all_parts:
        yield part.level, part.title
        for block in part.blocks:
            match block:
                case blocks.Heading():
                    yield block.level, text_of(block.words)
                case blocks.Guidance(heading=heading) if heading:
                    yield block.level, heading
                case blocks.Law():
                    yield 3, block.name


def tables_in(part):
    for block in part:
        match block:
            case blocks.Table():
                yield block
            case blocks.ListBlock():
                for item in block.items:
                    yield from tables_in(item.blocks)


def tables_of(whole):
    """Every table of the edition that stands in a part of it."""
    return [table for part in edition_of(*whole).all_parts for table in tables_in(part.blocks)]


@pytest.mark.parametrize("name", EVERY)
def test_the_headings_are_those_of_the_text(finished, text, name):
    found = [
        (int(paragraph.style.name[-1]) + 1, words(paragraph.text))
        for paragraph in opened(finished(name, "word").data).paragraphs
        if paragraph.style.name.startswith("Heading")
    ]
    assert found == [(level, words(title)) for level, title in headings_of(text(name))]


@pytest.mark.parametrize("name", EVERY)
def test_headings_begin_below_the_title_and_skip_no_rank(finished, name):
    styles = [paragraph.style.name for paragraph in opened(finished(name, "word").data).paragraphs]
    assert styles.count("Title") == 1
    ranks = [int(style[-1]) for style in styles if style.startswith("Heading")]
    assert ranks[:1] in ([1], [])
    assert all(after - before <= 1 for before, after in zip(ranks, ranks[1:], strict=False))
    assert styles.index("Title") < next(
        (place for place, style in enumerate(styles) if style.startswith("Heading")), len(styles)
    )


@pytest.mark.parametrize("name", EVERY)
def test_every_table_has_the_cells_of_the_text_and_says_which_row_heads_it(finished, text, name):
    document = opened(finished(name, "word").data)
    # The first says what the document is; it has labels and no head.
    front, *found = document.tables
    assert front.cell(0, 1).text == text(name)[0].number
    wanted = tables_of(text(name))
    assert len(found) == len(wanted)
    for table, source in zip(found, wanted, strict=True):
        rows = ([source.header] if source.header else []) + list(source.rows)
        assert [[words(cell.text) for cell in row.cells] for row in table.rows] == [
            [words(text_of(cell)) for cell in row] for row in rows
        ]
    heads = document.element.findall(f".//{qn('w:tblHeader')}")
    assert len(heads) == len([table for table in wanted if table.header])


@pytest.mark.parametrize("name", EVERY)
def test_another_program_reads_the_same_headings_and_cells(finished, text, name):
    page = as_html(finished(name, "word").data)
    levels = {f"h{rank}": rank + 1 for rank in range(1, 7)}
    found = [(levels[e.tag], words("".join(e.itertext()))) for e in page.iter() if e.tag in levels]
    assert found == [(level, words(title)) for level, title in headings_of(text(name))]
    wanted = tables_of(text(name))
    tables = list(page.iter("table"))[1:]
    assert [bool(table.findall("thead/tr")) for table in tables] == [bool(t.header) for t in wanted]
    for table, source in zip(tables, wanted, strict=True):
        cells = [
            words("\n".join(cell.itertext())) for cell in table.iter() if cell.tag in {"td", "th"}
        ]
        rows = [*([source.header] if source.header else []), *source.rows]
        squeezed = [words(text_of(cell)).replace(" ", "") for row in rows for cell in row]
        assert [cell.replace(" ", "") for cell in cells] == squeezed


def test_lists_are_lists_inside_each_other():
    page = as_html(made())
    [ordered] = page.iter("ol")
    assert [item.text for item in ordered] == [
        "a personal account, on which the member says that views are personal;",
        "a member account, used for the ward and for casework:",
        "a party account, to which this policy applies in part.",
    ]
    assert len(ordered[1].findall("ul/li")) == 2


def test_numbered_lists_keep_the_numbers_that_were_typed():
    data = rendered("9. Nine\n10. Ten\n\nText\n\n11. Eleven\n\nText\n\n- a\n\n    1. b\n")
    document = opened(data)
    starts = {
        number.get(qn("w:numId")): (
            start.getparent().get(qn("w:ilvl")),
            start.get(qn("w:val")),
        )
        for number in document.part.numbering_part.element.findall(qn("w:num"))
        for start in number.iter(qn("w:startOverride"))
    }
    found = [
        (paragraph.text, starts.get(str(paragraph._p.pPr.numPr.numId.val)))
        for paragraph in document.paragraphs
        if paragraph.style.name.startswith("List") and paragraph._p.pPr.numPr is not None
    ]
    assert found[:5] == [
        ("Nine", ("0", "9")), ("Ten", ("0", "9")), ("Eleven", ("0", "11")),
        ("a", None), ("b", ("1", "1")),
    ]  # fmt: skip


def test_the_points_of_one_kind_are_one_list():
    page = as_html(made())
    [points] = [e for before, e in zip(page, page[1:], strict=False) if before.text == "Don’t"]
    assert ["".join(item.itertext()) for item in points] == [
        "Don’t: Post about a planning application before the committee has decided."
        "Why: You could be found to have made up your mind.",
        "Don’t: Answer abuse with abuse.",
    ]


def test_properties_and_language():
    document = opened(made())
    said = document.core_properties
    assert (said.title, said.author, said.language, said.version, said.category) == (
        "Social media policy for members", "Monitoring Officer", "en-GB", "2.2", "Policy",
    )  # fmt: skip
    assert said.created == said.modified == datetime(2026, 5, 3, tzinfo=UTC)
    assert samples.HASH in said.identifier
    language = document.styles.element.find(f".//{qn('w:rPrDefault')}//{qn('w:lang')}")
    assert language.get(qn("w:val")) == "en-GB"


def test_the_foot_of_each_page_says_what_it_is_and_which_page():
    footer = opened(made()).sections[0].footer
    *lines, page = footer.paragraphs
    assert [line.text for line in lines] == [
        "Social media policy for members, version 2.2",
        "Monitoring Officer · In force from 3 May 2026",
    ]
    fields = [field.get(qn("w:instr")) for field in page._p.iter(qn("w:fldSimple"))]
    assert fields == ["PAGE", "NUMPAGES"]


def test_it_states_what_will_still_be_true_in_years_to_come():
    document = opened(made())
    facts = {row.cells[0].text: row.cells[1].text for row in document.tables[0].rows}
    assert facts["Decided by"] == "Standards Committee, 14 April 2026, minute SC/26/31"
    assert facts["Next review, as at publication"] == "3 May 2028"
    assert facts["SHA-256 of the text"] == samples.HASH
    whole = "\n".join(paragraph.text for paragraph in document.paragraphs)
    assert "Is this text still in force? Check at https://policies.example.org/documents/" in whole
    assert "certified" not in whole.lower()


def test_a_link_leads_somewhere_or_is_plain_words():
    document = opened(made("hard"))
    bookmarks = {mark.get(qn("w:name")) for mark in document.element.iter(qn("w:bookmarkStart"))}
    [paragraph] = [p for p in document.paragraphs if p.text.startswith("a section")]
    found = {link.text: link.address or link.fragment for link in paragraph.hyperlinks}
    assert found.pop("a section") in bookmarks
    assert found == {
        "our register": "https://policies.example.org/documents/register/",
        "spaces and brackets": "https://example.org/a%20b?q=%5B1%5D&r=100%25",
        "a": "https://example.org/c",
    }
    assert "no section, our register, a loose page, a broken address" in paragraph.text


def test_every_line_of_the_contents_leads_to_its_heading():
    document = opened(made("hard"))
    headed = {
        mark.get(qn("w:name")): WordParagraph(mark.getparent(), document).text
        for mark in document.element.iter(qn("w:bookmarkStart"))
    }
    lines = [p for p in document.paragraphs if p.style.name.lower().startswith("toc ")][1:]
    assert [headed[line.hyperlinks[0].fragment] for line in lines] == [line.text for line in lines]
    assert [line.text for line in lines][:2] == ["Key points", "1 Links"]
    marks = document.element.iter(qn("w:fldChar"))
    assert [mark.get(qn("w:fldCharType")) for mark in marks] == ["begin", "separate", "end"]


@pytest.mark.parametrize("name", EVERY)
def test_no_two_tables_touch_and_none_ends_the_file(finished, name):
    # Word makes one table of two, and mends a file that ends with one.
    kinds = [type(block) for block in opened(finished(name, "word").data).iter_inner_content()]
    assert (WordTable, WordTable) not in zip(kinds, kinds[1:], strict=False)
    assert kinds[-1] is not WordTable


@pytest.mark.parametrize("name", WHOLE)
def test_one_version_gives_the_same_bytes_whenever_it_is_made(name):
    assert made(name) == made(name)
    with ZipFile(io.BytesIO(made(name))) as archive:
        dates = {entry.date_time for entry in archive.infolist()}
    assert dates == {(1980, 1, 1, 0, 0, 0) if name == "bare" else (2026, 5, 3, 0, 0, 0)}


@pytest.mark.parametrize("name", EVERY)
def test_it_says_its_title_and_language_and_has_every_style_that_it_uses(finished, text, name):
    document, content = opened(finished(name, "word").data), text(name)[0]
    assert words(document.core_properties.title) == words(content.title)
    assert document.core_properties.language == content.language
    used = {
        mark.get(qn("w:val"))
        for tag in ("w:pStyle", "w:rStyle", "w:tblStyle")
        for mark in document.element.iter(qn(tag))
    }
    assert used <= {style.style_id for style in document.styles}


def test_a_text_from_right_to_left_turns_round_and_its_numbers_do_not():
    data = made("Urdu")
    assert "<w:pPrDefault><w:pPr><w:widowControl/><w:bidi/>" in member(data, "word/styles.xml")
    document = opened(data)
    runs = {run.text: run for p in document.paragraphs for run in p.runs}
    assert runs["\u202a01632 960 123\u202c"]._r.rPr is None
    [urdu] = [run for text, run in runs.items() if text.startswith("اراکین")]
    assert urdu._r.rPr.find(qn("w:rtl")) is not None
    assert all(t._tblPr.find(qn("w:bidiVisual")) is not None for t in document.tables)


def test_what_an_author_typed_stays_words():
    body = 'Words `</w:t>` <script>alert("x")</script> & \x02 more'
    data = rendered(body, title="</dc:title><x/>", council="A & B", kind=Kind.PROTOCOL)
    document = opened(data)
    assert document.core_properties.title == "</dc:title><x/>"
    assert document.paragraphs[0].text == "A & B"
    assert any("</w:t>" in paragraph.text for paragraph in document.paragraphs)


def test_a_text_nested_too_deeply_is_refused_in_words():
    with pytest.raises(RenderingRefused, match="Make them shallower"):
        rendered("<ul><li>a" * 600 + "</li></ul>" * 600)


def test_a_list_of_two_thousand_items_is_one_list():
    items = as_html(rendered("- an item\n" * 2000)).find("ul")
    assert len(items) == 2000
