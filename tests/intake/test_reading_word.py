"""Word files: headings, numbers, lists and tables come out as the council printed them."""

import docx
import pytest

from policies.domain.content import ItemKind
from tests.intake import word_files as word
from tests.intake.checked import LONG, codes, dropped, message, read


def test_a_plain_policy_is_read_under_its_headings() -> None:
    document = word.policy()
    paragraph = document.add_paragraph("Members ")
    paragraph.add_run("must").bold = True
    paragraph.add_run(" be kind.")
    document.add_paragraph("Contact", style="Heading 2")
    document.add_paragraph("Ask policy@brackenmoor.example or 01632 960123.")

    imported = read(document)

    assert imported.title == "Brackenmoor networks policy"
    assert [(part.heading, part.level) for part in imported.sections] == [
        ("Scope", 1),
        ("Contact", 2),
    ]
    assert imported.sections[0].body == "Members **must** be kind."
    assert imported.text.startswith("# Brackenmoor networks policy\n\n## Scope\n")


def test_headings_faked_in_bold_become_headings() -> None:
    document = word.policy()
    document.add_paragraph(LONG)
    document.add_paragraph().add_run("2. Contact").bold = True
    document.add_paragraph(LONG)

    imported = read(document)

    assert [(part.number, part.heading) for part in imported.sections][1] == ("2", "Contact")
    assert "heading-bold" in codes(imported)


def test_a_style_of_the_council_that_stands_for_a_heading_is_one() -> None:
    document = word.policy()
    style = document.styles.add_style("Brackenmoor Head", 1)
    style.base_style = document.styles["Heading 2"]
    document.add_paragraph(LONG)
    document.add_paragraph("Contact", style="Brackenmoor Head")
    document.add_paragraph(LONG)

    assert [(part.heading, part.level) for part in read(document).sections][1] == ("Contact", 2)


def test_typed_numbers_are_printed_numbers() -> None:
    document = docx.Document()
    document.add_paragraph("Brackenmoor networks policy", style="Title")
    for line in ("1. Purpose", LONG, "1.1\tSharing posts", LONG, "2. Scope", LONG):
        document.add_paragraph(line)

    assert [(part.number, part.level, part.heading) for part in read(document).sections] == [
        ("1", 1, "Purpose"),
        ("1.1", 2, "Sharing posts"),
        ("2", 1, "Scope"),
    ]


def test_numbers_that_word_prints_by_itself_are_recovered() -> None:
    document = docx.Document()
    word.number_headings(document)
    document.add_paragraph("Brackenmoor networks policy", style="Title")
    for level, heading in ((1, "Purpose"), (2, "Aims"), (2, "Reach"), (1, "Scope"), (2, "Members")):
        document.add_paragraph(heading, style=f"Heading {level}")
        document.add_paragraph(LONG)

    assert [(part.number, part.heading) for part in read(document).sections] == [
        ("1", "Purpose"),
        ("1.1", "Aims"),
        ("1.2", "Reach"),
        ("2", "Scope"),
        ("2.1", "Members"),
    ]


def test_a_number_that_cannot_be_worked_out_is_named() -> None:
    document = word.policy()
    paragraph = document.add_paragraph(LONG)
    properties = paragraph._p.get_or_add_pPr()
    properties.append(
        word.parse_xml(f'<w:numPr {word.NS}><w:ilvl w:val="0"/><w:numId w:val="777"/></w:numPr>')
    )

    assert "Type what Word shows." in message(read(document), "number-not-recovered")


def test_lists_keep_their_depth_and_their_numbers() -> None:
    document = word.policy()
    for text, style in (
        ("Be kind", "List Bullet"),
        ("in public", "List Bullet 2"),
        ("Be brief", "List Bullet"),
    ):
        document.add_paragraph(text, style=style)
    document.add_paragraph("Then:")
    for text in ("Read", "Think"):
        document.add_paragraph(text, style="List Number")

    assert read(document).sections[0].body == (
        "- Be kind\n    - in public\n- Be brief\n\nThen:\n\n1. Read\n2. Think"
    )


@pytest.mark.parametrize("in_rows", [False, True])
def test_dos_and_donts_in_columns_or_in_rows_become_items(in_rows: bool) -> None:
    document = word.policy()
    dos, donts = ["Listen first", "Check a claim"], ["Shout", "Share gossip"]
    if in_rows:
        table = document.add_table(4, 2)
        for row, (kind, text) in enumerate(
            [*(("Do", text) for text in dos), *(("Don’t", text) for text in donts)]
        ):
            table.cell(row, 0).text, table.cell(row, 1).text = kind, text
    else:
        table = document.add_table(3, 2)
        for row, (do, dont) in enumerate([("Do", "Don’t"), *zip(dos, donts, strict=True)]):
            table.cell(row, 0).text, table.cell(row, 1).text = do, dont

    items = read(document).sections[0].items

    assert [item.text for item in items if item.kind is ItemKind.DO] == dos
    assert [item.text for item in items if item.kind is ItemKind.DONT] == donts


def test_lists_inside_a_table_of_dos_and_donts_are_items_each() -> None:
    document = word.policy()
    table = document.add_table(2, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Do", "Don’t"
    for column, texts in enumerate((["Listen", "Check"], ["Shout"])):
        cell = table.cell(1, column)
        cell.paragraphs[0].text = texts[0]
        cell.paragraphs[0].style = document.styles["List Bullet"]
        for text in texts[1:]:
            cell.add_paragraph(text, style="List Bullet")

    assert [item.text for item in read(document).sections[0].items] == ["Listen", "Check", "Shout"]


def test_a_control_table_becomes_fields() -> None:
    document = word.policy()
    document.add_paragraph(LONG)
    document.add_paragraph("Document control", style="Heading 1")
    table = document.add_table(3, 2)
    for row, (name, value) in enumerate(
        [("Owner", "Corporate Officer"), ("Version", "2.1"), ("Next review", "1 May 2027")]
    ):
        table.cell(row, 0).text, table.cell(row, 1).text = name, value

    imported = read(document)

    assert imported.control["owner"] == "Corporate Officer"
    assert imported.control["version"] == "2.1"
    assert "table-header-assumed" not in codes(imported)


def test_merged_cells_keep_their_words_once() -> None:
    document = word.policy()
    table = document.add_table(4, 3)
    words = [["Who", "What", "When"], ["Clerk", "files", "May"], ["Clerk", "posts", "June"],
             ["All of these", "", ""]]  # fmt: skip
    for row, cells in enumerate(words):
        for column, text in enumerate(cells):
            table.cell(row, column).text = text
    table.cell(2, 0).text = ""
    table.cell(1, 0).merge(table.cell(2, 0))
    table.cell(3, 0).merge(table.cell(3, 2))

    imported = read(document)

    assert imported.sections[0].body == (
        "| Who | What | When |\n| --- | --- | --- |\n| Clerk | files | May |\n"
        "|  | posts | June |\n| All of these |  |  |"
    )
    assert "merged-cells" in codes(imported)
    assert "table-header-assumed" in codes(imported)


def test_the_contents_list_that_word_makes_is_dropped() -> None:
    document = docx.Document()
    document.add_paragraph("Brackenmoor networks policy", style="Title")
    word.add_xml(
        document.add_paragraph(),
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> TOC \\o "1-3" '
        '</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        f"{word.run('Scope')}<w:r><w:tab/></w:r>{word.run('2')}",
    )
    word.add_xml(document.add_paragraph("Contact 3"), '<w:r><w:fldChar w:fldCharType="end"/></w:r>')
    document.add_paragraph("Scope", style="Heading 1")
    document.add_paragraph(LONG)

    imported = read(document)

    assert [part.heading for part in imported.sections] == ["Scope"]
    assert imported.unplaced == ()
    assert dropped(imported)["Contact 3"] == "contents list"


def test_invisible_characters_go_and_smart_quotes_stay() -> None:
    document = word.policy()
    document.add_paragraph("The “pol\u00adicy”\u200b of\u00a0members – it’s ours.")

    imported = read(document)

    assert imported.sections[0].body == "The “policy” of members – it’s ours."
    assert "line 5" in message(imported, "invisible-characters")


def test_print_that_changes_inside_a_word_does_not_part_it() -> None:
    document = word.policy()
    paragraph = document.add_paragraph()
    paragraph.add_run("Memb").bold = True
    paragraph.add_run("ers post")

    assert read(document).sections[0].body == "**Members** post"


def test_controls_and_fields_in_a_line_keep_their_words() -> None:
    document = word.policy()
    word.add_xml(
        document.add_paragraph(),
        f"<w:sdt><w:sdtContent>{word.run('Members')}</w:sdtContent></w:sdt>"
        f'<w:fldSimple w:instr="DATE">{word.run(" in 2026")}</w:fldSimple>'
        f"<w:smartTag>{word.run(' post')}</w:smartTag>",
    )
    word.append_block(
        document, f"<w:sdt><w:sdtContent><w:p>{word.run(LONG)}</w:p></w:sdtContent></w:sdt>"
    )

    assert read(document).sections[0].body == f"Members in 2026 post\n\n{LONG}"
