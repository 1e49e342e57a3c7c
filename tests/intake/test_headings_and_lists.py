"""What is a heading and what is not, in all the ways in which councils print them."""

import pytest

from policies.intake.reading import read_document
from policies.intake.result import ImportedDocument

LONG = "Members write to residents online, and what they write is read by many people for years."


def headings(text: str) -> list[tuple[str, int, str]]:
    return [(part.number, part.level, part.heading) for part in read_document(text).sections]


def codes(imported: ImportedDocument) -> set[str]:
    return {finding.code for finding in imported.findings}


@pytest.mark.parametrize(
    ("line", "number", "heading"),
    [
        ("## 2. Scope", "2", "Scope"),
        ("# **2. Scope**", "2", "Scope"),
        ("**2. Scope**", "2", "Scope"),
        ("2.0 Scope", "2.0", "Scope"),
        ("2.\tScope", "2", "Scope"),
        ("2. SCOPE OF THE POLICY", "2", "SCOPE OF THE POLICY"),
        ("SCOPE OF THE POLICY", "", "SCOPE OF THE POLICY"),
        ("Scope of the Policy", "", "Scope of the Policy"),
        ("**Scope**", "", "Scope"),
        ("Section 2: Scope", "Section 2", "Scope"),
    ],
)
def test_a_heading_is_known_in_every_print(line: str, number: str, heading: str) -> None:
    imported = read_document(f"# Networks Policy\n\n1. Purpose\n\n{LONG}\n\n{line}\n\n{LONG}\n")

    assert [(part.number, part.heading) for part in imported.sections] == [
        ("1", "Purpose"),
        (number, heading),
    ]
    assert imported.sections[1].key == "scope"


@pytest.mark.parametrize(
    "line",
    [
        f"2. {LONG}",
        "2. Members must keep to this policy.",
        "2.1 As such, the policy of the council has been written anew for all of its members and",
        "**Please note:** posts are public.",
        "Posts are public.",
        "#members",
        "19 March 2019",
        "- 2.1 Scope",
        "It covers:",
    ],
)
def test_a_paragraph_is_no_heading(line: str) -> None:
    text = f"# Networks Policy\n\n## Purpose\n\n{LONG}\n\n{line}\n\nand so on, {LONG}\n"

    assert [heading for _, _, heading in headings(text)] == ["Purpose"]


def test_levels_come_from_numbers_and_not_from_hash_signs() -> None:
    text = f"#### 1. A rule\n\n{LONG}\n\n# 1.1 Under it\n\n{LONG}\n\n## 2. Another\n\n{LONG}"

    imported = read_document(text)

    assert [part.level for part in imported.sections][-3:] == [1, 2, 1]
    assert "heading-levels" in codes(imported)


def test_without_numbers_levels_come_from_hash_signs() -> None:
    text = f"# Networks Policy\n\n## Purpose\n\n{LONG}\n\n### Aims\n\n{LONG}\n\n## Scope\n\n{LONG}"

    assert [level for _, level, _ in headings(text)] == [1, 2, 1]


def test_jumps_in_the_numbering_are_kept_and_noted() -> None:
    text = f"1. Purpose\n\n{LONG}\n\n2. Scope\n\n{LONG}\n\n7. Contact\n\n{LONG}"

    imported = read_document(text)

    assert [part.number for part in imported.sections] == ["1", "2", "7"]
    assert [f.line for f in imported.findings if f.code == "numbering-jump"] == [9]


@pytest.mark.parametrize("bullet", ["•", "· ", "- ", " - ", "–", "-", "* ", "▪ ", "•\t", "o\t"])
def test_every_bullet_is_a_markdown_list(bullet: str) -> None:
    text = (
        f"# Networks Policy\n\n## Purpose\n\nWe ask:\n{bullet}Be kind\n{bullet}Be brief\n\nThanks."
    )

    body = read_document(text).sections[0].body

    assert body.replace("    - ", "- ") == "We ask:\n\n- Be kind\n- Be brief\n\nThanks."


def test_a_list_inside_a_list_stays_inside() -> None:
    text = "## Purpose\n\n- Outer\n  - Inner\n- Outer again\n"

    assert read_document(text).sections[0].body == "- Outer\n    - Inner\n- Outer again"


def test_lists_under_do_and_dont_become_items() -> None:
    text = "# Networks Policy\n\n## Do\n\n- Listen\n\n## Don't\n\n- **Shout**\n"

    items = [item for part in read_document(text).sections for item in part.items]

    assert [(item.kind.value, item.text) for item in items] == [("do", "Listen"), ("dont", "Shout")]


def test_text_under_the_title_is_a_section_of_that_title() -> None:
    imported = read_document(f"# Networks Policy\n\n{LONG}\n\n## Scope\n\n{LONG}\n")

    assert [part.heading for part in imported.sections] == ["Networks Policy", "Scope"]
    assert imported.title == "Networks Policy"


def test_text_under_no_heading_is_kept_and_noted() -> None:
    imported = read_document(f"{LONG}\n")

    assert [passage.text for passage in imported.unplaced] == [LONG]
    assert "text-before-heading" in codes(imported)


def test_a_whole_document_in_one_line_is_noted() -> None:
    imported = read_document("Networks Policy 1. Purpose " + LONG * 20)

    assert "one-line" in codes(imported)


def test_pipe_tables_keep_their_header_and_ragged_ones_are_noted() -> None:
    imported = read_document(
        "## Purpose\n\n| Who | What |\n|---|---|\n| Clerk | Posts | daily |\n\nEnd of text."
    )

    assert imported.sections[0].body == (
        "| Who | What |  |\n| --- | --- | --- |\n| Clerk | Posts | daily |\n\nEnd of text."
    )
    assert "table-unsure" in codes(imported)


def test_words_of_the_web_page_are_dropped() -> None:
    imported = read_document(
        f"Skip to main content\n\nWe use cookies to make this site better.\n\n# Networks Policy"
        f"\n\n## Scope\n\n{LONG}\n\nBack to top\n"
    )

    assert [passage.text for passage in imported.dropped] == [
        "Skip to main content", "We use cookies to make this site better.", "Back to top",
    ]  # fmt: skip
    assert "web-page-words" in codes(imported)


def test_running_heads_and_page_numbers_are_dropped() -> None:
    page = f"Brackenmoor Borough Council networks\n\n{LONG}\n\nPage %d of 3\n\n"
    text = "## Purpose\n\n" + "".join(page % number for number in (1, 2, 3))

    imported = read_document(text)

    assert imported.sections[0].body == "\n\n".join([LONG] * 3)
    assert imported.control["running head"] == "Brackenmoor Borough Council networks"


def test_a_value_that_contradicts_another_is_kept_and_noted() -> None:
    imported = read_document(
        f"# Networks Policy\n\nVersion: 1.0\nAuthor: Clerk\n\n## Scope\n\n{LONG}\n\n"
        "Version: 2.0\nAuthor: Clerk\n"
    )

    assert imported.control["version"] == "1.0"
    assert imported.control["version (line 10)"] == "2.0"
    assert "control-contradicts" in codes(imported)
    assert imported.sections[0].body == LONG


@pytest.mark.parametrize(
    ("sentence", "code"),
    [
        ("See the Data Protection Act 1998.", "law-outdated"),
        ("Write it on Twitter.", "platform-renamed"),
        ("It lies in Q:\\Shared\\Policies.", "internal-path"),
        ("It is gross misconduct.", "staff-words"),
        ("During purdah, wait.", "unclear-term"),
        ("The council\u00e2€™s rules.", "damaged-quotes"),
        ("See Appendix B for more.", "appendix-absent"),
        ("Write to robin.example@brackenmoor.example now.", "named-person"),
    ],
)
def test_an_oddity_is_named_with_its_line(sentence: str, code: str) -> None:
    imported = read_document(f"# Networks Policy\n\n## Scope\n\n{sentence}\n")

    assert [finding.line for finding in imported.findings if finding.code == code] == [5]
    assert all(finding.message.endswith(".") for finding in imported.findings)
