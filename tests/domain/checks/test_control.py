"""What a text says of itself: L5, L6, L8, L9, L10, and what changed and why."""

import pytest

from tests.domain.checks.texts import codes, remarks_on, section, text


def control(markdown: str, **facts: object):
    return text(section(f"{markdown}\n\nReviewed yearly.", key="document-control"), **facts)


def test_a_review_day_that_has_passed():
    [remark] = remarks_on(control("Next review: 31 March 2024."))
    assert remark.code == "L5"
    assert "the next review printed here, 31 March 2024, has passed." in remark.sentence
    assert codes(control("Next review: 31 March 2028.")) == []
    assert codes(control("Due for review by November 2026.")) == []
    assert codes(control("Reviewed on 31 March 2024.")) == []
    assert codes(control("Review date: 31 February 2024.")) == ["L5"]


def test_a_review_day_before_the_approval():
    words = "Approved by Council on 9 July 2027. Next review: 1 July 2027."
    assert codes(control(words)) == ["L5"]
    assert codes(control(words.replace("1 July 2027", "1 July 2028"))) == []


def test_a_control_section_says_something_of_the_review():
    assert codes(text(section("Kept by the clerk.", key="document-control"))) == ["L5"]
    assert codes(text(section("Kept by the clerk.", key="contact"))) == []


def test_a_version_number_goes_on_from_the_one_in_force():
    before = text("Be kind.", number="2.1")
    assert codes(text("Be kind.", number="2.1"), in_force=before) == ["L6"]
    assert codes(text("Be kind.", number="2.0"), in_force=before) == ["L6"]
    assert codes(text("Be kind.", number="2.10"), in_force=before) == []
    assert codes(text("Be kind.", number="two")) == ["L6"]


def test_numbers_printed_in_the_text():
    assert codes(control("Version: 1.2")) == ["L6"]
    assert codes(control("Version: 1.0")) == []
    history = "| Version | Day |\n|---|---|\n| 1.0 | May |\n| {} | June |"
    assert codes(control(history.format("1.0"))) == ["L6"]
    assert codes(control(history.format("1.1"))) == []


@pytest.mark.parametrize("mark", ["OFFICIAL-SENSITIVE", "Secret", "Not for publication"])
def test_a_classification_above_official(mark):
    assert codes(text("Be kind.", classification=mark)) == ["L8"]


@pytest.mark.parametrize("mark", ["", "OFFICIAL", "Official", "Public"])
def test_a_classification_that_may_be_published(mark):
    assert codes(text("Be kind.", classification=mark)) == []


def test_a_marking_left_in_the_text():
    assert codes("OFFICIAL – SENSITIVE\n\nBe kind.") == ["L8"]
    assert codes("Sensitive matters are not for publication.") == []


def test_a_table_of_approvals_with_nothing_in_it():
    table = "| Approved by | Day |\n|---|---|\n| {} | |"
    assert codes(control(table.format(""))) == ["L9"]
    assert codes(control(table.format("Council"))) == []


def test_a_reference_that_is_the_title():
    assert codes(text("Be kind.", reference="MEMBERS - Online")) == ["L10"]
    assert codes(text("Be kind.", reference="")) == []


def test_what_changed_and_why_are_asked_for():
    assert codes(text("Be kind.", change_summary="")) == ["change-summary"]
    assert codes(text("Be kind.", change_reason=" ")) == ["change-reason"]
