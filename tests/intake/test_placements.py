"""Words that had no place go where the officer puts them, and none is lost on the way."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.intake.placements import LEAVE_OUT, NEW_SECTION, Placement, placed, undecided
from policies.intake.reading import read_document
from policies.intake.tally import words_lost

TEXT = """Brackenmoor Borough Council

# Social media policy

Adopted after a long debate

- First written down
- Then talked over

## 1. Purpose

Why we have this.

### 1.1 In short

Be kind.

## 2. Scope

All members.
"""
READ = read_document(TEXT)
CHOICES = st.builds(
    Placement,
    to=st.sampled_from(["", "0", "1", "2", "9", "-1", "²", NEW_SECTION, LEAVE_OUT]),
    heading=st.sampled_from(["", "  ", "How it came about", "Dos"]),
)


def test_the_text_of_these_tests_has_passages_without_a_place():
    assert [passage.text for passage in READ.unplaced] == [
        "Brackenmoor Borough Council",
        "Adopted after a long debate",
        "- First written down\n- Then talked over",
    ]
    assert [section.heading for section in READ.sections] == ["Purpose", "In short", "Scope"]


@given(st.dictionaries(st.integers(0, 3), CHOICES))
def test_every_word_stays_wherever_it_is_put(placements):
    done = placed(READ, placements)
    assert not words_lost(TEXT, done)
    assert done.unplaced == undecided(READ, placements)


@pytest.mark.parametrize("nothing", ["", "3", "-1", "²", "somewhere"])
def test_a_place_that_is_not_there_decides_nothing(nothing):
    assert not Placement(nothing, "A heading").is_decided(READ)


def test_words_at_the_end_of_a_section_are_a_paragraph_of_their_own():
    done = placed(READ, {1: Placement("2"), 2: Placement("2")})
    assert done.sections[2].body == (
        "All members.\n\nAdopted after a long debate\n\n- First written down\n- Then talked over"
    )


def test_a_new_section_stands_where_its_words_were_printed():
    done = placed(READ, {1: Placement(NEW_SECTION, " How it  came about ")})
    assert [section.heading for section in done.sections][:2] == ["How it came about", "Purpose"]
    assert done.sections[0].body == "Adopted after a long debate"


def test_two_new_sections_keep_their_order():
    done = placed(READ, {0: Placement(NEW_SECTION, "Who"), 1: Placement(NEW_SECTION, "When")})
    assert [section.heading for section in done.sections][:2] == ["Who", "When"]


def test_what_is_left_out_is_on_record_with_the_reason():
    done = placed(READ, {0: Placement(LEAVE_OUT)})
    assert ("Brackenmoor Borough Council", "left out by the officer") in [
        (passage.text, passage.reason) for passage in done.dropped
    ]
