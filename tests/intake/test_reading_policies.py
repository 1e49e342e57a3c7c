"""A policy and a guidance as councils have them, with everything that goes wrong in them."""

from pathlib import Path

import pytest

from policies.domain.content import Kind
from policies.intake.reading import read_document, read_file
from policies.intake.result import ImportedDocument, ImportedSection
from policies.intake.source import text_from_bytes
from policies.intake.tally import leaves, words_invented, words_lost

TEXTS = Path(__file__).parent / "texts"


def read(name: str) -> ImportedDocument:
    return read_file(TEXTS / name)


def codes(imported: ImportedDocument) -> set[str]:
    return {finding.code for finding in imported.findings}


def section(imported: ImportedDocument, heading: str) -> ImportedSection:
    return next(part for part in imported.sections if part.heading == heading)


@pytest.fixture(scope="module")
def policy() -> ImportedDocument:
    return read("policy_with_footers.txt")


@pytest.fixture(scope="module")
def guidance() -> ImportedDocument:
    return read("guidance_behind_report.txt")


@pytest.mark.parametrize("path", sorted(TEXTS.glob("*.txt")), ids=lambda path: path.stem)
def test_no_word_of_a_text_is_lost_or_added(path: Path) -> None:
    text = text_from_bytes(path.read_bytes())

    assert words_lost(text, read_file(path)) == ()
    assert words_invented(text, read_file(path)) == ()
    assert "words-lost" not in codes(read_file(path))


def test_printed_headings_stand_in_their_order(policy: ImportedDocument) -> None:
    assert [(part.number, part.level, part.heading) for part in policy.sections] == [
        ("1", 1, "Scope"),
        ("2", 1, "What is social media?"),
        ("3", 1, "Legal Implications"),
        ("4", 1, "Networks in Council Meetings"),
        ("5", 1, "Risks"),
        ("6", 1, "Conclusion"),
    ]
    assert [part.key for part in policy.sections] == [
        "scope", "definitions", "legal", "meetings", "risks", "",
    ]  # fmt: skip


def test_a_footer_is_kept_once_and_never_in_a_body(policy: ImportedDocument) -> None:
    assert policy.control["version"] == "3.1"
    assert policy.control["author"] == "Governance Officer"
    assert policy.control["status"] == "Updated Draft"
    assert policy.control["date"] == "02.05.2019"
    assert "page" not in policy.control
    assert not any("3.1" in part.body or "\t" in part.body for part in policy.sections)
    repeated = [part for part in policy.dropped if part.reason == "page footer, repeated"]
    assert len(repeated) == 6


def test_a_sentence_broken_by_a_footer_is_whole_again(policy: ImportedDocument) -> None:
    body = section(policy, "Legal Implications").body

    assert "bring the doubt to the notice of the Governance Officer" in body


def test_dead_links_are_words_and_mail_links_stay(policy: ImportedDocument) -> None:
    body = section(policy, "Legal Implications").body

    assert "under libel and copyright law" in body
    assert "[the team](mailto:governance@brackenmoor.example)" in body


def test_the_cover_goes_to_the_control_block(policy: ImportedDocument) -> None:
    assert policy.title == "Online Conduct / Networks Policy 2019"
    assert policy.kind == "policy"
    assert policy.control["subtitle"] == "Guidance for Borough Members"
    assert policy.control["long title"].startswith("Careful conduct policy")
    assert "Braille" in policy.control["other formats"]
    assert "اردو" in policy.control["other formats"]
    assert policy.unplaced == ()


def test_a_list_in_the_middle_of_a_section_stays_where_it_was_printed(
    policy: ImportedDocument,
) -> None:
    risks = section(policy, "Risks")

    assert risks.items == ()
    assert "- A virus from an infected page\n- A private paper" in risks.body


def test_the_oddities_of_the_policy_are_named(policy: ImportedDocument) -> None:
    assert codes(policy) >= {
        "page-furniture", "heading-levels", "heading-bold", "dead-link", "misspelt",
        "staff-words", "platform-renamed", "named-person", "draft-status", "other-formats",
        "sentence-rejoined", "review-missing",
    }  # fmt: skip
    text = (TEXTS / "policy_with_footers.txt").read_text().split("\n")
    for code, word in (("misspelt", "pintrest"), ("law-outdated", "deformation of character")):
        assert any(
            word in text[f.line - 1].casefold() and word in f.message
            for f in policy.findings
            if f.code == code
        )


def test_a_covering_report_is_set_aside_and_its_fields_are_read(
    guidance: ImportedDocument,
) -> None:
    assert guidance.kind == "guidance"
    assert guidance.control["report"] == {
        "report of": "the Strategic Director",
        "title": "NETWORKS GUIDANCE FOR MEMBERS",
        "recommendations": ["The Committee is asked to adopt the Networks Guidance."],
        "background papers": "Nil",
    }
    assert [part.reason for part in guidance.dropped].count("covering report") == 1


def test_levels_follow_the_printed_numbers_and_the_contents_list_is_dropped(
    guidance: ImportedDocument,
) -> None:
    assert [(part.number, part.level, part.heading) for part in guidance.sections] == [
        ("1.0", 1, "Purpose"),
        ("2.0", 1, "Scope"),
        ("3.0", 1, "Rules"),
        ("3.1", 2, "Why use social media?"),
        ("3.2", 2, "What the Law says"),
        ("3.3", 2, "Top Tips"),
        ("4.0", 1, "Responsibilities"),
        ("5.0", 1, "Document Attributes"),
    ]
    dropped = next(part for part in guidance.dropped if part.reason == "contents list")
    assert dropped.text.startswith("Contents\n1.0 Purpose")


def test_an_ordered_list_in_a_body_is_no_heading(guidance: ImportedDocument) -> None:
    body = section(guidance, "Purpose").body

    assert "1. Good reasons to write\n2. Things that go wrong\n3. Care under" in body


def test_a_list_item_broken_by_a_page_is_whole_again(guidance: ImportedDocument) -> None:
    body = section(guidance, "What the Law says").body

    assert "respect people's wishes – and never" in body
    assert "\n- dealing fairly with everyone" in body


def test_dos_and_donts_become_items_without_pairs(guidance: ImportedDocument) -> None:
    items = [(item.kind.value, item.text) for item in section(guidance, "Top Tips").items]

    assert items == [
        ("do", "Keep two accounts apart."),
        ("do", "Set who may read"),
        ("dont", "Post when tired"),
        ("dont", "Show private papers"),
        ("dont", "Answer in anger"),
    ]
    assert "pairing-not-taken" in codes(guidance)


def test_a_closing_list_of_benefits_becomes_items(guidance: ImportedDocument) -> None:
    benefits = section(guidance, "Why use social media?")

    assert [item.text for item in benefits.items] == [
        "Hear from younger residents", "Answer quickly", "Explain decisions",
    ]  # fmt: skip
    assert benefits.body == "Writing online can help members:"


def test_the_tables_of_attributes_become_the_control_block(guidance: ImportedDocument) -> None:
    control = guidance.control

    assert guidance.title == control["title"] == "Member Networks Guidance"
    assert control["next review date"] == "June 2019"
    assert control["division"] == "Public Information"
    assert control["document history"][1] == {
        "date": "9 May 2019", "summary of changes": "Draft approved by the team", "version": "1.0",
    }  # fmt: skip
    assert control["coverage"] == [{"name / group": "Members", "title": ""}]
    assert control["printed title"] == "GUDANCE: NETWORKS GUDANCE FOR BOROUGH MEMBERS"


def test_the_oddities_of_the_guidance_are_named(guidance: ImportedDocument) -> None:
    assert codes(guidance) >= {
        "covering-report", "heading-joined", "misspelt", "internal-path", "approval-empty",
        "version-repeated", "identifier-is-title", "named-person", "appendix-absent",
        "draft-status", "sentence-rejoined",
    }  # fmt: skip


def test_the_report_of_an_import_is_plain_and_complete(guidance: ImportedDocument) -> None:
    report = guidance.as_report()

    assert list(report) == [
        "kind", "title", "control", "sections", "findings", "unplaced", "dropped",
    ]  # fmt: skip
    assert list(report["sections"][0]) == [
        "number", "level", "heading", "key", "body", "items", "lines",
    ]  # fmt: skip
    assert report["sections"][5]["items"][0] == {
        "kind": "do", "text": "Keep two accounts apart.", "reason": "", "is_key_point": False,
    }  # fmt: skip
    lines = (TEXTS / "guidance_behind_report.txt").read_text().split("\n")
    for part in report["sections"]:
        assert part["heading"] in lines[part["lines"][0] - 1]
    assert all(isinstance(leaf, str) for leaf in leaves(report["control"]))


def test_a_title_and_a_kind_that_are_given_win() -> None:
    text = "# Networks Policy\n\n## Scope\n\nAll members.\n"

    imported = read_document(text, kind=Kind.PROTOCOL, title="Networks protocol")

    assert (imported.kind, imported.title) == ("protocol", "Networks protocol")
