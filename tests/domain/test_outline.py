"""The canonical sections, and the headings that mean them."""

import pytest

from policies.domain.content import Kind
from policies.domain.outline import OUTLINE, expected_keys, key_for, label_for


@pytest.mark.parametrize(
    ("heading", "key"),
    [
        ("Purpose", "purpose"),
        ("1. AIMS AND OBJECTIVES", "purpose"),
        ("Who does this apply to?", "scope"),
        ("What is social media?", "definitions"),
        ("Personal Use of Networks", "capacity"),
        ("The Member Code of Conduct and you", "code-of-conduct"),
        ("Why use social media?", "benefits"),
        ("Risks", "risks"),
        ("3.3 Legal issues", "legal"),
        ("Pre-election period", "elections"),
        ("Bias and predetermination", "decision-making"),
        ("Do’s and Don'ts", "dos-and-donts"),
        ("Hints & Tips", "dos-and-donts"),
        ("Networks in council meetings", "meetings"),
        ("Speaking for the Council", "speaking-for-the-council"),
        ("Complaints – Misuse", "complaints-and-breach"),
        ("Related Policies, Standards and Guidelines", "related-documents"),
        ("Further guidance", "contact"),
        ("Document Attributes", "document-control"),
        ("Background papers", ""),
        ("Networks Policy", ""),
        ("Monitoring officer", ""),
        ("", ""),
        ("§§§ 12", ""),
    ],
)
def test_a_heading_has_the_key_of_what_it_means(heading: str, key: str) -> None:
    assert key_for(heading) == key


def test_every_phrase_of_the_outline_leads_to_its_own_section() -> None:
    for section in OUTLINE:
        for phrase in section.phrases:
            assert key_for(phrase.removeprefix("=")) == section.key, phrase


def test_keys_are_used_once_and_have_labels() -> None:
    keys = [section.key for section in OUTLINE]

    assert len(keys) == len(set(keys))
    assert all(label_for(key) for key in keys)
    assert label_for("nothing") == ""


def test_a_policy_is_expected_to_have_its_seven_sections_in_order() -> None:
    assert expected_keys(Kind.POLICY) == (
        "purpose", "scope", "capacity", "legal", "responsibilities", "contact",
        "document-control",
    )  # fmt: skip
    assert expected_keys(Kind.LEAFLET) == ("at-a-glance", "dos-and-donts", "contact")
