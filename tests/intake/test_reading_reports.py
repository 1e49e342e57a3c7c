"""Committee reports: known for what they are, with their fields read."""

from pathlib import Path

from policies.domain.content import Kind
from policies.intake.reading import read_file
from policies.intake.result import ImportedDocument

TEXTS = Path(__file__).parent / "texts"


def codes(imported: ImportedDocument) -> set[str]:
    return {finding.code for finding in imported.findings}


def headings(imported: ImportedDocument) -> list[str]:
    return [f"{part.number} {part.heading}".strip() for part in imported.sections]


def test_a_cover_table_with_broken_cells_becomes_fields() -> None:
    imported = read_file(TEXTS / "report_with_tables.txt")

    assert imported.is_committee_report
    assert imported.title == "Networks Policy for Members"
    assert imported.control["report to"] == "Scrutiny Committee Cabinet"
    assert imported.control["portfolio holder"] == "Resources"
    assert imported.control["status"] == "For Publication"
    assert imported.control["contact officer"] == "Robin Example, Governance Officer"
    assert imported.control["email"] == "robin@brackenmoor.example"
    assert any(part.text == "robin@brack" for part in imported.dropped)
    assert [part.text for part in imported.unplaced] == ["Brackenmooronline"]


def test_numbered_paragraphs_in_a_table_and_in_bullets_are_paragraphs() -> None:
    imported = read_file(TEXTS / "report_with_tables.txt")

    assert headings(imported) == [
        "1 RECOMMENDATION(S)",
        "2 PURPOSE OF REPORT",
        "5 BACKGROUND AND OPTIONS",
        "COMMENTS FROM STATUTORY OFFICERS:",
        "6 SECTION 151 OFFICER",
    ]
    assert imported.control["recommendations"] == [
        "That the Networks Policy be approved.",
        "Small changes to be left to the Governance Officer after hearing the Portfolio Holder.",
    ]
    assert imported.sections[1].body.startswith("2.1 This report brings")
    assert "written anew so that members have one" in imported.sections[2].body
    assert codes(imported) >= {
        "committee-report", "table-unsure", "page-furniture", "numbering-jump",
        "appendix-absent", "named-person",
    }  # fmt: skip


def test_running_paragraph_numbers_are_labels_and_tables_survive_a_page_end() -> None:
    imported = read_file(TEXTS / "report_with_running_numbers.txt")

    assert headings(imported) == [
        "Purpose of the Report",
        "Information and Advice",
        "Financial Implications",
        "RECOMMENDATION/S",
        "Legal Comments (RX 2/05/19)",
        "Appendices",
    ]
    advice = imported.sections[1].body
    assert advice.startswith("2\\. Networks are online tools")
    assert "- Meeting more residents\n- Quick answers\n- Lower cost" in advice
    assert "| Phase | Brief details | Timescale |\n| --- | --- | --- |\n| Tidy up |" in advice
    assert advice.endswith("| Support | Train the teams | July 2019 |")
    assert codes(imported) >= {"table-unsure", "html-tags", "appendix-absent"}


def test_statutory_comments_carry_initials_and_dates() -> None:
    imported = read_file(TEXTS / "report_with_running_numbers.txt")

    assert imported.control["report of"] == "THE LEADER OF THE COUNCIL"
    assert imported.control["statutory comments"] == [
        {
            "role": "Legal",
            "initials": "RX",
            "date": "2/05/19",
            "text": "5. The recommendations are within the powers of the committee.",
        }
    ]
    assert imported.control["recommendations"] == [
        "Agrees the Networks Policy.", "Hears of it again in a year.",
    ]  # fmt: skip


def test_tab_rows_with_names_over_two_lines_become_fields() -> None:
    imported = read_file(TEXTS / "report_with_tabs.txt")

    assert imported.control["responsible officer"] == "Sam Sample, Chief Executive"
    assert imported.control["ward/s affected"] == "All"
    assert imported.control["background papers"].startswith("None beyond those")
    assert imported.control["classification"] == "OFFICIAL"
    assert codes(imported) >= {"classification-repeated", "numbering-jump", "heading-levels"}
    assert "7.1 Financial: There are none" in imported.sections[3].body


def test_a_report_can_be_read_as_a_policy_when_the_officer_says_so() -> None:
    imported = read_file(TEXTS / "report_with_tabs.txt", kind=Kind.POLICY)

    assert imported.kind == "policy"
    assert "committee-report" in codes(imported)
    assert "recommendations" not in imported.control
