"""How a text is cited: the words that stand in someone's minutes years later, and stay true."""

from dataclasses import replace
from datetime import date

from policies.domain.citation import Citation

CITATION = Citation(
    council="Brackenmoor Borough Council",
    title="Social media policy",
    language="en-GB",
    number="2.1",
    in_force_from=date(2026, 3, 2),
    in_force_until=None,
    address="https://policies.example/documents/social-media/versions/2.1/",
    address_in_force="https://policies.example/documents/social-media/",
)


def test_a_text_in_force_is_cited_with_the_day_since_which_it_is():
    assert CITATION.of_text() == (
        "Brackenmoor Borough Council, “Social media policy”, version 2.1, "
        "in force from 2 March 2026."
    )


def test_a_section_is_cited_as_it_is_printed():
    assert CITATION.of_section("3 Scope") == (
        "Brackenmoor Borough Council, “Social media policy”, version 2.1, section “3 Scope”, "
        "in force from 2 March 2026."
    )


def test_a_text_that_applied_once_is_cited_with_both_days():
    ended = replace(CITATION, in_force_until=date(2027, 1, 31))
    assert ended.of_text().endswith("in force from 2 March 2026 until 31 January 2027.")


def test_a_translation_is_cited_as_one():
    translated = replace(CITATION, title="سوشل میڈیا", translated_into="Urdu")
    assert "“سوشل میڈیا” (translation into Urdu), version 2.1" in translated.of_text()
