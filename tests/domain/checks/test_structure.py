"""The shape of a text: what blocks it, and what is only advice."""

from dataclasses import replace

import pytest

from policies.domain.checks import look_through
from policies.domain.content import Contact, ItemKind, Kind
from tests.domain.checks.texts import (
    DAY,
    codes,
    item,
    remarks_on,
    section,
    text,
    with_items,
)


def test_a_plain_text_gets_no_remark():
    assert remarks_on("Members are kind to each other online.") == []


def test_a_text_needs_a_title_and_a_section():
    assert codes(text("Be kind.", title=" ")) == ["no-title"]
    assert codes(text()) == ["no-section"]
    assert all(remark.blocks for remark in remarks_on(text(title="")))


@pytest.mark.parametrize(
    "markdown", ["", " \n", "<!-- later -->", "&nbsp;", "[a]: https://fernley.example/a", "***"]
)
def test_a_section_without_words_is_empty(markdown):
    [remark] = [one for one in remarks_on(markdown) if one.code == "empty-section"]
    assert remark.blocks
    assert remark.sentence == "“Part 1”: nothing is written here. Write it or remove it."


def test_a_heading_above_deeper_sections_is_not_empty():
    parts = section("", 1), section("Be kind.", 2, level=2)
    assert codes(text(*parts)) == []
    assert codes(text(*parts, section("", 3))) == ["empty-section"]


def test_items_fill_a_section_unless_they_are_blank():
    assert codes(with_items("", item("Be kind."))) == []
    assert codes(with_items("", item("  "))) == ["empty-section"]


def test_a_level_left_out_is_said():
    deep = text(section("One.", 1), section("Two.", 2, level=3))
    assert codes(deep) == ["heading-jump"]
    assert codes(text(section("One.", 1, level=2))) == ["heading-jump"]
    back = text(section("One.", 1), section("Two.", 2, level=2), section("Three.", 3, level=1))
    assert codes(back) == []


def test_a_section_without_heading_is_named_by_its_number():
    [remark] = remarks_on(text(section("One.", 1), section("Two.", 2, heading=" ")))
    assert remark.code == "no-heading"
    assert remark.sentence.startswith("Section number 2, which has no heading: ")


def test_a_line_in_bold_is_a_faked_heading_and_a_bold_opening_is_not():
    [remark] = remarks_on("Be kind.\n\n**Where to ask**\n\nAsk the clerk.")
    assert (remark.code, remark.line) == ("faked-heading", 3)
    assert codes("**Be kind.** Always.") == []
    assert codes("**This is a whole sentence.**") == []


def test_eight_key_points_are_too_many_and_seven_are_not():
    points = [item(f"Do thing {number}.", is_key_point=True) for number in range(8)]
    assert codes(with_items("Be kind.", *points)) == ["key-points"]
    assert codes(with_items("Be kind.", *points[:7])) == []


def test_what_the_kind_usually_has_is_missed():
    leaflet = text(section("Be kind.", heading="At a glance"), kind=Kind.LEAFLET)
    [remark] = look_through(leaflet, day=DAY)
    assert remark.code == "missing-section"
    assert "A leaflet usually has a section on “Dos and don’ts” and “Contact”." in remark.sentence
    assert not remark.blocks


def test_a_key_or_a_contact_counts_as_having_the_section():
    tagged = text(
        section("Be kind.", 1, key="at-a-glance"),
        section("Ask first.", 2, key="dos-and-donts"),
        kind=Kind.LEAFLET,
        contacts=(Contact(name="Democratic Services"),),
    )
    assert look_through(tagged, day=DAY) == ()


def test_faults_come_first_then_the_order_of_the_text():
    found = remarks_on(
        text("See [here](https://fernley.example/a).", section("", 2), "The purdah.")
    )
    assert [(one.code, one.blocks) for one in found] == [
        ("empty-section", True),
        ("link-text", False),
        ("L12", False),
    ]


def test_a_dont_is_read_as_the_opposite_of_its_words():
    disclaimer = item("Rely on a disclaimer to step outside the Code.", ItemKind.DONT)
    assert codes(with_items("Be kind.", disclaimer)) == []
    assert codes(with_items("Be kind.", replace(disclaimer, kind=ItemKind.DO))) == ["L17"]
